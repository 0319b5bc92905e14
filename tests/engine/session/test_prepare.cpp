#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "engine/io/npy.h"
#include "engine/io/npy_header.h"
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

TEST(PrepareText, NotesWhatTheModelDoesNotKnow) {
  const TinyModel folder("prepare-unknown");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded);
  const auto note = [&](const std::string& text, const std::optional<std::string>& pair = {}) {
    InputSpec spec;
    spec.text = text;
    spec.pair = pair;
    const auto prepared = prepare(*loaded.value(), spec, {});
    return prepared ? prepared->note : prepared.error().line();
  };
  EXPECT_EQ(note("The black cat"), "");
  EXPECT_EQ(note("The żółw slept, żółw"), "not in the model's vocabulary, read as [UNK]: “żółw”, “,”");
  EXPECT_EQ(note("the cat", "the wug"), "not in the model's vocabulary, read as [UNK]: “wug”");
  EXPECT_EQ(note(""), "the text is empty: the model saw special tokens only");
  EXPECT_EQ(note(std::string(60, 'x')), "not in the model's vocabulary, read as [UNK]: “" + std::string(40, 'x') + "…”");
  EXPECT_EQ(note("a b c d e f g h i j"),
            "not in the model's vocabulary, read as [UNK]: “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h” and 2 more");
}

TEST(PrepareText, ADamagedTokenizerIsNamedByItsOwnFileAndField) {
  const TinyModel folder("prepare-damaged");
  std::ofstream(std::filesystem::path(folder.path()) / "tokenizer.json") << R"({"version": "1.0", "model": {"type": "WordLevel", "vocab": 3}})";
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded) << "raw ids still work";
  InputSpec spec;
  spec.text = "the cat";
  const auto error = prepare(*loaded.value(), spec, {}).error();
  const auto line = error.line();
  EXPECT_EQ(error.kind, Error::Kind::unusable);
  EXPECT_EQ(line.find(" — "), line.rfind(" — ")) << line;
  EXPECT_EQ(line.find(folder.path()), line.rfind(folder.path())) << line;
  EXPECT_NE(line.find("tokenizer.json, field"), std::string::npos) << line;
  EXPECT_NE(line.find("--ids"), std::string::npos) << line;
}

class PreparePixels : public testing::Test {
 protected:
  PreparePixels() : folder_("prepare-pixels", "vit-base"), file_(std::filesystem::path(folder_.path()) / "x.npy") {}

  // The answer to a .npy of three numbers a channel, 1 × 1 pixel large.
  std::string answer(const std::string& descr, const std::string& bytes) {
    std::ofstream(file_, std::ios::binary) << io::npy_header_text(descr, {3, 1, 1}) << bytes;
    return answer();
  }
  std::string answer() {
    const auto loaded = load(folder_.path(), "tiny", {});
    if (!loaded) return loaded.error().line();
    InputSpec spec;
    spec.pixels = file_.string();
    const auto prepared = prepare(*loaded.value(), spec, {});
    return prepared ? "" : prepared.error().line();
  }

  TinyModel folder_;
  std::filesystem::path file_;
};

TEST_F(PreparePixels, AreLittleEndianFloat32AndNothingElse) {
  EXPECT_EQ(answer("<f4", std::string(12, '\0')), "");
  for (const std::string descr : {"<f8", ">f4", "<f2", "<i4", "|u1", ">i8", "|b1"}) {
    const auto line = answer(descr, std::string(static_cast<std::size_t>(3 * (descr[2] - '0')), '\0'));
    EXPECT_NE(line.find(descr), std::string::npos) << line;
    EXPECT_NE(line.find("expected little-endian float32"), std::string::npos) << line;
  }
}

TEST_F(PreparePixels, ThatAreNoNumbersAreNamedByTheirPlace) {
  std::vector<float> values(3 * 4 * 5, 0.5F);
  const auto line_with = [&](float value) {
    values[2 * 20 + 3 * 5 + 1] = value;
    EXPECT_TRUE(io::write_npy(file_, {3, 4, 5}, values.data()));
    return answer();
  };
  EXPECT_NE(line_with(std::nanf("")).find("x.npy, position [2, 3, 1]: found NaN"), std::string::npos);
  EXPECT_NE(line_with(-HUGE_VALF).find("x.npy, position [2, 3, 1]: found -inf"), std::string::npos);
  EXPECT_NE(line_with(HUGE_VALF).find("x.npy, position [2, 3, 1]: found inf"), std::string::npos);
  EXPECT_EQ(line_with(0.5F), "");
}

// A file with a hole for its elements: reading them would take gigabytes.
TEST_F(PreparePixels, OfAShapeThatCannotRunAreRefusedByTheirHeader) {
  const auto line_of = [&](const std::vector<std::int64_t>& shape) {
    std::int64_t bytes = 4;
    for (const auto size : shape) bytes *= size;
    const auto header = io::npy_header_text("<f4", shape);
    std::ofstream(file_, std::ios::binary) << header;
    std::filesystem::resize_file(file_, header.size() + static_cast<std::uintmax_t>(bytes));
    return answer();
  };
  EXPECT_NE(line_of({4, 2048, 2048}).find("wrong shape of pixels"), std::string::npos);
  EXPECT_NE(line_of({3, 0, 5}).find("found [3, 0, 5], expected [3, H, W], H and W from 1"), std::string::npos);
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
