#include "engine/io/json_file.h"
#include "engine/io/mapped_file.h"
#include "engine/text/legacy_vocabulary.h"
#include "engine/text/pipeline.h"

namespace headlight::text {
Result<std::shared_ptr<const Tokenizer>> Tokenizer::open(const std::filesystem::path& folder) {
  using Opened = std::shared_ptr<const Tokenizer>;
  return guarded<Opened>([&]() -> Result<Opened> {
    const auto whole = folder / "tokenizer.json";
    if (io::is_file(whole)) {
      const io::Json json = io::read_json(whole).take();
      return Opened(std::make_shared<const Pipeline>(JsonNode(json, whole.string())));
    }
    const LegacyFile legacy = legacy_vocabulary(folder);
    return Opened(std::make_shared<const Pipeline>(JsonNode(legacy.json, legacy.file)));
  });
}

}  // namespace headlight::text
