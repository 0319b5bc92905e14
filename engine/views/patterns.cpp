#include "engine/views/patterns.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/kernels/attention_rows.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/row_sample.h"
#include "engine/views/token_patterns.h"

namespace headlight::views {
namespace {

constexpr std::size_t rows_at_once = 64;
constexpr auto positional = static_cast<std::size_t>(Pattern::positional);

const trace::Site& self_attention(const trace::Trace& trace, const trace::Site& site) {
  const auto& axis = trace.info.axes.at(static_cast<std::size_t>(site.info.query_axis));
  const bool known = axis.kind == AxisKind::tokens || (axis.kind == AxisKind::patches && axis.levels.empty());
  if (site.info.query_axis == site.info.key_axis && known && axis.size() == site.queries() &&
      site.queries() == site.keys())
    return site;
  throw Failure{usage("patterns are those of self-attention over tokens or patches", "stream", site.info.stream,
                      "a stream whose queries and keys are the same tokens or patches")};
}

// The rows of a head that are read: body(query, weights of all keys).
template <typename Body>
void visit_rows(const kernels::AttentionMap& map, int head, Quantity quantity, const std::vector<std::int64_t>& queries,
                const std::stop_token& stop, Body&& body) {
  for (std::size_t first = 0; first < queries.size(); first += rows_at_once) {
    const auto last = std::min(first + rows_at_once, queries.size());
    const std::vector<std::int64_t> part(queries.begin() + static_cast<std::ptrdiff_t>(first),
                                         queries.begin() + static_cast<std::ptrdiff_t>(last));
    const auto cells = kernels::attention_rows(map, {HeadChoice::Mode::one, head}, quantity, part, stop);
    require_numbers(cells);
    for (std::size_t i = 0; i < part.size(); ++i)
      body(part[i], cells.data() + i * static_cast<std::size_t>(map.keys()));
  }
}

// The keys that a query sees and, of them, those of each pattern.
struct Seen {
  std::int64_t query = 0;
  std::vector<std::int64_t> keys;
  std::array<std::vector<std::int64_t>, pattern_count> of{};
};

// By the scores of the first head: masks are the same for all.
std::vector<Seen> seen_keys(const kernels::AttentionMap& map, const TokenPatterns& patterns,
                            const std::vector<std::int64_t>& queries, const std::stop_token& stop) {
  std::vector<Seen> all;
  visit_rows(map, 0, Quantity::score, queries, stop, [&](std::int64_t query, const float* scores) {
    constexpr float hidden = -std::numeric_limits<float>::infinity();
    Seen seen;
    seen.query = query;
    for (std::int64_t key = 0; key < map.keys(); ++key)
      if (scores[key] != hidden) seen.keys.push_back(key);
    for (std::size_t i = 0; i < positional; ++i)
      for (const auto key : patterns.keys(static_cast<Pattern>(i), query))
        if (scores[key] != hidden) seen.of[i].push_back(key);
    all.push_back(std::move(seen));
  });
  return all;
}

// Mean weights by the place of the key relative to the query.
class Profile {
 public:
  Profile(const TokenPatterns& patterns, const std::vector<Seen>& seen) : patterns_(patterns), seen_(seen) {
    sums_.assign(static_cast<std::size_t>(patterns.offsets()), 0.0);
    counts_.assign(sums_.size(), 0);
  }

  void add(const Seen& seen, const float* weights) {
    for (const auto key : seen.keys)
      if (const auto at = patterns_.offset(seen.query, key); at >= 0) {
        sums_[static_cast<std::size_t>(at)] += weights[key];
        ++counts_[static_cast<std::size_t>(at)];
      }
  }

  // Adds the row's divergence from evenly spread weights, and from the profile's.
  void compare(const Seen& seen, const float* weights) {
    if (seen.keys.size() < 2 || patterns_.offset(seen.query, seen.keys.front()) < 0) return;
    std::vector<float> row, even(seen.keys.size(), 1.0F / static_cast<float>(seen.keys.size())), expected;
    double total = 0;
    for (const auto key : seen.keys) {
      const auto at = static_cast<std::size_t>(patterns_.offset(seen.query, key));
      row.push_back(weights[key]);
      expected.push_back(static_cast<float>(sums_[at] / static_cast<double>(counts_[at])));
      total += expected.back();
    }
    for (auto& value : expected) value = static_cast<float>(value / total);
    from_even_ += divergence(row, even);
    from_profile_ += divergence(row, expected);
  }

  // 0 where the rows are even themselves.
  [[nodiscard]] double explained() const {
    constexpr double noise = 1e-5;
    const auto rows = static_cast<double>(seen_.size());
    return from_even_ <= noise * rows ? 0 : std::clamp(1 - from_profile_ / from_even_, 0.0, 1.0);
  }

 private:
  static double divergence(const std::vector<float>& p, const std::vector<float>& q) {
    return kernels::divergence_of(p.data(), q.data(), p.size(), kernels::entropy_of(p.data(), p.size()),
                                  kernels::entropy_of(q.data(), q.size()));
  }

  const TokenPatterns& patterns_;
  const std::vector<Seen>& seen_;
  std::vector<double> sums_;
  std::vector<std::int64_t> counts_;
  double from_even_ = 0, from_profile_ = 0;
};

void add_row(const Seen& seen, const float* weights, HeadPattern& head) {
  for (std::size_t i = 0; i < positional; ++i) {
    if (seen.of[i].empty()) continue;
    for (const auto key : seen.of[i]) head.mass[i] += weights[key];
    head.chance[i] += static_cast<double>(seen.of[i].size()) / static_cast<double>(seen.keys.size());
    ++head.queries[i];
  }
}

void take_means(HeadPattern& head) {
  for (std::size_t i = 0; i < positional; ++i) {
    if (head.queries[i] == 0) continue;
    head.mass[i] /= static_cast<double>(head.queries[i]);
    head.chance[i] /= static_cast<double>(head.queries[i]);
  }
}

int label_of(const HeadPattern& head) {
  auto best = Pattern::self;
  for (int i = 0; i < static_cast<int>(Pattern::block); ++i)
    if (above_chance(head, Pattern(i)) > above_chance(head, best)) best = Pattern(i);
  if (above_chance(head, best) >= least_specific_evidence) return static_cast<int>(best);
  for (const auto broad : {Pattern::positional, Pattern::block})
    if (above_chance(head, broad) >= least_broad_evidence) return static_cast<int>(broad);
  return -1;
}

HeadPattern of_head(const kernels::AttentionMap& map, int head, const TokenPatterns& patterns,
                    const std::vector<Seen>& seen, const std::stop_token& stop) {
  std::vector<std::int64_t> queries;
  for (const auto& one : seen) queries.push_back(one.query);
  HeadPattern result;
  result.head = head;
  Profile profile(patterns, seen);
  std::size_t next = 0;
  visit_rows(map, head, Quantity::weight, queries, stop, [&](std::int64_t /*query*/, const float* weights) {
    add_row(seen[next], weights, result);
    profile.add(seen[next++], weights);
  });
  next = 0;
  visit_rows(map, head, Quantity::weight, queries, stop,
             [&](std::int64_t /*query*/, const float* weights) { profile.compare(seen[next++], weights); });
  take_means(result);
  result.mass[positional] = profile.explained();
  result.queries[positional] = static_cast<std::int64_t>(seen.size());
  result.label = label_of(result);
  return result;
}

void of_site(const trace::Trace& trace, const trace::Site& site, std::int64_t every, const std::stop_token& stop,
             PatternsResult& result) {
  const TokenPatterns patterns(
      trace.info.axes.at(static_cast<std::size_t>(self_attention(trace, site).info.query_axis)));
  const auto map = kernels::map_of(site);
  const auto queries = kernels::sample_rows(0, site.queries(), every).positions;
  const auto seen = seen_keys(map, patterns, queries, stop);
  for (int head = 0; head < site.info.heads; ++head) {
    auto found = of_head(map, head, patterns, seen, stop);
    found.site = site.info.id;
    found.layer = site.info.layer;
    result.heads.push_back(found);
  }
}

}  // namespace

Result<PatternsResult> patterns(const trace::Trace& trace, const PatternsRequest& request,
                                const std::stop_token& stop) {
  return at_border<PatternsResult>([&]() -> Result<PatternsResult> {
    const auto sites = dense_stream(trace, request.stream);
    PatternsResult result;
    result.every = sampling_step(sites, request.cell_budget);
    for (const auto* site : sites) of_site(trace, *site, result.every, stop, result);
    return result;
  });
}

}  // namespace headlight::views
