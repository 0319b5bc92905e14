// Two ends on a line of values, over how often each value occurs.
#pragma once

#include <QWidget>
#include <array>
#include <vector>

namespace headlight::ui {

// Dragging an end moves it, dragging between the ends moves both. With the keyboard: ← → move both, ↑ ↓ widen and narrow.
class RangeBar : public QWidget {
  Q_OBJECT

 public:
  explicit RangeBar(const QString& name, QWidget* parent = nullptr);

  void set_limits(double low, double high);
  void set_range(double low, double high);  // emits nothing
  void set_counts(std::vector<double> counts);  // over the limits, evenly
  [[nodiscard]] const std::array<double, 2>& range() const { return range_; }
  [[nodiscard]] QSize sizeHint() const override { return {160, 40}; }

 Q_SIGNALS:
  void changed(double low, double high);  // by the user

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  enum class Part { none, low, high, both };
  [[nodiscard]] double x_of(double value) const;
  [[nodiscard]] double value_at(double x) const;
  void move(Part part, double by);

  std::array<double, 2> limits_{0, 1}, range_{0, 1};
  std::vector<double> counts_;
  Part held_ = Part::none;
  double from_ = 0;  // where the pointer was
};

// A range moved by values and widened about its middle, kept within the limits and never empty.
[[nodiscard]] std::array<double, 2> moved_range(std::array<double, 2> range, double by, double wider,
                                                std::array<double, 2> limits);

}  // namespace headlight::ui
