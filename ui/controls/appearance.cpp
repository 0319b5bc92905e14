#include "ui/controls/appearance.h"

#include <QFile>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

#include "ui/theme/face.h"

// Outside of every namespace, as Qt asks for resources of static libraries.
static void load_control_resources() { Q_INIT_RESOURCE(controls); }

namespace headlight::ui {

namespace {

constexpr char kProperty[] = "headlightAppearance";

QString style_sheet(const Theme& theme) {
  QFile file(QStringLiteral(":/headlight/style.qss"));
  if (!file.open(QIODevice::ReadOnly)) qFatal("The style sheet is missing from the program");
  QString sheet = QString::fromUtf8(file.readAll());
  for (auto entry = theme.colours().begin(); entry != theme.colours().end(); ++entry) {
    sheet.replace(QLatin1Char('@') + entry.key() + QLatin1Char('@'), entry.value().name());
  }
  QStringList families;
  for (const QString& family : interface_families()) families += QLatin1Char('"') + family + QLatin1Char('"');
  sheet.replace(QStringLiteral("@family@"), families.join(QStringLiteral(", ")));
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
  palette.setColor(QPalette::PlaceholderText, of("text3"));
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
  if (application.style()->objectName() != QStringLiteral("fusion")) {
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  }
  application.setFont(widget_font(12));
  application.setPalette(palette_of(theme));
  application.setStyleSheet(style_sheet(theme));
}

const Theme& current_theme() {
  const QVariant set = qApp == nullptr ? QVariant() : qApp->property(kProperty);
  return Theme::of(set.isValid() ? static_cast<Appearance>(set.toInt()) : Appearance::dark);
}

QColor colour(const char* name) { return current_theme().colour(QLatin1String(name)); }

}  // namespace headlight::ui
