#include "engine/image/processor_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace headlight::image {
namespace {

constexpr std::int64_t longest_edge = 1 << 16;
constexpr const char* supported_types =
    "ViTImageProcessor, DeiTImageProcessor, BitImageProcessor, DetrImageProcessor, DeformableDetrImageProcessor, "
    "ConditionalDetrImageProcessor, RTDetrImageProcessor or YolosImageProcessor";

// What the classes differ in beyond their defaults. Detectors never crop and refuse a shortest edge alone; DETR's
// relatives also read the older fields max_size and pad_and_return_pixel_mask.
enum class Habit { classifier, detector, detr };

struct Preset {
  const char* type;
  bool default_to_square;
  Processor::Settings settings;
  Habit habit = Habit::classifier;
  bool do_pad = false;
};

std::vector<Preset> detector_presets() {
  Preset detr{"DetrImageProcessor", false, {}, Habit::detr, true};
  detr.settings.size = {0, 0, 800, 1333};
  detr.settings.mean = {0.485, 0.456, 0.406};
  detr.settings.deviation = {0.229, 0.224, 0.225};
  Preset deformable = detr, conditional = detr, yolos = detr, rt_detr = detr;
  deformable.type = "DeformableDetrImageProcessor";
  conditional.type = "ConditionalDetrImageProcessor";
  yolos.type = "YolosImageProcessor";
  yolos.settings.size.multiple = 16;
  rt_detr.type = "RTDetrImageProcessor";
  rt_detr.settings.size = {640, 640};
  rt_detr.settings.do_normalize = false;
  rt_detr.habit = Habit::detector;
  rt_detr.do_pad = false;
  return {detr, deformable, conditional, yolos, rt_detr};
}

// The class attributes of transformers' image processors.
std::vector<Preset> presets() {
  const std::vector<double> half{0.5, 0.5, 0.5};
  const std::vector<double> clip_mean{0.48145466, 0.4578275, 0.40821073}, clip_std{0.26862954, 0.26130258, 0.27577711};
  Preset vit{"ViTImageProcessor", true, {}};
  vit.settings.size = {224, 224};
  vit.settings.crop = {0, 0};
  vit.settings.mean = vit.settings.deviation = half;
  Preset deit = vit;
  deit.type = "DeiTImageProcessor";
  deit.settings.size = {256, 256};
  deit.settings.resample = Resample::bicubic;
  deit.settings.do_center_crop = true;
  deit.settings.crop = {224, 224};
  Preset bit = deit;
  bit.type = "BitImageProcessor";
  bit.default_to_square = false;
  bit.settings.size = {0, 0, 224};
  bit.settings.mean = clip_mean;
  bit.settings.deviation = clip_std;
  std::vector<Preset> all = detector_presets();
  all.insert(all.end(), {vit, deit, bit});
  return all;
}

// ViTFeatureExtractor, ViTImageProcessorFast and ViTImageProcessorPil are all ViTImageProcessor.
std::string base_name(std::string type) {
  for (const std::string_view ending : {"Fast", "Pil"})
    if (type.ends_with(ending)) type.resize(type.size() - ending.size());
  const std::string old = "FeatureExtractor";
  if (type.ends_with(old)) type.replace(type.size() - old.size(), old.size(), "ImageProcessor");
  return type;
}

Resample read_resample(const io::Fields& fields, Resample fallback) {
  if (!fields.has("resample")) return fallback;
  switch (fields.integer("resample", 0, 5)) {
    case 0:
      return Resample::nearest;
    case 2:
      return Resample::bilinear;
    case 1:  // Lanczos: transformers' processors fall back to bicubic with the torchvision of this LibTorch
    case 3:
      return Resample::bicubic;
    default:
      throw Failure{fields.wrong("resample", "0 (nearest), 1 (Lanczos), 2 (bilinear) or 3 (bicubic)")};
  }
}

std::vector<double> read_channels(const io::Fields& fields, const std::string& key, std::vector<double> fallback) {
  if (!fields.has(key)) return fallback;
  const io::Json& json = fields.json().at(key);
  const io::Json list = json.is_array() ? json : io::Json::array({json});
  if (list.size() != 1 && list.size() != 3) throw Failure{fields.wrong(key, "a number, or a list of 1 or 3")};
  std::vector<double> values;
  for (const io::Json& value : list) {
    if (!value.is_number()) throw Failure{fields.wrong(key, "numbers")};
    values.push_back(value.get<double>());
  }
  return values;
}

void check_normalization(const Processor::Settings& settings, const io::Fields& fields) {
  const auto usable = [](double value) { return std::isnormal(static_cast<float>(value)); };
  if (settings.do_rescale && !usable(settings.rescale_factor))
    throw Failure{fields.wrong("rescale_factor", "a finite number other than zero")};
  if (settings.do_normalize && !std::all_of(settings.deviation.begin(), settings.deviation.end(), usable))
    throw Failure{fields.wrong("image_std", "finite numbers other than zero")};
}

// In transformers a null is no default: a flag is off, and a value that is needed is missing.
bool read_flag(const io::Fields& fields, const char* key, bool fallback) {
  return fields.json().contains(key) ? fields.flag_or(key, false) : fallback;
}

void refuse_null(const io::Fields& fields, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (fields.json().contains(key) && !fields.has(key)) throw Failure{fields.wrong(key, "a value")};
}

// `size` as DETR's relatives read it: an integer is the shortest edge, with max_size (1333 where it is not given) as the
// longest.
SizeRule read_detr_size(const io::Fields& fields) {
  SizeRule rule = read_size_rule(fields, "size", false);
  if (fields.json().at("size").is_number())
    rule.longest_edge = fields.json().contains("max_size") && !fields.has("max_size")
                            ? 0
                            : fields.integer_or("max_size", 1333, 1, longest_edge);
  return rule;
}

void read_resize(const io::Fields& fields, const Preset& preset, Processor::Settings& settings) {
  const bool detr = preset.habit == Habit::detr;
  settings.do_resize = read_flag(fields, "do_resize", settings.do_resize);
  if (settings.do_resize) refuse_null(fields, {"resample"});
  if (settings.do_resize && !detr) refuse_null(fields, {"size"});
  if (fields.has("size"))
    settings.size = detr ? read_detr_size(fields)
                         : read_size_rule(fields, "size",
                                          read_flag(fields, "default_to_square", preset.default_to_square));
  settings.size.multiple = preset.settings.size.multiple;
  if (settings.do_resize && preset.habit != Habit::classifier && settings.size.shortest_edge > 0 &&
      settings.size.longest_edge == 0)
    throw Failure{fields.wrong("size", "shortest_edge with longest_edge, height and width, or max_height and max_width")};
  settings.resample = read_resample(fields, settings.resample);
}

void read_padding(const io::Fields& fields, const Preset& preset, Processor::Settings& settings) {
  const char* key = preset.habit == Habit::detr && !fields.json().contains("do_pad") ? "pad_and_return_pixel_mask"
                                                                                      : "do_pad";
  if (!read_flag(fields, key, preset.do_pad) || !fields.has("pad_size")) return;
  const SizeRule rule = read_size_rule(fields, "pad_size", true);
  if (rule.height == 0) throw Failure{fields.wrong("pad_size", "an integer, or an object of height and width")};
  settings.pad = {rule.height, rule.width};
}

void read_crop(const io::Fields& fields, const Preset& preset, Processor::Settings& settings) {
  if (preset.habit != Habit::classifier) return;
  settings.do_center_crop = read_flag(fields, "do_center_crop", settings.do_center_crop);
  if (settings.do_center_crop) refuse_null(fields, {"crop_size"});
  if (fields.has("crop_size")) {
    const SizeRule rule = read_size_rule(fields, "crop_size", true);
    settings.crop = {rule.height, rule.width};
  }
  if (settings.do_center_crop && settings.crop.height == 0)
    throw Failure{fields.wrong("crop_size", "an integer, or an object of height and width")};
}

void read_values(const io::Fields& fields, Processor::Settings& settings) {
  settings.do_rescale = read_flag(fields, "do_rescale", settings.do_rescale);
  if (settings.do_rescale) refuse_null(fields, {"rescale_factor"});
  settings.rescale_factor = fields.number_or("rescale_factor", settings.rescale_factor);
  settings.do_normalize = read_flag(fields, "do_normalize", settings.do_normalize);
  if (settings.do_normalize) refuse_null(fields, {"image_mean", "image_std"});
  settings.mean = read_channels(fields, "image_mean", settings.mean);
  settings.deviation = read_channels(fields, "image_std", settings.deviation);
  check_normalization(settings, fields);
}

std::string type_of_model(const std::filesystem::path& folder) {
  const auto path = folder / "config.json";
  const io::Fields config(io::read_json(path, longest_config).take(), path.string());
  const std::string model = config.text_or("model_type", "");
  if (model == "vit" || model == "vit_msn" || model == "ijepa") return "ViTImageProcessor";
  if (model == "deit") return "DeiTImageProcessor";
  if (model == "detr" || model == "table-transformer") return "DetrImageProcessor";
  if (model == "deformable_detr" || model == "lw_detr") return "DeformableDetrImageProcessor";
  if (model == "conditional_detr") return "ConditionalDetrImageProcessor";
  if (model == "yolos") return "YolosImageProcessor";
  if (model == "rt_detr" || model == "rt_detr_v2") return "RTDetrImageProcessor";
  if (model == "dinov2" || model == "dinov2_with_registers") return "BitImageProcessor";
  throw Failure{config.wrong("model_type", "a model whose image processor is known")};
}

}  // namespace

std::string processor_type(const io::Fields& fields, const std::filesystem::path& folder) {
  for (const char* key : {"image_processor_type", "feature_extractor_type"})
    if (fields.has(key)) return base_name(fields.text(key));
  return type_of_model(folder);
}

Processor::Settings read_processor_settings(const io::Fields& fields, const std::string& type) {
  const std::vector<Preset> known = presets();
  const auto preset = std::find_if(known.begin(), known.end(), [&](const Preset& each) { return each.type == type; });
  if (preset == known.end())
    throw Failure{unusable("image processor not supported", fields.file() + ", field image_processor_type", type,
                           supported_types)};
  Processor::Settings settings = preset->settings;
  settings.file = fields.file();
  read_resize(fields, *preset, settings);
  read_crop(fields, *preset, settings);
  read_values(fields, settings);
  read_padding(fields, *preset, settings);
  return settings;
}

}  // namespace headlight::image
