#include "ui/panels/graph_panel.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/figures/graph.h"
#include "ui/panels/centre_panels.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

constexpr double kBarUnits = 1000;    // of the scroll bar, a row
constexpr double kRowsAStep = 3;      // of the wheel
constexpr double kBeside = 1;         // rows kept in sight beside a chosen one
constexpr int kBarWidth = 10;

const GraphFigure* figure_of(const FigureCanvas& canvas) { return dynamic_cast<const GraphFigure*>(canvas.figure().get()); }

}  // namespace

GraphPanel::GraphPanel(Context context, QWidget* parent)
    : FigurePanel(context, tr("Links"), context.feed.whole,
                  [&feed = context.feed] { return graph_figure(feed); }, parent),
      bar_(new QScrollBar(Qt::Vertical, canvas())) {
  bar_->hide();
  canvas()->set_table(graph_table(context, *canvas()));
  canvas()->installEventFilter(this);
  connect(canvas(), &FigureCanvas::picked, this, [this](const Hit& hit) { choose(context_.store, hit, false); });
  connect(canvas(), &FigureCanvas::resized, this, &GraphPanel::lay_out);
  connect(canvas(), &FigureCanvas::turned, this, [this](QPointF, double steps) { scroll_to(bar_->value() / kBarUnits - steps * kRowsAStep); });
  connect(canvas(), &FigureCanvas::dragged, this, &GraphPanel::pan);
  connect(bar_, &QScrollBar::valueChanged, this, &GraphPanel::lay_out);
  connect(&context_.feed.rollout, &ViewLoader::changed, this, &GraphPanel::refresh);
  connect(&context_.store, &Store::run_changed, this, [this] { bar_->setValue(0); });
}

const ViewLoader& GraphPanel::loader() const { return shows_rollout(context_.store) ? context_.feed.rollout : FigurePanel::loader(); }

QString GraphPanel::subtitle() const { return context_.store.site() == nullptr ? QString() : link_words(context_.store); }

PanelFrame::Words GraphPanel::teaching() const {
  return {QStringLiteral("graph"), tr("No links yet"), tr("A line from each word to those it looks at, wide where the weight is large."), {}, {}};
}

QString GraphPanel::reason() const {
  if (context_.store.site() == nullptr || context_.feed.has_whole()) return {};
  if (is_deformable(*context_.store.site())) return sampled_words();
  return tr("Links are drawn for up to 400 tokens; the matrix shows texts of any length.");
}

void GraphPanel::refresh() {
  FigurePanel::refresh();
  lay_out();
  const Selection& now = context_.store.selection();
  if (canvas()->stale() || (now.query == shown_.query && now.key == shown_.key)) return;
  show_chosen();
  shown_ = now;
}

void GraphPanel::lay_out() {
  const GraphFigure* figure = figure_of(*canvas());
  if (figure == nullptr) return bar_->hide();
  const auto rows = figure->rows(canvas()->figure_rect(), canvas()->style());
  const bool scrolls = rows.all > rows.most;
  bar_->setVisible(scrolls);
  canvas()->set_room_right(scrolls ? kBarWidth : 0);
  if (!scrolls) return canvas()->set_viewport({});
  bar_->setGeometry(canvas()->width() - kBarWidth, 0, kBarWidth, canvas()->height());
  const QSignalBlocker quiet(bar_);
  bar_->setRange(0, int(std::lround((rows.all - rows.most) * kBarUnits)));
  bar_->setPageStep(int(std::lround(rows.most * kBarUnits)));
  bar_->setSingleStep(int(kBarUnits));
  canvas()->set_viewport({0, bar_->value() / kBarUnits, 1, rows.most});
}

void GraphPanel::scroll_to(double row) { bar_->setValue(int(std::lround(row * kBarUnits))); }

// The key first: where both do not fit, the query stays.
void GraphPanel::show_chosen() {
  const GraphFigure* figure = figure_of(*canvas());
  const Viewport view = canvas()->viewport();
  if (figure == nullptr || view.isEmpty()) return;
  const Selection& now = context_.store.selection();
  const double most = std::max(0.0, view.height() - 1 - 2 * kBeside);
  for (const std::int64_t row : {figure->content().keys.find(now.key), figure->content().queries.find(now.query)}) {
    if (row < 0) continue;
    const double first = bar_->value() / kBarUnits, before = double(row) - kBeside;
    scroll_to(std::clamp(first, before - most, before));
  }
}

void GraphPanel::fit() { show_chosen(); }

void GraphPanel::pan(QPointF by) {
  const GraphFigure* figure = figure_of(*canvas());
  if (figure == nullptr || bar_->isHidden()) return;
  scroll_to(bar_->value() / kBarUnits - by.y() / figure->rows(canvas()->figure_rect(), canvas()->style()).height);
}

bool GraphPanel::scroll_by_key(int key) {
  const double first = bar_->value() / kBarUnits, page = std::max(1.0, canvas()->viewport().height() - 1);
  switch (key) {
    case Qt::Key_PageDown: scroll_to(first + page); return true;
    case Qt::Key_PageUp: scroll_to(first - page); return true;
    case Qt::Key_Home: scroll_to(0); return true;
    case Qt::Key_End: bar_->setValue(bar_->maximum()); return true;
    default: return false;
  }
}

bool GraphPanel::eventFilter(QObject* object, QEvent* event) {
  if (object == canvas() && event->type() == QEvent::KeyPress && !bar_->isHidden()) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() == Qt::NoModifier && scroll_by_key(key->key())) return true;
  }
  return FigurePanel::eventFilter(object, event);
}

}  // namespace headlight::ui
