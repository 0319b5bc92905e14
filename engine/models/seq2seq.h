// What Marian and BART share: post-norm encoder and decoder layers with a key–value cache.
#pragma once

#include <optional>
#include <vector>

#include "engine/io/json_file.h"
#include "engine/models/layers.h"
#include "engine/models/model.h"

namespace headlight::models {

// The fields of config.json that both families have, checked.
struct Seq2SeqConfig {
  struct Stack {
    std::int64_t layers = 0, heads = 0, inner = 0;
  };
  std::int64_t width = 0;
  std::int64_t longest = 0;  // positions that the model knows
  Stack encoder, decoder;
  double embedding_scale = 1;
  Activation act = nullptr;
  explicit Seq2SeqConfig(const io::Fields& config);
};

// Heads of keys and values, [batch, heads, positions, width of a head].
struct KeyValue {
  at::Tensor key, value;
  at::Tensor states = {};  // what they were made of; undefined where they were put together since
};

// What decoding keeps between steps: per layer the decoder's own keys and values so far, and the source's.
struct DecoderCache {
  std::vector<KeyValue> self, cross;
  std::int64_t length = 0;  // target positions so far
  // Rows of the batch in another order (beams that go on).
  void reorder(const at::Tensor& rows);
};

struct Seq2SeqAttention {
  Linear q_proj, k_proj, v_proj, out_proj;
  std::int64_t heads = 1;
  Seq2SeqAttention(const Weights& weights, std::int64_t width, std::int64_t heads);
  [[nodiscard]] KeyValue project(const at::Tensor& states) const;
  // x [B, queries, width] over keys and values → [B, queries, width]. Fills in spec.scale.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const KeyValue& over, trace::AttentionSpec spec,
                                      const trace::SiteLabel& label, kernels::Context& context) const;
};

struct Seq2SeqEncoderLayer {
  Seq2SeqAttention self_attn;
  LayerNorm self_attn_layer_norm, final_layer_norm;
  Linear fc1, fc2;
  Activation act;
  Seq2SeqEncoderLayer(const Weights& weights, const Seq2SeqConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& visible, int layer,
                                      kernels::Context& context) const;
};

// What a decoder layer looks at besides its input.
struct DecoderView {
  at::Tensor source_visible;  // as AttentionSpec::key_visible, undefined: all
  at::Tensor target_visible;
  bool causal = true;         // false for one query, which may see every key
  int axis = 1;               // of the decoder's own tokens
};

struct Seq2SeqDecoderLayer {
  Seq2SeqAttention self_attn, encoder_attn;
  LayerNorm self_attn_layer_norm, encoder_attn_layer_norm, final_layer_norm;
  Linear fc1, fc2;
  Activation act;
  Seq2SeqDecoderLayer(const Weights& weights, const Seq2SeqConfig& config);
  // `own`: keys and values of all target positions up to x's last one; `source`: of the encoder's states, undefined
  // for a decoder that stands alone: then there is no cross-attention.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const KeyValue& own, const KeyValue& source,
                                      const DecoderView& view, int layer, kernels::Context& context) const;

 private:
  [[nodiscard]] at::Tensor across(const at::Tensor& x, const KeyValue& source, const DecoderView& view, int layer,
                                  kernels::Context& context) const;
};

// Token embedding · scale + positions, normalised where the family does so.
struct Seq2SeqEmbedding {
  Embedding tokens;
  at::Tensor table;          // positions [count, width]; undefined: sinusoids
  std::int64_t offset = 0;   // the table's row of position 0
  double scale = 1;
  std::optional<LayerNorm> norm;
  // ids [B, N] at positions past, past + 1, … → [B, N, width]
  [[nodiscard]] at::Tensor operator()(const at::Tensor& ids, std::int64_t past) const;
};

// Sinusoidal positions `past` … `past + count − 1`, sines in the first half, cosines in the second
// (Marian's arrangement), float32 [count, width].
at::Tensor sinusoids(std::int64_t past, std::int64_t count, std::int64_t width);

struct Seq2SeqEncoder {
  Seq2SeqEmbedding embedding;
  std::vector<Seq2SeqEncoderLayer> layers;
  Seq2SeqEncoder(Seq2SeqEmbedding embedding, const Weights& weights, const Seq2SeqConfig& config);
  // ids [B, S], mask [B, S] (1 visible, 0 padding) or undefined → [B, S, width]
  [[nodiscard]] at::Tensor operator()(const at::Tensor& ids, const at::Tensor& mask, kernels::Context& context) const;
};

struct Seq2SeqDecoder {
  Seq2SeqEmbedding embedding;
  std::vector<Seq2SeqDecoderLayer> layers;
  Seq2SeqDecoder(Seq2SeqEmbedding embedding, const Weights& weights, const Seq2SeqConfig& config);
  // All rows at once: ids [B, T], states [B, S, width] → [B, T, width]. Masks as for the encoder.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& ids, const at::Tensor& target_mask, const at::Tensor& states,
                                      const at::Tensor& source_mask, kernels::Context& context) const;
  // Without an encoder: ids [1, T] on axis 0, mask as above → [1, T, width].
  [[nodiscard]] at::Tensor alone(const at::Tensor& ids, const at::Tensor& mask, kernels::Context& context) const;
  // A cache for decoding step by step over these states, its batch repeated `beams` times.
  [[nodiscard]] DecoderCache begin(const at::Tensor& states, std::int64_t beams) const;
  // One more token a row: ids [B, 1] → [B, 1, width]; extends the cache. Source mask [1, S] or undefined.
  [[nodiscard]] at::Tensor step(const at::Tensor& ids, DecoderCache& cache, const at::Tensor& source_mask,
                                kernels::Context& context) const;

 private:
  // `states` may be undefined.
  [[nodiscard]] at::Tensor forward(const at::Tensor& ids, const at::Tensor& states, const DecoderView& view,
                                   kernels::Context& context) const;
};

}  // namespace headlight::models
