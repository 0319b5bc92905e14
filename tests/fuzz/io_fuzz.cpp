#include "engine/io/atomic_file.h"
#include "engine/io/checkpoint.h"
#include "engine/io/json_file.h"
#include "engine/io/npy.h"
#include "tests/engine/io/safetensors_corpus.h"
#include "tests/engine/io/scratch.h"
#include "tests/fuzz/mutate.h"
#include "tests/places.h"

namespace headlight::testing {
namespace {

std::string fixture(const std::string& name) {
  return io::read_file(std::filesystem::path(headlight::tests::fixtures()) / "io" / name, 1 << 20).take();
}

// Every byte that a tensor claims can be read.
std::size_t touch(const io::SafetensorsFile& file) {
  std::size_t sum = 0;
  for (const auto& [name, tensor] : file.tensors())
    for (std::size_t i = 0; i < tensor.bytes; ++i) sum += static_cast<std::size_t>(tensor.data[i]);
  return sum;
}

TEST(FuzzSafetensors, TenThousandMutations) {
  const Scratch scratch(quick_folder());
  std::vector<std::string> seeds{fixture("mixed.safetensors")};
  for (const CorpusFile& file : good_safetensors()) seeds.push_back(file.bytes);
  std::size_t sum = 0;
  fuzz(seeds, 1, [&](const std::string& bytes) {
    auto file = io::SafetensorsFile::open(scratch.write("x.safetensors", bytes));
    if (file.ok()) sum += touch(*file.value());
    return file;
  });
  EXPECT_GT(sum, 0U);
}

TEST(FuzzCheckpoint, TenThousandIndexMutations) {
  const Scratch scratch(quick_folder());
  scratch.write("one.safetensors", safetensors_bytes(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "x"));
  fuzz({R"({"metadata":{"total_size":1},"weight_map":{"a":"one.safetensors"}})"}, 2, [&](const std::string& bytes) {
    scratch.write("model.safetensors.index.json", bytes);
    return io::Checkpoint::open(scratch.folder());
  });
}

TEST(FuzzNpy, TenThousandMutations) {
  const Scratch scratch(quick_folder());
  std::vector<std::string> seeds;
  for (const char* name : {"v1.npy", "v2.npy", "v3.npy", "fortran.npy", "double.npy", "half.npy",
                           "fortran_big_endian.npy", "scalar.npy", "empty.npy"})
    seeds.push_back(fixture(name));
  fuzz(seeds, 3, [&](const std::string& bytes) { return io::read_npy(scratch.write("x.npy", bytes)); });
}

TEST(FuzzJson, TenThousandMutations) {
  const std::vector<std::string> seeds{
      R"({"model_type":"vit","hidden_size":768,"eps":1e-12,"x":[1,-2,3.5,true,false,null],)"
      R"("é":"\u00e9\n\"","o":{"p":{"q":[[[]]]}}})",
      R"([{"a":1},{"a":2},"\ud83d\ude00"])", "-0.0", "[]"};
  fuzz(seeds, 4, [&](const std::string& bytes) { return io::parse_json(bytes, "x.json"); });
}

}  // namespace
}  // namespace headlight::testing
