// A dense layer on its way to the recorder.
#pragma once

#include "engine/trace/recorder.h"

namespace headlight::kernels {

// Hands the layer over as the recorder is to keep it; arguments as Recorder::add. What bfloat16 does to the weights is
// measured on a few queries of every head and told to the recorder.
void record(trace::Recorder& recorder, const trace::SiteLabel& label, const trace::LayerTensors& layer,
            const trace::AttentionSpec& spec);

}  // namespace headlight::kernels
