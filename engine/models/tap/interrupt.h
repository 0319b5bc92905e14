// Ends a running model between two operators.
#pragma once

namespace headlight::models::tap {

// While it lives, interrupt() makes the next operator of this thread throw, whoever runs it: LibTorch drops exceptions of
// its callbacks, so one from inside an operator is the way out of its interpreter. Not nested.
class Interruptible {
 public:
  Interruptible() = default;
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible();

  static void interrupt();
};

}  // namespace headlight::models::tap
