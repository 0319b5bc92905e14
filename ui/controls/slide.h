// A named slider with its number beside it, which can be typed.
#pragma once

#include <QWidget>
#include <functional>

class QLineEdit;
class QSlider;

namespace headlight::ui {

class ElidedLabel;

class Slide : public QWidget {
  Q_OBJECT

 public:
  struct Range {
    double low = 0, high = 1, step = 0.01;
    double least = low, most = high;  // that can be typed
  };
  // How a value is written: times `factor`, with so many places and a sign behind it.
  struct Form {
    int places = 2;
    double factor = 1;
    QString sign{};
  };
  Slide(const QString& name, Range range, Form form, QWidget* parent = nullptr);

  void set_range(Range range);  // emits nothing
  void set_value(double value);  // emits nothing
  void set_widths(int name, int field);  // the name gives way where there is little room
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] QSlider* slider() const { return slider_; }
  [[nodiscard]] QLineEdit* field() const { return field_; }

 Q_SIGNALS:
  // By the user. `gesture` stays the same while the slider is held and is another one for every key, wheel step and
  // typed number; never 0.
  void changed(double value, std::uint64_t gesture);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void slide(int position);
  void take_number();
  void show_number();
  [[nodiscard]] QString text(double value) const;

  Range range_;
  Form form_;
  double value_ = 0;
  int name_width_ = 0, field_width_ = 0;
  std::uint64_t gesture_ = 0;
  ElidedLabel* name_;
  QSlider* slider_;
  QLineEdit* field_;
};

}  // namespace headlight::ui
