// DeiT: ViT with a distillation token.
#pragma once

#include "engine/models/vit.h"

namespace headlight::models {

// DeiTModel, DeiTForImageClassification, DeiTForImageClassificationWithTeacher or DeiTForMaskedImageModeling, by the
// checkpoint's heads.
struct DeitModel {
  std::vector<std::string> classes;  // empty: no head
  VitEncoder encoder;
  std::optional<VitPooler> pooler;
  std::optional<Linear> classifier;                               // one head over the class token
  std::optional<Linear> cls_classifier, distillation_classifier;  // or two, over both leading tokens
  std::optional<PixelDecoder> decoder;                            // DeiTForMaskedImageModeling

  DeitModel(const io::Fields& fields, const Weights& weights);
};

std::unique_ptr<Model> make_deit(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
