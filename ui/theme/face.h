// Text that measures and paints the same on every device: widths do not depend on hinting or resolution.
#pragma once

#include <QFont>
#include <QPainter>
#include <QPointF>
#include <QString>
#include <QStringList>

namespace headlight::ui {

// Font families in order of preference; the later ones fill in scripts that Inter lacks.
QStringList interface_families();
// The same without colour fonts, which vector files cannot hold.
QStringList text_families();
QStringList code_families();

// A font for widgets: `size` in px at 100 %.
QFont widget_font(double size, int weight = 400);
QFont widget_code_font(double size);

enum class Anchor { start, middle, end };

// One piece of text as painted, for a device that keeps text as text.
struct TextRun {
  QPointF at;  // on the base line, in the painter's coordinates
  QString text;
  double size = 0;
  int weight = 400;
  bool code = false;
  Anchor anchor = Anchor::start;
};

// Implemented by paint engines that want whole runs with their anchor instead of placed glyphs.
class TextTarget {
 public:
  virtual ~TextTarget() = default;
  virtual void text(const QPainter& painter, const TextRun& run) = 0;
};

struct TextPiece;

// A type face at one size and weight. Sizes are in the painter's units before its transform. Emoji are
// drawn in colour, in files as pictures; a character that no font has stands as its name, "U+0378", in a small box.
class Face {
 public:
  explicit Face(double size, int weight = 400, bool code = false);
  // The same for files that other programs paint, with metrics or fonts of their own: all text counts as `part` wider.
  [[nodiscard]] Face with_slack(double part) const;

  [[nodiscard]] double size() const { return size_; }
  [[nodiscard]] double ascent() const;
  [[nodiscard]] double descent() const;
  [[nodiscard]] double cap_height() const;
  // With the slack. Digits count with the width of the widest one, so that numbers of equal length have equal width.
  [[nodiscard]] double width(const QString& text) const;
  // `text`, or its beginning and "…", within `room`.
  [[nodiscard]] QString elided(const QString& text, double room) const;

  // Paints with the pen's colour; `at` lies on the base line.
  void draw(QPainter& painter, QPointF at, const QString& text, Anchor anchor = Anchor::start) const;
  // The same with `centre` half-way up the capitals.
  void draw_centred(QPainter& painter, QPointF centre, const QString& text, Anchor anchor = Anchor::start) const;

 private:
  [[nodiscard]] double own_width(const QString& text) const;
  [[nodiscard]] double width_of(const TextPiece& piece) const;
  void draw_text(QPainter& painter, QPointF at, const QString& text, Anchor anchor) const;
  void draw_emoji(QPainter& painter, QPointF at, const TextPiece& piece) const;
  void draw_name(QPainter& painter, QPointF at, const TextPiece& piece) const;
  void draw_digits(QPainter& painter, const QString& text, double scale) const;

  double size_;
  int weight_;
  bool code_;
  double room_ = 1;  // that a letter takes, in its width
};

// "0.324": three decimals, fewer from 10 on; U+2212 as minus, "−∞" for masked scores.
QString format_value(double value, int decimals = 3);
// The same, "4.8e-5" where even the largest of the values beside it would show one digit or none.
QString format_within(double value, double largest, int decimals = 3);
// The same with "+" above 0.
QString format_signed(double value, int decimals = 3);
// 1234567 → "1 234 567" with thin spaces.
QString format_count(qint64 count);

}  // namespace headlight::ui
