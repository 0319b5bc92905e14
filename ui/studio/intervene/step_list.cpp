#include "ui/studio/intervene/step_list.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kSide = 12, kBox = 16;

void paint_check(QPainter& painter, const QRectF& box, bool on) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour(on ? "accentFill" : "borderStrong"), 1));
  painter.setBrush(on ? colour("accentFill") : colour("field"));
  painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
  if (on) paint_icon(painter, box.adjusted(1, 1, -1, -1), QStringLiteral("check"), colour("onAccent"));
}

}  // namespace

StepList::StepList(Context context, InterveneModel& model, QWidget* parent) : TableView(tr("Interventions, in order"), parent), context_(context), model_(model) {
  set_own_arrows(true);
  connect(&model_, &InterveneModel::changed, this, [this] {
    current_ = std::clamp(current_, 0, std::max(0, int(model_.steps().size()) - 1));
    rows_changed();
  });
}

QString StepList::text(int row, int) const {
  const Step& step = model_.steps()[std::size_t(row / kStep)];
  if (context_.store.trace() == nullptr) return QString::fromStdString(to_text(step.change));
  const StepWords words = words_of(step.change, *context_.store.trace());
  return row % kStep == 0 ? words.name + (step.on ? QString() : QStringLiteral(", ") + tr("bypassed")) : words.second;
}

std::optional<FigureTable::Place> StepList::chosen() const {
  if (model_.steps().empty()) return std::nullopt;
  return Place{current_ * kStep, 0};
}

void StepList::choose(int row, int) {
  current_ = row / kStep;
  rows_changed();
}

void StepList::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("panel"));
  if (context_.store.trace() == nullptr) return;
  for (std::size_t i = 0; i < model_.steps().size(); ++i) {
    const Step& step = model_.steps()[i];
    const QRectF all = step_rect(int(i));
    const bool now = int(i) == current_ && hasFocus();
    if (now) paint_soft(painter, all.adjusted(4, 1, -4, -1), Soft::selected, 3);
    const StepWords words = words_of(step.change, *context_.store.trace());
    paint_check(painter, QRectF(kSide, all.center().y() - kBox / 2, kBox, kBox), step.on);
    paint_icon(painter, QRectF(kSide + 24, all.center().y() - 8, 16, 16), words.icon, colour(step.on ? "text2" : "disabled"));
    const double left = kSide + 48, room = width() - left - 34;
    painter.setPen(colour(step.on ? "text" : "disabled"));
    const Face bold(12, 600), small(11);
    bold.draw_centred(painter, {left, all.center().y() - 9}, bold.elided(words.name, room));
    painter.setPen(colour(step.on ? "text2" : "disabled"));
    small.draw_centred(painter, {left, all.center().y() + 9}, small.elided(words.second, room));
    paint_icon(painter, QRectF(width() - 30, all.center().y() - 8, 16, 16), QStringLiteral("x"), colour("text2"));
  }
}

void StepList::mousePressEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  if (row < 0 || event->button() != Qt::LeftButton) return;
  current_ = row / kStep;
  const double x = event->position().x();
  if (x > width() - 36) return model_.remove(std::size_t(current_));
  if (x < kSide + kBox + 6) return model_.set_on(std::size_t(current_), !model_.steps()[std::size_t(current_)].on);
  update();
}

void StepList::keyPressEvent(QKeyEvent* event) {
  const int count = int(model_.steps().size());
  if (count == 0) return QWidget::keyPressEvent(event);
  const bool alt = event->modifiers().testFlag(Qt::AltModifier);
  const int by = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
  if (by != 0) {
    const int to = std::clamp(current_ + by, 0, count - 1);
    if (alt) model_.move(std::size_t(current_), by);
    current_ = to;
    return rows_changed();
  }
  if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) return model_.remove(std::size_t(current_));
  if (event->key() == Qt::Key_Return) return model_.set_on(std::size_t(current_), !model_.steps()[std::size_t(current_)].on);
  QWidget::keyPressEvent(event);
}

OutputView::OutputView(const InterveneModel& model, QWidget* parent) : TableView(tr("Output before and after"), parent), model_(model) {
  connect(&model_, &InterveneModel::changed, this, &OutputView::take);
}

void OutputView::set_position(std::int64_t position) {
  position_ = position;
  take();
}

void OutputView::take() {
  shown_.clear();
  said_ = {};
  if (const Ablation* result = model_.result()) {
    const auto positions = predicted_positions(*result->before);
    if (!positions.empty() && std::ranges::find(positions, position_) == positions.end()) position_ = positions.back();
    shown_ = outputs_of(*result->before, *result->after, position_);
    if (shown_.empty()) shown_ = model_.words();
    const auto [before, after] = model_.texts();
    said_ = model_.writing() ? said(before, before) : said(before, after);
    if (model_.writing()) said_.second = {{QStringLiteral("…"), false}};
    if (shown_.empty()) {  // no probabilities: how far the numbers moved
      for (const Ablation::Change& change : result->changes) shown_.push_back({from_utf8(change.output), 0, change.most});
    }
  }
  rows_changed();
}

int OutputView::header_height() const { return said_.first.empty() && said_.second.empty() ? 26 : 98; }

QString OutputView::text(int row, int) const {
  const OutputRow& of = shown_[std::size_t(row)];
  return tr("%1: before %2, after %3").arg(of.name, value_or_none(of.before), value_or_none(of.after));
}

void OutputView::paint_texts(QPainter& painter) const {
  const Face plain(13), bold(13, 600), small(11);
  double y = 22;
  for (const auto& [words, second] : {std::pair{&said_.first, false}, std::pair{&said_.second, true}}) {
    paint_side_mark(painter, {kSide + 6, y}, second, 4);
    painter.setPen(colour("text2"));
    small.draw_centred(painter, {kSide + 18, y}, second ? tr("after") : tr("before"));
    double x = kSide + 76;
    for (const SaidWord& word : *words) {
      const Face& face = word.changed ? bold : plain;
      const double wide = face.width(word.text);
      if (x + wide > width() - kSide) break;
      painter.setPen(colour("text"));
      face.draw_centred(painter, {x, y}, word.text);
      if (word.changed) painter.fillRect(QRectF(x, y + 10, wide, 2), current_theme().head(second ? 1 : 0));
      x += wide + 8;
    }
    y += 28;
  }
}

void OutputView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  const Ablation* result = model_.result();
  if (result == nullptr) return;
  if (!said_.first.empty() || !said_.second.empty()) paint_texts(painter);
  if (rows() == 0) return;
  const bool words = shown_.front().moved >= 0;
  const bool moved = !words && result->before->predictions.empty() && result->before->detections.empty();
  const double change = width() - kSide, after = change - 76, before = after - 64, bar = kSide + std::clamp(width() * 0.26, 90.0, 220.0), wide = std::max(30.0, before - 56 - bar);
  const Face small(11), face(12);
  const double top = header_height() - 13;
  painter.setPen(colour("text3"));
  small.draw_centred(painter, {kSide, top}, moved ? tr("output, most changed number") : words ? tr("probability of each written word") : tr("output"));
  if (!moved) small.draw_centred(painter, {before, top}, tr("before"), Anchor::end);
  small.draw_centred(painter, {after, top}, moved ? tr("by") : tr("after"), Anchor::end);
  if (!moved) small.draw_centred(painter, {change, top}, words ? tr("moved") : tr("change"), Anchor::end);
  double most = 1;
  for (const OutputRow& of : shown_) most = std::max(most, of.after);
  for (int row = 0; row < rows(); ++row) {
    const OutputRow& of = shown_[std::size_t(row)];
    const double middle = row_rect(row).center().y();
    painter.setPen(colour("text"));
    face.draw_centred(painter, {kSide, middle}, face.elided(of.name, bar - kSide - 10));
    if (!moved) paint_bar(painter, QRectF(bar, middle - 7, wide, 6), std::isfinite(of.before) ? of.before : 0, current_theme().head(0));
    paint_bar(painter, QRectF(bar, middle + (moved ? -3 : 1), wide, 6), std::isfinite(of.after) ? of.after / most : 0, current_theme().head(1));
    painter.setPen(colour("text"));
    if (!moved) face.draw_centred(painter, {before, middle}, value_or_none(of.before), Anchor::end);
    face.draw_centred(painter, {after, middle}, value_or_none(of.after), Anchor::end);
    if (moved) continue;
    if (words) {  // how far the step's whole distribution moved
      painter.setPen(colour(of.moved > 0.01 ? "text" : "text3"));
      Face(12, of.moved > 0.5 ? 600 : 400).draw_centred(painter, {change, middle}, format_value(of.moved), Anchor::end);
      continue;
    }
    const double by = of.after - of.before;
    const bool seen = std::abs(by) >= 0.0005;  // of three digits
    painter.setPen(!seen ? colour("text2") : by < 0 ? current_theme().head(0) : current_theme().head(1));
    const QString text = !std::isfinite(by) ? QStringLiteral("–") : !seen ? format_value(0) : format_signed(by);
    face.draw_centred(painter, {change, middle}, text, Anchor::end);
  }
}

}  // namespace headlight::ui
