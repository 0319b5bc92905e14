// "… because it was heavy": which noun a pronoun stands for, as the reason implies.
#pragma once

#include <optional>

#include "engine/training/clauses.h"

namespace headlight::training {

struct Reason {
  std::string conjunction = "because";  // "because" or "when"
  std::optional<NounPhrase> named;      // "because the wrench was heavy": instead of the pronoun
  PronounWords pronoun;
  bool shortened = false;               // "it' s"
  int conjunction_at = 0, pronoun_at = 0;
  const NounPhrase* antecedent = nullptr;  // in the clause; null: the pronoun repeats a pronoun
  Predicate predicate;
};

// Whom the pronoun stands for, given who could be meant: the one who feels acts, else the thing that is handled.
// Points into `clause`; null when nobody fits.
[[nodiscard]] const NounPhrase* implied_antecedent(const Clause& clause, const std::string& pronoun,
                                                   const Adjective& adjective);

// A reason for the clause. Its `antecedent` points into `clause`, which must stay where it is. Nothing when the
// draw found no adjective whose antecedent is clear.
[[nodiscard]] std::optional<Reason> draw_reason(Choice& choice, const Clause& clause);

[[nodiscard]] Tense reason_tense(Tense main, Draw& draw);
void say(Draft& draft, Reason& reason);
void write(Draft& draft, const Reason& reason);

}  // namespace headlight::training
