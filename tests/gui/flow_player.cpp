#include "tests/gui/flow_player.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabBar>
#include <QTimer>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>
#include <cstdio>
#include <utility>

#include "ui/panels/figure_table.h"

namespace headlight::ui {

namespace {

constexpr int kPatienceMs = 30000, kThereMs = 6000, kDrawnMs = 250, kPauseMs = 80;  // nobody acts faster
constexpr int kMostTabs = 60, kMostMoves = 4;

QStringList words_of(const QString& line) {
  QStringList words;
  QString word;
  bool quoted = false, some = false;
  for (const QChar letter : line) {
    if (letter == QLatin1Char('"')) quoted = !quoted, some = true;
    else if (letter.isSpace() && !quoted) {
      if (some) words += word;
      word.clear();
      some = false;
    } else word += letter, some = true;
  }
  if (some) words += word;
  return words;
}

QString name_of(const QWidget& widget) {
  if (!widget.accessibleName().isEmpty()) return widget.accessibleName();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text().remove(QLatin1Char('&'));
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return label->text().remove(QLatin1Char('&'));
  return {};
}

// What is in front: a popup, a dialog, else the window itself.
QList<QWidget*> roots(QWidget& window) {
  if (QWidget* popup = QApplication::activePopupWidget()) return {popup};
  if (QWidget* modal = QApplication::activeModalWidget()) return {modal};
  QList<QWidget*> all;
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (top != &window && top->isVisible() && top->isWindow()) all += top;
  }
  return all + QList<QWidget*>{&window};
}

QWidget& front(QWidget& window) { return *roots(window).front(); }

QPoint in_window(const QWidget& widget, const QPoint& at) { return widget.mapTo(widget.window(), at); }

}  // namespace

QWidget* FlowPlayer::named(const QString& name) const {
  if (name == QLatin1String("popup")) return QApplication::activePopupWidget();
  for (QWidget* root : roots(window_)) {
    QList<QWidget*> all = root->findChildren<QWidget*>();
    all.prepend(root);
    // The whole name before its beginning, what can be used before what only says something.
    QWidget* found[4] = {};
    for (QWidget* each : all) {
      if (!each->isVisible() || each->visibleRegion().isEmpty()) continue;
      const QString said = name_of(*each);
      const int rank = (said == name ? 0 : said.startsWith(name) ? 2 : 4) + (each->focusPolicy() == Qt::NoFocus ? 1 : 0);
      if (rank < 4 && found[rank] == nullptr) found[rank] = each;
    }
    for (QWidget* each : found) {
      if (each != nullptr) return each;
    }
  }
  return nullptr;
}

FlowPlayer::Target FlowPlayer::cell_of(QWidget& widget, const QString& cell) const {
  if (auto* tabs = qobject_cast<QTabBar*>(&widget)) {
    for (int i = 0; i < tabs->count(); ++i) {
      if (tabs->tabText(i) == cell) return {tabs, tabs->tabRect(i).center(), {}};
    }
  }
  if (auto* menu = qobject_cast<QMenu*>(&widget)) {
    for (QAction* action : menu->actions()) {
      if (action->text().remove(QLatin1Char('&')).startsWith(cell)) return {menu, menu->actionGeometry(action).center(), action->isEnabled() ? QString() : cell + QStringLiteral(" is disabled")};
    }
  }
  auto* view = qobject_cast<QAbstractItemView*>(&widget);
  if (view == nullptr && widget.isWindow() && &widget != &window_) view = widget.findChild<QAbstractItemView*>();  // of a drop-down list
  if (view != nullptr) {
    const auto found = view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, cell, 1, Qt::MatchContains);
    if (!found.isEmpty()) {
      view->scrollTo(found.front());
      return {view->viewport(), view->visualRect(found.front()).center(), {}};
    }
  }
  auto* tabled = dynamic_cast<TabledWidget*>(&widget);
  FigureTable* table = tabled == nullptr ? nullptr : tabled->table();
  for (const bool exact : {true, false}) {
    for (int row = 0; table != nullptr && row < table->rows(); ++row) {
      for (int column = 0; column < table->columns(); ++column) {
        const QString text = table->text(row, column), label = table->row_label(row);
        if (exact ? label == cell || text == cell : text.contains(cell)) return {&widget, table->area(row, column).center(), {}};
      }
    }
  }
  return {nullptr, {}, QStringLiteral("\"%1\" has nothing that says \"%2\"").arg(name_of(widget), cell)};
}

FlowPlayer::Target FlowPlayer::find(const QStringList& words) const {
  QWidget* widget = named(words.value(0));
  if (widget == nullptr) return {nullptr, {}, QStringLiteral("nothing visible is called \"%1\"").arg(words.value(0))};
  if (words.size() >= 3 && words[1] == QLatin1String("/")) return cell_of(*widget, words[2]);
  return {widget, widget->rect().center(), {}};
}

// Whether the pointer, put there, stands on it and on nothing else.
QString FlowPlayer::reachable(const Target& target) const {
  if (!target.missing.isEmpty()) return target.missing;
  QWidget* top = target.widget->window();
  QWidget* under = top->childAt(in_window(*target.widget, target.at));
  if (!target.widget->isEnabled()) return QStringLiteral("\"%1\" is disabled").arg(name_of(*target.widget));
  for (const QWidget* at = under == nullptr ? top : under; at != nullptr; at = at->parentWidget()) {
    if (at == target.widget) return {};
  }
  return QStringLiteral("\"%1\" is covered or out of sight").arg(name_of(*target.widget));
}

QString FlowPlayer::press(const QString& keys) {
  const QKeySequence sequence(keys);
  if (sequence.isEmpty()) return QStringLiteral("no such key: ") + keys;
  for (int i = 0; i < sequence.count(); ++i) {
    QWindow* focus = QApplication::activePopupWidget() != nullptr ? QApplication::activePopupWidget()->windowHandle() : QGuiApplication::focusWindow();
    const QPointer<QWindow> to = focus != nullptr ? focus : front(window_).windowHandle();
    QTest::keyPress(to, sequence[uint(i)].key(), sequence[uint(i)].keyboardModifiers());
    if (to != nullptr) QTest::keyRelease(to, sequence[uint(i)].key(), sequence[uint(i)].keyboardModifiers());  // the press may have closed it
  }
  return {};
}

// Tab by Tab, until it has the keyboard.
QString FlowPlayer::tab_to(const QString& name) {
  for (int i = 0; i < kMostTabs; ++i) {
    for (QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
      if (name_of(*at).startsWith(name)) return {};
    }
    press(QStringLiteral("Tab"));
  }
  return QStringLiteral("Tab does not lead to \"%1\"").arg(name);
}

QString FlowPlayer::type(const QString& text) {
  for (const QChar letter : text) {
    QWindow* to = QGuiApplication::focusWindow() != nullptr ? QGuiApplication::focusWindow() : front(window_).windowHandle();
    QTest::keyClick(to, letter.toLatin1(), letter.isUpper() ? Qt::ShiftModifier : Qt::NoModifier);
  }
  return {};
}

// Moves the pointer there, and after it where a layout that was still due moves it on.
QString FlowPlayer::point_at(const QStringList& words, QWindow*& window, QPoint& at) const {
  for (int i = 0; i < kMostMoves; ++i) {
    const Target target = find(words);
    if (const QString fault = reachable(target); !fault.isEmpty()) return fault;
    const QPoint now = in_window(*target.widget, target.at);
    if (i > 0 && now == at) break;
    window = target.widget->window()->windowHandle();
    at = now;
    QTest::mouseMove(window, at);
  }
  return {};
}

QString FlowPlayer::mouse(const QString& how, const QStringList& words) {
  QWindow* window = nullptr;
  QPoint at;
  if (const QString fault = point_at(words, window, at); !fault.isEmpty()) return fault;
  if (how == QLatin1String("click")) QTest::mouseClick(window, Qt::LeftButton, {}, at);
  if (how == QLatin1String("ctrl")) QTest::mouseClick(window, Qt::LeftButton, Qt::ControlModifier, at);
  if (how == QLatin1String("double")) QTest::mouseDClick(window, Qt::LeftButton, {}, at);
  return {};
}

QString FlowPlayer::drag(const QStringList& words) {
  const Target from = find(words);
  if (const QString fault = reachable(from); !fault.isEmpty()) return fault;
  const Target to = cell_of(*from.widget, words.value(3));
  if (const QString fault = reachable(to); !fault.isEmpty()) return fault;
  QWindow* window = from.widget->window()->windowHandle();
  const QPoint begin = in_window(*from.widget, from.at), end = in_window(*to.widget, to.at);
  QTest::mousePress(window, Qt::LeftButton, {}, begin);
  for (int i = 1; i <= 4; ++i) QTest::mouseMove(window, begin + (end - begin) * i / 4);
  QTest::mouseRelease(window, Qt::LeftButton, {}, end);
  return {};
}

QString FlowPlayer::wheel(const QStringList& words) {
  const Target target = find(words);
  if (const QString fault = reachable(target); !fault.isEmpty()) return fault;
  const QPoint turned(0, words.back().toInt() * 120), at = in_window(*target.widget, target.at);
  QWidget* under = target.widget->window()->childAt(at);
  QWheelEvent event(under->mapFrom(target.widget->window(), at), target.widget->mapToGlobal(target.at), {}, turned, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(under, &event);
  return {};
}

QString FlowPlayer::open_menu(const QString& name) {
  auto* bar = window_.findChild<QMenuBar*>();
  for (QAction* action : bar == nullptr ? QList<QAction*>() : bar->actions()) {
    if (action->text().remove(QLatin1Char('&')) != name) continue;
    QTest::mouseClick(window_.windowHandle(), Qt::LeftButton, {}, in_window(*bar, bar->actionGeometry(action).center()));
    return {};
  }
  return QStringLiteral("no menu is called ") + name;
}

QString FlowPlayer::file(const QString& name, const QString& begins) {
  QFile written(name);
  if (!written.open(QIODevice::ReadOnly)) return name + QStringLiteral(" is not there");
  return written.read(64).contains(begins.toUtf8()) ? QString() : name + QStringLiteral(" begins otherwise");
}

QString FlowPlayer::shot(const QString& name) {
  QWidget& shown = front(window_);
  return on_shot ? on_shot(name, shown.grab().toImage()) : QString();
}

void FlowPlayer::print_names() const {
  for (QWidget* root : roots(window_)) {
    for (QWidget* each : root->findChildren<QWidget*>()) {
      if (!each->isVisible() || name_of(*each).isEmpty()) continue;
      std::printf("%s: %s", each->metaObject()->className(), name_of(*each).toUtf8().constData());
      if (auto* tabled = dynamic_cast<TabledWidget*>(each); tabled != nullptr && tabled->table() != nullptr && tabled->table()->rows() > 0 && tabled->table()->columns() > 0)
        std::printf("  [%d x %d, %s: %s]", tabled->table()->rows(), tabled->table()->columns(), tabled->table()->row_label(0).toUtf8().constData(), tabled->table()->text(0, 0).toUtf8().constData());
      std::printf("\n");
    }
  }
}

QString FlowPlayer::act(const QString& line) {
  QStringList words = words_of(line);
  const QString action = words.takeFirst();
  const auto is = [&](const char* name) { return action == QLatin1String(name); };
  if (is("key")) return press(words.value(0));
  if (is("tab")) return tab_to(words.value(0));
  if (is("type")) return type(words.join(QLatin1Char(' ')));
  if (is("click") || is("ctrl") || is("double") || is("hover")) return mouse(action, words);
  if (is("drag")) return drag(words);
  if (is("wheel")) return wheel(words);
  if (is("menu")) return open_menu(words.value(0));
  if (is("see")) return find(words).missing;
  if (is("file")) return file(words.value(0), words.value(1));
  if (is("shot")) return shot(words.value(0));
  if (is("names")) return print_names(), QString();
  return QStringLiteral("no such action: ") + action;
}

void FlowPlayer::next_after(int milliseconds) {
  QTimer::singleShot(milliseconds, &loop_, [this] { step(); });
}

void FlowPlayer::finish(const QString& fault) {
  done_ = true;
  if (!fault.isEmpty() && fault_.isEmpty()) fault_ = QStringLiteral("%1: %2").arg(lines_.value(at_), fault);
  while (QWidget* popup = QApplication::activePopupWidget()) popup->close();
  if (auto* modal = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {  // ends the loop that it runs, from the innermost out
    modal->reject();
    return QTimer::singleShot(0, &loop_, [this] { finish({}); });
  }
  loop_.quit();
}

// One line, once the window is at rest; what is not there yet is waited for.
void FlowPlayer::step() {
  if (done_) return;
  const bool loop_of_its_own = QApplication::activeModalWidget() != nullptr || QApplication::activePopupWidget() != nullptr;
  if ((acting_ && !loop_of_its_own) || !rest_()) return waiting_.elapsed() > kPatienceMs ? finish(QStringLiteral("the window does not come to rest")) : next_after(kPauseMs);
  if (at_ >= lines_.size()) return finish({});
  const QString line = lines_[at_];
  if (line.startsWith(QLatin1String("shot")) && !std::exchange(drawn_, true)) return next_after(kDrawnMs);
  const qsizetype number = at_++;
  next_after(kPauseMs);
  const bool outer = std::exchange(acting_, true);
  const QString fault = act(line);
  acting_ = outer;
  drawn_ = false;
  if (fault.isEmpty()) return waiting_.start(), void();
  at_ = number;  // again, for some time
  if (waiting_.elapsed() > kThereMs) finish(fault);
}

QString FlowPlayer::play(const QStringList& lines) {
  lines_ = lines;
  waiting_.start();
  next_after(0);
  loop_.exec();
  return fault_;
}

}  // namespace headlight::ui
