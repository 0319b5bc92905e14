// The log of a training run: as data, and as a plot beside the model card.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/api/result.h"

namespace headlight::training {

struct HistoryEntry {
  std::int64_t step = 0;
  double loss = 0;
};

// Reads lines of "step,loss" after a header line.
Result<std::vector<HistoryEntry>> read_history(const std::filesystem::path& file);

// A file that grows by one line a report. A resumed run keeps the lines up to its first step.
class History {
 public:
  // Nothing is read or written without a file. Throws Failure for a file that is no history.
  History(std::filesystem::path file, std::int64_t first_step);
  void add(std::int64_t step, double loss);

 private:
  std::filesystem::path file_;
  std::vector<HistoryEntry> entries_;
};

// The loss over the steps, on a logarithmic axis, as an SVG picture.
[[nodiscard]] std::string plot_of(const std::vector<HistoryEntry>& entries, const std::string& title);

}  // namespace headlight::training
