// How good the translator is on sentences that it never saw, and what its heads look at.
#pragma once

#include <ostream>

#include "engine/models/marian.h"
#include "engine/training/grammar.h"
#include "engine/training/vocabulary.h"

namespace headlight::training {

// Held-out sentences, always the same for equal counts. `pronouns`: only those whose pronoun has an antecedent.
[[nodiscard]] std::vector<SentencePair> held_out_pairs(const Vocabulary& vocabulary, std::size_t count, bool pronouns);

// Greedy translations, </s> left out.
[[nodiscard]] std::vector<std::vector<std::int64_t>> translate(const models::Seq2SeqModel& model,
                                                               const std::vector<SentencePair>& pairs,
                                                               const Vocabulary& vocabulary);

// Weights of one pass over the gold translation, by layer: [heads, queries, keys].
struct AttentionMaps {
  std::vector<at::Tensor> encoder, cross;
};
[[nodiscard]] AttentionMaps attention_maps(const models::Seq2SeqModel& model, const SentencePair& pair,
                                           const Vocabulary& vocabulary);

// A head and its figure.
struct HeadFigure {
  int layer = 0, head = 0;
  double value = 0;
};

struct TranslatorFigures {
  std::size_t sentences = 0, pronoun_sentences = 0;
  double exact_match = 0;          // share of sentences translated word for word
  double pronoun_gender = 0;       // share of pronouns with an antecedent that are written in its gender
  HeadFigure alignment_error;      // least share of written words whose strongest source word is not a gold one
  HeadFigure pronoun_looks;        // encoder: most mean weight from a pronoun to its antecedent
  HeadFigure written_pronoun_looks;  // cross: most mean weight from writing il, elle … to the antecedent
};

struct EvaluationSize {
  std::size_t translated = 2000, pronouns = 1000, aligned = 500;
};
[[nodiscard]] TranslatorFigures evaluate(const models::Seq2SeqModel& model, const Vocabulary& vocabulary,
                                         EvaluationSize size);

std::ostream& operator<<(std::ostream& out, const TranslatorFigures& figures);

}  // namespace headlight::training
