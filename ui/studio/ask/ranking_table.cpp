#include "ui/studio/ask/ranking_table.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/figures/scale.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/ask/winners.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kRankingTableSide = 16;
constexpr double kHead = 22, kNames = 56, kFoot = 16;  // of a winner's map: above, at the left, below
constexpr double kLeastPitch = 11;                     // of rows that each have their name

QString name_of(const RankedHead& head) { return QStringLiteral("%1.%2").arg(head.layer).arg(head.head); }

// Runs of neighbouring positions.
std::vector<std::pair<std::int64_t, std::int64_t>> runs_of(const std::vector<std::int64_t>& positions, std::int64_t size) {
  if (positions.empty()) return {{0, size}};
  std::vector<std::pair<std::int64_t, std::int64_t>> runs;
  for (const std::int64_t at : positions) {
    if (!runs.empty() && runs.back().second == at) ++runs.back().second;
    else runs.emplace_back(at, at + 1);
  }
  return runs;
}

// Winners in the accent; in high contrast they are filled and the others hollow, as above. With the line of an even spread.
void paint_mass(QPainter& painter, const QRectF& track, double share, double even, bool wins) {
  const bool hollow = high_contrast() && !wins;
  const QRectF bar(track.topLeft(), QSizeF(std::clamp(share, 0.0, 1.0) * track.width(), track.height()));
  if (hollow) paint_hollow(painter, bar);
  else if (high_contrast()) painter.fillRect(bar, colour("accent"));
  else paint_bar(painter, track, share, colour(wins ? "accent" : "text3"));
  if (even >= 1) return;
  paint_chance(painter, track, even, hollow ? 0 : share);
}

}  // namespace

RankingTable::RankingTable(Context context, const AskModel& model, QWidget* parent)
    : TableView(tr("Ranking of all heads"), parent), context_(context), model_(model), maps_(context.feed) {
  set_own_arrows(true);
  connect(&model_, &AskModel::changed, this, [this] { rows_changed(); });
  connect(&context_.feed.heads, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
  connect(&context_.store, &Store::view_changed, this, qOverload<>(&QWidget::update));
}

int RankingTable::rows() const { return model_.answer() == nullptr ? 0 : int(model_.answer()->heads.size()); }
QString RankingTable::row_label(int row) const { return name_of(model_.answer()->heads[std::size_t(row)]); }
QString RankingTable::text(int row, int) const { return tr("rank %1, head %2, %3").arg(row + 1).arg(row_label(row), model_.said(model_.answer()->heads[std::size_t(row)].mass)); }

std::optional<FigureTable::Place> RankingTable::chosen() const {
  const Selection& now = context_.store.selection();
  for (int row = 0; row < rows(); ++row) {
    const RankedHead& head = model_.answer()->heads[std::size_t(row)];
    if (now.head.mode == HeadChoice::Mode::one && head.layer == now.layer && head.head == now.head.head) return Place{row, 0};
  }
  return std::nullopt;
}

void RankingTable::choose(int row, int) {
  const RankedHead& head = model_.answer()->heads[std::size_t(row)];
  select_head(context_.store, head.site, head.head);
}

void RankingTable::row_opened(int row) {
  choose(row, 0);
  Q_EMIT opened();
}

void RankingTable::row_pointed(int row) {
  Hover hover;
  if (row >= 0) hover = {-1, -1, model_.answer()->heads[std::size_t(row)].layer, model_.answer()->heads[std::size_t(row)].head};
  context_.store.hover(hover);
}

// The row that was asked for, key by key, the asked keys framed.
void RankingTable::paint_strip(QPainter& painter, const QRectF& rect, const RankedHead& head) {
  const HeadMap* map = maps_.map(head.site, head.head);
  const Question question = model_.question();
  if (map == nullptr || question.from.empty() || model_.sampled()) return;
  const QImage& picture = maps_.image(head.site, head.head);
  const std::int64_t queries = model_.from_side().positions.empty() ? 0 : model_.from_side().positions.back().back() + 1;
  const double row = double(question.from.front()) / std::max<double>(1, double(queries)) * picture.height();
  draw_pixels(painter, rect, picture.copy(0, std::clamp(int(row), 0, picture.height() - 1), picture.width(), 1), false);
  const std::int64_t keys = model_.to_side().positions.empty() ? 1 : model_.to_side().positions.back().back() + 1;
  if (question.to.empty()) return;
  for (const auto& [from, to] : runs_of(question.to, keys)) {
    const double first = model_.to_side().right_to_left ? double(keys - to) : double(from);
    const QRectF frame(rect.left() + first / double(keys) * rect.width(), rect.top(), double(to - from) / double(keys) * rect.width(), rect.height());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawRect(frame);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRect(frame);
  }
}

void RankingTable::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const Answer* answer = model_.answer();
  if (answer == nullptr || answer->heads.empty()) return;
  const bool words = model_.to_side().kind == AxisKind::tokens;
  const double strip = width() > 420 && words && !model_.sampled() ? std::clamp(width() * 0.24, 90.0, 150.0) : 0;
  const double right = width() - kRankingTableSide - (strip > 0 ? strip + 16 : 0), bar = 122;
  const double wide = std::max(30.0, right - 52 - 7.5 * (answer->decimals - 3) - bar);
  const Face small(11);
  painter.setPen(colour("text3"));
  small.draw_centred(painter, {76, 12}, tr("head"));
  const QString measured = model_.reversed() ? tr("of what lands on %2, the share from %1") : tr("mass from %1 to %2");
  small.draw_centred(painter, {bar, 12}, small.elided(measured.arg(model_.from_words(), model_.to_words()), right - bar));
  if (strip > 0) small.draw_centred(painter, {width() - kRankingTableSide - strip, 12}, small.elided(tr("row of %1").arg(model_.from_words()), strip));
  const auto now = chosen();
  const double most = std::max(1e-9, answer->heads.front().mass);
  const int first = std::max(0, row_at({0, double(event->rect().top())})), last = std::min(rows(), first + event->rect().height() / kRow + 3);
  for (int row = event->rect().top() < header_height() ? 0 : first; row < last; ++row) {
    const RankedHead& head = answer->heads[std::size_t(row)];
    const QRectF all = row_rect(row).adjusted(4, 0, -4, 0);
    const bool selected = now && now->row == row, hovered = context_.store.hovered().layer == head.layer && context_.store.hovered().head == head.head;
    if (selected || hovered) paint_soft(painter, all, selected ? Soft::selected : Soft::pointed, 3);
    const double middle = all.center().y();
    painter.setPen(colour(selected ? "text2" : "text3"));
    small.draw_centred(painter, {36, middle}, QString::number(row + 1), Anchor::end);
    maps_.paint(painter, QRectF(46, middle - 10, 20, 20), head.site, head.head);
    painter.setPen(colour("text"));
    Face(12, 600).draw_centred(painter, {76, middle}, name_of(head));
    paint_mass(painter, QRectF(bar, middle - 4.5, wide, 9), head.mass / most, answer->even / most, answer->stands_out(std::size_t(row)));
    painter.setPen(colour("text"));
    Face(12, selected ? 600 : 400).draw_centred(painter, {right, middle}, model_.mass_text(head.mass), Anchor::end);
    if (strip > 0) paint_strip(painter, QRectF(width() - kRankingTableSide - strip, middle - 6, strip, 12), head);
  }
}

WinnerMaps::WinnerMaps(Context context, const AskModel& model, QWidget* parent)
    : HeadPlot(context, tr("Winning heads"), parent), model_(model), maps_(context.feed) {
  connect(&model_, &AskModel::changed, this, &WinnerMaps::take);
  connect(&context_.feed.heads, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
  connect(&context_.store, &Store::view_changed, this, &WinnerMaps::take);  // colours and sizes of marks
}

int WinnerMaps::rows() const { return model_.answer() == nullptr ? 0 : int(model_.answer()->winners); }
HeadPlace WinnerMaps::head(int row) const {
  const RankedHead& head = model_.answer()->heads[std::size_t(row)];
  return {head.site, head.layer, head.head};
}
QString WinnerMaps::text(int row, int) const { return tr("winner %1, head %2, %3").arg(row + 1).arg(row_label(row), model_.said(model_.answer()->heads[std::size_t(row)].mass)); }

void WinnerMaps::choose(int row, int) {
  const RankedHead& head = model_.answer()->heads[std::size_t(row)];
  select_head(context_.store, head.site, head.head);
}

QRectF WinnerMaps::cell(int row) const {
  const int across = width() > height() * 1.15 ? 3 : 2, down = int(most_winners) / across;
  const double gap = 14, wide = (width() - gap * (across + 1)) / across, tall = (height() - gap * (down + 1)) / down;
  return {gap + (row % across) * (wide + gap), gap + (row / across) * (tall + gap), wide, tall};
}

QRectF WinnerMaps::map_in(const QRectF& cell, const HeadMap& map) const {
  const double wide = cell.width() - kNames, tall = cell.height() - kHead - kFoot;
  const double edge = std::min(wide / double(std::max<std::int64_t>(1, map.plane.columns)), tall / double(std::max<std::int64_t>(1, map.plane.rows)));
  return {cell.left() + kNames, cell.top() + kHead, edge * double(map.plane.columns), edge * double(map.plane.rows)};
}

// The words of the rows (of the asked ones alone where they are too many) and of the asked columns.
void WinnerMaps::paint_names(QPainter& painter, const QRectF& map) const {
  const Question question = model_.question();
  const Side &from = model_.from_side(), &to = model_.to_side();
  if (from.kind != AxisKind::tokens || to.kind != AxisKind::tokens || from.positions.empty() || to.positions.empty()) return;
  const Face face(11), bold(11, 600);
  const double pitch = map.height() / double(from.positions.back().back() + 1), across = map.width() / double(to.positions.back().back() + 1);
  const auto asked = [](const std::vector<std::int64_t>& chosen, const std::vector<std::int64_t>& entry) { return std::ranges::binary_search(chosen, entry.front()); };
  double below = -kLeastPitch;  // the last name
  for (std::size_t i = 0; i < from.positions.size(); ++i) {
    const auto& entry = from.positions[i];
    const bool chosen = asked(question.from, entry);
    const double middle = double(entry.front() + entry.back() + 1) / 2 * pitch;
    if ((!chosen && pitch < kLeastPitch) || middle - below < kLeastPitch) continue;
    below = middle;
    painter.setPen(colour(chosen ? "text" : "text3"));
    const Face& in = chosen ? bold : face;
    in.draw_centred(painter, {map.left() - 6, map.top() + middle}, in.elided(from.labels[i], kNames - 8), Anchor::end);
  }
  double free = map.left() - kNames;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < to.positions.size(); ++i) {
    if (asked(question.to, to.positions[i])) columns.push_back(i);
  }
  if (to.right_to_left) std::ranges::reverse(columns);
  painter.setPen(colour("text"));
  for (const std::size_t i : columns) {
    const auto& entry = to.positions[i];
    const double middle = double(entry.front() + entry.back() + 1) / 2 * across, x = to.right_to_left ? map.right() - middle : map.left() + middle;
    const double half = bold.width(to.labels[i]) / 2, at = std::max(x, free + half);
    if (at - x > 40) continue;  // too far from its column to be read as its name
    bold.draw_centred(painter, {at, map.bottom() + kFoot / 2 + 1}, to.labels[i], Anchor::middle);
    free = at + half + 8;
  }
}

void WinnerMaps::paint_asked(QPainter& painter, const QRectF& map) const {
  const Question question = model_.question();
  const auto count = [](const Side& side) { return side.positions.empty() ? std::int64_t(1) : side.positions.back().back() + 1; };
  const double queries = double(count(model_.from_side())), keys = double(count(model_.to_side()));
  if (question.from.empty() && question.to.empty()) return;
  painter.setBrush(Qt::NoBrush);
  for (const auto& [top, bottom] : runs_of(question.from, std::int64_t(queries))) {
    for (const auto& [left, right] : runs_of(question.to, std::int64_t(keys))) {
      const double first = model_.to_side().right_to_left ? keys - double(right) : double(left);
      const QRectF frame(map.left() + first / keys * map.width(), map.top() + double(top) / queries * map.height(),
                         double(right - left) / keys * map.width(), double(bottom - top) / queries * map.height());
      painter.setPen(QPen(Qt::black, 3.5));
      painter.drawRect(frame);
      painter.setPen(QPen(Qt::white, 1.6));
      painter.drawRect(frame);
    }
  }
}

void WinnerMaps::set_picture(const QImage& picture) {
  if (picture_.cacheKey() == picture.cacheKey()) return;
  picture_ = picture;
  take();
}

// The earlier ones stay until newer numbers have arrived.
void WinnerMaps::take() {
  auto next = winner_figures(context_.store, model_, picture_);
  const bool waits = !next.empty() && std::ranges::all_of(next, [](const auto& figure) { return figure == nullptr; });
  if (!waits || next.size() != figures_.size()) figures_ = std::move(next);
  update();
}

// Of a text. Returns where the map lies.
QRectF WinnerMaps::paint_map(QPainter& painter, const QRectF& cell, const RankedHead& head) {
  painter.setPen(colour("text"));
  const Face bold(12, 600), face(12);
  bold.draw_centred(painter, {cell.left(), cell.top() + 9}, name_of(head));
  face.draw_centred(painter, {cell.left() + bold.width(name_of(head)) + 8, cell.top() + 9}, model_.mass_text(head.mass));
  const HeadMap* map = maps_.map(head.site, head.head);
  if (map == nullptr) return {};
  const QRectF at = map_in(cell, *map);
  maps_.paint(painter, at, head.site, head.head);
  paint_asked(painter, at);
  paint_names(painter, at);
  return at;
}

void WinnerMaps::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const Selection& now = context_.store.selection();
  const FigureStyle style = screen_style(current_theme());
  for (int row = 0; row < rows(); ++row) {
    const RankedHead& head = model_.answer()->heads[std::size_t(row)];
    const QRectF place = cell(row);
    const WinnerFigure* figure = std::size_t(row) < figures_.size() ? figures_[std::size_t(row)].get() : nullptr;
    if (figure != nullptr) figure->paint(painter, place, style);
    const QRectF at = figure != nullptr ? figure->place(place, style).rect : model_.on_picture() ? QRectF() : paint_map(painter, place, head);
    if (at.isEmpty() || now.head.mode != HeadChoice::Mode::one || now.layer != head.layer || now.head.head != head.head) continue;
    painter.setPen(QPen(colour("accent"), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(at.adjusted(-2, -2, 2, 2));
  }
}

}  // namespace headlight::ui
