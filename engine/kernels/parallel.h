// LibTorch's own threads for loops of the kernels.
#pragma once

#include <cstdint>
#include <functional>

namespace headlight::kernels {

// Cells that are worth a thread of their own: about a millisecond.
constexpr std::int64_t cells_a_thread = std::int64_t{1} << 19;

// Keeps the work of this thread on this thread while it lives: to wake others costs more than small work takes, most of all
// where they are busy with something else.
class OneThread {
 public:
  explicit OneThread(bool wanted = true);
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;
  ~OneThread();

 private:
  int before_;
};

// Runs body(begin, end) over parts of [0, count), each of at least `grain` items, on at::get_num_threads()
// threads; in one piece when called from such a part. The first exception thrown is thrown again here.
void parallel_parts(std::int64_t count, std::int64_t grain,
                    const std::function<void(std::int64_t, std::int64_t)>& body);

}  // namespace headlight::kernels
