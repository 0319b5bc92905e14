#include "engine/api/out_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/engine/io/scratch.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

constexpr Replaceable kAll[] = {Replaceable::dump, Replaceable::arrays, Replaceable::none};

TEST(OutFolder, NewAndEmptyFoldersMayBeWritten) {
  const Scratch scratch;
  for (const auto earlier : kAll) {
    EXPECT_TRUE(check_replaceable(scratch.folder(), earlier).ok());
    EXPECT_TRUE(check_replaceable(scratch.folder() / "", earlier).ok());
    EXPECT_TRUE(check_replaceable(scratch.folder() / "new" / "far", earlier).ok());
  }
}

TEST(OutFolder, EarlierResultsOfItsKindMayGo) {
  const Scratch dump, arrays;
  dump.write("trace.json", "{}");
  dump.write("000.weights.npy", "x");
  arrays.write("diff.npy", "x");
  arrays.write("before.logits.npy", "x");
  EXPECT_TRUE(check_replaceable(dump.folder(), Replaceable::dump).ok());
  EXPECT_TRUE(check_replaceable(arrays.folder(), Replaceable::arrays).ok());
  EXPECT_FALSE(check_replaceable(dump.folder(), Replaceable::arrays).ok());
  EXPECT_FALSE(check_replaceable(arrays.folder(), Replaceable::dump).ok());
  EXPECT_FALSE(check_replaceable(dump.folder(), Replaceable::none).ok());
}

TEST(OutFolder, NothingElseIsEverReplaced) {
  const Scratch dump, arrays, files;
  dump.write("trace.json", "{}");
  dump.write("notes.txt", "x");
  arrays.write("diff.npy", "x");
  arrays.write("before.folder/x.npy", "x");
  const auto file = files.write("file", "x");
  fs::create_directory_symlink(files.folder(), dump.folder() / "link");
  for (const auto earlier : kAll) {
    const auto refused = check_replaceable(dump.folder(), earlier);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().found, "a folder with other files");
    EXPECT_FALSE(check_replaceable(arrays.folder(), earlier).ok());
    EXPECT_FALSE(check_replaceable(file, earlier).ok());
    EXPECT_FALSE(check_replaceable(dump.folder() / "link" / "", earlier).ok()) << "a link is no folder of ours";
  }
}

}  // namespace
}  // namespace headlight
