// The style below the style sheet: what a sheet cannot say.
#pragma once

#include <QProxyStyle>

namespace headlight::ui {

// Qt's Fusion with icons of the program where Qt's own would stand, as in file dialogs, no icons on dialogs' buttons, and no
// rectangle around what has the keyboard where a FocusRing shows it.
class WindowStyle : public QProxyStyle {
  Q_OBJECT

 public:
  WindowStyle();
  static const QString& name();  // its objectName

  [[nodiscard]] QIcon standardIcon(StandardPixmap icon, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
  [[nodiscard]] QPixmap standardPixmap(StandardPixmap icon, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget = nullptr) const override;
  [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr, QStyleHintReturn* answer = nullptr) const override;
};

}  // namespace headlight::ui
