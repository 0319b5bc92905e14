// Draws English–French sentence pairs. Every English sentence has exactly one French one.
#pragma once

#include <cstdint>

#include "engine/training/clauses.h"

namespace headlight::training {

class Grammar {
 public:
  explicit Grammar(std::uint64_t seed) : draw_(seed), choice_(draw_) {}
  Grammar(const Grammar&) = delete;
  Grammar& operator=(const Grammar&) = delete;

  SentencePair next();            // of every frame
  SentencePair next_pronoun();    // a sentence whose pronoun has an antecedent: "… because it was heavy"

 private:
  using Frame = void (Grammar::*)(Draft&);
  struct WeightedFrame {
    double weight;
    Frame frame;
  };
  static const std::vector<WeightedFrame>& frames();
  SentencePair finish(Draft& draft);

  void noun_phrase(Draft& draft);
  void two_noun_phrases(Draft& draft);
  void intransitive(Draft& draft);
  void transitive(Draft& draft);
  void predicate(Draft& draft);
  void at_a_place(Draft& draft);
  void there_is(Draft& draft);
  void where_is(Draft& draft);
  void going(Draft& draft);
  void modal(Draft& draft);
  void giving(Draft& draft);
  void joined_subjects(Draft& draft);
  void object_pronoun(Draft& draft);
  void because(Draft& draft);
  void does_not_fit(Draft& draft);
  void and_then_it(Draft& draft);

  Predicate about(const Adjective& adjective, Tense tense);

  Draw draw_;
  Choice choice_;
};

// The pair of a given sentence skeleton, for tests and the card:
// "the <subject> <verb> the <object> because it was <adjective>", the antecedent being the object or the subject.
[[nodiscard]] SentencePair because_sentence(const std::string& subject, const std::string& verb,
                                            const std::string& object, const std::string& adjective);

// True for about one sentence in sixteen, by a hash of its English words (the closing mark aside):
// these are never trained on and measure the figures.
[[nodiscard]] bool held_out(const SentencePair& pair);

}  // namespace headlight::training
