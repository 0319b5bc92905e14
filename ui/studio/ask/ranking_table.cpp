#include "ui/studio/ask/ranking_table.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/figures/scale.h"
#include "ui/studio/ask/winners.h"
#include "ui/studio/common/mass_bar.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kHead = 22, kNames = 56, kFoot = 16;  // of a winner's map: above, at the left, below
constexpr double kLeastPitch = 11;                     // of rows that each have their name

QString name_of(const RankedHead& head) { return ui::name_of(HeadPlace{head.site, head.layer, head.head}); }

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

}  // namespace

RankingTable::RankingTable(Context context, const AskModel& model, QWidget* parent)
    : HeadTable(context, tr("Ranking of all heads"), parent), model_(model) {
  connect(&model_, &AskModel::changed, this, &RankingTable::take);
}

int RankingTable::rows() const { return model_.answer() == nullptr ? 0 : int(model_.answer()->heads.size()); }
QString RankingTable::text(int row, int) const { return tr("rank %1, head %2, %3").arg(row + 1).arg(row_label(row), model_.said(model_.answer()->heads[std::size_t(row)].mass)); }

HeadPlace RankingTable::head(int row) const {
  const RankedHead& head = model_.answer()->heads[std::size_t(row)];
  return {head.site, head.layer, head.head};
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

RankingTable::Columns RankingTable::columns_now() const {
  const bool words = model_.to_side().kind == AxisKind::tokens;
  Columns at;
  at.strip = width() > 420 && words && !model_.sampled() ? std::clamp(width() * 0.24, 90.0, 150.0) : 0;
  at.right = width() - kSide - (at.strip > 0 ? at.strip + 16 : 0);
  at.wide = std::max(30.0, at.right - 52 - 7.5 * (model_.answer()->decimals - 3) - at.bar);
  return at;
}

void RankingTable::paint_column_heads(QPainter& painter) const {
  const Columns at = columns_now();
  const Face small(11);
  const QString measured = model_.reversed() ? tr("of what lands on %2, the share from %1") : tr("mass from %1 to %2");
  small.draw_centred(painter, {at.bar, head_height() / 2.0}, small.elided(measured.arg(model_.from_said(), model_.to_said()), at.right - at.bar));
  if (at.strip > 0) small.draw_centred(painter, {width() - kSide - at.strip, head_height() / 2.0}, small.elided(tr("row of %1").arg(model_.from_said()), at.strip));
}

void RankingTable::paint_values(QPainter& painter, int row, double middle, bool chosen) {
  const Answer& answer = *model_.answer();
  const RankedHead& head = answer.heads[std::size_t(row)];
  const Columns at = columns_now();
  const double most = std::max(1e-9, answer.heads.front().mass);
  paint_mass(painter, QRectF(at.bar, middle - 4.5, at.wide, 9), head.mass / most, answer.stands_out(std::size_t(row)), answer.even / most);
  painter.setPen(colour("text"));
  Face(12, chosen ? 600 : 400).draw_centred(painter, {at.right, middle}, model_.mass_text(head.mass), Anchor::end);
  if (at.strip > 0) paint_strip(painter, QRectF(width() - kSide - at.strip, middle - 6, at.strip, 12), head);
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
    in.draw_centred(painter, {map.left() - 6, map.top() + middle}, in.elided(quoted_sign(from.labels[i]), kNames - 8), Anchor::end);
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
    const QString name = quoted_sign(to.labels[i]);
    const double half = bold.width(name) / 2, at = std::max(x, free + half);
    if (at - x > 40) continue;  // too far from its column to be read as its name
    bold.draw_centred(painter, {at, map.bottom() + kFoot / 2 + 1}, name, Anchor::middle);
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
