#include "engine/kernels/parallel.h"

#include <ATen/Parallel.h>
#include <omp.h>

namespace headlight::kernels {
namespace {

// Keeps matrix products of this thread on this thread: waking others costs more than small work takes.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;
  ~OneThread() { omp_set_num_threads(before_); }

 private:
  int before_;
};

}  // namespace

void parallel_parts(std::int64_t count, std::int64_t grain,
                    const std::function<void(std::int64_t, std::int64_t)>& body) {
  if (count <= 0) return;
  if (count <= grain) {
    const OneThread alone;
    return body(0, count);
  }
  at::parallel_for(0, count, grain, [&](std::int64_t begin, std::int64_t end) { body(begin, end); });
}

}  // namespace headlight::kernels
