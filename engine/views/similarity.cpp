#include "engine/views/similarity.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/kernels/attention_rows.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/parallel.h"
#include "engine/kernels/row_sample.h"

namespace headlight::views {
namespace {

constexpr std::int64_t block_cells = std::int64_t{1} << 23;

using Sites = std::vector<const trace::Site*>;

std::string size_text(const trace::Site& site) {
  return std::to_string(site.queries()) + " × " + std::to_string(site.keys());
}

void require_one_size(const Sites& sites) {
  for (const auto* site : sites)
    if (site->queries() != sites.front()->queries() || site->keys() != sites.front()->keys())
      throw Failure{usage("heads with maps of different sizes cannot be compared",
                          "layer " + std::to_string(site->info.layer), size_text(*site), size_text(*sites.front()))};
}

std::vector<HeadPlace> places_of(const Sites& sites) {
  std::vector<HeadPlace> places;
  for (const auto* site : sites)
    for (int head = 0; head < site->info.heads; ++head) places.push_back({site->info.id, site->info.layer, head});
  return places;
}

// Place of the chosen head in the list; −1 where every pair is asked for.
std::int64_t chosen(const std::vector<HeadPlace>& places, const SimilarityRequest& request) {
  if (request.site < 0) return -1;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].site == request.site && places[i].head == request.head) return static_cast<std::int64_t>(i);
  throw Failure{usage("no such head in the stream", "site, head",
                      std::to_string(request.site) + ", " + std::to_string(request.head),
                      "a head of " + request.stream)};
}

// The rows of every head for some queries: [heads, queries, keys], and the entropy of each.
struct Rows {
  std::vector<float> cells;
  std::vector<float> entropy;
  std::vector<bool> seen;  // whether the row sees a key
  std::size_t queries = 0, keys = 0;
  [[nodiscard]] const float* row(std::size_t head, std::size_t query) const {
    return cells.data() + (head * queries + query) * keys;
  }
};

Rows read_rows(const Sites& sites, const std::vector<std::int64_t>& queries, const std::stop_token& stop) {
  Rows rows;
  rows.queries = queries.size();
  rows.keys = static_cast<std::size_t>(sites.front()->keys());
  for (const auto* site : sites) {
    const auto map = kernels::map_of(*site);
    for (int head = 0; head < site->info.heads; ++head) {
      const auto cells = kernels::attention_rows(map, {HeadChoice::Mode::one, head}, Quantity::weight, queries, stop);
      require_numbers(cells);
      rows.cells.insert(rows.cells.end(), cells.begin(), cells.end());
    }
  }
  for (std::size_t at = 0; at < rows.cells.size(); at += rows.keys) {
    rows.entropy.push_back(kernels::entropy_of(rows.cells.data() + at, rows.keys));
    rows.seen.push_back(kernels::sum_of(rows.cells.data() + at, rows.keys) > 0);
  }
  return rows;
}

// Adds one pair's divergences over the queries at hand.
struct Sum {
  double divergence = 0;
  std::int64_t queries = 0;
  void add(const Rows& rows, std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < rows.queries; ++i) {
      const auto left = a * rows.queries + i, right = b * rows.queries + i;
      if (!rows.seen[left] || !rows.seen[right]) continue;
      divergence +=
          kernels::divergence_of(rows.row(a, i), rows.row(b, i), rows.keys, rows.entropy[left], rows.entropy[right]);
      ++queries;
    }
  }
  [[nodiscard]] float mean() const {
    return queries == 0 ? 0 : static_cast<float>(divergence / static_cast<double>(queries));
  }
};

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

Pairs pairs_of(std::size_t heads, std::int64_t one) {
  Pairs pairs;
  for (std::size_t a = 0; a < heads; ++a)
    for (std::size_t b = one < 0 ? a + 1 : static_cast<std::size_t>(one); b < heads; ++b) {
      pairs.emplace_back(a, b);
      if (one >= 0) break;
    }
  return pairs;
}

std::vector<Sum> compare(const Sites& sites, const Pairs& pairs, const std::vector<std::int64_t>& queries,
                         const std::stop_token& stop) {
  std::size_t heads = 0;
  for (const auto* site : sites) heads += static_cast<std::size_t>(site->info.heads);
  const auto a_query = static_cast<std::int64_t>(heads) * sites.front()->keys();
  const auto at_once = static_cast<std::size_t>(std::max<std::int64_t>(1, block_cells / a_query));
  std::vector<Sum> sums(pairs.size());
  for (std::size_t first = 0; first < queries.size(); first += at_once) {
    const auto last = std::min(first + at_once, queries.size());
    const auto rows = read_rows(
        sites,
        {queries.begin() + static_cast<std::ptrdiff_t>(first), queries.begin() + static_cast<std::ptrdiff_t>(last)},
        stop);
    const auto cells = static_cast<std::int64_t>(rows.queries * rows.keys);
    kernels::parallel_parts(static_cast<std::int64_t>(pairs.size()),
                            std::max<std::int64_t>(1, kernels::cells_a_thread / cells),
                            [&](std::int64_t begin, std::int64_t end) {
                              for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
                                if (stop.stop_requested()) throw Failure{cancelled()};
                                sums[i].add(rows, pairs[i].first, pairs[i].second);
                              }
                            });
  }
  return sums;
}

std::vector<float> table(const Pairs& pairs, const std::vector<Sum>& sums, std::size_t heads, bool every_pair) {
  std::vector<float> out(every_pair ? heads * heads : heads, 0.0F);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [a, b] = pairs[i];
    if (every_pair) out[b * heads + a] = sums[i].mean();
    out[every_pair ? a * heads + b : a] = a == b ? 0.0F : sums[i].mean();
  }
  return out;
}

}  // namespace

Result<SimilarityResult> similarity(const trace::Trace& trace, const SimilarityRequest& request,
                                    const std::stop_token& stop) {
  return at_border<SimilarityResult>([&]() -> Result<SimilarityResult> {
    const auto sites = dense_stream(trace, request.stream);
    require_one_size(sites);
    SimilarityResult result;
    result.heads = places_of(sites);
    const auto heads = result.heads.size();
    const auto one = chosen(result.heads, request);
    require_cells("stream", static_cast<std::int64_t>(heads), one < 0 ? static_cast<std::int64_t>(heads) : 1);
    result.every = sampling_step(sites, request.cell_budget);
    const auto queries = kernels::sample_rows(0, sites.front()->queries(), result.every).positions;
    const auto pairs = pairs_of(heads, one);
    result.divergence = table(pairs, compare(sites, pairs, queries, stop), heads, one < 0);
    return result;
  });
}

}  // namespace headlight::views
