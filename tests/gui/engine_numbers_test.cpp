// What the workspaces show of real models is what plain loops over the kept q, k, v, lse and sampling points give.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <array>
#include <cmath>
#include <numeric>

#include "tests/engine/session/tiny_model.h"
#include "tests/gui/engine_numbers.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
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

// Row by row from the last layer down: v ← ½ v · mean weights + ½ v.
std::vector<double> rollout_row(const KeptTrace& trace, const std::string& stream, int last, std::int64_t query) {
  const std::vector<int> sites = trace.info().stream_sites(stream);
  std::vector<double> row(std::size_t(trace.keys(trace.info().sites[std::size_t(sites.front())])), 0.0);
  row[std::size_t(query)] = 1;
  for (int layer = last; layer >= 0; --layer) {
    const SiteInfo& site = trace.info().sites[std::size_t(sites[std::size_t(layer)])];
    std::vector<double> next(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      next[i] += row[i] / 2;
      for (int head = 0; head < site.heads; ++head) {
        const std::vector<double> weights = trace.row(site, head, std::int64_t(i));
        for (std::size_t j = 0; j < row.size(); ++j) next[j] += row[i] / 2 * weights[j] / site.heads;
      }
    }
    row = next;
  }
  return row;
}

TEST_F(EngineNumbers, RolloutsAreProductsOfTheMeanMapsInEveryWorkspace) {
  open_engine("translate-en-fr", text(kCat));
  choose("encoder", 1, 0, 2, 1);
  Look look = window_->store().look();
  set_map_kind(look, MapKind::rollout);
  window_->store().set_look(look);
  ASSERT_TRUE(rested());
  const KeptTrace trace = kept();
  const std::int64_t size = trace.keys(site());
  const auto shown = matrix_figure(window_->feed());
  ASSERT_NE(shown, nullptr);
  for (std::int64_t row = 0; row < size; ++row) {
    const auto expected = rollout_row(trace, "encoder", 1, row);
    for (std::int64_t key = 0; key < size; ++key) EXPECT_NEAR(shown->content().plane.at(row, key), expected[std::size_t(key)], kClose);
  }
  const auto linked = graph_figure(window_->feed());
  ASSERT_NE(linked, nullptr);
  EXPECT_EQ(linked->content().heads.front().head, -1) << "of all heads";
  const Side &rows = linked->content().queries, &columns = linked->content().keys;
  const auto third = rollout_row(trace, "encoder", 1, 2);
  for (std::int64_t key = 0; key < columns.size(); ++key)
    EXPECT_NEAR(linked->content().heads.front().plane.at(rows.find(2), key), third[std::size_t(columns.position(key))], kClose);
  const auto rank = 1 + std::ranges::count_if(third, [&](double other) { return other > third[1]; });
  const auto texts = window_->inspector().findChildren<ElidedLabel*>();
  EXPECT_TRUE(std::ranges::any_of(texts, [&](const ElidedLabel* label) { return label->text() == QStringLiteral("%1 / %2").arg(rank).arg(size); })) << rank;
  const WeightModel& one = weight().model();
  ASSERT_TRUE(rested());
  const auto here = rollout_row(trace, "encoder", 1, 2), below = rollout_row(trace, "encoder", 0, 2);
  for (std::int64_t key = 0; key < size; ++key) {
    const auto rolled = one.rolled(key);
    ASSERT_TRUE(rolled.has_value());
    EXPECT_NEAR(rolled->here, here[std::size_t(key)], kClose);
    EXPECT_NEAR(rolled->below, below[std::size_t(key)], kClose);
    double through = 0;  // the sum that the formula names
    for (int head = 0; head < site().heads; ++head) {
      const auto weights = trace.row(site(), head, 2);
      for (std::int64_t middle = 0; middle < size; ++middle) through += weights[std::size_t(middle)] / site().heads * rollout_row(trace, "encoder", 0, middle)[std::size_t(key)];
    }
    EXPECT_NEAR(rolled->through(), through, 2 * kClose);
  }
  CompareModel& both = compare().model();
  both.set_b(0, 1);
  ASSERT_TRUE(rested());
  ASSERT_NE(both.maps(), nullptr);
  for (std::int64_t key = 0; key < size; ++key) {
    EXPECT_NEAR(both.maps()->a.at(2, key), here[std::size_t(key)], kClose);
    EXPECT_NEAR(both.maps()->b.at(2, key), below[std::size_t(key)], kClose);
  }
  choose("cross", 1, 0);  // nothing multiplies there: weights again
  EXPECT_FALSE(shows_rollout(window_->store()));
  ASSERT_NE(both.maps(), nullptr);
  EXPECT_NEAR(both.maps()->a.at(0, 0), trace.weight(site(), 0, 0, 0), kClose);
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

TEST_F(EngineNumbers, AWeightIsTakenApartIntoWhatTheTraceKeeps) {
  open_engine("translate-en-fr", text(kCat));
  for (const char* stream : {"encoder", "decoder", "cross"}) {
    SCOPED_TRACE(stream);
    choose(stream, 1, 2, 3, 1);
    const WeightModel& model = weight().model();
    const KeptTrace trace = kept();
    ASSERT_EQ(std::ssize(model.keys()), trace.keys(site()));
    std::vector<double> output(trace.v(site(), 2, 0).size(), 0);
    double largest = -1e30, denominator = 0, shares = 0;
    for (std::int64_t key = 0; key < trace.keys(site()); ++key) {
      const auto value = trace.v(site(), 2, key);
      for (std::size_t i = 0; i < value.size(); ++i) output[i] += trace.weight(site(), 2, 3, key) * value[i];
      if (trace.sees(site(), 3, key)) largest = std::max(largest, trace.score(site(), 2, 3, key));
    }
    for (std::int64_t key = 0; key < trace.keys(site()); ++key) denominator += trace.sees(site(), 3, key) ? std::exp(trace.score(site(), 2, 3, key) - largest) : 0;
    const double length_of_output = std::inner_product(output.begin(), output.end(), output.begin(), 0.0);
    for (const WeightModel::Key& key : model.keys()) {
      const std::int64_t at = key.part.key;
      const auto value = trace.v(site(), 2, at);
      const double weight = trace.weight(site(), 2, 3, at), length = std::sqrt(std::inner_product(value.begin(), value.end(), value.begin(), 0.0));
      EXPECT_NEAR(key.part.weight, weight, kClose);
      if (trace.sees(site(), 3, at)) EXPECT_NEAR(key.part.score, trace.score(site(), 2, 3, at), 1e-4);
      else EXPECT_TRUE(std::isinf(key.part.score));
      EXPECT_NEAR(key.part.length, length, 1e-4);
      EXPECT_NEAR(key.part.added, weight * length, 1e-5);
      EXPECT_NEAR(key.part.share, weight * std::inner_product(value.begin(), value.end(), output.begin(), 0.0) / length_of_output, 1e-5);
      EXPECT_NEAR(key.numbers->denominator, denominator, 1e-4);
      EXPECT_NEAR(key.numbers->lse, trace.log_sum(site(), 2, 3), 1e-5);
      shares += key.part.share;
    }
    EXPECT_NEAR(shares, 1, 1e-5);
    ASSERT_NE(model.chosen(), nullptr);
    const auto q = trace.q(site(), 2, 3), k = trace.k(site(), 2, 1);
    const auto parts = products(*model.chosen()->numbers);
    ASSERT_EQ(parts.size(), q.size());
    for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(parts[i].product, q[i] * k[i], 1e-4);
    EXPECT_NEAR(running_sum(parts).back() * site().scale, trace.score(site(), 2, 3, 1), 1e-4);
  }
}

TEST_F(EngineNumbers, SampledPointsAreThoseOfTheTrace) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 3);
  const WeightModel& model = weight().model();
  const KeptTrace trace = kept();
  const auto points = trace.points(site(), 3, window_->feed().sampled_query());
  ASSERT_EQ(model.samples().size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const SampleResult& shown = *model.samples()[i].numbers;
    EXPECT_EQ(model.samples()[i].place.level, points[i].level);
    EXPECT_NEAR(shown.weight, points[i].weight, kClose);
    EXPECT_NEAR(shown.x, points[i].x, 1e-3);
    EXPECT_NEAR(shown.y, points[i].y, 1e-3);
    EXPECT_NEAR(shown.reference_x + shown.offset_x, points[i].x, 1e-3);
    EXPECT_NEAR(shown.corners[0].share + shown.corners[1].share + shown.corners[2].share + shown.corners[3].share, 1, 1e-6);
  }
}

TEST_F(EngineNumbers, ComparedMapsAndLikenessAreThoseOfTheTrace) {
  open_engine("translate-en-fr", text(kCat));
  choose("cross", 1, 0);
  CompareModel& model = compare().model();
  model.set_b(0, 2);
  ASSERT_TRUE(rested());
  const KeptTrace trace = kept();
  const SiteInfo &a = site(), &b = trace.info().sites[std::size_t(trace.info().stream_sites("cross").front())];
  ASSERT_NE(model.maps(), nullptr);
  const CompareModel::Maps& maps = *model.maps();
  double size = 0;
  for (std::int64_t row = 0; row < trace.queries(a); ++row) {
    for (std::int64_t column = 0; column < trace.keys(a); ++column) {
      const double of_a = trace.weight(a, 0, row, column), of_b = trace.weight(b, 2, row, column);
      EXPECT_NEAR(maps.a.at(row, column), of_a, kClose);
      EXPECT_NEAR(maps.b.at(row, column), of_b, kClose);
      EXPECT_NEAR(maps.difference.at(row, column), of_a - of_b, kClose);
      size += std::abs(of_a - of_b);
    }
  }
  EXPECT_NEAR(maps.whole.mean_size, size / double(trace.queries(a) * trace.keys(a)), kClose);
  EXPECT_NEAR(maps.whole.divergence, divergence(trace, a, 0, trace, b, 2), 1e-5);
  ASSERT_FALSE(model.heads().empty());
  for (const CompareModel::Like& like : model.heads()) {
    const SiteInfo& other = trace.info().sites[std::size_t(like.head.site)];
    EXPECT_NEAR(like.divergence, divergence(trace, a, 0, trace, other, like.head.head), 1e-5);
  }
}

TEST_F(EngineNumbers, ComparedInputsAreEachTheirOwnRun) {
  open_engine("translate-en-fr", text(kCat));
  const std::int64_t first = window_->store().run()->number;
  const KeptTrace trace_b = kept();
  window_->open_model("translate-en-fr", text("the cat sleeps"));
  ASSERT_TRUE(rested());
  choose("encoder", 0, 1);
  CompareModel& model = compare().model();
  model.set_b_run(first);
  ASSERT_TRUE(rested());
  ASSERT_NE(model.maps(), nullptr);
  const KeptTrace trace_a = kept();
  const SiteInfo& b = trace_b.info().sites[std::size_t(site().id)];
  const CompareModel::Maps& maps = *model.maps();
  EXPECT_TRUE(maps.aligned);
  const std::vector<std::int64_t> of_a{0, -1, 1, 2, 3}, of_b{0, 1, 2, 3, 4};  // "black" is only in B
  ASSERT_EQ(maps.a.rows, std::ssize(of_a));
  for (std::size_t row = 0; row < of_a.size(); ++row) {
    for (std::size_t column = 0; column < of_a.size(); ++column) {
      const float shown = maps.a.at(std::int64_t(row), std::int64_t(column));
      if (of_a[row] < 0 || of_a[column] < 0) EXPECT_TRUE(std::isnan(shown));
      else EXPECT_NEAR(shown, trace_a.weight(site(), 1, of_a[row], of_a[column]), kClose);
      EXPECT_NEAR(maps.b.at(std::int64_t(row), std::int64_t(column)), trace_b.weight(b, 1, of_b[row], of_b[column]), kClose);
    }
  }
}

// As `headlight diff` of two traces asks for it.
TEST_F(EngineNumbers, HeadsChangedBetweenTwoModelsAsFarAsTheirTracesLieApart) {
  const session::TinyModel base("compare-base"), tuned("compare-tuned", "bert-tokens");
  open_engine(base.path(), text("the black cat slept"));
  choose("encoder", 1, 2);
  CompareModel& model = compare().model();
  model.beside().run_model(QString::fromStdString(tuned.path()));
  ASSERT_TRUE(until([&] { return model.between() && model.heads().size() == 6U; }, 60000));
  ASSERT_TRUE(rested());
  const TracePtr a = model.a().run->trace, b = model.b().run->trace;
  EXPECT_EQ(a->id, window_->store().trace()->id);
  const KeptTrace trace_a = kept(*a), trace_b = kept(*b);
  double most = 0;
  for (const CompareModel::Like& like : model.heads()) {
    const SiteInfo &site_a = a->sites[std::size_t(like.head.site)], &site_b = b->sites[std::size_t(like.head.site)];
    EXPECT_NEAR(like.divergence, divergence(trace_a, site_a, like.head.head, trace_b, site_b, like.head.head), 1e-5);
    most = std::max(most, like.divergence);
  }
  EXPECT_GT(most, 1e-3);
  EXPECT_DOUBLE_EQ(model.heads()[model.order().front()].divergence, most);
  ASSERT_NE(model.maps(), nullptr);
  EXPECT_NEAR(model.maps()->whole.divergence, model.heads()[5].divergence, 1e-6);
  const std::int64_t n = query_axis(*a, site()).size();
  const TileRequest whole{site().id, {HeadChoice::Mode::one, 2}, Quantity::weight, {0, n, 0, n}, n, n, Pooling::mean};
  auto reply = wait(window_->client().session(), DifferenceRequest{a->id, b->id, whole, whole, {}}).take();
  const Plane& plane = std::get<TileResult>(*std::get<ViewPtr>(reply)).plane;
  double size = 0;
  for (std::size_t i = 0; i < plane.values.size(); ++i) {
    EXPECT_NEAR(model.maps()->difference.values[i], plane.values[i], kClose);
    size += std::abs(double(plane.values[i])) / double(plane.values.size());
  }
  EXPECT_NEAR(model.maps()->whole.mean_size, size, kClose);
}

// Rows are what the model writes at every step; until two translations part, their decoders have read the same words.
TEST_F(EngineNumbers, TwoTranslationsOfOneTextAreComparedStepByStep) {
  open_engine("translate-en-fr", text(kCat));
  choose("cross", 1, 0);
  CompareModel& model = compare().model();
  model.beside().run_text(QString::fromLatin1(kCat), QStringLiteral("le chat dort"));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && model.b().run != model.a().run; }, 60000));
  ASSERT_TRUE(rested());
  ASSERT_NE(model.maps(), nullptr);
  const CompareModel::Maps& maps = *model.maps();
  EXPECT_TRUE(maps.aligned) << "A wrote a word more";
  const QStringList begin(maps.queries.labels.begin(), maps.queries.labels.begin() + 3);
  ASSERT_EQ(begin, (QStringList{QStringLiteral("le"), QStringLiteral("chat"), QStringLiteral("noir")}));
  for (std::int64_t column = 0; column < maps.difference.columns; ++column) {
    for (const std::int64_t step : {0, 1, 2}) EXPECT_NEAR(maps.difference.at(step, column), 0, kClose) << step;
  }
  const auto only = std::ranges::find(maps.queries.labels, QStringLiteral("− dort"));
  ASSERT_NE(only, maps.queries.labels.end());
  EXPECT_TRUE(std::isnan(maps.b.at(only - maps.queries.labels.begin(), 0)));
}

}  // namespace
}  // namespace headlight::ui
