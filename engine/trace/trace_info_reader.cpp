// The reading half of trace_json.h.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/trace/axis_reader.h"
#include "engine/trace/json_lists.h"
#include "engine/trace/trace_json.h"

namespace headlight::trace {
namespace {

using io::Fields;

SiteKind site_kind(const Fields& fields) {
  const auto text = fields.text("kind");
  for (const auto kind : {SiteKind::self, SiteKind::masked_self, SiteKind::cross, SiteKind::windowed, SiteKind::area,
                          SiteKind::deformable})
    if (to_string(kind) == text) return kind;
  throw Failure{fields.wrong("kind", "self, masked-self, cross, windowed, area or deformable")};
}

// Fields that change weights in ways that this version does not compute.
void refuse_unknown_attention(const Fields& fields) {
  for (const char* key : {"window", "softcap", "sinks"})
    if (fields.has(key)) throw Failure{fields.wrong(key, "nothing: this version does not read it")};
}

// What dense, windowed and area attention have: how q, k and v become weights.
void read_dense(const Fields& fields, SiteInfo& site) {
  site.scale = fields.number_or("scale", 0);
  const auto mask = fields.text_or("mask", "none");
  if (mask != "none" && mask != "causal") throw Failure{fields.wrong("mask", "none or causal")};
  site.causal = mask == "causal";
  if (!std::isfinite(site.scale)) throw Failure{fields.wrong("scale", "a finite number")};
  if (site.kind != SiteKind::windowed && site.kind != SiteKind::area) return;
  site.windows = fields.integer_or("window_count", 0, 0, most_positions);
  site.window_size = fields.integer_or("window_size", 0, 0, most_positions);
  if (site.causal) throw Failure{fields.wrong("mask", "none: windows have no order")};
  if (site.query_axis != site.key_axis)
    throw Failure{fields.wrong("key_axis", "the query axis: windows share one grid")};
}

void read_deformable(const Fields& fields, const std::vector<Axis>& axes, SiteInfo& site) {
  site.levels = level_sizes(fields, "levels");
  if (site.levels.empty()) throw Failure{fields.wrong("levels", "rows and columns of at least one level")};
  site.points = static_cast<int>(fields.integer_or("level_points", 0, 0, 1 << 16));
  const auto sampling = fields.text_or("sampling", "bilinear");
  if (sampling != "bilinear" && sampling != "nearest") throw Failure{fields.wrong("sampling", "bilinear or nearest")};
  site.nearest = sampling == "nearest";
  const auto& keys = axes[static_cast<std::size_t>(site.key_axis)];
  if (keys.kind != AxisKind::patches) return;
  std::int64_t cells = 0;
  for (const auto& [rows, columns] : site.levels) cells += rows * columns;
  if (cells != keys.size() - keys.leading)
    throw Failure{fields.wrong("levels", std::to_string(keys.size() - keys.leading) + " cells, as axis " +
                                             std::to_string(site.key_axis) + " has")};
}

SiteInfo read_site(const Fields& fields, int id, const std::vector<Axis>& axes) {
  refuse_unknown_attention(fields);
  SiteInfo site;
  site.id = static_cast<int>(fields.integer("id", id, id));
  site.stream = fields.text("stream");
  site.layer = static_cast<int>(fields.integer("layer", 0, 1 << 20));
  site.kind = site_kind(fields);
  site.heads = static_cast<int>(fields.integer("heads", 1, 1 << 16));
  site.key_heads = static_cast<int>(fields.integer_or("key_heads", site.heads, 1, site.heads));
  site.head_width = static_cast<int>(fields.integer_or("head_width", 0, 0, 1 << 20));
  const auto last_axis = static_cast<std::int64_t>(axes.size()) - 1;
  site.query_axis = static_cast<int>(fields.integer("query_axis", 0, last_axis));
  site.key_axis = static_cast<int>(fields.integer("key_axis", 0, last_axis));
  if (site.stream.empty()) throw Failure{fields.wrong("stream", "a name")};
  if (site.heads % site.key_heads != 0) throw Failure{fields.wrong("key_heads", "a divisor of heads")};
  if (site.kind == SiteKind::deformable)
    read_deformable(fields, axes, site);
  else
    read_dense(fields, site);
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
  model.decoder_layers = fields.integer_or("decoder_layers", 0);
  model.decoder_heads = fields.integer_or("decoder_heads", 0);
  model.longest = fields.integer_or("longest", 0, 0, large);
  model.takes_text = fields.flag_or("takes_text", false);
  model.takes_image = fields.flag_or("takes_image", false);
  model.generates = fields.flag_or("generates", false);
  return model;
}

void read_run(const Fields& fields, TraceInfo& info) {
  info.input = fields.text_or("input", "");
  info.image_path = fields.text_or("image", "");
  if (const auto window = numbers(fields, "image_window"); !window.empty()) {
    if (window.size() != 2 || window[0] == window[1]) throw Failure{fields.wrong("image_window", "two different numbers")};
    info.image_window = {window[0], window[1]};
  }
  info.image_frame = fields.integer_or("image_frame", -1, -1, large);
  if (const auto region = numbers(fields, "image_region"); !region.empty()) {
    if (region.size() != 4 || !(region[0] < region[2]) || !(region[1] < region[3]))
      throw Failure{fields.wrong("image_region", "x0, y0, x1, y1")};
    info.image_region = {region[0], region[1], region[2], region[3]};
  }
  info.device = fields.text_or("device", "");
  info.load_seconds = fields.number_or("load_seconds", 0);
  info.forward_seconds = fields.number_or("forward_seconds", 0);
  for (const auto& item : list_of(fields, "predictions")) {
    const Fields prediction(item, fields.file(), "run.predictions.");
    info.predictions.push_back({prediction.text("label"), prediction.number_or("probability", 0),
                                prediction.integer_or("position", -1, -1, large)});
  }
}

// Where the axes hold detections, how many queries there may be; else as many as the longest axis.
std::int64_t most_queries(const std::vector<Axis>& axes) {
  std::int64_t queries = 0, longest = 0;
  for (const auto& axis : axes) {
    longest = std::max(longest, axis.size());
    if (axis.kind == AxisKind::queries) queries = std::max(queries, axis.size());
  }
  return queries > 0 ? queries : longest;
}

void read_detections(const Fields& root, TraceInfo& info) {
  const auto most = most_queries(info.axes);
  for (const auto& item : list_of(root, "detections")) {
    const Fields fields(item, root.file(), "detections." + std::to_string(info.detections.size()) + ".");
    Detection found;
    found.query = fields.integer("query", 0, most - 1);
    found.label_id = fields.integer_or("label_id", 0, 0, large);
    found.label = fields.text_or("label", "");
    found.score = fields.number("score");
    if (!std::isfinite(found.score)) throw Failure{fields.wrong("score", "a finite number")};
    found.box = box_in(fields, "box", fields.has("box") ? fields.json().at("box") : io::Json());
    info.detections.push_back(std::move(found));
  }
  std::stable_sort(info.detections.begin(), info.detections.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
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
    info.sites.push_back(read_site(fields, id, info.axes));
  }
  if (info.sites.empty()) throw Failure{root.wrong("sites", "at least one site")};
  info.text = root.object_or_empty("outputs").text_or("text", "");
  read_detections(root, info);
  read_run(root.object_or_empty("run"), info);
  return info;
}

}  // namespace

Result<TraceInfo> trace_info(const io::Json& json, const std::string& file) {
  return guarded<TraceInfo>([&]() -> Result<TraceInfo> { return read_info(Fields(json, file)); });
}

}  // namespace headlight::trace
