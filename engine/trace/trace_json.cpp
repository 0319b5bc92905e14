#include "engine/trace/trace_json.h"

#include <algorithm>
#include <cctype>

namespace headlight::trace {
namespace {

using io::Json;

// Adds a list only where there is one.
template <typename T>
void put_list(Json& json, const char* key, const std::vector<T>& list) {
  if (!list.empty()) json[key] = list;
}

Json boxes_json(const std::vector<Box>& boxes) {
  Json list = Json::array();
  for (const auto& box : boxes) list.push_back({box.x0, box.y0, box.x1, box.y1});
  return list;
}

void put_geometry(Json& json, const Axis& axis) {
  json["input"] = axis.input;
  json["image"] = axis.image;
  json["to_image"] = axis.to_image;
}

void put_patches(Json& json, const Axis& axis) {
  json["grid"] = axis.grid;
  json["leading"] = axis.leading;
  put_list(json, "trailing", axis.trailing);
  json["patch"] = axis.patch;
  put_list(json, "levels", axis.levels);
}

void put_tokens(Json& json, const Axis& axis) {
  put_list(json, "offsets", axis.offsets);
  put_list(json, "ids", axis.ids);
  put_list(json, "writes", axis.writes);
  if (axis.writes_shown != axis.writes) put_list(json, "writes_shown", axis.writes_shown);
  put_list(json, "words", axis.words);
  put_list(json, "sequence", axis.sequence);
  if (axis.shown != axis.labels) put_list(json, "shown", axis.shown);
  if (!axis.text.empty()) json["text"] = axis.text;
  if (!axis.pair.empty()) json["pair"] = axis.pair;
}

Json axis_json(const Axis& axis) {
  Json json{{"id", axis.id}, {"kind", to_string(axis.kind)}, {"labels", axis.labels}};
  put_list(json, "special", axis.special);
  if (axis.kind == AxisKind::tokens) put_tokens(json, axis);
  if (axis.kind == AxisKind::patches) put_patches(json, axis);
  if (axis.kind != AxisKind::tokens) put_geometry(json, axis);
  if (axis.kind != AxisKind::queries) return json;
  json["boxes"] = boxes_json(axis.boxes);
  if (axis.scores.size() == axis.boxes.size()) json["scores"] = axis.scores;
  return json;
}

void put_dense(Json& json, const SiteInfo& site) {
  json["key_heads"] = site.key_heads;
  json["scale"] = site.scale;
  json["mask"] = site.causal ? "causal" : "none";
  if (site.windows == 0) return;
  json["window_count"] = site.windows;
  json["window_size"] = site.window_size;
}

Json site_json(const SiteInfo& site) {
  Json json{{"id", site.id},
            {"stream", site.stream},
            {"layer", site.layer},
            {"kind", to_string(site.kind)},
            {"heads", site.heads},
            {"head_width", site.head_width},
            {"query_axis", site.query_axis},
            {"key_axis", site.key_axis}};
  if (site.kind != SiteKind::deformable) {
    put_dense(json, site);
    return json;
  }
  json["levels"] = site.levels;
  json["level_points"] = site.points;
  if (site.nearest) json["sampling"] = "nearest";
  return json;
}

Json detections_json(const std::vector<Detection>& detections) {
  Json list = Json::array();
  for (const auto& found : detections)
    list.push_back({{"query", found.query},
                    {"label_id", found.label_id},
                    {"label", found.label},
                    {"score", found.score},
                    {"box", {found.box.x0, found.box.y0, found.box.x1, found.box.y1}}});
  return list;
}

Json model_json(const ModelInfo& model) {
  return {{"family", model.family},
          {"name", model.name},
          {"path", model.path},
          {"hash", model.hash},
          {"task", model.task},
          {"dtype", model.dtype},
          {"note", model.note},
          {"parameters", model.parameters},
          {"layers", model.layers},
          {"heads", model.heads},
          {"decoder_layers", model.decoder_layers},
          {"decoder_heads", model.decoder_heads},
          {"longest", model.longest},
          {"takes_text", model.takes_text},
          {"takes_image", model.takes_image},
          {"generates", model.generates}};
}

Json run_json(const TraceInfo& info) {
  Json predictions = Json::array();
  for (const auto& p : info.predictions)
    predictions.push_back({{"label", p.label}, {"probability", p.probability}, {"position", p.position}});
  Json json{{"input", info.input},   {"image", info.image_path},          {"predictions", predictions},
            {"device", info.device}, {"load_seconds", info.load_seconds}, {"forward_seconds", info.forward_seconds}};
  if (info.image_window) json["image_window"] = *info.image_window;
  if (info.image_frame >= 0) json["image_frame"] = info.image_frame;
  if (info.image_region) json["image_region"] = *info.image_region;
  return json;
}

}  // namespace

io::Json to_json(const TraceInfo& info) {
  Json json{{"format", 1}, {"model", model_json(info.model)}, {"axes", Json::array()}, {"sites", Json::array()}};
  for (const auto& axis : info.axes) json["axes"].push_back(axis_json(axis));
  for (const auto& site : info.sites) json["sites"].push_back(site_json(site));
  json["outputs"] = Json::object();
  if (!info.text.empty()) json["outputs"]["text"] = info.text;
  if (!info.detections.empty()) json["detections"] = detections_json(info.detections);
  json["run"] = run_json(info);
  return json;
}

std::string json_text(const io::Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool is_array_name(const std::string& name) {
  return !name.empty() && name.size() <= 128 && name[0] != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
  });
}

}  // namespace headlight::trace
