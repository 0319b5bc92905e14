#include "ui/studio/common/triple_maps.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/panels.h"
#include "ui/panels/centre_panels.h"
#include "ui/panels/matrix_zoom.h"
#include "ui/panels/scene.h"

namespace headlight::ui {

namespace {

constexpr int kTitle = 28, kBesideTitle = 48;  // px: its height, the mark and the margins beside it
constexpr float kRounding = 1e-6F;  // differences up to here are that of float32, and get no colour
constexpr int kDifferenceSite = 1 << 20;  // its cells are no head's

QString quantity_of(const TripleMaps::Content& content) { return content.rollout ? QStringLiteral("rollout") : quantity_key(content.quantity); }

Scale scale_for_pair(const TripleMaps::Content& content, const Look& look) {
  Scale scale;
  scale.map = from_utf8(look.map);
  scale.quantity = quantity_of(content);
  const bool scores = content.quantity == Quantity::score;
  scale.transform = scores || look.scale == ValueScale::linear ? Transform::linear : Transform::root;
  scale.low = scores ? std::min(content.planes[0].low, content.planes[1].low) : 0;
  scale.high = std::max(content.planes[0].high, content.planes[1].high);
  if (content.quantity == Quantity::weight && scale.high > 0.5) scale.high = 1;
  if (scale.high <= scale.low) scale.high = scale.low + 1;
  return scale;
}

Scale scale_for_difference(const TripleMaps::Content& content, bool in_file) {
  Scale scale;
  scale.map = in_file ? paper_style().difference_map : current_theme().difference_map();
  scale.quantity = quantity_of(content);
  scale.high = std::max(content.planes[2].high, -content.planes[2].low);
  if (scale.high <= kRounding) scale.high = 1;
  scale.reversed = content.more_in_b;
  scale.low = -scale.high;
  return scale;
}

// Cells that one text alone has, in the map of the other: nothing stands there.
std::vector<bool> absent_cells(const Plane& plane) {
  std::vector<bool> absent;
  for (const float value : plane.values) absent.push_back(std::isnan(value));
  return std::ranges::find(absent, true) == absent.end() ? std::vector<bool>() : absent;
}

}  // namespace

void paint_side_mark(QPainter& painter, QPointF centre, bool second, double size) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(current_theme().head(second ? 1 : 0));
  if (second) painter.drawRect(QRectF(centre - QPointF(size - 0.5, size - 0.5), QSizeF(2 * size - 1, 2 * size - 1)));
  else painter.drawEllipse(centre, size, size);
}

SideMark::SideMark(bool second, QWidget* parent) : QWidget(parent), second_(second) { setFixedSize(14, 14); }

void SideMark::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_side_mark(painter, {7, 7}, second_);
}

TripleMaps::TripleMaps(Context context, const std::array<QString, 3>& names, QWidget* parent) : QWidget(parent), context_(context) {
  setObjectName(QStringLiteral("ground"));
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4, 4, 4, 4);
  row->setSpacing(8);
  for (std::size_t at = 0; at < 3; ++at) build_map(at, names[at]);
}

void TripleMaps::build_map(std::size_t at, const QString& name) {
  auto* column = new QVBoxLayout;
  column->setSpacing(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 0, 8, 0);
  head->setSpacing(6);
  titles_[at] = new ElidedLabel("text", 12, 600, this);
  titles_[at]->setFixedHeight(kTitle);
  if (at < 2) head->addWidget(new SideMark(at == 1, this));
  head->addWidget(titles_[at], 1);
  FigureCanvas* canvas = canvases_[at] = new FigureCanvas(context_, this);
  canvas->set_table(matrix_table(context_, *canvas));
  canvas->setAccessibleName(name);
  inputs_[at] = new ElidedLabel("text2", 11, 400, this);
  inputs_[at]->hide();
  auto* below = new QHBoxLayout;
  below->setContentsMargins(at < 2 ? 30 : 12, 0, 8, 0);
  below->addWidget(inputs_[at], 1);
  column->addLayout(head);
  column->addLayout(below);
  column->addWidget(canvas, 1);
  static_cast<QHBoxLayout*>(layout())->addLayout(column, 1);
  connect(canvas, &FigureCanvas::picked, this, [this](const Hit& hit) {
    if (!content_ || hit.query >= content_->positions_of_queries || hit.key >= content_->positions_of_keys) return;
    Selection next = context_.store.selection();
    if (hit.query >= 0) next.query = hit.query;
    if (hit.key >= 0) next.key = hit.key;
    context_.store.select(next);
  });
  connect(canvas, &FigureCanvas::opened, this, &TripleMaps::opened);
  connect_zoom(at);
}

// Wheel and drag reach both; each acts on its own kind of figure alone.
void TripleMaps::connect_zoom(std::size_t at) {
  FigureCanvas* canvas = canvases_[at];
  zooms_[at] = new PictureZoom(*canvas, [canvas] { return shown_overlay(*canvas); });
  connect(canvas, &FigureCanvas::turned, this, [this, at](QPointF where, double steps) { zoom(at, where, std::pow(1.25, steps)); });
  connect(canvas, &FigureCanvas::dragged, this, [this, at](QPointF by) { move(at, by); });
  connect(canvas, &FigureCanvas::viewport_changed, this, [this, at] {
    if (linked_) follow(at);
  });
}

void TripleMaps::zoom(std::size_t at, QPointF where, double factor) {
  FigureCanvas& canvas = *canvases_[at];
  if (matrix_of(canvas) != nullptr) canvas.set_viewport(bounded(zoomed_view(canvas, where, factor), all_cells(canvas)));
}

void TripleMaps::move(std::size_t at, QPointF by) {
  FigureCanvas& canvas = *canvases_[at];
  if (matrix_of(canvas) != nullptr) canvas.set_viewport(bounded(panned_view(canvas, by), all_cells(canvas)));
}

void TripleMaps::follow(std::size_t at) {
  for (FigureCanvas* other : canvases_) other->set_viewport(canvases_[at]->viewport());
}

void TripleMaps::set_linked(bool on) {
  if (std::exchange(linked_, on) == on) return;
  for (FigureCanvas* canvas : canvases_) canvas->set_linked(on);
  if (on) follow(zoomed());
}

std::size_t TripleMaps::zoomed() const {
  for (std::size_t at = 0; at < 3; ++at)
    if (canvases_[at]->hasFocus()) return at;
  for (std::size_t at = 0; at < 3; ++at)
    if (canvases_[at]->underMouse()) return at;
  return 0;
}

QAction* TripleMaps::add_fit(PanelFrame& panel) {
  auto* all = new QAction(icon(QStringLiteral("fit")), tr("Fit the whole map"), &panel);
  connect(all, &QAction::triggered, this, &TripleMaps::fit);
  panel.add_tool(all);
  return all;
}

void TripleMaps::fit() { linked_ ? canvases_[0]->set_viewport({}) : canvases_[zoomed()]->set_viewport({}); }

void TripleMaps::zoom_middle(double factor) {
  const std::size_t at = zoomed();
  matrix_of(*canvases_[at]) != nullptr ? zoom(at, canvases_[at]->figure_rect().center(), factor) : zooms_[at]->zoom_middle(factor);
}

void TripleMaps::pan(QPointF by) {
  const std::size_t at = zoomed();
  matrix_of(*canvases_[at]) != nullptr ? move(at, by) : zooms_[at]->pan(by);
}

void TripleMaps::set_late(bool first, bool others) {
  for (std::size_t at = 0; at < 3; ++at) canvases_[at]->set_dimmed(at == 0 ? first : others);
}

FigurePtr TripleMaps::figure(const Content& content, std::size_t at, bool in_file) const {
  const Scale pair = scale_for_pair(content, context_.store.look()), difference = scale_for_difference(content, in_file);
  if (!content.pictures.empty()) {
    OverlayContent map = content.pictures[at];
    map.title = content.titles[at];
    map.map = content.planes[at];
    map.scale = at == 2 ? difference : pair;
    map.beside = {pair, difference};
    map.site = at == 2 ? kDifferenceSite : content.sites[at];
    map.head = at == 2 ? -1 : content.heads[at];
    map.sums_to_one = at < 2;
    return std::make_shared<OverlayFigure>(std::move(map));
  }
  MatrixContent map;
  map.title = content.titles[at];
  map.queries = content.queries;
  map.keys = content.keys;
  map.extent = {0, content.planes[at].rows, 0, content.planes[at].columns};
  map.plane = content.planes[at];
  map.unseen = at == 1 && !content.hidden.empty() ? content.hidden : absent_cells(map.plane);
  if (at == 1) map.changes = content.changes;
  if (at == 2) map.changes.hidden = content.changes.hidden;
  if (in_file && at == 2 && !map.unseen.empty()) map.note = tr("Hatched: tokens that one of the two texts has not.");
  map.scale = at == 2 ? difference : pair;
  map.beside = {pair, difference};
  map.site = at == 2 ? kDifferenceSite : content.sites[at];
  map.head = at == 2 ? -1 : content.heads[at];
  return std::make_shared<MatrixFigure>(std::move(map));
}

bool TripleMaps::same_places(const Content& next) const {
  if (!content_ || content_->pictures.empty() != next.pictures.empty()) return false;
  if (!next.pictures.empty()) return content_->pictures.front().axis.image == next.pictures.front().axis.image;
  return content_->queries.labels == next.queries.labels && content_->keys.labels == next.keys.labels;
}

void TripleMaps::set(const Content& content) {
  const bool kept = same_places(content);
  content_ = content;
  for (std::size_t at = 0; at < 3; ++at) {
    if (!kept) canvases_[at]->set_viewport({});
    canvases_[at]->set_figure(figure(content, at, false));
  }
  place_titles();
}

// One line, or two in all three where one is too short for any: the maps stay side by side.
void TripleMaps::place_titles() {
  if (!content_) return;
  const QString gap = QStringLiteral("   ");
  bool long_one = false;
  for (std::size_t at = 0; at < 3; ++at) {
    titles_[at]->set_text(content_->titles[at]);
    long_one = long_one || (at < 2 && titles_[at]->sizeHint().width() > width() / 3 - kBesideTitle);
  }
  for (std::size_t at = 0; at < 3; ++at) {
    const QString& title = content_->titles[at];
    const auto split = long_one && title.count(gap) > 1 ? title.lastIndexOf(gap) : -1;
    if (split >= 0) titles_[at]->set_text(title.left(split));
    inputs_[at]->set_text(split >= 0 ? title.mid(split + gap.size()) : QString());
    inputs_[at]->setVisible(long_one);
  }
}

void TripleMaps::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  place_titles();
}

FigurePtr TripleMaps::together(const QString& title) const { return content_ ? together(*content_, title) : nullptr; }

// Two beside each other and their difference below, where three would leave each too little.
FigurePtr TripleMaps::together(const Content& content, const QString& title) const {
  const FigurePtr a = figure(content, 0, true), b = figure(content, 1, true), difference = figure(content, 2, true);
  constexpr std::int64_t kBeside = 8;
  const bool narrow = content.pictures.empty() && content.planes[0].columns <= kBeside;
  std::vector<std::vector<FigurePtr>> rows = {{a, b}, {difference}};
  if (narrow || !content.pictures.empty()) rows = {{a, b, difference}};
  else if (content.planes[0].rows == 1) rows = {{a}, {b}, {difference}};
  return std::make_shared<PanelsFigure>(std::move(rows), title);
}

}  // namespace headlight::ui
