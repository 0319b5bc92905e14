// Push buttons as on the tokens sheet, with an icon and an outlined shortcut.
#pragma once

#include <QPushButton>

namespace headlight::ui {

class Button : public QPushButton {
  Q_OBJECT

 public:
  enum class Kind { normal, primary, link };
  Button(Kind kind, const QString& text, QWidget* parent = nullptr);

  void set_icon_name(const QString& name);
  void set_key(const QString& key);  // as shown: "Ctrl ↵"; empty for none
  void set_left_aligned(bool left);  // icon and text at the left, key at the right

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;  // without the key

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] double content_width(const QString& key) const;
  [[nodiscard]] QSize size_with(const QString& key) const;
  [[nodiscard]] QString seen_key() const;  // what is narrower than its words and key together drops the key

  Kind kind_;
  QString icon_name_, key_;
  bool left_ = false;
};

// Paints a shortcut as a small outlined key with its right edge at `right`; returns its width.
double paint_key(QPainter& painter, double right, double middle, const QString& key, const QColor& colour);
double key_width(const QString& key);


}  // namespace headlight::ui
