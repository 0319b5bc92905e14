#include <QApplication>
#include <QTimer>
#include <cstdio>

#include "ui/controls/appearance.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

namespace {

constexpr int kQuietTicks = 6, kTickMs = 100, kMostTicks = 600;

// Writes the window to a picture once nothing has been under way for a while, then ends the program.
void take_screenshot(MainWindow& window, const QString& path) {
  auto* timer = new QTimer(&window);
  auto quiet = std::make_shared<int>(0);
  auto ticks = std::make_shared<int>(0);
  QObject::connect(timer, &QTimer::timeout, &window, [&window, path, quiet, ticks] {
    *quiet = window.client().any_busy() ? 0 : *quiet + 1;
    if (*quiet < kQuietTicks && ++*ticks < kMostTicks) return;
    if (window.grab().save(path)) return QApplication::exit(0);
    const Error error = unusable("the picture of the window cannot be written", path.toStdString(), "no such folder, or no right to write", "a writable .png");
    std::fprintf(stderr, "headlight: %s\n", error.line().c_str());
    QApplication::exit(static_cast<int>(error.kind));
  });
  timer->start(kTickMs);
}

}  // namespace

int run_window(std::unique_ptr<Session> session, WindowOptions options) {
  const Settings settings = options.remember ? Settings::load() : Settings{};
  if (options.theme.isEmpty()) options.theme = settings.theme;
  if (options.language.isEmpty()) options.language = settings.language;
  set_appearance(*qApp, appearance_named(options.theme));
  set_language(*qApp, options.language);
  const QString screenshot = options.screenshot;
  MainWindow window(std::move(session), std::move(options));
  window.show();
  if (!screenshot.isEmpty()) take_screenshot(window, screenshot);
  return QApplication::exec();
}

}  // namespace headlight::ui
