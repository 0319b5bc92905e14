#include "engine/session/catalogue.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "engine/io/hub_cache.h"
#include "engine/models/model.h"

namespace headlight::session {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t config_bytes = std::size_t{4} << 20;
constexpr char kNoType[] = "config.json names no model_type";

bool is_model(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "config.json", error);
}

std::vector<fs::path> folders_in(const fs::path& parent, const std::stop_token& stop) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at(parent, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end && !stop.stop_requested(); at.increment(error))
    if (is_model(at->path())) found.push_back(at->path());
  std::sort(found.begin(), found.end());
  return found;
}

// The folders that are models, and those directly in them, without a second way to the same folder.
std::vector<fs::path> models_under(const std::vector<std::string>& folders, const std::stop_token& stop) {
  std::vector<fs::path> found;
  std::set<fs::path> seen;
  const auto add = [&](const fs::path& folder) {
    std::error_code error;
    const auto real = fs::canonical(folder, error);
    if (!error && seen.insert(real).second) found.push_back(folder);
  };
  for (const auto& name : folders) {
    if (is_model(name)) add(name);
    for (const auto& folder : folders_in(name, stop)) add(folder);
  }
  return found;
}

void refuse(ModelEntry& entry, std::string why) {
  entry.usable = false;
  entry.note = std::move(why);
}

}  // namespace

bool is_script(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".torchscript" || ending == ".pt" || ending == ".ts";
}

Result<std::optional<io::Json>> optional_object(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::optional<io::Json>();
  auto json = io::read_json(path, config_bytes);
  if (!json) return json.error();
  if (!json->is_object()) return unusable("wrong content", path.string(), json->type_name(), "an object");
  return std::optional<io::Json>(std::move(json).value());
}

Result<std::string> note_of(const fs::path& folder) {
  const auto own = optional_object(folder / "headlight.json");
  if (!own) return own.error();
  if (!own.value()) return std::string{};
  const auto note = own.value()->find("note");
  return note != own.value()->end() && note->is_string() ? note->get<std::string>() : std::string{};
}

ModelEntry describe(const fs::path& folder, ModelEntry::Origin origin) {
  ModelEntry entry;
  entry.name = folder.filename().string();
  entry.path = folder.string();
  entry.origin = origin;
  const auto config = io::read_json(folder / "config.json", config_bytes);
  if (!config) {
    refuse(entry, config.error().line());
    return entry;
  }
  const auto type = config->is_object() ? config->find("model_type") : config->end();
  if (!config->is_object() || type == config->end() || !type->is_string()) {
    refuse(entry, kNoType);
    return entry;
  }
  entry.family = type->get<std::string>();
  const auto* family = models::find_family(entry.family);
  if (family == nullptr) {
    refuse(entry, "family not supported: " + entry.family);
    return entry;
  }
  entry.takes_text = family->takes_text;
  entry.takes_image = family->takes_image;
  entry.detects = family->detects;
  const auto note = note_of(folder);
  if (note) entry.note = note.value();
  else refuse(entry, note.error().line());
  return entry;
}

Catalogue::Catalogue(std::vector<std::string> resource_folders) : resource_folders_(std::move(resource_folders)) {}

std::vector<ModelEntry> Catalogue::list(const std::vector<std::string>& folders, const std::stop_token& stop) const {
  std::vector<ModelEntry> entries;
  const auto add = [&](const fs::path& folder, ModelEntry::Origin origin, const std::string& name = {}) {
    if (stop.stop_requested()) return;
    entries.push_back(describe(folder, origin));
    if (!name.empty()) entries.back().name = name;
  };
  for (const auto& root : resource_folders_)
    for (const auto& folder : folders_in(fs::path(root) / "packages", stop)) add(folder, ModelEntry::Origin::package);
  for (const auto& root : resource_folders_)
    for (const auto& folder : folders_in(fs::path(root) / "models", stop)) add(folder, ModelEntry::Origin::bundled);
  for (const auto& repo : io::cached_models(io::hub_cache_root(), stop))
    add(repo.folder, ModelEntry::Origin::cache, repo.name);
  for (const auto& folder : models_under(folders, stop)) {
    add(folder, ModelEntry::Origin::folder);
    // A sentence encoder's folder has its pooling's configuration in a folder of its own.
    if (!entries.empty() && entries.back().note == kNoType && is_model(folder.parent_path())) entries.pop_back();
  }
  return entries;
}

Result<fs::path> Catalogue::resolve(const std::string& model) const {
  std::error_code error;
  if (fs::is_directory(model, error)) {
    if (is_model(model)) return fs::path(model);
    return unusable("not a model folder", model, "no config.json", "a Hugging Face folder with config.json");
  }
  for (const auto& root : resource_folders_)
    for (const auto* kind : {"models", "packages"})
      if (!model.empty() && model.find('/') == std::string::npos && is_model(fs::path(root) / kind / model))
        return fs::path(root) / kind / model;
  if (fs::is_regular_file(model, error) && is_script(model)) return fs::path(model);
  if (fs::is_regular_file(model, error))
    return unusable("cannot open model", model, "a file", "a Hugging Face folder, a bundled name, or a TorchScript file (.torchscript, .pt, .ts)");
  if (auto snapshot = io::find_cached(model)) return std::move(snapshot).value();
  std::string names;
  for (const auto& entry : list({}))
    if (entry.usable) names += (names.empty() ? "" : ", ") + entry.name;
  return unusable("unknown model", model, "neither a bundled name, a folder, nor a repository in the local Hub cache",
                  "one of " + names + ", or a folder");
}

}  // namespace headlight::session
