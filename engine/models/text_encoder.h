// A text encoder with its head: what BERT and its relatives have in common.
#pragma once

#include <memory>
#include <optional>

#include "engine/models/encoder_layer.h"
#include "engine/models/text_head.h"
#include "engine/models/text_input.h"

namespace headlight::models {

// Sum of token, position and type rows, normalised.
struct TextEmbeddings {
  Embedding words, positions;
  std::optional<Embedding> types;
  LayerNorm norm;
  std::optional<Linear> project;        // where the tables are narrower than the layers
  std::optional<std::int64_t> padding;  // positions count from padding + 1 and skip padding tokens (RoBERTa)

  [[nodiscard]] at::Tensor operator()(const TextInput& input) const;
};

struct TextEncoderParts {
  std::string family;
  TextEmbeddings embeddings;
  Encoder encoder;
  std::optional<Linear> pooler;  // tanh(dense(first token))
  bool shows_pooled = false;     // pooler_output is an output
  TextHead head;
};

class TextEncoder : public Model {
 public:
  explicit TextEncoder(TextEncoderParts parts);
  [[nodiscard]] std::vector<AxisPlan> axes() const override { return {AxisPlan{}}; }
  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override;
  [[nodiscard]] std::vector<std::string> classes() const override { return parts_.head.classes; }

 private:
  [[nodiscard]] ModelInfo describe() const override;
  [[nodiscard]] TextLimits limits() const;

  TextEncoderParts parts_;
};

// Sizes by the names that BERT's config.json gives them; throws Failure naming the field.
[[nodiscard]] EncoderShape encoder_shape(const io::Fields& config);
// Throws Failure unless heads divide hidden.
void check_heads(const io::Fields& config, const char* heads_field, std::int64_t heads, std::int64_t hidden);

// Tables named as BERT names them, `width` wide.
[[nodiscard]] TextEmbeddings text_embeddings(const io::Fields& config, const Weights& weights, std::int64_t width,
                                             double epsilon);
// Layer parts named as BERT names them.
[[nodiscard]] const EncoderLayerNames& bert_layer_names();
// The scope of the bare model: `name` where the checkpoint has that prefix, else the root.
[[nodiscard]] Weights bare_model(const Weights& weights, const std::string& name);

}  // namespace headlight::models
