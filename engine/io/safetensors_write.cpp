#include <set>

#include "engine/io/atomic_file.h"
#include "engine/io/json_file.h"
#include "engine/io/safetensors.h"
#include "engine/io/safetensors_header.h"

namespace headlight::io {
namespace {

// Readers of other projects map the data in place: they are aligned to 8 bytes, as the reference writes them.
constexpr std::size_t alignment = 8;

void check_tensor(const TensorView& tensor, std::set<std::string>& names, const std::string& file) {
  const std::string where = file + ", tensor " + tensor.name;
  if (tensor.name == "__metadata__" || !names.insert(tensor.name).second)
    throw Failure{unusable("cannot write", where, "a name taken already", "a name of its own")};
  std::uint64_t bytes = bytes_per_element(tensor.dtype);
  bool wrong = bytes == 0;
  for (const std::int64_t size : tensor.shape)
    wrong |= size < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes);
  if (wrong || bytes != tensor.bytes)
    throw Failure{unusable("cannot write", where, std::to_string(tensor.bytes) + " bytes", "shape × dtype bytes")};
}

std::string header_text(const std::vector<TensorView>& tensors, const std::map<std::string, std::string>& metadata,
                        const std::string& file) {
  std::set<std::string> names;
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::size_t offset = 0;
  for (const TensorView& tensor : tensors) {
    check_tensor(tensor, names, file);
    header.push_back({tensor.name,
                      {{"dtype", to_string(tensor.dtype)},
                       {"shape", tensor.shape},
                       {"data_offsets", {offset, offset + tensor.bytes}}}});
    offset += tensor.bytes;
  }
  try {
    std::string text = header.dump();
    text.resize((text.size() + alignment - 1) / alignment * alignment, ' ');
    return text;
  } catch (const nlohmann::json::exception&) {
    throw Failure{unusable("cannot write", file, "a name or metadata that is not UTF-8", "UTF-8")};
  }
}

std::string length_text(std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length_bytes; ++i) bytes += static_cast<char>((length >> (8 * i)) & 0xFFU);
  return bytes;
}

}  // namespace

Result<Done> write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                               const std::map<std::string, std::string>& metadata) {
  return write_safetensors(path, tensors, metadata, [&](std::size_t i) { return tensors[i].data; });
}

Result<Done> write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                               const std::map<std::string, std::string>& metadata,
                               const std::function<const std::byte*(std::size_t)>& bytes_of) {
  return guarded<Done>([&]() -> Result<Done> {
    const std::string header = header_text(tensors, metadata, path.string());
    if (header.size() > longest_header)
      return unusable("cannot write", path.string(), "a header of " + std::to_string(header.size()) + " bytes",
                      "at most " + std::to_string(longest_header) + " bytes");
    AtomicFile file = AtomicFile::create(path).take();
    file.write(length_text(header.size())).take();
    file.write(header).take();
    for (std::size_t i = 0; i < tensors.size(); ++i) file.write(bytes_of(i), tensors[i].bytes).take();
    return file.commit();
  });
}

}  // namespace headlight::io
