#include "ui/window/step_words.h"

#include <QCoreApplication>

namespace headlight::ui {

namespace {

struct StepWordsWords {
  Q_DECLARE_TR_FUNCTIONS(StepWords)
};

QString selection_words(const Selection& before, const Selection& after) {
  if (before.stream != after.stream) return StepWordsWords::tr("other attention");
  if (before.layer != after.layer || before.head != after.head) return StepWordsWords::tr("head %1").arg(QString::fromStdString(head_text(after)));
  if (before.detection != after.detection) return StepWordsWords::tr("detection");
  if (before.query != after.query) return StepWordsWords::tr("query");
  if (before.place != after.place) return StepWordsWords::tr("place of the receptive field");
  return before.key != after.key ? StepWordsWords::tr("key") : QString();
}

QString drawing_words(const Look& before, const Look& after) {
  if (before.quantity != after.quantity || before.rollout != after.rollout) return StepWordsWords::tr("what is shown");
  if (before.map != after.map) return StepWordsWords::tr("colour map");
  if (before.scale != after.scale) return StepWordsWords::tr("scale");
  if (before.fixed_range != after.fixed_range || before.low != after.low || before.high != after.high) return StepWordsWords::tr("range of colours");
  if (before.same_scale != after.same_scale) return StepWordsWords::tr("one scale for all heads");
  if (before.leave_specials != after.leave_specials) return StepWordsWords::tr("special tokens");
  if (before.merge_words != after.merge_words) return StepWordsWords::tr("merged subwords");
  if (before.link_rule != after.link_rule || before.top_k != after.top_k || before.threshold != after.threshold) return StepWordsWords::tr("which links");
  return {};
}

QString photo_words(const Look& before, const Look& after) {
  if (before.photo != after.photo) return StepWordsWords::tr("what lies on the picture");
  if (before.hidden_heads != after.hidden_heads) return StepWordsWords::tr("heads on the picture");
  if (before.hidden_levels != after.hidden_levels) return StepWordsWords::tr("levels on the picture");
  if (before.least_weight != after.least_weight || before.whole_layer != after.whole_layer) return StepWordsWords::tr("which points");
  if (before.all_queries != after.all_queries || before.least_score != after.least_score) return StepWordsWords::tr("which detections");
  if (before.receptive != after.receptive) return StepWordsWords::tr("attention beside convolution");
  if (before.field_level != after.field_level) return StepWordsWords::tr("level of the receptive field");
  return before == after ? QString() : StepWordsWords::tr("how the picture is drawn");
}

QString studio_words(const Studio& before, const Studio& after) {
  if (before.steps.size() < after.steps.size()) return StepWordsWords::tr("add a change of attention");
  if (before.steps.size() > after.steps.size()) return StepWordsWords::tr("take back a change of attention");
  if (before.steps != after.steps) return StepWordsWords::tr("changes of attention");
  if (before.b != after.b) return StepWordsWords::tr("what is compared");
  if (before.question != after.question || before.patterns != after.patterns) return StepWordsWords::tr("question");
  return before == after ? QString() : StepWordsWords::tr("how heads are compared");
}

}  // namespace

QString step_words(const ViewState& before, const ViewState& after) {
  if (before.run != after.run) return StepWordsWords::tr("another run");
  QString words = selection_words(before.selection, after.selection);
  if (words.isEmpty()) words = drawing_words(before.look, after.look);
  if (words.isEmpty()) words = photo_words(before.look, after.look);
  return words.isEmpty() ? studio_words(before.studio, after.studio) : words;
}

// Every workspace shows the run and the head; a photo's points and boxes are in Explore, links and scales beside a weight too.
Workspace seen_in(const ViewState& before, const ViewState& after, Workspace now) {
  const Selection &a = before.selection, &b = after.selection;
  if (before.run != after.run || a.stream != b.stream || a.layer != b.layer || a.head != b.head) return now;
  const bool maps = now == Workspace::explore || now == Workspace::weight;
  if (a != b) return a.place != b.place ? Workspace::explore : maps || now == Workspace::compare ? now : Workspace::explore;
  const Look &old_look = before.look, &look = after.look;
  const bool everywhere = old_look.map != look.map || old_look.quantity != look.quantity;
  if (everywhere && now != Workspace::ask) return now;
  if (!drawing_words(old_look, look).isEmpty()) return maps ? now : Workspace::explore;
  if (old_look != look) return Workspace::explore;
  const Studio &old_studio = before.studio, &studio = after.studio;
  if (old_studio.steps != studio.steps) return Workspace::intervene;
  if (old_studio.question != studio.question || old_studio.patterns != studio.patterns) return Workspace::ask;
  return old_studio == studio ? now : Workspace::compare;
}

}  // namespace headlight::ui
