// A program that measures the window: its stalls, its memory, and the way it is opened on a model and an input.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

#include "app/resources.h"
#include "ui/controls/appearance.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui::bench {

constexpr double kLongMs = 100;

// A line of /proc/self/status, in MiB.
inline double status(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key + ":")) return std::stod(line.substr(key.size() + 1)) / 1024;
  return -1;
}

// Processor time of this thread: other programs on the machine do not count.
inline double thread_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
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
  QTimer timer_;
  QElapsedTimer since_;
  double longest_ = 0, longest_work_ = 0, work_ = thread_ms();
  int long_ones_ = 0, long_works_ = 0;
};

// The event loop for a while, or until `done`.
inline void turn(double seconds, Peaks& peaks, const std::function<bool()>& done = {}) {
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

struct Words {};  // INPUT is a text

// Opens MODEL and the picture or video INPUT (with Words the text) in a window of 1,440 × 900 and hands it to `measure` with how many seconds to
// explore (60 unless given) and where to save a picture of it (nowhere unless given). Arguments: MODEL INPUT [SECONDS] [PNG].
template <typename Measure>
int run_window(QApplication& application, int argc, char** argv, InputSpec input, Measure&& measure) {
  set_appearance(application, Appearance::dark);
  set_language(application, QStringLiteral("en"));
  WindowOptions options;
  options.remember = false;
  options.size = {1440, 900};
  SessionOptions session;
  session.resource_folders = app::resource_folders();
  MainWindow window(make_session(session), options);
  window.show();
  window.open_model(argv[1], std::move(input));
  return measure(window, argc > 3 ? std::atof(argv[3]) : 60, argc > 4 ? QString::fromLocal8Bit(argv[4]) : QString());
}

template <typename Measure>
int run_window(QApplication& application, int argc, char** argv, Measure&& measure) {
  InputSpec input;
  input.image = argv[2];
  return run_window(application, argc, argv, std::move(input), std::forward<Measure>(measure));
}

template <typename Measure>
int run_window(QApplication& application, int argc, char** argv, Words, Measure&& measure) {
  InputSpec input;
  input.text = argv[2];
  return run_window(application, argc, argv, std::move(input), std::forward<Measure>(measure));
}

}  // namespace headlight::ui::bench
