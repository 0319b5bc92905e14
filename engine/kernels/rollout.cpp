#include "engine/kernels/rollout.h"

#include <ATen/Functions.h>
#include <ATen/ops/from_blob.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/parallel.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {

// A block of columns belongs to one thread, which walks down its rows.
at::Tensor rollout_layer(const AttentionMap& map, const at::Tensor& rows, const std::stop_token& stop) {
  if (const auto kernels = kernels_for(map)) return trace::to_host(device_rollout(map, trace::to_device(rows, map.q.device()), *kernels));
  const MapReader reader(map, {HeadChoice::Mode::mean, 0}, Quantity::weight);
  const auto size = map.keys();
  if (map.queries() != size || rows.dim() != 2 || rows.size(1) != size || rows.scalar_type() != at::kFloat)
    throw Failure{unusable("rollout cannot be computed", "rows", c10::str(rows.sizes()) + " over " + std::to_string(map.queries()) +
                           " × " + std::to_string(size), "float32 [n, positions] over a square map")};
  const auto width = std::min<std::int64_t>(block_columns / 2, size);
  const auto step = std::min<std::int64_t>(512, size);
  auto out = rows.to(at::kDouble) * 0.5;  // thousands of small shares are added to one large one
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / (size * width * reader.heads()));
  parallel_parts((size + width - 1) / width, grain, [&](std::int64_t begin, std::int64_t end) {
    MapReader::Workspace workspace;
    std::vector<float> cells(static_cast<std::size_t>(step * width));
    for (auto block = begin; block < end; ++block) {
      const ColumnBlock columns{block * width, std::min(width, size - block * width)};
      auto target = out.narrow(1, columns.first, columns.count);
      for (std::int64_t row = 0; row < size; row += step) {
        if (stop.stop_requested()) throw Failure{cancelled()};
        const RowBlock part{row, std::min(step, size - row)};
        reader.read(part, columns, workspace, cells.data());
        const auto weights = at::from_blob(cells.data(), {part.count, columns.count}, at::kFloat);
        target.add_(at::mm(rows.narrow(1, row, part.count), weights), 0.5);
      }
    }
  });
  return out.to(at::kFloat);
}

}  // namespace headlight::kernels
