// Model folders older than tokenizer.json.
#pragma once

#include <filesystem>
#include <string>

#include "engine/io/json_file.h"

namespace headlight::text {

struct LegacyFile {
  io::Json json;     // what tokenizer.json would hold
  std::string file;  // the vocabulary's file, for errors
};

// Reads vocab.txt (BERT), or vocab.json and merges.txt (GPT-2, RoBERTa), with tokenizer_config.json and
// special_tokens_map.json for the rest. Throws Failure when the folder has neither.
LegacyFile legacy_vocabulary(const std::filesystem::path& folder);

}  // namespace headlight::text
