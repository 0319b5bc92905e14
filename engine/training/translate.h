// The teaching translator: its model, its training task, its folder.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/models/marian.h"
#include "engine/training/grammar.h"
#include "engine/training/loop.h"
#include "engine/training/vocabulary.h"

namespace headlight::training {

// config.json of the translator for a vocabulary of this size.
[[nodiscard]] io::Json translator_config(std::int64_t vocabulary);

// Sentence pairs padded to one length.
struct TranslationBatch {
  at::Tensor source, mask;   // int64 [B, S]; mask 0 on padding
  at::Tensor fed, written;   // int64 [B, T]: what the decoder reads and what it should write, −100 on padding
  at::Tensor agreement;      // int64 [B, S], −100 on padding: classes of SentencePair::agreement
  at::Tensor referent;       // int64 [B, S], −100 where a word names nothing
  at::Tensor stands_for;     // int64 [B, T]: the noun of a written pronoun with an antecedent, else −100
};
[[nodiscard]] TranslationBatch make_batch(const std::vector<SentencePair>& pairs, const Vocabulary& vocabulary);

// Sentences to train on: never held-out ones, always covered by the vocabulary.
[[nodiscard]] std::vector<SentencePair> training_pairs(const Vocabulary& vocabulary, std::uint64_t seed, std::size_t count);

struct TranslatorOptions {
  std::int64_t steps = 12000;
  std::uint64_t seed = 1;
  std::size_t batch = 64;
  double peak = 1.5e-3;
};

// The batch's mask with, each in about half of the sentences, the pronouns that have an antecedent and </s> hidden: so
// pronouns are decided by their antecedent, and marks and words are not read off the sentence's end.
[[nodiscard]] at::Tensor seen_by_decoder(const TranslationBatch& batch, const std::vector<SentencePair>& pairs, Draw& draw);

// A fresh translator with the three linear heads of its second task: over the encoder's last states, French gender and
// number of every source word and which noun a noun or a pronoun stands for; over the decoder's last states, which
// noun a written pronoun stands for. In half of the sentences the decoder does not see the English pronoun, so that
// it must find the antecedent itself. The heads are not part of the model.
class TranslatorTraining {
 public:
  TranslatorTraining(Vocabulary vocabulary, TranslatorOptions options);
  TranslatorTraining(const TranslatorTraining&) = delete;
  TranslatorTraining& operator=(const TranslatorTraining&) = delete;

  [[nodiscard]] Task task();
  [[nodiscard]] const models::MarianModel& model() const { return *model_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  // Writes config.json, generation_config.json, the tokenizer and float16 weights.
  Result<Done> save(const std::filesystem::path& folder) const;

 private:
  [[nodiscard]] at::Tensor loss(std::int64_t step) const;
  [[nodiscard]] at::Tensor second_task_loss(const at::Tensor& states, const at::Tensor& written,
                                            const TranslationBatch& batch) const;

  Vocabulary vocabulary_;
  TranslatorOptions options_;
  FreshParameters fresh_;
  std::unique_ptr<models::MarianModel> model_;
  models::Linear agreement_, referent_, stands_for_;
};

}  // namespace headlight::training
