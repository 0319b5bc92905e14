// The session's jobs that run a model.
#include <algorithm>
#include <memory>

#include "engine/session/ablation.h"
#include "engine/session/local_session.h"
#include "engine/session/prepare.h"
#include "engine/session/receptive_field.h"
#include "engine/session/replies.h"

namespace headlight::session {
namespace {

// Without its progress, for a run that is a step of another job.
RunControl quiet(RunControl control) {
  control.progress = nullptr;
  return control;
}

constexpr std::int64_t grid_bytes = std::int64_t{512} << 20;

// A tile's own progress as part of the whole grid's.
RunControl part_of_grid(const RunControl& control, std::size_t part, std::size_t parts) {
  auto inner = control;
  if (!control.progress) return inner;
  const auto step = "Tile " + std::to_string(part + 1) + " of " + std::to_string(parts);
  const auto most = std::make_shared<double>(0);  // a model counts its encoder and its decoder anew: the whole goes on
  inner.progress = [outer = control.progress, step, part, parts, most](const Progress& own) {
    *most = std::clamp(own.fraction, *most, 1.0);
    outer({step, (static_cast<double>(part) + *most) / static_cast<double>(parts)});
  };
  return inner;
}

}  // namespace

Result<LoadedModelPtr> LocalSession::loaded(const std::string& model, const RunOptions& options,
                                            const RunControl& control) {
  auto folder = catalogue_.resolve(model);
  if (!folder) return folder.error();
  const auto key = folder->string() + '\n' + file_stamp(folder.value()) + '\n' + options.dtype + '\n' + options.device +
                   '\n' + options.tokenizer + (options.trust_code ? "\ntrusted" : "");
  if (auto held = store_.model(key)) return held;
  if (control.progress) control.progress({"Loading the model", -1});
  const bool path = std::filesystem::is_directory(model) || is_script(folder.value());
  const auto name = path ? folder->filename().string() : model;
  auto fresh = load(folder.value(), name.empty() ? folder->parent_path().filename().string() : name, options, devices_);
  if (fresh) store_.keep(key, fresh.value());
  return fresh;
}

Result<Reply> LocalSession::reply(const LoadRequest& request, const RunControl& control) {
  auto model = loaded(request.model, request.options, control);
  if (!model) return model.error();
  return Reply(model.value()->info);
}

Result<Reply> LocalSession::reply(const RunRequest& request, const RunControl& control) {
  auto trace = traced(request, control);
  if (!trace) return trace.error();
  return Reply(info_of(trace.value()));
}

// On the model's device; where that is too small even for one layer after the other, on the CPU, which the trace's note says.
Result<trace::TracePtr> LocalSession::ran(const LoadedModel& model, const RunRequest& request, const RunControl& control) {
  auto trace = run(model, request.input, request.options, control);
  if (trace || !kernels::is_out_of_device_memory(trace.error())) return trace;
  auto options = request.options;
  options.device = "cpu";
  if (options.dtype == "tf32") options.dtype = "float32";
  auto here = loaded(request.model, options, control);
  if (!here) return here.error();
  auto again = run(*here.value(), request.input, request.options, control);
  if (!again) return again;
  auto noted = std::make_shared<trace::Trace>(*again.value());
  auto& note = noted->info.model.note;
  note += (note.empty() ? "" : "; ") + moved_to_cpu(model.place.name);
  return trace::TracePtr(std::move(noted));
}

// The trace that is kept for this run, or a fresh one.
Result<trace::TracePtr> LocalSession::traced(const RunRequest& request, const RunControl& control) {
  auto model = loaded(request.model, request.options, control);
  if (!model) return model.error();
  if (auto held = store_.trace(address(*model.value(), request.input, request.options))) return held;
  auto trace = ran(*model.value(), request, control);
  if (!trace) return trace.error();
  keep(trace.value(), control);
  return trace;
}

Result<Reply> LocalSession::reply(const AblationRequest& request, const RunControl& control) {
  auto changed = request.run;
  changed.options.interventions = request.interventions;
  auto before = traced(request.run, control);
  if (!before) return before.error();
  if (auto known = require_places(request.interventions, *before.value()); !known) return known.error();
  auto after = traced(changed, control);
  if (!after) return after.error();
  if (!request.folder.empty()) write_outputs(request.folder, *before.value(), *after.value());
  return Reply(Ablation{info_of(before.value()), info_of(after.value()), changes(*before.value(), *after.value()),
                        named(*before.value(), *after.value())});
}

Result<Reply> LocalSession::reply(const ImportanceRequest& request, const RunControl& control) {
  auto model = loaded(request.run.model, request.run.options, control);
  if (!model) return model.error();
  auto before = traced(request.run, control);
  if (!before) return before.error();
  auto where = request.run;
  if (before.value()->info.device == "cpu" && !model.value()->place.device.is_cpu()) {
    where.options.device = "cpu";  // the device is too small: not to be tried for every head
    model = loaded(where.model, where.options, control);
    if (!model) return model.error();
  }
  const auto without = [&](const Intervention& change) {
    auto changed = where;
    changed.options.interventions.push_back(change);
    return ran(*model.value(), changed, quiet(control));
  };
  return as_reply<Importance>(importance(before.value(), request, without, control));
}

Result<Reply> LocalSession::reply(const ReceptiveFieldRequest& request, const RunControl& control) {
  auto model = loaded(request.run.model, request.run.options, control);
  if (!model) return model.error();
  if (control.progress) control.progress({"Reading the input", -1});
  auto prepared = prepare(*model.value(), request.run.input, request.run.options, {&videos_, control.stop, &pictures_});
  if (!prepared) return prepared.error();
  return as_reply<ReceptiveField>(receptive_field(*model.value(), prepared.value(), request, control));
}

Result<Region> LocalSession::field_of(const InputSpec& input) {
  if (input.image.empty()) return usage("a grid of tiles needs a picture", "--tiles", "no --image", "--image with it");
  auto picture = pictures_.open({input.image, input.window, input.frame});
  if (!picture) return picture.error();
  const auto& whole = picture.value()->level(0);
  const Region all{0, 0, static_cast<double>(whole.width), static_cast<double>(whole.height)};
  const auto part = image::part_of(whole.width, whole.height, input.region.value_or(all));
  return Region{static_cast<double>(part.x0), static_cast<double>(part.y0), static_cast<double>(part.x1),
                static_cast<double>(part.y1)};
}

// Runs one region. Its arrays stay in the store while all of the grid's take at most `grid_bytes`; of later ones only
// what TraceInfo says, and a run of the same region brings them back.
Result<TracePtr> LocalSession::run_part(const LoadedModel& model, const RunRequest& request, const RunControl& control,
                                        std::int64_t& kept) {
  const bool known = store_.trace(address(model, request.input, request.options)) != nullptr;
  auto done = reply(request, control);
  if (!done) return done.error();
  auto trace = std::get<TracePtr>(std::move(done).value());
  if (known) return trace;  // somebody looks at it already
  kept += trace->bytes;
  if (kept <= grid_bytes) return trace;
  kept -= trace->bytes;
  auto alone = std::make_shared<const TraceInfo>(*trace);
  release(trace->id);
  return alone;
}

Result<Reply> LocalSession::reply(const TiledRunRequest& request, const RunControl& control) {
  auto model = loaded(request.run.model, request.run.options, control);
  if (!model) return model.error();
  if (!model.value()->info.takes_image)
    return usage("this model reads text", request.run.model, "a grid of tiles", "a model that reads pictures");
  auto field = field_of(request.run.input);
  if (!field) return field.error();
  auto regions = tiles_of(field.value(), request.tile, request.overlap);
  if (!regions) return regions.error();
  std::int64_t kept = 0;
  auto all = run_grid(regions.value(), field.value(), [&](const Region& region, std::size_t part) -> Result<TracePtr> {
    if (control.stop.stop_requested()) return cancelled();
    auto one = request.run;
    one.input.region = region;
    return run_part(*model.value(), one, part_of_grid(control, part, regions->size()), kept);
  });
  if (!all) return all.error();
  return Reply(std::move(all).value());
}

}  // namespace headlight::session
