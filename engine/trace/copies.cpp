#include "engine/trace/copies.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>

namespace headlight::trace {
namespace {

thread_local int forbidden = 0;

// Ordinary memory where the system has no more that is pinned: slower, and others wait.
at::Tensor pinned_block(std::int64_t bytes) {
  try {
    return at::empty({bytes}, at::TensorOptions(at::kByte).pinned_memory(true));
  } catch (const c10::Error&) {
    return at::empty({bytes}, at::kByte);
  }
}

// Blocks of one size, which LibTorch hands out again: to ask the system for pinned memory may wait for the device.
const Staging& pinned() {
  constexpr std::int64_t bytes = std::int64_t{1} << 20;
  static const Staging staging{bytes, [] { return pinned_block(bytes); }};
  return staging;
}

// As the numbers lie in memory.
at::Tensor bytes_of_dense(const at::Tensor& dense) {
  return dense.as_strided({dense.numel()}, {1}, dense.storage_offset()).view(at::kByte);
}

void require_copies() { TORCH_CHECK(forbidden == 0, "a copy between host and device cannot be recorded"); }

at::Tensor copied(const at::Tensor& tensor, at::Device to) {
  require_copies();
  const bool derived = tensor.requires_grad() && c10::GradMode::is_enabled();
  const bool host_and_gpu = (tensor.is_cpu() && to.is_cuda()) || (tensor.is_cuda() && to.is_cpu());
  if (derived || !host_and_gpu) return tensor.to(to);
  const auto plain = tensor.detach();
  const auto dense = plain.is_non_overlapping_and_dense() ? plain : plain.clone();
  auto copy = at::empty_strided(dense.sizes(), dense.strides(), dense.options().device(to));
  copy_in_parts(dense, copy, pinned());
  return copy;
}

}  // namespace

NoCopies::NoCopies() { ++forbidden; }
NoCopies::~NoCopies() { --forbidden; }

void copy_in_parts(const at::Tensor& from, const at::Tensor& into, const Staging& staging) {
  if (from.numel() == 0) return;
  const bool to_host = !from.is_cpu();
  const auto device = to_host ? from.device() : into.device();
  const auto stream = c10::impl::VirtualGuardImpl(device.type()).getStream(device);
  const auto source = bytes_of_dense(from), target = bytes_of_dense(into);
  const auto block = staging.block();
  for (std::int64_t first = 0; first < source.numel(); first += staging.bytes) {
    const auto count = std::min(staging.bytes, source.numel() - first);
    auto part = block.narrow(0, 0, count);
    if (!to_host && first > 0) stream.synchronize();  // the block is read until then
    part.copy_(source.narrow(0, first, count), true);
    if (to_host) stream.synchronize();
    target.narrow(0, first, count).copy_(part, true);
  }
}

void copy_over(const at::Tensor& from, at::Tensor& into) {
  const bool alike = from.is_non_overlapping_and_dense() && from.strides() == into.strides() && from.scalar_type() == into.scalar_type();
  if (from.device() != into.device()) require_copies();
  if (alike && from.is_cpu() && into.is_cuda())
    copy_in_parts(from.detach(), into, pinned());
  else
    into.copy_(from);
}

at::Tensor to_host(const at::Tensor& tensor) { return tensor.defined() && !tensor.is_cpu() ? copied(tensor, at::kCPU) : tensor; }

at::Tensor to_device(const at::Tensor& tensor, at::Device device) {
  return tensor.defined() && tensor.device() != device ? copied(tensor, device) : tensor;
}

}  // namespace headlight::trace
