// Sees the operators that LibTorch runs on this thread, whatever wrote the model.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <exception>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/models/tap/interrupt.h"

namespace headlight::models::tap {

// What an operator means to the tap. Those that mean something are looked at as a whole: what they run inside is not
// seen. Those of kind `other` are open: their own operators are seen one by one.
enum class OperatorKind {
  other,
  layout,     // the same values in another shape: view, expand, clone, to, dropout of a model that is not training …
  transpose,  // two dimensions exchanged
  permute,    // all dimensions in another order
  scale,      // multiplied or divided
  shift,      // added or subtracted
  product,    // of matrices
  softmax,
  logarithm,  // log_softmax
  exponential,
  sum,
  fused,      // scaled_dot_product_attention
  sample,     // grid_sampler
  join,       // cat, stack
  choose,     // topk
  pick,       // gather
  map,        // convolution: gives the picture's feature maps
  roll,       // shifts windows
  closed      // ends every chain: linear layers, norms, embeddings, pooling …
};

struct Call {
  std::string_view name;  // "aten::bmm"
  OperatorKind kind = OperatorKind::other;
  c10::ArrayRef<const c10::IValue> inputs;   // the arguments in the order of the operator's schema
  c10::ArrayRef<const c10::IValue> outputs;  // after the call

  [[nodiscard]] at::Tensor tensor(std::size_t input) const;  // undefined where it is none
  [[nodiscard]] std::int64_t integer(std::size_t input, std::int64_t otherwise) const;
  [[nodiscard]] at::Tensor result(std::size_t output = 0) const;
};

// What is kept from the start of a call to its end.
struct CallNotes {
  virtual ~CallNotes() = default;
};

class Observer {
 public:
  virtual ~Observer() = default;
  // Whether calls of this kind matter now; asked before anything of a call is looked at.
  [[nodiscard]] virtual bool wants(OperatorKind kind) const = 0;
  // Null: after() is not called.
  virtual std::unique_ptr<CallNotes> before(const Call& call) = 0;
  virtual void after(const Call& call, CallNotes& notes) = 0;
  // The fused kernel's own log-sum-exp, seen inside a call of kind `fused`.
  virtual void inside_fused(const at::Tensor& lse) = 0;
};

// As long as it lives, `observer` sees this thread's operators. One at a time on a thread. Once `stop` is set or the
// observer has thrown, the operator that is next throws as well.
class Watch {
 public:
  Watch(Observer& observer, std::stop_token stop);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  // Throws what the observer threw: LibTorch swallows exceptions of its callbacks.
  void rethrow() const;

 private:
  Interruptible interruptible_;
  std::uint64_t handle_ = 0;
};

}  // namespace headlight::models::tap
