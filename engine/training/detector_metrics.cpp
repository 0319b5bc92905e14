#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <iomanip>

#include "engine/training/average_precision.h"
#include "engine/training/boxes.h"
#include "engine/training/detector.h"

namespace headlight::training {
namespace {

constexpr double threshold = 0.5;

std::vector<TruthBox> truth_boxes(const SceneTruth& truth) {
  std::vector<TruthBox> boxes;
  const auto add = [&](const SceneObject& object, bool ignored) {
    const auto& box = object.box;
    boxes.push_back({static_cast<std::int64_t>(object.kind),
                     {box.x / detector_edge, box.y / detector_edge, (box.x + box.width) / detector_edge, (box.y + box.height) / detector_edge},
                     ignored});
  };
  for (const auto& object : truth.wanted) add(object, false);
  for (const auto& object : truth.ignored) add(object, true);
  return boxes;
}

std::array<double, 4> numbers(const at::Tensor& corners) {
  const auto plain = corners.to(at::kDouble).contiguous();
  std::array<double, 4> box{};
  std::copy_n(plain.const_data_ptr<double>(), 4, box.begin());
  return box;
}

// What the model makes of one picture.
struct Seen {
  at::Tensor chances;  // [queries, classes]
  at::Tensor corners;  // [queries, 4]
  trace::SamplingRecord sampling;  // of the last layer
};

Seen look(const models::RtDetrModel& model, const Scene& scene) {
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  const auto pyramid = model.pyramid(scene_pixels(scene).unsqueeze(0), context);
  const auto decoded = model.decoder(pyramid, model.queries(model.select(pyramid)), context);
  return {at::sigmoid(decoded.logits.select(1, -1)[0]), to_corners(decoded.boxes.select(1, -1)[0]),
          recorder.take().back().sampling};
}

// As many of queries × classes as there are queries, like the model's own post-processing, without a threshold.
std::vector<FoundBox> found_boxes(const Seen& seen) {
  const auto classes = seen.chances.size(1);
  const auto [scores, places] = at::topk(seen.chances.flatten(), seen.chances.size(0));
  std::vector<FoundBox> boxes;
  for (std::int64_t i = 0; i < scores.numel(); ++i) {
    const auto place = places[i].item<std::int64_t>();
    boxes.push_back({place % classes, numbers(seen.corners[place / classes]), scores[i].item<double>()});
  }
  return boxes;
}

// Share of each query's sampling weight whose points lie inside its box, mean over heads: [queries].
at::Tensor weight_inside(const Seen& seen) {
  const auto& points = seen.sampling.points;  // [heads, queries, levels, points, 2]
  const auto box = seen.corners.unsqueeze(0).unsqueeze(2).unsqueeze(2);
  const auto inside = (points.ge(box.slice(-1, 0, 2)) & points.le(box.slice(-1, 2, 4))).all(-1);
  return (seen.sampling.weights * inside).sum(at::IntArrayRef{2, 3}).mean(0);
}

}  // namespace

DetectorFigures evaluate(const models::RtDetrModel& model, std::int64_t scenes) {
  const c10::NoGradGuard no_grad;
  DetectorFigures figures;
  figures.scenes = scenes;
  PrecisionMeter meter(scene_classes);
  for (std::int64_t i = 0; i < scenes; ++i) {
    const auto scene = draw_scene(test_seeds + static_cast<std::uint64_t>(i), {detector_edge, 2});
    const auto seen = look(model, scene);
    meter.add(found_boxes(seen), truth_boxes(truth_of(scene)));
    const auto shown = std::get<0>(seen.chances.max(-1)).gt(threshold);
    figures.detections += shown.sum().item<std::int64_t>();
    figures.weight_inside += (weight_inside(seen) * shown).sum().item<double>();
  }
  for (std::int64_t label = 0; label < scene_classes; ++label) {
    figures.ap50.push_back(meter.average_precision(label));
    figures.objects += meter.objects(label);
  }
  const auto [hits, wrong] = meter.above(threshold);
  figures.map50 = meter.mean();
  figures.recall = static_cast<double>(hits) / static_cast<double>(std::max<std::int64_t>(1, figures.objects));
  figures.false_boxes = static_cast<double>(wrong) / static_cast<double>(std::max<std::int64_t>(1, figures.objects));
  figures.weight_inside /= static_cast<double>(std::max<std::int64_t>(1, figures.detections));
  return figures;
}

std::ostream& operator<<(std::ostream& out, const DetectorFigures& figures) {
  out << std::fixed << std::setprecision(4) << "held-out scenes                " << figures.scenes << " (" << figures.objects
      << " objects)\n"
      << "mAP50                          " << figures.map50 << "\n";
  for (std::size_t label = 0; label < figures.ap50.size(); ++label)
    out << "  AP50 " << std::left << std::setw(24) << to_string(static_cast<SceneClass>(label)) << std::right
        << figures.ap50[label] << "\n";
  return out << "recall, score > 0.5            " << figures.recall << "\n"
             << "false boxes an object          " << figures.false_boxes << "\n"
             << "sampling weight inside the box " << figures.weight_inside << " (of " << figures.detections << " detections)\n";
}

}  // namespace headlight::training
