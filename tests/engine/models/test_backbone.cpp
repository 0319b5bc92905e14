// The gradient of a backbone's feature to the pixels, on stacks whose field is known.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "engine/models/resnet.h"
#include "engine/models/resnet_vd.h"
#include "engine/models/weights.h"
#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

BackboneChain convolutions(const std::vector<at::Tensor>& weights, std::int64_t stride) {
  BackboneChain chain;
  std::int64_t reached = 1;
  for (const auto& weight : weights) {
    chain.steps.emplace_back([weight, stride](const at::Tensor& x) { return at::conv2d(x, weight, {}, stride, weight.size(2) / 2); });
    reached *= stride;
  }
  chain.stride = {reached, reached};
  return chain;
}

at::Tensor field(const BackboneChain& chain, const at::Tensor& pixels, BackboneCell cell) {
  return pixel_gradient(chain, steps_of(chain, pixels, {}), cell, {}).abs().sum(0);
}

// First and last row and column that are not zero.
std::vector<std::int64_t> support(const at::Tensor& field) {
  const auto places = field.nonzero();
  const auto low = std::get<0>(places.min(0)), high = std::get<0>(places.max(0));
  return {low[0].item<std::int64_t>(), high[0].item<std::int64_t>(), low[1].item<std::int64_t>(), high[1].item<std::int64_t>()};
}

using Support = std::vector<std::int64_t>;

TEST(Backbone, ThreeConvolutionsSeeSevenPixelsEachWay) {
  at::manual_seed(1);
  const auto chain = convolutions({at::randn({4, 3, 3, 3}), at::randn({4, 4, 3, 3}), at::randn({5, 4, 3, 3})}, 1);
  const auto pixels = at::randn({1, 3, 20, 30});
  const auto seen = field(chain, pixels, {9, 14});
  EXPECT_EQ(support(seen), (Support{6, 12, 11, 17}));
  EXPECT_EQ(seen.count_nonzero().item<std::int64_t>(), 49);
  EXPECT_EQ(support(field(chain, pixels, {0, 29})), (Support{0, 3, 26, 29}));
}

TEST(Backbone, StridesWidenTheFieldAndMoveItsMiddle) {
  at::manual_seed(2);
  const auto chain = convolutions({at::randn({4, 3, 3, 3}), at::randn({4, 4, 3, 3}), at::randn({4, 4, 3, 3})}, 2);
  const auto seen = field(chain, at::randn({1, 3, 64, 96}), {4, 6});  // 1 + 2 · (1 + 2 + 4) around 8 · the cell
  EXPECT_EQ(support(seen), (Support{32 - 7, 32 + 7, 48 - 7, 48 + 7}));
}

TEST(Backbone, ConvolutionsOfOnesGiveTheTriangle) {
  const auto chain = convolutions({at::ones({1, 1, 3, 3}), at::ones({1, 1, 3, 3})}, 1);
  const auto seen = field(chain, at::ones({1, 1, 9, 9}), {4, 4});
  const auto along = at::tensor({1.0F, 2.0F, 3.0F, 2.0F, 1.0F});
  const auto expected = at::outer(along, along);
  const auto found = seen.narrow(0, 2, 5).narrow(1, 2, 5);
  EXPECT_TRUE(at::allclose(found / found.sum(), expected / expected.sum(), 1e-6, 1e-7));
  EXPECT_EQ(seen.count_nonzero().item<std::int64_t>(), 25);
}

TEST(Backbone, FollowsTheSumOfTheFeature) {
  at::manual_seed(3);
  auto chain = convolutions({at::randn({4, 3, 3, 3}, at::kDouble), at::randn({5, 4, 3, 3}, at::kDouble)}, 1);
  chain.steps.insert(chain.steps.begin(), [](const at::Tensor& x) { return x.to(at::kDouble); });
  chain.steps.insert(chain.steps.begin() + 2, [](const at::Tensor& x) { return at::tanh(x); });
  const auto pixels = at::randn({1, 3, 8, 8});
  const auto gradient = pixel_gradient(chain, steps_of(chain, pixels, {}), {3, 4}, {}).to(at::kDouble);
  const auto sum = [&](const at::Tensor& input) { return steps_of(chain, input, {}).back().select(3, 4).select(2, 3).sum().item<double>(); };
  std::vector<double> measured;
  for (const auto& [channel, row, column] : {std::array{0, 3, 4}, {1, 2, 5}, {2, 5, 2}, {0, 1, 6}, {1, 0, 0}}) {
    auto more = pixels.clone(), less = pixels.clone();
    more[0][channel][row][column] += 0.01;
    less[0][channel][row][column] -= 0.01;
    measured.push_back((sum(more) - sum(less)) / 0.02);
  }
  const auto factor = measured[0] / gradient[0][3][4].item<double>();
  EXPECT_GT(factor, 0);
  EXPECT_NEAR(gradient[1][2][5].item<double>() * factor, measured[1], 2e-3 * factor);
  EXPECT_NEAR(gradient[2][5][2].item<double>() * factor, measured[2], 2e-3 * factor);
  EXPECT_NEAR(gradient[0][1][6].item<double>() * factor, measured[3], 2e-3 * factor);
  EXPECT_EQ(gradient[1][0][0].item<double>(), 0);
}

TEST(Backbone, AFeatureOfZeroIsMovedByNoPixel) {
  const auto chain = convolutions({at::zeros({2, 3, 3, 3})}, 1);
  EXPECT_EQ(field(chain, at::randn({1, 3, 5, 5}), {2, 2}).abs().sum().item<double>(), 0);
}

TEST(Backbone, CellsBeginEveryStrideAndTheLastEndWithThePixels) {
  BackboneChain chain;
  chain.stride = {32, 16};
  const auto map = at::empty({1, 4, 3, 5});
  EXPECT_EQ(cell_at(chain, map, 0, 0).row, 0);
  EXPECT_EQ(cell_at(chain, map, 31.9, 31.9).column, 1);
  EXPECT_EQ(cell_at(chain, map, 31.9, 31.9).row, 0);
  EXPECT_EQ(cell_at(chain, map, 79, 95).row, 2);
  EXPECT_EQ(cell_at(chain, map, 500, 500).column, 4);
}

TEST(Backbone, StopsBetweenSteps) {
  std::stop_source stop;
  int ran = 0;
  BackboneChain chain;
  for (int i = 0; i < 4; ++i)
    chain.steps.emplace_back([&](const at::Tensor& x) {
      if (++ran == 2) stop.request_stop();
      return x * 2;
    });
  EXPECT_THROW((void)steps_of(chain, at::ones({1, 3, 2, 2}), stop.get_token()), Failure);
  EXPECT_EQ(ran, 2);
}

// The chain is the network: its last map is the network's own.
TEST(Backbone, ChainsOfEveryKindEndInTheLastMap) {
  const auto chain_of = [](const std::string& name) {
    const auto model = ModelFolder(name).load();
    at::manual_seed(4);
    const auto chain = model->backbone();
    const auto maps = steps_of(chain, at::rand({1, 3, 64, 96}), {});
    EXPECT_EQ((maps.back().size(2) - 1) * chain.stride[0] < 64, true) << name;
    EXPECT_EQ((maps.back().size(3) - 1) * chain.stride[1] < 96, true) << name;
    EXPECT_GE(maps.back().size(2) * chain.stride[0], 64) << name;
    EXPECT_GE(maps.back().size(3) * chain.stride[1], 96) << name;
    return chain.layer;
  };
  EXPECT_EQ(chain_of("detr-base"), "backbone stage 4");
  EXPECT_EQ(chain_of("detr-timm-dilated"), "backbone stage 4");
  EXPECT_EQ(chain_of("deformable-detr-one-level"), "backbone stage 4");
  EXPECT_EQ(chain_of("vit-base"), "patch projection");
  EXPECT_EQ(chain_of("dinov2-registers-base"), "patch projection");
  EXPECT_EQ(chain_of("deit-base"), "patch projection");
  EXPECT_EQ(chain_of("yolos-plain"), "patch projection");
}

TEST(Backbone, ResNetsGiveTheSameMapStepByStep) {
  at::manual_seed(5);
  for (const auto* name : {"detr-base", "detr-bottleneck", "detr-timm-basic", "detr-timm-deep", "detr-timm-dilated"}) {
    const auto config = io::read_json(parity_folder(name) / "config.json").take();
    const auto weights = Weights::open(parity_folder(name), at::kFloat);
    const auto base = weights.has_scope("model.backbone") ? weights.select("model") : weights;
    const auto scope = base.has_scope("backbone.conv_encoder.model") ? base.select("backbone.conv_encoder.model") : base.select("backbone.model");
    const ResNet net(scope.has_scope("_backbone") ? scope.select("_backbone") : scope, ResNetPlan({config, "config.json"}, {1, 2, 3, 4}));
    const auto pixels = at::rand({1, 3, 70, 90});
    kernels::Context context;
    EXPECT_TRUE(at::equal(net(pixels, context).back(), steps_of(net.chain(), pixels, {}).back())) << name;
  }
}

// Further levels are convolved from the backbone's last map: each halves the map before it.
TEST(Backbone, ConvolvedLevelsFollowTheBackbonesMaps) {
  at::manual_seed(9);
  const auto model = ModelFolder("deformable-detr-more-levels").load();
  const auto chain = model->backbone();
  EXPECT_EQ(chain.levels(), (std::vector<std::string>{"backbone stage 3", "convolved level 1", "convolved level 2"}));
  const auto pixels = at::rand({1, 3, 64, 160});
  std::int64_t stride = 16;
  for (std::size_t level = 0; level < 3; ++level, stride *= 2) {
    const auto part = chain.up_to(level);
    const auto map = steps_of(part, pixels, {}).back();
    EXPECT_EQ(part.stride, (std::array<std::int64_t, 2>{stride, stride})) << level;
    EXPECT_EQ(map.size(2), 64 / stride) << level;
    EXPECT_EQ(map.size(3), (160 + stride - 1) / stride) << level;
    EXPECT_GT(field(part, pixels, {0, 0}).sum().item<double>(), 0) << level;
  }
}

// Every map on the way is one that the network gives out, with its own stride.
TEST(Backbone, EveryLevelEndsInItsOwnMap) {
  at::manual_seed(8);
  for (const auto* name : {"deformable-detr-base", "rt-detr"}) {
    const auto model = ModelFolder(name).load();
    const auto chain = model->backbone();
    const auto pixels = at::rand({1, 3, 64, 96});
    const auto all = steps_of(chain, pixels, {});
    ASSERT_EQ(chain.backbone_levels(), 3U) << name;
    const auto levels = chain.levels();
    EXPECT_EQ(std::vector(levels.begin(), levels.begin() + 3), (std::vector<std::string>{"backbone stage 2", "backbone stage 3", "backbone stage 4"})) << name;
    std::int64_t stride = 8;
    for (std::size_t level = 0; level < 3; ++level, stride *= 2) {
      const auto part = chain.up_to(level);
      const auto map = steps_of(part, pixels, {}).back();
      EXPECT_TRUE(at::equal(map, all[part.steps.size()])) << name;
      EXPECT_EQ(part.stride[0], stride) << name;
      EXPECT_EQ(map.size(2), (64 + stride - 1) / stride) << name;
      EXPECT_EQ(part.layer, chain.levels()[level]) << name;
    }
  }
  EXPECT_EQ(ModelFolder("detr-base").load()->backbone().levels().size(), 1U);
}

// Of every level, the encoder's included: its attention has seen the whole picture, and its pyramid joins three maps.
TEST(Backbone, GradientsAreThoseOfAutogradInTransformers) {
  for (const auto* name : {"rt-detr", "detr-base"}) {
    const auto path = std::filesystem::path(headlight::tests::fixtures()) / "receptive" / (std::string(name) + ".safetensors");
    const auto reference = read_tensors(path);
    const auto& pixels = reference.at("pixels");
    const auto model = ModelFolder(name).load();
    const auto whole = model->backbone();
    std::size_t compared = 0;
    for (std::size_t level = 0; level < whole.levels().size(); ++level) {
      const auto chain = whole.up_to(level);
      const auto& expected = reference.at(chain.layer);
      const auto steps = steps_of(chain, pixels, {});
      const auto found = pixel_gradient(chain, steps, cell_at(chain, steps.back(), 40, 20), {});
      const auto scaled = found * (expected.abs().sum() / found.abs().sum());
      EXPECT_LT((scaled - expected).abs().max().item<double>(), 2e-5 * expected.abs().max().item<double>()) << chain.layer;
      ++compared;
    }
    EXPECT_EQ(compared, std::string(name) == "rt-detr" ? 6U : 1U);
  }
}

// What attention has joined sees every pixel, a stack of convolutions its own surroundings.
TEST(Backbone, AfterAttentionEveryPixelCounts) {
  const auto model = ModelFolder("rt-detr").load();
  at::manual_seed(12);
  const auto pixels = at::rand({1, 3, 32, 256});
  const auto whole = model->backbone();
  EXPECT_EQ(whole.levels()[3], "encoder level 0");
  const auto stage = whole.up_to(0), encoded = whole.up_to(3);
  EXPECT_EQ(stage.stride, encoded.stride);
  EXPECT_LT(support(field(stage, pixels, {1, 4}))[3], 128);
  EXPECT_GT(support(field(encoded, pixels, {1, 4}))[3], 250);
}

TEST(Backbone, HalfPrecisionGivesTheSameField) {
  const auto full = ModelFolder("detr-base").load(), half = ModelFolder("detr-base").load(at::kBFloat16);
  at::manual_seed(6);
  const auto pixels = at::rand({1, 3, 64, 96});
  const auto a = field(full->backbone(), pixels, {1, 1}), b = field(half->backbone(), pixels, {1, 1});
  EXPECT_LT(((a / a.sum()) - (b / b.sum())).abs().sum().item<double>(), 0.3);
}

}  // namespace
}  // namespace headlight::models
