#include "engine/io/safetensors.h"

#include <gmock/gmock.h>

#include <cstring>

#include "tests/engine/io/safetensors_corpus.h"
#include "tests/engine/io/scratch.h"
#include "tests/places.h"

namespace headlight::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path(headlight::tests::fixtures()) / "io" / name;
}

template <typename T>
std::vector<T> values(const TensorView& tensor) {
  std::vector<T> out(tensor.bytes / sizeof(T));
  std::memcpy(out.data(), tensor.data, tensor.bytes);
  return out;
}

TEST(Safetensors, ReadsWhatTheReferenceWrote) {
  const auto file = SafetensorsFile::open(fixture("mixed.safetensors")).take();
  ASSERT_EQ(file->tensors().size(), 5U);
  EXPECT_THAT(file->metadata(), ElementsAre(std::pair("format", "np"), std::pair("note", "é ✓")));
  const TensorView& matrix = file->tensors().at("matrix");
  EXPECT_EQ(matrix.dtype, DType::f32);
  EXPECT_THAT(matrix.shape, ElementsAre(2, 3));
  EXPECT_THAT(values<float>(matrix), ElementsAre(0.F, 0.5F, 1.F, 1.5F, 2.F, 2.5F));
  EXPECT_THAT(values<std::int64_t>(file->tensors().at("ids")), ElementsAre(-1, 7, std::int64_t{1} << 40));
  EXPECT_THAT(values<double>(file->tensors().at("scalar")), ElementsAre(2.5));
  EXPECT_TRUE(file->tensors().at("scalar").shape.empty());
  EXPECT_THAT(values<std::uint16_t>(file->tensors().at("half")), ElementsAre(0x3C00, 0xC000));
  EXPECT_THAT(file->tensors().at("none").shape, ElementsAre(0, 4));
  EXPECT_EQ(file->tensors().at("none").bytes, 0U);
}

TEST(Safetensors, AcceptsEveryGoodCorpusFile) {
  const headlight::testing::Scratch scratch;
  for (const auto& [name, bytes] : headlight::testing::good_safetensors()) {
    const auto file = SafetensorsFile::open(scratch.write("good.safetensors", bytes));
    EXPECT_TRUE(file.ok()) << name << ": " << file.error().line();
  }
}

TEST(Safetensors, RefusesEveryBadCorpusFileInOneLine) {
  const headlight::testing::Scratch scratch;
  const auto corpus = headlight::testing::bad_safetensors();
  EXPECT_GE(corpus.size(), 45U);
  for (const auto& [name, bytes] : corpus) {
    const auto file = SafetensorsFile::open(scratch.write("bad.safetensors", bytes));
    ASSERT_FALSE(file.ok()) << name;
    EXPECT_EQ(file.error().kind, Error::Kind::unusable) << name;
    EXPECT_THAT(file.error().line(), HasSubstr("bad.safetensors")) << name;
    EXPECT_EQ(file.error().line().find('\n'), std::string::npos) << name;
  }
}

TEST(Safetensors, RefusesWhatIsNoRegularFile) {
  const headlight::testing::Scratch scratch;
  EXPECT_FALSE(SafetensorsFile::open(scratch.folder()).ok());
  EXPECT_FALSE(SafetensorsFile::open(scratch.folder() / "missing").ok());
  EXPECT_FALSE(SafetensorsFile::open("/dev/zero").ok());
}

TEST(Safetensors, ErrorsNameTheTensorAndBothSizes) {
  const headlight::testing::Scratch scratch;
  const auto path = scratch.write(
      "x.safetensors",
      headlight::testing::safetensors_bytes(R"({"layer.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]}})",
                                            std::string(20, 'x')));
  const auto file = SafetensorsFile::open(path);
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().line(), HasSubstr("tensor layer.weight: found 0 to 20, expected 24 bytes"));
}

class SafetensorsWriter : public ::testing::Test {
 protected:
  TensorView view(const std::string& name, DType dtype, std::vector<std::int64_t> shape) const {
    std::size_t bytes = bytes_per_element(dtype);
    for (const std::int64_t size : shape) bytes *= static_cast<std::size_t>(size);
    return {name, dtype, std::move(shape), reinterpret_cast<const std::byte*>(data_.data()), bytes};
  }

  headlight::testing::Scratch scratch_;
  std::string data_ = "0123456789abcdefghijklmnopqrstuv";
};

TEST_F(SafetensorsWriter, ReadsBackWhatItWrote) {
  const std::vector<TensorView> tensors{view("b", DType::u8, {3}), view("a", DType::f32, {2, 2}),
                                        view("s", DType::bf16, {}), view("z", DType::i64, {0, 5})};
  const auto path = scratch_.folder() / "out.safetensors";
  ASSERT_TRUE(write_safetensors(path, tensors, {{"headlight", "{\"format\": 1}"}}).ok());
  const auto file = SafetensorsFile::open(path).take();
  EXPECT_EQ(file->metadata().at("headlight"), "{\"format\": 1}");
  ASSERT_EQ(file->tensors().size(), tensors.size());
  for (const TensorView& tensor : tensors) {
    const TensorView& read = file->tensors().at(tensor.name);
    EXPECT_EQ(read.dtype, tensor.dtype);
    EXPECT_EQ(read.shape, tensor.shape);
    ASSERT_EQ(read.bytes, tensor.bytes);
    EXPECT_EQ(std::memcmp(read.data, tensor.data, tensor.bytes), 0);
  }
}

TEST_F(SafetensorsWriter, RefusesWrongTensorsAndLeavesNothing) {
  TensorView short_one = view("a", DType::f32, {2});
  short_one.bytes = 7;
  const TensorView a = view("a", DType::f32, {2});
  for (const auto& tensors : std::vector<std::vector<TensorView>>{{short_one},
                                                                  {a, a},
                                                                  {view("__metadata__", DType::u8, {1})},
                                                                  {view("a", DType::other, {1})},
                                                                  {view("\xFF", DType::u8, {1})}})
    EXPECT_FALSE(write_safetensors(scratch_.folder() / "out.safetensors", tensors, {}).ok());
  EXPECT_EQ(scratch_.entries(), 0);
}

TEST(DType, NamesAndSizes) {
  EXPECT_EQ(to_string(DType::bf16), "BF16");
  EXPECT_EQ(to_string(DType::f8_e4m3), "F8_E4M3");
  EXPECT_EQ(bytes_per_element(DType::f64), 8U);
  EXPECT_EQ(bytes_per_element(DType::boolean), 1U);
  EXPECT_EQ(bytes_per_element(DType::other), 0U);
}

}  // namespace
}  // namespace headlight::io
