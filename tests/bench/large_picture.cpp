// What a large picture costs in the window: opens MODEL and PICTURE, pans and zooms for SECONDS, and prints one line of
// JSON: the longest stall of the event loop in time and in processor time of its thread (which other programs on the machine
// do not lengthen), how many passed 100 ms, and the memory while opening and while exploring.
//
//     headlight_bench_large_picture MODEL PICTURE [SECONDS] [SCREENSHOT.png]
#include <sys/resource.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTimer>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <thread>

#include "app/resources.h"
#include "ui/controls/appearance.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui {
namespace {

constexpr int kStepMs = 16;
constexpr double kLongMs = 100;

// A line of /proc/self/status, in MiB.
double status(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key + ":")) return std::stod(line.substr(key.size() + 1)) / 1024;
  return -1;
}

struct Peaks {
  double resident = 0, own = 0;
  void sample() {
    resident = std::max(resident, status("VmRSS"));
    own = std::max(own, status("RssAnon"));
  }
};

// Beats as often as the event loop comes round; the longest time between two beats is the longest stall.
class Heart : public QObject {
 public:
  explicit Heart(QObject* parent) : QObject(parent) {
    connect(&timer_, &QTimer::timeout, this, [this] { beat(); });
    since_.start();
    timer_.start(1);
  }
  void reset() {
    longest_ = longest_work_ = 0;
    long_ones_ = long_works_ = 0;
    since_.restart();
    work_ = thread_ms();
  }
  [[nodiscard]] double longest() const { return longest_; }
  [[nodiscard]] int long_ones() const { return long_ones_; }
  [[nodiscard]] double longest_work() const { return longest_work_; }  // processor time of this thread
  [[nodiscard]] int long_works() const { return long_works_; }

 private:
  void beat() {
    const double now = double(since_.nsecsElapsed()) / 1e6;
    longest_ = std::max(longest_, now);
    if (now > kLongMs) ++long_ones_;
    since_.restart();
    const double work = thread_ms() - work_;
    longest_work_ = std::max(longest_work_, work);
    if (work > kLongMs) ++long_works_;
    work_ = thread_ms();
  }
  static double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
  }
  QTimer timer_;
  QElapsedTimer since_;
  double longest_ = 0, longest_work_ = 0, work_ = thread_ms();
  int long_ones_ = 0, long_works_ = 0;
};

// Drags in circles and turns the wheel to and fro, from the whole picture down to single pixels.
class Explorer {
 public:
  explicit Explorer(FigureCanvas& canvas) : canvas_(canvas) {}

  void step() {
    const QPointF middle = QRectF(canvas_.rect()).center();
    const double turn = n_ * 0.05, radius = 90;
    const QPointF at = middle + QPointF(radius * std::cos(turn), radius * std::sin(1.3 * turn));
    if (n_ % 160 == 0) press(QEvent::MouseButtonPress, at);
    press(QEvent::MouseMove, at);
    if (n_ % 160 == 159) press(QEvent::MouseButtonRelease, at);
    if (n_ % 12 == 0) wheel(at, n_ % 1200 < 600 ? 60 : -60);
    ++n_;
  }

 private:
  void press(QEvent::Type type, QPointF at) {
    const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, canvas_.mapToGlobal(at), button, held, Qt::NoModifier);
    QApplication::sendEvent(&canvas_, &event);
  }
  void wheel(QPointF at, int by) {
    QWheelEvent event(at, canvas_.mapToGlobal(at), {}, {0, by}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas_, &event);
  }
  FigureCanvas& canvas_;
  int n_ = 0;
};

FigureCanvas& photo(MainWindow& window) {
  FigurePanel* points = window.centre().points();
  return *(points->isVisible() ? points : static_cast<FigurePanel*>(window.centre().picture()))->canvas();
}

// The event loop for a while, or until `done`.
void turn(double seconds, Peaks& peaks, const std::function<bool()>& done = {}) {
  QElapsedTimer clock;
  clock.start();
  QEventLoop loop;
  QTimer tick;
  QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
    peaks.sample();
    if (double(clock.elapsed()) > seconds * 1000 || (done && done())) loop.quit();
  });
  tick.start(20);
  loop.exec();
}

int measure(MainWindow& window, double seconds, const QString& screenshot) {
  Heart heart(&window);
  Peaks opening, exploring;
  QElapsedTimer clock;
  clock.start();
  turn(600, opening, [&] { return window.store().run() != nullptr && !window.client().any_busy(); });
  const double open_seconds = double(clock.elapsed()) / 1000, open_stall = heart.longest(), open_work = heart.longest_work();
  if (window.store().run() == nullptr) return std::fprintf(stderr, "the run did not end\n"), 1;
  turn(2, opening);
  heart.reset();
  Explorer explorer(photo(window));
  QTimer steps;
  QObject::connect(&steps, &QTimer::timeout, &window, [&] { explorer.step(); });
  steps.start(kStepMs);
  turn(seconds, exploring);
  steps.stop();
  const double stall = heart.longest(), work = heart.longest_work();
  const int long_ones = heart.long_ones(), long_works = heart.long_works();
  if (!screenshot.isEmpty()) {
    turn(10, exploring, [&] { return !window.client().any_busy(); });
    window.grab().save(screenshot);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"open\": {\"seconds\": %.1f, \"stall_ms\": %.0f, \"stall_processor_ms\": %.0f}, \"explore\": {\"seconds\": %.0f, "
              "\"stall_ms\": %.0f, \"over_100_ms\": %d, \"stall_processor_ms\": %.0f, \"over_100_processor_ms\": %d}, \"mib\": {\"peak\": %.0f, \"opening\": %.0f, \"opening_anonymous\": %.0f, "
              "\"exploring\": %.0f, \"exploring_anonymous\": %.0f}}\n",
              open_seconds, open_stall, open_work, seconds, stall, long_ones, work, long_works, double(usage.ru_maxrss) / 1024, opening.resident,
              opening.own, exploring.resident, exploring.own);
  return 0;
}

}  // namespace
}  // namespace headlight::ui

int main(int argc, char** argv) {
  using namespace headlight;
  if (argc < 3) return std::fprintf(stderr, "usage: headlight_bench_large_picture MODEL PICTURE [SECONDS] [PNG]\n"), 2;
  QApplication application(argc, argv);
  ui::set_appearance(application, ui::Appearance::dark);
  ui::set_language(application, QStringLiteral("en"));
  ui::WindowOptions options;
  options.remember = false;
  options.size = {1440, 900};
  SessionOptions session;
  session.resource_folders = app::resource_folders();
  ui::MainWindow window(make_session(session), options);
  window.show();
  InputSpec input;
  input.image = argv[2];
  window.open_model(argv[1], input);
  return ui::measure(window, argc > 3 ? std::atof(argv[3]) : 60, argc > 4 ? QString::fromLocal8Bit(argv[4]) : QString());
}
