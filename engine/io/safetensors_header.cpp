#include "engine/io/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/io/dtype.h"
#include "engine/io/json_file.h"

namespace headlight::io {
namespace {

struct Entry {
  TensorView view;
  std::uint64_t begin = 0, end = 0;  // in the data behind the header
};

std::string at_tensor(const std::string& file, const std::string& tensor) {
  return file + ", tensor " + tensor.substr(0, 200);
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < length_bytes; ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

// The header's text; what is left of `file` are the data.
std::string_view split_header(std::string_view& file, const std::string& name) {
  if (file.size() < length_bytes)
    throw Failure{unusable("not a safetensors file", name, std::to_string(file.size()) + " bytes", "at least 8 bytes")};
  const std::uint64_t length = little_endian(file);
  file.remove_prefix(length_bytes);
  if (length > longest_header)
    throw Failure{unusable("safetensors header too long", name, std::to_string(length) + " bytes",
                           "at most " + std::to_string(longest_header) + " bytes")};
  if (length > file.size())
    throw Failure{unusable("safetensors header cut off", name, std::to_string(file.size()) + " bytes after its length",
                           std::to_string(length) + " bytes")};
  const std::string_view header = file.substr(0, length);
  file.remove_prefix(length);
  return header;
}

ElementType read_dtype(const Fields& fields, const std::string& where) {
  const std::string name = fields.text("dtype");
  const auto type = element_type(name);
  if (!type) throw Failure{unusable("unknown dtype", where, name, "a dtype of the safetensors format")};
  return *type;
}

std::uint64_t read_unsigned(const Json& value, const std::string& where, const std::string& what) {
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
    throw Failure{unusable("wrong " + what, where, value.dump().substr(0, 80), "an integer from 0 to 2^63 - 1")};
  return value.get<std::uint64_t>();
}

const Json& read_array(const Fields& fields, const char* key) {
  if (!fields.has(key) || !fields.json().at(key).is_array()) throw Failure{fields.wrong(key, "an array of integers")};
  return fields.json().at(key);
}

// Bytes of `shape` × `type`, multiplied from the front with every step checked, as the reference does.
std::uint64_t checked_bytes(const std::vector<std::int64_t>& shape, const ElementType& type, const std::string& where) {
  std::uint64_t bits = 1;
  bool overflow = false;
  for (const std::int64_t size : shape)
    overflow |= __builtin_mul_overflow(bits, static_cast<std::uint64_t>(size), &bits);
  overflow |= __builtin_mul_overflow(bits, static_cast<std::uint64_t>(type.bits), &bits);
  if (overflow) throw Failure{unusable("tensor too large", where, "a shape that overflows 64 bits", "a size in range")};
  if (bits % 8 != 0) throw Failure{unusable("wrong shape", where, std::to_string(bits) + " bits", "whole bytes")};
  return bits / 8;
}

Entry read_entry(const std::string& tensor, const Json& json, const std::string& file) {
  const std::string where = at_tensor(file, tensor);
  const Fields fields(json, where);
  const ElementType type = read_dtype(fields, where);
  Entry entry{{tensor, type.dtype, {}, nullptr, 0}};
  for (const Json& size : read_array(fields, "shape"))
    entry.view.shape.push_back(static_cast<std::int64_t>(read_unsigned(size, where, "shape")));
  const Json& offsets = read_array(fields, "data_offsets");
  if (offsets.size() != 2) throw Failure{fields.wrong("data_offsets", "two integers")};
  entry.begin = read_unsigned(offsets[0], where, "data_offsets");
  entry.end = read_unsigned(offsets[1], where, "data_offsets");
  entry.view.bytes = checked_bytes(entry.view.shape, type, where);
  return entry;
}

// Sorted by offset, the tensors must follow each other from 0 to the end of the data.
void check_layout(std::vector<Entry>& entries, std::string_view data, const std::string& file) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::uint64_t next = 0;
  for (Entry& entry : entries) {
    const std::string where = at_tensor(file, entry.view.name);
    if (entry.begin != next)
      throw Failure{unusable("hole or overlap in the data", where, "offset " + std::to_string(entry.begin),
                             "offset " + std::to_string(next))};
    if (entry.end < entry.begin || entry.end - entry.begin != entry.view.bytes)
      throw Failure{unusable("wrong data_offsets", where,
                             std::to_string(entry.begin) + " to " + std::to_string(entry.end),
                             std::to_string(entry.view.bytes) + " bytes from shape and dtype")};
    if (entry.end > data.size())
      throw Failure{unusable("data cut off", where, std::to_string(data.size()) + " bytes of data",
                             std::to_string(entry.end) + " bytes")};
    entry.view.data = reinterpret_cast<const std::byte*>(data.data()) + entry.begin;
    next = entry.end;
  }
  if (next != data.size())
    throw Failure{unusable("bytes that belong to no tensor", file, std::to_string(data.size()) + " bytes of data",
                           std::to_string(next) + " bytes")};
}

std::map<std::string, std::string> read_metadata(const Json& json, const std::string& file) {
  std::map<std::string, std::string> metadata;
  if (json.is_null()) return metadata;
  const Fields fields(json, file + ", __metadata__");
  for (const auto& [key, value] : fields.json().items()) metadata[key] = fields.text(key);
  return metadata;
}

}  // namespace

SafetensorsHeader read_safetensors_header(std::string_view file, const std::string& name) {
  std::string_view data = file;
  const std::string_view text = split_header(data, name);
  if (text.starts_with("\xEF\xBB\xBF"))
    throw Failure{unusable("not a safetensors file", name, "a byte order mark", "{")};
  const Json json = parse_json(text, name + ", header").take();
  if (!json.is_object())
    throw Failure{unusable("not a safetensors file", name, "no object", "a JSON object as header")};
  SafetensorsHeader header;
  std::vector<Entry> entries;
  for (const auto& [key, value] : json.items()) {
    if (key == "__metadata__")
      header.metadata = read_metadata(value, name);
    else
      entries.push_back(read_entry(key, value, name));
  }
  check_layout(entries, data, name);
  for (Entry& entry : entries) header.tensors.emplace(entry.view.name, std::move(entry.view));
  return header;
}

}  // namespace headlight::io
