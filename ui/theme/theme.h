// The colours of one appearance of the window, and the marks that tell heads apart.
#pragma once

#include <QColor>
#include <QHash>
#include <QList>
#include <QString>

namespace headlight::ui {

enum class Appearance { dark, light, contrast };

// Shapes and dashes go with the head colours, so that nothing is told by colour alone.
enum class Marker { circle, square, triangle, diamond, triangle_down, plus, star, hexagon };

class Theme {
 public:
  static const Theme& of(Appearance appearance);

  [[nodiscard]] Appearance appearance() const { return appearance_; }
  [[nodiscard]] bool is_dark() const { return appearance_ != Appearance::light; }

  // A colour of tokens.json themes.*.ui by name ("ground", "text2", "accentSoft"); unknown names end the program.
  [[nodiscard]] QColor colour(const QString& name) const;
  // All of them, for style sheets.
  [[nodiscard]] const QHash<QString, QColor>& colours() const { return colours_; }
  // Colours of head 0, 1, …; they repeat after eight.
  [[nodiscard]] QColor head(int index) const;
  [[nodiscard]] const QList<QColor>& heads() const { return heads_; }
  // "q", "k" or "v".
  [[nodiscard]] QColor role(const QString& name) const;
  // The colour map for signed differences on this ground.
  [[nodiscard]] QString difference_map() const;

 private:
  explicit Theme(Appearance appearance);
  void raise_contrast();

  Appearance appearance_;
  QHash<QString, QColor> colours_, roles_;
  QList<QColor> heads_;
};

Marker head_marker(int index);
// Dash pattern in multiples of the line's width, as QPen wants it; empty for a solid line. Colours come again after
// eight heads, each time with another pattern.
QList<qreal> head_dashes(int index, double line_width);
// "amber", "sky", …
QString head_name(int index);

}  // namespace headlight::ui
