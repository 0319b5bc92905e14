// Geometry and training use of the vision families; equality with the reference is tests/parity's.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/models/deit.h"
#include "engine/models/dinov2.h"
#include "engine/models/vit.h"
#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

io::Fields small_vit(io::Json changes = io::Json::object()) {
  io::Json config{{"architectures", {"ViTForImageClassification"}}, {"hidden_size", 12}, {"num_hidden_layers", 2},
                  {"num_attention_heads", 3}, {"intermediate_size", 20}, {"image_size", 16}, {"patch_size", 4},
                  {"id2label", {{"0", "car"}, {"1", "bus"}, {"2", "tree"}}}};
  config.update(changes);
  return {config, "config.json"};
}

Weights fresh_vision() {
  return Weights::fresh([](const std::string&, at::IntArrayRef shape) {
    return (0.3 * at::randn(shape)).requires_grad_(true);
  });
}

template <typename Body>
std::string vision_problem(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return {};
}

TEST(Vit, AFreshModelHasTheNamesOfACheckpoint) {
  const auto weights = fresh_vision();
  const VitModel model(small_vit(), weights);
  const auto all = weights.all();
  EXPECT_TRUE(all.contains("vit.encoder.layer.1.attention.attention.query.weight"));
  EXPECT_TRUE(all.contains("vit.embeddings.patch_embeddings.projection.weight"));
  EXPECT_TRUE(all.contains("classifier.bias"));
  EXPECT_EQ(all.at("vit.embeddings.position_embeddings").sizes(), at::IntArrayRef({1, 17, 12}));
  EXPECT_EQ(all.size(), 4U + 2U * 16U + 2U + 2U);
  EXPECT_THAT(model.classes, ElementsAre("car", "bus", "tree"));
}

TEST(Vit, GradientsReachEveryTensorOfABatch) {
  const auto weights = fresh_vision();
  const VitModel model(small_vit(), weights);
  kernels::Context context;
  const auto logits = model.logits(at::randn({3, 3, 16, 16}), context);
  EXPECT_EQ(logits.sizes(), at::IntArrayRef({3, 3}));
  at::cross_entropy_loss(logits, at::tensor({0, 2, 1}, at::kLong)).backward();
  for (const auto& [name, tensor] : weights.all()) {
    ASSERT_TRUE(tensor.grad().defined()) << name;
    // A key's bias shifts all scores of a query alike, so its gradient is zero up to rounding.
    if (name.ends_with("key.bias")) continue;
    EXPECT_GT(tensor.grad().abs().max().item<double>(), 1e-9) << name;
  }
}

TEST(Vit, ABatchEqualsItsImagesOneByOne) {
  const VitModel model(small_vit(), fresh_vision());
  kernels::Context context;
  const auto pixels = at::randn({3, 3, 16, 20});
  const auto together = model.logits(pixels, context);
  for (std::int64_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(at::allclose(together[i], model.logits(pixels.slice(0, i, i + 1), context)[0], 1e-5, 1e-6));
  }
}

TEST(Vit, BareArchitectureHasNoPrefix) {
  const auto weights = fresh_vision();
  const VitModel model(small_vit({{"architectures", {"ViTModel"}}}), weights);
  EXPECT_TRUE(weights.has("embeddings.cls_token"));
  EXPECT_FALSE(model.pooler.has_value());  // only where a checkpoint brings one
  EXPECT_FALSE(model.classifier.has_value());
}

TEST(Positions, NativeSizeTakesTheTableItself) {
  const VisionConfig config(small_vit(), 1e-12, 16);
  const auto table = at::randn({1, 17, 12});
  PositionRule rule;
  EXPECT_TRUE(positions_for(table, {16, 16}, config, rule).is_same(table));
  EXPECT_TRUE(positions_for(table, {19, 19}, config, rule).is_same(table));  // still 4 × 4 patches
}

TEST(Positions, OtherSizesKeepTheLeadingRowsAndTheOrderOfTheGrid) {
  const VisionConfig config(small_vit(), 1e-12, 16);
  auto table = at::zeros({1, 17, 12});
  table.slice(1, 1).copy_(at::arange(16).view({1, 16, 1}) / 4);  // grows down the rows
  PositionRule rule;
  const auto wide = positions_for(table, {16, 32}, config, rule);
  ASSERT_EQ(wide.sizes(), at::IntArrayRef({1, 1 + 4 * 8, 12}));
  EXPECT_EQ(wide[0][0].abs().max().item<float>(), 0);
  const auto grid = wide[0].slice(0, 1).select(1, 0).view({4, 8});
  EXPECT_TRUE((grid.slice(0, 1) - grid.slice(0, 0, 3)).gt(0.5).all().item<bool>());
}

TEST(Positions, AGridThatIsNotSquareIsNamed) {
  const auto fields = small_vit({{"image_size", {8, 12}}});
  const VisionConfig config(fields, 1e-12, 16);
  PositionRule rule;
  const auto line = vision_problem([&] { positions_for(at::zeros({1, 7, 12}), {16, 16}, config, rule); });
  EXPECT_THAT(line, HasSubstr("16×16"));
  EXPECT_THAT(line, HasSubstr("8×12"));
}

TEST(Pixels, WrongOnesAreNamed) {
  const VisionConfig config(small_vit(), 1e-12, 16);
  EXPECT_THAT(vision_problem([&] { check_pixels(at::zeros({1, 1, 16, 16}), config); }), HasSubstr("[1, 1, 16, 16]"));
  EXPECT_THAT(vision_problem([&] { check_pixels(at::zeros({1, 3, 16, 3}), config); }), HasSubstr("smaller than one patch"));
  EXPECT_THAT(vision_problem([&] { check_pixels(at::zeros({3, 16, 16}), config); }), HasSubstr("wrong shape"));
  EXPECT_EQ(check_pixels(at::zeros({1, 3, 18, 21}), config), (Size2{18, 21}));
  EXPECT_EQ(config.grid({18, 21}), (Size2{4, 5}));
  EXPECT_THAT(vision_problem([] { (void)pixels_of(ModelInput{}); }), HasSubstr("pixels"));
}

TEST(VisionAxes, LeadingTokensComeBeforeTheGrid) {
  const auto leading = [](const char* parity_case) {
    const auto plan = ModelFolder(parity_case).load()->axes().at(0);
    EXPECT_EQ(plan.source, AxisSource::patches);
    EXPECT_THAT(plan.patch, ElementsAre(4, 4));
    return plan.leading;
  };
  EXPECT_THAT(leading("vit-base"), ElementsAre("[CLS]"));
  EXPECT_THAT(leading("deit-base"), ElementsAre("[CLS]", "[DIST]"));
  EXPECT_THAT(leading("dinov2-base"), ElementsAre("[CLS]"));
  EXPECT_THAT(leading("dinov2-registers-swiglu"), ElementsAre("[CLS]", "[REG0]", "[REG1]"));
}

// A gated feed-forward whose two matrices are stored apart is the same model.
TEST(Dinov2, GateAndUpMayBeApart) {
  const ModelFolder folder("dinov2-swiglu");
  const auto joined = folder.load();
  folder.edit_tensors([](std::map<std::string, at::Tensor>& tensors) {
    std::map<std::string, at::Tensor> apart;
    for (const auto& [name, tensor] : tensors) {
      const auto at = name.find("weights_");
      if (at == std::string::npos) {
        apart[name] = tensor;
      } else if (name.compare(at, 10, "weights_in") == 0) {
        const auto halves = tensor.chunk(2);
        apart[name.substr(0, at) + "gate_proj" + name.substr(at + 10)] = halves[0].clone();
        apart[name.substr(0, at) + "up_proj" + name.substr(at + 10)] = halves[1].clone();
      } else {
        apart[name.substr(0, at) + "down_proj" + name.substr(at + 11)] = tensor;
      }
    }
    tensors = apart;
  });
  ModelInput input;
  input.pixels = at::randn({1, 3, 12, 16});
  kernels::Context context;
  const auto expected = joined->run(input, context).tensors.at("last_hidden_state");
  EXPECT_TRUE(at::equal(folder.load()->run(input, context).tensors.at("last_hidden_state"), expected));
}

class BadVisionConfig : public testing::TestWithParam<BadField> {};

TEST_P(BadVisionConfig, IsNamed) {
  const auto line = problem_of(GetParam());
  EXPECT_THAT(line, HasSubstr(GetParam().complaint));
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, BadVisionConfig,
    testing::Values(BadField{"vit-base", "image_size", "\"a\"", "image_size"},
                    BadField{"vit-base", "image_size", "[12]", "image_size"},
                    BadField{"vit-base", "image_size", "[12, 0]", "image_size"},
                    BadField{"vit-base", "image_size", "[12, 1.5]", "image_size"},
                    BadField{"vit-base", "image_size", "16", "position_embeddings"},
                    BadField{"vit-base", "image_size", "1000000000", "image_size"},
                    BadField{"vit-base", "patch_size", "0", "patch_size"},
                    BadField{"vit-base", "patch_size", "13", "patch_size"},
                    BadField{"vit-base", "num_attention_heads", "16", "num_attention_heads"},
                    BadField{"vit-base", "num_attention_heads", "4", "attention.query"},
                    BadField{"vit-base", "num_channels", "1", "projection.weight"},
                    BadField{"vit-base", "qkv_bias", "\"yes\"", "qkv_bias"},
                    BadField{"vit-base", "layer_norm_eps", "[]", "layer_norm_eps"},
                    BadField{"vit-base", "hidden_act", "\"sine\"", "hidden_act"},
                    BadField{"vit-base", "num_hidden_layers", "3", "encoder.layer.2"},
                    BadField{"vit-classifier", "id2label", "{\"0\": \"a\"}", "classifier.weight"},
                    BadField{"dinov2-base", "mlp_ratio", "0", "mlp_ratio"},
                    BadField{"dinov2-base", "mlp_ratio", "1e300", "mlp_ratio"},
                    BadField{"dinov2-base", "mlp_ratio", "3", "mlp.fc1"},
                    BadField{"dinov2-base", "use_swiglu_ffn", "true", "mlp.weights_in"},
                    BadField{"dinov2-registers-base", "num_register_tokens", "5", "register_tokens"},
                    BadField{"dinov2-registers-base", "num_register_tokens", "-1", "num_register_tokens"}));

}  // namespace
}  // namespace headlight::models
