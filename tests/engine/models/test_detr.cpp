// Backbones' plans and what DETR and Deformable DETR refuse; equality with the reference is tests/parity's.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/models/deformable_detr.h"
#include "engine/models/detr.h"
#include "engine/models/resnet.h"
#include "tests/places.h"

namespace headlight::models {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <typename Body>
std::string problem_of(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return {};
}

ResNetPlan plan_of(io::Json config) { return {{std::move(config), "config.json"}, {1, 2, 3, 4}}; }

std::filesystem::path folder(const std::string& name) {
  return std::filesystem::path(headlight::tests::fixtures()) / "parity" / name;
}

// A committed checkpoint's model with some fields of its config changed.
std::unique_ptr<Model> changed(const std::string& name, const io::Json& changes) {
  auto config = io::read_json(folder(name) / "config.json").take();
  config.update(changes, true);
  const auto* family = find_family(config.at("model_type"));
  return family->make({config, "config.json"}, Weights::open(folder(name), at::kFloat));
}

ModelInput image(std::int64_t height, std::int64_t width) {
  ModelInput input;
  input.pixels = at::zeros({1, 3, height, width});
  return input;
}

TEST(ResNetPlan, ABackboneThatIsOnlyNamedGivesTheFamilysMaps) {
  const auto plan = plan_of({{"backbone", "resnet101"}, {"use_timm_backbone", true}, {"num_channels", 4}});
  EXPECT_THAT(plan.outputs, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(plan.channels, 4);
  EXPECT_EQ(plan.output_stride, 32);
  EXPECT_EQ(plan_of({{"backbone", "resnet50"}, {"dilation", true}}).output_stride, 16);
}

TEST(ResNetPlan, OlderKeywordArgumentsGoBeforeTheDilationFlag) {
  const io::Json keywords{{"in_chans", 3}, {"out_indices", {2, -1}}, {"output_stride", 8}};
  const auto plan = plan_of({{"backbone", "resnet50"}, {"backbone_kwargs", keywords}, {"dilation", true}});
  EXPECT_THAT(plan.outputs, ElementsAre(2, 4));
  EXPECT_EQ(plan.output_stride, 8);
}

TEST(ResNetPlan, AConfigOfItsOwnNamesStagesOrNumbersThem) {
  io::Json own{{"model_type", "resnet"}, {"depths", {1, 1, 2}}};
  EXPECT_THAT(plan_of({{"backbone_config", own}}).outputs, ElementsAre(3));
  own["out_features"] = {"stem", "stage2"};
  EXPECT_THAT(plan_of({{"backbone_config", own}}).outputs, ElementsAre(0, 2));
  own["out_features"] = {"stage4"};
  EXPECT_THAT(problem_of([&] { (void)plan_of({{"backbone_config", own}}); }), HasSubstr("out_features"));
}

TEST(ResNetPlan, OtherBackbonesAreNamed) {
  const auto line = problem_of([] { (void)plan_of({{"backbone_config", {{"model_type", "swin"}}}}); });
  EXPECT_THAT(line, HasSubstr("swin"));
  EXPECT_THAT(problem_of([] { (void)plan_of({{"backbone", "convnext_tiny"}}); }), HasSubstr("convnext_tiny"));
  EXPECT_THAT(problem_of([] { (void)plan_of({{"backbone", "resnetaa50"}}); }), HasSubstr("anti-aliasing"));
}

TEST(Detr, ConfigsThatDoNotBelongToTheWeightsAreNamed) {
  EXPECT_THAT(problem_of([] { (void)changed("detr-base", {{"num_queries", 6}}); }), HasSubstr("query_position"));
  EXPECT_THAT(problem_of([] {
                (void)changed("detr-base", {{"encoder_attention_heads", 3}});
              }),
              HasSubstr("encoder_attention_heads"));
  EXPECT_THAT(problem_of([] {
                (void)changed("detr-base", {{"position_embedding_type", "polar"}});
              }),
              HasSubstr("polar"));
  EXPECT_THAT(problem_of([] { (void)changed("detr-base", {{"encoder_layers", 3}}); }), HasSubstr("layers.2"));
}

TEST(Detr, InputsThatCannotBeRunAreNamed) {
  kernels::Context context;
  const auto learned = changed("detr-learned", io::Json::object());
  EXPECT_THAT(problem_of([&] { (void)learned->run(image(32, 51 * 32), context); }), HasSubstr("1×51"));
  auto input = image(32, 32);
  input.pixel_mask = at::ones({1, 32, 31}, at::kLong);
  EXPECT_THAT(problem_of([&] { (void)learned->run(input, context); }), HasSubstr("pixel mask"));
  input.pixels = at::zeros({1, 4, 32, 32});
  EXPECT_THAT(problem_of([&] { (void)learned->run(input, context); }), HasSubstr("[1, 4, 32, 32]"));
}

TEST(Detr, AStoppedRunEnds) {
  std::stop_source source;
  source.request_stop();
  kernels::Context context;
  context.stop = source.get_token();
  for (const char* name : {"detr-base", "deformable-detr-base"}) {
    const auto model = changed(name, io::Json::object());
    EXPECT_EQ(problem_of([&] { (void)model->run(image(64, 64), context); }), cancelled().line()) << name;
  }
}

TEST(Detr, QueriesOfAModelWithoutHeadsHavePlacesOnly) {
  kernels::Context context;
  for (const char* name : {"detr-bare", "deformable-detr-bare"}) {
    const auto output = changed(name, io::Json::object())->run(image(64, 72), context);
    ASSERT_TRUE(output.queries.has_value()) << name;
    EXPECT_EQ(output.queries->boxes.sizes(), at::IntArrayRef({5, 4})) << name;
    EXPECT_EQ(output.queries->labels.numel() + output.queries->scores.numel(), 0) << name;
    EXPECT_TRUE(output.queries->detections.empty()) << name;
  }
}

TEST(Detr, AxesHaveTheBackbonesStrides) {
  EXPECT_THAT(changed("detr-base", io::Json::object())->axes()[0].strides, ElementsAre(32));
  EXPECT_THAT(changed("detr-timm-dilated", io::Json::object())->axes()[0].strides, ElementsAre(16));
  EXPECT_THAT(changed("detr-bottleneck", io::Json::object())->axes()[0].strides, ElementsAre(64));
  EXPECT_THAT(changed("deformable-detr-more-levels", io::Json::object())->axes()[0].strides, ElementsAre(16, 32, 64));
  EXPECT_THAT(changed("deformable-detr-timm", io::Json::object())->axes()[0].strides, ElementsAre(8, 16, 32, 64));
}

TEST(DeformableDetr, ConfigsThatDoNotBelongToTheWeightsAreNamed) {
  const std::string base = "deformable-detr-base";
  EXPECT_THAT(problem_of([&] { (void)changed(base, {{"num_feature_levels", 2}}); }), HasSubstr("level_embed"));
  EXPECT_THAT(problem_of([&] { (void)changed(base, {{"two_stage", true}}); }), HasSubstr("with_box_refine"));
  EXPECT_THAT(problem_of([&] { (void)changed(base, {{"decoder_layers", 0}}); }), HasSubstr("decoder_layers"));
  EXPECT_THAT(problem_of([&] { (void)changed(base, {{"encoder_n_points", 3}}); }), HasSubstr("sampling_offsets"));
}

TEST(DeformableDetr, AnImageWithFewerCellsThanProposalsIsNamed) {
  kernels::Context context;
  const auto model = changed("deformable-detr-two-stage", {{"two_stage_num_proposals", 4}});
  EXPECT_THAT(problem_of([&] { (void)model->run(image(8, 8), context); }), HasSubstr("3 cells"));
}

TEST(DeformableDetr, ADecoderPointsAtWhatItsBoxesSay) {
  kernels::Context context;
  trace::Recorder recorder;
  context.recorder = &recorder;
  const auto model = changed("deformable-detr-refine", io::Json::object());
  const auto output = model->run(image(40, 56), context);
  const auto& references = output.tensors.at("intermediate_reference_points");
  for (const auto& site : recorder.take()) {
    if (site.info.stream != "deformable_decoder" || site.info.layer != 1) continue;
    EXPECT_TRUE(at::allclose(site.sampling.reference, references[0][0]));
    EXPECT_EQ(site.info.query_axis, 1);
    EXPECT_EQ(site.info.key_axis, 0);
    EXPECT_TRUE(at::allclose(site.sampling.weights.sum({2, 3}), at::ones({4, 5})));
  }
  EXPECT_TRUE(at::allclose(output.tensors.at("boxes"), references.select(1, 1)));
}

}  // namespace
}  // namespace headlight::models
