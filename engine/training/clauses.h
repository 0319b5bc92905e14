// Clauses and their random choice: who does what to whom, where and how.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/training/phrases.h"

namespace headlight::training {

// A noun phrase, or a pronoun.
struct Subject {
  std::optional<NounPhrase> phrase;
  PronounWords pronoun;
  int pronoun_at = 0;
  [[nodiscard]] Actor actor() const { return phrase ? actor_of(*phrase) : pronoun.actor; }
};
void say(Draft& draft, Subject& subject);
void write(Draft& draft, const Subject& subject);

struct PlacePhrase {
  const Preposition* preposition = nullptr;
  std::vector<int> at;
  NounPhrase phrase;
};
void say(Draft& draft, PlacePhrase& place);
void write(Draft& draft, const PlacePhrase& place);

struct Clause {
  Subject subject;
  VerbGroup verb;
  bool particle_last = false;  // "picked the wrench up"
  std::optional<NounPhrase> object;
  std::optional<PlacePhrase> place;
  const Adverb* adverb = nullptr;
  int adverb_at = 0;
};
void say(Draft& draft, Clause& clause);
void write(Draft& draft, const Clause& clause);

// Draws phrases and clauses.
class Choice {
 public:
  explicit Choice(Draw& draw) : draw_(draw) {}

  const Noun& noun(Kinds kinds);
  const Adjective& adjective(Kinds fits);
  const Verb& transitive();
  GrammaticalNumber number() { return draw_.chance(0.72) ? GrammaticalNumber::singular : GrammaticalNumber::plural; }

  // A phrase about `noun`: determiner, number, up to three adjectives.
  NounPhrase phrase(const Noun& noun);
  // "the" and the noun, more often than not.
  NounPhrase plain_phrase(const Noun& noun, GrammaticalNumber number);
  Subject subject(Kinds kinds);          // a phrase, or, where persons may act, a pronoun
  Subject noun_subject(Kinds kinds);     // a phrase
  PlacePhrase place();
  Tense tense();
  const Adverb* adverb(Tense tense);
  VerbGroup verb(const Verb& verb, const Actor& subject);

  Clause transitive_clause();
  Clause intransitive_clause();
  Clause clause_of(Subject subject, const Verb& verb);

  Draw& draw() { return draw_; }

 private:
  void decorate(Clause& clause);
  const Determiner& determiner(GrammaticalNumber number);
  Draw& draw_;
};

}  // namespace headlight::training
