// Noun phrases, subjects and verb groups, said in English and written in French with their agreement.
#pragma once

#include <string>
#include <vector>

#include "engine/training/draw.h"
#include "engine/training/sentence.h"

namespace headlight::training {

struct Determiner {
  std::string english_singular, english_plural;  // empty: not used with that number
  std::string french[2][2];                      // [gender][number]
};
const std::vector<Determiner>& determiners();
const Determiner& the();

// "the small black cat"; places are filled by say().
struct NounPhrase {
  const Noun* noun = nullptr;
  const Determiner* determiner = nullptr;
  GrammaticalNumber number = GrammaticalNumber::singular;
  std::vector<const Adjective*> adjectives;  // those before the French noun, then at most one after it
  int determiner_at = 0, noun_at = 0;
  std::vector<int> adjectives_at;
};

void say(Draft& draft, NounPhrase& phrase);
void write(Draft& draft, const NounPhrase& phrase);

// What verbs and predicates agree with.
struct Actor {
  Person person = Person::third_singular;
  Gender gender = Gender::masculine;
  GrammaticalNumber number = GrammaticalNumber::singular;
};
[[nodiscard]] Actor actor_of(const NounPhrase& phrase);

// A subject pronoun in both languages.
struct PronounWords {
  std::string english, french;
  Actor actor;
};
[[nodiscard]] PronounWords first_and_second_person(Draw& draw);  // I, you, we
[[nodiscard]] PronounWords third_person(const Noun& noun, GrammaticalNumber number, Draw& draw);

// le, la or les, and the participle that agrees with it.
struct ObjectPronoun {
  std::string french;
  std::vector<int> from;
  Actor actor;
};

// Places of a verb group's English words.
struct VerbPlaces {
  std::vector<int> helpers;  // did, will, is, not …
  std::vector<int> words;    // the verb and its particle
  [[nodiscard]] std::vector<int> all() const;
};

struct VerbGroup {
  const Verb* verb = nullptr;
  Tense tense = Tense::past;
  bool negated = false;
  bool contracted = false;  // didn' t
  VerbPlaces at;
};

// False where English would be ambiguous: "they cut" is both present and past.
[[nodiscard]] bool tense_is_clear(const Verb& verb, Tense tense, Person person);
void say(Draft& draft, VerbGroup& group, const Actor& subject);  // without the particle
void say_particle(Draft& draft, VerbGroup& group);
// `object`: written before the verb; null for none.
void write(Draft& draft, const VerbGroup& group, const Actor& subject, const ObjectPronoun* object = nullptr);

// to be + adjective: "was not too heavy".
struct Predicate {
  const Adjective* adjective = nullptr;
  Tense tense = Tense::past;  // present, past or future
  bool negated = false;
  bool contracted = false;
  std::string degree;  // "", "too", "very", "so"
  std::vector<int> helpers;
  int degree_at = 0, adjective_at = 0;
};
void say(Draft& draft, Predicate& predicate, const Actor& subject);
void write(Draft& draft, const Predicate& predicate, const Actor& subject);

// Forms of être; also what "is" is before a place.
void say_be(Draft& draft, Predicate& predicate, const Actor& subject);
void write_be(Draft& draft, const Predicate& predicate, const Actor& subject);

}  // namespace headlight::training
