#include "engine/models/gpt2.h"

#include <ATen/Functions.h>

#include <cmath>
#include <optional>
#include <utility>

#include "engine/models/labels.h"
#include "engine/models/sequence_summary.h"
#include "engine/models/text_encoder.h"

namespace headlight::models {
namespace {

struct Gpt2Shape {
  std::int64_t width = 0, heads = 0, layers = 0, inner = 0, vocabulary = 0, positions = 0;
  double epsilon = 1e-5;
  Activation act = nullptr;
  bool scale_by_width = true, scale_by_layer = false;

  [[nodiscard]] double scale(std::int64_t layer) const {
    const double scale = scale_by_width ? 1 / std::sqrt(static_cast<double>(width / heads)) : 1.0;
    return scale_by_layer ? scale / static_cast<double>(layer + 1) : scale;
  }
};

Gpt2Shape shape_of(const io::Fields& config) {
  Gpt2Shape shape;
  shape.width = config.integer_or("n_embd", 768, 1);
  shape.heads = config.integer_or("n_head", 12, 1);
  shape.layers = config.integer_or("n_layer", 12, 1);
  shape.inner = config.integer_or("n_inner", 4 * shape.width, 1);
  shape.vocabulary = config.integer_or("vocab_size", 50257, 1);
  shape.positions = config.integer_or("n_positions", 1024, 1);
  shape.epsilon = config.number_or("layer_norm_epsilon", 1e-5, 0, largest_epsilon);
  shape.act =
      activation(config.text_or("activation_function", "gelu_new"), config.file() + ", field activation_function");
  shape.scale_by_width = config.flag_or("scale_attn_weights", true);
  shape.scale_by_layer = config.flag_or("scale_attn_by_inverse_layer_idx", false);
  check_heads(config, "n_head", shape.heads, shape.width);
  return shape;
}

// This family keeps its linear layers as [in, out].
Linear turned_linear(const Weights& weights, std::int64_t in, std::int64_t out) {
  Linear linear;
  linear.weight = weights.get("weight", {in, out}).t();
  linear.bias = weights.get("bias", {out});
  return linear;
}

struct Block {
  LayerNorm before_attention;
  Linear attention_in, attention_out;  // attention_in: queries, keys and values side by side
  LayerNorm before_inner;
  Linear inner, outer;

  Block(const Weights& weights, const Gpt2Shape& shape)
      : before_attention(weights.select("ln_1"), shape.width, shape.epsilon),
        attention_in(turned_linear(weights.select("attn.c_attn"), shape.width, 3 * shape.width)),
        attention_out(turned_linear(weights.select("attn.c_proj"), shape.width, shape.width)),
        before_inner(weights.select("ln_2"), shape.width, shape.epsilon),
        inner(turned_linear(weights.select("mlp.c_fc"), shape.width, shape.inner)),
        outer(turned_linear(weights.select("mlp.c_proj"), shape.inner, shape.width)) {}
};

class Gpt2 : public Model {
 public:
  Gpt2(const Gpt2Shape& shape, const Weights& base)
      : shape_(shape),
        words_(base.select("wte"), shape.vocabulary, shape.width),
        positions_(base.select("wpe"), shape.positions, shape.width) {
    for (std::int64_t i = 0; i < shape.layers; ++i) blocks_.emplace_back(base.select("h", i), shape);
    norm_ = LayerNorm(base.select("ln_f"), shape.width, shape.epsilon);
  }

  void set_head(TextHead head) { head_ = std::move(head); }
  [[nodiscard]] const at::Tensor& table() const { return words_.weight; }
  [[nodiscard]] std::vector<AxisPlan> axes() const override { return {AxisPlan{}}; }
  [[nodiscard]] std::vector<std::string> classes() const override { return head_.classes; }
  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override;

 private:
  [[nodiscard]] ModelInfo describe() const override;
  [[nodiscard]] at::Tensor forward(std::int64_t layer, const at::Tensor& x, const at::Tensor& key_visible,
                                   kernels::Context& context) const;

  Gpt2Shape shape_;
  Embedding words_, positions_;
  std::vector<Block> blocks_;
  LayerNorm norm_;
  TextHead head_;
};

ModelInfo Gpt2::describe() const {
  ModelInfo info;
  info.family = "gpt2";
  info.task = head_.apply ? head_.task : "decoder";
  info.layers = shape_.layers;
  info.heads = shape_.heads;
  info.width = shape_.width;
  info.longest = shape_.positions;
  info.takes_text = true;
  return info;
}

ModelOutput Gpt2::run(const ModelInput& input, kernels::Context& context) const {
  const auto text = checked_text(input, {shape_.vocabulary, 0, shape_.positions});
  auto x = words_(text.ids) + positions_.weight.narrow(0, 0, text.ids.size(1));
  for (std::int64_t layer = 0; layer < shape_.layers; ++layer) {
    x = forward(layer, x, text.key_visible, context);
    if (context.progress) context.progress(static_cast<double>(layer + 1) / static_cast<double>(shape_.layers));
  }
  ModelOutput output;
  const TextStates states{text.ids, norm_(x), {}};
  output.tensors["last_hidden_state"] = states.hidden;
  if (head_.apply) head_.apply(states, output);
  return output;
}

// Heads of one linear layer that makes q, k and v side by side.
trace::Projected project_together(const at::Tensor& x, const Linear& all, std::int64_t heads) {
  auto by = std::make_shared<trace::Projection>();
  by->inputs = {x};
  by->make = [all, heads](const std::vector<at::Tensor>& read) {
    const auto parts = all(read[0]).chunk(3, -1);
    return trace::Projected{split_heads(parts[0], heads), split_heads(parts[1], heads), split_heads(parts[2], heads)};
  };
  return made_by(by);
}

at::Tensor Gpt2::forward(std::int64_t layer, const at::Tensor& x, const at::Tensor& key_visible,
                         kernels::Context& context) const {
  const auto& block = blocks_[static_cast<std::size_t>(layer)];
  trace::AttentionSpec spec;
  spec.scale = shape_.scale(layer);
  spec.causal = true;
  spec.key_visible = key_visible;
  const trace::SiteLabel label{"decoder", static_cast<int>(layer), SiteKind::masked_self};
  const auto attended = kernels::attention(project_together(block.before_attention(x), block.attention_in, shape_.heads), spec, label, context);
  const auto middle = block.attention_out(merge_heads(attended)) + x;
  return middle + block.outer(shape_.act(block.inner(block.before_inner(middle))));
}

TextHead language_head(const io::Fields& config, const Weights& weights, const at::Tensor& table) {
  Linear project;
  project.weight = vocabulary_weight(config, weights.select("lm_head"), table);
  return logits_head("causal-lm", [project](const TextStates& states) { return project(states.hidden); });
}

// The language model's logits, and mc_logits [1]: the score of this text as one choice among several.
TextHead double_head(const io::Fields& config, const Weights& weights, const at::Tensor& table) {
  auto head = language_head(config, weights, table);
  const SequenceSummary summary(config, weights.select("multiple_choice_head"), table.size(1),
                                {.type = "cls_index", .activation = nullptr, .to_labels = true});
  head.apply = [words = std::move(head.apply), summary](const TextStates& states, ModelOutput& output) {
    words(states, output);
    output.tensors["mc_logits"] = summary(states.hidden).squeeze(-1);
  };
  return head;
}

// The class scores of the last token that is not padding.
TextHead sentence_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const Linear score(weights.select("score"), width, static_cast<std::int64_t>(class_names(config).size()), false);
  const std::optional<std::int64_t> padding =
      config.has("pad_token_id") ? std::optional(config.integer("pad_token_id")) : std::nullopt;
  return class_head("classification", config, [score, padding](const TextStates& states) {
    auto last = states.ids.size(1) - 1;
    if (padding) {
      const auto real = states.ids.ne(*padding).to(at::kLong);
      last = (at::arange(states.ids.size(1), real.options()) * real).argmax(-1).item<std::int64_t>();
    }
    return score(states.hidden.select(1, last));
  });
}

TextHead head_of(const io::Fields& config, const Weights& weights, std::int64_t width, const at::Tensor& table) {
  const auto kind = architecture(config);
  if (kind.ends_with("DoubleHeadsModel") && weights.has_scope("multiple_choice_head"))
    return double_head(config, weights, table);
  if (kind.ends_with("LMHeadModel") || kind.ends_with("DoubleHeadsModel")) return language_head(config, weights, table);
  if (kind.ends_with("ForSequenceClassification") && weights.has_scope("score"))
    return sentence_head(config, weights, width);
  if (kind.ends_with("ForTokenClassification") && weights.has_scope("classifier"))
    return token_head(config, weights, width);
  if (kind.ends_with("ForQuestionAnswering") && weights.has_scope("qa_outputs")) return question_head(weights, width);
  return {};
}

}  // namespace

std::unique_ptr<Model> make_gpt2(const io::Fields& config, const Weights& weights) {
  const auto shape = shape_of(config);
  auto model = std::make_unique<Gpt2>(shape, bare_model(weights, "transformer"));
  model->set_head(head_of(config, weights, shape.width, model->table()));
  return model;
}

}  // namespace headlight::models
