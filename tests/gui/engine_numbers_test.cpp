// What the workspaces show of real models is what plain loops over the kept q, k, v, lse and sampling points give.
#include <cmath>
#include <numeric>

#include "tests/gui/engine_numbers.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {
namespace {

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

}  // namespace
}  // namespace headlight::ui
