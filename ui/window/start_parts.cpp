#include "ui/window/start_parts.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/icon.h"
#include "ui/controls/tips.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kBanner = 116;

void paint_hover(QPainter& painter, const QWidget& widget) {
  if (widget.underMouse()) paint_soft(painter, widget.rect(), Soft::pointed, 4);
}

// Crossing links between two sentences: what a translator's card shows.
void paint_links(QPainter& painter, const QRectF& rect) {
  const QStringList from = {QStringLiteral("The"), QStringLiteral("black"), QStringLiteral("cat")};
  const QStringList to = {QStringLiteral("le"), QStringLiteral("chat"), QStringLiteral("noir")};
  const int targets[] = {0, 2, 1};
  painter.setRenderHint(QPainter::Antialiasing);
  const Face face(13);
  const auto x = [&](int i) { return rect.center().x() + (i - 1) * 64.0; };
  for (int i = 0; i < 3; ++i) {
    painter.setPen(colour("text"));
    face.draw_centred(painter, {x(i), rect.top() + 24}, from[i], Anchor::middle);
    face.draw_centred(painter, {x(i), rect.bottom() - 24}, to[i], Anchor::middle);
    QPainterPath path({x(i), rect.top() + 36});
    path.cubicTo({x(i), rect.center().y()}, {x(targets[i]), rect.center().y()}, {x(targets[i]), rect.bottom() - 36});
    painter.setPen(QPen(current_theme().head(0), 4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
  }
}

// A box and made-up points of four heads in and around it: what a detector's card shows.
void paint_points(QPainter& painter, const QRectF& rect) {
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF box(rect.center() - QPointF(72, 34), QSizeF(144, 68));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour("text"), 2));
  painter.drawRect(box);
  struct Point {
    double x, y, radius;
    int head;
  };
  const Point points[] = {{-50, -14, 5, 0}, {-34, 4, 3.5, 0}, {-62, 16, 2.5, 0}, {-96, -6, 2.5, 0}, {8, -22, 5, 1}, {26, -10, 4, 1}, {-8, -42, 2.5, 1}, {40, -26, 3, 1},
                          {48, 12, 5.5, 2}, {60, 22, 3.5, 2}, {92, 8, 2.5, 2}, {34, 20, 3, 2}, {-14, 18, 4.5, 3}, {4, 26, 3.5, 3}, {-28, 28, 3, 3}, {12, 44, 2.5, 3}};
  for (const Point& point : points) {
    const QPointF at = rect.center() + QPointF(point.x, point.y);
    QColor line = current_theme().head(point.head);
    line.setAlphaF(0.45F);
    painter.setPen(QPen(line, 1));
    painter.drawLine(rect.center(), at);
    painter.setPen(Qt::NoPen);
    painter.setBrush(current_theme().head(point.head));
    painter.drawEllipse(at, point.radius, point.radius);
  }
  painter.setPen(QPen(colour("text"), 2));
  painter.setBrush(colour("ground"));
  painter.drawEllipse(rect.center(), 4, 4);
}

// A grid of made-up patterns (diagonal, first column, block): a sign, not data.
void paint_patterns(QPainter& painter, const QRectF& rect, const QString& map_name, bool image) {
  const ColourMap& map = *ColourMap::find(map_name);
  const int cells = image ? 14 : 8, rows = image ? 5 : 6;
  const int maps = image ? 1 : 4;
  const int columns = image ? cells : rows;
  const double across = ((rect.width() - 32) / maps - 8) / columns;
  const double edge = std::floor(std::min(across, (rect.height() - 36) / rows));
  for (int m = 0; m < maps; ++m) {
    const double left = rect.center().x() - maps * (columns * edge + 8) / 2 + m * (columns * edge + 8) + 4;
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) {
        double value = 0.12;
        if (image) {
          value = std::exp(-((j - 4) * (j - 4) + (i - 2.4) * (i - 2.4) * 2.5) / 6.0) + 0.7 * std::exp(-((j - 11) * (j - 11) + (i - 3) * (i - 3) * 2.0) / 2.0);
        } else if (m == 0) {
          value = i == j ? 0.95 : 0.15;
        } else if (m == 1) {
          value = j == 0 ? 1 : 0.2;
        } else if (m == 2) {
          value = j + 1 == i ? 0.8 : 0.1;
        } else {
          value = (i * 7 + j * 3) % 5 == 0 ? 0.7 : 0.25;
        }
        painter.fillRect(QRectF(left + j * edge, rect.top() + 18 + i * edge, edge - 1, edge - 1), QColor(map.at(value)));
      }
    }
  }
}

}  // namespace

DropZone::DropZone(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 32, 24, 24);
  column->setSpacing(8);
  column->addSpacing(36);
  auto* title = new QLabel(tr("Drop something here, or type a sentence"), this);
  title->setProperty("role", "title");
  auto* words = new QLabel(tr("Text · picture · video · a Hugging Face folder · TorchScript · a trace · a session"), this);
  words->setProperty("role", "second");
  for (QLabel* label : {title, words}) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    column->addWidget(label);
  }
  column->addSpacing(8);
  setMinimumHeight(212);
}

void DropZone::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(QPen(colour("borderStrong"), 1, Qt::CustomDashLine));
  QPen dashes(colour("borderStrong"), 1);
  dashes.setDashPattern({4, 3});
  painter.setPen(dashes);
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  const char* names[] = {"text", "image", "folder", "trace"};
  double x = width() / 2.0 - (4 * 20 + 3 * 16) / 2.0;
  for (const char* name : names) {
    paint_icon(painter, QRectF(x, 36, 20, 20), QLatin1String(name), colour("text2"));
    x += 36;
  }
}

ModelRow::ModelRow(QString name, QString second, bool usable, QWidget* parent)
    : QAbstractButton(parent), second_(std::move(second)), usable_(usable) {
  setText(name);
  setAccessibleName(name);
  setAccessibleDescription(second_);
  setAttribute(Qt::WA_Hover);
  setFixedHeight(40);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  setFocusPolicy(Qt::StrongFocus);
}

void ModelRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_hover(painter, *this);
  paint_icon(painter, QRectF(4, 12, 16, 16), usable_ ? QStringLiteral("check") : QStringLiteral("warn"), colour(usable_ ? "ok" : "warn"));
  const double room = width() - 32;
  const Face face(12), small(11);
  painter.setPen(colour(usable_ ? "text" : "text2"));
  face.draw_centred(painter, {28, 13}, face.elided(text(), room));
  painter.setPen(colour(underMouse() ? "text2" : "text3"));
  small.draw_centred(painter, {28, 28}, small.elided(second_, room));
}

SampleRow::SampleRow(QString name, QString icon_name, QWidget* parent)
    : QAbstractButton(parent), icon_name_(std::move(icon_name)) {
  setText(name);
  setAccessibleName(name);
  setToolTip(name);
  setAttribute(Qt::WA_Hover);
  setFixedHeight(28);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  setFocusPolicy(Qt::StrongFocus);
}

void SampleRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_hover(painter, *this);
  paint_icon(painter, QRectF(4, 6, 16, 16), icon_name_, colour("text2"));
  const Face face(12);
  painter.setPen(colour("text"));
  face.draw_centred(painter, {28, 14}, face.elided(text(), width() - 34));
}

RecentRow::RecentRow(QString path, QWidget* parent) : QAbstractButton(parent), path_(std::move(path)) {
  setText(QFileInfo(path_).fileName());
  setAttribute(Qt::WA_Hover);
  setMouseTracking(true);
  setFixedHeight(40);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  setFocusPolicy(Qt::StrongFocus);
  connect(this, &QAbstractButton::clicked, this, [this] {
    if (!missing_) Q_EMIT open_wanted();
  });
  set_missing(false);
}

void RecentRow::set_missing(bool missing) {
  missing_ = missing;
  setAccessibleName(missing_ ? tr("%1, not found").arg(text()) : text());
  setAccessibleDescription(tr("%1. Delete takes it out of the list").arg(path_));
  setToolTip(tip_of({path_, missing_ ? tr("Not found. The cross, or Delete, takes it out of the list") : tr("Delete takes it out of the list")}));
  update();
}

QRect RecentRow::cross() const { return {width() - 28, 8, 24, 24}; }

void RecentRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_hover(painter, *this);
  paint_icon(painter, QRectF(4, 12, 16, 16), missing_ ? QStringLiteral("warn") : QStringLiteral("clock"), colour(missing_ ? "warn" : "text2"));
  const bool crossed = missing_ || underMouse() || hasFocus();
  const double room = width() - 28 - (crossed ? 32 : 4);
  const Face face(12), small(11);
  painter.setPen(colour(missing_ ? "text2" : "text"));
  face.draw_centred(painter, {28, 13}, face.elided(text(), room));
  painter.setPen(colour(underMouse() || missing_ ? "text2" : "text3"));
  const QString folder = QFileInfo(path_).absolutePath();
  small.draw_centred(painter, {28, 28}, small.elided(missing_ ? tr("not found") + QStringLiteral(" · ") + folder : folder, room));
  if (crossed) paint_icon(painter, QRectF(cross()).adjusted(4, 4, -4, -4), QStringLiteral("x"), colour("text2"));
}

void RecentRow::mouseMoveEvent(QMouseEvent* event) {
  setCursor(missing_ && !cross().contains(event->position().toPoint()) ? Qt::ArrowCursor : Qt::PointingHandCursor);
  QAbstractButton::mouseMoveEvent(event);
}

void RecentRow::mouseReleaseEvent(QMouseEvent* event) {
  const bool dropped = event->button() == Qt::LeftButton && isDown() && cross().contains(event->position().toPoint());
  if (!dropped) return QAbstractButton::mouseReleaseEvent(event);
  setDown(false);
  Q_EMIT drop_wanted();
}

void RecentRow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) return Q_EMIT drop_wanted();
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
  QAbstractButton::keyPressEvent(event);
}

KeyRow::KeyRow(QString text, QString key, QWidget* parent) : QWidget(parent), text_(std::move(text)), key_(std::move(key)) {
  setFixedHeight(26);
  setAccessibleName(text_ + QLatin1Char(' ') + key_);
}

void KeyRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const double keys = paint_key(painter, width(), height() / 2.0, key_, colour("text2"));
  painter.setPen(colour("text2"));
  const Face face(12);
  face.draw_centred(painter, {0, height() / 2.0}, face.elided(text_, width() - keys - 8));
}

ModelCard::ModelCard(QString name, QString words, QString kind, QWidget* parent)
    : QFrame(parent), name_(std::move(name)), kind_(std::move(kind)) {
  setAccessibleName(name_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, kBanner + 12, 12, 12);
  column->setSpacing(4);
  auto* title = new QLabel(name_, this);
  title->setProperty("role", "heading");
  auto* text = new QLabel(words, this);
  text->setProperty("role", "second");
  text->setWordWrap(true);
  text->setTextFormat(Qt::PlainText);
  text->setMinimumHeight(34);
  text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(title);
  column->addWidget(text, 1);
  auto* row = new QHBoxLayout;
  auto* tag = new QLabel(kind_, this);
  tag->setProperty("role", "hint");
  row->addWidget(tag);
  row->addStretch(1);
  auto* open = new Button(Button::Kind::normal, tr("Open"), this);
  open->setAccessibleName(tr("Open %1").arg(name_));
  row->addWidget(open);
  column->addLayout(row);
  connect(open, &QPushButton::clicked, this, &ModelCard::open_wanted);
}

void ModelCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour("line"), 1));
  painter.setBrush(colour("panel"));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  const QRectF banner(1, 1, width() - 2, kBanner);
  painter.fillRect(banner, colour("ground"));
  painter.fillRect(QRectF(1, kBanner, width() - 2, 1), colour("line"));
  painter.setRenderHint(QPainter::Antialiasing, false);
  if (name_.startsWith(QStringLiteral("translate"))) {
    paint_links(painter, banner);
  } else if (name_.contains(QStringLiteral("detr"))) {
    paint_points(painter, banner);
  } else {
    const bool image = name_.contains(QStringLiteral("scenes")) || name_.contains(QStringLiteral("vit"));
    paint_patterns(painter, banner, image ? QStringLiteral("magma") : QStringLiteral("viridis"), image);
  }
}

}  // namespace headlight::ui
