// Runs a CUDA kernel's source on the CPU: a block's threads are threads that wait for each other at __syncthreads.
// Shows what a kernel computes and reads, not how fast, where there is no device.
#pragma once

#include <barrier>
#include <cmath>
#include <cstdint>
#include <thread>
#include <vector>

#define __device__
#define __global__
#define __shared__

struct CudaIndex {
  unsigned x = 0;
};
inline thread_local CudaIndex threadIdx, blockIdx, blockDim, gridDim;
inline thread_local std::barrier<>* cuda_barrier = nullptr;

inline void __syncthreads() { cuda_barrier->arrive_and_wait(); }
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fmul_rn(float a, float b) { return a * b; }
using std::isfinite;

// Block after block, since they share one piece of "shared memory".
template <typename Kernel>
void run_cuda(unsigned blocks, unsigned threads, Kernel&& kernel) {
  for (unsigned block = 0; block < blocks; ++block) {
    std::barrier<> barrier(threads);
    std::vector<std::jthread> running;
    for (unsigned thread = 0; thread < threads; ++thread)
      running.emplace_back([&, thread] {
        threadIdx.x = thread;
        blockIdx.x = block;
        blockDim.x = threads;
        gridDim.x = blocks;
        cuda_barrier = &barrier;
        kernel();
      });
  }
}
