#include "ui/studio/studio_page.h"

#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/studio/weight/weight_page.h"

namespace headlight::ui {

void StudioPage::set_active(bool active) {
  active_ = active;
  if (!connected_) {
    connected_ = true;
    connect(&context_.store, &Store::view_changed, this, [this] {
      if (active_) refresh();
    });
  }
  if (active) refresh();
}

StudioPage* make_page(Workspace workspace, Context context, QWidget* parent) {
  switch (workspace) {
    case Workspace::explore: return nullptr;
    case Workspace::weight: return new WeightPage(context, parent);
    case Workspace::compare: return new ComparePage(context, parent);
    case Workspace::ask: return new AskPage(context, parent);
    case Workspace::intervene: return new IntervenePage(context, parent);
  }
  return nullptr;
}

}  // namespace headlight::ui
