#include "ui/window/first_look.h"

#include "ui/figures/builder.h"
#include "ui/figures/first_head.h"
#include "ui/state/detections.h"
#include "ui/state/first_selection.h"

namespace headlight::ui {
namespace {

FigureSpec graph_of(const std::string& stream) {
  FigureSpec spec;
  spec.view = FigureView::graph;
  spec.stream = stream;
  return spec;
}

bool same_place(const Selection& a, const Selection& b) {
  return a.stream == b.stream && a.layer == b.layer && a.head == b.head && a.query == b.query;
}

}  // namespace

FirstLook::FirstLook(Store& store, SessionClient& client, QObject* parent)
    : QObject(parent), store_(store), maps_(client, "view.first", this) {
  connect(&store_, &Store::run_changed, this, &FirstLook::ask);
  connect(&maps_, &ViewLoader::changed, this, &FirstLook::answer);
}

void FirstLook::ask() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  if (trace == nullptr || site == nullptr) return maps_.clear();
  const bool again = trace->model.path == model_;
  model_ = trace->model.path;
  asked_ = store_.selection();
  const bool sentence = query_axis(*trace, *site).kind == AxisKind::tokens && key_axis(*trace, *site).kind == AxisKind::tokens;
  const auto question = open_question(*trace, graph_of(asked_.stream));
  if (again || !sentence || !question || !same_place(asked_, first_selection(*trace))) return maps_.clear();
  trace_ = trace->id;
  maps_.request(trace->id, *question);
}

void FirstLook::answer() {
  const TraceInfo* trace = store_.trace();
  const auto* maps = maps_.get<HeadsResult>();
  if (trace == nullptr || maps == nullptr || trace->id != trace_ || !maps_.has(trace_)) return;
  trace_ = 0;
  const auto first = first_head(*trace, graph_of(asked_.stream), *maps);
  if (!first || !same_place(store_.selection(), asked_)) return;
  Selection next = store_.selection();
  next.layer = first->layer;
  next.head = {HeadChoice::Mode::one, first->head};
  next.key = -1;
  if (!same_place(next, asked_)) Q_EMIT found(next);
}

}  // namespace headlight::ui
