#include "ui/studio/common/head_maps.h"

#include <algorithm>

#include "ui/figures/scale.h"
#include "ui/figures/side.h"
#include "ui/state/detections.h"
#include "ui/studio/common/splats.h"

namespace headlight::ui {

namespace {

constexpr int kSites = 4096;

}  // namespace

const HeadMap* HeadMaps::map(int site, int head) const {
  const TraceInfo* trace = feed_.store().trace();
  if (feed_.store().site() != nullptr && is_deformable(*feed_.store().site())) {
    if (trace == nullptr || !feed_.splats.has(trace->id)) return nullptr;
    if (splats_of_ != feed_.splats.results().front()) splats_ = splat_maps(*trace, feed_.splats.shown(), feed_.splats.results());
    splats_of_ = feed_.splats.results().front();
    const auto at = std::ranges::find_if(splats_, [&](const HeadMap& each) { return each.site == site && each.head == head; });
    return at == splats_.end() ? nullptr : &*at;
  }
  const auto* all = trace != nullptr && feed_.heads.has(trace->id) ? feed_.heads.get<HeadsResult>() : nullptr;
  if (all == nullptr) return nullptr;
  for (const HeadMap& each : all->maps) {
    if (each.site == site && each.head == head) return &each;
  }
  return nullptr;
}

const QImage& HeadMaps::image(int site, int head) {
  const Look& look = feed_.store().look();
  const ViewPtr now = feed_.splats.results().empty() ? feed_.heads.value() : feed_.splats.results().front();
  if (made_of_ != now || made_with_ != std::pair(look.map, look.quantity)) {
    images_.clear();
    made_of_ = now;
    made_with_ = {look.map, look.quantity};
  }
  QImage& image = images_[head * kSites + site];
  const HeadMap* of = image.isNull() ? map(site, head) : nullptr;
  if (of == nullptr) return image;
  Scale scale;
  scale.transform = Transform::root;
  scale.map = QString::fromStdString(feed_.store().look().map);
  const Quantity quantity = feed_.store().look().quantity;
  if (quantity == Quantity::score) scale.transform = Transform::linear;
  if (quantity != Quantity::weight) {
    scale.low = quantity == Quantity::score ? of->plane.low : 0;
    scale.high = of->plane.high > scale.low ? of->plane.high : scale.low + 1;
  }
  const TraceInfo& trace = *feed_.store().trace();
  image = image_of(of->plane, scale, side_of(key_axis(trace, trace.sites[std::size_t(site)]), {}).right_to_left);
  return image;
}

void HeadMaps::paint(QPainter& painter, const QRectF& rect, int site, int head) {
  const QImage& picture = image(site, head);
  if (!picture.isNull()) draw_pixels(painter, rect, picture, false);
}

}  // namespace headlight::ui
