// What a person gives a model, and how it is to run. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/intervention.h"

namespace headlight {

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
  // How the trace keeps q, k and v: a name of trace::Keep, as the option --keep takes it.
  std::string keep = "float32";
  bool operator==(const RunOptions&) const = default;
};

}  // namespace headlight
