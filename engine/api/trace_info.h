// What a trace holds, without its arrays. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/axis.h"

namespace headlight {

enum class SiteKind { self, masked_self, cross, windowed, area, deformable };

[[nodiscard]] std::string to_string(SiteKind kind);  // as in trace.json: "self", "masked-self", …
[[nodiscard]] std::string to_string(AxisKind kind);  // "tokens", "patches", "queries"

// One attention layer's record.
struct SiteInfo {
  int id = 0;  // place in TraceInfo::sites
  std::string stream;  // "encoder", "decoder", "cross", "deformable_encoder", … or a tapped module's name
  int layer = 0;
  SiteKind kind = SiteKind::self;
  int heads = 0;
  int key_heads = 0;  // < heads where keys are shared by groups of heads
  int head_width = 0;
  double scale = 1;
  bool causal = false;
  int query_axis = 0;
  int key_axis = 0;  // deformable: the axis of the sampled feature maps, or the query axis where they have none
  // deformable: every sampled level's rows and columns, and the points that each head takes from every level
  std::vector<std::array<std::int64_t, 2>> levels{};
  int points = 0;
  bool nearest = false;  // deformable: a point reads the cell that it falls into rather than the four around it
  // windowed, area: how many windows there are, and positions in each (padding included)
  std::int64_t windows = 0, window_size = 0;
};

struct ModelInfo {
  std::string family;  // "bert", "marian", "vit", …
  std::string name;    // as shown: folder or bundled name
  std::string path;    // folder or file it was read from
  std::string hash;    // sha256 over the weights file(s), hex; empty until computed
  std::string task;    // "encoder", "classification", "masked-lm", "causal-lm", "translation", …
  std::string dtype;   // of the running weights
  std::string note;    // e.g. "teaching model …"; empty for none
  std::int64_t parameters = 0;
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t decoder_layers = 0, decoder_heads = 0;  // of a decoder beside an encoder of `layers` layers; else 0
  std::int64_t width = 0;    // of the hidden states
  std::int64_t longest = 0;  // most tokens (0: no limit known)
  bool takes_text = false;
  bool takes_image = false;
  bool generates = false;  // encoder–decoder or causal language model with a text output
};

struct Prediction {
  std::string label;
  double probability = 0;
  std::int64_t position = -1;  // token position (masked LM, causal LM next token), −1: the whole input
};

// What a detector found: one query read as one class.
struct Detection {
  std::int64_t query = 0;  // position on the queries axis
  std::int64_t label_id = 0;
  std::string label;
  double score = 0;
  Box box;  // original-image pixels
};

using TraceId = std::uint64_t;

struct TraceInfo {
  TraceId id = 0;  // content address: equal for equal model, input, options
  ModelInfo model;
  std::vector<Axis> axes;
  std::vector<SiteInfo> sites;

  std::string input;         // one line for people: the sentence, the image's file name, "14 ids"
  std::string image_path;    // the file the image came from; empty for none
  std::optional<std::array<double, 2>> image_window{};  // as InputSpec::window
  std::int64_t image_frame = -1;                        // as InputSpec::frame
  std::optional<std::array<double, 4>> image_region{};  // as InputSpec::region
  std::string text;          // generated or decoded output text, empty for none
  std::vector<Prediction> predictions;
  std::vector<Detection> detections;  // falling score; those above the model's own threshold
  std::map<std::string, std::vector<std::int64_t>> outputs;  // name → shape

  std::string device;
  double load_seconds = 0, forward_seconds = 0;
  std::int64_t bytes = 0;  // of the kept arrays

  // Site ids of a stream, in layer order.
  [[nodiscard]] std::vector<int> stream_sites(const std::string& stream) const;
  // Streams in the order in which the model runs them.
  [[nodiscard]] std::vector<std::string> streams() const;
  // The row of `site` that belongs to a detector's query (Detection::query): itself on a queries axis, the trailing
  // token of that number on a patches axis; −1 where the site has no such row.
  [[nodiscard]] std::int64_t row_of_query(const SiteInfo& site, std::int64_t query) const;
};

}  // namespace headlight
