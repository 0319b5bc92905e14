#include "ui/controls/appearance.h"

#include <QFile>
#include <QPalette>
#include <QStyle>
#include <algorithm>

#include "ui/controls/window_style.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

// Outside of every namespace, as Qt asks for resources of static libraries.
static void load_control_resources() { Q_INIT_RESOURCE(controls); }

namespace headlight::ui {

namespace {

constexpr char kProperty[] = "headlightAppearance";
constexpr float kPlaceholder = 0.62F;

QString resource_text(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("%s is missing from the program", qPrintable(path));
  return QString::fromUtf8(file.readAll());
}

QString style_sheet(const Theme& theme) {
  QString sheet = resource_text(QStringLiteral(":/headlight/style.qss"));
  if (theme.appearance() == Appearance::contrast) sheet += resource_text(QStringLiteral(":/headlight/contrast.qss"));
  for (auto entry = theme.colours().begin(); entry != theme.colours().end(); ++entry) {
    sheet.replace(QLatin1Char('@') + entry.key() + QLatin1Char('@'), entry.value().name());
  }
  return sheet;
}

QPalette palette_of(const Theme& theme) {
  const auto of = [&](const char* name) { return theme.colour(QLatin1String(name)); };
  QPalette palette;
  palette.setColor(QPalette::Window, of("panel"));
  palette.setColor(QPalette::Base, of("field"));
  palette.setColor(QPalette::Button, of("raised"));
  palette.setColor(QPalette::ToolTipBase, of("tooltip"));
  palette.setColor(QPalette::Highlight, of("accentFill"));
  palette.setColor(QPalette::HighlightedText, of("onAccent"));
  QColor placeholder = of("text3");
  if (theme.appearance() == Appearance::contrast) placeholder.setAlphaF(kPlaceholder);  // there it is the text's own
  palette.setColor(QPalette::PlaceholderText, placeholder);
  palette.setColor(QPalette::Link, of("accent"));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(role, of("text"));
    palette.setColor(QPalette::Disabled, role, of("disabled"));
  }
  return palette;
}

}  // namespace

void set_appearance(QApplication& application, Appearance appearance) {
  load_control_resources();
  application.setProperty(kProperty, static_cast<int>(appearance));
  const Theme& theme = Theme::of(appearance);
  // Where one style sheet takes another's place, Qt styles every widget again once for each widget that it lies in; without one
  // in between, once. Text has its colour from the palette and its font from the application: a rule for all widgets would give
  // each a palette and a font of its own, which takes as long again.
  application.setStyleSheet({});
  if (application.style()->objectName() != WindowStyle::name()) application.setStyle(new WindowStyle);
  if (application.font() != widget_font(12)) application.setFont(widget_font(12));
  application.setPalette(palette_of(theme));
  application.setStyleSheet(style_sheet(theme));
}

const Theme& current_theme() {
  const QVariant set = qApp == nullptr ? QVariant() : qApp->property(kProperty);
  return Theme::of(set.isValid() ? static_cast<Appearance>(set.toInt()) : Appearance::dark);
}

Appearance appearance_named(const QString& name) {
  if (name == QStringLiteral("light")) return Appearance::light;
  return name == QStringLiteral("contrast") ? Appearance::contrast : Appearance::dark;
}

bool high_contrast() { return current_theme().appearance() == Appearance::contrast; }

void paint_soft(QPainter& painter, const QRectF& rect, Soft what, double radius) {
  const char* fills[] = {"accentSoft", "hover", "errorSoft"};
  const char* lines[] = {"accent", "text2", "error"};
  const auto kind = static_cast<std::size_t>(what);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const bool outlined = high_contrast() || what == Soft::selected;  // the fill alone is pale
  const double width = !high_contrast() || what == Soft::pointed ? 1 : 2;
  painter.setPen(outlined ? QPen(colour(lines[kind]), width) : QPen(Qt::NoPen));
  painter.setBrush(colour(fills[kind]));
  const double inset = outlined ? width / 2 : 0;
  painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
  painter.restore();
}

void outline_bar(QPainter& painter, const QRectF& bar, const QColor& fill) { outline_bar(painter, bar, fill, colour("track"), colour("text3"), 1); }

void paint_bar(QPainter& painter, const QRectF& track, double share, const QColor& fill) {
  painter.fillRect(track, colour("track"));
  const QRectF bar(track.topLeft(), QSizeF(std::clamp(share, 0.0, 1.0) * track.width(), track.height()));
  painter.fillRect(bar, high_contrast() ? colour("text") : fill);
  if (!high_contrast()) return outline_bar(painter, bar, fill);
  painter.setPen(QPen(colour("text"), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(track.adjusted(-0.5, -0.5, 0.5, 0.5));
}

QColor colour(const char* name) { return current_theme().colour(QLatin1String(name)); }

}  // namespace headlight::ui
