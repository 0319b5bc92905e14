// The samples that come with the program: street scenes and sentences to try.
#pragma once

#include <filesystem>

#include "engine/api/result.h"

namespace headlight::training {

// Draws six scenes as PNG files and a short film, and writes samples.json: {"sentences": [{"text", "title"}], "images":
// [{"file", "title", "model" where it is meant for one}]}, the film last.
Result<Done> write_samples(const std::filesystem::path& folder);

}  // namespace headlight::training
