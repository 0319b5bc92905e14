// What a person gives a model, and how it is to run. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headlight {

// A change to the attention of some layers while the model runs. −1, or an empty stream, means every one.
struct Intervention {
  enum class Kind {
    head_off,   // the head's weighted values are 0 before the output projection
    head_mean,  // they are their mean over the queries
    hide,       // the query does not see the key; the other keys share its weight
    even,       // the query spreads evenly over the keys that it sees
    only,       // the query sees this key alone
    move        // a sampling point is moved by (dx, dy), parts of the model's input
  };
  Kind kind = Kind::head_off;
  std::string stream;
  int layer = -1, head = -1;
  std::int64_t query = -1, key = -1;
  int level = -1, point = -1;
  double dx = 0, dy = 0;
  bool operator==(const Intervention&) const = default;
};
// One line for people: "encoder 2.7 off", "cross 1.0: query 3 sees key 4 only", ….
[[nodiscard]] std::string to_string(const Intervention& intervention);

struct InputSpec {
  std::string text;
  std::optional<std::string> pair;
  std::optional<std::string> target;  // what the decoder is fed; nothing: generate
  std::string image;                  // file
  std::vector<std::int64_t> ids, target_ids;
  std::string pixels;  // .npy, float32 [3, H, W], already normalised
  // The sample values of the image file that become black and white, in the file's own units (0…65535 for 16 bits);
  // unset: 8-bit samples as they are, wider ones as the reference's decoder narrows them.
  std::optional<std::array<double, 2>> window{};
  std::int64_t frame = -1;  // of `image`, a video; −1: a still picture
  // The part of the picture that the model gets, in upright original pixels: x0, y0, x1, y1; unset: all of it.
  std::optional<std::array<double, 4>> region{};
  bool operator==(const InputSpec&) const = default;
};

struct RunOptions {
  std::string device = "auto";    // auto | cpu | cuda[:N]
  std::string dtype = "float32";  // float32 | float16 | bfloat16
  std::int64_t max_new = 64;      // tokens to generate
  int beams = 1;
  bool trust_code = false;                    // the user agreed to run the TorchScript file's code
  std::string tokenizer;                      // folder of the tokenizer for a TorchScript file that reads text
  std::vector<Intervention> interventions{};  // in order; a Hugging Face folder's models only
  // Bytes that all full maps (weights and scores, float32) may take: a run that would pass it stops before it computes
  // the layer that does. 0: no limit. No part of what the run is.
  std::int64_t most_map_bytes = 0;
  bool operator==(const RunOptions&) const = default;
};

}  // namespace headlight
