#include "ui/studio/common/select_head.h"

namespace headlight::ui {

void select_head(Store& store, int site, int head) {
  if (store.trace() == nullptr || site < 0 || std::size_t(site) >= store.trace()->sites.size()) return;
  const SiteInfo& of = store.trace()->sites[std::size_t(site)];
  Selection next = store.selection();
  next.stream = of.stream;
  next.layer = of.layer;
  next.head = {HeadChoice::Mode::one, head};
  store.select(next);
}

}  // namespace headlight::ui
