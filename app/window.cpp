#include "app/window.h"

#include <QApplication>
#include <algorithm>

#include "app/resources.h"
#include "ui/window/main_window.h"

namespace headlight::app {
namespace {

constexpr const char* first_sentence = "The robot picked up the wrench because it was heavy.";

// What a new user sees first: a real encoder where it is installed, else the bundled translator.
std::string first_model(Session& session) {
  const auto entries = session.models({});
  const auto usable = [&](const char* name) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const ModelEntry& entry) { return entry.name == name && entry.usable; });
  };
  for (const auto* name : {"all-MiniLM-L6-v2", "translate-en-fr"})
    if (usable(name)) return name;
  return {};
}

ui::WindowOptions window_options(Session& session, const Options& options) {
  ui::WindowOptions window;
  for (const auto& path : options.paths) window.paths << QString::fromStdString(path);
  for (const auto& folder : resource_folders())
    window.sample_files << QString::fromStdString(folder + "/samples/samples.json");
  window.screenshot = QString::fromStdString(options.screenshot);
  if (!options.paths.empty()) return window;
  window.model = QString::fromStdString(first_model(session));
  window.input.text = first_sentence;
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
  auto window = window_options(*session, options);
  return ui::run_window(std::move(session), std::move(window));
}

}  // namespace headlight::app
