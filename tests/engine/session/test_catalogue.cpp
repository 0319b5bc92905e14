// Which folders are found, and that a search ends.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "engine/session/catalogue.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

std::size_t folders_of(const std::vector<ModelEntry>& entries) {
  return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const ModelEntry& entry) {
    return entry.origin == ModelEntry::Origin::folder;
  }));
}

TEST(CatalogueFolders, LinksInALoopGiveEveryModelOnce) {
  const TinyModel model("catalogue-loop");
  fs::create_directory_symlink(model.path(), fs::path(model.path()) / "again");
  fs::create_directory_symlink("itself", fs::path(model.path()) / "itself");
  const Catalogue catalogue({});
  EXPECT_EQ(folders_of(catalogue.list({model.path()})), 1U);
  EXPECT_EQ(folders_of(catalogue.list({model.path(), model.path() + "/again"})), 1U);
}

// A sentence encoder's folder has one of its pooling, whose config.json is no model's; its checkpoints are models.
TEST(CatalogueFolders, APartOfAModelIsNotListed) {
  const TinyModel model("catalogue-parts");
  const fs::path folder = model.path();
  fs::create_directory(folder / "1_Pooling");
  std::ofstream(folder / "1_Pooling" / "config.json") << R"({"pooling_mode_mean_tokens": true})";
  fs::create_directory(folder / "checkpoint-5");
  fs::copy_file(folder / "config.json", folder / "checkpoint-5" / "config.json");
  EXPECT_EQ(folders_of(Catalogue({}).list({model.path()})), 2U);
}

TEST(CatalogueFolders, AStoppedSearchEndsWithWhatItHas) {
  const TinyModel model("catalogue-stop");
  std::stop_source stop;
  const Catalogue catalogue({});
  EXPECT_EQ(folders_of(catalogue.list({model.path()}, stop.get_token())), 1U);
  stop.request_stop();
  EXPECT_TRUE(catalogue.list({model.path()}, stop.get_token()).empty());
}

}  // namespace
}  // namespace headlight::session
