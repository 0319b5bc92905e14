// What a checkpoint's config.json says about its head.
#pragma once

#include <string>
#include <vector>

#include "engine/io/json_file.h"

namespace headlight::models {

// Class names in order: id2label, else LABEL_0 … for num_labels (2 where neither is given, as transformers does).
[[nodiscard]] std::vector<std::string> class_names(const io::Fields& config);

// The first of `architectures` ("BertForMaskedLM"), empty when there is none.
[[nodiscard]] std::string architecture(const io::Fields& config);

}  // namespace headlight::models
