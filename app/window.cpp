#include "app/window.h"

#include <QApplication>

#include "app/resources.h"
#include "ui/window/main_window.h"

namespace headlight::app {
namespace {

ui::WindowOptions window_options(const Options& options) {
  ui::WindowOptions window;
  for (const auto& path : options.paths) window.paths << QString::fromStdString(path);
  for (const auto& folder : resource_folders())
    window.sample_files << QString::fromStdString(folder + "/samples/samples.json");
  window.screenshot = QString::fromStdString(options.screenshot);
  window.remember = options.screenshot.empty();  // pictures of the window look alike everywhere
  const QStringList size = QString::fromStdString(options.size).split(QLatin1Char('x'));
  if (size.size() == 2) window.size = {size[0].toInt(), size[1].toInt()};
  window.theme = QString::fromStdString(options.theme);
  window.language = QString::fromStdString(options.language);
  window.first_look = options.paths.empty();
  return window;
}

}  // namespace

int run_window(std::unique_ptr<Session> session, const Options& options) {
  int count = 1;
  char name[] = "headlight";
  char* arguments[] = {name, nullptr};
  const QApplication application(count, arguments);
  QApplication::setApplicationName("Headlight");
  QApplication::setOrganizationName("Headlight");
  QApplication::setApplicationVersion(HEADLIGHT_VERSION);
  QApplication::setDesktopFileName("headlight");
  return ui::run_window(std::move(session), window_options(options));
}

}  // namespace headlight::app
