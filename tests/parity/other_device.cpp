#include "tests/parity/other_device.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/view_native.h>
#include <c10/core/Allocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <sys/mman.h>
#include <torch/library.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>

#include "engine/kernels/ms_deform_attn.h"

namespace headlight::parity {

c10::Device other_device() { return {c10::DeviceType::PrivateUse1, 0}; }

namespace {

// Pages that nobody may touch; the first holds nothing but the size.
struct Pages {
  void* data;
  std::size_t bytes;
  std::int64_t asked;
};

// Everything that is allocated.
struct Memory {
  std::mutex mutex;
  std::set<const Pages*> pages;
  std::int64_t in_use = 0, most = -1;
};

Memory& memory() {
  static auto* const all = new Memory;  // outlives tensors that live to the end
  return *all;
}

void protect_all(int how) {
  const std::lock_guard lock(memory().mutex);
  for (const auto* pages : memory().pages) mprotect(pages->data, pages->bytes, how);
}

class Allocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    const auto whole = std::max<std::size_t>(4096, (bytes + 4095) / 4096 * 4096);
    const std::lock_guard lock(memory().mutex);
    TORCH_CHECK_WITH(OutOfMemoryError, memory().most < 0 || memory().in_use + static_cast<std::int64_t>(bytes) <= memory().most,
                     "the other device is out of memory");
    auto* const data = mmap(nullptr, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    TORCH_CHECK(data != MAP_FAILED, "no memory for the other device");
    auto* const pages = new Pages{data, whole, static_cast<std::int64_t>(bytes)};
    memory().pages.insert(pages);
    memory().in_use += pages->asked;
    return {data, pages, &release, other_device()};
  }
  void copy_data(void*, const void*, std::size_t) const override { TORCH_CHECK(false, "not asked for"); }

 private:
  static void release(void* context) {
    const std::unique_ptr<Pages> pages(static_cast<Pages*>(context));
    const std::lock_guard lock(memory().mutex);
    memory().pages.erase(pages.get());
    memory().in_use -= pages->asked;
    munmap(pages->data, pages->bytes);
  }
};

Allocator allocator;

// The tensor's memory, open for as long as this lives, as a tensor of the host.
class Opened {
 public:
  explicit Opened(const at::Tensor& tensor) {
    view = tensor;
    if (tensor.is_cpu()) return;
    pages_ = static_cast<Pages*>(tensor.storage().data_ptr().get_context());
    mprotect(pages_->data, pages_->bytes, PROT_READ | PROT_WRITE);
    auto* const first = static_cast<char*>(pages_->data) + tensor.storage_offset() * static_cast<std::int64_t>(tensor.element_size());
    view = at::from_blob(first, tensor.sizes(), tensor.strides(), tensor.options().device(at::kCPU));
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    if (pages_ != nullptr) mprotect(pages_->data, pages_->bytes, PROT_NONE);
  }

  at::Tensor view;

 private:
  Pages* pages_ = nullptr;
};

const c10::DispatchKeySet keys(c10::DispatchKey::PrivateUse1);

at::Tensor empty(at::IntArrayRef size, std::optional<at::ScalarType> dtype, std::optional<at::Layout>, std::optional<at::Device>,
                 std::optional<bool>, std::optional<at::MemoryFormat> format) {
  return at::Tensor(at::detail::empty_generic(size, &allocator, keys, dtype.value_or(at::kFloat), format));
}

at::Tensor empty_strided(at::IntArrayRef size, at::IntArrayRef stride, std::optional<at::ScalarType> dtype, std::optional<at::Layout>,
                         std::optional<at::Device>, std::optional<bool>) {
  return at::Tensor(at::detail::empty_strided_generic(size, stride, &allocator, keys, dtype.value_or(at::kFloat)));
}

at::Tensor copy_from(const at::Tensor& from, const at::Tensor& to, bool) {
  if (!from.is_cpu() && !to.is_cpu() && from.storage().is_alias_of(to.storage())) {
    const auto between = from.to(at::kCPU).clone();
    Opened(to).view.copy_(between);
    return to;
  }
  const Opened source(from), target(to);
  target.view.copy_(source.view);
  return to;
}

at::Tensor copy_from_and_resize(const at::Tensor& from, const at::Tensor& to) {
  if (from.sizes() != to.sizes()) {
    const auto fresh = at::empty(from.sizes(), to.options());
    to.unsafeGetTensorImpl()->set_storage_keep_dtype(fresh.storage());
    to.unsafeGetTensorImpl()->set_sizes_contiguous(from.sizes());
  }
  return copy_from(from, to, false);
}

void check_one_device(const c10::OperatorHandle& op, const c10::IValue& value) {
  if (value.isTensorList())
    for (const auto& tensor : value.toTensorVector()) check_one_device(op, tensor);
  if (!value.isTensor() || !value.toTensor().defined() || !value.toTensor().is_cpu() || value.toTensor().dim() == 0) return;
  TORCH_CHECK(false, "Expected all tensors to be on the same device: ", op.schema().name());
}

void fall_back(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const auto count = op.schema().arguments().size();
  const auto& name = op.schema().name();
  const bool index = name.starts_with("aten::index") || name == "aten::_index_put_impl_";  // devices take indices of the host
  if (!index)
    for (const auto& value : torch::jit::last(*stack, count)) check_one_device(op, value);
  at::native::cpu_fallback(op, stack);
}

at::Tensor convolution(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias, at::IntArrayRef stride,
                       at::IntArrayRef padding, at::IntArrayRef dilation, bool transposed, at::IntArrayRef output_padding, std::int64_t groups) {
  const auto own = bias && bias->defined() ? std::optional<at::Tensor>(bias->to(at::kCPU)) : std::nullopt;
  return at::convolution(input.to(at::kCPU), weight.to(at::kCPU), own, stride, padding, dilation, transposed, output_padding, groups).to(other_device());
}

// Rows of the log-sum-exp padded to 32, as on a GPU.
std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor> efficient_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                                                              const std::optional<at::Tensor>& bias, bool, double, bool causal,
                                                                              std::optional<double> scale) {
  auto scores = at::matmul(q.to(at::kCPU, at::kFloat), k.to(at::kCPU, at::kFloat).transpose(2, 3)) * scale.value();
  if (bias) scores = scores + bias->to(at::kCPU);
  if (causal) scores.masked_fill_(at::ones({q.size(2), k.size(2)}, at::kBool).triu(1), -std::numeric_limits<float>::infinity());
  const auto lse = at::constant_pad_nd(at::logsumexp(scores, {3}), {0, (32 - q.size(2) % 32) % 32}, std::numeric_limits<float>::infinity());
  const auto output = at::matmul(at::softmax(scores, 3), v.to(at::kCPU, at::kFloat)).to(q.scalar_type());
  return {output.to(other_device()), lse.to(other_device()), at::Tensor(), at::Tensor()};
}

at::Tensor sampled(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights, at::IntArrayRef rows,
                   at::IntArrayRef columns, at::IntArrayRef level_points, std::string_view sampling) {
  kernels::DeformableInput input{value.to(at::kCPU), points.to(at::kCPU), weights.to(at::kCPU), {}, level_points.vec()};
  for (std::size_t i = 0; i < rows.size(); ++i) input.levels.push_back({rows[i], columns[i]});
  return kernels::ms_deform_attn(input, sampling == "discrete" ? kernels::Sampling::discrete : kernels::Sampling::bilinear).to(other_device());
}

struct GuardImpl final : c10::impl::NoOpDeviceGuardImpl<c10::DeviceType::PrivateUse1> {
  void* getStreamNativeHandle(const c10::Stream) const override { return nullptr; }
};

}  // namespace

AllOpen::AllOpen() { protect_all(PROT_READ | PROT_WRITE); }
AllOpen::~AllOpen() { protect_all(PROT_NONE); }

void set_memory(std::int64_t bytes) { memory().most = bytes; }
std::int64_t memory_in_use() { return memory().in_use; }

}  // namespace headlight::parity

namespace at::detail {
C10_REGISTER_GUARD_IMPL(PrivateUse1, headlight::parity::GuardImpl)
}  // namespace at::detail

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
  namespace own = headlight::parity;
  library.impl("empty.memory_format", own::empty);
  library.impl("empty_strided", own::empty_strided);
  library.impl("_copy_from", own::copy_from);
  library.impl("_copy_from_and_resize", own::copy_from_and_resize);
  library.impl("as_strided", at::native::as_strided_tensorimpl);
  library.impl("view", TORCH_FN(at::native::view));
  library.impl("_reshape_alias", TORCH_FN(at::native::_reshape_alias));
  library.impl("convolution_overrideable", own::convolution);
  library.impl("native_group_norm", torch::CppFunction::makeFromBoxedFunction<&own::fall_back>());  // a GPU has its own, too
  library.impl("_scaled_dot_product_efficient_attention", own::efficient_attention);
}

TORCH_LIBRARY(headlight, library) {
  library.def("ms_deform_attn(Tensor value, Tensor points, Tensor weights, int[] level_rows, int[] level_columns, int[] level_points, str sampling) -> Tensor");
}
TORCH_LIBRARY_IMPL(headlight, PrivateUse1, library) { library.impl("ms_deform_attn", headlight::parity::sampled); }

TORCH_LIBRARY_IMPL(_, PrivateUse1, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&headlight::parity::fall_back>());
}
