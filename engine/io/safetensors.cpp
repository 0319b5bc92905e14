#include "engine/io/safetensors.h"

#include "engine/io/safetensors_header.h"

namespace headlight::io {

Result<std::shared_ptr<const SafetensorsFile>> SafetensorsFile::open(const std::filesystem::path& path) {
  return guarded<std::shared_ptr<const SafetensorsFile>>([&]() -> Result<std::shared_ptr<const SafetensorsFile>> {
    std::shared_ptr<SafetensorsFile> file(new SafetensorsFile(path, MappedFile::open(path).take()));
    SafetensorsHeader header = read_safetensors_header(file->map_.text(), path.string());
    file->tensors_ = std::move(header.tensors);
    file->metadata_ = std::move(header.metadata);
    return std::shared_ptr<const SafetensorsFile>(std::move(file));
  });
}

}  // namespace headlight::io
