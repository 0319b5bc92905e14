// Folders of strangers: what is wrong is named, nothing crashes, nothing of the claimed size is allocated.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

using testing::HasSubstr;

class BadConfig : public testing::TestWithParam<BadField> {};

TEST_P(BadConfig, IsNamed) {
  const auto line = problem_of(GetParam());
  EXPECT_THAT(line, HasSubstr(GetParam().complaint));
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, BadConfig,
    testing::Values(
        BadField{"bert-base", "hidden_size", "\"a\"", "hidden_size"},
        BadField{"bert-base", "hidden_size", "15.5", "hidden_size"},
        BadField{"bert-base", "hidden_size", "-15", "hidden_size"},
        BadField{"bert-base", "hidden_size", "0", "hidden_size"},
        BadField{"bert-base", "hidden_size", "1000000000000000000000", "hidden_size"},
        BadField{"bert-base", "hidden_size", "1073741823", "word_embeddings.weight: found [43, 15]"},
        BadField{"bert-base", "vocab_size", "1073741824", "found [43, 15], expected [1073741824, 15]"},
        BadField{"bert-base", "vocab_size", "[]", "vocab_size"},
        BadField{"bert-base", "vocab_size", "42", "expected [42, 15]"},
        BadField{"bert-base", "num_attention_heads", "4", "num_attention_heads: found 4, expected a divisor"},
        BadField{"bert-base", "num_attention_heads", "0", "num_attention_heads"},
        BadField{"bert-base", "num_hidden_layers", "1000000000", "tensor encoder.layer.2.attention"},
        BadField{"bert-base", "num_hidden_layers", "-1", "num_hidden_layers"},
        BadField{"bert-base", "intermediate_size", "1073741824", "intermediate.dense.weight: found [27, 15]"},
        BadField{"bert-base", "max_position_embeddings", "20", "position_embeddings.weight"},
        BadField{"bert-base", "type_vocab_size", "0", "type_vocab_size"},
        BadField{"bert-base", "layer_norm_eps", "\"tiny\"", "layer_norm_eps"},
        BadField{"bert-base", "layer_norm_eps", "-1", "layer_norm_eps: found -1, expected a number from 0 to 1"},
        BadField{"bert-base", "layer_norm_eps", "1e300", "layer_norm_eps"},
        BadField{"gpt2-base", "layer_norm_epsilon", "-1e-5", "layer_norm_epsilon"},
        BadField{"vit-base", "layer_norm_eps", "-0.5", "layer_norm_eps"},
        BadField{"rt-detr", "batch_norm_eps", "-1", "batch_norm_eps"},
        BadField{"bert-base", "hidden_act", "\"sine\"", "hidden_act: found sine"},
        BadField{"bert-base", "hidden_act", "7", "hidden_act"},
        BadField{"bert-base", "is_decoder", "\"no\"", "is_decoder"},
        BadField{"bert-base", "position_embedding_type", "\"relative_key\"", "position_embedding_type"},
        BadField{"bert-base", "architectures", "\"BertModel\"", "architectures"},
        BadField{"bert-base", "architectures", "[3]", "architectures"},
        BadField{"bert-sequence", "id2label", "[1, 2]", "id2label"},
        BadField{"bert-sequence", "id2label", "{\"0\": \"a\", \"7\": \"b\"}", "id2label"},
        BadField{"bert-sequence", "id2label", "{\"0\": \"a\"}", "tensor classifier.weight: found [3, 15]"},
        BadField{"roberta-base", "pad_token_id", "19", "max_position_embeddings"},
        BadField{"roberta-base", "pad_token_id", "-1", "pad_token_id"},
        BadField{"distilbert-base", "n_heads", "2", "n_heads: found 2, expected a divisor"},
        BadField{"distilbert-base", "dim", "null", "word_embeddings.weight: found [41, 15]"},
        BadField{"electra-base", "embedding_size", "9", "found [43, 8], expected [43, 9]"},
        BadField{"gpt2-base", "n_head", "7", "n_head: found 7, expected a divisor"},
        BadField{"gpt2-base", "n_inner", "1073741824", "mlp.c_fc.weight"},
        BadField{"gpt2-base", "n_embd", "1000000002", "wte.weight: found [43, 15]"},
        BadField{"gpt2-base", "n_layer", "3", "tensor h.2.ln_1.weight"}),
    [](const auto& info) { return std::string(info.param.field) + "_" + std::to_string(info.index); });

TEST(Load, MissingTensorIsNamedWithItsShape) {
  const ModelFolder folder("bert-base");
  folder.edit_tensors([](auto& tensors) { tensors.erase("encoder.layer.1.attention.self.key.bias"); });
  EXPECT_EQ(
      folder.problem(),
      "missing tensor — " + (folder.path() / "model.safetensors").string() + ", tensor encoder.layer.1.attention.self.key.bias: found none, expected [15]");
}

TEST(Load, TransposedTensorIsRefused) {
  const ModelFolder folder("bert-base");
  folder.edit_tensors([](auto& tensors) {
    auto& weight = tensors["encoder.layer.0.intermediate.dense.weight"];
    weight = weight.t().contiguous();
  });
  EXPECT_THAT(folder.problem(), HasSubstr("intermediate.dense.weight: found [15, 27], expected [27, 15]"));
}

TEST(Load, HalfAHeadIsAnError) {
  const ModelFolder folder("bert-masked-lm");
  folder.edit_tensors([](auto& tensors) { tensors.erase("cls.predictions.transform.dense.weight"); });
  EXPECT_THAT(folder.problem(), HasSubstr("tensor cls.predictions.transform.dense.weight: found none"));
}

TEST(Load, WithoutItsHeadTheBareModelRuns) {
  const ModelFolder folder("bert-base");
  folder.edit_config([](io::Json& config) { config["architectures"] = {"BertForMaskedLM"}; });
  EXPECT_EQ(folder.load()->info().task, "encoder");
}

TEST(Load, UnknownFamilyListsTheKnown) {
  const ModelFolder folder("bert-base");
  folder.edit_config([](io::Json& config) { config["model_type"] = "mamba"; });
  EXPECT_THAT(folder.problem(),
              HasSubstr("unknown model family — " + (folder.path() / "config.json").string() + ", field model_type: found mamba, expected "));
  EXPECT_THAT(folder.problem(), HasSubstr("bert, camembert"));
  folder.edit_config([](io::Json& config) { config.erase("model_type"); });
  EXPECT_THAT(folder.problem(), HasSubstr("model_type"));
}

TEST(Load, BrokenFilesAreErrors) {
  const ModelFolder folder("bert-base");
  EXPECT_THAT(ModelFolder("bert-base").problem(at::kInt), HasSubstr("dtype"));
  std::ofstream(folder.path() / "model.safetensors") << "not a checkpoint";
  EXPECT_THAT(folder.problem(), HasSubstr("model.safetensors"));
  std::ofstream(folder.path() / "config.json") << "{\"model_type\": ";
  EXPECT_THAT(folder.problem(), HasSubstr("config.json"));
  std::filesystem::remove(folder.path() / "config.json");
  EXPECT_THAT(folder.problem(), HasSubstr("config.json"));
  EXPECT_FALSE(load_model("/nowhere/at/all", at::kFloat).ok());
}

TEST(Load, ListsShardsThatAreMissing) {
  const ModelFolder folder("bert-sharded");
  std::filesystem::remove(folder.path() / "model-00002-of-00003.safetensors");
  EXPECT_THAT(folder.problem(), HasSubstr("model-00002-of-00003.safetensors"));
}

TEST(Load, SaysWhatTheModelIs) {
  const auto model = load_model(parity_folder("bert-sequence"), at::kBFloat16).take();
  const auto info = model->info();
  EXPECT_EQ(info.family, "bert");
  EXPECT_EQ(info.name, "bert-sequence");
  EXPECT_EQ(info.path, parity_folder("bert-sequence").string());
  EXPECT_EQ(info.dtype, "bfloat16");
  EXPECT_EQ(info.task, "classification");
  EXPECT_EQ(info.layers, 2);
  EXPECT_EQ(info.heads, 3);
  EXPECT_EQ(info.longest, 19);
  EXPECT_TRUE(info.takes_text);
  EXPECT_FALSE(info.takes_image);
  const std::int64_t tables = (43 + 19 + 2 + 2) * 15, layer = 4 * (15 * 15 + 15) + 2 * 30 + 2 * 15 * 27 + 27 + 15;
  EXPECT_EQ(info.parameters, tables + 2 * layer + (15 * 15 + 15) + 3 * (15 + 1));
  EXPECT_THAT(model->classes(), testing::ElementsAre("noise", "voice", "silence"));
}

TEST(Load, SaysWhatOfTheFolderIsNotUsed) {
  const ModelFolder fewer("bert-base");
  fewer.edit_config([](io::Json& config) { config["num_hidden_layers"] = 1; });
  EXPECT_EQ(fewer.load()->info().note, "16 tensors of the weights are not used: encoder.layer.1");
  const ModelFolder unknown("bert-base");
  unknown.edit_config([](io::Json& config) { config["architectures"] = {"BertForMagic"}; });
  EXPECT_THAT(unknown.load()->info().note, HasSubstr("architecture BertForMagic of config.json is not known"));
  const ModelFolder other("bert-base");
  other.edit_config([](io::Json& config) { config["architectures"] = {"LlamaForCausalLM"}; });
  EXPECT_THAT(other.load()->info().note, HasSubstr("LlamaForCausalLM"));
  const ModelFolder headless("bert-base");
  headless.edit_config([](io::Json& config) { config["architectures"] = {"BertForTokenClassification"}; });
  EXPECT_EQ(headless.load()->info().note, "the weights hold no head for BertForTokenClassification: the model runs without one");
}

TEST(Load, FoldersThatTransformersWroteAreUsedWhole) {
  for (const auto& entry : std::filesystem::directory_iterator(parity_folder("bert-base").parent_path())) {
    const auto model = load_model(entry.path(), at::kFloat);
    ASSERT_TRUE(model) << model.error().line();
    EXPECT_EQ(model.value()->info().note, "") << entry.path().filename();
  }
}

TEST(Load, NameOfAFolderWithATrailingSlash) {
  EXPECT_EQ(load_model(parity_folder("gpt2-base").string() + "/", at::kFloat).take()->info().name, "gpt2-base");
}

}  // namespace
}  // namespace headlight::models
