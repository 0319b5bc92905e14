// What holds controls and pictures: foldable sections of the rails, panels of the centre, small labels.
#pragma once

#include <QColor>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

class QProgressBar;
class QStackedLayout;

namespace headlight::ui {

class ToolRow;

// Text that ends in "…" when there is too little room; the whole text is then its tooltip.
class ElidedLabel : public QWidget {
  Q_OBJECT

 public:
  explicit ElidedLabel(const char* colour_role = "text", double size = 12, int weight = 400, QWidget* parent = nullptr);
  void set_text(const QString& text);
  [[nodiscard]] const QString& text() const { return text_; }
  void set_role(const char* role);
  void set_anchor_end(bool end) { end_ = end; }
  void set_meaning(const QString& meaning);  // what its number says, as a tooltip
  void set_middle_elide(bool on) { middle_ = on; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {16, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void update_tip();
  QString text_, meaning_;
  const char* role_;
  double size_;
  int weight_;
  bool end_ = false, middle_ = false;
};

// A label at the left and an exact number at the right.
class ValueRow : public QWidget {
  Q_OBJECT

 public:
  explicit ValueRow(const QString& name, QWidget* parent = nullptr);
  void set(const QString& value);
  void set_name(const QString& name);
  [[nodiscard]] QString text() const;  // the value

 private:
  ElidedLabel *name_, *value_;
};

// A section of a rail: its header folds it.
class Section : public QWidget {
  Q_OBJECT

 public:
  explicit Section(const QString& title, QWidget* parent = nullptr);
  [[nodiscard]] QVBoxLayout* body() const { return body_; }
  void set_note(const QString& note, const QString& meaning = {});  // at the right of the header
  void add_header_widget(QWidget* widget);
  void set_open(bool open);
  [[nodiscard]] bool is_open() const { return title_->isChecked(); }

 Q_SIGNALS:
  void folded_by_hand(bool open);

 private:
  void build_header(const QString& title);

  QToolButton* title_;
  ElidedLabel* note_;
  QWidget* content_;
  QVBoxLayout* body_;
  QWidget* header_;
};

// A 24 px button with an icon; `name` is tooltip and accessible name.
[[nodiscard]] QToolButton* icon_button(const QString& icon_name, const QString& name, QWidget* parent);

// A panel of the centre: header with title, subtitle and tools over one picture, which gives way to words while
// there is nothing to show.
class PanelFrame : public QWidget {
  Q_OBJECT

 public:
  PanelFrame(const QString& title, QWidget* content, QWidget* parent = nullptr);

  struct Words {
    QString icon, bold, sentence, button, second_button;
    bool operator==(const Words&) const = default;
  };
  void show_content();
  void show_empty(const Words& words);
  void show_error(const Words& words);
  void set_busy(bool busy);  // the thin bar under the header
  void set_title(const QString& title);
  void set_subtitle(const QString& subtitle);
  void add_tool(QAction* action);
  void add_control(QWidget* control);  // in the header, before the tools
  [[nodiscard]] QWidget* content() const { return content_; }
  [[nodiscard]] const QString& title() const { return title_text_; }

 Q_SIGNALS:
  void button_pressed();
  void second_button_pressed();
  void header_double_clicked();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void show_words(const Words& words, const char* tint);

  QString title_text_;
  ElidedLabel *title_, *subtitle_;
  QHBoxLayout* tools_;
  ToolRow* tool_row_;
  QWidget* header_;
  QWidget* content_;
  QWidget* words_ = nullptr;
  Words said_{};   // by words_
  QColor tinted_;  // its icon
  QStackedLayout* stack_;
  QProgressBar* bar_;
};

}  // namespace headlight::ui
