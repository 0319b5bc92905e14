#include "ui/controls/button.h"

#include <QPainter>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/tool_row.h"
#include "ui/controls/icon.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kPadding = 12, kIcon = 16, kGap = 6, kKeyGap = 8, kHeight = 28;

Face text_face(Button::Kind kind) { return Face(12, kind == Button::Kind::primary ? 600 : 400); }

struct Paint {
  QColor fill, border, text;
};

Paint paint_of(const Button& button, Button::Kind kind, bool hovered) {
  const bool down = button.isDown();
  if (kind == Button::Kind::link) {
    return {Qt::transparent, Qt::transparent, colour(button.isEnabled() ? "accent" : "disabled")};
  }
  if (!button.isEnabled()) return {Qt::transparent, colour("line"), colour("disabled")};
  if (kind == Button::Kind::primary) {
    const QColor fill = colour(hovered || down ? "accentFillHover" : "accentFill");
    return {fill, fill, colour("onAccent")};
  }
  const char* line = high_contrast() && (hovered || down) ? "accent" : "border";
  return {colour(down ? "pressed" : hovered ? "hover" : "raised"), colour(line), colour("text")};
}

}  // namespace

double key_width(const QString& key) { return key.isEmpty() ? 0 : std::ceil(Face(11).width(key)) + 10; }

double paint_key(QPainter& painter, double right, double middle, const QString& key, const QColor& colour) {
  const double width = key_width(key);
  if (width == 0) return 0;
  const QRectF frame(right - width + 0.5, middle - 8 + 0.5, width - 1, 15);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QColor line = colour;
  line.setAlphaF(0.45F);
  painter.setPen(QPen(line, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(frame, 3, 3);
  painter.setPen(colour);
  Face(11).draw_centred(painter, frame.center(), key, Anchor::middle);
  painter.restore();
  return width;
}

Button::Button(Kind kind, const QString& text, QWidget* parent) : QPushButton(text, parent), kind_(kind) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
  press_by_return(this);
  if (kind == Kind::link) setCursor(Qt::PointingHandCursor);
}

void Button::set_icon_name(const QString& name) {
  icon_name_ = name;
  updateGeometry();
  update();
}

void Button::set_key(const QString& key) {
  key_ = key;
  updateGeometry();
  update();
}

void Button::set_left_aligned(bool left) {
  left_ = left;
  update();
}

QString Button::seen_key() const { return width() < sizeHint().width() ? QString() : key_; }

double Button::content_width(const QString& key) const {
  double width = std::ceil(text_face(kind_).width(text()));
  if (!icon_name_.isEmpty()) width += kIcon + (text().isEmpty() ? 0 : kGap);
  if (!key.isEmpty()) width += kKeyGap + key_width(key);
  return width;
}

QSize Button::size_with(const QString& key) const {
  const double padding = kind_ == Kind::link ? 2 : kPadding;
  return {int(content_width(key) + 2 * padding), kind_ == Kind::link ? 24 : int(kHeight)};
}

QSize Button::sizeHint() const { return size_with(key_); }

QSize Button::minimumSizeHint() const { return size_with({}); }

void Button::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Paint look = paint_of(*this, kind_, underMouse());
  if (kind_ != Kind::link) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.border, 1, high_contrast() && !isEnabled() ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(look.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  }
  const double middle = height() / 2.0;
  const QString key = seen_key();
  double x = left_ ? kPadding : std::max(4.0, std::round((width() - content_width(key)) / 2));
  if (kind_ == Kind::link) x = 2;
  if (!icon_name_.isEmpty()) {
    paint_icon(painter, QRectF(x, std::round(middle - kIcon / 2), kIcon, kIcon), icon_name_, look.text);
    x += kIcon + kGap;
  }
  const Face face = text_face(kind_);
  const double keys = key.isEmpty() ? 0 : key_width(key) + kKeyGap;
  painter.setPen(look.text);
  face.draw_centred(painter, {x, middle}, face.elided(text(), std::max(0.0, width() - x - keys - (kind_ == Kind::link ? 0 : 4))));
  if (key.isEmpty()) return;
  const double right = left_ ? width() - kPadding : x + std::ceil(face.width(text())) + keys;
  paint_key(painter, right, middle, key, kind_ == Kind::primary ? look.text : colour(isEnabled() ? "text2" : "disabled"));
}

}  // namespace headlight::ui
