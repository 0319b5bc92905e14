// What the detector is trained and measured with: assignment, overlaps, the loss, denoising, average precision, history.
#include <ATen/Functions.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>

#include "engine/training/assignment.h"
#include "engine/training/average_precision.h"
#include "engine/training/boxes.h"
#include "engine/training/denoising.h"
#include "engine/training/detector.h"
#include "engine/training/history.h"

namespace headlight::training {
namespace {

namespace fs = std::filesystem;

fs::path scratch(const std::string& name) {
  const auto folder = fs::temp_directory_path() / ("headlight_detection_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  return folder / name;
}

double cost_of(const std::vector<double>& costs, const std::vector<std::int64_t>& chosen, std::int64_t columns) {
  double sum = 0;
  for (std::size_t row = 0; row < chosen.size(); ++row)
    sum += costs[row * static_cast<std::size_t>(columns) + static_cast<std::size_t>(chosen[row])];
  return sum;
}

// The cheapest of all assignments, tried one by one.
double cheapest(const std::vector<double>& costs, std::int64_t rows, std::int64_t columns) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(columns));
  std::iota(order.begin(), order.end(), 0);
  double best = std::numeric_limits<double>::infinity();
  do {
    best = std::min(best, cost_of(costs, {order.begin(), order.begin() + rows}, columns));
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Assignment, IsTheCheapestOfAll) {
  Draw draw(7);
  for (int trial = 0; trial < 200; ++trial) {
    const auto columns = draw.between_integers(1, 6), rows = draw.between_integers(0, columns);
    std::vector<double> costs(static_cast<std::size_t>(rows * columns));
    for (auto& cost : costs) cost = draw.chance(0.3) ? draw.between_integers(-2, 2) : draw.between(-5, 5);
    const auto chosen = assign(costs, rows, columns);
    ASSERT_EQ(chosen.size(), static_cast<std::size_t>(rows));
    auto once = chosen;
    std::ranges::sort(once);
    EXPECT_EQ(std::ranges::adjacent_find(once), once.end());
    EXPECT_NEAR(cost_of(costs, chosen, columns), cheapest(costs, rows, columns), 1e-9);
  }
}

TEST(Assignment, RefusesWhatHasNone) {
  EXPECT_THROW((void)assign({1, 2}, 2, 1), Failure);
  EXPECT_THROW((void)assign({1, std::numeric_limits<double>::quiet_NaN()}, 1, 2), Failure);
  EXPECT_THROW((void)assign({1}, 1, 2), Failure);
}

TEST(Boxes, OverlapAndItsGeneralisation) {
  const auto a = at::tensor({0.0f, 0.0f, 0.4f, 0.4f}), b = at::tensor({0.2f, 0.0f, 0.6f, 0.4f});
  const auto apart = at::tensor({0.6f, 0.0f, 0.8f, 0.4f});
  EXPECT_NEAR(overlap(a, b).iou.item<double>(), 1.0 / 3, 1e-6);
  EXPECT_NEAR(overlap(a, b).giou.item<double>(), 1.0 / 3, 1e-6);
  EXPECT_NEAR(overlap(a, apart).iou.item<double>(), 0, 1e-6);
  EXPECT_NEAR(overlap(a, apart).giou.item<double>(), -0.25, 1e-6);  // a quarter of the hull is neither
  EXPECT_NEAR((to_centres(to_corners(a)) - a).abs().max().item<double>(), 0, 1e-6);
}

Objects two_objects() {
  return {at::tensor(std::vector<std::int64_t>{1, 0}), at::tensor({0.2f, 0.2f, 0.2f, 0.2f, 0.7f, 0.7f, 0.3f, 0.3f}).view({2, 4})};
}

// Three queries that say: class 0 at the second object, nothing, class 1 at the first.
struct Answer {
  at::Tensor logits = at::tensor({4.0f, -6.0f, -6.0f, -6.0f, -6.0f, 4.0f}).view({1, 3, 2});
  at::Tensor boxes = at::tensor({0.7f, 0.7f, 0.3f, 0.3f, 0.5f, 0.5f, 0.1f, 0.1f, 0.2f, 0.2f, 0.2f, 0.2f}).view({1, 3, 4});
};

TEST(SetLoss, MatchesEachObjectWithTheQueryThatShowsIt) {
  const Answer answer;
  const auto matches = match(answer.logits, answer.boxes, {two_objects()});
  ASSERT_EQ(matches.query.numel(), 2);
  EXPECT_EQ(matches.query[0].item<std::int64_t>(), 2);
  EXPECT_EQ(matches.query[1].item<std::int64_t>(), 0);
}

TEST(SetLoss, GrowsWithEveryKindOfError) {
  const auto loss_of = [](const Answer& answer) {
    const std::vector<Objects> objects{two_objects()};
    return set_loss(answer.logits, answer.boxes, objects, match(answer.logits, answer.boxes, objects)).item<double>();
  };
  const double right = loss_of({});
  Answer moved, unsure, extra;
  moved.boxes[0][0][0] += 0.05;
  unsure.logits[0][2][1] = -1;
  extra.logits[0][1][0] = 3;
  EXPECT_LT(right, 0.1);
  EXPECT_GT(loss_of(moved), right + 0.1);
  EXPECT_GT(loss_of(unsure), right + 0.1);
  EXPECT_GT(loss_of(extra), right + 0.1);
}

TEST(SetLoss, APictureWithoutObjectsTeachesNothingButSilence) {
  const Answer answer;
  const std::vector<Objects> none{{at::empty({0}, at::kLong), at::empty({0, 4})}};
  const auto loss = set_loss(answer.logits, answer.boxes, none, match(answer.logits, answer.boxes, none));
  EXPECT_GT(loss.item<double>(), 1);
}

TEST(Denoising, GroupsSeeThemselvesAndTheSelectedQueriesSeeNoneOfThem) {
  const models::RtDetrQueries selected{at::zeros({2, 3, 8}), at::zeros({2, 3, 4}), {}};
  const std::vector<Objects> objects{two_objects(), {at::tensor(std::vector<std::int64_t>{1}), at::full({1, 4}, 0.5)}};
  Draw draw(3);
  const auto made = with_noise(selected, objects, at::rand({3, 8}), 8, draw);
  EXPECT_EQ(made.groups, 2);
  EXPECT_EQ(made.noisy, 8);
  EXPECT_EQ(made.queries.content.sizes(), (at::IntArrayRef{2, 11, 8}));
  EXPECT_EQ(made.matches.query.numel(), 2 * (2 + 1));
  const auto hidden = made.queries.bias.isinf();
  EXPECT_TRUE(hidden.slice(1, 0, 8).slice(0, 8).all().item<bool>());
  EXPECT_TRUE(hidden.slice(0, 0, 4).slice(1, 4, 8).all().item<bool>());
  EXPECT_FALSE(hidden.slice(0, 0, 4).slice(1, 0, 4).any().item<bool>());
  EXPECT_FALSE(hidden.slice(1, 8).any().item<bool>());
}

TEST(Denoising, NearCopiesStayNear) {
  const models::RtDetrQueries selected{at::zeros({1, 1, 8}), at::zeros({1, 1, 4}), {}};
  Draw draw(5);
  for (int trial = 0; trial < 20; ++trial) {
    const auto made = with_noise(selected, {two_objects()}, at::rand({3, 8}), 4, draw);
    const auto boxes = at::sigmoid(made.queries.reference[0].slice(0, 0, 2));
    EXPECT_GT(overlap(to_corners(boxes), to_corners(two_objects().boxes)).iou.min().item<double>(), 0.05);
  }
}

constexpr std::array<double, 4> here{0, 0, 1, 1}, there{2, 2, 3, 3}, nowhere{5, 5, 6, 6};

TEST(AveragePrecision, IsTheAreaUnderTheEnvelope) {
  PrecisionMeter meter(1);
  // Falling score: hit, false, hit; a third object is never found. Precision 1 at recall ⅓, ⅔ at ⅔.
  meter.add({{0, here, 0.9}, {0, nowhere, 0.8}, {0, there, 0.7}}, {{0, here}, {0, there}, {0, {8, 8, 9, 9}}});
  EXPECT_NEAR(meter.average_precision(0), (1 + 2.0 / 3) / 3, 1e-9);
  EXPECT_EQ(meter.above(0.75).hits, 1);
  EXPECT_EQ(meter.above(0.75).wrong, 1);
}

TEST(AveragePrecision, AnObjectIsFoundOnceAndOnlyByItsClass) {
  PrecisionMeter meter(2);
  meter.add({{0, here, 0.9}, {0, here, 0.8}, {1, there, 0.7}}, {{0, here}, {0, there}});
  EXPECT_EQ(meter.above(0).hits, 1);
  EXPECT_EQ(meter.above(0).wrong, 2);
  EXPECT_NEAR(meter.average_precision(0), 0.5, 1e-9);
  EXPECT_NEAR(meter.mean(), 0.5, 1e-9);  // class 1 has no objects
}

TEST(AveragePrecision, IgnoredObjectsAreNeitherMissedNorFalse) {
  PrecisionMeter meter(1);
  meter.add({{0, there, 0.9}, {0, here, 0.8}}, {{0, here}, {0, there, true}});
  EXPECT_EQ(meter.objects(0), 1);
  EXPECT_NEAR(meter.average_precision(0), 1, 1e-9);
}

TEST(SceneTruth, HiddenAndTinyObjectsDoNotCount) {
  Scene scene;
  scene.picture = cv::Mat::zeros(100, 100, CV_8UC3);
  scene.objects = {{SceneClass::person, {20, 20, 10, 20}}, {SceneClass::tree, {70, 10, 20, 40}}, {SceneClass::car, {10, 10, 40, 40}},
                   {SceneClass::traffic_light, {80, 80, 2, 9}}};
  const auto truth = truth_of(scene);
  ASSERT_EQ(truth.wanted.size(), 2u);
  EXPECT_EQ(truth.wanted[0].kind, SceneClass::car);
  EXPECT_EQ(truth.wanted[1].kind, SceneClass::tree);
  EXPECT_EQ(truth.ignored.size(), 2u);
}

TEST(SceneTruth, AMirroredPictureHasMirroredBoxes) {
  const auto batch = detection_batch(11, 1, 64, true);
  ASSERT_EQ(batch.objects.size(), 2u);
  EXPECT_TRUE(at::equal(batch.pixels[0], batch.pixels[1].flip(2)));
  EXPECT_TRUE(at::allclose(batch.objects[0].boxes.select(1, 0), 1 - batch.objects[1].boxes.select(1, 0)));
  EXPECT_TRUE(at::equal(batch.objects[0].boxes.slice(1, 1), batch.objects[1].boxes.slice(1, 1)));
}

DetectorOptions short_run() {
  DetectorOptions options;
  options.steps = 6;
  options.scenes = 1;
  options.denoising = 4;
  return options;
}

TEST(Detector, LearnsAndResumesWithItsRunningStatistics) {
  DetectorTraining whole(short_run()), first(short_run()), rest(short_run());
  const double before = whole.task().loss(0).item<double>();
  LoopOptions options;
  options.report_every = 2;
  const auto run = [&](DetectorTraining& training) {
    auto task = training.task();
    return train(task, options).take();
  };
  EXPECT_LT(run(whole), before);
  options.state = scratch("state.safetensors");
  options.history = scratch("history.csv");
  options.stop_after = 3;
  run(first);
  options.stop_after = -1;
  options.resume = true;
  run(rest);
  const auto a = whole.task(), b = rest.task();
  for (const auto& [name, tensor] : a.parameters)
    EXPECT_LT((tensor - b.parameters.at(name)).abs().max().item<double>(), 1e-4) << name;
  EXPECT_EQ(read_history(options.history).take().size(), 3u);  // of steps 2, 4 and 6
}

TEST(History, IsReadBackAndDrawn) {
  const auto file = scratch("plot.csv");
  std::ofstream(file) << "step,loss\n50,10\n100,5.5\n150,2\n";
  const auto entries = read_history(file).take();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].step, 100);
  EXPECT_DOUBLE_EQ(entries[1].loss, 5.5);
  const auto svg = plot_of(entries, "loss");
  EXPECT_NE(svg.find("<polyline"), std::string::npos);
  EXPECT_NE(svg.find("624.0,"), std::string::npos);  // the last step lies at the right end
  std::ofstream(file) << "step,loss\n50;10\n";
  EXPECT_FALSE(read_history(file));
}

}  // namespace
}  // namespace headlight::training
