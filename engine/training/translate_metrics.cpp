#include "engine/training/translate_metrics.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <functional>
#include <iomanip>

#include "engine/training/translate.h"

namespace headlight::training {
namespace {

constexpr std::uint64_t test_seed = 987654321;
constexpr std::size_t batch_size = 100;
constexpr std::int64_t most_words = 40;

using Ids = std::vector<std::int64_t>;

// Appends the greedy next word to every row until all have ended.
at::Tensor greedy(const models::Seq2SeqModel& model, const TranslationBatch& batch) {
  kernels::Context context;
  const auto states = model.encode(batch.source, batch.mask, context);
  auto ids = at::full({batch.source.size(0), 1}, Vocabulary::pad, at::kLong);
  auto ended = at::zeros({batch.source.size(0)}, at::kBool);
  for (std::int64_t i = 0; i < most_words && !ended.all().item<bool>(); ++i) {
    const auto next = model.decode(ids, states, batch.mask, context).select(1, -1).argmax(-1);
    ended = ended.logical_or(next.eq(Vocabulary::eos));
    ids = at::cat({ids, next.unsqueeze(1)}, 1);
  }
  return ids;
}

Ids words_of(const at::Tensor& row) {
  Ids ids;
  const auto* values = row.const_data_ptr<std::int64_t>();
  for (std::int64_t i = 1; i < row.size(0) && values[i] != Vocabulary::eos; ++i) ids.push_back(values[i]);
  return ids;
}

Ids gold(const SentencePair& pair, const Vocabulary& vocabulary) {
  auto ids = vocabulary.target_ids(pair);
  ids.pop_back();
  return ids;
}

at::Tensor weights_of(const trace::Site& site) {
  const auto scores = at::matmul(site.q, site.k.transpose(1, 2)) * site.spec.scale;
  auto weights = at::exp(scores - site.lse.unsqueeze(-1));
  return site.spec.causal ? weights.tril() : weights;
}

at::Tensor row_of(const Ids& ids) { return at::tensor(at::ArrayRef<std::int64_t>(ids), at::kLong).unsqueeze(0); }

// Sums a figure per layer and head.
class HeadSums {
 public:
  void add(int layer, int head, double value) {
    auto& [sum, count] = sums_[{layer, head}];
    sum += value;
    ++count;
  }
  // The head whose mean comes first by `better`.
  [[nodiscard]] HeadFigure best(const std::function<bool(double, double)>& better) const {
    HeadFigure best{-1, -1, 0};
    for (const auto& [place, sum] : sums_) {
      const double mean = sum.first / static_cast<double>(sum.second);
      if (best.layer < 0 || better(mean, best.value)) best = {place.first, place.second, mean};
    }
    return best;
  }

 private:
  std::map<std::pair<int, int>, std::pair<double, std::int64_t>> sums_;
};

void count_alignment(const SentencePair& pair, const std::vector<at::Tensor>& cross, HeadSums& errors) {
  for (std::size_t layer = 0; layer < cross.size(); ++layer) {
    const auto strongest = cross[layer].argmax(-1).contiguous();  // [heads, rows]
    const auto* keys = strongest.const_data_ptr<std::int64_t>();
    for (std::int64_t head = 0; head < strongest.size(0); ++head)
      for (std::size_t row = 0; row < pair.target.size(); ++row) {
        const auto& from = pair.target[row].from;
        const auto key = static_cast<int>(keys[static_cast<std::size_t>(head * strongest.size(1)) + row]);
        const bool right = std::find(from.begin(), from.end(), key) != from.end();
        errors.add(static_cast<int>(layer), static_cast<int>(head), right ? 0 : 1);
      }
  }
}

void add_weights(const std::vector<at::Tensor>& maps, int row, int column, HeadSums& sums) {
  for (std::size_t layer = 0; layer < maps.size(); ++layer)
    for (std::int64_t head = 0; head < maps[layer].size(0); ++head)
      sums.add(static_cast<int>(layer), static_cast<int>(head), maps[layer][head][row][column].item<double>());
}

bool right_gender(const Ids& written, const PronounLink& link, const SentencePair& pair, const Vocabulary& vocabulary) {
  const auto at = static_cast<std::size_t>(link.target);
  return at < written.size() && written[at] == vocabulary.id(pair.target[at].word);
}

void measure_words(const models::Seq2SeqModel& model, const Vocabulary& vocabulary, EvaluationSize size,
                   TranslatorFigures& figures) {
  const auto pairs = held_out_pairs(vocabulary, size.translated, false);
  const auto written = translate(model, pairs, vocabulary);
  std::size_t right = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) right += written[i] == gold(pairs[i], vocabulary) ? 1 : 0;
  figures.sentences = pairs.size();
  figures.exact_match = static_cast<double>(right) / static_cast<double>(pairs.size());
}

void measure_pronouns(const models::Seq2SeqModel& model, const Vocabulary& vocabulary, EvaluationSize size,
                      TranslatorFigures& figures) {
  const auto pairs = held_out_pairs(vocabulary, size.pronouns, true);
  const auto written = translate(model, pairs, vocabulary);
  std::size_t right = 0, links = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    for (const auto& link : pairs[i].pronouns) {
      right += right_gender(written[i], link, pairs[i], vocabulary) ? 1 : 0;
      ++links;
    }
  figures.pronoun_sentences = pairs.size();
  figures.pronoun_gender = static_cast<double>(right) / static_cast<double>(links);
}

void measure_heads(const models::Seq2SeqModel& model, const Vocabulary& vocabulary, EvaluationSize size,
                   TranslatorFigures& figures) {
  HeadSums errors, looks, written_looks;
  for (const auto& pair : held_out_pairs(vocabulary, size.aligned, false))
    count_alignment(pair, attention_maps(model, pair, vocabulary).cross, errors);
  for (const auto& pair : held_out_pairs(vocabulary, size.aligned, true)) {
    const auto maps = attention_maps(model, pair, vocabulary);
    for (const auto& link : pair.pronouns) {
      add_weights(maps.encoder, link.source, link.antecedent, looks);
      add_weights(maps.cross, link.target, link.antecedent, written_looks);
    }
  }
  figures.alignment_error = errors.best(std::less<>());
  figures.pronoun_looks = looks.best(std::greater<>());
  figures.written_pronoun_looks = written_looks.best(std::greater<>());
}

}  // namespace

std::vector<SentencePair> held_out_pairs(const Vocabulary& vocabulary, std::size_t count, bool pronouns) {
  Grammar grammar(pronouns ? test_seed + 1 : test_seed);
  std::vector<SentencePair> pairs;
  while (pairs.size() < count) {
    auto pair = pronouns ? grammar.next_pronoun() : grammar.next();
    if (held_out(pair) && vocabulary.covers(pair)) pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::vector<Ids> translate(const models::Seq2SeqModel& model, const std::vector<SentencePair>& pairs,
                           const Vocabulary& vocabulary) {
  const c10::NoGradGuard no_grad;
  std::vector<Ids> all;
  for (std::size_t from = 0; from < pairs.size(); from += batch_size) {
    const auto to = std::min(pairs.size(), from + batch_size);
    const std::vector<SentencePair> part(pairs.begin() + static_cast<std::ptrdiff_t>(from),
                                         pairs.begin() + static_cast<std::ptrdiff_t>(to));
    const auto ids = greedy(model, make_batch(part, vocabulary));
    for (std::int64_t i = 0; i < ids.size(0); ++i) all.push_back(words_of(ids[i].contiguous()));
  }
  return all;
}

AttentionMaps attention_maps(const models::Seq2SeqModel& model, const SentencePair& pair, const Vocabulary& vocabulary) {
  const c10::NoGradGuard no_grad;
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  const auto batch = make_batch({pair}, vocabulary);
  const auto states = model.encode(row_of(vocabulary.source_ids(pair)), {}, context);
  (void)model.decode(batch.fed, states, {}, context);
  AttentionMaps maps;
  for (const auto& site : recorder.take()) {
    if (site.info.stream == "encoder") maps.encoder.push_back(weights_of(site));
    if (site.info.stream == "cross") maps.cross.push_back(weights_of(site));
  }
  return maps;
}

TranslatorFigures evaluate(const models::Seq2SeqModel& model, const Vocabulary& vocabulary, EvaluationSize size) {
  TranslatorFigures figures;
  measure_words(model, vocabulary, size, figures);
  measure_pronouns(model, vocabulary, size, figures);
  measure_heads(model, vocabulary, size, figures);
  return figures;
}

std::ostream& operator<<(std::ostream& out, const TranslatorFigures& figures) {
  const auto head = [](const HeadFigure& figure) {
    return " (layer " + std::to_string(figure.layer) + ", head " + std::to_string(figure.head) + ")";
  };
  out << std::fixed << std::setprecision(4);
  out << "held-out sentences                      " << figures.sentences << "\n";
  out << "exact match                             " << figures.exact_match << "\n";
  out << "held-out pronoun sentences              " << figures.pronoun_sentences << "\n";
  out << "pronoun gender                          " << figures.pronoun_gender << "\n";
  out << "alignment error, best cross head        " << figures.alignment_error.value << head(figures.alignment_error) << "\n";
  out << "pronoun to antecedent, best encoder head " << figures.pronoun_looks.value << head(figures.pronoun_looks) << "\n";
  out << "writing the pronoun, weight on antecedent " << figures.written_pronoun_looks.value
      << head(figures.written_pronoun_looks) << "\n";
  return out;
}

}  // namespace headlight::training
