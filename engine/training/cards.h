// What goes beside the weights: the model card with the measured figures, and the note that the program shows.
#pragma once

#include <filesystem>

#include "engine/api/result.h"
#include "engine/training/detector.h"
#include "engine/training/translate_metrics.h"
#include "engine/training/vision.h"

namespace headlight::training {

// Write README.md and headlight.json into the model folder.
Result<Done> write_card(const std::filesystem::path& folder, const TranslatorFigures& figures);
Result<Done> write_card(const std::filesystem::path& folder, const ClassifierFigures& figures);
// Also draws training.svg from the folder's training.csv.
Result<Done> write_card(const std::filesystem::path& folder, const DetectorFigures& figures);

}  // namespace headlight::training
