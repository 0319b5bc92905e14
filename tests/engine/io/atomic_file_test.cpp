#include "engine/io/atomic_file.h"

#include <sys/stat.h>

#include "tests/engine/io/scratch.h"

namespace headlight::io {
namespace {

TEST(AtomicFile, WritesAndReplaces) {
  const headlight::testing::Scratch scratch;
  const auto path = scratch.folder() / "x";
  ASSERT_TRUE(write_file(path, "one").ok());
  ASSERT_TRUE(write_file(path, "two").ok());
  EXPECT_EQ(read_file(path, 10).take(), "two");
  EXPECT_EQ(scratch.entries(), 1);
}

TEST(AtomicFile, LeavesNothingWithoutACommit) {
  const headlight::testing::Scratch scratch;
  {
    AtomicFile file = AtomicFile::create(scratch.folder() / "x").take();
    ASSERT_TRUE(file.write("half").ok());
    EXPECT_EQ(scratch.entries(), 1);
  }
  EXPECT_EQ(scratch.entries(), 0);
}

TEST(AtomicFile, KeepsTheOldFileWhenWritingFails) {
  const headlight::testing::Scratch scratch;
  const auto path = scratch.write("x", "old");
  { AtomicFile file = AtomicFile::create(path).take(); }
  EXPECT_EQ(read_file(path, 10).take(), "old");
  EXPECT_FALSE(write_file(scratch.folder(), "x").ok());
  EXPECT_FALSE(write_file(scratch.folder() / "missing" / "x", "x").ok());
  EXPECT_EQ(scratch.entries(), 1);
}

TEST(AtomicFile, NeverReplacesADeviceOrAPipe) {
  const headlight::testing::Scratch scratch;
  const auto path = scratch.folder() / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(write_file(path, "x").ok());
  EXPECT_TRUE(std::filesystem::is_fifo(path));
  EXPECT_EQ(scratch.entries(), 1);
}

}  // namespace
}  // namespace headlight::io
