// What running a text model refuses, reports and leaves behind, beyond the figures that tests/parity compares.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

using testing::HasSubstr;

std::unique_ptr<Model> loaded(const std::string& name) { return load_model(parity_folder(name), at::kFloat).take(); }

std::string problem_of(const Model& model, const ModelInput& input) {
  kernels::Context context;
  try {
    (void)model.run(input, context);
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return "ran";
}

ModelInput ids_only(const std::vector<std::int64_t>& ids) {
  ModelInput input;
  input.ids = row(ids);
  return input;
}

TEST(TextModel, RefusesInputsThatDoNotFit) {
  const auto model = loaded("bert-base");
  EXPECT_THAT(problem_of(*model, {}), HasSubstr("ids"));
  EXPECT_THAT(problem_of(*model, ids_only({5, 43})), HasSubstr("ids: found 43, expected 0 to 42"));
  EXPECT_THAT(problem_of(*model, ids_only(std::vector<std::int64_t>(20, 5))), HasSubstr("found 20, expected 1 to 19"));
  auto input = ids_only({5, 6, 7});
  input.type_ids = row({0, 1, 2});
  EXPECT_THAT(problem_of(*model, input), HasSubstr("type ids: found 2, expected 0 to 1"));
  input.type_ids = row({0, 1});
  EXPECT_THAT(problem_of(*model, input), HasSubstr("type ids"));
  input.type_ids = at::Tensor();
  input.mask = row({1, 1});
  EXPECT_THAT(problem_of(*model, input), HasSubstr("mask"));
  input.mask = row({0, 0, 0});
  EXPECT_THAT(problem_of(*model, input), HasSubstr("mask"));
}

TEST(TextModel, RobertaHasFewerPositionsThanRows) {
  const auto model = loaded("roberta-base");
  EXPECT_EQ(model->info().longest, 18);
  EXPECT_EQ(problem_of(*model, ids_only(std::vector<std::int64_t>(18, 5))), "ran");
  EXPECT_THAT(problem_of(*model, ids_only(std::vector<std::int64_t>(19, 5))), HasSubstr("expected 1 to 18"));
}

TEST(TextModel, TypesAreZeroUnlessGiven) {
  const auto model = loaded("bert-base");
  kernels::Context context;
  auto input = ids_only({5, 6, 7});
  const auto without = model->run(input, context).tensors.at("last_hidden_state");
  input.type_ids = row({0, 0, 0});
  EXPECT_TRUE(at::equal(model->run(input, context).tensors.at("last_hidden_state"), without));
  input.type_ids = row({0, 1, 1});
  EXPECT_FALSE(at::equal(model->run(input, context).tensors.at("last_hidden_state"), without));
}

TEST(TextModel, AMaskOfOnesChangesNothing) {
  for (const auto* name : {"bert-base", "gpt2-base", "roberta-base", "distilbert-base", "electra-base"}) {
    const auto model = loaded(name);
    kernels::Context context;
    auto input = ids_only({5, 6, 7, 8});
    const auto without = model->run(input, context).tensors.at("last_hidden_state");
    input.mask = row({1, 1, 1, 1});
    EXPECT_TRUE(at::equal(model->run(input, context).tensors.at("last_hidden_state"), without)) << name;
  }
}

// Rows of padding that see no key at all must not spoil the rows that do.
TEST(TextModel, PaddingBeforeTheTextLeavesACausalModelFinite) {
  const auto model = loaded("gpt2-lm");
  kernels::Context context;
  auto padded = ids_only({5, 9, 7, 8});
  padded.mask = row({0, 1, 1, 1});
  const auto found = model->run(padded, context).tensors.at("logits");
  EXPECT_TRUE(found.isfinite().all().item<bool>());
  auto other = ids_only({6, 9, 7, 8});
  other.mask = padded.mask;
  EXPECT_TRUE(at::equal(model->run(other, context).tensors.at("logits").narrow(1, 1, 3), found.narrow(1, 1, 3)));
}

TEST(TextModel, StopsWhenAsked) {
  const auto model = loaded("bert-base");
  std::stop_source source;
  kernels::Context context;
  context.stop = source.get_token();
  context.progress = [&](double) { source.request_stop(); };
  try {
    (void)model->run(ids_only({5, 6}), context);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error.kind, Error::Kind::cancelled);
  }
}

TEST(TextModel, ReportsProgressUpToOne) {
  for (const auto* name : {"bert-base-12-wide", "gpt2-scaled-by-layer"}) {
    std::vector<double> seen;
    kernels::Context context;
    context.progress = [&](double done) { seen.push_back(done); };
    (void)loaded(name)->run(ids_only({5, 6}), context);
    EXPECT_THAT(seen,
                testing::ElementsAre(testing::DoubleNear(1 / 3.0, 1e-9), testing::DoubleNear(2 / 3.0, 1e-9), 1.0));
  }
}

TEST(TextModel, SitesSayHowTheyWereMade) {
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  (void)loaded("gpt2-scaled-by-layer")->run(ids_only({5, 6, 7}), context);
  const auto sites = recorder.take();
  ASSERT_EQ(sites.size(), 3U);
  for (const auto& site : sites) {
    EXPECT_EQ(site.info.stream, "decoder");
    EXPECT_EQ(site.info.kind, SiteKind::masked_self);
    EXPECT_TRUE(site.info.causal);
    EXPECT_EQ(site.info.heads, 3);
    EXPECT_EQ(site.info.head_width, 5);
    EXPECT_NEAR(site.info.scale, 1 / std::sqrt(5.0) / (site.info.layer + 1), 1e-12);
  }
}

struct NamedTask {
  const char* parity_case;
  const char* task;
};

class Task : public testing::TestWithParam<NamedTask> {};

TEST_P(Task, FollowsTheArchitecture) { EXPECT_EQ(loaded(GetParam().parity_case)->info().task, GetParam().task); }

INSTANTIATE_TEST_SUITE_P(
    All, Task,
    testing::Values(NamedTask{"bert-base", "encoder"}, NamedTask{"bert-masked-lm", "masked-lm"},
                    NamedTask{"bert-pretraining", "masked-lm"}, NamedTask{"bert-next-sentence", "next-sentence"},
                    NamedTask{"bert-tokens", "token-classification"}, NamedTask{"bert-question", "question-answering"},
                    NamedTask{"bert-decoder", "causal-lm"}, NamedTask{"roberta-sequence", "classification"},
                    NamedTask{"distilbert-masked-lm", "masked-lm"},
                    NamedTask{"electra-discriminator", "replaced-token-detection"}, NamedTask{"gpt2-base", "decoder"},
                    NamedTask{"gpt2-lm", "causal-lm"}),
    [](const auto& info) {
      std::string name = info.param.parity_case;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

}  // namespace
}  // namespace headlight::models
