// The words of the teaching translator: what each is in English and French, and what it can be said of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace headlight::training {

enum class Gender { masculine, feminine };
enum class GrammaticalNumber { singular, plural };
inline constexpr GrammaticalNumber singular = GrammaticalNumber::singular, plural = GrammaticalNumber::plural;

// What a noun names; bits, so that a verb or an adjective can say which kinds it goes with.
using Kinds = std::uint32_t;
namespace kind {
inline constexpr Kinds person = 1, animal = 2, machine = 4, thing = 8, food = 16, place = 32, vehicle = 64,
                       container = 128, drink = 256, reading = 512;
inline constexpr Kinds animate = person | animal | machine;
inline constexpr Kinds object = thing | container | reading;   // what hands hold
inline constexpr Kinds inanimate = object | food | drink | place | vehicle;
inline constexpr Kinds any = animate | inanimate;
}  // namespace kind

struct Noun {
  std::string english, english_plural;
  std::string french, french_plural;
  Gender gender = Gender::masculine;
  Kinds kinds = kind::thing;
  bool either_sex = false;  // a person called "he" or "she" whatever the noun's gender
};

struct Adjective {
  std::string english;
  std::string forms[2][2];         // [gender][number]
  std::string before_vowel;        // masculine singular before a vowel sound: "bel"; empty: the usual form
  std::string predicate[2];        // singular forms after "être" where they differ ("neuf", "neuve"); else empty
  bool before_noun = false;
  bool feeling = false;            // a reason to act: said of the one who acts, where both could be meant
  Kinds fits = kind::any;

  [[nodiscard]] std::string after_be(Gender gender, GrammaticalNumber number) const;
};

// Who acts, as verbs agree with it.
enum class Person { i, you, we, third_singular, third_plural };
enum class Tense { present, past, future, present_continuous, past_continuous };

struct Verb {
  std::string base, third, past, ing;  // English
  std::string particle;                // "up" of "pick up"; empty for none
  std::string infinitive, participle, future_stem;
  std::string present[5];              // by Person
  bool with_be = false;                // its past is formed with "être" and agrees with the subject
  Kinds subjects = kind::animate;
  Kinds objects = 0;                   // 0: intransitive

  [[nodiscard]] std::string past_continuous(Person person) const;  // French imperfect
  [[nodiscard]] std::string future(Person person) const;
};

struct Preposition {
  std::string english;  // may be several words: "in front of"
  std::string french;   // may end in "de" or "à", which contract with le and les
  Kinds objects = kind::place;
};

struct Adverb {
  std::string english, french;  // several words or clitics are split at spaces
  bool past = true, present = true, future = true;
};

const std::vector<Noun>& nouns();
const std::vector<Adjective>& adjectives();
const std::vector<Verb>& transitive_verbs();
const std::vector<Verb>& intransitive_verbs();
const std::vector<Preposition>& prepositions();
const std::vector<Adverb>& adverbs();

// The first entry whose English (a noun's singular, a verb's base form) is `english`; it must exist.
const Noun& noun(const std::string& english);
const Adjective& adjective(const std::string& english);
const Verb& transitive_verb(const std::string& base);

}  // namespace headlight::training
