#include "engine/io/hub_cache.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/engine/io/scratch.h"

namespace headlight::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class HubCache : public ::testing::Test {
 protected:
  void SetUp() override {
    scratch_.write("models--org--name/snapshots/aaa/config.json", "{}");
    scratch_.write("models--org--name/snapshots/bbb/config.json", "{}");
    scratch_.write("models--org--name/refs/main", "bbb\n");
    scratch_.write("models--org--name/refs/refs/pr/1", "aaa");
    scratch_.write("models--plain/snapshots/ccc/config.json", "{}");
    scratch_.write("models--org--half/snapshots/ddd/README.md", "");
    scratch_.write("datasets--org--data/snapshots/eee/config.json", "{}");
  }
  std::string found(const std::string& name) {
    const auto folder = find_cached(name, scratch_.folder());
    return folder.ok() ? folder.value().filename().string() : folder.error().line();
  }

  headlight::testing::Scratch scratch_;
};

TEST_F(HubCache, ListsSnapshotsWithAConfig) {
  std::vector<std::string> names;
  for (const CachedModel& model : cached_models(scratch_.folder())) names.push_back(model.name + "@" + model.revision);
  EXPECT_THAT(names, ::testing::ElementsAre("org/name@aaa", "org/name@bbb", "plain@ccc"));
  EXPECT_TRUE(cached_models(scratch_.folder() / "missing").empty());
}

TEST_F(HubCache, AStoppedSearchEndsAtOnce) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(cached_models(scratch_.folder(), stop.get_token()).empty());
}

TEST_F(HubCache, FindsBranchesTagsAndCommits) {
  EXPECT_EQ(found("org/name"), "bbb");
  EXPECT_EQ(found("org/name@main"), "bbb");
  EXPECT_EQ(found("org/name@aaa"), "aaa");
  EXPECT_EQ(found("org/name@refs/pr/1"), "aaa");
  EXPECT_EQ(found("plain"), "ccc");
}

TEST_F(HubCache, SaysWhatIsMissing) {
  EXPECT_THAT(found("org/other"), HasSubstr("model not in the Hub cache"));
  EXPECT_THAT(found("org/name@v2"), HasSubstr("revision not in the Hub cache"));
  EXPECT_THAT(found("org/half"), HasSubstr("no snapshot with a config.json"));
}

TEST_F(HubCache, RefusesNamesThatLeadElsewhere) {
  for (const char* name : {"", "/", "../x", "a/b/c", "org/..", "org/name/", "a b", ".hidden"})
    EXPECT_THAT(found(name), HasSubstr("not a model's name")) << name;
  for (const char* name : {"org/name@", "org/name@..", "org/name@../aaa", "org/name@/etc"})
    EXPECT_THAT(found(name), HasSubstr("not a revision")) << name;
  scratch_.write("models--org--name/refs/bad", "../../../models--plain/snapshots/ccc");
  EXPECT_THAT(found("org/name@bad"), HasSubstr("revision not in the Hub cache"));
}

TEST_F(HubCache, RefusesLinksOutOfTheCache) {
  const fs::path snapshot = scratch_.folder() / "models--org--name/snapshots/aaa";
  scratch_.write("models--org--name/blobs/x", "{}");
  scratch_.write("blobs/y", "{}");
  fs::create_symlink("../../blobs/x", snapshot / "one.json");
  fs::create_symlink("../../../blobs/y", snapshot / "two.json");
  EXPECT_EQ(found("org/name@aaa"), "aaa");
  fs::create_symlink("/etc/hostname", snapshot / "three.json");
  EXPECT_FALSE(find_cached("org/name@aaa", scratch_.folder()).ok());
}

TEST_F(HubCache, RootFollowsTheEnvironment) {
  for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"}) ::unsetenv(name);
  ::setenv("HOME", "/home/x", 1);
  EXPECT_EQ(hub_cache_root(), "/home/x/.cache/huggingface/hub");
  ::setenv("XDG_CACHE_HOME", "/cache", 1);
  EXPECT_EQ(hub_cache_root(), "/cache/huggingface/hub");
  ::setenv("HF_HOME", "/hf", 1);
  EXPECT_EQ(hub_cache_root(), "/hf/hub");
  ::setenv("HUGGINGFACE_HUB_CACHE", "/older", 1);
  EXPECT_EQ(hub_cache_root(), "/older");
  ::setenv("HF_HUB_CACHE", "/hub", 1);
  EXPECT_EQ(hub_cache_root(), "/hub");
  ::setenv("HF_HUB_CACHE", "~/${HF_HOME}/$XDG_CACHE_HOME-$NO_SUCH_NAME/${", 1);
  EXPECT_EQ(hub_cache_root().string(), "/home/x//hf//cache-$NO_SUCH_NAME/${");
  ::setenv("HF_HUB_CACHE", "", 1);
  EXPECT_EQ(hub_cache_root(), "/older");
  ::unsetenv("HUGGINGFACE_HUB_CACHE");
}

}  // namespace
}  // namespace headlight::io
