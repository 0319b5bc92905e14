// Random choices that come out equal on every machine for equal seeds (std distributions do not promise that).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace headlight::training {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  // 0 … count − 1; count ≥ 1. The bias of the modulo is below 1e-16 for the small counts used here.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  // [0, 1)
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  int between_integers(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(double probability) { return unit() < probability; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace headlight::training
