#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <iomanip>

#include "engine/training/vision.h"

namespace headlight::training {
namespace {

bool inside_a_vehicle(const Scene& scene, double x, double y) {
  for (const auto& object : scene.objects)
    if (object.kind == scene.vehicle && object.box.contains(cv::Point2d(x, y))) return true;
  return false;
}

// Strongest patch of CLS's row, per head: int64 [heads].
at::Tensor strongest_patches(const trace::Site& site) {
  const auto scores = at::matmul(site.q.slice(1, 0, 1), site.k.transpose(1, 2)).squeeze(1);  // the scale keeps the order
  return scores.slice(1, 1).argmax(-1).contiguous();
}

using Hits = std::vector<std::vector<std::int64_t>>;  // by layer and head

void count_hits(const Scene& scene, const models::VisionConfig& config, const std::vector<trace::Site>& sites, Hits& hits) {
  hits.resize(sites.size());
  const auto columns = config.grid(config.image)[1];
  for (std::size_t layer = 0; layer < sites.size(); ++layer) {
    const auto patches = strongest_patches(sites[layer]);
    hits[layer].resize(static_cast<std::size_t>(patches.size(0)));
    for (std::size_t head = 0; head < hits[layer].size(); ++head) {
      const auto at = patches.const_data_ptr<std::int64_t>()[head];
      const double x = (static_cast<double>(at % columns) + 0.5) * static_cast<double>(config.patch[1]);
      const double y = (static_cast<double>(at / columns) + 0.5) * static_cast<double>(config.patch[0]);
      hits[layer][head] += inside_a_vehicle(scene, x, y) ? 1 : 0;
    }
  }
}

}  // namespace

ClassifierFigures evaluate(const models::VitModel& model, std::int64_t scenes) {
  const c10::NoGradGuard no_grad;
  ClassifierFigures figures;
  figures.scenes = scenes;
  std::int64_t right = 0;
  Hits hits;
  for (std::int64_t i = 0; i < scenes; ++i) {
    const auto seed = test_seeds + static_cast<std::uint64_t>(i);
    const auto batch = scene_batch(seed, 1, false);
    trace::Recorder recorder;
    kernels::Context context;
    context.recorder = &recorder;
    right += model.logits(batch.pixels, context).argmax(-1).eq(batch.kinds).item<bool>() ? 1 : 0;
    count_hits(draw_scene(seed, {scene_edge, 1}), model.encoder.config, recorder.take(), hits);
  }
  figures.accuracy = static_cast<double>(right) / static_cast<double>(scenes);
  for (std::size_t layer = 0; layer < hits.size(); ++layer)
    for (std::size_t head = 0; head < hits[layer].size(); ++head) {
      const double share = static_cast<double>(hits[layer][head]) / static_cast<double>(scenes);
      if (share > figures.pointing) figures = {scenes, figures.accuracy, static_cast<int>(layer), static_cast<int>(head), share};
    }
  return figures;
}

std::ostream& operator<<(std::ostream& out, const ClassifierFigures& figures) {
  return out << std::fixed << std::setprecision(4) << "held-out scenes                " << figures.scenes << "\n"
             << "accuracy                       " << figures.accuracy << "\n"
             << "pointing game, best head       " << figures.pointing << " (layer " << figures.layer << ", head " << figures.head
             << ")\n";
}

}  // namespace headlight::training
