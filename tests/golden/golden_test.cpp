// Figures against committed pictures. Fonts are rasterised a little differently from system to system, so pictures are
// compared after averaging over blocks: the mean difference and the worst block must stay small.
// HEADLIGHT_UPDATE_GOLDEN=1 writes the pictures anew.
#include <cmath>

#include "tests/places.h"
#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/export.h"
#include "ui/figures/panels.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

constexpr int kBlock = 6;             // pixels
constexpr double kMeanTolerance = 2;  // of 255, over all blocks and channels
constexpr double kBlockTolerance = 60;

struct Case {
  const char* name;
  FakeTrace (*trace)();
  FigureSpec spec;
  bool screen = false;
};

FakeTrace arabic() {
  return fake_words({"القطة", "السوداء", "تجلس", "على", "الكرسي"}, "القطة السوداء تجلس على الكرسي");
}
FakeTrace korean() { return fake_words({"안녕하세요", "저는", "어텐션", "헤드를", "봅니다"}); }
FakeTrace long_text() { return fake_words(std::vector<std::string>(300, "word")); }

FigureSpec spec(FigureView view, int layer = -1, int head = -1, std::int64_t query = -1, std::int64_t key = -1) {
  FigureSpec out;
  out.view = view;
  if (layer >= 0) out.layer = layer;
  if (head >= 0) out.head = HeadChoice{HeadChoice::Mode::one, head};
  out.query = query;
  out.key = key;
  return out;
}

FigureSpec smooth_overlay() {
  FigureSpec out = spec(FigureView::overlay);
  out.smooth = true;
  out.shares = {0.5, 0.8};
  return out;
}

FigureSpec many_heads() {
  FigureSpec out = spec(FigureView::graph, 3);
  out.heads = {1, 4, 7};
  return out;
}

FigureSpec all_points() {
  FigureSpec out = spec(FigureView::points);
  out.all_detections = true;
  out.by_level = true;
  return out;
}

FigureSpec deformable_heads() {
  FigureSpec out = spec(FigureView::heads);
  out.stream = "deformable_decoder";
  return out;
}

FigureSpec deformable_stats() {
  FigureSpec out = spec(FigureView::stats);
  out.stream = "deformable_decoder";
  return out;
}

// Three heads of one layer that link the same words: their strokes run side by side.
FakeTrace agreeing_heads() {
  FakeTrace trace = fake_sentence();
  auto& heads = trace.sites[3].weights;
  for (const std::size_t head : {4, 7}) heads[head] = heads[1];
  return trace;
}

FakeTrace many_words() {
  std::vector<std::string> words;
  for (int i = 0; i < 400; ++i) words.push_back("word" + std::to_string(i % 37));
  return fake_words(words);
}

QImage painted(const Case& test) {
  FakeTrace trace = test.trace();
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  auto built = build(session, info, test.spec);
  EXPECT_TRUE(built.ok()) << built.error().line();
  if (!built.ok()) return {};
  if (!test.screen) return render(built.value(), {85, 100}).value();
  FigureStyle style = screen_style(Theme::of(Appearance::dark));
  style.titles = false;
  style.selected = built->selected;
  style.selected_site = built->site;
  style.selected_head = built->head;
  return render_on_screen(built.value(), style, {420, 360}, 1);
}

QImage averaged(const QImage& image) {
  return image.convertToFormat(QImage::Format_RGB32)
      .scaled(image.width() / kBlock, image.height() / kBlock, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

struct Difference {
  double mean = 0, worst = 0;
};

Difference difference(const QImage& a, const QImage& b) {
  Difference out;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      for (const int d : {qRed(p) - qRed(q), qGreen(p) - qGreen(q), qBlue(p) - qBlue(q)}) {
        out.mean += std::abs(d) / (3.0 * a.width() * a.height());
        out.worst = std::max<double>(out.worst, std::abs(d));
      }
    }
  }
  return out;
}

class Golden : public ::testing::TestWithParam<Case> {};

TEST_P(Golden, LooksAsBefore) {
  if (!has_inter()) GTEST_SKIP() << "the font Inter is not installed";
  const QImage now = painted(GetParam());
  const QString path = QStringLiteral(HEADLIGHT_GOLDEN "/%1.png").arg(QString::fromLatin1(GetParam().name));
  if (qEnvironmentVariableIsSet("HEADLIGHT_UPDATE_GOLDEN")) {
    ASSERT_TRUE(now.convertToFormat(QImage::Format_RGB888).save(path));
    return;
  }
  const QImage before(path);
  ASSERT_FALSE(before.isNull()) << path.toStdString();
  // Font versions may move a line by a pixel.
  ASSERT_NEAR(now.width(), before.width(), 2);
  ASSERT_NEAR(now.height(), before.height(), 4);
  const QImage small = averaged(before);
  const Difference found =
      difference(small, averaged(now).scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
  EXPECT_LE(found.mean, kMeanTolerance);
  EXPECT_LE(found.worst, kBlockTolerance);
  if (!HasFailure()) return;
  const std::string seen = tests::failed_picture(GetParam().name + std::string(".png"));
  now.save(QString::fromStdString(seen));
  ADD_FAILURE() << "what was seen: " << seen;
}

INSTANTIATE_TEST_SUITE_P(
    Figures, Golden,
    ::testing::Values(Case{"graph", fake_sentence, spec(FigureView::graph, 3, 1, 9)},
                      Case{"graph-heads", fake_sentence, many_heads()},
                      Case{"graph-heads-agree", agreeing_heads, many_heads()},
                      Case{"graph-400", many_words, spec(FigureView::graph, 0, 0, 7)},
                      Case{"graph-patches", fake_picture, spec(FigureView::graph, 3, 0)},
                      Case{"stats-deformable", fake_deformable_detector, deformable_stats()},
                      Case{"graph-translation", fake_translation, spec(FigureView::graph)},
                      Case{"graph-arabic", arabic, spec(FigureView::graph, 0, 1, 2)},
                      Case{"graph-korean", korean, spec(FigureView::graph, 0, 0)},
                      Case{"matrix", fake_sentence, spec(FigureView::matrix, 3, 1, 9, 7)},
                      Case{"matrix-300", long_text, spec(FigureView::matrix, 0, 0)},
                      Case{"heads", fake_sentence, spec(FigureView::heads)},
                      Case{"stats", fake_sentence, spec(FigureView::stats)},
                      Case{"overlay", fake_picture, spec(FigureView::overlay)},
                      Case{"overlay-smooth", fake_picture, smooth_overlay()},
                      Case{"points", fake_deformable_detector, spec(FigureView::points)},
                      Case{"points-all", fake_deformable_detector, all_points()},
                      Case{"overlay-detection", fake_dense_detector, spec(FigureView::overlay)},
                      Case{"graph-detections", fake_dense_detector, spec(FigureView::graph)},
                      Case{"heads-deformable", fake_deformable_detector, deformable_heads()},
                      Case{"screen-points", fake_deformable_detector, spec(FigureView::points), true},
                      Case{"rollout", fake_sentence, spec(FigureView::rollout)},
                      Case{"screen-graph", fake_sentence, spec(FigureView::graph, 3, 1, 9, 7), true},
                      Case{"screen-matrix", fake_sentence, spec(FigureView::matrix, 3, 1, 9, 7), true},
                      Case{"screen-heads", fake_sentence, spec(FigureView::heads), true}),
    [](const auto& info) {
      std::string name = info.param.name;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

// The tolerance must not let through what it is there for.
TEST(GoldenTolerance, SeesAnotherHead) {
  const QImage a = averaged(painted({"", fake_sentence, spec(FigureView::matrix, 3, 1, 9, 7)}));
  const QImage b = averaged(painted({"", fake_sentence, spec(FigureView::matrix, 3, 2, 9, 7)}));
  EXPECT_GT(difference(a, b).mean, kMeanTolerance);
}

}  // namespace
}  // namespace headlight::ui
