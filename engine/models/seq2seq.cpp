#include "engine/models/seq2seq.h"

#include <ATen/Functions.h>

#include <cmath>
#include <limits>

namespace headlight::models {
namespace {

constexpr int source_axis = 0;

Seq2SeqConfig::Stack stack_of(const io::Fields& config, const std::string& side) {
  return {config.integer_or(side + "_layers", 12, 0, 1 << 12),
          config.integer_or(side + "_attention_heads", 16, 1, 1 << 12),
          config.integer_or(side + "_ffn_dim", 4096, 1, 1 << 24)};
}

void check_heads(const io::Fields& config, const std::string& side, std::int64_t width, std::int64_t heads) {
  if (width % heads != 0) {
    throw Failure{config.wrong(side + "_attention_heads", "a divisor of d_model (" + std::to_string(width) + ")")};
  }
}

// Half precision is kept finite, as the reference does after each encoder layer.
at::Tensor within_half(const at::Tensor& x) {
  if (x.scalar_type() != at::kHalf) return x;
  const double most = 65504.0 - 1000.0;
  return at::clamp(x, -most, most);
}

trace::SiteLabel label_of(const char* stream, int layer, trace::SiteLabel axes) {
  axes.stream = stream;
  axes.layer = layer;
  return axes;
}

}  // namespace

Seq2SeqConfig::Seq2SeqConfig(const io::Fields& config)
    : width(config.integer_or("d_model", 1024, 1, 1 << 20)),
      longest(config.integer_or("max_position_embeddings", 1024, 1)),
      encoder(stack_of(config, "encoder")),
      decoder(stack_of(config, "decoder")),
      embedding_scale(config.flag_or("scale_embedding", false) ? std::sqrt(static_cast<double>(width)) : 1.0),
      act(activation(config.text_or("activation_function", "gelu"), config.file() + ", field activation_function")) {
  check_heads(config, "encoder", width, encoder.heads);
  check_heads(config, "decoder", width, decoder.heads);
}

void DecoderCache::reorder(const at::Tensor& rows) {
  for (auto& layer : self) layer = {layer.key.index_select(0, rows), layer.value.index_select(0, rows)};
}

Seq2SeqAttention::Seq2SeqAttention(const Weights& weights, std::int64_t width, std::int64_t heads)
    : q_proj(weights.select("q_proj"), width, width),
      k_proj(weights.select("k_proj"), width, width),
      v_proj(weights.select("v_proj"), width, width),
      out_proj(weights.select("out_proj"), width, width),
      heads(heads) {}

KeyValue Seq2SeqAttention::project(const at::Tensor& states) const {
  return {split_heads(k_proj(states), heads), split_heads(v_proj(states), heads), states};
}

at::Tensor Seq2SeqAttention::operator()(const at::Tensor& x, const KeyValue& over, trace::AttentionSpec spec,
                                        const trace::SiteLabel& label, kernels::Context& context) const {
  spec.scale = 1.0 / std::sqrt(static_cast<double>(x.size(2) / heads));
  trace::Projected made{split_heads(q_proj(x), heads), over.key, over.value};
  if (over.states.defined()) made.by = projection({x, over.states}, q_proj, k_proj, v_proj, heads);
  return out_proj(merge_heads(kernels::attention(made, spec, label, context)));
}

Seq2SeqEncoderLayer::Seq2SeqEncoderLayer(const Weights& weights, const Seq2SeqConfig& config)
    : self_attn(weights.select("self_attn"), config.width, config.encoder.heads),
      self_attn_layer_norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
      final_layer_norm(weights.select("final_layer_norm"), config.width, default_epsilon),
      fc1(weights.select("fc1"), config.width, config.encoder.inner),
      fc2(weights.select("fc2"), config.encoder.inner, config.width),
      act(config.act) {}

at::Tensor Seq2SeqEncoderLayer::operator()(const at::Tensor& x, const at::Tensor& visible, int layer,
                                           kernels::Context& context) const {
  trace::AttentionSpec spec;
  spec.key_visible = visible;
  const auto label = label_of("encoder", layer, {nullptr, 0, SiteKind::self, source_axis, source_axis});
  const auto attended = self_attn_layer_norm(x + self_attn(x, self_attn.project(x), spec, label, context));
  return within_half(final_layer_norm(attended + fc2(act(fc1(attended)))));
}

Seq2SeqDecoderLayer::Seq2SeqDecoderLayer(const Weights& weights, const Seq2SeqConfig& config)
    : self_attn(weights.select("self_attn"), config.width, config.decoder.heads),
      encoder_attn(weights.select("encoder_attn"), config.width, config.decoder.heads),
      self_attn_layer_norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
      encoder_attn_layer_norm(weights.select("encoder_attn_layer_norm"), config.width, default_epsilon),
      final_layer_norm(weights.select("final_layer_norm"), config.width, default_epsilon),
      fc1(weights.select("fc1"), config.width, config.decoder.inner),
      fc2(weights.select("fc2"), config.decoder.inner, config.width),
      act(config.act) {}

at::Tensor Seq2SeqDecoderLayer::operator()(const at::Tensor& x, const KeyValue& own, const KeyValue& source,
                                           const DecoderView& view, int layer, kernels::Context& context) const {
  trace::AttentionSpec over_self;
  over_self.causal = view.causal;
  over_self.key_visible = view.target_visible;
  const auto self = label_of("decoder", layer, {nullptr, 0, SiteKind::masked_self, view.axis, view.axis});
  const auto heard = self_attn_layer_norm(x + self_attn(x, own, over_self, self, context));
  const auto informed = source.key.defined() ? across(heard, source, view, layer, context) : heard;
  return final_layer_norm(informed + fc2(act(fc1(informed))));
}

at::Tensor Seq2SeqDecoderLayer::across(const at::Tensor& x, const KeyValue& source, const DecoderView& view, int layer,
                                       kernels::Context& context) const {
  trace::AttentionSpec over_source;
  over_source.key_visible = view.source_visible;
  const auto cross = label_of("cross", layer, {nullptr, 0, SiteKind::cross, view.axis, source_axis});
  return encoder_attn_layer_norm(x + encoder_attn(x, source, over_source, cross, context));
}

at::Tensor sinusoids(std::int64_t past, std::int64_t count, std::int64_t width) {
  const auto options = at::TensorOptions().dtype(at::kDouble);
  const auto position = at::arange(past, past + count, options).unsqueeze(1);
  const auto exponent = at::arange(0, width, 2, options) / static_cast<double>(width);
  const auto angle = position / at::pow(10000.0, exponent).unsqueeze(0);
  return at::cat({at::sin(angle), at::cos(angle.slice(1, 0, width / 2))}, 1).to(at::kFloat);
}

at::Tensor Seq2SeqEmbedding::operator()(const at::Tensor& ids, std::int64_t past) const {
  const auto count = ids.size(1);
  const auto positions = table.defined() ? table.slice(0, offset + past, offset + past + count)
                                         : sinusoids(past, count, tokens.weight.size(1)).to(tokens.weight.options());
  const auto embedded = tokens(ids) * scale + positions;
  return norm ? (*norm)(embedded) : embedded;
}

Seq2SeqEncoder::Seq2SeqEncoder(Seq2SeqEmbedding embedding, const Weights& weights, const Seq2SeqConfig& config)
    : embedding(std::move(embedding)) {
  for (std::int64_t i = 0; i < config.encoder.layers; ++i) layers.emplace_back(weights.select("layers", i), config);
}

at::Tensor Seq2SeqEncoder::operator()(const at::Tensor& ids, const at::Tensor& mask, kernels::Context& context) const {
  const auto visible = visible_from_mask(mask);
  auto hidden = embedding(ids, 0);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    hidden = layers[i](hidden, visible, static_cast<int>(i), context);
  }
  return hidden;
}

Seq2SeqDecoder::Seq2SeqDecoder(Seq2SeqEmbedding embedding, const Weights& weights, const Seq2SeqConfig& config)
    : embedding(std::move(embedding)) {
  for (std::int64_t i = 0; i < config.decoder.layers; ++i) layers.emplace_back(weights.select("layers", i), config);
}

at::Tensor Seq2SeqDecoder::operator()(const at::Tensor& ids, const at::Tensor& target_mask, const at::Tensor& states,
                                      const at::Tensor& source_mask, kernels::Context& context) const {
  return forward(ids, states, {visible_from_mask(source_mask), visible_from_mask(target_mask)}, context);
}

at::Tensor Seq2SeqDecoder::alone(const at::Tensor& ids, const at::Tensor& mask, kernels::Context& context) const {
  return forward(ids, {}, {.source_visible = {}, .target_visible = visible_from_mask(mask), .axis = 0}, context);
}

at::Tensor Seq2SeqDecoder::forward(const at::Tensor& ids, const at::Tensor& states, const DecoderView& view,
                                   kernels::Context& context) const {
  auto hidden = embedding(ids, 0);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto& layer = layers[i];
    const auto source = states.defined() ? layer.encoder_attn.project(states) : KeyValue{};
    hidden = layer(hidden, layer.self_attn.project(hidden), source, view, static_cast<int>(i), context);
  }
  return hidden;
}

DecoderCache Seq2SeqDecoder::begin(const at::Tensor& states, std::int64_t beams) const {
  DecoderCache cache;
  for (const auto& layer : layers) {
    const auto source = layer.encoder_attn.project(states);
    cache.cross.push_back({source.key.repeat({beams, 1, 1, 1}), source.value.repeat({beams, 1, 1, 1})});
  }
  return cache;
}

at::Tensor Seq2SeqDecoder::step(const at::Tensor& ids, DecoderCache& cache, const at::Tensor& source_mask,
                                kernels::Context& context) const {
  const DecoderView view{visible_from_mask(source_mask), {}, false};
  const bool first = cache.self.empty();
  auto hidden = embedding(ids, cache.length);
  context.first_query = cache.length;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto newest = layers[i].self_attn.project(hidden);
    if (first) {
      cache.self.push_back(newest);
    } else {
      auto& kept = cache.self[i];
      kept = {at::cat({kept.key, newest.key}, 2), at::cat({kept.value, newest.value}, 2)};
    }
    hidden = layers[i](hidden, cache.self[i], cache.cross[i], view, static_cast<int>(i), context);
  }
  context.first_query = 0;
  ++cache.length;
  return hidden;
}

}  // namespace headlight::models
