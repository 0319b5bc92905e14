// The image files and reference pixels of tests/fixtures/image.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/io/safetensors.h"
#include "tests/places.h"

namespace headlight::testing {

inline std::shared_ptr<const io::SafetensorsFile> image_fixture(const std::string& name) {
  return io::SafetensorsFile::open(std::filesystem::path(headlight::tests::fixtures()) / "image" / name).take();
}

// File name → bytes.
inline std::map<std::string, std::string> image_files(const std::string& fixture) {
  std::map<std::string, std::string> files;
  const auto held = image_fixture(fixture);
  for (const auto& [name, tensor] : held->tensors())
    files[name].assign(reinterpret_cast<const char*>(tensor.data), tensor.bytes);
  return files;
}

}  // namespace headlight::testing
