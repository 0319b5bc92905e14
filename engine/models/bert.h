#pragma once

#include "engine/models/model.h"

namespace headlight::models {

std::unique_ptr<Model> make_bert(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
