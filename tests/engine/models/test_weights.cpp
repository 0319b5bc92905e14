#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

using testing::HasSubstr;

std::string problem_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return "fine";
}

Weights three_tensors() {
  return Weights::of({{"a.weight", at::ones({2, 3})}, {"a.b.bias", at::ones({4})}, {"ab.weight", at::ones({1})}});
}

TEST(Weights, ScopesAreWholeNames) {
  const auto weights = three_tensors();
  EXPECT_TRUE(weights.has_scope("a"));
  EXPECT_TRUE(weights.has_scope("a.b"));
  EXPECT_FALSE(weights.has_scope("a.weight"));
  EXPECT_FALSE(weights.has_scope("b"));
  EXPECT_TRUE(weights.select("a").has("weight"));
  EXPECT_TRUE(weights.select("a").select("b").has("bias"));
  EXPECT_EQ(weights.select("layer", 3).prefix(), "layer.3.");
}

TEST(Weights, ErrorsNameTensorAndShapes) {
  const auto weights = three_tensors().select("a");
  EXPECT_THAT(problem_of([&] {
                (void)weights.get("weight", {3, 2});
              }),
              HasSubstr("tensor a.weight: found [2, 3], expected [3, 2]"));
  EXPECT_THAT(problem_of([&] { (void)weights.get("missing", {7}); }),
              HasSubstr("tensor a.missing: found none, expected [7]"));
  EXPECT_FALSE(weights.get_optional("missing", {7}).defined());
  EXPECT_TRUE(weights.shape_of("missing").empty());
}

TEST(Weights, FreshOnesAreMadeOnceAndKept) {
  int made = 0;
  const auto weights = Weights::fresh([&](const std::string&, at::IntArrayRef shape) {
    ++made;
    return at::full(shape, 2.0F);
  });
  const auto first = weights.select("x").get("weight", {2, 2});
  const auto second = weights.get("x.weight", {2, 2});
  EXPECT_EQ(made, 1);
  EXPECT_EQ(first.data_ptr(), second.data_ptr());
  EXPECT_EQ(weights.parameters(), 4);
  EXPECT_EQ(weights.all().size(), 1U);
  EXPECT_THAT(problem_of([&] { (void)weights.get("x.weight", {4}); }), HasSubstr("found [2, 2], expected [4]"));
}

TEST(Weights, OutliveTheStoreTheyCameFrom) {
  at::Tensor table;
  {
    const auto weights = Weights::open(parity_folder("bert-base"), at::kFloat);
    table = weights.get("embeddings.word_embeddings.weight", {43, 15});
  }
  EXPECT_TRUE(table.isfinite().all().item<bool>());
  EXPECT_GT(table.abs().max().item<float>(), 0.1F);
}

TEST(Weights, AreConvertedToTheRunningType) {
  const ModelFolder folder("bert-base");
  const auto plain = Weights::open(folder.path(), at::kFloat).get("pooler.dense.weight", {15, 15}).clone();
  for (const auto stored : {at::kHalf, at::kBFloat16, at::kDouble, at::kFloat}) {
    folder.edit_tensors([&](auto& tensors) { tensors["pooler.dense.weight"] = plain.to(stored); });
    for (const auto running : {at::kFloat, at::kHalf, at::kBFloat16}) {
      const auto read = Weights::open(folder.path(), running).get("pooler.dense.weight", {15, 15});
      EXPECT_EQ(read.scalar_type(), running);
      EXPECT_TRUE(at::equal(read, plain.to(stored).to(running)));
    }
  }
}

TEST(Weights, UnalignedTensorsAreCopied) {
  const ModelFolder folder("bert-base");
  at::Tensor wanted;
  folder.edit_tensors([&](auto& tensors) {
    tensors["_odd"] = at::ones({3}, at::kHalf);  // sorts first: what follows is not aligned to four bytes
    wanted = tensors["embeddings.LayerNorm.weight"].clone();
  });
  EXPECT_TRUE(at::equal(Weights::open(folder.path(), at::kFloat).get("embeddings.LayerNorm.weight", {15}), wanted));
}

TEST(Weights, CountWhatWasAskedFor) {
  const auto weights = Weights::open(parity_folder("bert-base"), at::kFloat);
  EXPECT_EQ(weights.parameters(), 0);
  (void)weights.get("pooler.dense.weight", {15, 15});
  (void)weights.get("pooler.dense.weight", {15, 15});
  (void)weights.get("pooler.dense.bias", {15});
  EXPECT_EQ(weights.parameters(), 15 * 15 + 15);
}

TEST(Weights, IntegersAreRefused) {
  const ModelFolder folder("bert-base");
  folder.edit_tensors(
      [](auto& tensors) { tensors["embeddings.position_ids"] = at::arange(19, at::kLong).unsqueeze(0); });
  EXPECT_EQ(folder.problem(), "loaded");
  const auto weights = Weights::open(folder.path(), at::kFloat);
  EXPECT_FALSE(weights.all().contains("embeddings.position_ids"));
  EXPECT_THAT(problem_of([&] {
                (void)weights.get("embeddings.position_ids", {1, 19});
              }),
              HasSubstr("tensor embeddings.position_ids: found I64, expected F32, F16 or BF16"));
}

TEST(Weights, PickleIsRefusedInWords) {
  const ModelFolder folder("bert-base");
  std::filesystem::rename(folder.path() / "model.safetensors", folder.path() / "pytorch_model.bin");
  EXPECT_THAT(folder.problem(), HasSubstr("pytorch_model.bin: found no safetensors beside it, expected model.safetensors"));
}

}  // namespace
}  // namespace headlight::models
