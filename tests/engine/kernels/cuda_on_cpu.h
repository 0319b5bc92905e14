// Runs a CUDA kernel's source on the CPU: a block's threads take turns on stacks of their own and wait for each other at
// __syncthreads and where a warp exchanges values. Shows what a kernel computes and reads, not how fast, where there is
// no device. Threads of a block that wait for different things end the program.
#pragma once

#include <ucontext.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <vector>

#define __device__
#define __global__
#define __shared__
#define __forceinline__ inline

struct CudaIndex {
  unsigned x = 0;
};
inline CudaIndex threadIdx, blockIdx, blockDim, gridDim;

inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fmul_rn(float a, float b) { return a * b; }
using std::isfinite;

// The threads of one block.
class CudaBlock {
 public:
  enum class State { running, at_block, at_warp, done };
  static constexpr unsigned warp = 32;

  CudaBlock(unsigned threads, std::function<void()> kernel) : kernel_(std::move(kernel)), threads_(threads) {
    for (unsigned i = 0; i < threads; ++i) begin(i);
  }

  void run() {
    current() = this;
    while (!all(0, threads(), State::done)) {
      for (unsigned first = 0; first < threads(); first += warp) run_warp(first, std::min(first + warp, threads()));
      release(0, threads(), State::at_block);
    }
  }

  void wait(State state) {
    auto& own = threads_[threadIdx.x];
    own.state = state;
    swapcontext(&own.context, &scheduler_);
  }

  static CudaBlock*& current() {
    static CudaBlock* block = nullptr;
    return block;
  }

 private:
  struct Thread {
    ucontext_t context{};
    std::unique_ptr<char[]> stack;
    State state = State::running;
  };

  [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(threads_.size()); }

  void begin(unsigned i) {
    constexpr std::size_t bytes = std::size_t{1} << 17;
    auto& thread = threads_[i];
    thread.stack.reset(new char[bytes]);  // not touched before it is used
    getcontext(&thread.context);
    thread.context.uc_stack.ss_sp = thread.stack.get();
    thread.context.uc_stack.ss_size = bytes;
    thread.context.uc_link = &scheduler_;
    makecontext(&thread.context, &CudaBlock::enter, 0);
  }

  static void enter() {
    auto* const block = current();
    block->kernel_();
    block->threads_[threadIdx.x].state = State::done;
  }

  [[nodiscard]] bool all(unsigned first, unsigned end, State state) const {
    for (unsigned i = first; i < end; ++i)
      if (threads_[i].state != state && threads_[i].state != State::done) return false;
    return true;
  }

  void release(unsigned first, unsigned end, State state) {
    if (!all(first, end, state)) {
      std::fputs("threads wait for different things\n", stderr);
      std::abort();
    }
    for (unsigned i = first; i < end; ++i)
      if (threads_[i].state == state) threads_[i].state = State::running;
  }

  // Until all of its threads wait for the block or have ended.
  void run_warp(unsigned first, unsigned end) {
    for (;;) {
      for (unsigned i = first; i < end; ++i) {
        if (threads_[i].state != State::running) continue;
        threadIdx.x = i;
        swapcontext(&scheduler_, &threads_[i].context);
      }
      if (all(first, end, State::at_block)) return;
      release(first, end, State::at_warp);
    }
  }

  std::function<void()> kernel_;
  std::vector<Thread> threads_;
  ucontext_t scheduler_{};
};

inline void __syncthreads() { CudaBlock::current()->wait(CudaBlock::State::at_block); }
inline void __syncwarp() { CudaBlock::current()->wait(CudaBlock::State::at_warp); }

// Every thread of a warp gives a value and gets those of all 32.
template <typename Value>
const Value* exchanged(const Value& value) {
  constexpr unsigned most_warps = 32, warp = CudaBlock::warp;
  static Value places[most_warps][2][warp];
  static unsigned turn[most_warps * warp];
  const unsigned own = threadIdx.x / warp, half = ++turn[threadIdx.x] % 2;  // the other half may still be read
  places[own][half][threadIdx.x % warp] = value;
  __syncwarp();
  return places[own][half];
}

template <typename Number>
Number shuffle_xor(Number value, int lanes) {
  return exchanged(value)[(threadIdx.x % CudaBlock::warp) ^ static_cast<unsigned>(lanes)];
}

// Block after block, since they share one piece of "shared memory".
template <typename Kernel>
void run_cuda(unsigned blocks, unsigned threads, Kernel&& kernel) {
  blockDim.x = threads;
  gridDim.x = blocks;
  for (unsigned block = 0; block < blocks; ++block) {
    blockIdx.x = block;
    CudaBlock(threads, kernel).run();
  }
}
