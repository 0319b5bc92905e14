// Safetensors files that must be read, and files that must be refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headlight::testing {

struct CorpusFile {
  std::string name;
  std::string bytes;
};

// Length, header and data as one file.
std::string safetensors_bytes(std::string_view header, std::string_view data);

std::vector<CorpusFile> good_safetensors();
std::vector<CorpusFile> bad_safetensors();

}  // namespace headlight::testing
