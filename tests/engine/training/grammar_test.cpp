#include <gtest/gtest.h>

#include <map>

#include "engine/training/grammar.h"

namespace headlight::training {
namespace {

constexpr auto singular = GrammaticalNumber::singular, plural = GrammaticalNumber::plural;

std::string french(const std::string& noun_name, const std::vector<std::string>& adjective_names,
                   GrammaticalNumber number = singular, std::size_t determiner = 0) {
  NounPhrase phrase{&noun(noun_name), &determiners()[determiner], number, {}, 0, 0, {}};
  for (const auto& name : adjective_names) phrase.adjectives.push_back(&adjective(name));
  Draft draft;
  say(draft, phrase);
  write(draft, phrase);
  return std::move(draft).finish().french();
}

TEST(Phrases, AdjectivesStandAndAgreeAsInFrench) {
  EXPECT_EQ(french("cat", {"black"}), "le chat noir");
  EXPECT_EQ(french("car", {"black"}), "la voiture noire");
  EXPECT_EQ(french("car", {"small", "white"}, plural), "les petites voitures blanches");
  EXPECT_EQ(french("tree", {"beautiful"}), "le bel arbre");
  EXPECT_EQ(french("tree", {"beautiful", "old"}), "le beau vieil arbre");
  EXPECT_EQ(french("horse", {}, plural), "les chevaux");
}

TEST(Phrases, DeterminersElideAndAgree) {
  EXPECT_EQ(french("school", {}), "l'école");
  EXPECT_EQ(french("owl", {}), "le hibou");  // aspirated h
  EXPECT_EQ(french("school", {}, singular, 4), "mon école");
  EXPECT_EQ(french("school", {"big"}, singular, 4), "ma grande école");
  EXPECT_EQ(french("tree", {}, singular, 3), "cet arbre");
  EXPECT_EQ(french("cat", {"small"}, plural, 2), "de petits chats");
  EXPECT_EQ(french("cat", {"black"}, plural, 2), "des chats noirs");
}

TEST(Phrases, VerbsOfEveryTense) {
  const auto& eat = transitive_verb("eat");
  EXPECT_EQ(eat.third, "eats");
  EXPECT_EQ(eat.present[2], "mangeons");
  EXPECT_EQ(eat.past_continuous(Person::third_singular), "mangeait");
  EXPECT_EQ(eat.past_continuous(Person::we), "mangions");
  EXPECT_EQ(transitive_verb("buy").present[3], "achète");
  EXPECT_EQ(transitive_verb("buy").future(Person::third_plural), "achèteront");
  EXPECT_EQ(transitive_verb("drop").past, "dropped");
  EXPECT_EQ(transitive_verb("drop").ing, "dropping");
  EXPECT_EQ(transitive_verb("carry").third, "carries");
}

TEST(Grammar, TheWrenchIsHeavyAndTheRobotHungry) {
  const auto heavy = because_sentence("robot", "pick", "wrench", "heavy");
  EXPECT_EQ(heavy.english(), "the robot picked up the wrench because it was heavy");
  EXPECT_EQ(heavy.french(), "le robot a ramassé la clé parce qu'elle était lourde");
  ASSERT_EQ(heavy.pronouns.size(), 1u);
  EXPECT_EQ(heavy.source[static_cast<std::size_t>(heavy.pronouns[0].antecedent)], "wrench");
  EXPECT_EQ(heavy.target[static_cast<std::size_t>(heavy.pronouns[0].target)].word, "elle");

  const auto hungry = because_sentence("robot", "pick", "wrench", "hungry");
  EXPECT_EQ(hungry.french(), "le robot a ramassé la clé parce qu'il était affamé");
  EXPECT_EQ(hungry.source[static_cast<std::size_t>(hungry.pronouns[0].antecedent)], "robot");
}

TEST(Grammar, PersonsAreNeverIt) {
  const auto fed = because_sentence("nurse", "feed", "cat", "hungry");
  EXPECT_EQ(fed.french(), "l'infirmière a nourri le chat parce qu'il était affamé");
}

TEST(Grammar, PrepositionsContract) {
  Draft draft;
  const int near = draft.say("near"), place = draft.say("garden");
  draft.write("de", {near});
  draft.write("le", {near});
  draft.write("jardin", {place});
  const auto pair = std::move(draft).finish();
  EXPECT_EQ(pair.french(), "du jardin");
  EXPECT_EQ(pair.target.size(), 2u);
}

class GrammarSample : public ::testing::Test {
 protected:
  static const std::vector<SentencePair>& pairs() {
    static const std::vector<SentencePair> list = [] {
      Grammar grammar(5);
      std::vector<SentencePair> drawn;
      for (int i = 0; i < 20000; ++i) drawn.push_back(grammar.next());
      return drawn;
    }();
    return list;
  }
};

TEST_F(GrammarSample, AlignmentsAndLabelsAreInRange) {
  for (const auto& pair : pairs()) {
    const auto words = static_cast<int>(pair.source.size());
    ASSERT_EQ(pair.agreement.size(), pair.source.size());
    ASSERT_EQ(pair.referent.size(), pair.source.size());
    for (const auto& written : pair.target) {
      ASSERT_FALSE(written.from.empty()) << pair.french();
      for (const int from : written.from) ASSERT_TRUE(from >= 0 && from < words) << pair.english();
    }
    for (const auto& link : pair.pronouns) {
      ASSERT_LT(link.antecedent, link.source) << pair.english();
      const auto& word = pair.target[static_cast<std::size_t>(link.target)].word;
      const bool feminine = word == "elle" || word == "elles";
      EXPECT_EQ(feminine, link.gender == Gender::feminine) << pair.french();
    }
  }
}

TEST_F(GrammarSample, OneEnglishSentenceHasOneFrenchSentence) {
  std::map<std::string, std::string> known;
  for (const auto& pair : pairs()) {
    const auto [found, fresh] = known.emplace(pair.english(), pair.french());
    EXPECT_EQ(found->second, pair.french()) << pair.english();
  }
}

TEST_F(GrammarSample, FrenchElidesAndContractsEverywhere) {
  for (const auto& pair : pairs()) {
    for (std::size_t i = 0; i + 1 < pair.target.size(); ++i) {
      const auto &word = pair.target[i].word, &next = pair.target[i + 1].word;
      const bool elidable = word == "le" || word == "la" || word == "je" || word == "ne" || word == "que" || word == "de";
      EXPECT_FALSE(elidable && starts_with_vowel_sound(next)) << pair.french();
      EXPECT_FALSE(word == "de" && (next == "le" || next == "les")) << pair.french();
      EXPECT_FALSE(word == "à" && (next == "le" || next == "les")) << pair.french();
    }
  }
}

TEST_F(GrammarSample, AboutOneInSixteenIsHeldOutWhateverItsMark) {
  std::size_t held = 0;
  for (const auto& pair : pairs()) held += held_out(pair) ? 1 : 0;
  EXPECT_NEAR(static_cast<double>(held) / static_cast<double>(pairs().size()), 1.0 / 16, 0.01);
  auto marked = because_sentence("robot", "pick", "wrench", "heavy");
  const bool before = held_out(marked);
  marked.source.push_back(".");
  EXPECT_EQ(held_out(marked), before);
}

TEST(Grammar, EqualSeedsGiveEqualSentences) {
  Grammar first(11), second(11), other(12);
  bool differs = false;
  for (int i = 0; i < 200; ++i) {
    const auto a = first.next(), b = second.next();
    ASSERT_EQ(a.english(), b.english());
    ASSERT_EQ(a.french(), b.french());
    differs = differs || a.english() != other.next().english();
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace headlight::training
