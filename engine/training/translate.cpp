#include "engine/training/translate.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/training/model_folder.h"

namespace headlight::training {
namespace {

constexpr std::int64_t translate_width = 128, translate_inner = 256, translate_layers = 2, translate_heads = 4, longest = 128;
constexpr std::int64_t ignored = -100;
constexpr double second_task_share = 0.5;
const char* const gender_task = "second_task";

using Rows = std::vector<std::vector<std::int64_t>>;

at::Tensor padded(const Rows& rows, std::int64_t filler) {
  std::size_t longest_row = 0;
  for (const auto& row : rows) longest_row = std::max(longest_row, row.size());
  auto tensor = at::full({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest_row)}, filler, at::kLong);
  auto* values = tensor.mutable_data_ptr<std::int64_t>();
  for (std::size_t i = 0; i < rows.size(); ++i) std::copy(rows[i].begin(), rows[i].end(), values + i * longest_row);
  return tensor;
}

std::vector<std::int64_t> fed_from(const std::vector<std::int64_t>& written) {
  std::vector<std::int64_t> fed{Vocabulary::pad};
  fed.insert(fed.end(), written.begin(), written.end() - 1);
  return fed;
}

// −1 (no referent) is ignored.
std::vector<std::int64_t> referents(const SentencePair& pair) {
  std::vector<std::int64_t> row;
  for (const int noun : pair.referent) row.push_back(noun < 0 ? ignored : noun);
  return row;
}

// What each written word stands for.
std::vector<std::int64_t> written_referents(const SentencePair& pair) {
  std::vector<std::int64_t> row(pair.target.size() + 1, ignored);
  for (const auto& link : pair.pronouns)
    row[static_cast<std::size_t>(link.target)] = pair.referent[static_cast<std::size_t>(link.antecedent)];
  return row;
}

at::Tensor cross_entropy(const at::Tensor& scores, const at::Tensor& wanted) {
  return at::cross_entropy_loss(scores.flatten(0, 1), wanted.flatten(), {}, at::Reduction::Mean, ignored);
}

io::Json generation_config() {
  return {{"bad_words_ids", {{Vocabulary::pad}}},  {"decoder_start_token_id", Vocabulary::pad},
          {"eos_token_id", Vocabulary::eos},       {"forced_eos_token_id", Vocabulary::eos},
          {"max_length", longest},                 {"num_beams", 1},
          {"pad_token_id", Vocabulary::pad}};
}

}  // namespace

io::Json translator_config(std::int64_t vocabulary) {
  return {{"architectures", {"MarianMTModel"}},
          {"model_type", "marian"},
          {"is_encoder_decoder", true},
          {"vocab_size", vocabulary},
          {"decoder_vocab_size", vocabulary},
          {"share_encoder_decoder_embeddings", true},
          {"tie_word_embeddings", true},
          {"scale_embedding", true},
          {"static_position_embeddings", true},
          {"max_position_embeddings", longest},
          {"d_model", translate_width},
          {"encoder_layers", translate_layers},
          {"decoder_layers", translate_layers},
          {"encoder_attention_heads", translate_heads},
          {"decoder_attention_heads", translate_heads},
          {"encoder_ffn_dim", translate_inner},
          {"decoder_ffn_dim", translate_inner},
          {"activation_function", "gelu"},
          {"dropout", 0.0},
          {"eos_token_id", Vocabulary::eos},
          {"forced_eos_token_id", Vocabulary::eos},
          {"pad_token_id", Vocabulary::pad},
          {"decoder_start_token_id", Vocabulary::pad},
          {"dtype", "float32"}};
}

TranslationBatch make_batch(const std::vector<SentencePair>& pairs, const Vocabulary& vocabulary) {
  Rows source, fed, written, agreement, referent, stands_for;
  for (const auto& pair : pairs) {
    source.push_back(vocabulary.source_ids(pair));
    written.push_back(vocabulary.target_ids(pair));
    fed.push_back(fed_from(written.back()));
    agreement.emplace_back(pair.agreement.begin(), pair.agreement.end());
    agreement.back().push_back(0);  // </s>
    referent.push_back(referents(pair));
    referent.back().push_back(ignored);
    stands_for.push_back(written_referents(pair));
  }
  TranslationBatch batch;
  batch.source = padded(source, Vocabulary::pad);
  batch.mask = batch.source.ne(Vocabulary::pad).to(at::kLong);
  batch.fed = padded(fed, Vocabulary::pad);
  batch.written = padded(written, ignored);
  batch.agreement = padded(agreement, ignored);
  batch.referent = padded(referent, ignored);
  batch.stands_for = padded(stands_for, ignored);
  return batch;
}

at::Tensor seen_by_decoder(const TranslationBatch& batch, const std::vector<SentencePair>& pairs, Draw& draw) {
  auto mask = batch.mask.clone();
  auto* values = mask.mutable_data_ptr<std::int64_t>();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    auto* row = values + static_cast<std::int64_t>(i) * mask.size(1);
    if (draw.chance(0.5)) row[pairs[i].source.size()] = 0;  // </s>
    if (draw.chance(0.5)) continue;
    for (const auto& link : pairs[i].pronouns) row[link.source] = 0;
  }
  return mask;
}

std::vector<SentencePair> training_pairs(const Vocabulary& vocabulary, std::uint64_t seed, std::size_t count) {
  Grammar grammar(seed);
  std::vector<SentencePair> pairs;
  while (pairs.size() < count) {
    auto pair = grammar.next();
    if (!held_out(pair) && vocabulary.covers(pair)) pairs.push_back(std::move(pair));
  }
  return pairs;
}

TranslatorTraining::TranslatorTraining(Vocabulary vocabulary, TranslatorOptions options)
    : vocabulary_(std::move(vocabulary)), options_(options), fresh_(options.seed) {
  const auto weights = models::Weights::fresh(
      [this](const std::string& name, at::IntArrayRef shape) { return fresh_.make(name, shape); });
  const io::Fields config(translator_config(vocabulary_.size()), "config.json");
  model_ = std::make_unique<models::MarianModel>(config, weights);
  const auto heads_scope = weights.select(gender_task);
  agreement_ = models::Linear(heads_scope.select("agreement"), translate_width, agreement_classes);
  const auto noun_count = static_cast<std::int64_t>(nouns().size());
  referent_ = models::Linear(heads_scope.select("referent"), translate_width, noun_count);
  stands_for_ = models::Linear(heads_scope.select("stands_for"), translate_width, noun_count);
}

Task TranslatorTraining::task() {
  Task task;
  task.parameters = fresh_.parameters();
  task.schedule = {options_.peak, std::min<std::int64_t>(300, options_.steps / 5 + 1), options_.steps};
  task.loss = [this](std::int64_t step) { return loss(step); };
  return task;
}

at::Tensor TranslatorTraining::second_task_loss(const at::Tensor& states, const at::Tensor& written,
                                                const TranslationBatch& batch) const {
  auto sum = cross_entropy(agreement_(states), batch.agreement) + cross_entropy(referent_(states), batch.referent);
  if (batch.stands_for.ne(ignored).any().item<bool>()) sum = sum + cross_entropy(stands_for_(written), batch.stands_for);
  return sum;
}

at::Tensor TranslatorTraining::loss(std::int64_t step) const {
  const auto seed = options_.seed * 1000003 + static_cast<std::uint64_t>(step);
  const auto pairs = training_pairs(vocabulary_, seed, options_.batch);
  const auto batch = make_batch(pairs, vocabulary_);
  Draw draw(seed);
  kernels::Context context;
  const auto states = model_->encode(batch.source, batch.mask, context);
  const auto written = model_->decoder(batch.fed, {}, states, seen_by_decoder(batch, pairs, draw), context);
  return cross_entropy(model_->logits(written), batch.written) +
         second_task_share * second_task_loss(states, written, batch);
}

Result<Done> TranslatorTraining::save(const std::filesystem::path& folder) const {
  return guarded<Done>([&]() -> Result<Done> {
    std::filesystem::create_directories(folder);
    Parameters own;
    for (const auto& [name, tensor] : fresh_.parameters())
      if (!name.starts_with(gender_task)) own[name] = tensor;
    own["final_logits_bias"] = at::zeros({1, vocabulary_.size()});
    write_tensors(folder / "model.safetensors", own, at::kHalf, {{"format", "pt"}}).take();
    write_json(folder / "config.json", translator_config(vocabulary_.size())).take();
    write_json(folder / "generation_config.json", generation_config()).take();
    write_json(folder / "tokenizer.json", vocabulary_.tokenizer()).take();
    write_json(folder / "tokenizer_config.json", Vocabulary::tokenizer_config()).take();
    return Done{};
  });
}

}  // namespace headlight::training
