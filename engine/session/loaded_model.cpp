#include "engine/session/loaded_model.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/io/checkpoint.h"
#include "engine/io/json_file.h"
#include "engine/io/sha256.h"
#include "engine/models/tap/tapped_model.h"
#include "engine/session/catalogue.h"

namespace headlight::session {
namespace fs = std::filesystem;
namespace {

Result<at::ScalarType> dtype_of(const std::string& name) {
  if (name == "float32" || name == "tf32") return at::kFloat;
  if (name == "float16") return at::kHalf;
  if (name == "bfloat16") return at::kBFloat16;
  return usage("unknown number type", "--dtype", name, "float32, tf32, float16 or bfloat16");
}

// One hash for a file; for several, the hash of each in name order, joined by '+'.
Result<std::string> hash_of(const std::vector<fs::path>& files) {
  std::string joined;
  for (const auto& file : files) {
    const auto hash = io::sha256_file(file);
    if (!hash) return hash.error();
    joined += (joined.empty() ? "" : "+") + hash.value();
  }
  return joined;
}

std::shared_future<Result<std::string>> hash_beside(const fs::path& folder) {
  return std::async(std::launch::async, [folder]() -> Result<std::string> {
           const auto checkpoint = io::Checkpoint::open(folder);
           return checkpoint ? hash_of(checkpoint->paths()) : checkpoint.error();
         }).share();
}

// Whether the folder's tokenizer hands the model token_type_ids: as tokenizer_config.json says; else BERT's and
// ELECTRA's own tokenizers do, the generic class does not.
Result<bool> wants_type_ids(const std::string& family, const fs::path& folder) {
  const auto read = optional_object(folder / "tokenizer_config.json");
  if (!read) return read.error();
  const auto& config = read.value();
  const auto own = family == "bert" || family == "electra";
  if (!config) return own;
  const auto names = config->find("model_input_names");
  if (names != config->end() && names->is_array())
    return own && std::find(names->begin(), names->end(), "token_type_ids") != names->end();
  const auto kind = config->find("tokenizer_class");
  const auto generic = kind != config->end() && (*kind == "PreTrainedTokenizerFast" || *kind == "TokenizersBackend");
  return own && !generic;
}

void open_feeders(LoadedModel& loaded, const fs::path& folder) {
  if (loaded.info.takes_text) {
    auto tokenizer = text::Tokenizer::open(folder);
    const auto type_ids = wants_type_ids(loaded.info.family, folder);
    if (!tokenizer) loaded.tokenizer_problem = tokenizer.error();
    else if (!type_ids) loaded.tokenizer_problem = type_ids.error();
    else loaded.tokenizer = std::move(tokenizer).value();
    loaded.type_ids = type_ids && type_ids.value();
  }
  if (loaded.info.takes_image) {
    auto processor = image::Processor::open(folder);
    if (processor) loaded.processor = std::move(processor).value();
    else loaded.processor_problem = processor.error();
  }
}

using Loading = Result<std::shared_ptr<LoadedModel>>;

// On the stream that runs use, and done when it returns.
Result<std::unique_ptr<models::Model>> load_there(const fs::path& folder, at::ScalarType dtype, at::Device device) {
  const RunsOn there(device, false);
  auto model = models::load_model(folder, dtype, device);
  if (model) there.finish();
  return model;
}

Loading load_folder(const fs::path& folder, at::ScalarType dtype, const RunOptions& options, const Place& place) {
  auto note = note_of(folder);
  if (!note) return note.error();
  auto model = load_there(folder, dtype, place.device);
  const bool full = !model && kernels::is_out_of_device_memory(model.error());
  if (full) model = models::load_model(folder, dtype);
  if (!model) return model.error();
  auto loaded = std::make_shared<LoadedModel>();
  loaded->place = full ? Place{} : place;
  if (full) loaded->place_note = moved_to_cpu(place.name);
  loaded->model = std::move(model).value();
  if (!loaded->place.device.is_cpu()) loaded->replays = std::make_unique<models::Replays>();
  loaded->info = loaded->model->info();
  loaded->info.dtype = full && options.dtype == "tf32" ? "float32" : options.dtype;
  loaded->left_aside = std::exchange(loaded->info.note, std::move(note).value());
  open_feeders(*loaded, folder);
  loaded->hash = hash_beside(folder);
  return loaded;
}

// What feeds a TorchScript file: its own metadata, else the folder that --tokenizer names.
void open_script_feeders(LoadedModel& loaded, const models::tap::TappedModel& model, const std::string& path,
                         const std::string& folder) {
  loaded.tokenizer_problem = unusable("a TorchScript file holds none", path, "no --tokenizer", "--tokenizer DIR");
  loaded.processor_problem = unusable("a TorchScript file holds none", path, model.has_config() ? "a config.txt that is no JSON object with names and imgsz" : "no --tokenizer",
                                      "--tokenizer DIR with a preprocessor_config.json");
  if (!folder.empty()) open_feeders(loaded, folder);
  loaded.type_ids = true;  // handed over where the file has an input for them
  const auto& export_facts = model.ultralytics();
  if (export_facts && export_facts->input[0] > 0)
    loaded.letterbox = image::Letterbox{export_facts->input[0], export_facts->input[1], export_facts->stretch};
}

Loading load_script(const fs::path& path, const RunOptions& options) {
  if (!options.trust_code)
    return unusable("a TorchScript file is code and runs only with your consent", path.string(), "no --trust-code",
                    "--trust-code, if you trust where the file is from");
  if (options.dtype != "float32")
    return usage("a TorchScript file runs in its own number type", "--dtype", options.dtype, "no --dtype");
  auto model = models::tap::load_script(path);
  if (!model) return model.error();
  auto loaded = std::make_shared<LoadedModel>();
  loaded->info = model.value()->info();
  open_script_feeders(*loaded, *model.value(), path.string(), options.tokenizer);
  loaded->model = std::move(model).value();
  loaded->hash = std::async(std::launch::async, [path] { return io::sha256_file(path); }).share();
  return loaded;
}

}  // namespace

std::string file_stamp(const fs::path& path) {
  std::vector<std::string> parts;
  std::error_code error;
  if (fs::is_regular_file(path, error)) {
    const auto time = fs::last_write_time(path, error).time_since_epoch().count();
    return std::to_string(time) + '+' + std::to_string(fs::file_size(path, error));
  }
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    const auto time = at->last_write_time(error).time_since_epoch().count();
    parts.push_back(at->path().filename().string() + '@' + std::to_string(time) + '+' + std::to_string(at->file_size(error)));
    error.clear();  // a folder has no size, a dangling link no time
  }
  std::sort(parts.begin(), parts.end());
  std::string stamp;
  for (const auto& part : parts) stamp += part + ';';
  return stamp;
}

std::string named_stamp(const std::string& file) { return file.empty() ? file : file + '@' + file_stamp(file); }

std::string moved_to_cpu(const std::string& device) { return "on the CPU: not enough memory on " + device; }

Result<LoadedModelPtr> load(const fs::path& path, const std::string& name, const RunOptions& options, const DeviceList& devices) {
  const auto begin = std::chrono::steady_clock::now();
  const auto dtype = dtype_of(options.dtype);
  if (!dtype) return dtype.error();
  std::error_code error;
  const bool script = fs::is_regular_file(path, error);
  if (script && options.device.starts_with("cuda"))
    return usage("a TorchScript file runs on the CPU", "--device", options.device, "auto or cpu");
  const auto place = place_for(script && options.device == "auto" ? "cpu" : options.device, devices);
  if (!place) return place.error();
  if (options.dtype == "tf32" && place->device.is_cpu())
    return usage("this number type is a GPU's", "--dtype", options.dtype, "float32, or --device cuda");
  auto loaded = script ? load_script(path, options) : load_folder(path, dtype.value(), options, place.value());
  if (!loaded) return loaded.error();
  auto& model = *loaded.value();
  model.info.name = name;
  model.info.path = fs::absolute(path).string();
  model.stamp = file_stamp(path);
  model.load_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return LoadedModelPtr(std::move(loaded).value());
}

}  // namespace headlight::session
