// The window over made-up models, for looking at it: show_fake [options…] out.png
#include <QApplication>
#include <QCommandLineParser>
#include <QMenu>
#include <QTimer>

#include "tests/gui/fake_session.h"
#include "ui/window/main_window.h"

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QCommandLineParser parser;
  parser.addOptions({{"theme", "dark, light or contrast", "t", "dark"}, {"language", "en or ko", "l", "en"},
                     {"size", "WxH", "s", "1600x1000"}, {"model", "name", "m"}, {"text", "sentence", "x"}, {"image", "file", "i"},
                     {"do", "action, by name, once the picture is there; what opens goes to out.png.<n>.png", "d"}});
  parser.addPositionalArgument("out", "picture");
  parser.process(application);
  headlight::ui::WindowOptions options;
  const QStringList size = parser.value("size").split('x');
  options.size = {size[0].toInt(), size[1].toInt()};
  options.theme = parser.value("theme");
  options.language = parser.value("language");
  options.model = parser.value("model");
  options.input.text = parser.value("text").toStdString();
  options.input.image = parser.value("image").toStdString();
  options.screenshot = parser.positionalArguments().value(0);
  options.remember = false;
  const QString act = parser.value("do"), out = options.screenshot;
  QTimer::singleShot(act.isEmpty() ? 1 << 30 : 400, [act, out] {
    for (QWidget* top : QApplication::topLevelWidgets()) {
      if (auto* menu = qobject_cast<QMenu*>(top); menu != nullptr && menu->title() == act) menu->popup({100, 100});
      if (auto* action = top->findChild<QAction*>(act)) action->trigger();
    }
    QTimer::singleShot(120, [out] {
      int number = 0;
      for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top->isVisible()) top->grab().save(out + QStringLiteral(".%1.png").arg(number++));
      }
    });
  });
  return headlight::ui::run_window(std::make_unique<headlight::fake::FakeSession>(), options);
}
