#include "tests/gui/monkey/monkey.h"

#include <QApplication>
#include <QCoreApplication>
#include <QTest>
#include <QWheelEvent>

#include "ui/state/session_file.h"

namespace headlight::ui {

namespace {

constexpr Qt::Key kKeys[] = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space,
                             Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Plus, Qt::Key_Minus,
                             Qt::Key_Comma, Qt::Key_Period, Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_F6, Qt::Key_Question};
constexpr Qt::KeyboardModifiers kModifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier,
                                                Qt::ControlModifier | Qt::ShiftModifier};
// These end the program, or ask the desktop for a file and wait for its answer.
constexpr const char* kLeftAlone[] = {"quit", "open_folder", "open_script", "open_image", "open_trace", "open_session", "save_session", "save_trace", "full_screen"};
constexpr const char* kWords[] = {"a", "The cat", " sat", "\t", "하나", "القطة", "0.5", "-1e9", "xyzzy ", "heavy.", "((", "👩‍👩‍👧"};

bool left_alone(const QString& id) {
  return std::ranges::any_of(kLeftAlone, [&](const char* each) { return id == QLatin1String(each); });
}

}  // namespace

QWidget* Monkey::somebody() {
  QWidgetList tops;
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (top->isVisible() && !top->size().isEmpty()) tops.append(top);
  }
  if (tops.isEmpty()) return nullptr;
  QWidget* top = below(4) > 0 && window_.isVisible() ? static_cast<QWidget*>(&window_) : tops[below(int(tops.size()))];
  QWidget* under = top->childAt(somewhere(*top));
  return under == nullptr ? top : under;
}

QPoint Monkey::somewhere(const QWidget& widget) { return {below(widget.width()), below(widget.height())}; }

std::string Monkey::press_key() {
  QWidget* focus = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &window_;
  const bool letter = below(2) == 0;
  const auto key = letter ? Qt::Key(Qt::Key_A + below(26)) : below(6) == 0 ? Qt::Key(Qt::Key_0 + below(10)) : kKeys[below(int(std::size(kKeys)))];
  const Qt::KeyboardModifiers modifiers = kModifiers[below(int(std::size(kModifiers)))];
  const QKeySequence pressed(int(key) | int(modifiers));
  for (const QAction* action : window_.actions().all()) {
    if (left_alone(action->objectName()) && action->shortcuts().contains(pressed)) return "nothing";
  }
  QTest::keyClick(focus, key, modifiers);
  return "key " + pressed.toString().toStdString();
}

std::string Monkey::click() {
  QWidget* target = somebody();
  if (target == nullptr) return "nothing";
  const QString name = target->accessibleName().isEmpty() ? QString::fromLatin1(target->metaObject()->className()) : target->accessibleName();
  const auto button = below(12) == 0 ? Qt::RightButton : Qt::LeftButton;
  const auto modifiers = below(6) == 0 ? Qt::ControlModifier : below(6) == 0 ? Qt::ShiftModifier : Qt::NoModifier;
  const QPoint at = somewhere(*target);
  below(8) == 0 ? QTest::mouseDClick(target, button, modifiers, at) : QTest::mouseClick(target, button, modifiers, at);
  return "click on " + name.toStdString();
}

std::string Monkey::drag() {
  QPointer<QWidget> target = somebody();
  if (target == nullptr) return "nothing";
  const std::string name = target->metaObject()->className();
  QTest::mousePress(target, Qt::LeftButton, {}, somewhere(*target));
  for (int i = 0; i < 4 && target != nullptr; ++i) {
    QTest::mouseMove(target, somewhere(*target));
    QCoreApplication::processEvents();
  }
  if (target != nullptr) QTest::mouseRelease(target, Qt::LeftButton, {}, somewhere(*target));
  return "drag over " + name;
}

std::string Monkey::turn_wheel() {
  QWidget* target = somebody();
  if (target == nullptr) return "nothing";
  const QPoint at = somewhere(*target);
  const QPoint turned(0, (below(2) == 0 ? 120 : -120) * (1 + below(3)));
  QWheelEvent event(at, target->mapToGlobal(at), {}, turned, Qt::NoButton, below(4) == 0 ? Qt::ControlModifier : Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(target, &event);
  return std::string("wheel over ") + target->metaObject()->className();
}

std::string Monkey::trigger() {
  const QList<QAction*> all = window_.actions().all();
  QAction* action = all[below(int(all.size()))];
  if (left_alone(action->objectName()) || !action->isEnabled()) return "nothing";
  const std::string name = action->objectName().toStdString();
  action->trigger();
  return "action " + name;
}

std::string Monkey::type_words() {
  QWidget* focus = QApplication::focusWidget();
  if (focus == nullptr) return "nothing";
  const QString words = QString::fromUtf8(kWords[below(int(std::size(kWords)))]);
  for (const QChar letter : words) {
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter)), release(QEvent::KeyRelease, 0, Qt::NoModifier, QString(letter));
    QPointer<QWidget> still = focus;
    QCoreApplication::sendEvent(focus, &press);
    if (still == nullptr) break;
    QCoreApplication::sendEvent(focus, &release);
    if (still == nullptr) break;
  }
  return "type " + words.toStdString();
}

std::string Monkey::open_something() {
  if (things_.empty()) return "nothing";
  const Thing& thing = things_[std::size_t(below(int(things_.size())))];
  window_.open_model(thing.model, thing.input);
  return "open " + thing.model;
}

std::string Monkey::resize() {
  window_.resize(1024 + below(900), 640 + below(500));
  return "resize";
}

// What lies over the window gets a key now and then, and goes.
std::string Monkey::dismiss(QWidget& over) {
  const int what = below(5);
  if (what < 3) QTest::keyClick(&over, what == 0 ? Qt::Key_Down : what == 1 ? Qt::Key_Tab : Qt::Key_Return);
  else over.close();
  return "something over the window";
}

std::string Monkey::act() {
  if (QWidget* popup = QApplication::activePopupWidget()) return dismiss(*popup);
  if (QWidget* modal = QApplication::activeModalWidget(); modal != nullptr && below(3) == 0) return dismiss(*modal);
  const int what = below(100);
  if (what < 34) return press_key();
  if (what < 62) return click();
  if (what < 70) return drag();
  if (what < 78) return turn_wheel();
  if (what < 92) return trigger();
  if (what < 97) return type_words();
  return what < 99 ? open_something() : resize();
}

std::string Monkey::fault() const {
  const Store& store = window_.store();
  if (const TraceInfo* trace = store.trace(); trace != nullptr && fitted(*trace, store.selection()) != store.selection())
    return "the selection is outside of the run";
  const SavedSession session = window_.saved_session();
  const auto read = session_from(session_bytes(session, QStringLiteral("/")), QStringLiteral("/s.headlight"));
  if (!read.ok()) return read.error().line();
  if (read->selection != session.selection || read->look != session.look || read->studio != session.studio || read->runs != session.runs)
    return "the session is read as another one";
  return {};
}

}  // namespace headlight::ui
