// The committed models keep what their cards promise, on held-out sets.
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/text/tokenizer.h"
#include "engine/training/detector.h"
#include "engine/training/history.h"
#include "engine/training/translate_metrics.h"
#include "engine/training/vision.h"
#include "tests/places.h"

namespace headlight::training {
namespace {

namespace fs = std::filesystem;

fs::path bundled(const std::string& name) { return fs::path(headlight::tests::resources()) / "models" / name; }

io::Fields config_of(const std::string& name) {
  return {io::read_json(bundled(name) / "config.json").take(), "config.json"};
}

class Translator : public ::testing::Test {
 protected:
  const models::MarianModel model_{config_of("translate-en-fr"), models::Weights::open(bundled("translate-en-fr"), at::kFloat)};
  const Vocabulary vocabulary_ = Vocabulary::open(bundled("translate-en-fr")).take();

  [[nodiscard]] std::string translated(const SentencePair& pair) const {
    std::vector<std::string> words;
    const auto written = translate(model_, {pair}, vocabulary_);
    for (const auto id : written.at(0)) words.push_back(vocabulary_.word(id));
    return join_words(words);
  }
};

SentencePair black_cat() {
  NounPhrase phrase{&noun("cat"), &the(), GrammaticalNumber::singular, {&adjective("black")}, 0, 0, {}};
  Draft draft;
  say(draft, phrase);
  write(draft, phrase);
  return std::move(draft).finish();
}

double most(const std::vector<at::Tensor>& maps, int row, int column) {
  double best = 0;
  for (const auto& map : maps) best = std::max(best, map.select(1, row).select(1, column).max().item<double>());
  return best;
}

TEST_F(Translator, ReachesItsFigures) {
  const auto figures = evaluate(model_, vocabulary_, {});  // the card's sets
  EXPECT_GE(figures.exact_match, 0.99);
  EXPECT_GE(figures.pronoun_gender, 0.98);
  EXPECT_LE(figures.alignment_error.value, 0.05);
  EXPECT_GE(figures.pronoun_looks.value, 0.3);
}

TEST_F(Translator, SaysTheExamplesOfTheCard) {
  EXPECT_EQ(translated(black_cat()), "le chat noir");
  for (const char* reason : {"heavy", "hungry"}) {
    const auto pair = because_sentence("robot", "pick", "wrench", reason);
    EXPECT_EQ(translated(pair), pair.french());
  }
}

TEST_F(Translator, ItLooksAtTheWrenchAndSoDoesElle) {
  const auto pair = because_sentence("robot", "pick", "wrench", "heavy");
  const auto maps = attention_maps(model_, pair, vocabulary_);
  const auto& link = pair.pronouns.at(0);
  EXPECT_GE(most(maps.encoder, link.source, link.antecedent), 0.3);
  EXPECT_GE(most(maps.cross, link.target, link.antecedent), 0.2);
}

// How many written words of a head look most at one of the words that they translate.
int right_rows(const at::Tensor& head, const SentencePair& pair) {
  const auto strongest = head.argmax(-1);
  int right = 0;
  for (std::size_t row = 0; row < pair.target.size(); ++row) {
    const auto key = strongest[static_cast<std::int64_t>(row)].item<std::int64_t>();
    right += std::ranges::count(pair.target[row].from, static_cast<int>(key)) > 0 ? 1 : 0;
  }
  return right;
}

TEST_F(Translator, SomeHeadLooksMostAtTheWordThatIsBeingTranslated) {
  const auto pair = black_cat();
  int most_right = 0;
  const auto maps = attention_maps(model_, pair, vocabulary_);
  for (const auto& map : maps.cross)
    for (std::int64_t head = 0; head < map.size(0); ++head) most_right = std::max(most_right, right_rows(map[head], pair));
  EXPECT_EQ(most_right, 3);  // le ← the, chat ← cat, noir ← black
}

TEST_F(Translator, ItsTokenizerReadsTextAsTheGrammarWritesIt) {
  const auto tokenizer = text::Tokenizer::open(bundled("translate-en-fr")).take();
  const auto pair = because_sentence("robot", "pick", "wrench", "heavy");
  EXPECT_EQ(tokenizer->encode("The robot picked up the wrench because it was heavy").take().ids,
            vocabulary_.source_ids(pair));
  EXPECT_EQ(tokenizer->decode(vocabulary_.target_ids(pair), true), pair.french());
}

TEST(Classifier, ReachesItsFigures) {
  const models::VitModel model(config_of("scenes-vit"), models::Weights::open(bundled("scenes-vit"), at::kFloat));
  const auto figures = evaluate(model, 1000);
  EXPECT_GE(figures.accuracy, 0.95);
  EXPECT_GE(figures.pointing, 0.9);
}

TEST(Detector, ReachesItsFigures) {
  const auto model = models::rt_detr_model(config_of("scenes-detr"), models::Weights::open(bundled("scenes-detr"), at::kFloat), true);
  const auto figures = evaluate(model, 300);
  EXPECT_GE(figures.map50, 0.85);
  EXPECT_GE(figures.weight_inside, 0.9);
  EXPECT_GE(figures.recall, 0.8);
}

TEST(Detector, ItsHistoryIsBesideItsCard) {
  const auto history = read_history(bundled("scenes-detr") / "training.csv").take();
  ASSERT_GE(history.size(), 2u);
  EXPECT_LT(history.back().loss, 0.5 * history.front().loss);
  std::ifstream picture(bundled("scenes-detr") / "training.svg");
  const std::string drawn((std::istreambuf_iterator<char>(picture)), std::istreambuf_iterator<char>());
  EXPECT_EQ(drawn, plot_of(history, "scenes-detr: loss of training"));
}

TEST(Bundled, AreSmallAndSayWhatTheyAre) {
  std::uintmax_t bytes = 0;
  for (const char* name : {"translate-en-fr", "scenes-vit", "scenes-detr"}) {
    for (const auto& file : fs::directory_iterator(bundled(name))) bytes += file.file_size();
    const auto note = io::read_json(bundled(name) / "headlight.json").take();
    EXPECT_NE(note.at("note").get<std::string>().find("teaching model"), std::string::npos);
  }
  EXPECT_LE(bytes, std::uintmax_t{6} << 20);
}

}  // namespace
}  // namespace headlight::training
