// What moving about costs in the window: opens MODEL on TEXT, drags the enlarged matrix for half of SECONDS at 60 moves a second
// with the wheel turned now and then, and moves the pointer over the matrix, the graph and the heads for the other half. Prints
// one line of JSON: how long the GUI thread handled an event (its processor time, and what the clock says), and how long after
// the pointer's move its tooltip stood there and every view was lit up (by the clock, and as work of the GUI thread).
//
//     headlight_bench_panning MODEL TEXT [SECONDS]
#include <QWheelEvent>
#include <QWindow>
#include <cstdio>
#include <random>

#include "tests/bench/window_bench.h"
#include "tests/gui/timed_application.h"

namespace headlight::ui::bench {
namespace {

constexpr int kMoveMs = 16, kMovesOfADrag = 90, kWheelEvery = 12;

double percentile(std::vector<double> all, double share) {
  if (all.empty()) return 0;
  std::ranges::sort(all);
  return all[std::size_t(share * double(all.size() - 1))];
}

void mouse(QWidget& canvas, QEvent::Type type, QPointF at, Qt::MouseButtons held) {
  const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
  QMouseEvent event(type, at, canvas.mapToGlobal(at), button, held, Qt::NoModifier);
  QApplication::sendEvent(&canvas, &event);
}

// Drags to and fro, and zooms in and out.
void pan(FigureCanvas& canvas, int n) {
  const double along = double(n % kMovesOfADrag) / kMovesOfADrag, way = n / kMovesOfADrag % 2 == 0 ? along : 1 - along;
  const QPointF at(canvas.width() * (0.2 + 0.6 * way), canvas.height() * (0.3 + 0.4 * way));
  if (n % kMovesOfADrag == 0) mouse(canvas, QEvent::MouseButtonPress, at, Qt::LeftButton);
  mouse(canvas, QEvent::MouseMove, at, Qt::LeftButton);
  if (n % kMovesOfADrag == kMovesOfADrag - 1) mouse(canvas, QEvent::MouseButtonRelease, at, Qt::NoButton);
  if (n % kWheelEvery != 0) return;
  QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, n % (kWheelEvery * 40) < kWheelEvery * 20 ? 60 : -60}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&canvas, &event);
}

struct Times {
  std::size_t events = 0;
  double p50 = 0, p99 = 0, longest = 0;
};

Times acting(TimedApplication& application, double seconds, const std::function<void(int)>& act) {
  Peaks around;
  int n = 0;
  QTimer steps;
  QObject::connect(&steps, &QTimer::timeout, [&] { act(n++); });
  application.reset();
  steps.start(kMoveMs);
  turn(seconds, around);
  return {application.events(), application.percentile(0.5), application.percentile(0.99), application.percentile(1)};
}

void print(const char* name, const Times& times) {
  std::printf("\"%s\": {\"events\": %zu, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"longest_ms\": %.1f}, ", name, times.events, times.p50, times.p99, times.longest);
}

void print(const char* name, const std::vector<double>& moves) {
  std::printf("\"%s\": {\"moves\": %zu, \"p50_ms\": %.1f, \"p99_ms\": %.1f, \"longest_ms\": %.1f}", name, moves.size(), percentile(moves, 0.5), percentile(moves, 0.99), percentile(moves, 1));
}

int measure(TimedApplication& application, MainWindow& window, double seconds) {
  Peaks around;
  turn(600, around, [&] { return window.store().run() != nullptr && !window.client().any_busy(); });
  if (window.store().run() == nullptr) return std::fprintf(stderr, "the run did not end\n"), 1;
  CentreView& centre = window.centre();
  centre.enlarge(centre.matrix());
  window.actions().get("hand")->setChecked(true);
  turn(2, around);
  const Times panning = acting(application, seconds / 2, [&](int n) { pan(*centre.matrix()->canvas(), n); });
  window.actions().get("hand")->setChecked(false);
  centre.enlarge(nullptr);
  turn(2, around);
  std::mt19937 random(3);
  std::vector<double> answers, work;
  const std::vector<FigureCanvas*> canvases{centre.matrix()->canvas(), centre.graph()->canvas(), centre.heads()->canvas()};
  const Times hovering = acting(application, seconds / 2, [&](int n) {
    FigureCanvas& canvas = *canvases[std::size_t(n) % canvases.size()];
    QElapsedTimer clock;
    clock.start();
    const double before = thread_ms();
    mouse(canvas, QEvent::MouseMove, QPointF(double(random() % unsigned(canvas.width())), double(random() % unsigned(canvas.height()))), Qt::NoButton);
    QCoreApplication::sendPostedEvents();
    QEvent paint(QEvent::UpdateRequest);  // all that it lights up, in every view, is painted now
    QCoreApplication::sendEvent(&window, &paint);
    answers.push_back(double(clock.nsecsElapsed()) / 1e6);
    work.push_back(thread_ms() - before);
  });
  std::printf("{");
  print("panning", panning);
  print("hovering", hovering);
  print("hover_answer", answers);
  std::printf(", ");
  print("hover_work", work);
  std::printf("}\n");
  return 0;
}

}  // namespace
}  // namespace headlight::ui::bench

int main(int argc, char** argv) {
  using namespace headlight::ui;
  if (argc < 3) return std::fprintf(stderr, "usage: headlight_bench_panning MODEL TEXT [SECONDS]\n"), 2;
  TimedApplication application(argc, argv);
  return bench::run_window(application, argc, argv, bench::Words{}, [&](MainWindow& window, double seconds, const QString&) { return bench::measure(application, window, seconds); });
}
