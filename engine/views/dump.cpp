#include "engine/views/dump.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

#include "engine/io/atomic_file.h"
#include "engine/io/new_folder.h"
#include "engine/io/npy.h"
#include "engine/io/npy_header.h"
#include "engine/kernels/attention_tile.h"
#include "engine/kernels/devices.h"
#include "engine/trace/copies.h"
#include "engine/trace/map_budget.h"
#include "engine/trace/trace_json.h"
#include "engine/views/sampled.h"
#include "engine/views/site.h"

namespace headlight::views {
namespace {

namespace fs = std::filesystem;

std::int64_t bytes_needed(const trace::Trace& trace) {
  std::int64_t sum = 0;
  for (const auto& site : trace.sites) sum = trace::plus(sum, trace::map_bytes(site));
  for (const auto& [name, tensor] : trace.outputs) sum = trace::plus(sum, trace::times(tensor.numel(), sizeof(float)));
  return sum;
}

std::string array_name(int site, const char* what) {
  char text[48];
  std::snprintf(text, sizeof text, "%03d.%s.npy", site, what);
  return text;
}

// Cells of whole rows, [rows, keys].
std::vector<float> whole_rows(const kernels::AttentionMap& map, int head, Quantity quantity, const Extent& extent,
                              const std::stop_token& stop) {
  auto cells = kernels::attention_tile(map, {HeadChoice::Mode::one, head}, quantity,
                                       {extent, extent.rows(), extent.columns(), Pooling::mean}, stop);
  require_numbers(cells);
  return cells;
}

// [heads, queries, keys], a block of rows at a time.
void write_maps(const fs::path& path, const trace::Site& site, Quantity quantity, const std::stop_token& stop) {
  constexpr std::int64_t block_cells = std::int64_t{1} << 22;
  const auto heads = site.heads(), queries = site.queries(), keys = site.keys();
  auto file = io::AtomicFile::create(path).take();
  (void)file.write(io::npy_header_text("<f4", {heads, queries, keys})).take();
  const auto map = kernels::map_of(site);
  const auto step = std::max<std::int64_t>(1, std::min(queries, block_cells / keys));
  for (int head = 0; head < heads; ++head)
    for (std::int64_t row = 0; row < queries; row += step) {
      const auto cells = whole_rows(map, head, quantity, {row, std::min(queries, row + step), 0, keys}, stop);
      (void)file.write(cells.data(), cells.size() * sizeof(float)).take();
    }
  (void)file.commit().take();
}

// The part of a map that some positions of its one grid form, `at` int64 [positions].
kernels::AttentionMap part_of(const kernels::AttentionMap& map, const at::Tensor& at) {
  kernels::AttentionMap part{map.q.index_select(1, at), map.k.index_select(1, at), map.lse.index_select(1, at), {}};
  part.spec.scale = map.spec.scale;
  if (map.spec.key_visible.defined()) part.spec.key_visible = map.spec.key_visible.index_select(0, at);
  if (map.spec.bias.defined())
    part.spec.bias =
        map.spec.bias.expand({map.heads(), map.queries(), map.keys()}).index_select(1, at).index_select(2, at);
  return part;
}

// One window's cells, [heads, positions, positions]; those of padding (−1) have weight 0 and score −inf.
at::Tensor window_cells(const kernels::AttentionMap& map, const at::Tensor& places, Quantity quantity,
                        const std::stop_token& stop) {
  const auto size = places.size(0);
  const double outside = quantity == Quantity::weight ? 0 : -std::numeric_limits<double>::infinity();
  auto out = at::full({map.heads(), size, size}, outside, at::kFloat);
  const auto slots = places.ge(0).nonzero().flatten();
  const auto count = slots.size(0);
  if (count == 0) return out;
  const auto part = part_of(map, places.index_select(0, slots));
  for (std::int64_t head = 0; head < map.heads(); ++head) {
    auto cells = whole_rows(part, static_cast<int>(head), quantity, {0, count, 0, count}, stop);
    const auto real = at::from_blob(cells.data(), {count, count}, at::kFloat);
    auto rows = at::full({count, size}, outside, at::kFloat).index_copy_(1, slots, real);
    out[head].index_copy_(0, slots, rows);
  }
  return out;
}

// [windows, heads, positions, positions], a window at a time.
void write_windows(const fs::path& path, const trace::Site& site, Quantity quantity, const std::stop_token& stop) {
  const auto& windows = site.spec.windows;
  auto file = io::AtomicFile::create(path).take();
  const std::vector<std::int64_t> shape{windows.size(0), site.heads(), windows.size(1), windows.size(1)};
  (void)file.write(io::npy_header_text("<f4", shape)).take();
  const auto map = kernels::on_host(kernels::map_of(site));
  for (std::int64_t window = 0; window < windows.size(0); ++window) {
    const auto cells = window_cells(map, windows[window], quantity, stop);
    (void)file.write(cells.const_data_ptr<float>(), cells.nbytes()).take();
  }
  (void)file.commit().take();
}

void write_floats(const fs::path& path, const at::Tensor& tensor) {
  const auto plain = trace::to_host(tensor.detach()).to(at::kFloat).contiguous();
  (void)io::write_npy(path, plain.sizes().vec(), plain.const_data_ptr<float>()).take();
}

void write_sampling(const fs::path& folder, const trace::Trace& trace, int id, io::Json& entry) {
  const auto& sampling = SampledSite(trace, id).site().sampling;
  const std::pair<const char*, const at::Tensor*> arrays[] = {
      {"points", &sampling.points}, {"weights", &sampling.weights}, {"reference", &sampling.reference}};
  for (const auto& [name, tensor] : arrays) {
    if (!tensor->defined()) continue;
    entry[name] = array_name(id, name);
    write_floats(folder / array_name(id, name), *tensor);
  }
}

void write_dense(const fs::path& folder, const trace::Site& site, int id, io::Json& entry,
                 const std::stop_token& stop) {
  const auto write = site.spec.windows.defined() ? write_windows : write_maps;
  entry["weights"] = array_name(id, "weights");
  entry["scores"] = array_name(id, "scores");
  write(folder / array_name(id, "weights"), site, Quantity::weight, stop);
  write(folder / array_name(id, "scores"), site, Quantity::score, stop);
  if (!site.spec.windows.defined()) return;
  entry["windows"] = array_name(id, "windows");
  (void)io::write_npy(folder / array_name(id, "windows"), site.spec.windows.sizes().vec(),
                      site.spec.windows.const_data_ptr<std::int64_t>())
      .take();
}

void write_sites(const fs::path& folder, const trace::Trace& trace, io::Json& json, const std::stop_token& stop) {
  for (std::size_t i = 0; i < trace.sites.size(); ++i) {
    const int id = static_cast<int>(i);
    auto& entry = json["sites"].at(i);
    if (stop.stop_requested()) throw Failure{cancelled()};
    if (trace.sites[i].deformable())
      write_sampling(folder, trace, id, entry);
    else
      write_dense(folder, dense_site(trace, id), id, entry, stop);
  }
}

void write_outputs(const fs::path& folder, const trace::Trace& trace, io::Json& json) {
  for (const auto& [name, tensor] : trace.outputs) {
    if (!trace::is_array_name(name) || name == "text")
      throw Failure{unusable("output cannot be written", "name", name, "letters, digits, _ - . and not \"text\"")};
    json["outputs"][name] = name + ".npy";
    write_floats(folder / (name + ".npy"), tensor);
  }
}

}  // namespace

Result<Written> dump(const trace::Trace& trace, const fs::path& folder, std::int64_t max_bytes,
                     const std::stop_token& stop) {
  return at_border<Written>([&]() -> Result<Written> {
    const auto bytes = bytes_needed(trace);
    if (bytes > max_bytes)
      return unusable("dump too large", folder.string(), std::to_string(bytes) + " bytes of arrays",
                      "at most " + std::to_string(max_bytes) + " bytes (raise the limit, or export a figure)");
    io::NewFolder place(folder, Replaceable::dump);
    auto json = trace::to_json(trace.info);
    write_sites(place.path(), trace, json, stop);
    write_outputs(place.path(), trace, json);
    (void)io::write_file(place.path() / "trace.json", trace::json_text(json)).take();
    place.move_into_place();
    return Written{folder.string(), bytes};
  });
}

}  // namespace headlight::views
