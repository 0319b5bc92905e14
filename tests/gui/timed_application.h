// An application that measures how long the GUI thread takes for each event.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>
#include <QShortcutEvent>
#include <QThread>
#include <algorithm>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace headlight::ui {

class TimedApplication : public QApplication {
 public:
  using QApplication::QApplication;

  // Processor time of this thread, so that other programs on the machine do not count. Events that one sends in turn count
  // to it, but not those of an event loop that it runs (a dialog's) nor those of the timer that makes the events.
  bool notify(QObject* receiver, QEvent* event) override {
    const int level = QThread::currentThread()->loopLevel();
    if ((depth_ > 0 && level == level_) || receiver == left_out) return QApplication::notify(receiver, event);
    const std::string key = event->type() == QEvent::Shortcut ? static_cast<QShortcutEvent*>(event)->key().toString().toStdString() + ' ' : std::string();
    const int type = event->type(), level_before = std::exchange(level_, level);
    const double inner_before = std::exchange(inner_, 0), begin = thread_ms();
    ++depth_;
    const bool done = QApplication::notify(receiver, event);
    --depth_;
    const double all = thread_ms() - begin, took = all - inner_;
    level_ = level_before;
    inner_ = inner_before + all;
    if (took > kNothingMs) times_.push_back(float(took));
    if (took > slow_ms) slow_.push_back(named(type) + " " + key + std::to_string(int(took)) + " ms, after " + doing);
    return done;
  }

  void reset() {
    times_.clear();
    slow_.clear();
  }
  [[nodiscard]] std::size_t events() const { return times_.size(); }
  [[nodiscard]] const std::vector<std::string>& slow() const { return slow_; }
  // Milliseconds below which this share of the events stayed; 0 for none.
  [[nodiscard]] double percentile(double share) const {
    if (times_.empty()) return 0;
    std::vector<float> sorted = times_;
    const auto at = sorted.begin() + std::ptrdiff_t(share * double(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
  }

  std::string doing;  // what the reports name
  const QObject* left_out = nullptr;
  double slow_ms = 200;  // longer events are named one by one

 private:
  static constexpr double kNothingMs = 0.02;  // timers and calls that find nothing to do do not count
  static double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
  }
  static std::string named(int type) {
    const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name == nullptr ? "event " + std::to_string(type) : name;
  }

  int depth_ = 0, level_ = 0;
  double inner_ = 0;  // of event loops within
  std::vector<float> times_;
  std::vector<std::string> slow_;
};

}  // namespace headlight::ui
