// The tooltip of pictures: a child widget (never a window), 12 px right and below the pointer, flipping at edges.
#pragma once

#include <QPointer>
#include <QWidget>

namespace headlight::ui {

class HoverTip : public QWidget {
  Q_OBJECT

 public:
  // `area` is the widget whose edges it stays in: the window's central widget. Over a floating panel it stays in that.
  explicit HoverTip(QWidget* area);

  struct Words {
    QString name, value, second;  // "it → ##ch", "0.3240", "score 3.64 · rank 1 / 14"
    bool operator==(const Words&) const = default;
  };
  void show_at(QPoint global, const Words& words);
  void stay_in(QWidget* window);  // the one under the pointer
  // `going` is about to be deleted: home, where that does not go as well.
  void leave(const QWidget& going);
  void set_second(const QString& second);  // keeps the place
  [[nodiscard]] const Words& words() const { return words_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void fit(QPoint at);
  QPointer<QWidget> home_;
  Words words_;
  QPoint at_;
};

}  // namespace headlight::ui
