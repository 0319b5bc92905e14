#include "engine/kernels/ms_deform_attn.h"

namespace headlight::kernels {

at::Tensor ms_deform_attn(const DeformableInput& input, Sampling sampling) {
  return reference_ms_deform_attn(input, sampling);
}

}  // namespace headlight::kernels
