// A limit on what a test may allocate beyond what it has.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace headlight::testing {

// While one exists, allocations that would grow the process by more than `most` bytes fail (std::bad_alloc). Sanitizers
// map far more than is used: there it does nothing.
class MemoryCap {
 public:
  explicit MemoryCap(rlim_t most) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    getrlimit(RLIMIT_AS, &before_);
    rlimit capped = before_;
    capped.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + most;
    capped_ = setrlimit(RLIMIT_AS, &capped) == 0;
#else
    (void)most;
#endif
  }
  MemoryCap(const MemoryCap&) = delete;
  MemoryCap& operator=(const MemoryCap&) = delete;
  ~MemoryCap() {
    if (capped_) setrlimit(RLIMIT_AS, &before_);
  }

 private:
  rlimit before_{};
  bool capped_ = false;
};

}  // namespace headlight::testing
