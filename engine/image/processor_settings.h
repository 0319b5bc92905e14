// What a preprocessor_config.json asks for, with the defaults of its processor's type filled in.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/image/processor.h"
#include "engine/image/resize.h"
#include "engine/image/size_rule.h"
#include "engine/io/json_file.h"

namespace headlight::image {

inline constexpr std::size_t longest_config = std::size_t{16} << 20;  // bytes of a configuration file

struct Processor::Settings {
  std::string file;  // for errors

  bool do_resize = true;
  SizeRule size;
  Resample resample = Resample::bilinear;

  bool do_center_crop = false;
  Extent crop;

  bool do_rescale = true;
  double rescale_factor = 1.0 / 255.0;

  bool do_normalize = true;
  std::vector<double> mean, deviation;  // one value, or one a channel

  Extent pad;  // zeros are added at the right and the bottom up to this extent; 0 × 0: none
};

// Reads the settings from the object of preprocessor_config.json or of processor_config.json's image_processor;
// `type` is the processor's class name. Throws Failure naming the field.
Processor::Settings read_processor_settings(const io::Fields& fields, const std::string& type);

// The class name of the processor a model folder asks for: image_processor_type, feature_extractor_type, or what
// goes with config.json's model_type.
std::string processor_type(const io::Fields& fields, const std::filesystem::path& folder);

}  // namespace headlight::image
