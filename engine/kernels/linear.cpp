#include "engine/kernels/linear.h"

#include <ATen/Context.h>
#include <ATen/Functions.h>
#include <ATen/Version.h>
#include <ATen/core/List.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace headlight::kernels {
namespace {

constexpr std::int64_t least_rows = 4;
constexpr std::int64_t least_products = std::int64_t{1} << 21;

thread_local bool only_near_products = false;

// The operators that LibTorch's compiled graphs call; their weights may be dense.
using Plain = at::Tensor(const at::Tensor& x, const at::Tensor& weight, const std::optional<at::Tensor>& bias,
                         std::string_view after, c10::List<std::optional<at::Scalar>> numbers,
                         std::optional<std::string_view> variant);
using Binary = at::Tensor(const at::Tensor& x, const at::Tensor& other, const at::Tensor& weight,
                          const std::optional<at::Tensor>& bias, std::string_view after);

template <typename Signature>
std::optional<c10::TypedOperatorHandle<Signature>> find(const char* overload) {
  const auto found = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", overload});
  if (!found || !found->hasKernelForDispatchKey(c10::DispatchKey::CPU)) return std::nullopt;
  return found->typed<Signature>();
}

// With vectors of 8 numbers MKL is as fast, on AMD's processors too, and rounds less: over 256 products its sums, made in
// two halves, are 1.4 times as near to the exact ones as oneDNN's. Its bits are those of at::linear, too.
bool has_wide_vectors() { return at::get_cpu_capability().starts_with("AVX512"); }

const auto& plain() {
  static const auto found = has_wide_vectors() ? find<Plain>("") : std::nullopt;
  return found;
}

const auto& binary() {
  static const auto found = has_wide_vectors() ? find<Binary>("binary") : std::nullopt;
  return found;
}

bool wants_gradient(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return c10::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad() || (bias.defined() && bias.requires_grad()));
}

bool dense(const at::Tensor& weight) { return weight.is_contiguous() || weight.t().is_contiguous(); }

bool is_float32(const at::Tensor& tensor) { return tensor.is_cpu() && tensor.scalar_type() == at::kFloat; }

bool suits(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (only_near_products || !is_float32(x) || !is_float32(weight) || x.dim() < 2 || weight.dim() != 2 || !dense(weight)) return false;
  const auto rows = x.numel() / std::max<std::int64_t>(1, x.size(-1));
  return rows >= least_rows && rows * weight.numel() >= least_products && x.size(-1) == weight.size(1) &&
         !wants_gradient(x, weight, bias);
}

// A product with a bias goes to cublasLt, whose choice for float32 takes up to 2.3 times as long as cuBLAS's for a product that is
// added to a matrix (3072 → 768 numbers, 128 rows, H200: 54 and 24 µs). Those that a GELU follows gain nothing.
bool better_as_sum(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return x.is_cuda() && bias.defined() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat && x.dim() >= 2 &&
         weight.dim() == 2 && x.size(-1) == weight.size(1) && !at::globalContext().allowTF32CuBLAS() && !wants_gradient(x, weight, bias);
}

// `start`, which nobody else holds, and the products.
at::Tensor with_products(at::Tensor start, const at::Tensor& x, const at::Tensor& weight) {
  start.view({-1, weight.size(0)}).addmm_(x.reshape({-1, weight.size(1)}), weight.t());
  return start;
}

at::Tensor bias_for(const at::Tensor& x, const at::Tensor& bias) {
  auto sizes = x.sizes().vec();
  sizes.back() = bias.size(0);
  return bias.expand(sizes).clone(at::MemoryFormat::Contiguous);
}

std::optional<at::Tensor> optional(const at::Tensor& tensor) {
  return tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt;
}

at::Tensor after(const at::Tensor& x, Gelu gelu) {
  return gelu == Gelu::none ? x : at::gelu(x, gelu == Gelu::exact ? "none" : "tanh");
}

}  // namespace

NearProducts::NearProducts() : outer_(only_near_products) { only_near_products = true; }
NearProducts::~NearProducts() { only_near_products = outer_; }

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Gelu gelu) {
  if (gelu == Gelu::none && better_as_sum(x, weight, bias)) return with_products(bias_for(x, bias), x, weight);
  if (!plain() || !suits(x, weight, bias)) return after(at::linear(x, weight, bias), gelu);
  if (gelu == Gelu::none) return plain()->call(x, weight, optional(bias), "none", c10::List<std::optional<at::Scalar>>{}, "");
  return plain()->call(x, weight, optional(bias), "gelu", c10::List<std::optional<at::Scalar>>{}, gelu == Gelu::exact ? "none" : "tanh");
}

at::Tensor linear_plus(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& residual) {
  if (better_as_sum(x, weight, bias) && residual.sizes().slice(0, residual.dim() - 1) == x.sizes().slice(0, x.dim() - 1) &&
      residual.scalar_type() == at::kFloat && residual.size(-1) == weight.size(0) && !wants_gradient(residual, weight, bias))
    return with_products((residual + bias).contiguous(), x, weight);
  const bool same = x.dim() == residual.dim() && residual.size(-1) == weight.size(0) && is_float32(residual) &&
                    x.sizes().slice(0, x.dim() - 1) == residual.sizes().slice(0, residual.dim() - 1);
  if (!binary() || !same || !suits(x, weight, bias) || wants_gradient(residual, weight, bias))
    return at::linear(x, weight, bias) + residual;
  return binary()->call(x, residual, weight, optional(bias), "add");
}

at::Tensor laid_out_for_linear(const at::Tensor& weight) {
  constexpr std::int64_t least_numbers = std::int64_t{1} << 14;
  if (!plain() || !is_float32(weight) || weight.dim() != 2 || weight.numel() < least_numbers) return weight;
  return weight.t().contiguous().t();
}

}  // namespace headlight::kernels
