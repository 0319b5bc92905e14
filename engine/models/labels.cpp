#include "engine/models/labels.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace headlight::models {
namespace {

constexpr std::int64_t most_classes = 1'000'000;

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("LABEL_" + std::to_string(i));
  return names;
}

std::optional<std::size_t> index_of(const std::string& key, std::size_t count) {
  std::size_t index = 0;
  const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (problem != std::errc{} || end != key.data() + key.size() || index >= count) return std::nullopt;
  return index;
}

}  // namespace

std::vector<std::string> class_names(const io::Fields& config) {
  if (!config.has("id2label")) return numbered(config.integer_or("num_labels", 2, 1, most_classes));
  const auto labels = config.object_or_empty("id2label");
  auto names = numbered(labels.json().size());
  for (const auto& [key, value] : labels.json().items()) {
    const auto index = index_of(key, names.size());
    if (!index)
      throw Failure{config.wrong("id2label", "the numbers 0 to " + std::to_string(names.size() - 1) + " as keys")};
    names[*index] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  return names;
}

std::string architecture(const io::Fields& config) {
  if (!config.has("architectures")) return {};
  const auto& list = config.json().at("architectures");
  if (!list.is_array()) throw Failure{config.wrong("architectures", "a list of names")};
  if (list.empty()) return {};
  if (!list[0].is_string()) throw Failure{config.wrong("architectures", "a list of names")};
  return list[0].get<std::string>();
}

}  // namespace headlight::models
