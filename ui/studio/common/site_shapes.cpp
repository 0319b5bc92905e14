#include "ui/studio/common/site_shapes.h"

#include <utility>

namespace headlight::ui {

SiteShapes::SiteShapes(const Store& store, QObject* parent) : QObject(parent), store_(store), shapes_(now()) {
  connect(&store_, &Store::run_changed, this, &SiteShapes::follow);
}

std::vector<SiteShapes::Shape> SiteShapes::now() const {
  std::vector<Shape> shapes;
  const TraceInfo* trace = store_.trace();
  if (trace == nullptr) return shapes;
  for (const SiteInfo& site : trace->sites)
    shapes.push_back({site.stream, site.layer, site.heads, query_axis(*trace, site).size(), key_axis(*trace, site).size()});
  return shapes;
}

void SiteShapes::follow() {
  if (std::vector<Shape> next = now(); next != shapes_) {
    shapes_ = std::move(next);
    Q_EMIT changed();
  }
}

}  // namespace headlight::ui
