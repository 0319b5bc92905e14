#include "engine/models/text_input.h"

#include <ATen/Functions.h>

#include <sstream>

#include "engine/models/layers.h"

namespace headlight::models {
namespace {

void check_like(const at::Tensor& tensor, const at::Tensor& ids, const std::string& name) {
  if (tensor.sizes() == ids.sizes() && tensor.scalar_type() == at::kLong) return;
  std::ostringstream found, expected;
  found << tensor.scalar_type() << " " << tensor.sizes();
  expected << "int64 " << ids.sizes() << ", as the ids";
  throw Failure{unusable("wrong shape of input", name, found.str(), expected.str())};
}

}  // namespace

TextInput checked_text(const ModelInput& input, const TextLimits& limits) {
  check_ids(input.ids, limits.vocabulary, limits.longest, "ids");
  TextInput text{input.ids, {}, {}};
  if (limits.types > 0 && input.type_ids.defined()) {
    check_like(input.type_ids, input.ids, "type ids");
    check_ids(input.type_ids, limits.types, 0, "type ids");
    text.type_ids = input.type_ids;
  } else if (limits.types > 0) {
    text.type_ids = at::zeros_like(input.ids);
  }
  if (input.mask.defined()) check_like(input.mask, input.ids, "mask");
  text.key_visible = visible_from_mask(input.mask);
  return text;
}

}  // namespace headlight::models
