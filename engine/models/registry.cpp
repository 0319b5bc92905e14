#include <algorithm>

#include "engine/models/bart.h"
#include "engine/models/bert.h"
#include "engine/models/deformable_detr.h"
#include "engine/models/deit.h"
#include "engine/models/detr.h"
#include "engine/models/dinov2.h"
#include "engine/models/distilbert.h"
#include "engine/models/electra.h"
#include "engine/models/gpt2.h"
#include "engine/models/marian.h"
#include "engine/models/model.h"
#include "engine/models/roberta.h"
#include "engine/models/rt_detr.h"
#include "engine/models/vit.h"
#include "engine/models/yolos.h"

namespace headlight::models {

// Sorted by model_type; one line a family.
const std::vector<Family>& families() {
  static const std::vector<Family> known{
      {.model_type = "bart", .takes_text = true, .make = make_bart},
      {.model_type = "bert", .takes_text = true, .make = make_bert},
      {.model_type = "camembert", .takes_text = true, .make = make_roberta},
      {.model_type = "deformable_detr", .takes_image = true, .detects = true, .make = make_deformable_detr},
      {.model_type = "deit", .takes_image = true, .make = make_deit},
      {.model_type = "detr", .takes_image = true, .detects = true, .make = make_detr},
      {.model_type = "dinov2", .takes_image = true, .make = make_dinov2},
      {.model_type = "dinov2_with_registers", .takes_image = true, .make = make_dinov2_with_registers},
      {.model_type = "distilbert", .takes_text = true, .make = make_distilbert},
      {.model_type = "electra", .takes_text = true, .make = make_electra},
      {.model_type = "gpt2", .takes_text = true, .make = make_gpt2},
      {.model_type = "marian", .takes_text = true, .make = make_marian},
      {.model_type = "roberta", .takes_text = true, .make = make_roberta},
      {.model_type = "rt_detr", .takes_image = true, .detects = true, .make = make_rt_detr},
      {.model_type = "rt_detr_v2", .takes_image = true, .detects = true, .make = make_rt_detr_v2},
      {.model_type = "vit", .takes_image = true, .make = make_vit},
      {.model_type = "xlm-roberta", .takes_text = true, .make = make_roberta},
      {.model_type = "yolos", .takes_image = true, .detects = true, .make = make_yolos},
  };
  return known;
}

const Family* find_family(const std::string& model_type) {
  const auto& known = families();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Family& family) { return family.model_type == model_type; });
  return found == known.end() ? nullptr : &*found;
}

std::string known_families() {
  std::string names;
  for (const auto& family : families()) names += (names.empty() ? "" : ", ") + family.model_type;
  return names;
}

}  // namespace headlight::models
