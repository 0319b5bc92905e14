// What a layer's heads read, and how q, k and v are made of it: kept in place of q, k and v by the thriftiest traces.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace headlight::trace {

struct Projection;
using ProjectionPtr = std::shared_ptr<const Projection>;

// q [(batch,) heads, queries, width], k and v [(batch,) key heads, keys, width].
struct Projected {
  at::Tensor q, k, v;
  ProjectionPtr by = {};  // how they were made; null where nobody knows
};

struct Projection {
  std::vector<at::Tensor> inputs;                                             // [1, positions, width] each
  std::function<Projected(const std::vector<at::Tensor>& inputs)> make;      // the same numbers again
};

// With inputs on the host; q, k and v are made on `device`, where the weights lie, and come to the host. Null for null.
[[nodiscard]] ProjectionPtr on_host(const ProjectionPtr& by, at::Device device);

// q, k and v of the latest sites that were asked for, made when they are. Thread-safe.
class RecentProjections {
 public:
  // Of a batch of one, without its axis.
  [[nodiscard]] Projected get(int site, const Projection& by);

 private:
  std::mutex mutex_;
  std::list<std::pair<int, Projected>> latest_;  // most recent first
};

}  // namespace headlight::trace
