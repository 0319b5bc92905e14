#include "ui/panels/region_tool.h"

#include <QAction>
#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/controls/icon.h"

namespace headlight::ui {

namespace {

constexpr double kSteps = 20;     // arrow keys across what is seen
constexpr double kLeastPart = 4;  // original pixels a side: less is a click, not a part

// White on black reads on every picture.
void draw_chosen(QPainter& painter, const QRectF& rect) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 200), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(rect);
  painter.setPen(QPen(Qt::white, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawRect(rect);
}

}  // namespace

RegionTool::RegionTool(Context context, FigureCanvas& canvas, PictureZoom& zoom)
    : QWidget(&canvas),
      context_(context),
      canvas_(canvas),
      zoom_(zoom),
      choose_(new QAction(icon(QStringLiteral("box"), "text2"), tr("Run on a part of the picture"), this)),
      whole_(new QAction(icon(QStringLiteral("image"), "text2"), tr("Run on the whole picture again"), this)),
      bar_(new QFrame(this)) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  choose_->setCheckable(true);
  connect(choose_, &QAction::toggled, this, &RegionTool::set_choosing);
  connect(whole_, &QAction::triggered, this, &RegionTool::run_whole);
  connect(&context_.store, &Store::run_changed, this, &RegionTool::run_changed);
  bar_->setObjectName(QStringLiteral("overlayBar"));
  bar_->setAutoFillBackground(true);
  auto* row = new QHBoxLayout(bar_);
  row->setContentsMargins(4, 4, 4, 4);
  auto* run = new Button(Button::Kind::primary, tr("Run on this part"), bar_);
  run->set_key(QStringLiteral("↵"));
  auto* away = new Button(Button::Kind::normal, tr("Cancel"), bar_);
  away->set_key(QStringLiteral("Esc"));
  row->addWidget(run);
  row->addWidget(away);
  connect(run, &QPushButton::clicked, this, &RegionTool::run_part);
  connect(away, &QPushButton::clicked, this, [this] { set_choosing(false); });
  bar_->hide();
  canvas_.installEventFilter(this);
  setGeometry(canvas_.rect());
  run_changed();
}

void RegionTool::add_to(PanelFrame& panel) {
  panel.add_tool(choose_);
  panel.add_tool(whole_);
}

bool RegionTool::shows_part() const {
  const TraceInfo* trace = context_.store.trace();
  return trace != nullptr && trace->image_region.has_value();
}

void RegionTool::run_changed() {
  const Run* run = context_.store.run();
  choose_->setEnabled(run != nullptr && !run->model.empty() && !run->input.image.empty());
  whole_->setVisible(shows_part() && choose_->isEnabled());
  set_choosing(false);
  update();
}

void RegionTool::set_choosing(bool on) {
  choosing_ = on;
  from_.reset();
  to_.reset();
  part_.reset();
  bar_->hide();
  choose_->setChecked(on);
  canvas_.set_box_labels(!on);  // the part's frame would cross them
  setAttribute(Qt::WA_TransparentForMouseEvents, !on);
  setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
  setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
  if (on) {
    choose_middle();
    setFocus();
  }
  if (!on && hasFocus()) canvas_.setFocus();
  update();
}

std::optional<QRectF> RegionTool::drawn_part() const {
  const auto place = zoom_.place();
  if (!from_ || !to_ || !place) return std::nullopt;
  const QSizeF all = zoom_.picture();
  const QRectF drawn = QRectF(*from_, *to_).normalized() & QRectF(QPointF(0, 0), all);
  const QRectF whole(QPointF(std::round(drawn.left()), std::round(drawn.top())), QPointF(std::round(drawn.right()), std::round(drawn.bottom())));
  if (whole.width() < kLeastPart || whole.height() < kLeastPart) return std::nullopt;
  return whole;
}

void RegionTool::mousePressEvent(QMouseEvent* event) {
  const auto place = zoom_.place();
  if (event->button() != Qt::LeftButton || !place) return;
  from_ = to_ = place->original(event->position());
  part_.reset();
  bar_->hide();
  update();
}

void RegionTool::mouseMoveEvent(QMouseEvent* event) {
  const auto place = zoom_.place();
  if (!event->buttons().testFlag(Qt::LeftButton) || !place || !from_) return;
  to_ = place->original(event->position());
  part_ = drawn_part();
  update();
}

void RegionTool::mouseReleaseEvent(QMouseEvent*) {
  part_ = drawn_part();
  if (!part_) return choose_middle();  // a click draws none
  offer();
}

// The middle of what is seen, half of it a side: what Enter runs on while nothing else was drawn.
void RegionTool::choose_middle() {
  const auto place = zoom_.place();
  if (!place) return;
  QRectF part(QPointF(0, 0), place->visible.size() / 2);
  part.moveCenter(place->visible.center());
  choose_part(part);
}

void RegionTool::choose_part(QRectF part) {
  const QSizeF all = zoom_.picture();
  part.moveLeft(std::clamp(part.left(), 0.0, std::max(0.0, all.width() - part.width())));
  part.moveTop(std::clamp(part.top(), 0.0, std::max(0.0, all.height() - part.height())));
  from_ = part.topLeft();
  to_ = part.bottomRight();
  if (const auto chosen = drawn_part()) part_ = chosen;
  offer();
}

void RegionTool::offer() {
  bar_->setVisible(part_.has_value());
  place_bar();
  update();
}

void RegionTool::wheelEvent(QWheelEvent* event) { QApplication::sendEvent(&canvas_, event); }

// While a part is chosen its keys come here, not to the window's shortcuts.
bool RegionTool::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && choosing_) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool arrow = key >= Qt::Key_Left && key <= Qt::Key_Down;
    if (arrow || key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) event->accept();
  }
  return QWidget::event(event);
}

void RegionTool::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return set_choosing(false);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return run_part();
  if (event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down) return move_part(event->key(), event->modifiers().testFlag(Qt::ShiftModifier));
  QWidget::keyPressEvent(event);
}

// Arrow keys move the part, with Shift its lower right corner.
void RegionTool::move_part(int key, bool corner) {
  const auto place = zoom_.place();
  if (!place) return;
  if (!part_) return choose_middle();
  const QSizeF step = place->visible.size() / kSteps;
  const double x = key == Qt::Key_Left ? -step.width() : key == Qt::Key_Right ? step.width() : 0;
  const double y = key == Qt::Key_Up ? -step.height() : key == Qt::Key_Down ? step.height() : 0;
  QRectF part = *part_;
  if (corner) part.setBottomRight(part.bottomRight() + QPointF(x, y));
  else part.translate(x, y);
  choose_part(part);
}

bool RegionTool::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::Resize) setGeometry(canvas_.rect());
  if (event->type() == QEvent::Paint && bar_->isVisible()) place_bar();
  return QWidget::eventFilter(object, event);
}

void RegionTool::place_bar() {
  const auto place = zoom_.place();
  if (!part_ || !place) return;
  const QRectF on = place->transform().mapRect(*part_);
  bar_->adjustSize();
  const double x = std::clamp(on.left(), 0.0, std::max(0.0, double(width() - bar_->width())));
  const double below = on.bottom() + 6, y = below + bar_->height() <= height() ? below : on.top() - 6 - bar_->height();
  bar_->move(int(x), int(std::clamp(y, 0.0, std::max(0.0, double(height() - bar_->height())))));
}

void RegionTool::run_part() {
  if (!part_) return;
  run_with(std::array{part_->left(), part_->top(), part_->right(), part_->bottom()});
}

void RegionTool::run_whole() { run_with(std::nullopt); }

void RegionTool::run_with(const std::optional<std::array<double, 4>>& region) {
  const Run* shown = context_.store.run();
  if (shown == nullptr || shown->model.empty()) return;
  set_choosing(false);
  InputSpec input = shown->input;
  input.region = region;
  context_.runs.set_model(shown->model);
  context_.runs.set_input(input);
  context_.runs.run();
}

void RegionTool::paintEvent(QPaintEvent*) {
  const auto place = zoom_.place();
  if (!place) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(place->rect.adjusted(-2, -2, 2, 2));
  if (!choosing_) return;  // the part that was run on is outlined by the figure, under its labels
  const QRectF part = part_ ? place->transform().mapRect(*part_) : QRectF();
  QPainterPath around;
  around.addRect(place->rect);
  if (part_) around.addRect(part);
  painter.fillPath(around, QColor(0, 0, 0, 110));  // odd and even: the part stays clear
  if (!part_) return;
  draw_chosen(painter, part);
  const QString size = QStringLiteral("%1 × %2").arg(qint64(part_->width())).arg(qint64(part_->height()));
  const QRectF chip(part.topLeft() + QPointF(4, 4), QSizeF(painter.fontMetrics().horizontalAdvance(size) + 12, 20));
  painter.fillRect(chip, QColor(0x16, 0x18, 0x1b));
  painter.setPen(Qt::white);
  painter.drawText(chip, Qt::AlignCenter, size);
}

}  // namespace headlight::ui
