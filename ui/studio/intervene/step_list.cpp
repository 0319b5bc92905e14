#include "ui/studio/intervene/step_list.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/figures/matrix.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kStepListSide = 2, kBox = 16, kStepCross = 22, kStepLine = 15;  // kStepLine: from one line of a step to the next
constexpr int kStepMostLines = 3;  // of a step

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
    follow_history();
  });
  connect(&context_.store, &Store::history_changed, this, &StepList::follow_history);
}

void StepList::follow_history() {
  setAccessibleDescription(undone_words());
  rows_changed();
}

QString StepList::undone_words() const {
  const int count = model_.undone();
  return count == 0 ? QString() : tr("%1 undone, Ctrl Shift Z brings them back", nullptr, count).arg(count);
}

QRectF StepList::undone_rect() const {
  const int tall = footer_height();
  return {kStepListSide + 0.5, height() - tall + 2.5, width() - 2.0 * kStepListSide - 1, tall - 9.0};
}

QStringList StepList::undone_lines() const { return wrapped(undone_words(), Face(11), width() - 2 * kStepListSide - 21); }

int StepList::footer_height() const {
  const auto lines = undone_lines().size();
  return lines == 0 ? 0 : kUndone + int(kStepLine) * int(lines - 1);
}

void StepList::resizeEvent(QResizeEvent* event) {
  TableView::resizeEvent(event);
  if (minimumHeight() != sizeHint().height()) rows_changed();  // words break elsewhere
}

// Dashed: it was done, and is not.
void StepList::paint_undone(QPainter& painter) const {
  const QStringList lines = undone_lines();
  if (lines.isEmpty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour("borderStrong"), 1, Qt::DashLine));
  painter.drawRoundedRect(undone_rect(), 3, 3);
  const Face face(11);
  painter.setPen(colour("text2"));
  double y = undone_rect().center().y() - kStepLine * double(lines.size() - 1) / 2;
  for (const QString& line : lines) {
    face.draw_centred(painter, {undone_rect().left() + 10, y}, line);
    y += kStepLine;
  }
}

QString StepList::value_after(int step) const {
  const auto value = model_.watched_after(std::size_t(step));
  return value ? value_or_none(*value) : QString();
}

QString StepList::text(int row, int) const {
  const Step& step = model_.steps()[std::size_t(row / kStep)];
  if (context_.store.trace() == nullptr) return QString::fromStdString(to_text(step.change));
  const StepWords words = words_of(step.change, *context_.store.trace());
  if (row % kStep == 0) return words.name + (step.on ? QString() : QStringLiteral(", ") + tr("bypassed"));
  const QString value = value_after(row / kStep);
  return value.isEmpty() ? words.second : words.second + QStringLiteral(", ") + tr("%1 after it: %2").arg(model_.watched()->name, value);
}

std::optional<FigureTable::Place> StepList::chosen() const {
  if (model_.steps().empty()) return std::nullopt;
  return Place{current_ * kStep, 0};
}

void StepList::choose(int row, int) {
  current_ = row / kStep;
  rows_changed();
}

void StepList::paint_watched(QPainter& painter) const {
  const auto watched = model_.watched();
  if (!watched) return;
  const Face small(11), bold(11, 600);
  const QString before = std::isfinite(watched->before) ? value_or_none(watched->before) : QString();
  const double y = header_height() / 2.0 + 1, right = width() - kStepCross - 4;
  painter.setPen(colour("text2"));
  small.draw_centred(painter, {right, y}, before, Anchor::end);
  const double room = right - kStepListSide - small.width(before) - 8;
  small.draw_centred(painter, {kStepListSide, y}, small.elided(tr("Before: %1").arg(watched->name), room));
}

void StepList::paint_step(QPainter& painter, int at) const {
  const Step& step = model_.steps()[std::size_t(at)];
  const QRectF all = step_rect(at);
  if (at == current_ && hasFocus()) paint_soft(painter, all.adjusted(4, 1, -4, -1), Soft::selected, 3);
  const StepWords words = words_of(step.change, *context_.store.trace());
  paint_check(painter, QRectF(kStepListSide, all.center().y() - kBox / 2, kBox, kBox), step.on);
  paint_icon(painter, QRectF(kStepListSide + 22, all.center().y() - 8, 16, 16), words.icon, colour(step.on ? "text2" : "disabled"));
  const double left = kStepListSide + 44, right = width() - kStepCross - 4;
  const Face bold(12, 600), small(11);
  const QString value = value_after(at);
  const StepLines lines = lines_of(words, value, right - left);
  const double apart = lines.name.size() + lines.second.size() > 2 ? kStepLine : 18;
  double y = all.center().y() - apart * double(lines.name.size() + lines.second.size() - 1) / 2;
  painter.setPen(colour(step.on ? "text" : "disabled"));
  for (const QString& line : lines.name) {
    bold.draw_centred(painter, {left, y}, line);
    y += apart;
  }
  Face(11, 600).draw_centred(painter, {right, y + apart * double(lines.second.size() - 1)}, value, Anchor::end);
  painter.setPen(colour(step.on ? "text2" : "disabled"));
  for (const QString& line : lines.second) {
    small.draw_centred(painter, {left, y}, line);
    y += apart;
  }
  paint_icon(painter, QRectF(width() - kStepCross, all.center().y() - 8, 16, 16), QStringLiteral("x"), colour("text2"));
}

// Both parts break where they must, the value stands at the end of the last line; what three lines do not hold is elided.
StepList::StepLines StepList::lines_of(const StepWords& words, const QString& value, double room) {
  const Face bold(12, 600), small(11);
  const double beside = room - (value.isEmpty() ? 0 : Face(11, 600).width(value) + 8);
  StepLines out{wrapped(words.name, bold, room), wrapped(words.second, small, beside)};
  const auto keep = [](QStringList& lines, qsizetype most, const Face& face, double wide) {
    if (lines.size() <= most) return;
    const QString rest = lines.mid(most - 1).join(QLatin1Char(' '));
    lines = lines.mid(0, most - 1);
    lines += face.elided(rest, wide);
  };
  keep(out.name, 2, bold, room);
  keep(out.second, kStepMostLines - out.name.size(), small, beside);
  return out;
}

void StepList::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("panel"));
  if (context_.store.trace() == nullptr) return;
  paint_undone(painter);
  if (model_.steps().empty()) {
    const Face face(12);
    painter.setPen(colour("text2"));
    return face.draw_centred(painter, {kStepListSide, (height() - footer_height()) / 2.0}, face.elided(tr("Nothing is changed yet"), width() - 2 * kStepListSide));
  }
  paint_watched(painter);
  for (int at = 0; at < int(model_.steps().size()); ++at) paint_step(painter, at);
}

// As far as the steps are others: selections between them come along.
void StepList::redo_steps() {
  const auto before = model_.steps();
  while (model_.undone() > 0 && model_.steps() == before && context_.store.can_redo()) context_.store.redo();
}

void StepList::mousePressEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  const bool left = event->button() == Qt::LeftButton;
  if (left && row < 0 && model_.undone() > 0 && undone_rect().contains(event->position())) return redo_steps();
  if (row < 0 || !left) return;
  current_ = row / kStep;
  const double x = event->position().x();
  if (x > width() - kStepCross - 4) return model_.remove(std::size_t(current_));
  if (x < kStepListSide + kBox + 6) return model_.set_on(std::size_t(current_), !model_.steps()[std::size_t(current_)].on);
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

}  // namespace headlight::ui
