#include "ui/studio/ask/head_bars.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/studio/common/mass_bar.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kHeadBarsLeft = 56, kRight = 24, kTop = 28, kBottom = 24, kBetween = 14, kMostBar = 34;

}  // namespace

HeadBars::HeadBars(Context context, const AskModel& model, QWidget* parent)
    : HeadPlot(context, tr("Mass of every head"), parent), model_(model) {
  connect(&model_, &AskModel::changed, this, &HeadBars::take);
}

void HeadBars::take() {
  if (const Answer* answer = model_.answer()) {
    bars_.clear();
    most_ = std::isfinite(answer->even) ? answer->even : 0;
    for (std::size_t i = 0; i < answer->heads.size(); ++i) {
      bars_.push_back({answer->heads[i], i});
      most_ = std::max(most_, answer->heads[i].mass);
    }
    most_ = most_ > 0 ? most_ * 1.12 : 1;
    std::ranges::stable_sort(bars_, {}, [](const Bar& bar) { return std::pair(bar.head.layer, bar.head.head); });
    layers_ = bars_.empty() ? 0 : bars_.back().head.layer + 1;
  } else if (!model_.late() && context_.store.trace() == nullptr) {
    bars_.clear();
  }
  update();
}

bool HeadBars::wins(int row) const { return model_.answer() != nullptr && model_.answer()->stands_out(bars_[std::size_t(row)].rank); }

QRectF HeadBars::plot() const { return {kHeadBarsLeft, kTop, std::max(20.0, width() - kHeadBarsLeft - kRight), std::max(20.0, height() - kTop - kBottom)}; }

QRectF HeadBars::slot(int row) const {
  const QRectF area = plot();
  const double between = std::min(kBetween, area.width() / std::max(1, layers_) * 0.2);
  const double wide = (area.width() - between * (layers_ - 1)) / std::max(1, rows());
  return {area.left() + row * wide + bars_[std::size_t(row)].head.layer * between, area.top(), wide, area.height()};
}

QRectF HeadBars::bar(int row) const {
  const QRectF all = slot(row);
  const double tall = std::max(1.0, bars_[std::size_t(row)].head.mass / most_ * all.height()), inset = all.width() > kMostBar ? (all.width() - kMostBar) / 2 : all.width() > 4 ? all.width() * 0.1 : 0;
  return {all.left() + inset, all.bottom() - tall, std::max(1.0, all.width() - 2 * inset), tall};
}

// Around the chosen bar's whole height and its label; below, where it stands.
QRectF HeadBars::frame(int row) const {
  const QRectF all = slot(row);
  const double more = std::max(0.0, (Face(11, 600).width(row_label(row)) + 8 - all.width()) / 2);
  return all.adjusted(-more, 0, more, 0);
}

// Names of the winners and of the chosen head: above their bars, above a neighbour's name, and beside the chosen bar's frame.
std::vector<std::pair<int, QRectF>> HeadBars::labels(int chosen) const {
  const Face bold(11, 600);
  const QRectF framed = chosen < 0 ? QRectF() : frame(chosen).adjusted(-3, -kTop, 3, 0);
  std::vector<std::pair<int, QRectF>> all;
  for (int row = 0; row < rows(); ++row) {
    if (row != chosen && !wins(row)) continue;
    const QRectF place = bar(row);
    QRectF label(place.center().x() - bold.width(row_label(row)) / 2, place.top() - 16, bold.width(row_label(row)), 14);
    if (row != chosen && label.intersects(framed)) row < chosen ? label.moveRight(framed.left()) : label.moveLeft(framed.right());
    const QRectF last = all.empty() ? QRectF() : all.back().second;
    if (label.left() < last.right() + 3 && std::abs(label.top() - last.top()) < 14) label.moveTop(std::max(0.0, last.top() - 13));
    all.emplace_back(row, label);
  }
  return all;
}

HeadPlace HeadBars::head(int row) const {
  const RankedHead& head = bars_[std::size_t(row)].head;
  return {head.site, head.layer, head.head};
}

QString HeadBars::text(int row, int) const {
  return tr("head %1, %2, rank %3").arg(row_label(row), model_.said(bars_[std::size_t(row)].head.mass)).arg(bars_[std::size_t(row)].rank + 1);
}

void HeadBars::choose(int row, int) { select_head(context_.store, bars_[std::size_t(row)].head.site, bars_[std::size_t(row)].head.head); }

void HeadBars::paint_ground(QPainter& painter) const {
  const QRectF area = plot();
  const Face face(11);
  const double unit = std::pow(10, std::floor(std::log10(most_)));
  const double step = most_ / unit > 5 ? unit * 2 : most_ / unit > 2 ? unit : unit / 2;
  for (double tick = 0; tick <= most_; tick += step) {
    const double y = std::round(area.bottom() - tick / most_ * area.height()) + 0.5;
    painter.setPen(colour("line"));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {area.left() - 10, y}, tick == 0 ? QStringLiteral("0") : QString::number(tick, 'g', 3), Anchor::end);
  }
  for (int layer = 0, first = 0; layer < layers_; ++layer) {
    int last = first;
    while (last < rows() && bars_[std::size_t(last)].head.layer == layer) ++last;
    if (last > first) {
      const double from = slot(first).left(), to = slot(last - 1).right();
      const QString words = face.width(tr("Layer %1").arg(layer)) < to - from ? tr("Layer %1").arg(layer) : QString::number(layer);
      face.draw_centred(painter, {(from + to) / 2, height() - kBottom / 2}, words, Anchor::middle);
    }
    first = last;
  }
}

void HeadBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  if (bars_.empty()) return;
  if (model_.answer() == nullptr) painter.setOpacity(late_opacity);
  paint_ground(painter);
  const auto now = chosen();
  const Face bold(11, 600);
  const auto names = labels(now ? now->row : -1);
  for (const auto& [row, label] : names) {
    if (now && now->row == row) paint_soft(painter, frame(row) | QRectF(frame(row).left(), label.top() - 4, 1, 1), Soft::selected);
  }
  for (int row = 0; row < rows(); ++row) {
    if (wins(row) || !high_contrast()) painter.fillRect(bar(row), colour(wins(row) ? "accent" : "text3"));
    else paint_hollow(painter, bar(row));
  }
  for (const auto& [row, label] : names) {
    const bool selected = now && now->row == row;
    painter.fillRect(label.adjusted(-2, 0, 2, -1), colour(selected && !high_contrast() ? "accentSoft" : "ground"));  // no line of the plot runs through it
    painter.setPen(colour("text"));
    bold.draw_centred(painter, label.center(), row_label(row), Anchor::middle);
  }
  paint_even(painter);
}

// The dashed line, and what it is above the plot, where no bar is.
void HeadBars::paint_even(QPainter& painter) const {
  const Answer* answer = model_.answer();
  if (answer == nullptr || !std::isfinite(answer->even)) return;
  const QRectF area = plot();
  const double y = std::round(area.bottom() - answer->even / most_ * area.height()) + 0.5;
  if (!high_contrast()) painter.fillRect(QRectF(area.left(), y - 1.5, area.width(), 3), colour("ground"));  // bars are cut: dashes are seen on them, too
  painter.setPen(QPen(colour("text"), 1, Qt::DashLine));
  painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
  const QString words = tr("evenly spread %1").arg(format_value(answer->even));
  const Face face(11);
  const double left = area.right() - face.width(words);
  face.draw_centred(painter, {left, 8}, words);
  painter.drawLine(QPointF(left - 32, 8.5), QPointF(left - 6, 8.5));
}

}  // namespace headlight::ui
