#include "engine/models/generation.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight::models {
namespace {

// Added to scores that must not win, as in transformers' beam search.
constexpr float out_of_the_race = -1.0e9F;

bool ends(const GenerationRules& rules, std::int64_t token) {
  return std::find(rules.eos.begin(), rules.eos.end(), token) != rules.eos.end();
}

void report(const Search& search, std::int64_t step) {
  if (search.stop.stop_requested()) throw Failure{cancelled()};
  if (search.progress) search.progress(static_cast<double>(step) / static_cast<double>(search.max_new));
}

at::Tensor last_tokens(const std::vector<TokenIds>& sequences) {
  TokenIds last;
  for (const auto& sequence : sequences) last.push_back(sequence.back());
  return at::tensor(last, at::TensorOptions().dtype(at::kLong));
}

Failure nothing_left(const GenerationRules& rules) {
  return Failure{unusable("the generation rules leave no token to write", rules.file, "every token forbidden", "rules that leave one")};
}

TokenIds greedy(StepDecoder& decoder, const GenerationRules& rules, const Search& search) {
  std::vector<TokenIds> sequence{{*rules.start}};
  for (std::int64_t step = 0; step < search.max_new; ++step) {
    report(search, step);
    const auto scores = apply_rules(decoder.next(last_tokens(sequence)), sequence, rules, search);
    const auto token = scores[0].argmax().item<std::int64_t>();
    if (scores[0][token].item<float>() == -std::numeric_limits<float>::infinity()) throw nothing_left(rules);
    sequence[0].push_back(token);
    if (ends(rules, token)) break;
  }
  return sequence[0];
}

struct Hypothesis {
  TokenIds ids;
  float score = out_of_the_race;
  bool finished = false;
  std::int64_t parent = 0;  // the running beam that it continues
};

// Indices of the `count` highest scores, highest first; torch's own order decides ties.
TokenIds highest(const std::vector<float>& scores, std::int64_t count) {
  const auto order = std::get<1>(at::topk(at::tensor(scores), count));
  return {order.data_ptr<std::int64_t>(), order.data_ptr<std::int64_t>() + count};
}

std::vector<Hypothesis> best(const std::vector<Hypothesis>& from, std::int64_t count) {
  std::vector<float> scores;
  for (const auto& each : from) scores.push_back(each.score);
  std::vector<Hypothesis> chosen;
  for (const auto i : highest(scores, count)) chosen.push_back(from[static_cast<std::size_t>(i)]);
  return chosen;
}

// Beam search over one input. Running beams compete for continuation; finished ones are kept with their
// length-penalised scores.
class BeamSearch {
 public:
  BeamSearch(StepDecoder& decoder, const GenerationRules& rules, const Search& search)
      : decoder_(decoder), rules_(rules), search_(search) {
    running_.assign(static_cast<std::size_t>(search.beams), {{*rules.start}, out_of_the_race, false, 0});
    running_[0].score = 0;
    finished_.assign(static_cast<std::size_t>(search.beams), Hypothesis{});
  }

  TokenIds run() {
    for (std::int64_t made = 1; made <= search_.max_new; ++made) {
      report(search_, made - 1);
      const auto candidates = continuations();
      keep_finished(candidates, made);
      keep_running(candidates, made);
      if (!goes_on(candidates, made)) break;
    }
    if (finished_[0].ids.empty()) throw nothing_left(rules_);
    return finished_[0].ids;
  }

 private:
  [[nodiscard]] std::vector<TokenIds> sequences() const {
    std::vector<TokenIds> all;
    for (const auto& beam : running_) all.push_back(beam.ids);
    return all;
  }

  // The best continuations of all running beams, by accumulated log-probability: enough of them that `beams`
  // go on even if all others end.
  std::vector<Hypothesis> continuations() {
    const auto all = sequences();
    auto scores = apply_rules(at::log_softmax(decoder_.next(last_tokens(all)), -1), all, rules_, search_);
    std::vector<float> before;
    for (const auto& beam : running_) before.push_back(beam.score);
    const auto vocabulary = scores.size(1);
    scores = (scores + at::tensor(before).to(scores.device()).unsqueeze(1)).flatten();
    const auto kept = std::max<std::int64_t>(2, 1 + static_cast<std::int64_t>(rules_.eos.size())) * search_.beams;
    const auto [values, places] = at::topk(scores, std::min(kept, scores.size(0)));
    std::vector<Hypothesis> candidates;
    for (std::int64_t i = 0; i < values.size(0); ++i) {
      candidates.push_back(extended(places[i].item<std::int64_t>(), vocabulary, values[i].item<float>()));
    }
    return candidates;
  }

  [[nodiscard]] Hypothesis extended(std::int64_t place, std::int64_t vocabulary, float score) const {
    Hypothesis next{{}, score, false, place / vocabulary};
    next.ids = running_[static_cast<std::size_t>(next.parent)].ids;
    next.ids.push_back(place % vocabulary);
    return next;
  }

  [[nodiscard]] bool stops(const Hypothesis& candidate, std::int64_t made) const {
    return made == search_.max_new || ends(rules_, candidate.ids.back());
  }

  [[nodiscard]] bool all_finished() const {
    return std::all_of(finished_.begin(), finished_.end(), [](const Hypothesis& each) { return each.finished; });
  }

  void keep_running(const std::vector<Hypothesis>& candidates, std::int64_t made) {
    auto open = candidates;
    for (auto& each : open) each.score += stops(each, made) ? out_of_the_race : 0;
    running_ = best(open, search_.beams);
    TokenIds parents;
    for (const auto& each : running_) parents.push_back(each.parent);
    decoder_.reorder(at::tensor(parents, at::TensorOptions().dtype(at::kLong)));
  }

  // Candidates among the top `beams` that just ended join the finished ones.
  void keep_finished(const std::vector<Hypothesis>& candidates, std::int64_t made) {
    const bool full = all_finished() && rules_.early_stopping == EarlyStopping::yes;
    auto merged = finished_;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      auto candidate = candidates[i];
      candidate.finished = i < finished_.size() && stops(candidate, made);
      candidate.score /= static_cast<float>(std::pow(static_cast<double>(made), rules_.length_penalty));
      if (full) candidate.score += out_of_the_race;
      if (!improvable_) candidate.score += out_of_the_race;
      if (!candidate.finished) candidate.score += out_of_the_race;
      merged.push_back(std::move(candidate));
    }
    finished_ = best(merged, search_.beams);
  }

  // Whether a running beam could still beat a finished one, judged at the length the early-stopping rule assumes.
  [[nodiscard]] bool improvement_possible(std::int64_t made) const {
    const bool at_most = rules_.early_stopping == EarlyStopping::never && rules_.length_penalty > 0;
    const auto length = static_cast<double>(at_most ? search_.max_new : made);
    const auto best_score = running_[0].score / static_cast<float>(std::pow(length, rules_.length_penalty));
    float lowest = finished_[0].score;
    for (const auto& each : finished_) lowest = std::min(lowest, each.score);
    return std::any_of(finished_.begin(), finished_.end(), [&](const Hypothesis& each) {
      return best_score > (each.finished ? lowest : out_of_the_race);
    });
  }

  bool goes_on(const std::vector<Hypothesis>& candidates, std::int64_t made) {
    improvable_ = improvable_ && improvement_possible(made);
    const bool open = !(all_finished() && rules_.early_stopping == EarlyStopping::yes);
    const bool continues = std::any_of(candidates.begin(), candidates.end(),
                                       [&](const Hypothesis& each) { return !stops(each, made); });
    return improvable_ && open && continues;
  }

  StepDecoder& decoder_;
  const GenerationRules& rules_;
  const Search& search_;
  std::vector<Hypothesis> running_, finished_;
  bool improvable_ = true;
};

}  // namespace

TokenIds generate(StepDecoder& decoder, const GenerationRules& rules, const Search& search) {
  const auto& refusal = rules.refusal        ? rules.refusal
                        : search.beams > 1 ? rules.strategy.beams_refusal
                                           : rules.strategy.greedy_refusal;
  if (refusal) throw Failure{*refusal};
  if (!rules.start) {
    throw Failure{unusable("the model cannot generate", rules.file + ", field decoder_start_token_id", "none",
                           "a token id")};
  }
  if (search.max_new < 1) {
    throw Failure{unusable("wrong number of tokens to generate", "max-new", std::to_string(search.max_new),
                           "at least 1")};
  }
  return search.beams > 1 ? BeamSearch(decoder, rules, search).run() : greedy(decoder, rules, search);
}

}  // namespace headlight::models
