#include "ui/panels/shown_scale.h"

#include "ui/figures/usual_range.h"
#include "ui/panels/scene.h"

namespace headlight::ui {

Transform transform_of(ValueScale scale) {
  if (scale == ValueScale::linear) return Transform::linear;
  return scale == ValueScale::root ? Transform::root : Transform::log;
}

ValueScale shown_scale(const Look& look) { return look.quantity == Quantity::score ? ValueScale::linear : look.scale; }

Scale link_scale(Feed& feed, double highest, std::int64_t cells) {
  const Look& look = feed.store().look();
  if (look.quantity == Quantity::weight) return scale_of(feed);
  Scale scale;
  scale.map = from_utf8(look.map);
  scale.transform = transform_of(look.scale);
  return automatic(scale, Spread::between(0, highest), cells);
}

}  // namespace headlight::ui
