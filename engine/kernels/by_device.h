// What a library of device kernels adds when it is loaded, by the type of its device; asked from any thread.
#pragma once

#include <c10/core/DeviceType.h>

#include <map>
#include <mutex>
#include <optional>

namespace headlight::kernels {

template <typename Added>
class ByDevice {
 public:
  void set(c10::DeviceType type, const Added& added) {
    const std::lock_guard lock(mutex_);
    added_[type] = added;
  }

  [[nodiscard]] std::optional<Added> find(c10::DeviceType type) {
    const std::lock_guard lock(mutex_);
    const auto found = added_.find(type);
    return found == added_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::mutex mutex_;
  std::map<c10::DeviceType, Added> added_;
};

}  // namespace headlight::kernels
