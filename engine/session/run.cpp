#include "engine/session/run.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <new>
#include <sstream>

#include "engine/kernels/device_log_sum_exp.h"
#include "engine/kernels/parallel.h"
#include "engine/models/moved.h"
#include "engine/session/catalogue.h"
#include "engine/session/detections.h"
#include "engine/session/free_memory.h"
#include "engine/session/memory.h"
#include "engine/session/predictions.h"
#include "engine/session/prepare.h"

namespace headlight::session {
namespace {

// FNV-1a, 64 bits.
std::uint64_t hash_text(const std::string& text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

std::string joined(const std::vector<std::int64_t>& ids) {
  std::string text;
  for (const auto id : ids) text += std::to_string(id) + ",";
  return text;
}

std::string region_text(const std::optional<std::array<double, 4>>& region) {
  std::ostringstream text;
  if (region)
    text << std::hexfloat << (*region)[0] << ',' << (*region)[1] << ',' << (*region)[2] << ',' << (*region)[3];
  return text.str();
}

// Every change in its text form, in order.
std::string changes_text(const std::vector<Intervention>& interventions, const char* between) {
  std::string text;
  for (const auto& one : interventions) text += (text.empty() ? "" : between) + to_text(one);
  return text;
}

Error out_of_memory(const std::string& input) {
  return failed("not enough memory for this run", input, std::to_string(free_bytes() >> 20) + " MiB free",
                "a shorter input, a smaller image, or --keep inputs");
}

Error framework_error(const c10::Error& error, const std::string& input) {
  const std::string message = error.what_without_backtrace();
  if (message.find("can't allocate memory") != std::string::npos) return out_of_memory(input);
  return failed("the model could not run", input, message.substr(0, message.find('\n')));
}

void report(const RunControl& control, const char* step) {
  if (control.progress) control.progress({step, -1});
}

// How exact the kept arrays are, where they are not the model's own.
std::string kept_note(const trace::Recorder& recorder) {
  if (recorder.keep() == trace::Keep::as_computed || recorder.largest_error() == 0) return {};
  std::ostringstream text;
  text << "q, k and v kept in bfloat16: weights within " << std::setprecision(2) << recorder.largest_error()
       << ", measured on 16 queries of every head";
  return text.str();
}

// Numbers that a language model gives at every position.
std::int64_t words_out(const LoadedModel& loaded) {
  const auto& task = loaded.info.task;
  return task == "masked-lm" || task == "causal-lm" ? loaded.model->vocabulary() : 0;
}

// A text that one thread runs in a few milliseconds, or a picture in some tens of them: hundreds of small operators, at each
// of which a second thread would be waited for, wherever other programs keep its core.
bool is_small(const ModelInfo& info, const Prepared& prepared) {
  constexpr double few = 0.003;  // seconds
  constexpr std::int64_t few_parameters = 4'000'000, few_pixels = 512 * 512;
  const auto& pixels = prepared.input.pixels;
  // What a TorchScript file does is not known; and with the threads that it has elsewhere its sums are those of elsewhere,
  // which decide between queries of nearly equal scores.
  if (is_script(info.path)) return false;
  if (info.takes_image) return info.parameters <= few_parameters && pixels.defined() && pixels.size(2) * pixels.size(3) <= few_pixels;
  std::int64_t positions = 1;
  for (const auto& axis : prepared.axes) positions = std::max(positions, axis.size());
  return estimate_seconds(info, positions, 1) < few;
}

// "Running", with what makes a run long where it will be.
std::string running_step(const ModelInfo& info, const std::vector<Axis>& axes) {
  constexpr double long_run = 60;  // seconds
  std::int64_t positions = 0;
  for (const auto& axis : axes) positions = std::max(positions, axis.size());
  const double seconds = estimate_seconds(info, positions, at::get_num_threads());
  if (seconds < long_run) return "Running";
  return "Running: " + std::to_string(positions) + " positions, about " + std::to_string(std::llround(seconds / 60)) + " min";
}

std::optional<std::array<double, 4>> region_of(const Prepared& prepared) {
  if (!prepared.region) return std::nullopt;
  const auto& part = *prepared.region;
  return std::array{static_cast<double>(part.x0), static_cast<double>(part.y0), static_cast<double>(part.x1),
                    static_cast<double>(part.y1)};
}

// A model knows its inputs as ids, target ids and pixels; a person, by the options and files that gave them.
Error by_option(Error error, const Prepared& prepared) {
  if (error.where == "ids" && !prepared.ids_from.empty()) error.where = prepared.ids_from;
  if (error.where == "target ids" && !prepared.target_from.empty()) error.where = prepared.target_from;
  if (error.where == "pixels") error.where = prepared.line;
  return error;
}

// What a run is asked besides its input.
struct Asked {
  const RunOptions& options;
  const RunControl& control;
  trace::Keep keep;
  bool small = false;  // not worth a second thread
  bool there = false;  // arrays stay on the device
};

// What a forward pass left.
struct Ran {
  models::ModelOutput output;  // on the host
  trace::Recorder recorder;    // emptied into `sites`
  std::vector<trace::Site> sites;
  std::string note;  // where the arrays lie otherwise than was meant; empty for nothing
};

// Runs of short inputs on a device whose arrays stay there as they are: see models::Replays.
bool as_a_graph(const LoadedModel& loaded, const trace::Recorder& recorder, const RunOptions& options) {
  return loaded.replays && recorder.where() == trace::Where::device && recorder.keep() == trace::Keep::as_computed &&
         options.most_map_bytes == 0;
}

// A pass of the model with its layers, on this thread's stream.
models::Recorded recorded_run(const LoadedModel& loaded, const Prepared& prepared, Ran& ran, const Asked& asked, kernels::Context& context) {
  const auto device = loaded.place.device;
  if (as_a_graph(loaded, ran.recorder, asked.options)) return loaded.replays->run(*loaded.model, prepared.input, device, context);
  context.recorder = &ran.recorder;
  auto output = loaded.model->run(models::moved(prepared.input, device), context);
  return {std::move(output), ran.recorder.take()};
}

// Fills `ran`, whose recorder says what is kept where.
Result<Done> forward(const LoadedModel& loaded, const Prepared& prepared, Ran& ran, const Asked& asked) {
  const auto& control = asked.control;
  const at::NoGradGuard no_grad;
  const kernels::OneThread alone(asked.small);
  trace::MapBudget maps(asked.options.most_map_bytes);
  kernels::Context context;
  context.maps = &maps;
  context.stop = control.stop;
  context.interventions = asked.options.interventions;
  if (control.progress) context.progress = [&control](double fraction) { control.progress({"Running", fraction}); };
  try {
    const RunsOn there(loaded.place.device, asked.options.dtype == "tf32");
    auto [output, sites] = recorded_run(loaded, prepared, ran, asked, context);
    ran.output = brought_back(std::move(output));
    ran.sites = std::move(sites);
    kernels::make_log_sums_exact(ran.sites, control.stop);
    there.finish();
    return Done{};
  } catch (Failure& failure) {
    return by_option(std::move(failure.error), prepared);
  } catch (const c10::Error& error) {
    if (kernels::is_out_of_device_memory(error)) return kernels::out_of_device_memory(prepared.line, loaded.place.name);
    return framework_error(error, prepared.line);
  } catch (const std::bad_alloc&) {
    return out_of_memory(prepared.line);
  }
}

// Whether a device has room for what a run leaves besides what it needs meanwhile.
bool fits_device(const LoadedModel& loaded, const PlannedRun& plan) {
  return !loaded.place.device.is_cpu() && loaded.place.free && 2 * estimate_bytes(loaded.info, plan) <= loaded.place.free();
}

// Arrays stay on the device where they fit; where they turn out not to, what others left there goes first, then they come to
// the host layer by layer.
Result<Ran> forward_where_it_fits(const LoadedModel& loaded, const Prepared& prepared, const PlannedRun& plan, const Asked& asked) {
  const auto here = "q, k and v on the host: not enough memory on " + loaded.place.name;
  Ran ran{{}, trace::Recorder(asked.keep, asked.there ? trace::Where::device : trace::Where::host), {}, {}};
  if (!asked.there && !loaded.place.device.is_cpu()) ran.note = here;
  auto done = forward(loaded, prepared, ran, asked);
  if (!done && kernels::is_out_of_device_memory(done.error())) {
    if (auto fits = check_memory(loaded.info, plan, free_bytes()); !fits) return fits.error();
    if (asked.control.make_room) asked.control.make_room();
    ran = {{}, trace::Recorder(asked.keep), {}, here};
    done = forward(loaded, prepared, ran, asked);
  }
  if (!done) return done.error();
  return ran;
}

// The longest axis of what goes in.
PlannedRun planned(const LoadedModel& loaded, const Prepared& prepared, trace::Keep keep) {
  PlannedRun plan{0, prepared.line, keep, words_out(loaded)};
  for (const auto& axis : prepared.axes) plan.positions = std::max(plan.positions, axis.size());
  return plan;
}

// The hash of the weights once it is counted, or Kind::cancelled when the run is stopped before.
Result<std::string> hash_of(const LoadedModel& loaded, const std::stop_token& stop) {
  while (loaded.hash.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready)
    if (stop.stop_requested()) return cancelled();
  return loaded.hash.get();
}

void describe_outputs(const LoadedModel& loaded, const models::ModelOutput& output, trace::Trace& kept) {
  for (const auto& [name, tensor] : output.tensors) {
    kept.outputs[name] = tensor.detach().to(at::kFloat).contiguous();
    kept.info.outputs[name] = tensor.sizes().vec();
  }
  kept.info.predictions = predictions(loaded, output, kept.info.axes);
  if (!output.generated.empty() && loaded.tokenizer != nullptr)
    kept.info.text = loaded.tokenizer->decode(output.generated, true);
}

// What no run of this model can do.
Result<Done> check_options(const LoadedModel& loaded, const RunOptions& options) {
  const bool script = is_script(loaded.info.path), anew = options.keep == "inputs";
  if (script && !options.interventions.empty())
    return usage("the attention of a TorchScript file cannot be changed", "interventions", loaded.info.name,
                 "a Hugging Face folder");
  if (script && anew)
    return usage("the attention of a TorchScript file cannot be made anew", "--keep", options.keep, "float32 or bfloat16");
  if (anew && options.dtype == "tf32")
    return usage("attention in tf32 cannot be made anew to the last bit", "--keep", options.keep, "float32 or bfloat16");
  return Done{};
}

// Against the largest maps that dump was asked for.
Result<Done> check_maps(const LoadedModel& loaded, const Prepared& prepared, const RunOptions& options) {
  const trace::MapBudget maps(options.most_map_bytes);
  const auto whole = whole_map_bytes(loaded.info, loaded.model->axes(), prepared.axes);
  return guarded<Done>([&] { return maps.check_whole(whole), Done{}; });
}

// What a run leaves, with its axes and results by name.
std::shared_ptr<trace::Trace> trace_of(const LoadedModel& loaded, const Prepared& prepared, Ran& ran) {
  auto kept = std::make_shared<trace::Trace>();
  auto& info = kept->info;
  const auto& output = ran.output;
  info.model = loaded.info;
  info.device = loaded.place.name;
  info.load_seconds = loaded.load_seconds;
  info.axes = prepared.axes;
  finish_own_axes(loaded, prepared, output, info.axes);
  finish_target_axis(loaded, output, info.axes);
  finish_query_axes(loaded, prepared, output, info.axes);
  finish_causal_axis(loaded, output, info.axes);
  describe_outputs(loaded, output, *kept);
  info.detections = detections(loaded, prepared, output);
  kept->sites = std::move(ran.sites);
  for (const auto& site : kept->sites) info.sites.push_back(site.info);
  info.bytes = trace::bytes_of(kept->sites);
  return kept;
}

void describe_input(const InputSpec& input, const Prepared& prepared, TraceInfo& info) {
  info.input = prepared.line;
  info.image_path = prepared.image_path;
  info.image_window = input.window;
  info.image_frame = input.frame;
  info.image_region = region_of(prepared);
}

void add_notes(ModelInfo& model, const std::vector<std::string>& notes) {
  for (const auto& note : notes)
    if (!note.empty()) model.note += (model.note.empty() ? "" : "; ") + note;
}

}  // namespace

TraceId address(const LoadedModel& loaded, const InputSpec& given, const RunOptions& options) {
  const auto framed = with_frame(given);
  const InputSpec& input = framed ? framed.value() : given;
  std::ostringstream text;
  text << loaded.info.path << '\n'
       << loaded.stamp << '\n'
       << input.text << '\n'
       << (input.pair ? "pair:" + *input.pair : "") << '\n'
       << (input.target ? "target:" + *input.target : "") << '\n'
       << named_stamp(input.image) << '\n'
       << joined(input.ids) << '\n'
       << joined(input.target_ids) << '\n'
       << named_stamp(input.pixels) << '\n'
       << (input.window ? "window:" + std::to_string(input.window->at(0)) + "," + std::to_string(input.window->at(1))
                        : "")
       << '\n'
       << input.frame << '\n'
       << region_text(input.region) << '\n'
       << changes_text(options.interventions, ";") << '\n'
       << options.device << options.dtype << options.max_new << '/' << options.beams << options.tokenizer
       << (options.keep == "float32" ? "" : "keep:" + options.keep);
  return std::max<TraceId>(1, hash_text(text.str()));
}

Result<trace::TracePtr> run(const LoadedModel& loaded, const InputSpec& given, const RunOptions& options,
                            const RunControl& control) {
  if (auto possible = check_options(loaded, options); !possible) return possible.error();
  const auto keep = guarded<trace::Keep>([&] { return trace::keep_of(options.keep); });
  if (!keep) return keep.error();
  report(control, "Reading the input");
  const auto input = with_frame(given);
  if (!input) return input.error();
  const auto prepared = prepare(loaded, input.value(), options, {control.videos, control.stop, control.pictures});
  if (!prepared) return prepared.error();
  if (auto fits = check_maps(loaded, prepared.value(), options); !fits) return fits.error();
  const auto plan = planned(loaded, prepared.value(), keep.value());
  const bool there = fits_device(loaded, plan);
  if (auto fits = check_memory(loaded.info, plan, free_bytes()); !there && !fits) return fits.error();
  report(control, !loaded.place.device.is_cpu() ? "Running" : running_step(loaded.info, prepared->axes).c_str());
  const auto begin = std::chrono::steady_clock::now();
  auto ran = forward_where_it_fits(loaded, prepared.value(), plan, {options, control, keep.value(), is_small(loaded.info, prepared.value()), there});
  if (!ran) return ran.error();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  auto kept = trace_of(loaded, prepared.value(), ran.value());
  auto& info = kept->info;
  info.forward_seconds = seconds.count();
  info.id = address(loaded, input.value(), options);
  describe_input(input.value(), prepared.value(), info);
  add_notes(info.model, {options.interventions.empty() ? "" : "changed: " + changes_text(options.interventions, " "), loaded.left_aside,
                         prepared->note, ran->output.note, kept_note(ran->recorder), loaded.place_note, ran->note});
  auto hash = hash_of(loaded, control.stop);
  if (!hash) return hash.error();
  info.model.hash = std::move(hash).value();
  return trace::TracePtr(std::move(kept));
}

}  // namespace headlight::session
