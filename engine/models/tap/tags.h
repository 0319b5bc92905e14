// Where a running model's tensors come from, as far as attention is concerned.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

#include "engine/models/tap/found.h"

namespace headlight::models::tap {

// a · b of two activations, with their state at that time.
struct Product {
  at::Tensor a, b;
  std::uint32_t a_version = 0, b_version = 0;
};

// scale · product (transposed where `flipped`) + bias, on its way to a softmax.
struct Scores {
  std::shared_ptr<const Product> product;
  double scale = 1;
  bool flipped = false;
  at::Tensor bias{};   // broadcastable to the scores; undefined: none
  bool exact = true;   // false: something else was done to it as well
  bool settled = false;  // their logarithmic softmax: exp of them are the weights
  bool mixed = false;    // heads were mixed: no head's scores are its own product any more
  bool sink = false;     // one more column stands behind those of the keys: an attention sink
  // After a permutation that took queries or keys from the last two dimensions: which dimension of the layout before it
  // each one is, dimensions of one entry left out in both. Empty: none was; {-1}: it was, and is no longer known.
  std::vector<std::int64_t> order{};
};

// A softmax that was seen. `dense` is there where its input came from a product.
struct Softmax {
  std::optional<FoundDense> dense;  // without v
  std::vector<std::string> module;
  std::shared_ptr<bool> taken = std::make_shared<bool>(false);  // recorded
};

// A softmax's output on its way to the values.
struct Weights {
  std::shared_ptr<Softmax> softmax;
  bool flipped = false;
  at::Tensor unmixed{};  // defined: since then dimensions were permuted so that only the values tell rows from columns
  bool mixed = false;    // heads were mixed since
  bool sink = false;     // as of the scores; the last column goes nowhere
  bool changed = false;  // something was done to them that may have changed them
  std::vector<std::shared_ptr<Softmax>> others{};  // that were added to them
};

// exp(scores), and the sum of that over the keys: a softmax written out.
struct Exponentials {
  Scores scores;
  at::Tensor shifted;  // what was exponentiated, with its state at that time
  std::uint32_t shifted_version = 0;
  bool summed = false;
  bool changed = false;  // as of the weights
  // The softmax that they turned out to be, the same for everything that comes of one exp; null until then.
  std::shared_ptr<std::shared_ptr<Softmax>> softmax = std::make_shared<std::shared_ptr<Softmax>>();
};

// exp(scores) · values, before it is divided by their sum.
struct Weighed {
  Exponentials exponentials;
  at::Tensor used;    // the exponentials, a query a row
  at::Tensor values;
};

// One call of grid_sampler.
struct GridCall {
  at::Tensor map, grid;  // [heads, width, rows, columns], [heads, queries, points, 2]
  bool align_corners = false;
};

struct Samples {
  std::vector<std::shared_ptr<const GridCall>> calls;  // a level each, in order
};

using Tag = std::variant<Scores, Weights, Exponentials, Weighed, Samples>;

// Tags by tensor. A tag is lost with its tensor; no tensor is kept alive by being tagged
// itself; exponentials, weighed values and permuted weights keep what they came from until they are settled.
class Tags {
 public:
  void set(const at::Tensor& tensor, Tag tag) {
    if (!tensor.defined()) return;
    if (entries_.size() > limit_) drop_expired();
    entries_.insert_or_assign(tensor.unsafeGetTensorImpl(), Entry{Weak(tensor.getIntrusivePtr()), std::move(tag), version(tensor)});
  }
  void erase(const at::Tensor& tensor) {
    if (tensor.defined() && !entries_.empty()) entries_.erase(tensor.unsafeGetTensorImpl());
  }
  // The tag of a tensor, or nothing. Scores that were written into since are no longer
  // exact, weights and exponentials may have changed.
  [[nodiscard]] std::optional<Tag> find(const at::Tensor& tensor) const {
    if (!tensor.defined() || entries_.empty()) return std::nullopt;
    const auto found = entries_.find(tensor.unsafeGetTensorImpl());
    if (found == entries_.end()) return std::nullopt;
    auto tag = found->second.tag;
    if (auto* scores = std::get_if<Scores>(&tag); scores != nullptr && version(tensor) != found->second.version)
      scores->exact = false;
    if (auto* weights = std::get_if<Weights>(&tag); weights != nullptr && version(tensor) != found->second.version)
      weights->changed = true;
    if (auto* powers = std::get_if<Exponentials>(&tag); powers != nullptr && version(tensor) != found->second.version)
      powers->changed = true;
    return tag;
  }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

  void drop_expired() {
    std::erase_if(entries_, [](const auto& item) { return item.second.tensor.expired(); });
    limit_ = entries_.size() + 64;
  }

  static std::uint32_t version(const at::Tensor& tensor) {
    return tensor.is_inference() ? 0 : tensor.unsafeGetTensorImpl()->version_counter().current_version();
  }

 private:
  using Weak = c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
  struct Entry {
    Weak tensor;
    Tag tag;
    std::uint32_t version;
  };
  std::unordered_map<const c10::TensorImpl*, Entry> entries_;
  std::size_t limit_ = 64;
};

}  // namespace headlight::models::tap
