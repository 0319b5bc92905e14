// Products with the weights of linear layers: oneDNN's where it is faster, LibTorch's own else.
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::kernels {

// What follows the product in the same pass over its result.
enum class Gelu { none, exact, tanh };

// gelu(x weightᵀ + bias). x [..., in], weight [out, in], bias [out] or undefined → [..., out].
//
// float32 products of at least 4 rows and 2²¹ multiplications go to oneDNN where the processor has AVX-512 and LibTorch
// has oneDNN's linear layer: two to three times as fast as MKL on processors of AMD, and no slower elsewhere. With AVX2
// MKL is as fast and nearer to the exact product. Processor and shapes alone decide, so a run repeats itself. The
// operator has no gradient: what needs one goes to LibTorch's own.
[[nodiscard]] at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Gelu gelu = Gelu::none);

// x weightᵀ + bias + residual, which has the result's shape.
[[nodiscard]] at::Tensor linear_plus(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                     const at::Tensor& residual);

// While one lives, this thread's linear layers are LibTorch's own, whatever the processor: for models that multiply what
// rounding leaves, as decoders do that refine a box layer by layer.
class NearProducts {
 public:
  NearProducts();
  ~NearProducts();
  NearProducts(const NearProducts&) = delete;
  NearProducts& operator=(const NearProducts&) = delete;

 private:
  bool outer_;
};

// The same [out, in] numbers as linear() reads them fastest: of float32 weights that oneDNN takes a copy with `out` as
// the fastest axis (5 to 20 % of a layer over 128 rows), else `weight` itself.
[[nodiscard]] at::Tensor laid_out_for_linear(const at::Tensor& weight);

}  // namespace headlight::kernels
