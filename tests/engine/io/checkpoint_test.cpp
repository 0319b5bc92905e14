#include "engine/io/checkpoint.h"

#include <gmock/gmock.h>

#include "engine/io/contained.h"
#include "tests/engine/io/safetensors_corpus.h"
#include "tests/engine/io/scratch.h"

namespace headlight::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A file with one float32 tensor.
std::string shard(const std::string& tensor) {
  return headlight::testing::safetensors_bytes(
      R"({")" + tensor + R"(":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "1234");
}

std::string index(const std::string& weight_map) { return R"({"metadata":{},"weight_map":)" + weight_map + "}"; }

class CheckpointTest : public ::testing::Test {
 protected:
  void write_index(const std::string& weight_map) {
    scratch_.write("model/model.safetensors.index.json", index(weight_map));
  }
  std::string refusal() {
    const auto checkpoint = Checkpoint::open(folder_);
    return checkpoint.ok() ? "accepted" : checkpoint.error().line();
  }

  headlight::testing::Scratch scratch_;
  fs::path folder_ = scratch_.folder() / "model";
};

TEST_F(CheckpointTest, OpensASingleFile) {
  scratch_.write("model/model.safetensors", shard("a"));
  const Checkpoint checkpoint = Checkpoint::open(folder_).take();
  EXPECT_EQ(checkpoint.tensors().size(), 1U);
  EXPECT_EQ(checkpoint.paths().size(), 1U);
}

TEST_F(CheckpointTest, OpensShards) {
  scratch_.write("model/one.safetensors", shard("a"));
  scratch_.write("model/sub/two.safetensors", shard("b"));
  write_index(R"({"a":"one.safetensors","b":"sub/two.safetensors"})");
  const Checkpoint checkpoint = Checkpoint::open(folder_).take();
  EXPECT_EQ(checkpoint.tensors().size(), 2U);
  EXPECT_EQ(checkpoint.paths().size(), 2U);
}

TEST_F(CheckpointTest, TensorsOutliveTheCheckpoint) {
  scratch_.write("model/model.safetensors", shard("a"));
  std::shared_ptr<const void> held;
  TensorView tensor;
  {
    const Checkpoint checkpoint = Checkpoint::open(folder_).take();
    held = checkpoint.keep_alive();
    tensor = checkpoint.tensors().at("a");
  }
  EXPECT_EQ(static_cast<char>(tensor.data[3]), '4');
}

TEST_F(CheckpointTest, RefusesFoldersWithoutWeights) { EXPECT_THAT(refusal(), HasSubstr("no weights")); }

TEST_F(CheckpointTest, RefusesTensorsInOtherShards) {
  scratch_.write("model/one.safetensors", shard("a"));
  scratch_.write("model/two.safetensors", shard("b"));
  write_index(R"({"a":"two.safetensors","b":"one.safetensors"})");
  EXPECT_THAT(refusal(), HasSubstr("shard and index disagree"));
  write_index(R"({"a":"one.safetensors","c":"one.safetensors"})");
  EXPECT_THAT(refusal(), HasSubstr("missing tensor"));
  write_index(R"({"b":"one.safetensors"})");
  EXPECT_THAT(refusal(), HasSubstr("no entry in the index"));
}

TEST_F(CheckpointTest, RefusesNamesThatLeadOutside) {
  scratch_.write("one.safetensors", shard("a"));
  for (const std::string& name : {std::string("../one.safetensors"), std::string("x/../../one.safetensors"),
                                  (scratch_.folder() / "one.safetensors").string(), std::string(""), std::string(".."),
                                  std::string("x/"), std::string("a\\u0000b")}) {
    write_index(R"({"a":")" + name + R"("})");
    EXPECT_THAT(refusal(), HasSubstr("file name refused")) << name;
  }
}

TEST_F(CheckpointTest, RefusesLinksThatLeadOutside) {
  scratch_.write("one.safetensors", shard("a"));
  write_index(R"({"a":"link.safetensors"})");
  fs::create_symlink("../one.safetensors", folder_ / "link.safetensors");
  EXPECT_THAT(refusal(), HasSubstr("file outside the folder"));
}

TEST_F(CheckpointTest, FollowsLinksInsideTheFolder) {
  scratch_.write("model/one.safetensors", shard("a"));
  write_index(R"({"a":"link.safetensors"})");
  fs::create_symlink("one.safetensors", folder_ / "link.safetensors");
  EXPECT_EQ(refusal(), "accepted");
}

TEST_F(CheckpointTest, FollowsLinksIntoTheBlobsOfAHubCache) {
  const std::string snapshot = "hub/models--org--name/snapshots/0123";
  scratch_.write("hub/models--org--name/blobs/b1", shard("a"));
  scratch_.write("hub/blobs/b2", shard("b"));
  scratch_.write("hub/models--other--name/blobs/b3", shard("c"));
  scratch_.write(snapshot + "/model.safetensors.index.json", index(R"({"a":"one.safetensors","b":"two.safetensors"})"));
  folder_ = scratch_.folder() / snapshot;
  fs::create_symlink("../../blobs/b1", folder_ / "one.safetensors");
  fs::create_symlink("../../../blobs/b2", folder_ / "two.safetensors");
  EXPECT_EQ(refusal(), "accepted");
  fs::remove(folder_ / "one.safetensors");
  fs::create_symlink("../../../models--other--name/blobs/b3", folder_ / "one.safetensors");
  EXPECT_THAT(refusal(), HasSubstr("file outside the folder"));
}

TEST_F(CheckpointTest, RefusesDamagedIndexes) {
  for (const std::string& text : {std::string("{}"), index("[]"), index("{}"), index(R"({"a":1})"),
                                  index(R"({"a":null})"), std::string("[]"), std::string("{")}) {
    scratch_.write("model/model.safetensors.index.json", text);
    EXPECT_THAT(refusal(), HasSubstr("index.json")) << text;
  }
}

}  // namespace
}  // namespace headlight::io
