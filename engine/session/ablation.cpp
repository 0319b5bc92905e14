#include "engine/session/ablation.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>

#include "engine/io/new_folder.h"
#include "engine/io/npy.h"

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

constexpr const char* expected = "a new or empty folder, or one of earlier results";

// Nothing but arrays under the names that this file writes.
bool is_earlier_result(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    const bool ours = name == "diff.npy" || name.starts_with("before.") || name.starts_with("after.");
    if (!entry.is_regular_file(error) || !ours || entry.path().extension() != ".npy") return false;
  }
  return !error;
}

Ablation::Change change(const std::string& name, const at::Tensor& before, const at::Tensor& after) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  Ablation::Change out{name, before.sizes().vec(), after.sizes().vec(), unknown, unknown};
  if (out.before != out.after) return out;
  if (before.numel() == 0) return {name, out.before, out.after, 0, 0};
  const auto apart = (after - before).abs();
  out.most = apart.max().item<double>();
  out.mean = apart.mean().item<double>();
  return out;
}

void write_arrays(const fs::path& folder, const char* when, const trace::Trace& trace) {
  for (const auto& [name, tensor] : trace.outputs) {
    const auto path = folder / (std::string(when) + "." + name + ".npy");
    (void)io::write_npy(path, tensor.sizes().vec(), tensor.const_data_ptr<float>()).take();
  }
}

}  // namespace

std::vector<Ablation::Change> changes(const trace::Trace& before, const trace::Trace& after) {
  std::vector<Ablation::Change> all;
  for (const auto& [name, tensor] : before.outputs)
    if (const auto other = after.outputs.find(name); other != after.outputs.end())
      all.push_back(change(name, tensor, other->second));
  return all;
}

void write_outputs(const fs::path& folder, const trace::Trace& before, const trace::Trace& after) {
  io::NewFolder place(folder, is_earlier_result, expected);
  write_arrays(place.path(), "before", before);
  write_arrays(place.path(), "after", after);
  place.move_into_place();
}

void write_difference(const fs::path& folder, const Plane& plane) {
  io::NewFolder place(folder, is_earlier_result, expected);
  (void)io::write_npy(place.path() / "diff.npy", {plane.rows, plane.columns}, plane.values.data()).take();
  place.move_into_place();
}

Result<Done> require_heads(const std::vector<HeadName>& names, const trace::Trace& trace) {
  for (const auto& name : names) {
    const auto has = [&](const SiteInfo& site) {
      return site.stream == name.stream && site.layer == name.layer && name.head >= 0 && name.head < site.heads;
    };
    if (std::none_of(trace.info.sites.begin(), trace.info.sites.end(), has))
      return usage("no such head", "heads", name.stream + " " + std::to_string(name.layer) + "." + std::to_string(name.head),
                   "a layer and a head of the model's own");
  }
  return Done{};
}

}  // namespace headlight::session
