// Plays a script on a window as a person would: every key and click goes to the window, to whatever stands at that place
// and has the keyboard, and things are found by the names that a screen reader says.
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPoint>
#include <QString>
#include <QStringList>
#include <functional>

class QWidget;
class QWindow;

namespace headlight::ui {

// A line is one action; NAME is in quotation marks where it has spaces; `NAME / CELL` is a cell, a word, a row or an item of
// it, by the first that says CELL. Lines that begin with # are for the reader.
//   key Ctrl+K        type TEXT         click NAME [/ CELL]      double NAME [/ CELL]   ctrl NAME / CELL
//   hover NAME [/ CELL]                 drag NAME / CELL CELL    wheel NAME TURNS       menu NAME
//   see NAME / CELL   (it says so)      shot NAME                names   (prints what is there)
//   tab NAME         (Tab until it has the keyboard)
//   file NAME BEGINS  (it was written, and its first 64 bytes hold that)
// A NAME "popup" is the menu or list that is open.
class FlowPlayer {
 public:
  // `rest` says whether the window has what it asked for.
  FlowPlayer(QWidget& window, std::function<bool()> rest) : window_(window), rest_(std::move(rest)) {}

  // Plays all lines from within the event loop, as dialogs and menus run loops of their own. What went wrong and in which
  // line, empty for nothing.
  QString play(const QStringList& lines);
  std::function<QString(const QString& name, const QImage& picture)> on_shot;

 private:
  struct Target {
    QWidget* widget = nullptr;
    QPoint at;  // in the widget
    QString missing;
  };
  void step();
  void next_after(int milliseconds);
  void finish(const QString& fault);
  QString act(const QString& line);
  [[nodiscard]] Target find(const QStringList& words) const;
  [[nodiscard]] Target cell_of(QWidget& widget, const QString& cell) const;
  [[nodiscard]] QWidget* named(const QString& name) const;
  [[nodiscard]] QString reachable(const Target& target) const;
  QString press(const QString& keys);
  QString tab_to(const QString& name);
  QString type(const QString& text);
  QString point_at(const QStringList& words, QWindow*& window, QPoint& at) const;
  QString mouse(const QString& how, const QStringList& words);
  QString drag(const QStringList& words);
  QString wheel(const QStringList& words);
  QString open_menu(const QString& name);
  QString file(const QString& name, const QString& begins);
  QString shot(const QString& name);
  void print_names() const;

  QWidget& window_;
  std::function<bool()> rest_;
  QStringList lines_;
  qsizetype at_ = 0;
  bool acting_ = false, drawn_ = false, done_ = false;
  QString fault_;
  QElapsedTimer waiting_;  // for the line at_
  QEventLoop loop_;
};

}  // namespace headlight::ui
