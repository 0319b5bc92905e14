#include "engine/session/ablation.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>
#include <set>

#include "engine/api/streams.h"
#include "engine/io/new_folder.h"
#include "engine/io/npy.h"

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

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

std::vector<Importance::Head> heads_from_last(const TraceInfo& trace, const std::string& stream) {
  std::vector<Importance::Head> heads;
  for (auto site = trace.sites.rbegin(); site != trace.sites.rend(); ++site)
    for (int head = 0; (stream.empty() || site->stream == stream) && head < site->heads; ++head)
      heads.push_back({site->stream, site->layer, head, {}, {}});
  return heads;
}

bool below(std::int64_t chosen, std::int64_t size) { return chosen >= -1 && chosen < size; }

// Whether the change does something at this layer. `hide` and `only` name a key.
bool reaches(const Intervention& one, const trace::Site& site) {
  using Kind = Intervention::Kind;
  const auto& info = site.info;
  const bool here = (one.stream.empty() || one.stream == info.stream) &&
                    below(one.layer, std::int64_t{info.layer} + 1) && (one.layer < 0 || one.layer == info.layer) &&
                    below(one.head, info.heads) && below(one.query, site.queries());
  if (!here) return false;
  if (one.kind == Kind::head_off || one.kind == Kind::head_mean) return true;
  if (one.kind == Kind::move)
    return site.deformable() && below(one.level, static_cast<std::int64_t>(info.levels.size())) &&
           below(one.point, info.points);
  return !site.deformable() && (one.kind == Kind::even || (one.key >= 0 && one.key < site.keys()));
}

at::Tensor probabilities_at(const trace::Trace& trace, std::int64_t position) {
  const auto& logits = trace.outputs.at("logits");
  return at::softmax((logits.dim() == 3 ? logits[0][position] : logits[0]).to(at::kFloat), -1);
}

std::vector<std::string> labels_at(const TraceInfo& info, std::int64_t position) {
  std::vector<std::string> labels;
  for (const auto& one : info.predictions)
    if (one.position == position) labels.push_back(one.label);
  return labels;
}

// What the runs name at one position; `out` keeps what it has.
void add_named(const trace::Trace& before, const trace::Trace& after, std::int64_t position,
               std::vector<Ablation::Named>& out) {
  const auto p = probabilities_at(before, position), q = probabilities_at(after, position);
  const auto first = std::ssize(out);
  for (const auto* run : {&before, &after}) {
    const auto labels = labels_at(run->info, position);  // in the order of the likeliest
    const auto& own = run == &before ? p : q;
    const auto best = std::get<1>(at::topk(own, std::min<std::int64_t>(std::ssize(labels), own.size(0))));
    for (std::int64_t i = 0; i < best.size(0); ++i) {
      const auto index = best[i].item<std::int64_t>();
      const auto known = [&](const Ablation::Named& one) { return one.index == index; };
      if (std::any_of(out.begin() + first, out.end(), known)) continue;
      out.push_back({labels[static_cast<std::size_t>(i)], index, position, p[index].item<double>(), q[index].item<double>()});
    }
  }
  std::stable_sort(out.begin() + first, out.end(), [](const auto& a, const auto& b) { return std::max(a.before, a.after) > std::max(b.before, b.after); });
}

}  // namespace

std::vector<Ablation::Named> named(const trace::Trace& before, const trace::Trace& after) {
  const auto a = before.outputs.find("logits"), b = after.outputs.find("logits");
  if (a == before.outputs.end() || b == after.outputs.end() || a->second.sizes() != b->second.sizes()) return {};
  std::set<std::int64_t> positions;
  for (const auto& one : before.info.predictions) positions.insert(one.position);
  std::vector<Ablation::Named> out;
  for (const auto position : positions) add_named(before, after, position, out);
  return out;
}

std::vector<Ablation::Change> changes(const trace::Trace& before, const trace::Trace& after) {
  std::vector<Ablation::Change> all;
  for (const auto& [name, tensor] : before.outputs)
    if (const auto other = after.outputs.find(name); other != after.outputs.end())
      all.push_back(change(name, tensor, other->second));
  return all;
}

Result<Importance> importance(const trace::TracePtr& before, const ImportanceRequest& request,
                              const RunWithout& without, const RunControl& control) {
  if (request.kind != Intervention::Kind::head_off && request.kind != Intervention::Kind::head_mean)
    return usage("a head is switched off or set to its mean", "kind", to_text({request.kind, ""}), "off or mean");
  const auto heads = heads_from_last(before->info, request.stream);
  if (heads.empty()) return no_such_stream(before->info, request.stream);
  Importance all{headlight::TracePtr(before, &before->info), {}};
  for (const auto& head : heads) {
    if (control.stop.stop_requested()) return cancelled();
    if (control.progress)
      control.progress(
          {"Switching heads off", static_cast<double>(all.heads.size()) / static_cast<double>(heads.size())});
    const auto after = without({request.kind, head.stream, head.layer, head.head});
    if (!after) return after.error();
    all.heads.push_back(
        {head.stream, head.layer, head.head, changes(*before, *after.value()), after.value()->info.text});
  }
  return all;
}

void write_outputs(const fs::path& folder, const trace::Trace& before, const trace::Trace& after) {
  io::NewFolder place(folder, Replaceable::arrays);
  write_arrays(place.path(), "before", before);
  write_arrays(place.path(), "after", after);
  place.move_into_place();
}

void write_difference(const fs::path& folder, const Plane& plane) {
  io::NewFolder place(folder, Replaceable::arrays);
  (void)io::write_npy(place.path() / "diff.npy", {plane.rows, plane.columns}, plane.values.data()).take();
  place.move_into_place();
}

Result<Done> require_places(const std::vector<Intervention>& interventions, const trace::Trace& trace) {
  for (const auto& one : interventions) {
    const auto has = [&](const trace::Site& site) { return reaches(one, site); };
    if (std::none_of(trace.sites.begin(), trace.sites.end(), has))
      return usage("no attention of this run can be changed so", "interventions", to_text(one),
                   "a stream, layer, head and positions of the model's own");
  }
  return Done{};
}

}  // namespace headlight::session
