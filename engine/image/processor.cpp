#include "engine/image/processor.h"

#include <ATen/ATen.h>

#include "engine/image/processor_settings.h"

namespace headlight::image {
namespace {

namespace fs = std::filesystem;

// Extreme shapes grow when their shortest edge is fixed: at most 800 MB of float32.
constexpr std::int64_t most_resized_pixels = std::int64_t{1} << 26;

// The processor's object: nested in processor_config.json, else preprocessor_config.json itself.
io::Fields read_config(const fs::path& folder) {
  const fs::path nested = folder / "processor_config.json";
  std::error_code ignored;
  if (fs::exists(nested, ignored)) {
    const io::Fields fields(io::read_json(nested, longest_config).take(), nested.string());
    if (fields.has("image_processor")) return fields.object_or_empty("image_processor");
  }
  const fs::path path = folder / "preprocessor_config.json";
  return {io::read_json(path, longest_config).take(), path.string()};
}

// uint8 [3, H, W] over the image's own memory: only read.
at::Tensor to_tensor(const Image& image) {
  auto* pixels = const_cast<std::uint8_t*>(image.rgb.data());
  return at::from_blob(pixels, {image.height, image.width, 3}, at::kByte).permute({2, 0, 1});
}

Extent extent_of(const at::Tensor& pixels) { return {pixels.size(1), pixels.size(2)}; }

std::string size_text(Extent extent) { return std::to_string(extent.width) + " × " + std::to_string(extent.height); }

struct Placed {
  at::Tensor pixels;
  double left = 0, top = 0;  // where the result's corner lies in the picture it was cut from; negative: padding
};

// Cut from the middle, with zeros around where the picture is smaller.
Placed center_crop(at::Tensor pixels, Extent crop) {
  const std::int64_t pad_width = std::max<std::int64_t>(0, crop.width - pixels.size(2));
  const std::int64_t pad_height = std::max<std::int64_t>(0, crop.height - pixels.size(1));
  if (pad_width > 0 || pad_height > 0)
    pixels = at::constant_pad_nd(pixels, {pad_width / 2, (pad_width + 1) / 2, pad_height / 2, (pad_height + 1) / 2}, 0);
  const std::int64_t top = (pixels.size(1) - crop.height) / 2;
  const std::int64_t left = (pixels.size(2) - crop.width) / 2;
  pixels = pixels.narrow(1, top, crop.height).narrow(2, left, crop.width);
  return {pixels, static_cast<double>(left - pad_width / 2), static_cast<double>(top - pad_height / 2)};
}

at::Tensor channels(const std::vector<double>& values) {
  const at::Tensor tensor = at::empty({static_cast<std::int64_t>(values.size()), 1, 1}, at::kFloat);
  for (std::size_t i = 0; i < values.size(); ++i) tensor.data_ptr<float>()[i] = static_cast<float>(values[i]);
  return tensor;
}

// transformers folds the rescaling into mean and standard deviation; in the same order for the same rounding.
at::Tensor rescale_and_normalize(const at::Tensor& pixels, const Processor::Settings& settings) {
  if (!settings.do_normalize)
    return settings.do_rescale ? pixels.to(at::kFloat) * settings.rescale_factor : pixels.to(at::kFloat);
  at::Tensor mean = channels(settings.mean);
  at::Tensor deviation = channels(settings.deviation);
  if (settings.do_rescale) {
    mean = mean * (1.0 / settings.rescale_factor);
    deviation = deviation * (1.0 / settings.rescale_factor);
  }
  return pixels.to(at::kFloat).sub_(mean).div_(deviation);
}

at::Tensor resize_checked(const at::Tensor& pixels, const Processor::Settings& settings) {
  if (!settings.do_resize) return pixels;
  const Extent to = resized_extent(settings.size, extent_of(pixels));
  if (to.height < 1 || to.width < 1 || to.height > most_resized_pixels / to.width)
    throw Failure{unusable("image cannot be resized", settings.file + ", field size",
                           size_text(to) + " pixels",
                           "1 to " + std::to_string(most_resized_pixels) + " pixels")};
  return resize(pixels, to, settings.resample);
}

// Zeros at the right and the bottom, after normalising, with the mask that tells them from the picture.
void pad(const Processor::Settings& settings, Processed& processed) {
  const Extent from = extent_of(processed.pixels), to = settings.pad;
  if (to.height == 0 || (from.height == to.height && from.width == to.width)) return;
  if (from.height > to.height || from.width > to.width)
    throw Failure{unusable("image cannot be padded", settings.file + ", field pad_size", size_text(from),
                           "at most " + size_text(to))};
  processed.pixels = at::constant_pad_nd(processed.pixels, {0, to.width - from.width, 0, to.height - from.height}, 0);
  processed.mask = at::zeros({to.height, to.width}, at::kLong);
  processed.mask.narrow(0, 0, from.height).narrow(1, 0, from.width).fill_(1);
}

}  // namespace

Result<Processor> Processor::open(const fs::path& folder) {
  return guarded<Processor>([&]() -> Result<Processor> {
    const io::Fields fields = read_config(folder);
    Processor processor;
    processor.settings_ =
        std::make_shared<const Settings>(read_processor_settings(fields, processor_type(fields, folder)));
    return processor;
  });
}

Result<Processed> Processor::process(const Image& image) const {
  return guarded<Processed>([&]() -> Result<Processed> {
    if (image.width < 1 || image.height < 1) return unusable("empty image", {}, "no pixels", "at least 1 × 1");
    const at::Tensor resized = resize_checked(to_tensor(image), *settings_);
    const Placed placed = settings_->do_center_crop ? center_crop(resized, settings_->crop) : Placed{resized};
    const double x_scale = static_cast<double>(image.width) / static_cast<double>(resized.size(2));
    const double y_scale = static_cast<double>(image.height) / static_cast<double>(resized.size(1));
    Processed processed;
    processed.pixels = rescale_and_normalize(placed.pixels, *settings_).contiguous();
    processed.to_image = {x_scale, 0, x_scale * placed.left, 0, y_scale, y_scale * placed.top};
    pad(*settings_, processed);
    return processed;
  });
}

}  // namespace headlight::image
