// What stands on a text model: the same few task heads in every family.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/models/layers.h"
#include "engine/models/model.h"

namespace headlight::models {

// What a head reads.
struct TextStates {
  at::Tensor ids;     // int64 [1, tokens]
  at::Tensor hidden;  // [1, tokens, width]
  at::Tensor pooled;  // [1, width] or undefined
};

struct TextHead {
  std::string task = "encoder";
  std::vector<std::string> classes;
  std::function<void(const TextStates&, ModelOutput&)> apply;  // empty: the bare model
};

using Map = std::function<at::Tensor(const TextStates&)>;

// "logits" = map(states).
[[nodiscard]] TextHead logits_head(std::string task, Map map);
[[nodiscard]] TextHead class_head(std::string task, const io::Fields& config, Map map);

// logits [1, tokens, classes] by a linear layer named "classifier".
[[nodiscard]] TextHead token_head(const io::Fields& config, const Weights& weights, std::int64_t width);
// logits [1, 1]: the input is one choice of a multiple-choice task, scored by a linear layer named "classifier" over
// what `map` gives ([1, width]). The choices' scores are compared by the caller, one run a choice.
[[nodiscard]] TextHead choice_head(const Weights& weights, std::int64_t width, Map map);
// start_logits and end_logits [1, tokens] by a linear layer named "qa_outputs".
[[nodiscard]] TextHead question_head(const Weights& weights, std::int64_t width);
// The two columns of logits [1, tokens, 2] as start_logits and end_logits.
void add_span_logits(const at::Tensor& logits, ModelOutput& output);

// The output projection onto the vocabulary: the layer's own weight, or the table of the embeddings where
// the checkpoint ties them (config tie_word_embeddings, true by default) and leaves it out.
[[nodiscard]] at::Tensor vocabulary_weight(const io::Fields& config, const Weights& layer, const at::Tensor& table);
// The bias [vocabulary] of a projection: the layer's own, or the `bias` beside it that checkpoints tie to it.
[[nodiscard]] at::Tensor vocabulary_bias(const Weights& beside, const Weights& layer, std::int64_t vocabulary);

}  // namespace headlight::models
