// From what a person gave (sentence, picture, ids) to what a model reads, with the axes that name its positions.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/session/loaded_model.h"
#include "engine/session/pictures.h"
#include "engine/session/videos.h"

namespace headlight::session {

struct Prepared {
  models::ModelInput input;
  std::vector<Axis> axes;  // one for each entry of Model::axes(); target tokens are filled after the run
  std::string line;        // the input in one line
  std::string ids_from, target_from;  // the options that gave the tokens and the decoder's
  std::string note;        // what the model does not know of it, in one line; empty for nothing
  std::string image_path;
  std::array<std::int64_t, 2> image{0, 0};  // height, width of the original image
  Affine to_image{1, 0, 0, 0, 1, 0};        // from the model's input
  std::optional<image::Part> region{};      // the part of the image that the model gets; unset: all of it
};

// Where pictures and frames of videos come from.
struct FrameSource {
  Videos* videos = nullptr;  // null: opened for this one frame
  std::stop_token stop{};
  Pictures* pictures = nullptr;  // where pictures are kept for whoever looks at them too; null: read for this run alone
};

Result<Prepared> prepare(const LoadedModel& loaded, const InputSpec& spec, const RunOptions& options,
                         const FrameSource& frames = {});

// With the frame that it means: a video without one means its first. A frame of what is no video is an error.
Result<InputSpec> with_frame(InputSpec input);

// Fills the target-token axis from what the decoder was fed and what each row produced: the generated tokens, or
// each row's likeliest one where the target was given.
void finish_target_axis(const LoadedModel& loaded, const models::ModelOutput& output, std::vector<Axis>& axes);

// Word numbers for tokens known by their vocabulary text only ("##" continues; "▁" and "Ġ" begin), −1 for special.
std::vector<std::int64_t> words_of(const std::vector<std::string>& labels, const std::vector<std::uint8_t>& special);

// The source axis alone, for live tokens.
Result<Axis> tokenize(const text::Tokenizer& tokenizer, const InputSpec& spec);

}  // namespace headlight::session
