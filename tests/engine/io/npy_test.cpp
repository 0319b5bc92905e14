#include "engine/io/npy.h"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>

#include "engine/io/atomic_file.h"
#include "engine/io/npy_header.h"
#include "tests/engine/io/scratch.h"
#include "tests/places.h"

namespace headlight::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::string_literals;

FloatArray read_fixture(const std::string& name) {
  return read_npy(std::filesystem::path(headlight::tests::fixtures()) / "io" / name).take();
}

// Version 1 with any dictionary.
std::string npy(const std::string& dict, const std::string& data) {
  return "\x93NUMPY\x01"s + '\0' + static_cast<char>(dict.size()) + '\0' + dict + data;
}

TEST(Npy, ReadsEveryVersionOrderAndPrecision) {
  for (const char* name : {"v1.npy", "v2.npy", "v3.npy", "fortran.npy", "double.npy", "half.npy", "big_endian.npy",
                           "fortran_big_endian.npy"}) {
    const FloatArray array = read_fixture(name);
    EXPECT_THAT(array.shape, ElementsAre(2, 3, 4)) << name;
    ASSERT_EQ(array.values.size(), 24U) << name;
    for (std::size_t i = 0; i < 24; ++i)
      EXPECT_EQ(array.values[i], static_cast<float>(i) * 0.5F - 3.F) << name << " " << i;
  }
}

TEST(Npy, ReadsSpecialHalfPrecisionValues) {
  const FloatArray array = read_fixture("half_special.npy");
  EXPECT_THAT(array.values, ElementsAre(0.F, -0.F, 65504.F, std::ldexp(1.F, -24), -std::ldexp(1023.F, -24), INFINITY,
                                        -INFINITY, ::testing::IsNan()));
}

TEST(Npy, ReadsScalarsAndEmptyArrays) {
  EXPECT_TRUE(read_fixture("scalar.npy").shape.empty());
  EXPECT_THAT(read_fixture("scalar.npy").values, ElementsAre(2.5F));
  EXPECT_THAT(read_fixture("empty.npy").shape, ElementsAre(0, 3));
  EXPECT_TRUE(read_fixture("empty.npy").values.empty());
}

TEST(Npy, RefusesDamagedFilesInOneLine) {
  const headlight::testing::Scratch scratch;
  const std::string good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  for (const std::string& bytes :
       {""s,
        "\x93NUMPY"s,
        "\x93NUMPY\x01"s,
        "\x93NUMPX\x01\0\0\0"s,
        "\x93NUMPY\x04\0\0\0"s,
        "\x93NUMPY\x01\0\xFF\xFF"s,
        "\x93NUMPY\x02\0\xFF\xFF\xFF\xFF"s,
        npy(good, "1234567"),
        npy(good, "123456789"),
        npy(good + "x", "12345678"),
        npy("", ""),
        npy("{}", ""),
        npy("{'descr': '<f4'}", "1234"),
        npy("{'descr': '<f4', 'descr': '<f4'}", ""),
        npy("{'descr': '<i4', 'fortran_order': False, 'shape': (1,)}", "1234"),
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "12345678"),
        npy("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}", "1234"),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "1234"),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1}", "1234"),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "1234"),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296,4294967296,4)}", ""),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,)}", "1234"),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "1234")}) {
    const auto array = read_npy(scratch.write("bad.npy", bytes));
    ASSERT_FALSE(array.ok()) << bytes;
    EXPECT_THAT(array.error().line(), HasSubstr("bad.npy"));
  }
}

TEST(Npy, BoundsFileSize) {
  const std::filesystem::path path = std::filesystem::path(headlight::tests::fixtures()) / "io" / "v1.npy";
  EXPECT_FALSE(read_npy(path, 64).ok());
}

TEST(Npy, TheShapeIsJudgedBeforeAnElementIsRead) {
  const headlight::testing::Scratch scratch;
  const std::filesystem::path file = scratch.folder() / "large.npy";
  constexpr std::int64_t side = 16384;
  const auto header = npy_header_text("<f4", {side, side});
  std::ofstream(file, std::ios::binary) << header;
  std::filesystem::resize_file(file, header.size() + side * side * sizeof(float));  // a hole: nothing on the disk
  const auto refused = read_float32_npy(file, [](const std::vector<std::int64_t>& shape) -> Result<Done> {
    return unusable("wrong shape", "file", std::to_string(shape.at(0)));
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().found, "16384");
}

TEST(Npy, AnEmptyFileIsCalledSo) {
  const headlight::testing::Scratch scratch;
  const auto line = read_npy(scratch.write("empty.npy", "")).error().line();
  EXPECT_THAT(line, HasSubstr("empty.npy: found an empty file, expected an array"));
}

TEST(Npy, ReadsBackWhatItWrote) {
  const headlight::testing::Scratch scratch;
  const std::vector<float> values{1.F, -2.F, 0.25F, INFINITY, 5.F, 6.F};
  for (const std::vector<std::int64_t>& shape : std::vector<std::vector<std::int64_t>>{{6}, {2, 3}, {1, 2, 3, 1}}) {
    ASSERT_TRUE(write_npy(scratch.folder() / "a.npy", shape, values.data()).ok());
    const FloatArray array = read_npy(scratch.folder() / "a.npy").take();
    EXPECT_EQ(array.shape, shape);
    EXPECT_EQ(array.values, values);
  }
}

TEST(Npy, WritesTheBytesOfTheReference) {
  const headlight::testing::Scratch scratch;
  const std::vector<std::int64_t> ids{-1, 0, 1, std::int64_t{1} << 40};
  ASSERT_TRUE(write_npy(scratch.folder() / "ids.npy", {2, 2}, ids.data()).ok());
  EXPECT_EQ(read_file(scratch.folder() / "ids.npy", 4096).take(),
            read_file(std::filesystem::path(headlight::tests::fixtures()) / "io" / "ids.npy", 4096).take());
  const float scalar = 2.5F;
  ASSERT_TRUE(write_npy(scratch.folder() / "scalar.npy", {}, &scalar).ok());
  EXPECT_EQ(read_file(scratch.folder() / "scalar.npy", 4096).take(),
            read_file(std::filesystem::path(headlight::tests::fixtures()) / "io" / "scalar.npy", 4096).take());
}

}  // namespace
}  // namespace headlight::io
