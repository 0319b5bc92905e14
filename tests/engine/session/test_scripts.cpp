// TorchScript files through the session: consent first, then a run like any other.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/api/session.h"
#include "tests/places.h"

namespace headlight {
namespace {

const std::string script = headlight::tests::fixtures() + "/tap/eager.torchscript";

RunRequest request(bool trust) {
  RunRequest run{script, {}, {}};
  run.input.ids = {1, 7, 3, 9, 2, 30};
  run.options.trust_code = trust;
  return run;
}

TEST(Scripts, RunOnlyWithConsent) {
  const auto session = make_session({});
  const auto refused = wait(*session, request(false));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Error::Kind::unusable);
  EXPECT_NE(refused.error().line().find("--trust-code"), std::string::npos);
  const auto run = wait(*session, request(true));
  ASSERT_TRUE(run) << run.error().line();
  const auto& info = *std::get<TracePtr>(run.value());
  EXPECT_EQ(info.sites.size(), 2U);
  EXPECT_EQ(info.model.family, "torchscript");
  EXPECT_EQ(info.model.name, "eager.torchscript");
  EXPECT_EQ(info.model.hash.size(), 64U);
  EXPECT_GT(info.model.parameters, 0);
  ASSERT_EQ(info.axes.size(), 1U);
  EXPECT_EQ(info.axes[0].ids, (std::vector<std::int64_t>{1, 7, 3, 9, 2, 30}));
  EXPECT_FALSE(wait(*session, request(false))) << "consent is for the run that was asked for";
}

TEST(Scripts, AreInspectedWithoutBeingRun) {
  const auto session = make_session({});
  const auto reply = wait(*session, InspectCodeRequest{script});
  ASSERT_TRUE(reply) << reply.error().line();
  EXPECT_EQ(std::get<CodeFile>(reply.value()).hash.size(), 64U);
  EXPECT_FALSE(wait(*session, InspectCodeRequest{headlight::tests::fixtures() + "/tap/eager.input.npy"}));
}

TEST(Scripts, HaveNoTokenizerOfTheirOwn) {
  const auto session = make_session({});
  auto run = request(true);
  run.input.ids.clear();
  run.input.text = "a sentence";
  const auto reply = wait(*session, run);
  ASSERT_FALSE(reply);
  EXPECT_NE(reply.error().line().find("--tokenizer"), std::string::npos);
}

TEST(Scripts, RunOnTheCpuAlone) {
  const auto session = make_session({});
  auto run = request(true);
  run.options.device = "cuda:0";
  const auto reply = wait(*session, run);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().line(), "a TorchScript file runs on the CPU — --device: found cuda:0, expected auto or cpu");
}

}  // namespace
}  // namespace headlight
