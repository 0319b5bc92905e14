#include "engine/trace/axis_reader.h"

#include <algorithm>

#include "engine/trace/json_lists.h"
#include "engine/trace/trace_json.h"

namespace headlight::trace {
namespace {

using io::Fields;

std::vector<Box> boxes(const Fields& fields) {
  std::vector<Box> out;
  for (const auto& item : list_of(fields, "boxes")) out.push_back(box_in(fields, "boxes", item));
  return out;
}

std::vector<std::array<std::int64_t, 2>> offsets(const Fields& fields) {
  std::vector<std::array<std::int64_t, 2>> out;
  for (const auto& item : list_of(fields, "offsets")) {
    if (!item.is_array() || item.size() != 2) throw Failure{fields.wrong("offsets", "arrays of two integers")};
    const auto begin = integer_in(fields, "offsets", item[0], 0, large);
    out.push_back({begin, integer_in(fields, "offsets", item[1], begin, large)});
  }
  return out;
}

AxisKind axis_kind(const Fields& fields) {
  const auto text = fields.text("kind");
  for (const auto kind : {AxisKind::tokens, AxisKind::patches, AxisKind::queries})
    if (to_string(kind) == text) return kind;
  throw Failure{fields.wrong("kind", "tokens, patches or queries")};
}

void read_geometry(const Fields& fields, Axis& axis) {
  axis.input = two_integers(fields, "input");
  axis.image = two_integers(fields, "image");
  const auto affine = numbers(fields, "to_image");
  if (affine.empty()) return;
  if (affine.size() != axis.to_image.size()) throw Failure{fields.wrong("to_image", "six numbers")};
  std::copy(affine.begin(), affine.end(), axis.to_image.begin());
}

void read_patches(const Fields& fields, Axis& axis) {
  axis.leading = fields.integer_or("leading", 0, 0, 4096);
  axis.trailing = texts(fields, "trailing");
  axis.levels = level_sizes(fields, "levels");
  axis.grid = two_integers(fields, "grid");
  if (!fields.has("grid") && !axis.levels.empty()) axis.grid = axis.levels.front();
  axis.patch = two_integers(fields, "patch");
  if (axis.grid[0] < 1 || axis.grid[1] < 1 || axis.grid[0] > most_positions / axis.grid[1])
    throw Failure{fields.wrong("grid", "rows and columns from 1")};
  if (!axis.levels.empty() && axis.grid != axis.levels.front())
    throw Failure{fields.wrong("grid", "the first level's rows and columns")};
}

void require_length(const Fields& fields, const char* key, std::size_t found, std::int64_t size) {
  if (found != 0 && found != static_cast<std::size_t>(size))
    throw Failure{fields.wrong(key, "no entry or " + std::to_string(size))};
}

void check_lengths(const Fields& fields, const Axis& axis) {
  const auto size = axis.size();
  if (size < 1) throw Failure{fields.wrong("labels", "an axis of at least one position")};
  if (axis.kind == AxisKind::patches)
    require_length(fields, "labels", axis.labels.size(), axis.leading);
  else
    require_length(fields, "labels", axis.labels.size(), size);
  require_length(fields, "offsets", axis.offsets.size(), size);
  require_length(fields, "ids", axis.ids.size(), size);
  require_length(fields, "writes", axis.writes.size(), size);
  require_length(fields, "writes_shown", axis.writes_shown.size(), size);
  require_length(fields, "shown", axis.shown.size(), size);
  require_length(fields, "words", axis.words.size(), size);
  require_length(fields, "sequence", axis.sequence.size(), size);
  require_length(fields, "scores", axis.scores.size(), size);
  if (axis.special.size() > static_cast<std::size_t>(size))
    throw Failure{fields.wrong("special", "at most " + std::to_string(size) + " entries")};
}

}  // namespace

Axis read_axis(const Fields& fields, int id) {
  Axis axis;
  axis.id = static_cast<int>(fields.integer("id", id, id));
  axis.kind = axis_kind(fields);
  axis.labels = texts(fields, "labels");
  axis.shown = texts(fields, "shown");
  axis.special = integers<std::uint8_t>(fields, "special", 0, 1);
  axis.offsets = offsets(fields);
  axis.ids = integers<std::int64_t>(fields, "ids", -large, large);
  axis.writes = texts(fields, "writes");
  axis.writes_shown = texts(fields, "writes_shown");
  axis.words = integers<std::int64_t>(fields, "words", -1, large);
  axis.sequence = integers<std::int64_t>(fields, "sequence", -1, large);
  axis.text = fields.text_or("text", "");
  axis.pair = fields.text_or("pair", "");
  axis.boxes = boxes(fields);
  axis.scores = numbers(fields, "scores");
  if (axis.kind == AxisKind::patches) read_patches(fields, axis);
  if (axis.kind != AxisKind::tokens) read_geometry(fields, axis);
  check_lengths(fields, axis);
  return axis;
}

}  // namespace headlight::trace
