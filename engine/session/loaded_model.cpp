#include "engine/session/loaded_model.h"

#include <chrono>

#include "engine/io/checkpoint.h"
#include "engine/io/sha256.h"
#include "engine/session/catalogue.h"

namespace headlight::session {
namespace fs = std::filesystem;
namespace {

Result<at::ScalarType> dtype_of(const std::string& name) {
  if (name == "float32") return at::kFloat;
  if (name == "float16") return at::kHalf;
  if (name == "bfloat16") return at::kBFloat16;
  return usage("unknown number type", "--dtype", name, "float32, float16 or bfloat16");
}

Result<Done> check_device(const std::string& device) {
  if (device == "auto" || device == "cpu") return Done{};
  if (device.rfind("cuda", 0) == 0)
    return failed("no such device", "--device", device, "cpu: this build runs on the CPU");
  return usage("unknown device", "--device", device, "auto, cpu or cuda[:N]");
}

// One hash for a file; for several, the hash of each in name order, joined by '+'.
std::string hash_of(const std::vector<fs::path>& files) {
  std::string joined;
  for (const auto& file : files) {
    const auto hash = io::sha256_file(file);
    if (!hash) return {};
    joined += (joined.empty() ? "" : "+") + hash.value();
  }
  return joined;
}

std::shared_future<std::string> hash_beside(const fs::path& folder) {
  auto checkpoint = io::Checkpoint::open(folder);
  const auto files = checkpoint ? checkpoint->paths() : std::vector<fs::path>{};
  return std::async(std::launch::async, [files] { return hash_of(files); }).share();
}

void open_feeders(LoadedModel& loaded, const fs::path& folder) {
  if (loaded.info.takes_text) {
    auto tokenizer = text::Tokenizer::open(folder);
    if (tokenizer) loaded.tokenizer = std::move(tokenizer).value();
    else loaded.tokenizer_problem = tokenizer.error().line();
  }
  if (loaded.info.takes_image) {
    auto processor = image::Processor::open(folder);
    if (processor) loaded.processor = std::move(processor).value();
    else loaded.processor_problem = processor.error().line();
  }
}

}  // namespace

Result<LoadedModelPtr> load(const fs::path& folder, const std::string& name, const RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  if (auto device = check_device(options.device); !device) return device.error();
  const auto dtype = dtype_of(options.dtype);
  if (!dtype) return dtype.error();
  auto model = models::load_model(folder, dtype.value());
  if (!model) return model.error();
  auto loaded = std::make_shared<LoadedModel>();
  loaded->model = std::move(model).value();
  loaded->info = loaded->model->info();
  loaded->info.name = name;
  loaded->info.path = fs::absolute(folder).string();
  loaded->info.dtype = options.dtype;
  loaded->info.note = note_of(folder);
  open_feeders(*loaded, folder);
  loaded->hash = hash_beside(folder);
  loaded->load_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return LoadedModelPtr(std::move(loaded));
}

}  // namespace headlight::session
