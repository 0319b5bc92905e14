// Which models there are, and where a name leads. Reads config.json files only.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/session.h"
#include "engine/io/json_file.h"

namespace headlight::session {

class Catalogue {
 public:
  // `resource_folders`: each may hold models/<name>/ (bundled) and packages/<name>/ (installed beside the program).
  explicit Catalogue(std::vector<std::string> resource_folders);

  // Bundled, packaged, the local Hub cache, then the folders that are models or hold models, each once however many
  // links lead to it. Looks one level deep; ends early, with what it has, once `stop` is set.
  [[nodiscard]] std::vector<ModelEntry> list(const std::vector<std::string>& folders,
                                             const std::stop_token& stop = {}) const;

  // The folder for a bundled name, an existing folder, or a repo id ("org/name[@rev]") in the Hub cache; a TorchScript
  // file's own path.
  [[nodiscard]] Result<std::filesystem::path> resolve(const std::string& model) const;

 private:
  std::vector<std::string> resource_folders_;
};

// The entry for one folder: family, usable or why not.
[[nodiscard]] ModelEntry describe(const std::filesystem::path& folder, ModelEntry::Origin origin);

// Whether a file's name says TorchScript: .torchscript, .pt or .ts.
[[nodiscard]] bool is_script(const std::filesystem::path& path);

// A small JSON object of a model folder: nothing where there is no such file, an Error where it is none.
Result<std::optional<io::Json>> optional_object(const std::filesystem::path& path);

// The note that a bundled model carries in its headlight.json; empty for others, an Error for a damaged file.
Result<std::string> note_of(const std::filesystem::path& folder);

}  // namespace headlight::session
