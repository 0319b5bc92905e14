#include "engine/text/precompiled.h"

#include <algorithm>

#include "engine/text/unicode/graphemes.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

constexpr std::size_t shortest_unlooked_cluster = 6;  // bytes; longer clusters are looked up by character

// Darts-clone's unit.
struct Unit {
  std::uint32_t bits;
  [[nodiscard]] bool has_leaf() const { return (bits >> 8U & 1U) != 0; }
  [[nodiscard]] std::uint32_t value() const { return bits & 0x7FFFFFFFU; }
  [[nodiscard]] std::uint32_t label() const { return bits & 0x800000FFU; }
  [[nodiscard]] std::uint32_t offset() const { return bits >> 10U << ((bits & 0x200U) >> 6U); }
};

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

int base64_value(char c) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto found = digits.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xFFU);
  }
  return bytes;
}

}  // namespace

Precompiled::Precompiled(std::string_view blob) {
  if (blob.size() < 4) throw Failure{unusable("character rules cut short", {}, std::to_string(blob.size()) + " bytes")};
  const std::size_t trie = little_endian(blob);
  if (trie % 4 != 0 || trie > blob.size() - 4 || trie == 0)
    throw Failure{unusable("character rules damaged", {}, "a trie of " + std::to_string(trie) + " bytes",
                           "at most " + std::to_string(blob.size() - 4) + ", a multiple of 4")};
  for (std::size_t at = 4; at < 4 + trie; at += 4) units_.push_back(little_endian(blob.substr(at, 4)));
  texts_ = blob.substr(4 + trie);
  if (invalid_utf8(texts_) != std::string::npos) throw Failure{unusable("character rules are not UTF-8")};
}

std::optional<std::string_view> Precompiled::replacement(std::string_view part) const {
  std::size_t node = Unit{units_[0]}.offset();
  for (const char byte : part) {
    if (byte == 0) break;
    node ^= static_cast<unsigned char>(byte);
    if (node >= units_.size()) return std::nullopt;
    const Unit unit{units_[node]};
    if (unit.label() != static_cast<unsigned char>(byte)) return std::nullopt;
    node ^= unit.offset();
    if (node >= units_.size()) return std::nullopt;
    if (!unit.has_leaf()) continue;
    const std::size_t begin = Unit{units_[node]}.value();
    if (begin >= texts_.size()) return begin == texts_.size() ? std::optional(std::string_view{}) : std::nullopt;
    return std::string_view(texts_).substr(begin, std::min(texts_.find('\0', begin), texts_.size()) - begin);
  }
  return std::nullopt;
}

bool Precompiled::add_replaced(std::string_view part, std::vector<Change>& changes) const {
  const auto found = replacement(part);
  if (!found) return false;
  const auto old_count = static_cast<std::ptrdiff_t>(count_points(part));
  std::ptrdiff_t count = 0;
  for (std::size_t at = 0; at < found->size(); ++count) changes.push_back({next_point(*found, at), count >= old_count});
  // What is swallowed counts with the character before, even when that belongs to an earlier part.
  if (count < old_count && !changes.empty()) changes.back().change += count - old_count;
  return true;
}

void Precompiled::apply(NormalizedString& text) const {
  const std::string& from = text.text();
  std::vector<Change> changes;
  changes.reserve(from.size());
  bool changed = false;
  for (std::size_t begin = 0; begin < from.size();) {
    const std::size_t end = cluster_end(from, begin);
    const auto cluster = std::string_view(from).substr(begin, end - begin);
    begin = end;
    if (cluster.size() < shortest_unlooked_cluster && add_replaced(cluster, changes)) {
      changed = true;
      continue;
    }
    for (std::size_t at = 0; at < cluster.size();) {
      const std::size_t start = at;
      const char32_t point = next_point(cluster, at);
      if (add_replaced(cluster.substr(start, at - start), changes))
        changed = true;
      else
        changes.push_back({point, 0});
    }
  }
  if (changed) text.transform(changes);
}

Precompiled read_charsmap(const JsonNode& node) {
  const auto blob = from_base64(node.text());
  if (!blob) throw node.wrong("base64");
  return placed(node, [&] { return Precompiled(*blob); });
}

}  // namespace headlight::text
