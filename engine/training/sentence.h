// One English–French sentence pair with everything that its maker knows about it.
#pragma once

#include <string>
#include <vector>

#include "engine/training/lexicon.h"

namespace headlight::training {

struct Written {
  std::string word;
  std::vector<int> from;  // places of the source words that it stands for (the gold alignment), at least one
};

// A pronoun and the noun that the sentence implies for it.
struct PronounLink {
  int source = 0;      // place of "it", "she", "they" …
  int antecedent = 0;  // place of the noun
  int target = 0;      // place of the French pronoun
  Gender gender = Gender::masculine;
  bool subject = true;  // il, elle, ils, elles; else the object le, la, l', les
};

// Gender and number that a source word has in French: 0 for words that have none.
inline constexpr int agreement_classes = 5;
[[nodiscard]] int agreement_class(Gender gender, GrammaticalNumber number);  // 1 … 4

struct SentencePair {
  std::vector<std::string> source;  // lower case; clitics and punctuation are words of their own: didn' t, .
  std::vector<Written> target;      // likewise: l' école, parce qu' elle
  std::vector<int> agreement;       // per source word
  std::vector<int> referent;        // per source word: index into nouns() that it names or stands for, −1 for none
  std::vector<PronounLink> pronouns;

  [[nodiscard]] std::string english() const;
  [[nodiscard]] std::string french() const;
};

// Words as a reader expects them: no space after an apostrophe or before a full stop or comma.
[[nodiscard]] std::string join_words(const std::vector<std::string>& words);

// True where French elides before `word`: it starts with a vowel sound.
[[nodiscard]] bool starts_with_vowel_sound(const std::string& word);

// Collects a pair. English first, then French: `write` refers to places that `say` gave.
class Draft {
 public:
  int say(const std::string& english, int agreement = 0, int referent = -1);
  void say_words(const std::string& english, std::vector<int>& places);  // splits at spaces, appends the places
  void write(const std::string& french, std::vector<int> from);
  void write_words(const std::string& french, const std::vector<int>& from);

  // The pronoun just written stands for the noun at `antecedent`.
  void link_pronoun(int source, int antecedent, Gender gender, bool subject);

  // Applies elision (l', qu', d' …) and contraction (du, des, au, aux) and gives the pair away.
  [[nodiscard]] SentencePair finish() &&;

 private:
  void elide(const std::vector<std::string>& words);
  void contract();
  void merge_with_next(std::size_t place, const std::string& word);
  SentencePair pair_;
};

}  // namespace headlight::training
