// Copies between the host and a device that hold up no other thread. CUDA copies ordinary memory of the host through a memory of
// its own: such a copy waits for all that its stream has to do, and any other copy, of whatever thread and stream, waits for it.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace headlight::trace {

// The tensor, or a copy on the host whose axes lie in the same order; undefined stays so. From a GPU it goes in parts through pinned
// memory, when this thread's stream has done what comes before.
[[nodiscard]] at::Tensor to_host(const at::Tensor& tensor);

// The tensor, or a copy on `device`, queued on this thread's stream; undefined stays so. To a GPU as above.
[[nodiscard]] at::Tensor to_device(const at::Tensor& tensor, at::Device device);

// The numbers of an array of the same sizes into `into`, queued on this thread's stream; from the host to a GPU as above.
void copy_over(const at::Tensor& from, at::Tensor& into);

// While one lives, such copies of this thread throw c10::Error: what a device records, to be done again, would read a block of the
// host's that has long been handed on.
class NoCopies {
 public:
  NoCopies();
  NoCopies(const NoCopies&) = delete;
  NoCopies& operator=(const NoCopies&) = delete;
  ~NoCopies();
};

// What copies go through: blocks of `bytes` bytes of the host's.
struct Staging {
  std::int64_t bytes;
  std::function<at::Tensor()> block;
};

// The numbers of `from`, which lies on the host or on a device, into `into` on the other side: both dense, with the same strides.
void copy_in_parts(const at::Tensor& from, const at::Tensor& into, const Staging& staging);

}  // namespace headlight::trace
