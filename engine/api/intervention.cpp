#include "engine/api/intervention.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/api/parts.h"

namespace headlight {
namespace {

using Kind = Intervention::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 6> names{{{Kind::head_off, "off"},
                                                                  {Kind::head_mean, "mean"},
                                                                  {Kind::hide, "hide"},
                                                                  {Kind::even, "even"},
                                                                  {Kind::only, "only"},
                                                                  {Kind::move, "move"}}};

std::string_view name_of(Kind kind) {
  for (const auto& [known, name] : names)
    if (known == kind) return name;
  return {};
}

template <typename T>
bool read(std::string_view text, T& value) {
  const auto number = number_in<T>(text);
  if (number) value = *number;
  return number.has_value();
}

template <typename T>
bool read_index(std::string_view text, T& value) {
  return read(text, value) && value >= 0;
}

bool read_place(std::string_view text, Intervention& out) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    out.stream = text.substr(0, slash);
    text = text.substr(slash + 1);
    if (out.stream.empty()) return false;
  }
  const auto dot = text.find('.');
  const auto layer = text.substr(0, dot);
  if (layer != "all" && !read_index(layer, out.layer)) return false;
  return dot == std::string_view::npos || read_index(text.substr(dot + 1), out.head);
}

bool read_offset(std::string_view text, Intervention& out) {
  const auto parts = parts_of(text, ',');
  return parts.size() == 2 && read(parts[0], out.dx) && read(parts[1], out.dy) && std::isfinite(out.dx) &&
         std::isfinite(out.dy);
}

bool read_part(std::string_view text, Intervention& out) {
  const auto number = text.substr(std::min<std::size_t>(1, text.size()));
  const bool maps = out.kind == Kind::hide || out.kind == Kind::only || out.kind == Kind::even,
             moves = out.kind == Kind::move;
  if (text.starts_with('q') && (maps || moves)) return out.query < 0 && read_index(number, out.query);
  if (text.starts_with('k') && maps && out.kind != Kind::even) return out.key < 0 && read_index(number, out.key);
  if (text.starts_with('l') && moves) return out.level < 0 && read_index(number, out.level);
  if (text.starts_with('p') && moves) return out.point < 0 && read_index(number, out.point);
  return moves && out.dx == 0 && out.dy == 0 && read_offset(text, out);
}

bool complete(const Intervention& out) {
  if (out.kind == Kind::hide || out.kind == Kind::only) return out.key >= 0;
  return out.kind != Kind::move || out.dx != 0 || out.dy != 0;
}

bool read_all(std::string_view text, Intervention& out) {
  const auto parts = parts_of(text, ':');
  bool known = false;
  for (const auto& [kind, name] : names)
    if (parts[0] == name) {
      out.kind = kind;
      known = true;
    }
  if (!known || parts.size() < 2 || !read_place(parts[1], out)) return false;
  for (std::size_t i = 2; i < parts.size(); ++i)
    if (!read_part(parts[i], out)) return false;
  return complete(out);
}

// The shortest text that reads back as the same number.
std::string exact(double value) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  return error == std::errc() ? std::string(text, end) : std::string();
}

std::string part(char letter, std::int64_t value) {
  return value < 0 ? std::string() : std::string(":") + letter + std::to_string(value);
}

}  // namespace

std::string to_text(const Intervention& one) {
  auto text = std::string(name_of(one.kind)) + ":" + (one.stream.empty() ? "" : one.stream + "/");
  text += one.layer < 0 ? "all" : std::to_string(one.layer);
  if (one.head >= 0) text += "." + std::to_string(one.head);
  text += part('q', one.query) + part('k', one.key) + part('l', one.level) + part('p', one.point);
  return one.kind == Kind::move ? text + ":" + exact(one.dx) + "," + exact(one.dy) : text;
}

Result<Intervention> intervention_from(const std::string& text) {
  Intervention out;
  if (read_all(text, out)) return out;
  return usage(
      "wrong change of attention", {}, text,
      "off:L.H, mean:L.H, hide:L.H:qN:kN, even:L.H:qN, only:L.H:qN:kN or move:L.H:qN:lN:pN:DX,DY; L a layer or "
      "all, STREAM/L.H in one stream");
}

}  // namespace headlight
