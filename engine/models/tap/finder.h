// Follows a running model's tensors from matrix products over softmaxes to values, and keeps what is attention.
#pragma once

#include <set>

#include "engine/models/tap/calls.h"
#include "engine/models/tap/references.h"
#include "engine/models/tap/script.h"
#include "engine/models/tap/tags.h"
#include "engine/models/tap/watch.h"
#include "engine/trace/map_budget.h"

namespace headlight::models::tap {

class Finder final : public Observer {
 public:
  // `parameters`: the storages of the model's own tensors, kept by the caller. A product with one of them alone is a
  // linear layer. `budget`, null for none, is asked before a layer is computed; it throws Failure.
  explicit Finder(const Storages& parameters, trace::MapBudget* budget = nullptr)
      : parameters_(parameters), budget_(budget) {}

  [[nodiscard]] bool wants(OperatorKind kind) const override;
  std::unique_ptr<CallNotes> before(const Call& call) override;
  void after(const Call& call, CallNotes& notes) override;
  void inside_fused(const at::Tensor& lse) override { fused_lse_ = lse; }

  // What was found, in the order in which the model ran it.
  [[nodiscard]] std::vector<Found>& found() { return found_; }
  // What the tap is not sure about or has left out, one line each; empty for nothing.
  [[nodiscard]] std::set<std::string> doubts() const;

  // Softmaxes of what is no product of two activations, as far as the tap can follow: a classifier's, or lost ones.
  [[nodiscard]] int strays() const { return strays_; }

  // The last choice of the best entries, as detectors make it over queries × classes, and the last pick of boxes.
  struct Choice {
    at::Tensor from, values, index;
  };
  [[nodiscard]] const Choice& choice() const { return choice_; }
  [[nodiscard]] const at::Tensor& picked_from() const { return picked_from_; }

 private:
  [[nodiscard]] static bool always(const Call& call);
  void follow(const Call& call, const TaggedCall& notes);
  void follow_layout(const Call& call, const TaggedCall& notes);
  void follow_scale(const Call& call, const TaggedCall& notes);
  void follow_shift(const Call& call, const TaggedCall& notes);
  void follow_addition(const Call& call, const TaggedCall& notes);
  void follow_product(const Call& call, const TaggedCall& notes);
  void follow_softmax(const Call& call, const TaggedCall& notes);
  void follow_exponential(const Call& call, const TaggedCall& notes);
  void follow_sum(const Call& call, const TaggedCall& notes);
  void follow_join(const Call& call);
  void follow_mix(const Call& call, const TaggedCall& notes);
  void follow_sink(const std::vector<at::Tensor>& parts, const at::Tensor& joined);
  void note_sample(const Call& call);
  void note_map(const Call& call);
  void note_roll(const Call& call);
  void note_partition(const Call& call);
  void note_stretches(const Call& call);
  void note_joined(const std::vector<at::Tensor>& parts, std::int64_t dimension);
  void follow_logarithm(const Call& call, const TaggedCall& notes);
  [[nodiscard]] std::shared_ptr<Softmax> softmax_of(const Scores* scores, const at::Tensor& in, const at::Tensor& lse);
  void foresee(const Call& call, const TaggedCall& notes) const;
  void keep(Found found);
  void take_fused(const Call& call);
  void take_dense(const Weights& weights, const at::Tensor& used, const at::Tensor& values);
  void take_softmax(Softmax& softmax, FoundDense dense, const at::Tensor& values);
  [[nodiscard]] FoundDense as_used(const Weights& weights, const at::Tensor& used);
  void follow_exponentials(const Exponentials& exponentials, const at::Tensor& used, const at::Tensor& values, const at::Tensor& out);
  void take_sampling(const Samples& samples, const at::Tensor& weights, const Softmax& softmax);
  [[nodiscard]] Weights settled(const Exponentials& exponentials);
  void settle_exponentials(const Call& call, const TaggedCall& notes);
  [[nodiscard]] bool is_linear(const at::Tensor& a, const at::Tensor& b) const;

  Tags tags_;
  const Storages& parameters_;
  trace::MapBudget* budget_ = nullptr;
  std::vector<Found> found_;
  std::vector<Grid> maps_;
  std::vector<std::int64_t> chosen_;
  Grid shift_{0, 0};
  std::optional<Partition> partition_;
  std::optional<Stretches> stretches_;
  std::vector<Joined> joined_;
  References references_;
  std::set<std::string> doubts_;
  at::Tensor fused_lse_;
  Choice choice_;
  at::Tensor picked_from_;
  // Softmaxes over products of two activations, and whether they were recorded.
  std::vector<std::pair<std::vector<std::string>, std::shared_ptr<bool>>> softmaxes_;
  int strays_ = 0;
  std::int64_t ended_chains_ = 0;  // products and closed calls so far
};

}  // namespace headlight::models::tap
