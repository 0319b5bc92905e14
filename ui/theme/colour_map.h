// Colour maps of tokens.json: 17 sRGB stops, interpolated in OKLab to 256 colours.
#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <array>

namespace headlight::ui {

class ColourMap {
 public:
  // "viridis", "cividis", "magma", "differenceDark", "differenceLight"; nullptr for other names.
  static const ColourMap* find(const QString& name);
  static QStringList names();

  [[nodiscard]] const QString& name() const { return name_; }
  // Colour at 0…1; values outside are clamped.
  [[nodiscard]] QRgb at(double position) const;
  [[nodiscard]] const std::array<QRgb, 256>& colours() const { return colours_; }

 private:
  explicit ColourMap(const QString& name);

  QString name_;
  std::array<QRgb, 256> colours_{};
};

// Black or white, whichever reads better on `ground` (WCAG contrast).
QColor readable_on(QColor ground);
// WCAG 2 contrast ratio, 1…21.
double contrast(QColor a, QColor b);

}  // namespace headlight::ui
