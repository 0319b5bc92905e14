// What a video costs in the window: opens MODEL and VIDEO, plays for half of SECONDS and scrubs for the other half, and
// prints one line of JSON: the longest stall of the event loop and how many were over 100 ms, frames shown, resident memory.
// A VIDEO that is not there is drawn first: 60 s of 1920 × 1080 pixels, 25 frames a second.
//
//     headlight_bench_video_window MODEL VIDEO [SECONDS] [SCREENSHOT.png]
#include <sys/resource.h>

#include <QFile>
#include <QPainter>
#include <cstdio>
#include <random>

#include "engine/api/video_file.h"
#include "tests/bench/window_bench.h"

namespace headlight::ui::bench {
namespace {

constexpr int kScrubMs = 60, kFrames = 1500;

Result<Written> draw_clip(const std::string& path, const QImage& scene) {
  auto file = make_video_file(path, {1920, 1080, 25});
  if (!file) return file.error();
  const QImage ground = scene.scaled(1920, 1080);
  for (int frame = 0; frame < kFrames; ++frame) {
    QImage picture = ground.convertToFormat(QImage::Format_RGB888);
    QPainter painter(&picture);
    for (int i = 0; i < 4; ++i)
      painter.fillRect((frame * (3 + i) * 2 + 400 * i) % 2100 - 180, 560 + 100 * i, 180, 80, QColor::fromHsv(i * 80, 200, 220));
    painter.end();
    const std::vector<std::uint8_t> rgb(picture.constBits(), picture.constBits() + picture.sizeInBytes());
    if (auto added = file.value()->add(rgb); !added) return added.error();
  }
  return file.value()->finish();
}

struct Part {
  double stall = 0, mib = 0;
  int long_ones = 0, frames = 0;
};

Part measure_part(MainWindow& window, Heart& heart, double seconds) {
  Part part;
  const auto counting = QObject::connect(&window.store(), &Store::run_changed, &window, [&part] { ++part.frames; });
  heart.reset();
  Peaks peaks;
  turn(seconds, peaks);
  part.mib = peaks.resident;
  part.stall = heart.longest();
  part.long_ones = heart.long_ones();
  QObject::disconnect(counting);
  return part;
}

void print(const char* name, const Part& part) {
  std::printf("\"%s\": {\"stall_ms\": %.0f, \"stalls_over_100_ms\": %d, \"frames\": %d, \"mib\": %.0f}, ", name, part.stall,
              part.long_ones, part.frames, part.mib);
}

int measure(MainWindow& window, double seconds, const QString& screenshot) {
  Heart heart(&window);
  Peaks around;
  turn(600, around, [&] { return window.playback().video() != nullptr && !window.client().any_busy(); });
  if (window.playback().video() == nullptr) return std::fprintf(stderr, "the video did not open\n"), 1;
  const double opening = heart.longest();
  turn(1, around);
  window.playback().set_loop(true);
  window.playback().set_playing(true);
  const Part played = measure_part(window, heart, seconds / 2);
  window.playback().set_playing(false);
  QTimer scrub;
  std::mt19937 random(3);
  QObject::connect(&scrub, &QTimer::timeout, &window, [&] {
    window.playback().seek(std::int64_t(random() % std::uint64_t(window.playback().video()->frames)));
  });
  scrub.start(kScrubMs);
  const Part scrubbed = measure_part(window, heart, seconds / 2);
  scrub.stop();
  turn(10, around, [&] { return !window.client().any_busy(); });
  if (!screenshot.isEmpty()) window.grab().save(screenshot);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"open_stall_ms\": %.0f, ", opening);
  print("played", played);
  print("scrubbed", scrubbed);
  std::printf("\"peak_mib\": %.0f}\n", double(usage.ru_maxrss) / 1024);
  return 0;
}

}  // namespace
}  // namespace headlight::ui::bench

int main(int argc, char** argv) {
  using namespace headlight;
  if (argc < 3) return std::fprintf(stderr, "usage: headlight_bench_video_window MODEL VIDEO [SECONDS] [PNG]\n"), 2;
  QApplication application(argc, argv);
  if (QFile::exists(QString::fromLocal8Bit(argv[2]))) return ui::bench::run_window(application, argc, argv, ui::bench::measure);
  const QImage scene(QString::fromStdString(app::resource_folders().front() + "/samples/car-sun.png"));
  if (const auto drawn = ui::bench::draw_clip(argv[2], scene); !drawn) return std::fprintf(stderr, "%s\n", drawn.error().line().c_str()), 1;
  std::printf("drawn; call again to measure\n");  // in a process of its own: drawing takes memory too
  return 0;
}
