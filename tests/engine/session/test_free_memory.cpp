#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "engine/session/free_memory.h"

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

class ControlGroups : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_ / "a/b"); }
  void TearDown() override { fs::remove_all(root_); }
  void write(const std::string& file, const std::string& text) { std::ofstream(root_ / file) << text; }

  fs::path root_ = fs::temp_directory_path() / ("headlight_groups" + std::to_string(::getpid()));
};

TEST_F(ControlGroups, WithoutLimitsThereIsNone) {
  write("a/memory.max", "max\n");
  write("a/memory.current", "1000\n");
  EXPECT_EQ(left_in_group(root_, "/a/b"), -1);
  EXPECT_EQ(left_in_group(root_ / "nowhere", "/"), -1);
}

TEST_F(ControlGroups, TheTightestOfAllAroundHolds) {
  write("memory.max", "9000\n");
  write("memory.current", "5000\n");
  write("a/memory.max", "3000\n");
  write("a/memory.current", "2500\n");
  write("a/b/memory.max", "max\n");
  write("a/b/memory.current", "10\n");
  EXPECT_EQ(left_in_group(root_, "/a/b"), 500);
  EXPECT_EQ(left_in_group(root_, "/"), 4000);
}

TEST_F(ControlGroups, FilePagesThatWouldBeGivenBackAreFree) {
  write("memory.max", "9000\n");
  write("memory.current", "9000\n");
  write("memory.stat", "anon 6000\nfile 3000\ninactive_file 2000\nactive_file 1000\n");
  EXPECT_EQ(left_in_group(root_, "/"), 2000);
}

TEST(FreeBytes, AreSome) { EXPECT_GT(free_bytes(), 0); }

}  // namespace
}  // namespace headlight::session
