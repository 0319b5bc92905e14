#include "engine/training/scene_objects.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace headlight::training {
namespace {

constexpr double least_visible = 0.35, least_side = 0.03;

cv::Rect pixels_of(const cv::Rect2d& box, const cv::Size& size) {
  const cv::Point low(cvFloor(box.x), cvFloor(box.y)), high(cvCeil(box.x + box.width), cvCeil(box.y + box.height));
  return cv::Rect(low, high) & cv::Rect({}, size);
}

Objects objects_of(const SceneTruth& truth, double edge) {
  std::vector<std::int64_t> labels;
  std::vector<float> boxes;
  for (const auto& object : truth.wanted) {
    labels.push_back(static_cast<std::int64_t>(object.kind));
    const auto& box = object.box;
    for (const double number : {box.x + box.width / 2, box.y + box.height / 2, box.width, box.height})
      boxes.push_back(static_cast<float>(number / edge));
  }
  return {at::tensor(labels, at::kLong), at::tensor(boxes, at::kFloat).view({-1, 4})};
}

Objects mirrored(const Objects& objects) {
  auto boxes = objects.boxes.clone();
  boxes.select(1, 0).neg_().add_(1);
  return {objects.labels, boxes};
}

}  // namespace

at::Tensor scene_pixels(const Scene& scene) {
  auto bytes = at::empty({scene.picture.rows, scene.picture.cols, 3}, at::kByte);
  for (int y = 0; y < scene.picture.rows; ++y)
    std::copy_n(scene.picture.ptr<std::uint8_t>(y), scene.picture.cols * 3,
                bytes.mutable_data_ptr<std::uint8_t>() + static_cast<std::ptrdiff_t>(y) * scene.picture.cols * 3);
  return bytes.permute({2, 0, 1}).to(at::kFloat).div(255);
}

SceneTruth truth_of(const Scene& scene) {
  SceneTruth truth;
  cv::Mat covered = cv::Mat::zeros(scene.picture.size(), CV_8U);
  const double least = least_side * scene.picture.cols;
  for (auto object = scene.objects.rbegin(); object != scene.objects.rend(); ++object) {  // the nearest first
    auto place = covered(pixels_of(object->box, covered.size()));
    const double visible = 1 - cv::mean(place)[0];
    const bool counts = visible >= least_visible && object->box.width >= least && object->box.height >= least;
    (counts ? truth.wanted : truth.ignored).push_back(*object);
    place.setTo(1);
  }
  return truth;
}

DetectionBatch detection_batch(std::uint64_t first, std::int64_t count, int edge, bool flipped) {
  std::vector<at::Tensor> pixels;
  DetectionBatch batch;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto scene = draw_scene(first + static_cast<std::uint64_t>(i), {edge, 2});
    pixels.push_back(scene_pixels(scene));
    batch.objects.push_back(objects_of(truth_of(scene), edge));
    if (!flipped) continue;
    pixels.push_back(pixels.back().flip(2));
    batch.objects.push_back(mirrored(batch.objects.back()));
  }
  batch.pixels = at::stack(pixels);
  return batch;
}

}  // namespace headlight::training
