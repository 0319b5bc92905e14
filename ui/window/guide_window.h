// The guide in a window of its own, so that it can lie beside the program while its steps are followed.
#pragma once

#include <QDialog>
#include <QStringList>

class QTextBrowser;

namespace headlight::ui {

class GuideWindow : public QDialog {
  Q_OBJECT

 public:
  // `folders`: where guide.en.md and guide.ko.md with their pictures may lie; the first that has the language's is read,
  // without one the English.
  GuideWindow(const QStringList& folders, const QString& language, QWidget* parent);
  [[nodiscard]] QTextBrowser& text() const { return *text_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fill();  // in the theme's colours

  QTextBrowser* text_;
  QString markdown_;
  int appearance_ = -1;  // that it is filled in
};

// The guide's file of a language, else the English one; empty where there is none.
[[nodiscard]] QString guide_file(const QStringList& folders, const QString& language);

}  // namespace headlight::ui
