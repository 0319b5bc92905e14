// TorchScript files of strangers: what is no archive, is cut off or damaged.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/models/tap/tapped_model.h"
#include "tests/places.h"

namespace headlight::models::tap {
namespace {

namespace fs = std::filesystem;

const fs::path tap_fixtures = fs::path(headlight::tests::fixtures()) / "tap";

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Hostile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = fs::temp_directory_path() / ("headlight_tap_" + std::to_string(::getpid()) + ".torchscript");
    whole_ = bytes_of(tap_fixtures / "eager.torchscript");
  }
  void TearDown() override { fs::remove(path_); }

  // The error's line; "" where the file was loaded.
  std::string line_for(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    const auto model = load_script(path_);
    if (model) return {};
    EXPECT_EQ(model.error().kind, Error::Kind::unusable);
    EXPECT_EQ(model.error().line().find('\n'), std::string::npos);
    return model.error().line();
  }

  fs::path path_;
  std::string whole_;
};

TEST_F(Hostile, WhatIsNoZipIsNamed) {
  EXPECT_NE(line_for("").find("zip"), std::string::npos);
  EXPECT_NE(line_for("not a zip archive at all, but long enough for one").find("zip"), std::string::npos);
}

TEST_F(Hostile, EveryTruncationIsRefused) {
  for (std::size_t size = 0; size < whole_.size(); size += 251) EXPECT_NE(line_for(whole_.substr(0, size)), "") << size;
}

TEST_F(Hostile, EveryDamagedStoredByteIsRefused) {
  const auto at = whole_.find("data.pkl");
  ASSERT_NE(at, std::string::npos);
  for (std::size_t i = 0; i < 200; i += 7) {
    auto damaged = whole_;
    damaged[at + 80 + i] = static_cast<char>(damaged[at + 80 + i] ^ 0x55);
    EXPECT_NE(line_for(damaged), "") << i;
  }
}

TEST_F(Hostile, NoMutationCrashes) {
  std::uint64_t state = 88172645463325252ULL;
  const auto next = [&](std::size_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % below);
  };
  for (int round = 0; round < 300; ++round) {
    auto damaged = whole_;
    for (std::size_t i = 0; i <= next(6); ++i) damaged[next(damaged.size())] = static_cast<char>(next(256));
    (void)line_for(damaged);
  }
}

TEST(Ultralytics, DamagedDescriptionsNameTheirField) {
  EXPECT_FALSE(read_ultralytics("", "x.torchscript"));
  EXPECT_FALSE(read_ultralytics("not json", "x.torchscript"));
  EXPECT_FALSE(read_ultralytics(R"({"names": {"0": "cat"}})", "x.torchscript"));
  const auto good = read_ultralytics(R"({"names": {"0": "cat", "1": "dog"}, "imgsz": [320, 640]})", "x.torchscript");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->names, (std::vector<std::string>{"cat", "dog"}));
  EXPECT_EQ(good->input, (std::array<std::int64_t, 2>{320, 640}));
  EXPECT_EQ(read_ultralytics(R"({"names": {"0": "cat"}, "imgsz": 64})", "x")->input, (std::array<std::int64_t, 2>{64, 64}));
  const std::pair<const char*, const char*> damaged[] = {{R"({"names": {"0": "cat"}, "imgsz": [100000000, -3]})", "imgsz"},
                                                         {R"({"names": {"0": "cat"}, "imgsz": "large"})", "imgsz"},
                                                         {R"({"names": {"5": "cat"}, "imgsz": [64, 64]})", "names"},
                                                         {R"({"names": {}, "imgsz": [64, 64]})", "names"}};
  for (const auto& [config, field] : damaged) try {
      (void)read_ultralytics(config, "x.torchscript");
      ADD_FAILURE() << config;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.error.where, std::string("x.torchscript, config.txt, field ") + field);
    }
}

}  // namespace
}  // namespace headlight::models::tap
