// The reading half of trace_json.h.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/trace/trace_json.h"

namespace headlight::trace {
namespace {

using io::Fields;
using io::Json;

constexpr std::int64_t most_positions = std::int64_t{1} << 31;
constexpr std::int64_t large = std::int64_t{1} << 40;

// The array under `key`, empty when missing or null; throws when it is something else.
const Json& list_of(const Fields& fields, const std::string& key) {
  static const Json none = Json::array();
  if (!fields.has(key)) return none;
  const auto& list = fields.json().at(key);
  if (!list.is_array()) throw Failure{fields.wrong(key, "an array")};
  return list;
}

std::vector<std::string> texts(const Fields& fields, const std::string& key) {
  std::vector<std::string> out;
  for (const auto& item : list_of(fields, key)) {
    if (!item.is_string()) throw Failure{fields.wrong(key, "an array of strings")};
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::int64_t integer_in(const Fields& fields, const std::string& key, const Json& item, std::int64_t low,
                        std::int64_t high) {
  const bool huge = item.is_number_unsigned() && item.get<std::uint64_t>() > static_cast<std::uint64_t>(large);
  if (!item.is_number_integer() || huge || item.get<std::int64_t>() < low || item.get<std::int64_t>() > high)
    throw Failure{fields.wrong(key, "integers from " + std::to_string(low) + " to " + std::to_string(high))};
  return item.get<std::int64_t>();
}

template <typename T>
std::vector<T> integers(const Fields& fields, const std::string& key, std::int64_t low, std::int64_t high) {
  std::vector<T> out;
  for (const auto& item : list_of(fields, key)) out.push_back(static_cast<T>(integer_in(fields, key, item, low, high)));
  return out;
}

std::array<std::int64_t, 2> two_integers(const Fields& fields, const std::string& key) {
  const auto list = integers<std::int64_t>(fields, key, 0, most_positions);
  if (list.empty()) return {0, 0};
  if (list.size() != 2) throw Failure{fields.wrong(key, "two integers")};
  return {list[0], list[1]};
}

double finite(const Fields& fields, const std::string& key, const Json& item) {
  if (!item.is_number() || !std::isfinite(item.get<double>())) throw Failure{fields.wrong(key, "finite numbers")};
  return item.get<double>();
}

std::vector<double> numbers(const Fields& fields, const std::string& key) {
  std::vector<double> out;
  for (const auto& item : list_of(fields, key)) out.push_back(finite(fields, key, item));
  return out;
}

std::vector<Box> boxes(const Fields& fields) {
  std::vector<Box> out;
  for (const auto& item : list_of(fields, "boxes")) {
    if (!item.is_array() || item.size() != 4) throw Failure{fields.wrong("boxes", "arrays of four numbers")};
    out.push_back({finite(fields, "boxes", item[0]), finite(fields, "boxes", item[1]), finite(fields, "boxes", item[2]),
                   finite(fields, "boxes", item[3])});
  }
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

void read_patches(const Fields& fields, Axis& axis) {
  axis.leading = fields.integer_or("leading", 0, 0, 4096);
  axis.grid = two_integers(fields, "grid");
  axis.patch = two_integers(fields, "patch");
  axis.input = two_integers(fields, "input");
  axis.image = two_integers(fields, "image");
  if (axis.grid[0] < 1 || axis.grid[1] < 1 || axis.grid[0] > most_positions / axis.grid[1])
    throw Failure{fields.wrong("grid", "rows and columns from 1")};
  const auto affine = numbers(fields, "to_image");
  if (affine.empty()) return;
  if (affine.size() != axis.to_image.size()) throw Failure{fields.wrong("to_image", "six numbers")};
  std::copy(affine.begin(), affine.end(), axis.to_image.begin());
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
  require_length(fields, "shown", axis.shown.size(), size);
  require_length(fields, "words", axis.words.size(), size);
  require_length(fields, "sequence", axis.sequence.size(), size);
  require_length(fields, "scores", axis.scores.size(), size);
  if (axis.special.size() > static_cast<std::size_t>(size))
    throw Failure{fields.wrong("special", "at most " + std::to_string(size) + " entries")};
}

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
  axis.words = integers<std::int64_t>(fields, "words", -1, large);
  axis.sequence = integers<std::int64_t>(fields, "sequence", -1, large);
  axis.text = fields.text_or("text", "");
  axis.pair = fields.text_or("pair", "");
  axis.boxes = boxes(fields);
  axis.scores = numbers(fields, "scores");
  if (axis.kind == AxisKind::patches) read_patches(fields, axis);
  check_lengths(fields, axis);
  return axis;
}

SiteKind site_kind(const Fields& fields) {
  const auto text = fields.text("kind");
  for (const auto kind : {SiteKind::self, SiteKind::masked_self, SiteKind::cross})
    if (to_string(kind) == text) return kind;
  throw Failure{fields.wrong("kind", "self, masked-self or cross")};
}

// Fields that change weights in ways that this version does not compute.
void refuse_unknown_attention(const Fields& fields) {
  for (const char* key : {"window", "softcap", "sinks"})
    if (fields.has(key)) throw Failure{fields.wrong(key, "nothing: this version does not read it")};
}

SiteInfo read_site(const Fields& fields, int id, int axes) {
  refuse_unknown_attention(fields);
  SiteInfo site;
  site.id = static_cast<int>(fields.integer("id", id, id));
  site.stream = fields.text("stream");
  site.layer = static_cast<int>(fields.integer("layer", 0, 1 << 20));
  site.kind = site_kind(fields);
  site.heads = static_cast<int>(fields.integer("heads", 1, 1 << 16));
  site.key_heads = static_cast<int>(fields.integer_or("key_heads", site.heads, 1, site.heads));
  site.head_width = static_cast<int>(fields.integer_or("head_width", 0, 0, 1 << 20));
  site.query_axis = static_cast<int>(fields.integer("query_axis", 0, axes - 1));
  site.key_axis = static_cast<int>(fields.integer("key_axis", 0, axes - 1));
  site.scale = fields.number_or("scale", 0);
  const auto mask = fields.text_or("mask", "none");
  if (mask != "none" && mask != "causal") throw Failure{fields.wrong("mask", "none or causal")};
  site.causal = mask == "causal";
  if (!std::isfinite(site.scale) || site.stream.empty() || site.heads % site.key_heads != 0)
    throw Failure{fields.wrong("id", "a finite scale, a stream, heads a multiple of key_heads")};
  return site;
}

ModelInfo read_model(const Fields& fields) {
  ModelInfo model;
  model.family = fields.text_or("family", "");
  model.name = fields.text_or("name", "");
  model.path = fields.text_or("path", "");
  model.hash = fields.text_or("hash", "");
  model.task = fields.text_or("task", "");
  model.dtype = fields.text_or("dtype", "");
  model.note = fields.text_or("note", "");
  model.parameters = fields.integer_or("parameters", 0, 0, std::numeric_limits<std::int64_t>::max());
  model.layers = fields.integer_or("layers", 0);
  model.heads = fields.integer_or("heads", 0);
  model.longest = fields.integer_or("longest", 0, 0, large);
  model.takes_text = fields.flag_or("takes_text", false);
  model.takes_image = fields.flag_or("takes_image", false);
  model.generates = fields.flag_or("generates", false);
  return model;
}

void read_run(const Fields& fields, TraceInfo& info) {
  info.input = fields.text_or("input", "");
  info.image_path = fields.text_or("image", "");
  info.device = fields.text_or("device", "");
  info.load_seconds = fields.number_or("load_seconds", 0);
  info.forward_seconds = fields.number_or("forward_seconds", 0);
  for (const auto& item : list_of(fields, "predictions")) {
    const Fields prediction(item, fields.file(), "run.predictions.");
    info.predictions.push_back({prediction.text("label"), prediction.number_or("probability", 0),
                                prediction.integer_or("position", -1, -1, large)});
  }
}

TraceInfo read_info(const Fields& root) {
  TraceInfo info;
  (void)root.integer("format", 1, 1);
  info.model = read_model(root.object_or_empty("model"));
  for (const auto& item : list_of(root, "axes")) {
    const auto id = static_cast<int>(info.axes.size());
    info.axes.push_back(read_axis(Fields(item, root.file(), "axes." + std::to_string(id) + "."), id));
  }
  if (info.axes.empty()) throw Failure{root.wrong("axes", "at least one axis")};
  for (const auto& item : list_of(root, "sites")) {
    const auto id = static_cast<int>(info.sites.size());
    const Fields fields(item, root.file(), "sites." + std::to_string(id) + ".");
    info.sites.push_back(read_site(fields, id, static_cast<int>(info.axes.size())));
  }
  if (info.sites.empty()) throw Failure{root.wrong("sites", "at least one site")};
  info.text = root.object_or_empty("outputs").text_or("text", "");
  read_run(root.object_or_empty("run"), info);
  return info;
}

}  // namespace

Result<TraceInfo> trace_info(const io::Json& json, const std::string& file) {
  return guarded<TraceInfo>([&]() -> Result<TraceInfo> { return read_info(Fields(json, file)); });
}

}  // namespace headlight::trace
