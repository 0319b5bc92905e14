// Something that runs: the interface of every native family.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/io/json_file.h"
#include "engine/kernels/attention.h"
#include "engine/models/backbone.h"
#include "engine/models/weights.h"

namespace headlight::models {

struct Generation {
  std::int64_t max_new = 64;
  int beams = 1;
};

// One input, batch 1, after tokenizer or image processor. Undefined tensors are absent.
struct ModelInput {
  at::Tensor ids;         // int64 [1, tokens]
  at::Tensor type_ids;    // int64 [1, tokens]
  at::Tensor mask;        // int64 [1, tokens], 0 = padding
  at::Tensor pixels;      // float32 [1, channels, H, W]
  at::Tensor pixel_mask;  // int64 [1, H, W], 0 = padding; undefined: none
  at::Tensor target_ids;  // int64 [1, targets]: what the decoder is fed; undefined: generate
  at::Tensor target_mask; // int64 [1, targets]
  Generation generation;
};

// A detector's queries, read the way its own post-processing reads them.
struct QueryReading {
  at::Tensor boxes;                   // float32 [queries, 4]: x0, y0, x1, y1, 0…1 over the model's input
  at::Tensor labels;                  // int64 [queries]: likeliest class ("no object" left out)
  at::Tensor scores;                  // float32 [queries]: its probability
  std::vector<Detection> detections;  // above the threshold, falling score; `box` and `label` are filled by the session
};

struct ModelOutput {
  std::map<std::string, at::Tensor> tensors;  // "last_hidden_state" [1, N, D], "logits" …, named as transformers names them
  std::vector<std::int64_t> decoder_ids;      // what the decoder was fed (encoder–decoder), in order
  std::vector<std::int64_t> generated;        // token that each decoder row produces (encoder–decoder), same length
  std::optional<QueryReading> queries;        // detectors
  // What the run itself found its axes to be (a tapped file); empty: as planned. Boxes in model-input pixels; `input`,
  // `image` and `to_image` are filled by the session. Tokens without labels are those of the input.
  std::vector<Axis> axes;
  std::string note;  // what the run could not be sure about (a tapped file), in one line; empty for nothing
};

// What the layers' axis numbers mean; SiteLabel::query_axis and key_axis index the list that axes() gives.
enum class AxisSource { source_tokens, target_tokens, patches, queries };

struct AxisPlan {
  AxisSource source = AxisSource::source_tokens;
  std::vector<std::string> leading;          // patches: names of the tokens before the grid
  std::array<std::int64_t, 2> patch{0, 0};   // patches: height, width in input pixels
  // patches of a feature pyramid: every level's stride in input pixels; one for a single convolutional map. Their grids
  // are rounded up, so the last row and column may reach beyond the input; `patch` is not used.
  std::vector<std::int64_t> strides{};
  std::vector<std::string> trailing{};       // patches: names of the tokens after the grid (Axis::trailing)
  std::int64_t channels = 3;                 // patches: of the pixels; 0: known only when the model runs
};

// Where a model was read from; filled by the loader, empty for a model made in memory.
struct ModelSource {
  std::string name, path, dtype;
  std::int64_t parameters = 0;
  std::string note{};  // what of the folder the model leaves aside
  std::int64_t vocabulary = 0;  // config.json's vocab_size; 0 where it says none
};

class Model {
 public:
  virtual ~Model() = default;

  // What the family knows about itself (describe) and where it was read from (set_source).
  [[nodiscard]] ModelInfo info() const;
  void set_source(ModelSource source) { source_ = std::move(source); }
  [[nodiscard]] std::int64_t vocabulary() const { return source_.vocabulary; }
  [[nodiscard]] virtual std::vector<AxisPlan> axes() const = 0;

  // One forward pass (or generation, then one captured pass over the result). Throws Failure on bad input
  // (too many tokens, ids outside the vocabulary, image of an impossible size) and on cancellation.
  [[nodiscard]] virtual ModelOutput run(const ModelInput& input, kernels::Context& context) const = 0;

  // class names (config.json's id2label) for "logits" of a classifier; empty for none
  [[nodiscard]] virtual std::vector<std::string> classes() const { return {}; }

  // What makes the maps that the attention reads, and the encoder's own; without steps where there is none.
  [[nodiscard]] virtual BackboneChain backbone() const { return {}; }

  // The id that a decoder's input begins with; none for models without a decoder.
  [[nodiscard]] virtual std::optional<std::int64_t> decoder_start() const { return std::nullopt; }
  // Takes over the folder's generation_config.json; without one, config.json's own fields hold.
  virtual void set_generation(const io::Fields& /*generation_config*/) {}

 private:
  // family, task, layers, heads, longest, takes_*, generates.
  [[nodiscard]] virtual ModelInfo describe() const = 0;

  ModelSource source_;
};

// A family: how config.json's model_type is turned into a Model.
struct Family {
  std::string model_type;   // as in config.json
  bool takes_text = false, takes_image = false;
  bool detects = false;     // its queries are detections with boxes
  std::unique_ptr<Model> (*make)(const io::Fields& config, const Weights& weights) = nullptr;
};

// All families, in one list (registry.cpp is the only place that names them).
[[nodiscard]] const std::vector<Family>& families();
[[nodiscard]] const Family* find_family(const std::string& model_type);
// "bart, bert, …" for the line that says what is known.
[[nodiscard]] std::string known_families();

// Reads config.json and weights of a Hugging Face folder and builds its model.
// Never runs code from the folder. dtype: at::kFloat, at::kHalf or at::kBFloat16. The model lies and runs on `device`; one
// that is too small for it is kernels::out_of_device_memory.
Result<std::unique_ptr<Model>> load_model(const std::filesystem::path& folder, at::ScalarType dtype,
                                          at::Device device = at::kCPU);

}  // namespace headlight::models
