// BART: learned positions, normalised embeddings; bare, with a language model or with a classifier.
#pragma once

#include "engine/models/seq2seq_model.h"

namespace headlight::models {

// Sentence classifier over the decoder's state at the last end-of-sequence token.
struct BartClassifier {
  Linear dense, out_proj;
  std::vector<std::string> classes;
  BartClassifier(const io::Fields& config, const Weights& weights, std::int64_t width);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& state) const;
};

// BartModel, BartForConditionalGeneration, BartForSequenceClassification or BartForQuestionAnswering, by what the
// checkpoint holds.
struct BartModel : Seq2SeqModel {
  std::optional<BartClassifier> classifier;
  std::optional<Linear> qa_outputs;  // start and end of an answer over the decoder's states
  BartModel(const io::Fields& config, const Weights& weights);
};

std::unique_ptr<Model> make_bart(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
