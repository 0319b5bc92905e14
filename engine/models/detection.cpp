#include "engine/models/detection.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

constexpr double threshold = 0.5;

// Corners over the whole input of boxes that are relative to its visible part, float32 [queries, 4].
at::Tensor over_input(const at::Tensor& boxes, const VisiblePixels& visible) {
  auto placed = corners(boxes[0].to(at::kFloat));
  if (visible.all()) return placed;
  const auto [height, width] = visible.extent();
  return placed * at::tensor({width, height, width, height}, placed.options());
}

void add(QueryReading& reading, std::int64_t query, std::int64_t label, double score) {
  if (!(score > threshold)) return;
  auto& detection = reading.detections.emplace_back();
  detection.query = query;
  detection.label_id = label;
  detection.score = score;
}

}  // namespace

VisiblePixels::VisiblePixels(const ModelInput& input) {
  if (input.pixels.defined()) device_ = input.pixels.device();
  if (!input.pixel_mask.defined()) return;
  const auto& mask = input.pixel_mask;
  const auto& pixels = input.pixels;
  if (mask.dim() != 3 || mask.size(0) != 1 || mask.size(1) != pixels.size(2) || mask.size(2) != pixels.size(3)) {
    throw Failure{unusable("wrong shape of the pixel mask", "pixel_mask", c10::str(mask.sizes()),
                           "[1, height, width] of the image")};
  }
  const auto image = mask.ne(0);
  if (!image.any().item<bool>())
    throw Failure{unusable("pixel mask", "pixel_mask", "no visible pixel", "at least one 1")};
  if (!image.all().item<bool>()) mask_ = image.to(at::kFloat).unsqueeze(0);
}

at::Tensor VisiblePixels::on(std::int64_t rows, std::int64_t columns) const {
  if (all()) return at::ones({1, rows, columns}, at::TensorOptions().dtype(at::kBool).device(device_));
  return at::upsample_nearest2d(mask_, {rows, columns})[0].to(at::kBool);
}

std::array<double, 2> VisiblePixels::extent() const {
  if (all()) return {1, 1};
  return {mask_.select(3, 0).mean().item<double>(), mask_.select(2, 0).mean().item<double>()};
}

at::Tensor corners(const at::Tensor& boxes) {
  const auto centre = boxes.narrow(-1, 0, 2), half = boxes.narrow(-1, 2, 2) * 0.5;
  return at::cat({centre - half, centre + half}, -1);
}

QueryReading read_softmax(const at::Tensor& logits, const at::Tensor& boxes, const VisiblePixels& visible) {
  QueryReading reading;
  reading.boxes = over_input(boxes, visible);
  const auto classes = at::softmax(logits[0].to(at::kFloat), -1).narrow(-1, 0, logits.size(-1) - 1);
  std::tie(reading.scores, reading.labels) = classes.max(-1);
  const auto scores = trace::to_host(reading.scores).contiguous();
  const auto labels = trace::to_host(reading.labels).contiguous();
  for (std::int64_t query = 0; query < scores.numel(); ++query)
    add(reading, query, labels.const_data_ptr<std::int64_t>()[query], scores.const_data_ptr<float>()[query]);
  std::stable_sort(reading.detections.begin(), reading.detections.end(),
                   [](const Detection& a, const Detection& b) { return a.score > b.score; });
  return reading;
}

QueryReading read_sigmoid(const at::Tensor& logits, const at::Tensor& boxes, const VisiblePixels& visible,
                          std::int64_t most) {
  QueryReading reading;
  reading.boxes = over_input(boxes, visible);
  const auto classes = at::sigmoid(logits[0].to(at::kFloat));
  std::tie(reading.scores, reading.labels) = classes.max(-1);
  const auto [values, places] = at::topk(classes.flatten(), std::min(most, classes.numel()));
  const auto scores = trace::to_host(values).contiguous();
  const auto indices = trace::to_host(places).contiguous();
  for (std::int64_t i = 0; i < scores.numel(); ++i) {
    const auto index = indices.const_data_ptr<std::int64_t>()[i];
    add(reading, index / classes.size(1), index % classes.size(1), scores.const_data_ptr<float>()[i]);
  }
  return reading;
}

QueryReading read_places(const at::Tensor& boxes, const VisiblePixels& visible) {
  QueryReading reading;
  reading.boxes = over_input(boxes, visible);
  reading.labels = at::empty({0}, at::kLong);
  reading.scores = at::empty({0}, at::kFloat);
  return reading;
}

}  // namespace headlight::models
