// Runs as recorded graphs, on a device that "records" by calling again what it was given.
#include "engine/models/replays.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include "engine/api/result.h"
#include "engine/kernels/device_graph.h"
#include "tests/parity/model_on.h"
#include "tests/parity/other_device.h"

namespace headlight::parity {
namespace {

struct Again {
  void (*body)(void*);
  void* context;
};

int recorded = 0, started = 0;
bool broken = false;

void* record(void (*body)(void*), void* context) {
  TORCH_CHECK(!broken, "this device records nothing today");
  ++recorded;
  body(context);
  return new Again{body, context};
}

void start(void* graph) {
  ++started;
  const auto& [body, context] = *static_cast<Again*>(graph);
  body(context);
}

class Replays : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    kernels::add_graphs(other_device().type(), {record, start, [](void* graph) { delete static_cast<Again*>(graph); }});
  }
  void SetUp() override {
    recorded = started = 0;
    broken = false;
  }

  [[nodiscard]] models::Recorded run(const models::ModelInput& input) {
    const at::NoGradGuard no_grad;
    kernels::Context context;
    return replays_.run(*there_, input, other_device(), context);
  }

  void open(const std::string& name) {
    const auto made = read_case(case_folder(name));
    there_ = model_on(made, other_device());
    here_ = model_on(made, at::kCPU);
    input_ = made.runs.front().input;
    input_.mask.reset();
  }

  // As the model does on the CPU.
  void expect_right(const models::Recorded& found, const models::ModelInput& input) {
    const at::NoGradGuard no_grad;
    trace::Recorder recorder;
    kernels::Context context;
    context.recorder = &recorder;
    const auto expected = here_->run(input, context);
    const auto sites = recorder.take();
    ASSERT_EQ(found.sites.size(), sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i) {
      EXPECT_EQ(found.sites[i].info.layer, sites[i].info.layer);
      EXPECT_LE(difference(weights_of(trace::on_host(found.sites[i])), weights_of(sites[i])), 2e-5) << i;
    }
    for (const auto& [name, tensor] : expected.tensors) EXPECT_LE(difference(found.output.tensors.at(name), tensor), 1e-4) << name;
  }

  models::Replays replays_;
  std::unique_ptr<models::Model> there_, here_;
  models::ModelInput input_;
};

TEST_F(Replays, TheSecondRunOfAShapeIsRecordedAndRunsStayApart) {
  for (const auto* name : {"bert-base", "vit-base", "gpt2-base"}) {
    SCOPED_TRACE(name);
    SetUp();
    open(name);
    models::Replays fresh;
    auto other = input_;
    if (other.ids.defined()) other.ids = input_.ids.flip({1}).contiguous();
    if (other.pixels.defined()) other.pixels = input_.pixels * -0.5 + 0.1;
    const at::NoGradGuard no_grad;
    kernels::Context context;
    std::vector<models::Recorded> runs;
    for (const auto* input : {&input_, &other, &input_}) runs.push_back(fresh.run(*there_, *input, other_device(), context));
    EXPECT_EQ(recorded, 1);
    EXPECT_EQ(started, 2);
    expect_right(runs[0], input_);
    expect_right(runs[1], other);
    expect_right(runs[2], input_);
  }
}

TEST_F(Replays, IdsThatAreNotTheModelsAreRefusedByTheModel) {
  open("bert-base");
  for (int i = 0; i < 2; ++i) (void)run(input_);
  auto wrong = input_;
  wrong.ids = input_.ids.clone();
  wrong.ids[0][1] = 1'000'000;
  EXPECT_THROW((void)run(wrong), Failure);
  EXPECT_EQ(started, 1);
}

TEST_F(Replays, WhatCannotBeRecordedRunsAsItIs) {
  open("bert-base");
  broken = true;
  for (int i = 0; i < 3; ++i) expect_right(run(input_), input_);
  EXPECT_EQ(started, 0);
}

TEST_F(Replays, OtherShapesPaddingAndInterventionsArePlain) {
  open("bert-base");
  for (int i = 0; i < 2; ++i) (void)run(input_);
  auto shorter = input_;
  shorter.ids = input_.ids.narrow(1, 0, input_.ids.size(1) - 1).contiguous();
  if (shorter.type_ids.defined()) shorter.type_ids = input_.type_ids.narrow(1, 0, shorter.ids.size(1)).contiguous();
  expect_right(run(shorter), shorter);
  auto padded = input_;
  padded.mask = at::ones_like(input_.ids);
  for (int i = 0; i < 3; ++i) expect_right(run(padded), padded);
  kernels::Context changed;
  changed.interventions = {intervention_from("off:0.0").take()};
  (void)replays_.run(*there_, input_, other_device(), changed);
  EXPECT_EQ(started, 1);
}

TEST_F(Replays, FewShapesAreKept) {
  open("bert-base");
  const auto run_of = [&](std::int64_t size) {
    auto part = input_;
    part.ids = input_.ids.narrow(1, 0, size).contiguous();
    if (part.type_ids.defined()) part.type_ids = input_.type_ids.narrow(1, 0, size).contiguous();
    (void)run(part);
  };
  for (std::int64_t size = 1; size <= 5; ++size) run_of(size);
  run_of(1);  // forgotten
  EXPECT_EQ(recorded, 0);
  run_of(5);
  EXPECT_EQ(recorded, 1);
}

TEST_F(Replays, GenerationIsNeverRecorded) {
  open("marian-generate");
  input_.target_ids.reset();
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(run(input_).output.generated.empty());
  EXPECT_EQ(recorded, 0);
}

}  // namespace
}  // namespace headlight::parity
