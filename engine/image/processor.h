// Image processors as the checkpoint's own: resize, crop, rescale, normalise, pad; and the way back to the image.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>

#include "engine/api/axis.h"
#include "engine/api/result.h"
#include "engine/image/image.h"

namespace headlight::image {

struct Processed {
  at::Tensor pixels;                  // float32 [3, H, W], as the network gets them
  at::Tensor mask;                    // int64 [H, W], 0 where padded; undefined where nothing was
  Affine to_image{1, 0, 0, 0, 1, 0};  // model-input pixels → original-image pixels
};

class Processor {
 public:
  // preprocessor_config.json or processor_config.json of a model folder.
  static Result<Processor> open(const std::filesystem::path& folder);

  // Bit-equal to transformers' default CPU path after resize, ≤ 1e-6 after normalise.
  [[nodiscard]] Result<Processed> process(const Image& image) const;

  struct Settings;  // in processor_settings.h

 private:
  std::shared_ptr<const Settings> settings_;
};

}  // namespace headlight::image
