#include "engine/kernels/intervention.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "engine/kernels/map_reference.h"
#include "engine/kernels/ms_deform_attn.h"

namespace headlight::kernels {
namespace {

using Kind = Intervention::Kind;

struct Layer {
  at::Tensor q, k, v;
  trace::AttentionSpec spec;
  trace::SiteLabel label{"encoder", 1, SiteKind::self, 0, 0};
};

Layer random_layer(bool causal, bool biased, std::int64_t key_heads = 4) {
  at::manual_seed(31);
  Layer layer;
  layer.q = at::randn({1, 4, 9, 8});
  layer.k = at::randn({1, key_heads, 9, 8});
  layer.v = at::randn({1, key_heads, 9, 8});
  layer.spec.scale = 0.5;
  layer.spec.causal = causal;
  if (biased) layer.spec.bias = at::randn({4, 9, 9});
  return layer;
}

struct Ran {
  at::Tensor output;
  trace::Site site;
};

Ran run(const Layer& layer, std::vector<Intervention> interventions) {
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  context.interventions = std::move(interventions);
  auto output = attention({layer.q, layer.k, layer.v}, layer.spec, layer.label, context);
  return {output, recorder.take().front()};
}

// Weights of the recorded site times its values.
at::Tensor output_of_record(const trace::Site& site) {
  const auto weights = reference_map(map_of(site), Quantity::weight);
  return at::matmul(weights, site.v.repeat_interleave(site.q.size(0) / site.v.size(0), 0)).unsqueeze(0);
}

double apart(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }

TEST(Interventions, RecordReproducesTheChangedOutput) {
  const std::vector<std::vector<Intervention>> all{
      {{Kind::hide, "", -1, -1, -1, 3}},
      {{Kind::hide, "encoder", 1, 2, 5, 0}, {Kind::hide, "encoder", 1, 2, 5, 1}},
      {{Kind::even, "encoder", 1, 0}},
      {{Kind::only, "encoder", 1, 3, 7, 2}},
      {{Kind::even, "", -1, -1, 4}, {Kind::hide, "", -1, 1, 4, 4}},
  };
  for (const bool causal : {false, true})
    for (const bool biased : {false, true})
      for (const std::int64_t key_heads : {4, 2})
        for (const auto& interventions : all) {
          const auto layer = random_layer(causal, biased, key_heads);
          const auto changed = run(layer, interventions), plain = run(layer, {});
          EXPECT_LE(apart(changed.output, output_of_record(changed.site)), 5e-6);
          EXPECT_GT(apart(changed.output, plain.output), 1e-3);
          const auto weights = reference_map(map_of(changed.site), Quantity::weight);
          EXPECT_LE(apart(weights.sum(2), at::ones({4, 9})), 5e-6);
        }
}

TEST(Interventions, HiddenKeyEqualsAMaskedOne) {
  auto layer = random_layer(false, true);
  const auto changed = run(layer, {{Kind::hide, "", -1, -1, -1, 3}});
  layer.spec.key_visible = at::arange(9).ne(3);
  EXPECT_LE(apart(changed.output, run(layer, {}).output), 5e-6);
}

TEST(Interventions, EvenRowIsTheMeanOfTheValuesThatItSees) {
  const auto layer = random_layer(true, true);
  const auto changed = run(layer, {{Kind::even, "encoder", 1, 2, 5}});
  EXPECT_LE(apart(changed.output[0][2][5], layer.v[0][2].narrow(0, 0, 6).mean(0)), 1e-6);
}

TEST(Interventions, OnlyKeyIsTheOutput) {
  const auto layer = random_layer(false, false);
  const auto changed = run(layer, {{Kind::only, "encoder", 1, 3, 7, 2}});
  EXPECT_LE(apart(changed.output[0][3][7], layer.v[0][3][2]), 1e-6);
}

TEST(Interventions, OtherRowsAndLayersStayAsTheyAre) {
  const auto layer = random_layer(true, false);
  const auto plain = run(layer, {}).output;
  auto changed = run(layer, {{Kind::even, "encoder", 1, 2, 5}}).output.clone();
  changed[0][2][5] = plain[0][2][5];
  EXPECT_EQ(apart(changed, plain), 0);
  for (const auto& other :
       std::vector<Intervention>{{Kind::even, "cross"}, {Kind::even, "encoder", 0}, {Kind::hide, "", -1, 9, -1, 0}})
    EXPECT_EQ(apart(run(layer, {other}).output, plain), 0);
}

TEST(Interventions, RowThatSeesNothingHasOutputZero) {
  const auto layer = random_layer(true, false);
  const auto changed = run(layer, {{Kind::hide, "", -1, 1, 0, 0}});
  EXPECT_EQ(changed.output[0][1][0].abs().max().item<double>(), 0);
  EXPECT_EQ(changed.site.lse[1][0].item<double>(), 0);
}

TEST(Interventions, HeadsAreSwitchedToZeroOrTheirMean) {
  const auto layer = random_layer(false, false);
  const auto plain = run(layer, {}).output;
  const auto off = run(layer, {{Kind::head_off, "encoder", 1, 2}}).output;
  const auto mean = run(layer, {{Kind::head_mean, "encoder", 1, 2}}).output;
  EXPECT_EQ(off.select(1, 2).abs().max().item<double>(), 0);
  EXPECT_LE(apart(mean.select(1, 2), plain.select(1, 2).mean(1, true).expand({1, 9, 8})), 1e-6);
  EXPECT_EQ(apart(off.select(1, 1), plain.select(1, 1)), 0);
  EXPECT_EQ(run(layer, {{Kind::head_off, "", -1, -1}}).output.abs().max().item<double>(), 0);
}

TEST(Interventions, StepsOfAGenerationCountTheirQueries) {
  const auto layer = random_layer(false, false);
  Context context;
  context.interventions = {{Kind::only, "encoder", 1, 0, 12, 4}};
  context.first_query = 8;
  const auto output = attention({layer.q, layer.k, layer.v}, layer.spec, layer.label, context);
  EXPECT_LE(apart(output[0][0][4], layer.v[0][0][4]), 1e-6);
}

TEST(Interventions, BeamsAreChangedAlike) {
  const auto layer = random_layer(true, false);
  Context context;
  context.interventions = {{Kind::even, "", -1, 1, 3}};
  const auto two = attention({at::cat({layer.q, layer.q}), at::cat({layer.k, layer.k}), at::cat({layer.v, layer.v})},
                             layer.spec, layer.label, context);
  EXPECT_EQ(apart(two[0], two[1]), 0);
  EXPECT_LE(apart(two[1][1][3], layer.v[0][1].narrow(0, 0, 4).mean(0)), 1e-6);
}

TEST(Interventions, MovedPointsAreReadAndKeptWhereTheyWent) {
  at::manual_seed(8);
  DeformableInput input;
  input.value = at::randn({1, 20, 2, 4});
  input.points = at::rand({1, 3, 2, 5, 2});
  input.weights = at::softmax(at::randn({1, 3, 2, 5}), 3);
  input.levels = {{4, 4}, {2, 2}};
  input.level_points = {3, 2};
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  context.interventions = {{Kind::move, "", -1, 1, 2, -1, 1, 0, 0.25, -0.125}};
  const trace::SiteLabel label{"deformable_decoder", 0, SiteKind::deformable, 0, 0};
  const auto changed = deformable_attention(input, Sampling::bilinear, at::rand({1, 3, 2}), label, context);
  auto wanted = input;
  wanted.points = input.points.clone();
  wanted.points[0][2][1][3].add_(at::tensor({0.25F, -0.125F}));
  EXPECT_LE(apart(changed, ms_deform_attn(wanted, Sampling::bilinear)), 1e-6);
  EXPECT_LE(apart(recorder.take()[0].sampling.points[1][2][1][0], wanted.points[0][2][1][3]), 0);
}

}  // namespace
}  // namespace headlight::kernels
