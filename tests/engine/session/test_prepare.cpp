#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/session/prepare.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

TEST(PrepareText, NamesEveryPositionWithItsOffsets) {
  const TinyModel folder("prepare-text");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded) << loaded.error().line();
  InputSpec spec;
  spec.text = "The black cat";
  spec.pair = "cat slept";
  const auto prepared = prepare(*loaded.value(), spec, {});
  ASSERT_TRUE(prepared) << prepared.error().line();
  const auto& axis = prepared->axes.at(0);
  EXPECT_EQ(axis.ids, (std::vector<std::int64_t>{0, 3, 4, 5, 1, 5, 6, 1}));
  EXPECT_EQ(axis.labels[2], "black");
  EXPECT_EQ(axis.offsets[2], (std::array<std::int64_t, 2>{4, 9}));
  EXPECT_EQ(axis.special, (std::vector<std::uint8_t>{1, 0, 0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(axis.sequence[5], 1);
  ASSERT_TRUE(prepared->input.type_ids.defined());
  EXPECT_EQ(prepared->input.type_ids.sum().item<std::int64_t>(), 3);
}

TEST(PrepareIds, KeepsRawIdsAndFindsTheirLabels) {
  const TinyModel folder("prepare-ids");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded);
  InputSpec spec;
  spec.ids = {0, 5, 11};
  const auto prepared = prepare(*loaded.value(), spec, {});
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->axes[0].labels, (std::vector<std::string>{"[CLS]", "cat", "11"}));
}

TEST(PrepareRefusals, SayWhatTheModelReads) {
  const TinyModel folder("prepare-refusals");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded);
  InputSpec picture;
  picture.image = "photo.png";
  EXPECT_EQ(prepare(*loaded.value(), picture, {}).error().kind, Error::Kind::usage);
  InputSpec target;
  target.text = "the cat";
  target.target = "the cat";
  EXPECT_EQ(prepare(*loaded.value(), target, {}).error().kind, Error::Kind::usage) << "not ignored in silence";
}

TEST(WordNumbers, FollowTheVocabularysMarks) {
  const std::vector<std::uint8_t> none(4, 0);
  EXPECT_EQ(words_of({"wren", "##ch", "was", "here"}, none), (std::vector<std::int64_t>{0, 0, 1, 2}));
  EXPECT_EQ(words_of({"Hello", "Ġwor", "ld", "Ġ!"}, none), (std::vector<std::int64_t>{0, 1, 1, 2}));
  EXPECT_EQ(words_of({"▁le", "▁ch", "at", "</s>"}, {0, 0, 0, 1}), (std::vector<std::int64_t>{0, 1, 1, -1}));
}

}  // namespace
}  // namespace headlight::session
