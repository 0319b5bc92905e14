#include "engine/session/detections.h"

#include <algorithm>

namespace headlight::session {
namespace {

// A box of model-input pixels on the original image. The maps that occur keep boxes upright.
Box on_image(const Box& box, const Affine& to_image) {
  const auto x = [&](double px, double py) { return to_image[0] * px + to_image[1] * py + to_image[2]; };
  const auto y = [&](double px, double py) { return to_image[3] * px + to_image[4] * py + to_image[5]; };
  return {x(box.x0, box.y0), y(box.x0, box.y0), x(box.x1, box.y1), y(box.x1, box.y1)};
}

// Whether the detector's own post-processing ends boxes at the edge: YOLO's does, RT-DETR's, whose input is stretched, does not.
bool ends_at_edge(const LoadedModel& loaded) { return loaded.letterbox && !loaded.letterbox->stretch; }

// Letterboxed detectors' own post-processing ends at the edge of what they are given: the picture, or its region.
Box inside(const Box& box, const Prepared& prepared) {
  const auto seen = prepared.region.value_or(image::Part{0, 0, prepared.image[1], prepared.image[0]});
  const auto x = [&](double at) { return std::clamp(at, static_cast<double>(seen.x0), static_cast<double>(seen.x1)); };
  const auto y = [&](double at) { return std::clamp(at, static_cast<double>(seen.y0), static_cast<double>(seen.y1)); };
  return {x(box.x0), y(box.y0), x(box.x1), y(box.y1)};
}

std::vector<Box> boxes_of(const models::QueryReading& queries, const Prepared& prepared) {
  const auto height = static_cast<double>(prepared.input.pixels.size(2));
  const auto width = static_cast<double>(prepared.input.pixels.size(3));
  const auto plain = queries.boxes.to(at::kCPU, at::kDouble).contiguous();
  const auto rows = plain.accessor<double, 2>();
  std::vector<Box> boxes;
  for (std::int64_t i = 0; i < plain.size(0); ++i)
    boxes.push_back(on_image({rows[i][0] * width, rows[i][1] * height, rows[i][2] * width, rows[i][3] * height},
                             prepared.to_image));
  return boxes;
}

}  // namespace

std::string class_name(const std::vector<std::string>& classes, std::int64_t index) {
  const auto at = static_cast<std::size_t>(index);
  return at < classes.size() ? classes[at] : "class " + std::to_string(index);
}

void finish_own_axes(const LoadedModel& loaded, const Prepared& prepared, const models::ModelOutput& output, std::vector<Axis>& axes) {
  if (output.axes.empty()) return;
  axes = output.axes;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    auto& axis = axes[i];
    const bool text = axis.kind == AxisKind::tokens;
    if (text && axis.labels.empty() && !prepared.axes.empty() && prepared.axes[0].kind == AxisKind::tokens)
      axis = prepared.axes[0];
    axis.id = static_cast<int>(i);
    if (text) continue;
    axis.image = prepared.image;
    axis.to_image = prepared.to_image;
    if (prepared.input.pixels.defined()) axis.input = {prepared.input.pixels.size(2), prepared.input.pixels.size(3)};
    for (auto& box : axis.boxes) {
      box = on_image(box, prepared.to_image);
      if (ends_at_edge(loaded)) box = inside(box, prepared);
    }
  }
}

void finish_query_axes(const LoadedModel& loaded, const Prepared& prepared, const models::ModelOutput& output,
                       std::vector<Axis>& axes) {
  if (!output.queries) return;
  const auto plans = loaded.model->axes();
  const auto classes = loaded.model->classes();
  for (std::size_t i = 0; i < plans.size() && i < axes.size(); ++i) {
    if (plans[i].source != models::AxisSource::queries) continue;
    auto& axis = axes[i];
    axis.image = prepared.image;
    axis.input = {prepared.input.pixels.size(2), prepared.input.pixels.size(3)};
    axis.to_image = prepared.to_image;
    axis.boxes = boxes_of(*output.queries, prepared);
    const auto labels = output.queries->labels.to(at::kCPU, at::kLong).contiguous();
    const auto scores = output.queries->scores.to(at::kCPU, at::kDouble).contiguous();
    for (std::int64_t query = 0; query < labels.numel(); ++query) {
      axis.labels.push_back(class_name(classes, labels.const_data_ptr<std::int64_t>()[query]));
      axis.scores.push_back(scores.const_data_ptr<double>()[query]);
    }
  }
}

std::vector<Detection> detections(const LoadedModel& loaded, const Prepared& prepared,
                                  const models::ModelOutput& output) {
  if (!output.queries) return {};
  auto found = output.queries->detections;
  const auto boxes = boxes_of(*output.queries, prepared);
  const auto classes = loaded.model->classes();
  for (auto& detection : found) {
    detection.label = class_name(classes, detection.label_id);
    detection.box = boxes.at(static_cast<std::size_t>(detection.query));
    if (ends_at_edge(loaded)) detection.box = inside(detection.box, prepared);
  }
  return found;
}

}  // namespace headlight::session
