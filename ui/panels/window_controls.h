// Window and level of a grey or 16-bit picture: which sample values become black and white, in the file's own units.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/controls/range_bar.h"
#include "ui/panels/context.h"

class QLineEdit;

namespace headlight::ui {

// Whether a picture has values worth choosing among: one channel, or more than 8 bits.
[[nodiscard]] bool has_window(const Picture& picture);

// Values of a picture, counted evenly over the limits between which it was decoded (all three channels of colour).
[[nodiscard]] std::vector<double> counts_of(const Picture& picture);
// The values below which `low` and `high` of all samples lie (0…1), of counts over `limits`.
[[nodiscard]] std::array<double, 2> percentiles(const std::vector<double>& counts, std::array<double, 2> limits, double low, double high);

// The share of the samples at or below `low` and at or above `high`, of counts over `limits`.
[[nodiscard]] std::array<double, 2> clipped_shares(const std::vector<double>& counts, std::array<double, 2> limits, std::array<double, 2> window);

class WindowControls : public QWidget {
  Q_OBJECT

 public:
  explicit WindowControls(Context context, QWidget* parent = nullptr);

  // The picture file of these controls; hidden until it is known to have a window.
  void set_picture(const std::string& path, std::int64_t frame);
  void use_full();
  void use_percentiles();
  void use_own();   // as the reference's decoder does
  void use_next();  // of the three above
  // By a drag on the picture: shares of the whole range.
  void drag(QPointF by);
  [[nodiscard]] bool usable() const { return info_.has_value(); }
  // What of the picture its window hides, with the button that shows it; null words: nothing worth saying.
  [[nodiscard]] QString clipped() const;
  [[nodiscard]] Button* own_range() const { return own_range_; }
  [[nodiscard]] RangeBar* bar() const { return bar_; }
  [[nodiscard]] Segments* preset() const { return preset_; }
  [[nodiscard]] QLineEdit* low() const { return low_; }
  [[nodiscard]] QLineEdit* high() const { return high_; }

 Q_SIGNALS:
  void usable_changed();

 private:
  void build();
  void take_picture(const Picture& picture);
  void count(std::array<double, 2> limits, bool again);
  void give(std::optional<std::array<double, 2>> window);
  void take_numbers();
  void refresh();
  [[nodiscard]] std::array<double, 2> now() const;
  [[nodiscard]] std::array<double, 2> middle() const;  // in whole samples

  Context context_;
  std::string path_;
  std::int64_t frame_ = -1;
  std::optional<Picture> info_;  // without its pixels
  std::array<double, 2> middle_{0, 1};  // 1st and 99th percentile
  RangeBar* bar_;
  QLineEdit *low_, *high_;
  Segments* preset_;
  ElidedLabel* numbers_;  // width and middle of the window
  QLabel* clipped_;
  Button* own_range_;
  std::vector<double> counts_;  // over the file's own range
};

}  // namespace headlight::ui
