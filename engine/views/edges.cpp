#include "engine/views/edges.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "engine/kernels/attention_rows.h"

namespace headlight::views {
namespace {

struct Candidate {
  float weight = 0;
  std::int64_t query = 0, key = 0;
  std::size_t choice = 0;
};

bool stronger(const Candidate& a, const Candidate& b) {
  if (a.weight != b.weight) return a.weight > b.weight;
  if (a.query != b.query) return a.query < b.query;
  if (a.key != b.key) return a.key < b.key;
  return a.choice < b.choice;
}

// Cuts `list` to its `count` strongest, in no order.
void keep_strongest(std::vector<Candidate>& list, std::size_t count) {
  if (list.size() <= count) return;
  std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end(), stronger);
  list.resize(count);
}

void check(const trace::Site& site, const EdgesRequest& request) {
  for (const auto& head : request.heads) require_head(site, head);
  require_range("heads", static_cast<std::int64_t>(request.heads.size()), 1, 4096);
  require_range("top_k", request.top_k, 0, site.keys());
  require_range("query", request.query, -1, site.queries() - 1);
  require_range("at_most", request.at_most, 1, 1'000'000);
  for (const auto key : request.without_keys) require_range("without_keys", key, 0, site.keys() - 1);
  if (std::isnan(request.threshold)) throw Failure{usage("value out of range", "threshold", "NaN", "a number")};
}

class Collector {
 public:
  Collector(const trace::Site& site, const EdgesRequest& request)
      : request_(request),
        linked_(static_cast<std::size_t>(site.keys()), true),
        most_(static_cast<std::size_t>(request.at_most)) {
    for (const auto key : request.without_keys) linked_[static_cast<std::size_t>(key)] = false;
  }

  // One row of weights; called by several threads at once.
  void add(std::size_t choice, std::int64_t query, const float* row) {
    thread_local std::vector<Candidate> found;
    found.clear();
    const auto keys = static_cast<std::int64_t>(linked_.size());
    for (std::int64_t key = 0; key < keys; ++key) {
      const float weight = row[key];
      if (std::isnan(weight)) unusable_ = true;
      if (weight > 0 && weight >= request_.threshold && linked_[static_cast<std::size_t>(key)])
        found.push_back({weight, query, key, choice});
    }
    if (request_.top_k > 0) keep_strongest(found, static_cast<std::size_t>(request_.top_k));
    keep_strongest(found, most_);
    const std::lock_guard lock(mutex_);
    strongest_.insert(strongest_.end(), found.begin(), found.end());
    if (strongest_.size() >= 2 * most_) keep_strongest(strongest_, most_);
  }

  [[nodiscard]] EdgesResult take() {
    if (unusable_) require_numbers({std::nanf("")});
    keep_strongest(strongest_, most_);
    std::sort(strongest_.begin(), strongest_.end(), stronger);
    EdgesResult result;
    for (const auto& edge : strongest_)
      result.edges.push_back({edge.query, edge.key, request_.heads[edge.choice], edge.weight});
    return result;
  }

 private:
  const EdgesRequest& request_;
  std::vector<bool> linked_;
  std::size_t most_;
  std::mutex mutex_;
  std::vector<Candidate> strongest_;
  std::atomic<bool> unusable_ = false;
};

}  // namespace

Result<EdgesResult> edges(const trace::Trace& trace, const EdgesRequest& request, const std::stop_token& stop) {
  return at_border<EdgesResult>([&]() -> Result<EdgesResult> {
    const auto& site = dense_site(trace, request.site);
    check(site, request);
    Collector collector(site, request);
    const auto first = std::max<std::int64_t>(0, request.query);
    const auto count = request.query < 0 ? site.queries() : 1;
    for (std::size_t choice = 0; choice < request.heads.size(); ++choice) {
      const kernels::MapReader reader(kernels::map_of(site), request.heads[choice], Quantity::weight);
      kernels::for_each_row(reader, first, count, stop,
                            [&](std::int64_t query, const float* row) { collector.add(choice, query, row); });
    }
    return collector.take();
  });
}

}  // namespace headlight::views
