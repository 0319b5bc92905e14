#include "engine/text/legacy_vocabulary.h"

namespace headlight::text {

LegacyFile legacy_vocabulary(const std::filesystem::path& folder) {
  throw Failure{unusable("no tokenizer", folder.string(), {}, "tokenizer.json, vocab.txt, or vocab.json and merges.txt")};
}

}  // namespace headlight::text
