#include <c10/core/ScalarType.h>
#include <c10/util/Exception.h>

#include <exception>

#include "engine/kernels/devices.h"
#include "engine/models/model.h"
#include "engine/models/unread.h"

namespace headlight::models {
namespace {

std::string name_of(const std::filesystem::path& folder) {
  const auto clean = folder.lexically_normal();
  return (clean.has_filename() ? clean.filename() : clean.parent_path().filename()).string();
}

const char* name_of(at::ScalarType dtype) {
  switch (dtype) {
    case at::kFloat:
      return "float32";
    case at::kHalf:
      return "float16";
    case at::kBFloat16:
      return "bfloat16";
    default:
      throw Failure{unusable("wrong number type", "dtype", c10::toString(dtype), "float32, float16 or bfloat16")};
  }
}

const Family& family_of(const io::Fields& config) {
  const auto model_type = config.text("model_type");
  if (const auto* family = find_family(model_type)) return *family;
  throw Failure{unusable("unknown model family", config.file() + ", field model_type", model_type, known_families())};
}

std::unique_ptr<Model> load(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device) {
  ModelSource source{name_of(folder), folder.string(), name_of(dtype)};
  const auto config_file = folder / "config.json";
  const io::Fields config(io::read_json(config_file).take(), config_file.string());
  const auto& family = family_of(config);
  const auto weights = Weights::open(folder, dtype, device);
  auto model = family.make(config, weights);
  source.parameters = weights.parameters();
  source.vocabulary = config.integer_or("vocab_size", 0, 0, 1 << 30);
  source.note = left_aside(config, weights, model->info().task);
  if (const auto rules = folder / "generation_config.json"; std::filesystem::exists(rules)) {
    model->set_generation(io::Fields(io::read_json(rules).take(), rules.string()));
  }
  model->set_source(std::move(source));
  return model;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

ModelInfo Model::info() const {
  auto info = describe();
  info.name = source_.name;
  info.path = source_.path;
  info.dtype = source_.dtype;
  info.parameters = source_.parameters;
  if (!source_.note.empty()) info.note = source_.note;
  return info;
}

Result<std::unique_ptr<Model>> load_model(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device) {
  try {
    return load(folder, dtype, device);
  } catch (Failure& failure) {
    return std::move(failure.error);
  } catch (const c10::Error& error) {
    if (kernels::is_out_of_device_memory(error)) return kernels::out_of_device_memory(folder.string(), device.str());
    return unusable("the model cannot be built: " + first_line(error.what_without_backtrace()), folder.string());
  } catch (const std::bad_alloc&) {
    return failed("out of memory while loading the model", folder.string());
  } catch (const std::exception& error) {
    return unusable("the model cannot be read: " + first_line(error.what()), folder.string());
  }
}

}  // namespace headlight::models
