#include "engine/io/hub_cache.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>

#include "engine/io/atomic_file.h"
#include "engine/io/contained.h"
#include "engine/io/in_quotes.h"

namespace headlight::io {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view folder_prefix = "models--";
constexpr std::size_t longest_ref = 1024;
constexpr std::size_t most_files = 10000;  // in one snapshot

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

bool is_variable_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The length of "$NAME" or "${NAME}" at the start of `text`, 0 where there is none; `name` without the signs.
std::size_t variable_at(std::string_view text, std::string& name) {
  if (text.size() < 2 || text[0] != '$') return 0;
  const bool braces = text[1] == '{';
  std::size_t end = braces ? 2 : 1;
  while (end < text.size() && is_variable_letter(text[end])) ++end;
  name = text.substr(braces ? 2 : 1, end - (braces ? 2 : 1));
  if (name.empty() || (braces && (end == text.size() || text[end] != '}'))) return 0;
  return braces ? end + 1 : end;
}

// A leading ~ and variables replaced; an unset variable stays as it is written.
fs::path expanded(const std::string& text) {
  std::string out, name;
  std::size_t at = 0;
  if (const auto home = variable("HOME"); home && (text == "~" || text.starts_with("~/"))) {
    out = *home;
    at = 1;
  }
  while (at < text.size()) {
    const auto length = variable_at(std::string_view(text).substr(at), name);
    const auto value = length > 0 ? variable(name) : std::nullopt;
    out += value ? *value : text.substr(at, std::max<std::size_t>(1, length));
    at += std::max<std::size_t>(1, length);
  }
  return out;
}

std::vector<fs::path> sorted_folders(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// models--org--name → org/name; names have no "--" of their own on the Hub.
std::string name_of(const fs::path& folder) {
  const std::string name = folder.filename().string().substr(folder_prefix.size());
  const auto at = name.find("--");
  return at == std::string::npos ? name : name.substr(0, at) + "/" + name.substr(at + 2);
}

bool is_name_part(std::string_view part) {
  const auto legal = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; };
  return !part.empty() && part.front() != '.' && std::all_of(part.begin(), part.end(), legal);
}

// "org/name" → models--org--name; throws Failure for anything that is no repository id.
std::string folder_of(const std::string& name) {
  const auto slash = name.find('/');
  const bool legal = slash == std::string::npos
                         ? is_name_part(name)
                         : is_name_part(name.substr(0, slash)) && is_name_part(name.substr(slash + 1));
  if (!legal) throw Failure{unusable("not a model's name", in_quotes(name), {}, "org/name or org/name@revision")};
  std::string folder(folder_prefix);
  folder += slash == std::string::npos ? name : name.substr(0, slash) + "--" + name.substr(slash + 1);
  return folder;
}

bool is_revision(const std::string& revision) {
  const fs::path path(revision);
  return !revision.empty() && path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

// The commit that refs/REVISION holds, if it is there.
std::optional<std::string> commit_of(const fs::path& repository, const std::string& revision) {
  const auto text = read_file(repository / "refs" / revision, longest_ref);
  if (!text.ok()) return std::nullopt;
  std::string commit = text.value().substr(0, text.value().find_last_not_of(" \n\r\t") + 1);
  if (!is_revision(commit) || commit.find('/') != std::string::npos) return std::nullopt;
  return commit;
}

fs::path snapshot_of(const fs::path& repository, const std::string& revision) {
  const fs::path snapshots = repository / "snapshots";
  if (const auto commit = commit_of(repository, revision.empty() ? "main" : revision)) return snapshots / *commit;
  if (!revision.empty()) return snapshots / revision;
  const std::vector<fs::path> all = sorted_folders(snapshots);
  return all.size() == 1 ? all.front() : snapshots / "main";
}

void check_contained(const fs::path& snapshot) {
  std::error_code error;
  std::size_t files = 0;
  for (fs::recursive_directory_iterator entry(snapshot, error), end; !error && entry != end; entry.increment(error)) {
    if (++files > most_files)
      throw Failure{
          unusable("snapshot refused", snapshot.string(), "more files", std::to_string(most_files) + " files")};
    if (!entry->is_symlink()) continue;
    (void)contained_file(snapshot, entry->path().lexically_relative(snapshot).string()).take();
  }
  if (error) throw Failure{unusable("cannot read", snapshot.string(), error.message(), "a readable folder")};
}

}  // namespace

fs::path hub_cache_root() {
  for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
    if (const auto cache = variable(name)) return expanded(*cache);
  if (const auto home = variable("HF_HOME")) return expanded(*home) / "hub";
  if (const auto cache = variable("XDG_CACHE_HOME")) return expanded(*cache) / "huggingface" / "hub";
  return fs::path(variable("HOME").value_or(".")) / ".cache" / "huggingface" / "hub";
}

std::vector<CachedModel> cached_models(const fs::path& root, const std::stop_token& stop) {
  std::vector<CachedModel> models;
  for (const fs::path& repository : sorted_folders(root)) {
    if (stop.stop_requested()) break;
    if (!repository.filename().string().starts_with(folder_prefix)) continue;
    for (const fs::path& snapshot : sorted_folders(repository / "snapshots")) {
      std::error_code ignored;
      if (fs::exists(snapshot / "config.json", ignored))
        models.push_back({name_of(repository), snapshot.filename().string(), snapshot});
    }
  }
  return models;
}

Result<fs::path> find_cached(const std::string& name, const fs::path& root) {
  return guarded<fs::path>([&]() -> Result<fs::path> {
    const auto at = name.find('@');
    const std::string revision = at == std::string::npos ? "" : name.substr(at + 1);
    const fs::path repository = root / folder_of(name.substr(0, at));
    if (at != std::string::npos && !is_revision(revision))
      return unusable("not a revision", in_quotes(name), {}, "a branch, a tag or a commit");
    std::error_code ignored;
    if (!fs::is_directory(repository, ignored))
      return unusable("model not in the Hub cache", root.string(), std::string("no ") + repository.filename().string(),
                      in_quotes(name));
    const fs::path snapshot = snapshot_of(repository, revision);
    if (!fs::exists(snapshot / "config.json", ignored))
      return unusable("revision not in the Hub cache", repository.string(), "no snapshot with a config.json",
                      revision.empty() ? "main, or only one snapshot" : in_quotes(revision));
    check_contained(snapshot);
    return snapshot;
  });
}

}  // namespace headlight::io
