// The window over made-up models, for looking at it: show_fake [options…] out.png
#include <QApplication>
#include <QCommandLineParser>

#include "tests/gui/fake_session.h"
#include "ui/window/main_window.h"

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QCommandLineParser parser;
  parser.addOptions({{"theme", "dark or light", "t", "dark"}, {"language", "en or ko", "l", "en"},
                     {"size", "WxH", "s", "1600x1000"}, {"model", "name", "m"}, {"text", "sentence", "x"}, {"image", "file", "i"}});
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
  return headlight::ui::run_window(std::make_unique<headlight::fake::FakeSession>(), options);
}
