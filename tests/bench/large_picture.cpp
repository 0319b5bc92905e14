// What a large picture costs in the window: opens MODEL and PICTURE, pans and zooms for SECONDS, and prints one line of
// JSON: the longest stall of the event loop in time and in processor time of its thread (which other programs on the machine
// do not lengthen), how many passed 100 ms, and the memory while opening and while exploring.
//
//     headlight_bench_large_picture MODEL PICTURE [SECONDS] [SCREENSHOT.png]
#include <sys/resource.h>

#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>
#include <cstdio>

#include "tests/bench/window_bench.h"

namespace headlight::ui::bench {
namespace {

constexpr int kStepMs = 16;

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
}  // namespace headlight::ui::bench

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: headlight_bench_large_picture MODEL PICTURE [SECONDS] [PNG]\n"), 2;
  QApplication application(argc, argv);
  return headlight::ui::bench::run_window(application, argc, argv, headlight::ui::bench::measure);
}
