// What Compare says of real models is what plain loops over both traces give.
#include <cmath>

#include "tests/engine/session/tiny_model.h"
#include "tests/gui/engine_numbers.h"
#include "ui/state/detections.h"

namespace headlight::ui {
namespace {

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
