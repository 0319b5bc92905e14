#include "ui/panels/row_panel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/panels/figure_accessible.h"
#include "ui/panels/placed_text.h"
#include "ui/panels/pointer.h"
#include "ui/panels/scene.h"
#include "ui/state/map_kind.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kMostBars = 200;
constexpr double kLeastRow = 20, kMostRow = 26, kPadding = 12, kNumber = 44;

// 1, 2 or 5 times a power of ten, so that two to four of them reach `most`.
double tick_step(double most) {
  const double unit = std::pow(10, std::floor(std::log10(most)));
  for (const double factor : {0.2, 0.5}) {
    if (most / (unit * factor) <= 4) return unit * factor;
  }
  return most / unit <= 4 ? unit : most / unit <= 8 ? unit * 2 : unit * 5;
}

// A bar between two places of its track, 0…1: its value's and that of 0.
struct Reach {
  double value = 0, zero = 0;
};

void paint_from_zero(QPainter& painter, const QRectF& track, Reach reach, const QColor& fill) {
  const double left = std::min(reach.value, reach.zero), wide = std::abs(reach.value - reach.zero);
  const QRectF bar(track.left() + left * track.width(), track.top(), std::max(1.0, wide * track.width()), track.height());
  painter.fillRect(bar & track, high_contrast() ? colour("text") : fill);
  if (!high_contrast()) outline_bar(painter, bar & track, fill);
}

}  // namespace

RowView::RowView(Context context, QWidget* parent) : QWidget(parent), context_(context) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  install_figure_accessibility();
  setAccessibleName(tr("Row of weights"));
  const auto again = [this] {
    take_row();
    updateGeometry();
    update();
  };
  connect(&context_.feed.row, &ViewLoader::changed, this, again);
  for (ViewLoader* of_words : {&context_.feed.whole, &context_.feed.scores, &context_.feed.rollout}) connect(of_words, &ViewLoader::changed, this, again);
  connect(&context_.store, &Store::view_changed, this, again);
  connect(&context_.store, &Store::view_changed, this, [this] { announce_cell(*this); });
  connect(&context_.store, &Store::hover_changed, this, qOverload<>(&QWidget::update));
  again();  // the window may be built anew over a run
}

void RowView::set_columns(const MatrixLayout& layout, bool on) {
  layout_ = layout;
  columns_ = on;
  update();
}

void RowView::take_row() {
  const Store& store = context_.store;
  const std::vector<float>* line = selected_row(context_.feed);
  if (line == nullptr) return;
  if (std::ssize(*line) != key_axis(*store.trace(), *store.site()).size()) return;
  SideOptions options;
  options.merge_words = merges_words(store);
  const Side side = side_of(key_axis(*store.trace(), *store.site()), options);
  const auto words = chosen_words(context_.feed);
  if (options.merge_words && !words) return;  // what they are joined from is on its way
  const std::vector<float> values = words ? word_row(store, *words).values : *line;  // one a bar
  const CausalMask mask = causal_mask(*store.trace(), *store.site());
  unordered_ = side.kind == AxisKind::patches;
  placed_ = !unordered_ && side.size() > std::int64_t(kMostBars);
  bars_.clear();
  for (std::int64_t i = 0; i < side.size(); ++i) {
    const std::int64_t key = side.position(i);
    bars_.push_back({key, unordered_ ? position_text(store, key, false) : side.label(i), values[std::size_t(i)],
                     std::int64_t(side.positions[std::size_t(i)].size()), mask.hides(store.selection().query, key)});
  }
}

QString RowView::name_of(const Bar& bar) const { return placed_ ? with_position(bar.label, bar.key) : bar.label; }

std::vector<RowView::Bar> RowView::listed() const {
  std::vector<Bar> all = bars_;
  if (!unordered_ && all.size() <= kMostBars) return all;
  const std::size_t count = std::min(all.size(), kMostBars);
  std::partial_sort(all.begin(), all.begin() + std::ptrdiff_t(count), all.end(),
                    [](const Bar& a, const Bar& b) { return a.value > b.value; });
  all.resize(count);
  for (Bar& bar : all) bar.label = name_of(bar);
  return all;
}

double RowView::row_height(std::size_t count) const {
  if (count == 0) return kMostRow;
  const double room = parentWidget() == nullptr ? height() : parentWidget()->height();
  return std::clamp(std::floor((room - 16) / double(count)), kLeastRow, kMostRow);
}

QSize RowView::sizeHint() const {
  if (columns_) return {200, 100};
  const std::size_t count = std::min(bars_.size(), kMostBars + 1);
  return {200, int(row_height(count) * double(count)) + 16};
}

void RowView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  if (columns_) return paint_columns(painter, bars_);
  paint_list(painter, listed());
}

// What the ends of the bars' tracks stand for: 0 lies between them. Where little is put on any key of a short row, its bars
// stay short; of a long one no key gets much.
std::pair<double, double> RowView::ends_of(const std::vector<Bar>& bars, bool weights) {
  double low = 0, high = weights ? std::min(0.4, 50.0 / double(std::max<std::size_t>(1, bars.size()))) : 0;
  for (const Bar& bar : bars) {
    if (!std::isfinite(bar.value)) continue;
    low = std::min<double>(low, bar.value);
    high = std::max<double>(high, bar.value);
  }
  return {low, high > low ? high : low + 1};
}

void RowView::paint_list(QPainter& painter, const std::vector<Bar>& bars) const {
  if (bars.empty()) return;
  const Store& store = context_.store;
  const Scale scale = scale_of(context_.feed);
  const ColourMap& map = *ColourMap::find(scale.map);
  const bool weights = store.look().quantity == Quantity::weight;
  const auto [low, high] = ends_of(bars, weights);
  const Face plain(12), bold(12, 600);
  double names = 32;
  double largest = 0;
  for (const Bar& bar : bars) {
    names = std::max(names, plain.width(bar.label));
    if (std::isfinite(bar.value)) largest = std::max(largest, std::fabs(double(bar.value)));
  }
  names = std::min(names + 4, width() * 0.36);
  const double tall = row_height(bars.size());
  const double left = kPadding + names + 8, room = std::max(8.0, width() - left - kNumber - kPadding - 4);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const QRectF row(6, 8 + double(i) * tall, width() - 12, tall);
    const bool chosen = bar.holds(store.selection().key), pointed = bar.holds(store.hovered().key);
    if (chosen || pointed) paint_soft(painter, row, chosen ? Soft::selected : Soft::pointed, 3);
    const double middle = row.center().y();
    const bool known = std::isfinite(bar.value) && !bar.masked;
    painter.setPen(colour(chosen ? "text" : "text2"));
    const Face& face = chosen ? bold : plain;
    face.draw_centred(painter, {kPadding + names, middle}, face.elided(bar.label, names), Anchor::end);
    const QRectF track(left, std::round(middle - 4.5), room, 9);
    paint_bar(painter, track, 0, {});
    if (known) paint_from_zero(painter, track, {(bar.value - low) / (high - low), -low / (high - low)}, QColor(map.at(scale.position(bar.value))));
    painter.setPen(colour(bar.masked ? "text3" : "text"));
    face.draw_centred(painter, {width() - kPadding, middle}, bar.masked ? tr("masked") : format_within(bar.value, largest), Anchor::end);
  }
}

void RowView::paint_columns(QPainter& painter, const std::vector<Bar>& bars) const {
  if (bars.empty() || layout_.plot.isEmpty()) return;
  const Store& store = context_.store;
  const Scale scale = scale_of(context_.feed);
  const ColourMap& map = *ColourMap::find(scale.map);
  // Round numbers beyond the highest and the lowest bar, so that the axis ends with ticks.
  double lowest = 0, highest = 0.1;
  for (const Bar& bar : bars) {
    if (!std::isfinite(bar.value)) continue;
    lowest = std::min<double>(lowest, bar.value);
    highest = std::max<double>(highest, bar.value);
  }
  const double step = tick_step(std::max(highest, -lowest)), most = std::ceil(highest / step - 1e-6) * step;
  const double least = std::floor(lowest / step + 1e-6) * step;
  const double top = 16, bottom = height() - 10.0;
  const auto at_height = [&](double value) { return bottom - (std::clamp(value, least, most) - least) / (most - least) * (bottom - top); };
  const Face face(11);
  const auto steps = static_cast<int>(std::lround((most - least) / step));
  for (int i = 0; i <= steps; ++i) {
    const double tick = least + i * step, y = std::round(at_height(tick)) + 0.5;
    painter.setPen(colour("line"));
    painter.drawLine(QPointF(layout_.plot.left(), y), QPointF(layout_.plot.right(), y));
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {layout_.plot.left() - 8, y}, std::fabs(tick) < step / 2 ? QStringLiteral("0") : tick_text(tick), Anchor::end);
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    if (double(i) < layout_.view.left() || double(i) >= layout_.view.right() || !std::isfinite(bar.value)) continue;
    const double x = layout_.column_left(double(i));
    const double inset = std::min(5.0, layout_.cell_width * 0.18);
    const double end = at_height(bar.value), zero = at_height(0), high = std::max(1.0, std::fabs(end - zero));
    const QRectF column(x + inset, bar.value < 0 ? zero : zero - high, std::max(1.0, layout_.cell_width - 2 * inset), high);
    painter.fillRect(column, QColor(map.at(scale.position(bar.value))));
    const bool chosen = bar.holds(store.selection().key);
    if (chosen) {
      painter.setPen(QPen(colour("accent"), 2));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(column.adjusted(-2, -2, 2, 2));
    }
    if (layout_.cell_width < 26 || bar.value < most * 0.25) continue;
    painter.setPen(colour(chosen ? "text" : "text2"));
    Face(11, chosen ? 600 : 400).draw_centred(painter, {column.center().x(), column.top() - 9}, format_value(bar.value, 2), Anchor::middle);
  }
}

std::optional<RowView::Bar> RowView::at(QPointF point) const {
  const std::vector<Bar> shown = columns_ ? bars_ : listed();
  if (shown.empty()) return std::nullopt;
  if (columns_) {
    if (layout_.cell_width <= 0 || point.x() < layout_.plot.left() || point.x() >= layout_.plot.right()) return std::nullopt;
    const auto key = std::int64_t(layout_.column_at(point.x()));
    return key >= 0 && key < std::int64_t(shown.size()) ? std::optional(shown[std::size_t(key)]) : std::nullopt;
  }
  const double row = (point.y() - 8) / row_height(shown.size());
  if (row < 0 || row >= double(shown.size())) return std::nullopt;
  return shown[std::size_t(row)];
}

void RowView::mouseMoveEvent(QMouseEvent* event) {
  const auto bar = at(event->position());
  if (!bar) return context_.pointer.away();
  Hit hit;
  hit.query = context_.store.selection().query;
  hit.key = bar->key;
  hit.query_label = word_text(context_.store, hit.query, true);
  hit.key_label = bar->label;
  hit.value = bar->value;
  hit.has_value = true;
  context_.pointer.at(hit, event->globalPosition().toPoint(), false, window());
}

void RowView::mousePressEvent(QMouseEvent* event) {
  const auto bar = at(event->position());
  if (!bar || event->button() != Qt::LeftButton) return;
  Selection next = context_.store.selection();
  next.key = bar->key;
  context_.store.select(next);
}

QString RowView::row_label(int row) const { return row < rows() ? name_of(bars_[std::size_t(row)]) : QString(); }

QString RowView::text(int row, int) const {
  if (row < 0 || row >= rows()) return {};
  const Bar& bar = bars_[std::size_t(row)];
  return name_of(bar) + QLatin1Char(' ') + (bar.masked ? tr("masked") : format_within(bar.value, bar.value));
}

std::optional<FigureTable::Place> RowView::chosen() const {
  const std::int64_t key = context_.store.selection().key;
  const auto at = std::ranges::find_if(bars_, [&](const Bar& bar) { return bar.holds(key); });
  return at == bars_.end() ? std::nullopt : std::optional(Place{int(at - bars_.begin()), 0});
}

void RowView::choose(int row, int) {
  if (row < 0 || row >= rows()) return;
  Selection next = context_.store.selection();
  next.key = bars_[std::size_t(row)].key;
  context_.store.select(next);
}

QRect RowView::area(int row, int) const {
  if (columns_) return QRectF(layout_.column_left(row), 0, layout_.cell_width, height()).toAlignedRect();
  const std::vector<Bar> shown = listed();
  if (row < 0 || row >= rows()) return {};
  const auto at = std::ranges::find(shown, bars_[std::size_t(row)].key, &Bar::key);
  if (at == shown.end()) return {};
  const double tall = row_height(shown.size());
  return QRectF(6, 8 + double(at - shown.begin()) * tall, width() - 12, tall).toAlignedRect();
}

void RowView::leaveEvent(QEvent*) { context_.pointer.away(); }

RowPanel::RowPanel(Context context, QWidget* parent)
    : PanelFrame(tr("Row"),
                 [&] {
                   auto* area = new QScrollArea;
                   area->setWidgetResizable(true);
                   area->setFocusPolicy(Qt::NoFocus);  // the row itself has the keyboard
                   area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
                   auto* row = new RowView(context);
                   row->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);  // what has no room is scrolled to
                   area->setWidget(row);
                   return area;
                 }(),
                 parent),
      context_(context) {
  connect(&context_.store, &Store::view_changed, this, &RowPanel::refresh);
  connect(&context_.feed.row, &ViewLoader::changed, this, &RowPanel::refresh);
  connect(&context_.store, &Store::run_changed, this, &RowPanel::refresh);
  refresh();
}

void RowPanel::refresh() {
  const Store& store = context_.store;
  if (store.run() == nullptr) {
    set_subtitle({});
    return show_empty({QStringLiteral("bars"), tr("No query chosen"), tr("One query's weights on all keys, as bars."), {}, {}});
  }
  if (store.selection().query < 0) {
    set_subtitle({});
    return show_empty({QStringLiteral("bars"), tr("No query chosen"), tr("Click a row of the matrix, or a token."), {}, {}});
  }
  set_subtitle(tr("Where “%1” looks").arg(word_text(store, store.selection().query, true)));
  show_content();
  followed_.follow(*content()->findChild<RowView*>(), {store.selection().query, store.selection().key});
}

}  // namespace headlight::ui
