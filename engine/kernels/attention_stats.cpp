#include "engine/kernels/attention_stats.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/result.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/parallel.h"
#include "engine/kernels/row_sample.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

void check(const AttentionMap& map, const StatisticsPlan& plan) {
  const auto fits = [](const Geometry& g, std::int64_t size) {
    const auto count = static_cast<std::size_t>(size);
    return g.x.size() == count && g.y.size() == count && g.counts.size() == count;
  };
  if (!fits(plan.queries, map.queries()) || !fits(plan.keys, map.keys()) ||
      plan.separator.size() != static_cast<std::size_t>(map.keys()) || (plan.same_axis && map.queries() != map.keys()))
    throw Failure{unusable("statistics cannot be computed", "axes", "positions that do not fit the map",
                           std::to_string(map.queries()) + " queries and " + std::to_string(map.keys()) + " keys")};
}

constexpr double HeadSums::* fields[] = {&HeadSums::entropy, &HeadSums::distance, &HeadSums::on_self,
                                         &HeadSums::on_previous, &HeadSums::on_next, &HeadSums::on_first,
                                         &HeadSums::on_separator};

// Sums over queries, and how many were added.
struct Totals {
  HeadSums sums, squares;
  double queries = 0, distances = 0;
  double before = 0, after = 0;  // queries that have a previous, a next position

  void add(const Totals& other) {
    for (const auto field : fields) {
      sums.*field += other.sums.*field;
      squares.*field += other.squares.*field;
    }
    queries += other.queries;
    distances += other.distances;
    before += other.before;
    after += other.after;
  }

  // How many queries a field's mean is over.
  [[nodiscard]] double count(double HeadSums::* field) const {
    if (field == &HeadSums::distance) return distances;
    if (field == &HeadSums::on_previous) return before;
    return field == &HeadSums::on_next ? after : queries;
  }

  // `share`: of the map's queries, how many were read.
  [[nodiscard]] SampledSums means(double share) const {
    SampledSums out;
    for (const auto field : fields) {
      const double n = count(field);
      if (n > 0) out.means.*field = sums.*field / n;
      if (n < 2 || share >= 1) continue;
      const double spread = std::max(0.0, squares.*field - sums.*field * sums.*field / n) / (n - 1);
      out.errors.*field = std::sqrt(spread / n * (1 - share));
    }
    return out;
  }
};

class HeadPass {
 public:
  HeadPass(const MapReader& reader, const StatisticsPlan& plan, std::int64_t head)
      : reader_(reader), plan_(plan), head_(head) {}

  [[nodiscard]] Totals rows(const RowBlock& rows, std::vector<float>& cells) const {
    std::vector<Totals> each(static_cast<std::size_t>(rows.count));
    std::vector<double> mass(each.size(), 0.0);
    for (std::int64_t column = 0; column < reader_.keys(); column += block_columns) {
      const ColumnBlock columns{column, std::min(block_columns, reader_.keys() - column)};
      reader_.logarithms(head_, rows, columns, cells.data());
      for (std::int64_t i = 0; i < rows.count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        mass[at] += add_part(rows.query(i), columns, cells.data() + i * columns.count, each[at].sums);
      }
    }
    return total(rows, each, mass);
  }

 private:
  // Adds one row's part to `sums` and returns its mass.
  double add_part(std::int64_t query, const ColumnBlock& columns, float* row, HeadSums& sums) const {
    const auto q = static_cast<std::size_t>(query);
    const KeyGeometry keys{plan_.keys.x.data() + columns.first, plan_.keys.y.data() + columns.first,
                           plan_.keys.counts.data() + columns.first, plan_.separator.data() + columns.first};
    const auto part = row_sums(row, static_cast<std::size_t>(columns.count), reader_.rest(head_, query), keys,
                               plan_.queries.x[q], plan_.queries.y[q]);
    const auto weight = [&](std::int64_t key) {
      const auto at = key - columns.first;
      return at >= 0 && at < columns.count ? static_cast<double>(row[at]) : 0.0;
    };
    sums.entropy += part.entropy;
    sums.distance += part.distance;
    sums.on_separator += part.separator;
    sums.on_first += weight(0);
    if (!plan_.same_axis) return part.mass;
    sums.on_self += weight(query);
    sums.on_previous += weight(query - 1);
    sums.on_next += weight(query + 1);
    return part.mass;
  }

  [[nodiscard]] Totals total(const RowBlock& rows, std::vector<Totals>& each, const std::vector<double>& mass) const {
    Totals sum;
    for (std::int64_t i = 0; i < rows.count; ++i) {
      auto& row = each[static_cast<std::size_t>(i)];
      if (mass[static_cast<std::size_t>(i)] == 0) continue;
      row.queries = 1;
      row.before = rows.query(i) > 0 ? 1 : 0;
      row.after = rows.query(i) + 1 < reader_.keys() ? 1 : 0;
      row.distances = plan_.queries.counts[static_cast<std::size_t>(rows.query(i))];
      row.sums.distance *= row.distances;
      for (const auto field : fields) row.squares.*field = row.sums.*field * row.sums.*field;
      sum.add(row);
    }
    return sum;
  }

  const MapReader& reader_;
  const StatisticsPlan& plan_;
  std::int64_t head_;
};

at::Tensor places_of(const Geometry& geometry) {
  return at::stack({at::tensor(geometry.x), at::tensor(geometry.y), at::tensor(geometry.counts)}, 1);
}

std::vector<SampledSums> on_device(const AttentionMap& map, const StatisticsPlan& plan, const DeviceKernels& kernels) {
  const DevicePlaces places{places_of(plan.queries), places_of(plan.keys), at::tensor(plan.separator), plan.same_axis};
  const auto means = trace::to_host(device_stats(map, places, kernels)).contiguous();
  const auto* one = means.const_data_ptr<double>();
  std::vector<SampledSums> out(static_cast<std::size_t>(map.heads()));
  for (auto& head : out)
    for (const auto field : fields) head.means.*field = *one++;
  return out;
}

}  // namespace

std::vector<SampledSums> sampled_stats(const AttentionMap& map, const StatisticsPlan& plan, std::int64_t every,
                                       const std::stop_token& stop) {
  check(map, plan);
  if (const auto kernels = every <= 1 ? kernels_for(map) : std::nullopt) return on_device(map, plan, *kernels);
  const MapReader reader(map, {HeadChoice::Mode::mean, 0}, Quantity::score);
  const auto sample = sample_rows(0, map.queries(), every);
  const auto queries = static_cast<std::int64_t>(sample.positions.size());
  const auto* list = every > 1 ? sample.positions.data() : nullptr;
  const auto step = block_rows(map.keys());
  const auto blocks = (queries + step - 1) / step;
  std::vector<Totals> parts(static_cast<std::size_t>(map.heads() * blocks));
  const auto block_cells = std::max<std::int64_t>(1, std::min(step, queries) * map.keys());
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / block_cells);
  parallel_parts(map.heads() * blocks, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> cells(static_cast<std::size_t>(std::min(step, queries) * std::min(block_columns, map.keys())));
    for (auto part = begin; part < end; ++part) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const RowBlock rows{part % blocks * step, std::min(step, queries - part % blocks * step), list};
      parts[static_cast<std::size_t>(part)] = HeadPass(reader, plan, part / blocks).rows(rows, cells);
    }
  });
  std::vector<SampledSums> out;
  for (std::int64_t head = 0; head < map.heads(); ++head) {
    Totals sum;
    for (std::int64_t block = 0; block < blocks; ++block)
      sum.add(parts[static_cast<std::size_t>(head * blocks + block)]);
    out.push_back(sum.means(static_cast<double>(queries) / static_cast<double>(map.queries())));
  }
  return out;
}

std::vector<HeadSums> attention_stats(const AttentionMap& map, const StatisticsPlan& plan,
                                      const std::stop_token& stop) {
  std::vector<HeadSums> out;
  for (const auto& head : sampled_stats(map, plan, 1, stop)) out.push_back(head.means);
  return out;
}

}  // namespace headlight::kernels
