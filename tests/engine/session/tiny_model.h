// A tiny BERT, a classifier unless told, with a word-level tokenizer, in a folder of its own that goes away with it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/places.h"

namespace headlight::session {

class TinyModel {
 public:
  explicit TinyModel(const std::string& name, const std::string& fixture = "bert-sequence") {
    namespace fs = std::filesystem;
    folder_ = fs::temp_directory_path() / ("headlight-" + name + "-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const auto* file : {"config.json", "model.safetensors"})
      fs::copy_file(fs::path(headlight::tests::fixtures()) / "parity" / fixture / file, folder_ / file);
    std::ofstream(folder_ / "tokenizer.json") << tokenizer;
  }
  ~TinyModel() { std::filesystem::remove_all(folder_); }
  TinyModel(const TinyModel&) = delete;
  TinyModel& operator=(const TinyModel&) = delete;

  [[nodiscard]] std::string path() const { return folder_.string(); }

 private:
  static constexpr const char* tokenizer = R"({
    "version": "1.0", "truncation": null, "padding": null, "normalizer": {"type": "Lowercase"},
    "pre_tokenizer": {"type": "Whitespace"},
    "added_tokens": [
      {"id": 0, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
      {"id": 1, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
      {"id": 7, "content": "[MASK]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
    "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 1], "cls": ["[CLS]", 0]},
    "decoder": null,
    "model": {"type": "WordLevel", "unk_token": "[UNK]",
              "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "the": 3, "black": 4, "cat": 5, "slept": 6, "[MASK]": 7}}})";

  std::filesystem::path folder_;
};

}  // namespace headlight::session
