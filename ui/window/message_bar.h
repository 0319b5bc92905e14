// What concerns the whole run: why it failed, or how far it is. Lies over the lower edge of what it is in, so that nothing
// moves when it comes and goes. Never a message box.
#pragma once

#include <QWidget>
#include <functional>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/panels/context.h"

class QProgressBar;

namespace headlight::ui {

class MessageBar : public QWidget {
  Q_OBJECT

 public:
  explicit MessageBar(Context context, QWidget* parent = nullptr);
  // While `told` a run's failure stands in a panel and is not said here.
  void set_told_elsewhere(std::function<bool()> told) { told_ = std::move(told); }
  // A part of what it lies over that stays uncovered while it is in sight and there is room above it; may be null.
  void set_spared(std::function<const QWidget*()> spared) { spared_ = std::move(spared); }
  // Words that are not about a run: a file that cannot be opened, a figure that was written. Replaced by the next.
  void say(const QString& bold, const QString& words, bool error);
  // As say, with a way out; it stays until it is closed, a fault or not.
  void offer(const QString& bold, const QString& words, const QString& button, std::function<void()> act, bool error = true);
  // Another way out of what was offered just now.
  void offer_second(const QString& button, std::function<void()> act);
  [[nodiscard]] QString text() const;
  void refresh();

 Q_SIGNALS:
  void choose_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void clear();
  void come();   // shows it in its place
  void place();  // at the lower edge of its parent, or above what is spared
  [[nodiscard]] int lowest_for(int high) const;

  Context context_;
  QLabel *picture_, *words_;
  ElidedLabel* bold_;
  void take_offer(std::function<void()> act);

  Button *choose_, *second_, *copy_, *close_;
  QProgressBar* bar_;
  QString line_;
  bool error_ = false, said_ = false;
  QTimer patience_;
  std::function<bool()> told_;
  std::function<const QWidget*()> spared_;
  std::function<void()> offered_, second_offered_;  // what the buttons do; none: choose_wanted
};

}  // namespace headlight::ui
