// Tokens as chips that wrap: live tokens of the input, the token line of small windows, query and key.
#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>
#include <functional>
#include <vector>

namespace headlight::ui {

struct Chip {
  QString text;
  bool special = false;  // plain outline
  bool joined = false;   // continues the word before: dashed joint
  bool operator==(const Chip&) const = default;
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
  void set_most_lines(int lines);
  [[nodiscard]] QRectF place_of(int index) const;  // of a chip, in the widget; empty where it is out of sight
  [[nodiscard]] int laid_out() const { return laid_out_; }  // how often: by other chips, widths and lines, never by a paint or the pointer

  [[nodiscard]] bool hasHeightForWidth() const override { return !one_line_; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {40, 22}; }

 Q_SIGNALS:
  void clicked(int index, bool as_key);  // Shift: as key
  void pointed(int index);               // −1: none

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  [[nodiscard]] int most_lines() const { return one_line_ ? 1 : most_lines_; }
  void lay_out();
  void follow();  // moves the lines in sight no further than the chosen chip needs
  [[nodiscard]] int line_of(int index) const;
  [[nodiscard]] int first_of(int line) const;  // the line's first chip
  // Calls `at` with every chip's left, width and line; returns how many lines there are.
  int flow(int width, const std::function<void(double left, double wide, int line)>& at) const;
  [[nodiscard]] int at(QPointF point) const;
  void paint_chip(QPainter& painter, int index) const;

  std::vector<Chip> chips_;
  std::vector<double> widths_;  // of the chips
  std::vector<QRectF> rects_;   // of all chips at the widget's width, from the first line
  int lines_ = 1, laid_out_ = 0;
  int query_ = -1, key_ = -1, hovered_query_ = -1, hovered_key_ = -1;
  int followed_ = -1;    // the chip that was chosen last
  int first_line_ = 0;   // in sight
  int first_ = 0, end_ = 0;  // chips in sight
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
