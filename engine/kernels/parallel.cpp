#include "engine/kernels/parallel.h"

#include <ATen/Parallel.h>
#include <omp.h>

namespace headlight::kernels {
OneThread::OneThread(bool wanted) : before_(omp_get_max_threads()) {
  if (wanted) omp_set_num_threads(1);
}

OneThread::~OneThread() { omp_set_num_threads(before_); }

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
