// Training use, caching and input checks of the encoder–decoders; equality with the reference is tests/parity's.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/models/bart.h"
#include "engine/models/marian.h"
#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

using testing::HasSubstr;

io::Fields small_marian(io::Json changes = io::Json::object()) {
  io::Json config{{"architectures", {"MarianMTModel"}}, {"vocab_size", 23}, {"d_model", 12}, {"encoder_layers", 2},
                  {"decoder_layers", 2}, {"encoder_attention_heads", 3}, {"decoder_attention_heads", 3},
                  {"encoder_ffn_dim", 18}, {"decoder_ffn_dim", 18}, {"max_position_embeddings", 32},
                  {"activation_function", "swish"}, {"scale_embedding", true}};
  config.update(changes);
  return {config, "config.json"};
}

Weights fresh() {
  return Weights::fresh([](const std::string&, at::IntArrayRef shape) {
    return (0.4 * at::randn(shape)).requires_grad_(true);
  });
}

at::Tensor random_ids(at::IntArrayRef shape) { return at::randint(1, 23, shape, at::kLong); }

ModelInput input_of(at::Tensor ids, at::Tensor target_ids = {}) {
  ModelInput input;
  input.ids = std::move(ids);
  input.target_ids = std::move(target_ids);
  return input;
}

ModelInput masked(ModelInput input, at::Tensor mask, at::Tensor target_mask = {}) {
  input.mask = std::move(mask);
  input.target_mask = std::move(target_mask);
  return input;
}

ModelInput generating(at::Tensor ids, Generation generation) {
  auto input = input_of(std::move(ids));
  input.generation = generation;
  return input;
}

template <typename Body>
std::string problem_of(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return {};
}

TEST(Marian, AFreshModelHasTheNamesOfACheckpoint) {
  const auto weights = fresh();
  const MarianModel model(small_marian(), weights);
  const auto all = weights.all();
  EXPECT_TRUE(all.contains("model.shared.weight"));
  EXPECT_TRUE(all.contains("model.decoder.layers.1.encoder_attn.out_proj.bias"));
  EXPECT_FALSE(all.contains("lm_head.weight"));
  EXPECT_EQ(all.size(), 1U + 2U * 16U + 2U * 26U);
  EXPECT_TRUE(model.lm_head.is_same(all.at("model.shared.weight")));
}

TEST(Marian, GradientsReachEveryTensorOfAPaddedBatch) {
  const auto weights = fresh();
  const MarianModel model(small_marian(), weights);
  kernels::Context context;
  auto mask = at::ones({2, 7}, at::kLong);
  mask[1].slice(0, 4).zero_();
  const auto states = model.encode(random_ids({2, 7}), mask, context);
  const auto logits = model.decode(random_ids({2, 5}), states, mask, context);
  ASSERT_EQ(logits.sizes(), at::IntArrayRef({2, 5, 23}));
  at::cross_entropy_loss(logits.flatten(0, 1), random_ids({10})).backward();
  for (const auto& [name, tensor] : weights.all()) {
    ASSERT_TRUE(tensor.grad().defined()) << name;
    // A key's bias shifts all scores of a query alike, so its gradient is zero up to rounding.
    if (name.ends_with("k_proj.bias")) continue;
    EXPECT_GT(tensor.grad().abs().max().item<double>(), 1e-9) << name;
  }
}

TEST(Marian, PaddingInABatchChangesNothing) {
  const MarianModel model(small_marian(), fresh());
  kernels::Context context;
  const auto source = random_ids({2, 6});
  const auto target = random_ids({2, 4});
  auto mask = at::ones({2, 6}, at::kLong);
  mask[1].slice(0, 4).zero_();
  const auto together = model.decode(target, model.encode(source, mask, context), mask, context);
  const auto alone = source.slice(0, 1).slice(1, 0, 4);
  const auto single = model.decode(target.slice(0, 1), model.encode(alone, {}, context), {}, context);
  EXPECT_TRUE(at::allclose(together[1], single[0], 1e-4, 1e-5));
}

TEST(Marian, StepByStepEqualsAllAtOnce) {
  const MarianModel model(small_marian(), fresh());
  const c10::NoGradGuard no_grad;
  kernels::Context context;
  const auto target = random_ids({1, 6});
  const auto states = model.encode(random_ids({1, 5}), {}, context);
  const auto whole = model.decode(target, states, {}, context);
  auto cache = model.decoder.begin(states, 2);
  for (std::int64_t i = 0; i < 6; ++i) {
    const auto column = target.slice(1, i, i + 1).expand({2, 1});
    const auto row = model.logits(model.decoder.step(column, cache, {}, context));
    EXPECT_TRUE(at::allclose(row[0][0], whole[0][i], 1e-4, 1e-5)) << i;
    EXPECT_TRUE(at::allclose(row[1][0], whole[0][i], 1e-4, 1e-5)) << i;
    cache.reorder(at::tensor({1, 0}, at::kLong));
  }
}

TEST(Marian, SeparateTablesAreBothThere) {
  const auto weights = fresh();
  const MarianModel model(small_marian({{"share_encoder_decoder_embeddings", false}, {"decoder_vocab_size", 29}}),
                          weights);
  EXPECT_EQ(weights.shape_of("model.encoder.embed_tokens.weight").at(0), 23);
  EXPECT_EQ(weights.shape_of("model.decoder.embed_tokens.weight").at(0), 29);
  EXPECT_FALSE(weights.has("model.shared.weight"));
  EXPECT_EQ(model.lm_head.size(0), 29);
}

TEST(Sinusoids, FirstHalfSineSecondHalfCosine) {
  const auto rows = sinusoids(3, 2, 6);
  ASSERT_EQ(rows.sizes(), at::IntArrayRef({2, 6}));
  EXPECT_NEAR(rows[0][0].item<double>(), std::sin(3.0), 1e-6);
  EXPECT_NEAR(rows[1][1].item<double>(), std::sin(4.0 / std::pow(10000.0, 2.0 / 6.0)), 1e-6);
  EXPECT_NEAR(rows[1][3].item<double>(), std::cos(4.0), 1e-6);
}

TEST(Seq2SeqRun, WrongInputsAreNamed) {
  const auto model = ModelFolder("marian-mt").load();
  kernels::Context context;
  const auto line = [&](ModelInput input) { return problem_of([&] { (void)model->run(input, context); }); };
  const auto good = row({5, 6, 7});
  EXPECT_THAT(line({}), HasSubstr("ids"));
  EXPECT_THAT(line(input_of(row({5, 37}))), HasSubstr("found 37, expected 0 to 36"));
  EXPECT_THAT(line(input_of(at::ones({1, 32}, at::kLong))), HasSubstr("wrong number of tokens"));
  EXPECT_THAT(line(masked(input_of(good), row({1, 1}))), HasSubstr("mask"));
  EXPECT_THAT(line(masked(input_of(good), row({0, 0, 0}))), HasSubstr("mask"));
  EXPECT_THAT(line(input_of(good, row({99}))), HasSubstr("target ids"));
  EXPECT_THAT(line(masked(input_of(good, good), {}, row({0, 1, 1}))), HasSubstr("first target"));
  EXPECT_THAT(line(generating(good, {0, 1})), HasSubstr("max-new"));
  EXPECT_THAT(line(generating(good, {4, 0})), HasSubstr("beams"));
  EXPECT_THAT(line(generating(good, {4, 100000})), HasSubstr("beams"));
}

TEST(Seq2SeqRun, ABareModelNeedsATarget) {
  const auto model = ModelFolder("marian-base").load();
  kernels::Context context;
  EXPECT_THAT(problem_of([&] { (void)model->run(input_of(row({5, 6})), context); }), HasSubstr("target"));
  EXPECT_FALSE(model->info().generates);
}

TEST(Seq2SeqRun, AClassifierNeedsTheEndOfTheSentence) {
  const auto model = ModelFolder("bart-classifier").load();
  kernels::Context context;
  EXPECT_THAT(problem_of([&] { (void)model->run(input_of(row({5, 6})), context); }), HasSubstr("end-of-sequence"));
  EXPECT_EQ(model->classes().size(), 4U);
}

TEST(Seq2SeqRun, GenerationIsNeverLongerThanThePositions) {
  const auto model = ModelFolder("marian-mt").load();
  kernels::Context context;
  const auto output = model->run(generating(row({5, 6, 7}), {1000000, 1}), context);
  EXPECT_LE(output.decoder_ids.size(), 31U);
  EXPECT_EQ(output.decoder_ids.size(), output.generated.size());
  EXPECT_EQ(output.decoder_ids.front(), model->decoder_start());
}

// The limit holds while tokens are made: not only once all of them are.
TEST(Seq2SeqRun, ALimitOnFullMapsEndsGeneration) {
  const auto model = ModelFolder("marian-mt").load();
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  const auto input = generating(row({5, 6, 7}), {1000000, 1});
  const auto tokens = static_cast<std::int64_t>(model->run(input, context).decoder_ids.size());
  ASSERT_GT(tokens, 3);
  std::int64_t whole = 0;
  for (const auto& site : recorder.take()) whole += trace::map_bytes(site);
  for (const auto& [most, fits] : {std::pair{whole, true}, {whole - 1, false}, {whole / 2, false}, {std::int64_t{1}, false}}) {
    trace::MapBudget maps(most);
    trace::Recorder kept;
    std::int64_t steps = 0;
    context.maps = &maps;
    context.recorder = &kept;
    context.progress = [&](double) { ++steps; };
    const auto line = problem_of([&] { (void)model->run(input, context); });
    EXPECT_EQ(line.empty(), fits) << line;
    if (!fits) {
      EXPECT_THAT(line, HasSubstr("at least "));
      EXPECT_LT(kept.take().size(), 3U) << "the decoder's layers were not computed";
    }
    if (most == whole / 2) {
      EXPECT_LT(steps, tokens);
    }
  }
}

TEST(LoneDecoder, LoadsWithAndWithoutItsPrefix) {
  for (const auto* parity_case : {"bart-decoder", "marian-decoder"}) {
    const auto logits = [](const ModelFolder& folder) {
      kernels::Context context;
      return folder.load()->run(input_of(row({5, 6, 7})), context).tensors.at("logits");
    };
    const ModelFolder folder(parity_case);
    const auto expected = logits(folder);
    folder.edit_tensors([](auto& tensors) {
      for (auto at = tensors.begin(); at != tensors.end();) {
        const auto [name, tensor] = *at;
        if (!name.starts_with("model.")) {
          ++at;
          continue;
        }
        at = tensors.erase(at);
        tensors[name.substr(6)] = tensor;
      }
    });
    EXPECT_TRUE(at::equal(logits(folder), expected)) << parity_case;
    folder.edit_tensors([](auto& tensors) {
      tensors["lm_head.weight"] = tensors.at("decoder.embed_tokens.weight");
      tensors.erase("decoder.embed_tokens.weight");
    });
    EXPECT_TRUE(at::equal(logits(folder), expected)) << parity_case << ", tied to the output";
    folder.edit_tensors([](auto& tensors) { tensors.erase("decoder.layers.0.fc1.weight"); });
    EXPECT_THAT(folder.problem(), HasSubstr("tensor decoder.layers.0.fc1.weight: found none")) << parity_case;
    folder.edit_tensors([](auto& tensors) { tensors.erase("lm_head.weight"); });
    EXPECT_THAT(folder.problem(), HasSubstr("tensor decoder.embed_tokens.weight: found none")) << parity_case;
  }
}

TEST(Seq2SeqRun, StopsOnRequest) {
  const auto model = ModelFolder("marian-generate").load();
  std::stop_source source;
  kernels::Context context;
  context.stop = source.get_token();
  context.progress = [&](double) { source.request_stop(); };
  EXPECT_THROW((void)model->run(input_of(row({5, 6, 7})), context), Failure);
}

// Without generation_config.json the fields of config.json hold, with the family's defaults.
TEST(Seq2SeqRun, ConfigStandsInForMissingGenerationRules) {
  for (const auto* parity_case : {"marian-generate-separate", "bart-generate"}) {
    const ModelFolder folder(parity_case);
    const auto with = folder.load();
    std::filesystem::remove(folder.path() / "generation_config.json");
    const auto without = folder.load();
    EXPECT_EQ(with->decoder_start(), without->decoder_start());
    kernels::Context context;
    const auto input = generating(row({5, 6, 7, 8}), {9, 3});
    EXPECT_EQ(with->run(input, context).generated, without->run(input, context).generated) << parity_case;
  }
}

class BadSeq2SeqConfig : public testing::TestWithParam<BadField> {};

TEST_P(BadSeq2SeqConfig, IsNamed) {
  const auto line = problem_of(GetParam());
  EXPECT_THAT(line, HasSubstr(GetParam().complaint));
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, BadSeq2SeqConfig,
    testing::Values(BadField{"marian-mt", "d_model", "0", "d_model"},
                    BadField{"marian-mt", "d_model", "13", "encoder_attention_heads"},
                    BadField{"marian-mt", "d_model", "15", "shared.weight"},
                    BadField{"marian-mt", "encoder_layers", "3", "encoder.layers.2"},
                    BadField{"marian-mt", "decoder_layers", "\"two\"", "decoder_layers"},
                    BadField{"marian-mt", "decoder_attention_heads", "0", "decoder_attention_heads"},
                    BadField{"marian-mt", "decoder_attention_heads", "5", "decoder_attention_heads: found 5"},
                    BadField{"marian-mt", "encoder_ffn_dim", "20", "fc1.weight"},
                    BadField{"marian-mt", "vocab_size", "38", "expected [38, 12]"},
                    BadField{"marian-mt", "vocab_size", "36", "expected [36, 12]"},
                    BadField{"marian-mt", "scale_embedding", "1", "scale_embedding"},
                    BadField{"marian-mt", "share_encoder_decoder_embeddings", "false", "encoder.embed_tokens.weight"},
                    BadField{"marian-mt", "tie_word_embeddings", "false", "lm_head.weight"},
                    BadField{"marian-mt", "max_position_embeddings", "0", "max_position_embeddings"},
                    BadField{"marian-mt", "activation_function", "\"sine\"", "activation_function: found sine"},
                    BadField{"marian-mt", "decoder_start_token_id", "\"a\"", "decoder_start_token_id"},
                    BadField{"marian-mt", "eos_token_id", "[0, \"a\"]", "eos_token_id"},
                    BadField{"bart-lm", "max_position_embeddings", "24", "embed_positions.weight"},
                    BadField{"bart-lm", "eos_token_id", "{}", "eos_token_id"},
                    BadField{"bart-lm", "forced_eos_token_id", "99", "forced_eos_token_id"},
                    BadField{"bart-classifier", "id2label", "{\"0\": \"a\"}", "classification_head.out_proj"}));

}  // namespace
}  // namespace headlight::models
