#include "engine/training/sentence.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace headlight::training {

int agreement_class(Gender gender, GrammaticalNumber number) {
  return 1 + static_cast<int>(gender) + 2 * static_cast<int>(number);
}

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    const bool tight = text.empty() || text.ends_with("'") || word == "." || word == ",";
    text += tight ? word : " " + word;
  }
  return text;
}

std::string SentencePair::english() const {
  auto text = join_words(source);
  for (const char* mark : {" ?", " !"})
    if (text.ends_with(mark)) text.erase(text.size() - 2, 1);
  return text;
}

std::string SentencePair::french() const {
  std::vector<std::string> words;
  for (const auto& written : target) words.push_back(written.word);
  return join_words(words);
}

bool starts_with_vowel_sound(const std::string& word) {
  if (word == "hibou" || word == "hiboux") return false;  // aspirated h
  static const std::array<const char*, 15> starts = {"a", "e", "i", "o", "u", "h", "é", "è", "ê", "à", "â", "î", "ô", "œ", "ï"};
  return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return word.starts_with(start); });
}

int Draft::say(const std::string& english, int agreement, int referent) {
  pair_.source.push_back(english);
  pair_.agreement.push_back(agreement);
  pair_.referent.push_back(referent);
  return static_cast<int>(pair_.source.size()) - 1;
}

void Draft::say_words(const std::string& english, std::vector<int>& places) {
  std::istringstream in(english);
  for (std::string word; in >> word;) places.push_back(say(word));
}

void Draft::write(const std::string& french, std::vector<int> from) {
  pair_.target.push_back({french, std::move(from)});
}

void Draft::write_words(const std::string& french, const std::vector<int>& from) {
  std::istringstream in(french);
  for (std::string word; in >> word;) write(word, from);
}

void Draft::link_pronoun(int source, int antecedent, Gender gender, bool subject) {
  const int target = static_cast<int>(pair_.target.size()) - 1;
  pair_.pronouns.push_back({source, antecedent, target, gender, subject});
  pair_.target.back().from.push_back(antecedent);
}

void Draft::elide(const std::vector<std::string>& words) {
  auto& target = pair_.target;
  for (std::size_t i = 0; i + 1 < target.size(); ++i) {
    auto& word = target[i].word;
    if (std::find(words.begin(), words.end(), word) == words.end()) continue;
    if (starts_with_vowel_sound(target[i + 1].word)) word = word.substr(0, word.size() - 1) + "'";
  }
}

void Draft::merge_with_next(std::size_t place, const std::string& word) {
  auto& target = pair_.target;
  target[place].word = word;
  const auto& more = target[place + 1].from;
  target[place].from.insert(target[place].from.end(), more.begin(), more.end());
  target.erase(target.begin() + static_cast<std::ptrdiff_t>(place) + 1);
  for (auto& link : pair_.pronouns)
    if (link.target > static_cast<int>(place)) --link.target;
}

void Draft::contract() {
  static const std::array<std::array<const char*, 3>, 5> rules = {{{"de", "le", "du"},
                                                                   {"de", "les", "des"},
                                                                   {"de", "des", "de"},
                                                                   {"à", "le", "au"},
                                                                   {"à", "les", "aux"}}};
  auto& target = pair_.target;
  for (std::size_t i = 0; i + 1 < target.size(); ++i)
    for (const auto& [first, second, both] : rules)
      if (target[i].word == first && target[i + 1].word == second) {
        merge_with_next(i, both);
        break;
      }
}

SentencePair Draft::finish() && {
  elide({"le", "la"});
  contract();
  elide({"de", "que", "ne", "je", "me"});
  return std::move(pair_);
}

}  // namespace headlight::training
