#include "ui/window/step_words.h"

#include <QCoreApplication>

namespace headlight::ui {

namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(StepWords)
};

QString selection_words(const Selection& before, const Selection& after) {
  if (before.stream != after.stream) return Words::tr("other attention");
  if (before.layer != after.layer || before.head != after.head) return Words::tr("head %1").arg(QString::fromStdString(head_text(after)));
  if (before.detection != after.detection) return Words::tr("detection");
  if (before.query != after.query) return Words::tr("query");
  return before.key != after.key ? Words::tr("key") : QString();
}

QString drawing_words(const Look& before, const Look& after) {
  if (before.quantity != after.quantity || before.rollout != after.rollout) return Words::tr("what is shown");
  if (before.map != after.map) return Words::tr("colour map");
  if (before.scale != after.scale) return Words::tr("scale");
  if (before.fixed_range != after.fixed_range || before.low != after.low || before.high != after.high) return Words::tr("range of colours");
  if (before.same_scale != after.same_scale) return Words::tr("one scale for all heads");
  if (before.leave_specials != after.leave_specials) return Words::tr("special tokens");
  if (before.merge_words != after.merge_words) return Words::tr("merged subwords");
  if (before.link_rule != after.link_rule || before.top_k != after.top_k || before.threshold != after.threshold) return Words::tr("which links");
  return {};
}

QString photo_words(const Look& before, const Look& after) {
  if (before.photo != after.photo) return Words::tr("what lies on the picture");
  if (before.hidden_heads != after.hidden_heads) return Words::tr("heads on the picture");
  if (before.hidden_levels != after.hidden_levels) return Words::tr("levels on the picture");
  if (before.least_weight != after.least_weight) return Words::tr("which points");
  if (before.all_queries != after.all_queries || before.least_score != after.least_score) return Words::tr("which detections");
  if (before.receptive != after.receptive) return Words::tr("attention beside convolution");
  return before == after ? QString() : Words::tr("how the picture is drawn");
}

QString studio_words(const Studio& before, const Studio& after) {
  if (before.steps.size() < after.steps.size()) return Words::tr("add a change of attention");
  if (before.steps.size() > after.steps.size()) return Words::tr("take back a change of attention");
  if (before.steps != after.steps) return Words::tr("changes of attention");
  if (before.b != after.b) return Words::tr("what is compared");
  if (before.question != after.question || before.patterns != after.patterns) return Words::tr("question");
  return before == after ? QString() : Words::tr("how heads are compared");
}

}  // namespace

QString step_words(const ViewState& before, const ViewState& after) {
  if (before.run != after.run) return Words::tr("another run");
  QString words = selection_words(before.selection, after.selection);
  if (words.isEmpty()) words = drawing_words(before.look, after.look);
  if (words.isEmpty()) words = photo_words(before.look, after.look);
  return words.isEmpty() ? studio_words(before.studio, after.studio) : words;
}

}  // namespace headlight::ui
