// The monkey, for as long as one wants: headlight_monkey [--actions N] [--seed N] [--slow MS] [--say]. Ends with 0 where nothing broke and
// the session that it left opens as it was; prints how long events took.
#include <QCommandLineParser>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>

#include "tests/gui/monkey/monkey.h"
#include "tests/gui/monkey/things.h"
#include "tests/gui/timed_application.h"
#include "ui/controls/appearance.h"
#include "ui/window/language.h"

namespace headlight::ui {
namespace {

constexpr int kLookEvery = 100, kReopenMs = 120000;

std::unique_ptr<MainWindow> window_in(const QString& folder) {
  WindowOptions options;
  options.remember = false;
  options.session_folder = folder;
  options.size = {1440, 900};
  auto window = std::make_unique<MainWindow>(monkey_session(), std::move(options));
  window->show();
  return window;
}

// File dialogs and menus run loops of their own, in which nobody acts: they are closed from outside.
void close_loops(QObject& parent) {
  auto* timer = new QTimer(&parent);
  QObject::connect(timer, &QTimer::timeout, [] {
    if (QWidget* popup = QApplication::activePopupWidget(); popup != nullptr && popup->inherits("QMenu")) popup->close();
    if (QWidget* modal = QApplication::activeModalWidget(); modal != nullptr && modal->inherits("QFileDialog")) modal->close();
  });
  timer->start(300);
}

bool settled(MainWindow& window) {
  return QTest::qWaitFor([&] { return !window.client().any_busy(); }, kReopenMs);
}

// What a session that was written holds is what it was written of.
std::string reopened(MainWindow& window, const QString& folder) {
  if (window.store().run() == nullptr) return {};
  if (!settled(window)) return "the window does not come to rest";
  const SavedSession before = window.saved_session();
  const QString file = folder + QStringLiteral("/left.headlight");
  window.write_session(file);
  auto other = window_in(folder + QStringLiteral("/other"));
  other->open_paths({file});
  const bool same = QTest::qWaitFor([&] {
    const SavedSession after = other->saved_session();
    return after.runs.size() == before.runs.size() && after.selection == before.selection && after.look == before.look && after.studio == before.studio && after.shown == before.shown;
  }, kReopenMs);
  return same ? std::string() : "the session that was left does not open as it was: " + other->message().text().toStdString();
}

// Acts from within the event loop, as a person does; what is wrong with the window then, empty for nothing.
std::string play(TimedApplication& application, MainWindow& window, Monkey& monkey, int actions, bool say) {
  int done = 0;
  std::string fault;
  QEventLoop loop;
  QTimer next;
  QObject::connect(&next, &QTimer::timeout, &loop, [&] {
    application.doing = monkey.act();
    if (say) std::printf("%d %s\n", done, application.doing.c_str()), std::fflush(stdout);
    if (!window.isVisible()) window.show();
    if (++done % kLookEvery == 0) fault = monkey.fault();
    if (!fault.empty()) fault = "after " + std::to_string(done) + " actions: " + fault;
    if (done >= actions || !fault.empty()) loop.quit();
  });
  next.start(0);
  application.left_out = &next;
  loop.exec();
  application.left_out = nullptr;
  return fault;
}

int run(TimedApplication& application, int actions, unsigned seed, bool say) {
  const QTemporaryDir folder;
  QDir::setCurrent(folder.path());
  auto window = window_in(folder.filePath(QStringLiteral("kept")));
  close_loops(application);
  const std::vector<Monkey::Thing> things = monkey_things(folder.path().toStdString());
  if (!things.empty()) window->open_model(things.front().model, things.front().input);
  settled(*window);
  Monkey monkey(*window, things, seed);
  application.reset();
  if (const std::string wrong = play(application, *window, monkey, actions, say); !wrong.empty()) return std::printf("seed %u, %s\n", seed, wrong.c_str()), 1;
  std::printf("%d actions, seed %u: %zu events, p50 %.2f ms, p99 %.1f ms, longest %.0f ms, %zu over %.0f ms, %zu runs\n", actions, seed, application.events(),
              application.percentile(0.5), application.percentile(0.99), application.percentile(1), application.slow().size(), application.slow_ms, window->store().runs().size());
  for (const std::string& slow : application.slow()) std::printf("  %s\n", slow.c_str());
  const std::string fault = reopened(*window, folder.path());
  if (!fault.empty()) std::printf("%s\n", fault.c_str());
  return fault.empty() ? 0 : 1;
}

}  // namespace
}  // namespace headlight::ui

int main(int argc, char** argv) {
  headlight::ui::TimedApplication application(argc, argv);
  QApplication::setQuitOnLastWindowClosed(false);
  QCommandLineParser line;
  const QCommandLineOption actions("actions", "How many.", "N", "2000"), seed("seed", "Which ones.", "N", "1"), slow("slow", "Name the events that took longer.", "MS", "200"), say("say", "Print each.");
  line.addOptions({actions, seed, slow, say});
  line.addHelpOption();
  line.process(application);
  application.slow_ms = line.value(slow).toDouble();
  headlight::ui::set_appearance(application, headlight::ui::Appearance::dark);
  headlight::ui::set_language(application, QStringLiteral("en"));
  return headlight::ui::run(application, line.value(actions).toInt(), line.value(seed).toUInt(), line.isSet(say));
}
