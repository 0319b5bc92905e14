#include "app/window.h"

#include <QApplication>
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "app/console.h"
#include "app/resources.h"
#include "engine/api/video_file.h"
#include "ui/window/main_window.h"

namespace headlight::app {
namespace {

ui::WindowOptions window_options(const Options& options) {
  ui::WindowOptions window;
  for (const auto& path : options.paths) window.paths << QString::fromStdString(path);
  for (const auto& folder : resource_folders())
    window.sample_files << QString::fromStdString(folder + "/samples/samples.json");
  for (const auto& folder : resource_folders()) window.guide_folders << QString::fromStdString(folder + "/guide");
  window.screenshot = QString::fromStdString(options.screenshot);
  window.remember = options.screenshot.empty();  // pictures of the window look alike everywhere
  const QStringList size = QString::fromStdString(options.size).split(QLatin1Char('x'));
  if (size.size() == 2) window.size = {size[0].toInt(), size[1].toInt()};
  window.theme = QString::fromStdString(options.theme);
  window.language = QString::fromStdString(options.language);
  window.first_look = options.paths.empty();
  window.make_video = make_video_file;
  return window;
}

// Qt ends the process where it finds no display: say so in one line, as every failure does.
void display_faults(QtMsgType type, const QMessageLogContext& /*context*/, const QString& /*message*/) {
  if (type != QtFatalMsg) return;
  std::_Exit(report(failed("the window cannot be opened", "DISPLAY or WAYLAND_DISPLAY", "no display that answers",
                           "a desktop; export and dump work without one"), false));
}

bool is_missing(const std::string& path) {
  std::error_code error;
  return !std::filesystem::exists(path, error);
}

// What of the command line is no path but the name of a model; an Error for what is neither.
Result<QStringList> named_models(Session& session, const std::vector<std::string>& paths) {
  QStringList names;
  if (std::none_of(paths.begin(), paths.end(), is_missing)) return names;
  const auto models = session.models({});
  for (const auto& path : paths) {
    if (!is_missing(path)) continue;
    if (std::none_of(models.begin(), models.end(), [&](const ModelEntry& entry) { return entry.name == path; }))
      return unusable("cannot open", path, "no such file, folder or model", "a model (folder or name), picture, video, text file, trace or session");
    names << QString::fromStdString(path);
  }
  return names;
}

}  // namespace

int run_window(std::unique_ptr<Session> session, const Options& options) {
  const auto names = named_models(*session, options.paths);
  if (!names) return report(names.error(), options.json);
  int count = 1;
  char name[] = "headlight";
  char* arguments[] = {name, nullptr};
  const auto handler = qInstallMessageHandler(display_faults);
  const QApplication application(count, arguments);
  qInstallMessageHandler(handler);
  QApplication::setApplicationName("Headlight");
  QApplication::setOrganizationName("Headlight");
  QApplication::setApplicationVersion(HEADLIGHT_VERSION);
  QApplication::setDesktopFileName("headlight");
  auto window = window_options(options);
  window.model_names = names.value();
  return ui::run_window(std::move(session), std::move(window));
}

}  // namespace headlight::app
