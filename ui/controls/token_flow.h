// Tokens as chips that wrap: live tokens of the input, the token line of small windows, query and key.
#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>
#include <vector>

namespace headlight::ui {

struct Chip {
  QString text;
  bool special = false;  // plain outline
  bool joined = false;   // continues the word before: dashed joint
};

class TokenFlow : public QWidget {
  Q_OBJECT

 public:
  explicit TokenFlow(QWidget* parent = nullptr);

  // `right_to_left`: lines begin at the right.
  void set_chips(std::vector<Chip> chips, bool right_to_left = false);
  void set_selected(int query, int key);
  void set_hovered(int query, int key);
  void set_one_line(bool on);  // no wrapping; what does not fit is cut with "…"
  void set_most_lines(int lines) { most_lines_ = lines; }

  [[nodiscard]] bool hasHeightForWidth() const override { return !one_line_; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {40, 22}; }

 Q_SIGNALS:
  void clicked(int index, bool as_key);  // Shift: as key
  void pointed(int index);               // −1: none

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Places {
    std::vector<QRectF> rects;  // of all chips; those out of sight are empty
    double height = 0;
    int first = 0, end = 0;  // chips in sight
  };
  [[nodiscard]] Places place(int width) const;
  [[nodiscard]] Places all_places(int width) const;
  [[nodiscard]] Places mirror(Places places, int width) const;
  [[nodiscard]] int first_line(const Places& all, int shown) const;  // moves no further than the chosen chip needs
  [[nodiscard]] int at(QPointF point) const;
  void paint_chip(QPainter& painter, const Places& places, std::size_t i) const;

  std::vector<Chip> chips_;
  int query_ = -1, key_ = -1, hovered_query_ = -1, hovered_key_ = -1;
  int followed_ = -1;           // the chip that was chosen last
  mutable int first_line_ = 0;  // in sight
  int most_lines_ = 8;
  bool one_line_ = false, mirrored_ = false;
};

// One chip painted at `at` (its left, its middle); returns its width.
enum class ChipState { plain, query, key, special, pointed };
double paint_token(QPainter& painter, QPointF at, const QString& text, ChipState state);
// As a token of a line reads: brackets of one without letters are the other way round in a line from right to left.
[[nodiscard]] QString as_in_line(const QString& token, bool right_to_left);
double token_width(const QString& text);

}  // namespace headlight::ui
