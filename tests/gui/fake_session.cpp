#include "tests/gui/fake_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_input.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/fake_views.h"
#include "tests/gui/fake_weights.h"

namespace headlight::fake {

FakeSession::FakeSession() {
  runs_.thread = std::jthread([this](std::stop_token stop) { work(stop, runs_); });
  views_.thread = std::jthread([this](std::stop_token stop) { work(stop, views_); });
}

FakeSession::~FakeSession() {
  runs_.thread.request_stop();
  views_.thread.request_stop();
  runs_.thread.join();  // they use the maps below, which would be destroyed before the lanes
  views_.thread.join();
}

std::vector<ModelEntry> FakeSession::models(const std::vector<std::string>& folders, std::stop_token stop) {
  for (int waited = 0; waited < models_delay_ms && !stop.stop_requested(); ++waited)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::vector<ModelEntry> list = {
      {"fake-vit", "/models/fake-vit", "vit", ModelEntry::Origin::bundled, "teaching model", true, false, true},
      {"fake-bert", "/models/fake-bert", "bert", ModelEntry::Origin::package, "", true, true, false},
      {"fake-detr", "/models/fake-detr", "rt_detr", ModelEntry::Origin::bundled, "teaching model", true, false, true, true},
      {"broken", "/models/broken", "bert", ModelEntry::Origin::cache, "", true, true, false},
      {"zamba", "/models/zamba", "zamba2", ModelEntry::Origin::cache, "family not supported: zamba2", false, true, false}};
  for (const std::string& folder : folders) {
    if (folder.find("zamba") != std::string::npos) {
      list.push_back({folder, folder, "zamba2", ModelEntry::Origin::folder, "family not supported: zamba2", false});
      continue;
    }
    const bool image = folder.find("vit") != std::string::npos;
    list.push_back({folder, folder, image ? "vit" : "bert", ModelEntry::Origin::folder, "", true, !image, image});
  }
  return list;
}

JobId FakeSession::submit(const std::string& slot, Request request, Handlers handlers) {
  const std::lock_guard lock(mutex_);
  const JobId id = next_job_++;
  if (!slot.empty()) {
    if (const auto older = newest_.find(slot); older != newest_.end()) cancelled_[older->second] = true;
    newest_[slot] = id;
  }
  Lane& lane = std::holds_alternative<RunRequest>(request) ? runs_ : views_;
  lane.waiting.push_back({id, slot, std::move(request), std::move(handlers)});
  wake_.notify_all();
  return id;
}

void FakeSession::cancel(JobId job) {
  const std::lock_guard lock(mutex_);
  cancelled_[job] = true;
}

void FakeSession::release(TraceId trace) {
  const std::lock_guard lock(mutex_);
  traces_.erase(trace);
}

bool FakeSession::cancelled(JobId job) {
  const std::lock_guard lock(mutex_);
  return cancelled_.contains(job);
}

void FakeSession::work(std::stop_token stop, Lane& lane) {
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [&] { return !lane.waiting.empty(); })) return;
      job = std::move(lane.waiting.front());
      lane.waiting.pop_front();
    }
    if (cancelled(job.id)) {
      job.handlers.done(headlight::cancelled());
    } else {
      Result<Reply> reply = answer(job);
      job.handlers.done(std::move(reply));
    }
  }
}

std::string& weights_hash() {
  static std::string hash;
  return hash;
}

Result<Reply> FakeSession::answer(const Job& job) {
  if (const auto* request = std::get_if<RunRequest>(&job.request)) return run(*request, job);
  if (const auto* request = std::get_if<TokenizeRequest>(&job.request)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(token_delay_ms));
    return Reply(text_axis(request->input.text));
  }
  if (const auto* request = std::get_if<ViewOfTrace>(&job.request)) return view(*request);
  if (std::holds_alternative<ImageRequest>(job.request)) {
    if (coarse_picture) return Reply(Picture{16, 16, 256, 256, std::vector<std::uint8_t>(std::size_t{16} * 16 * 3, 90)});
    return Reply(picture_of("", {}));
  }
  if (const auto* request = std::get_if<PreviewRequest>(&job.request)) return Reply(picture_of(request->path, request->window));
  if (const auto* request = std::get_if<ReceptiveFieldRequest>(&job.request)) {
    if (request->run.model != "fake-detr") return unusable("this model has no convolution", request->run.model);
    ReceptiveField field;
    field.levels = {"backbone stage 2", "backbone stage 3"};
    field.level = request->level < 0 ? 1 : request->level;
    field.layer = field.levels[std::size_t(field.level)];
    field.plane = {128, 128, {}, 0, 0};
    for (int y = 0; y < 128; ++y) {
      for (int x = 0; x < 128; ++x) {
        const double away = std::hypot(2 * x + 1 - request->x, 2 * y + 1 - request->y);
        field.plane.values.push_back(float(std::exp(-away * away / 800)));
      }
    }
    limits(field.plane);
    return Reply(std::move(field));
  }
  if (std::holds_alternative<LoadRequest>(job.request))
    return unusable("unknown model family", "config.json, field model_type", "zamba2", "bert, marian, vit");
  if (const auto* request = std::get_if<OpenTraceRequest>(&job.request)) return file(*request, job);
  if (const auto* request = std::get_if<VideoRequest>(&job.request)) {
    if (!request->path.ends_with(".mp4")) return unusable("not a known video", request->path);
    return Reply(VideoInfo{256, 256, 50, 25});
  }
  if (const auto* request = std::get_if<PictureTileRequest>(&job.request)) {
    const std::lock_guard lock(mutex_);
    tiles_.push_back(*request);
    return Reply(Picture{256, 256, 256, 256, std::vector<std::uint8_t>(std::size_t{256} * 256 * 3, 200)});
  }
  if (const auto* request = std::get_if<InspectCodeRequest>(&job.request)) {
    return Reply(CodeFile{request->path, 129400000, script_hash, "Ultralytics RT-DETR-L"});
  }
  if (const auto* request = std::get_if<DifferenceRequest>(&job.request)) return difference(*request);
  if (const auto* request = std::get_if<AblationRequest>(&job.request)) return ablation(*request, job);
  return failed("not answered by this session");
}

std::vector<PictureTileRequest> FakeSession::tiles_asked() {
  const std::lock_guard lock(mutex_);
  return tiles_;
}

// Every trace file is of one text.
Result<Reply> FakeSession::file(const OpenTraceRequest& /*request*/, const Job& job) {
  RunRequest written;
  written.model = "fake-bert";
  written.input.text = kTraceText;
  return run(written, job);
}

Result<Reply> FakeSession::run(const RunRequest& request, const Job& job) {
  ++runs_started;
  for (int waited = 0; waited < run_delay_ms; waited += 5) {
    if (cancelled(job.id)) return headlight::cancelled();
    if (job.handlers.progress) job.handlers.progress({"Running", double(waited) / run_delay_ms});
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  if (request.input.text == kFailingText) return unusable("these words cannot be run", request.model);
  if (request.model == "broken") {
    return unusable("the file ends too early", "model.safetensors, tensor encoder.layer.3.key.weight", "1179641 bytes",
                    "1179648");
  }
  const bool script = request.model.ends_with(".torchscript");
  if (script && !request.options.trust_code) return usage("running a TorchScript file needs consent", request.model);
  if (script) {
    ++scripts_run;
    tokenizer = request.options.tokenizer;
    if (!request.input.text.empty() && tokenizer.empty()) return unusable("a TorchScript file holds no tokenizer", request.model);
  }
  std::string seen = request.input.image;
  if (request.input.window) seen += '|' + std::to_string(request.input.window->at(0)) + ',' + std::to_string(request.input.window->at(1));
  for (std::size_t i = 0; request.input.region && i < 4; ++i) seen += '|' + std::to_string((*request.input.region)[i]);
  if (request.model == "fake-detr") {
    const bool video = request.input.image.ends_with(".mp4");
    const std::int64_t frame = video ? std::max<std::int64_t>(0, request.input.frame) : -1;
    if (video) seen += '#' + std::to_string(frame);
    auto found = detector_trace(std::hash<std::string>{}(request.model + seen), request.input.image);
    found->image_window = request.input.window;
    found->image_frame = frame;
    if (frame % 2 == 1) std::swap(found->detections[0], found->detections[1]);  // a video's best changes
    found->image_region = request.input.region;
    if (nothing_found) found->detections.clear();
    const std::lock_guard lock(mutex_);
    traces_[found->id] = found;
    return Reply(TracePtr(std::move(found)));
  }
  const bool image = (script && request.input.text.empty()) || request.model == "fake-vit";
  auto trace = std::make_shared<TraceInfo>();
  trace->id = std::hash<std::string>{}(request.model + request.input.text + seen);
  trace->image_window = request.input.window;
  trace->image_region = request.input.region;
  trace->model = {.family = image ? "vit" : "bert", .name = request.model, .path = "/models/" + request.model, .hash = weights_hash(),
                  .task = "encoder", .dtype = "float32", .note = "", .parameters = 22700000, .layers = image ? 4 : 6,
                  .heads = image ? 4 : 12, .longest = 512, .takes_text = !image, .takes_image = image};
  trace->axes = {image ? image_axis() : text_axis(request.input.text)};
  for (int layer = 0; layer < trace->model.layers; ++layer) {
    trace->sites.push_back({.id = layer, .stream = "encoder", .layer = layer, .heads = int(trace->model.heads),
                            .key_heads = int(trace->model.heads), .head_width = 32, .scale = 0.177});
  }
  trace->input = image ? request.input.image : request.input.text;
  trace->image_path = request.input.image;
  if (image) trace->predictions = {{"bus", 0.93, -1}, {"car", 0.05, -1}};
  trace->device = "cpu";
  trace->forward_seconds = 0.0114;
  trace->bytes = 390000;
  const std::lock_guard lock(mutex_);
  traces_[trace->id] = trace;
  return Reply(TracePtr(trace));
}

Result<Reply> FakeSession::difference(const DifferenceRequest& request) {
  TracePtr a, b;
  {
    const std::lock_guard lock(mutex_);
    if (traces_.contains(request.trace_a)) a = traces_[request.trace_a];
    if (traces_.contains(request.trace_b)) b = traces_[request.trace_b];
  }
  if (a == nullptr || b == nullptr) return failed("this trace is no longer held");
  return Reply(std::make_shared<const ViewResult>(difference_of(*a, *b, request)));
}

// A head that is switched off changes the output by its number: 0.0 by 0.01, 0.1 by 0.02 …; anything else by 0.5.
double effect_of(const TraceInfo& trace, const Intervention& change) {
  int number = 0;
  for (const SiteInfo& site : trace.sites) {
    for (int head = 0; head < site.heads; ++head) {
      ++number;
      if (change.kind == Intervention::Kind::head_off && change.stream == site.stream && change.layer == site.layer && change.head == head) return 0.01 * number;
    }
  }
  return 0.5;
}

Result<Reply> FakeSession::ablation(const AblationRequest& request, const Job& job) {
  auto reply = run(request.run, job);
  if (!reply) return reply;
  Ablation out;
  out.before = std::get<TracePtr>(reply.value());
  auto after = changed(*out.before, request.interventions);
  out.after = after;
  double most = 0;
  for (const Intervention& change : request.interventions) most += effect_of(*out.before, change);
  out.changes = {{"logits", {1, 2}, {1, 2}, most, most / 4}};
  const std::lock_guard lock(mutex_);
  traces_[after->id] = after;
  return Reply(std::move(out));
}

Result<Reply> FakeSession::view(const ViewOfTrace& request) {
  TracePtr trace;
  {
    const std::lock_guard lock(mutex_);
    const auto at = traces_.find(request.trace);
    if (at == traces_.end()) return failed("this trace is no longer held");
    trace = at->second;
  }
  if (tuned_statistics_fail && is_tuned(*trace) && std::holds_alternative<StatisticsRequest>(request.view)) return failed("these heads cannot be measured", trace->model.name);
  return view_of(*trace, request.view);
}

}  // namespace headlight::fake
