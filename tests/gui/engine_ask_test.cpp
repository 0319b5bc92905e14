// What Ask says of real models is what plain loops over the kept q, k, v, lse and sampling points give.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <array>
#include <numeric>

#include "tests/gui/engine_numbers.h"
#include "ui/panels/detection_scene.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/ask/winners.h"

namespace headlight::ui {
namespace {

TEST_F(EngineNumbers, AskRanksEveryHeadOfEveryStreamOfATranslator) {
  open_engine("translate-en-fr", text(kCat));
  AskModel& model = ask().model();
  const KeptTrace trace = kept();
  for (const std::string& stream : trace.info().streams()) {
    SCOPED_TRACE(stream);
    choose(stream, 0, 0);
    model.set_from({2, 3});
    model.set_to({0, 1});
    ASSERT_TRUE(rested());
    expect_ranked(model, trace);
    const std::int64_t queries = trace.queries(site()), keys = trace.keys(site());
    const auto share = [&](std::int64_t query) { return 2.0 / double(site().causal ? query + 1 : keys); };
    EXPECT_NEAR(model.answer()->even, (share(2) + share(3)) / 2, 1e-12);
    ASSERT_NE(model.in_general(), nullptr);  // the same from every query
    std::vector<std::int64_t> all(static_cast<std::size_t>(queries));
    std::iota(all.begin(), all.end(), 0);
    for (const RankedHead& head : model.in_general()->heads) EXPECT_NEAR(head.mass, mass(trace, head, {all, {0, 1}, {}, {}}), kClose);
  }
}

TEST_F(EngineNumbers, TurnedRoundCrossAttentionIsTheShareOfWhatLandsThere) {
  open_engine("translate-en-fr", text(kCat));
  choose("cross", 1, 0);
  AskModel& model = ask().model();
  model.set_from({1, 2});
  model.set_to({1});
  model.turn_round();
  ASSERT_TRUE(rested());
  ASSERT_TRUE(model.reversed());
  const KeptTrace trace = kept();
  ASSERT_NE(model.answer(), nullptr);
  EXPECT_DOUBLE_EQ(model.answer()->even, 2.0 / double(trace.queries(site())));
  for (const RankedHead& head : model.answer()->heads) {
    const SiteInfo& of = trace.info().sites[std::size_t(head.site)];
    double all = 0;
    for (std::int64_t query = 0; query < trace.queries(of); ++query) all += trace.weight(of, head.head, query, 1);
    EXPECT_NEAR(head.mass, (trace.weight(of, head.head, 1, 1) + trace.weight(of, head.head, 2, 1)) / all, 1e-5) << head.layer << '.' << head.head;
  }
  EXPECT_TRUE(std::ranges::is_sorted(model.answer()->heads, std::greater{}, &RankedHead::mass));
}

// A mask of each picture's own, and one for all, over two pictures: of patches and of sampling points.
class MaskedPictures : public EngineNumbers, public ::testing::WithParamInterface<const char*> {
 protected:
  static constexpr std::array<const char*, 2> kPictures = {"car-sun.png", "bus-rain.png"};

  // White from `from` to `to` across, as shares of its width.
  QString mask(const QString& name, QSize size, double from, double to) {
    QImage image(size, QImage::Format_Grayscale8);
    image.fill(0);
    QPainter(&image).fillRect(QRectF(size.width() * from, 0, size.width() * (to - from), size.height()), Qt::white);
    const QString path = folder_.filePath(name);
    EXPECT_TRUE(image.save(path));
    return path;
  }

  // Of one picture by plain loops: mean over the asked-from rows.
  double expected(const KeptTrace& trace, const RankedHead& head, const Region& region, std::int64_t row) const {
    const SiteInfo& of = trace.info().sites[std::size_t(head.site)];
    double sum = 0;
    if (!is_deformable(of)) {
      for (const std::int64_t key : positions_in(trace.info(), key_axis(trace.info(), of), region)) sum += trace.weight(of, head.head, row, key);
      return sum;
    }
    for (const auto& point : trace.points(of, head.head, row)) sum += holds(region, point.x, point.y) ? point.weight : 0;
    return sum;
  }
};

TEST_P(MaskedPictures, AreRankedEachUnderItsMask) {
  open_engine(GetParam(), sample(kPictures[0]));
  const bool sampled = std::string(GetParam()) == "scenes-detr";
  if (sampled) choose("deformable_decoder", 1, 0);
  const QSize size = image_size(*window_->store().trace(), {}).toSize();
  ASSERT_TRUE(QDir(folder_.path()).mkpath(QStringLiteral("masks")));
  mask(QStringLiteral("masks/car-sun.png"), size, 0, 0.4);
  mask(QStringLiteral("masks/bus-rain.bmp"), size, 0.5, 1);
  AskPage& page = ask();
  page.show_kind(AskPage::Kind::many);
  BatchModel& batch = page.batch().model();
  QStringList files;
  for (const char* each : kPictures) files += QString::fromStdString(sample(each).image);
  batch.set_pictures(files);
  const std::string row = sampled ? "tokens:3" : "tokens:0";
  batch.set_question({site().stream, QString::fromStdString(row), QStringLiteral("mask:") + folder_.filePath(QStringLiteral("masks"))});
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }, 120000));
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(batch.items()[i].state, BatchModel::State::done) << batch.items()[i].reason().toStdString();
    window_->open_model(GetParam(), sample(kPictures[i]));
    ASSERT_TRUE(rested());
    const KeptTrace trace = kept();
    const double wide = size.width(), high = size.height();
    const Region region{i == 0 ? std::array{0.0, 0.0, wide * 0.4, high} : std::array{wide * 0.5, 0.0, wide, high}};
    for (const RankedHead& head : batch.items()[i].heads) EXPECT_NEAR(head.mass, expected(trace, head, region, sampled ? 3 : 0), 2e-5) << head.layer << '.' << head.head;
  }
  batch.set_question({site().stream, QString::fromStdString(row), QStringLiteral("mask:") + folder_.filePath(QStringLiteral("no-such.png"))});
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }, 120000));
  EXPECT_EQ(batch.count(BatchModel::State::left_out), 2U);
  EXPECT_TRUE(batch.items()[0].reason().contains(QStringLiteral("mask"))) << batch.items()[0].reason().toStdString();
}

INSTANTIATE_TEST_SUITE_P(Models, MaskedPictures, ::testing::Values("scenes-vit", "scenes-detr"));

TEST_F(EngineNumbers, AskRanksTheWayBack) {
  open_engine("translate-en-fr", text(kCat));
  choose("encoder", 1, 1);
  AskModel& model = ask().model();
  model.set_from({1});
  model.set_to({0, 3});
  model.turn_round();
  ASSERT_TRUE(rested());
  EXPECT_EQ(model.question().from, (std::vector<std::int64_t>{0, 3}));
  expect_ranked(model, kept());
}

TEST_F(EngineNumbers, AskRanksHeadsOverARegionOfAPicture) {
  open_engine("scenes-vit", sample("bus-rain.png"));
  AskModel& model = ask().model();
  model.set_from({0});
  const Axis& axis = query_axis(*window_->store().trace(), site());
  const double wide = double(axis.image[1]), high = double(axis.image[0]);
  model.set_region(false, {{wide * 0.3, high * 0.2, wide * 0.8, high * 0.7}});
  ASSERT_TRUE(rested());
  EXPECT_EQ(model.question().to, positions(*window_->store().trace(), axis, box_words({wide * 0.3, high * 0.2, wide * 0.8, high * 0.7})).value());
  const KeptTrace trace = kept();
  expect_ranked(model, trace);
  const RankedHead& first = model.answer()->heads.front();
  const auto winners = winner_figures(window_->store(), model, QImage(sample("bus-rain.png").image.c_str()));
  ASSERT_FALSE(winners.empty());
  ASSERT_NE(winners.front(), nullptr);
  const auto& shown = dynamic_cast<const OverlayFigure&>(*winners.front()->content().picture).content();
  ASSERT_EQ(std::int64_t(shown.map.values.size()), axis.cells());
  for (std::size_t cell = 0; cell < shown.map.values.size(); ++cell) {
    const std::int64_t key = axis.leading + std::int64_t(cell);
    EXPECT_NEAR(shown.map.values[cell], trace.weight(trace.info().sites[std::size_t(first.site)], first.head, 0, key), kClose);
  }
}

TEST_F(EngineNumbers, AskRanksSampledHeadsByABoxAndByARegion) {
  open_engine("scenes-detr", sample("car-sun.png"));
  ASSERT_FALSE(window_->store().trace()->detections.empty());
  choose("deformable_decoder", 1, 0);
  AskModel& model = ask().model();
  ASSERT_TRUE(model.sampled());
  const KeptTrace trace = kept();
  const std::int64_t query = trace.info().detections.front().query;
  const Box found = trace.info().detections.front().box;
  const std::vector<Region> regions{{{found.x0, found.y0, found.x1, found.y1}}, {{10, 10, 60, 50}, {40, 30, 120, 90}, {200, 100, 230, 220}}};
  for (const Region& region : regions) {
    model.set_from({query});
    region.size() == 1 ? model.set_box(region.front()) : model.set_region(false, region);
    ASSERT_TRUE(rested());
    ASSERT_NE(model.answer(), nullptr);
    ASSERT_EQ(model.answer()->heads.size(), 8U);
    for (const RankedHead& head : model.answer()->heads) {
      double sum = 0;
      for (const auto& point : trace.points(trace.info().sites.at(std::size_t(head.site)), head.head, query)) {
        const bool inside = std::ranges::any_of(region, [&](const auto& box) { return point.x >= box[0] && point.x <= box[2] && point.y >= box[1] && point.y <= box[3]; });
        sum += inside ? point.weight : 0;
      }
      EXPECT_NEAR(head.mass, sum, kClose) << region.size() << " boxes, " << head.layer << '.' << head.head;
    }
  }
}

TEST_F(EngineNumbers, PatternsAreMeanWeightsOnTheirKeys) {
  open_engine("translate-en-fr", text("the robot picked up the wrench because it was heavy"));
  choose("encoder", 1, 0);
  AskModel& model = ask().model();
  model.want_patterns(true);
  ASSERT_TRUE(rested());
  const PatternsResult* patterns = model.patterns();
  ASSERT_NE(patterns, nullptr);
  const KeptTrace trace = kept();
  const auto& tokens = query_axis(trace.info(), site()).ids;
  const auto mean = [&](const HeadPattern& head, const auto& keys_of) {  // over the queries that have such keys
    double sum = 0, count = 0;
    for (std::int64_t query = 0; query < std::ssize(tokens); ++query) {
      const std::vector<std::int64_t> keys = keys_of(query);
      for (const std::int64_t key : keys) sum += trace.weight(trace.info().sites[std::size_t(head.site)], head.head, query, key);
      count += keys.empty() ? 0 : 1;
    }
    return count == 0 ? 0 : sum / count;
  };
  using Keys = std::vector<std::int64_t>;
  const auto copies = [&](std::int64_t query) {
    Keys keys;
    for (std::int64_t key = 0; key < std::ssize(tokens); ++key) {
      if (key != query && tokens[std::size_t(key)] == tokens[std::size_t(query)]) keys.push_back(key);
    }
    return keys;
  };
  ASSERT_FALSE(patterns->heads.empty());
  for (const HeadPattern& head : patterns->heads) {
    const auto of = [&](Pattern pattern) { return head.mass[std::size_t(pattern)]; };
    EXPECT_NEAR(of(Pattern::self), mean(head, [](std::int64_t query) { return Keys{query}; }), kClose);
    EXPECT_NEAR(of(Pattern::previous), mean(head, [](std::int64_t query) { return query > 0 ? Keys{query - 1} : Keys{}; }), kClose);
    EXPECT_NEAR(of(Pattern::next), mean(head, [&](std::int64_t query) { return query + 1 < std::ssize(tokens) ? Keys{query + 1} : Keys{}; }), kClose);
    EXPECT_NEAR(of(Pattern::first), mean(head, [](std::int64_t) { return Keys{0}; }), kClose);
    EXPECT_NEAR(of(Pattern::copy), mean(head, copies), kClose);
  }
}

}  // namespace
}  // namespace headlight::ui
