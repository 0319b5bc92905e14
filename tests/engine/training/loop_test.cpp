#include "engine/training/loop.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/training/translate.h"
#include "engine/training/vision.h"

namespace headlight::training {
namespace {

namespace fs = std::filesystem;

fs::path scratch(const std::string& name) {
  const auto folder = fs::temp_directory_path() / ("headlight_training_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  return folder / name;
}

TranslatorOptions small_run() {
  TranslatorOptions options;
  options.steps = 20;
  options.batch = 8;
  options.peak = 3e-3;
  return options;
}

const Vocabulary& vocabulary() {
  static const Vocabulary words = Vocabulary::of_grammar();
  return words;
}

double trained(TranslatorTraining& training, const LoopOptions& options) {
  auto task = training.task();
  return train(task, options).take();
}

double largest_difference(const Parameters& a, const Parameters& b) {
  double largest = 0;
  for (const auto& [name, tensor] : a) largest = std::max(largest, (tensor - b.at(name)).abs().max().item<double>());
  return largest;
}

TEST(Schedule, WarmsUpAndFallsToTwoPercent) {
  const Schedule schedule{1.0, 10, 110};
  EXPECT_NEAR(schedule.rate(0), 0.1, 1e-12);
  EXPECT_NEAR(schedule.rate(10), 1.0, 1e-12);
  EXPECT_NEAR(schedule.rate(60), 0.51, 1e-12);
  EXPECT_NEAR(schedule.rate(110), 0.02, 1e-12);
}

TEST(AdamW, FirstUpdateIsTheRateAlongTheSign) {
  auto parameter = at::tensor({1.0f, -2.0f}).set_requires_grad(true);
  AdamW optimizer({{"p", parameter}}, {});
  (parameter * at::tensor({0.3f, -0.4f})).sum().backward();
  optimizer.step(0.1);
  EXPECT_NEAR(parameter[0].item<double>(), 0.9, 1e-5);
  EXPECT_NEAR(parameter[1].item<double>(), -1.9, 1e-5);
}

TEST(Loop, LossFallsInTwentySteps) {
  TranslatorTraining training(vocabulary(), small_run());
  auto task = training.task();
  const double before = task.loss(0).item<double>();
  LoopOptions options;
  options.report_every = 5;
  const double after = train(task, options).take();
  EXPECT_LT(after, 0.85 * before);
}

TEST(Loop, AClassifierLearnsToo) {
  ClassifierOptions small;
  small.steps = 20;
  small.scenes = 2;
  ClassifierTraining training(small);
  auto task = training.task();
  const double before = task.loss(0).item<double>();
  LoopOptions options;
  options.report_every = 5;
  EXPECT_LT(train(task, options).take(), before);
}

TEST(Loop, AResumedRunEqualsAnUninterruptedOne) {
  TranslatorTraining whole(vocabulary(), small_run()), first(vocabulary(), small_run()), rest(vocabulary(), small_run());
  LoopOptions options;
  trained(whole, options);
  options.state = scratch("state.safetensors");
  options.identity = "test";
  options.stop_after = 9;
  trained(first, options);
  ASSERT_TRUE(fs::exists(options.state));
  options.stop_after = -1;
  options.resume = true;
  trained(rest, options);
  EXPECT_LT(largest_difference(whole.task().parameters, rest.task().parameters), 1e-6);
  EXPECT_FALSE(fs::exists(options.state));
}

TEST(Loop, AStateOfAnotherRunIsRefused) {
  TranslatorTraining training(vocabulary(), small_run());
  LoopOptions options;
  options.state = scratch("other.safetensors");
  options.identity = "one";
  options.stop_after = 1;
  trained(training, options);
  options.identity = "two";
  options.resume = true;
  auto task = training.task();
  const auto again = train(task, options);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().found, "one");
}

TEST(Loop, ReportsProgress) {
  TranslatorTraining training(vocabulary(), small_run());
  std::ostringstream log;
  LoopOptions options;
  options.report_every = 10;
  options.log = &log;
  trained(training, options);
  EXPECT_NE(log.str().find("step 20/20  loss "), std::string::npos);
}

}  // namespace
}  // namespace headlight::training
