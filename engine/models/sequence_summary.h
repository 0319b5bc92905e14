// One vector for a whole text, as the multiple-choice heads of ELECTRA and GPT-2 take it.
#pragma once

#include <optional>

#include "engine/io/json_file.h"
#include "engine/models/layers.h"

namespace headlight::models {

// What a family assumes for fields that config.json leaves out.
struct SummaryDefaults {
  const char* type;         // summary_type
  const char* activation;   // summary_activation, nullptr: none
  bool to_labels = false;   // summary_proj_to_labels
  std::int64_t labels = 1;  // width of that projection
};

class SequenceSummary {
 public:
  // Reads `summary` of the scope; throws Failure naming the field of config.json that is wrong.
  SequenceSummary(const io::Fields& config, const Weights& weights, std::int64_t width,
                  const SummaryDefaults& defaults);
  // hidden [1, tokens, width] → [1, width], or [1, labels] where config.json projects onto them
  [[nodiscard]] at::Tensor operator()(const at::Tensor& hidden) const;

 private:
  enum class Place { first, last, mean };
  [[nodiscard]] at::Tensor taken(const at::Tensor& hidden) const;

  Place place_ = Place::last;
  std::optional<Linear> project_;
  Activation act_ = nullptr;  // nullptr: none
};

}  // namespace headlight::models
