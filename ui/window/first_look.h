// The layer and head that the first picture of a sentence shows, by the rule of exported figures (first_head).
#pragma once

#include "ui/state/store.h"
#include "ui/state/view_loader.h"

namespace headlight::ui {

// Looks at every run whose model differs from the one before. Says nothing where the user moved meanwhile.
class FirstLook : public QObject {
  Q_OBJECT

 public:
  FirstLook(Store& store, SessionClient& client, QObject* parent);

 Q_SIGNALS:
  void found(const headlight::ui::Selection& selection);

 private:
  void ask();
  void answer();

  Store& store_;
  ViewLoader maps_;
  TraceId trace_ = 0;  // of the question under way
  Selection asked_;    // where the window stood then
  std::string model_;  // path of the model seen last
};

}  // namespace headlight::ui
