#pragma once

#include "engine/models/model.h"

namespace headlight::models {

std::unique_ptr<Model> make_deformable_detr(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
