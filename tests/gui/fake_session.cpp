#include "tests/gui/fake_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "tests/gui/fake_detector.h"

namespace headlight::fake {

namespace {

double noise(int layer, int head, std::int64_t query, std::int64_t key) {
  std::uint64_t x = 1469598103934665603ULL;
  for (const std::uint64_t part : {std::uint64_t(layer), std::uint64_t(head), std::uint64_t(query), std::uint64_t(key)}) {
    x = (x ^ (part + 0x9E3779B97F4A7C15ULL)) * 1099511628211ULL;
    x ^= x >> 29;
  }
  return double(x % 10000) / 10000.0;
}

std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  const auto flush = [&] {
    if (word == "wrench") {
      out.insert(out.end(), {"wren", "##ch"});
    } else if (!word.empty()) {
      out.push_back(word);
    }
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      flush();
    } else if (c == '.' || c == ',') {
      flush();
      out.emplace_back(1, c);
    } else {
      word += char(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  flush();
  return out;
}

Axis text_axis(const std::string& text) {
  Axis axis;
  axis.text = text;
  axis.labels = {"[CLS]"};
  for (const std::string& piece : pieces(text)) axis.labels.push_back(piece);
  axis.labels.push_back("[SEP]");
  std::int64_t word = -1;
  for (std::size_t i = 0; i < axis.labels.size(); ++i) {
    const bool special = i == 0 || i + 1 == axis.labels.size();
    if (!special && axis.labels[i].rfind("##", 0) != 0) ++word;
    axis.special.push_back(special ? 1 : 0);
    axis.words.push_back(special ? -1 : word);
    axis.sequence.push_back(special ? -1 : 0);
    axis.ids.push_back(std::int64_t(100 + i));
    axis.offsets.push_back({0, 0});
  }
  return axis;
}

Axis image_axis() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {4, 4};
  axis.patch = {32, 32};
  axis.input = {128, 128};
  axis.image = {256, 256};
  axis.to_image = {2, 0, 0, 0, 2, 0};
  return axis;
}

void limits(Plane& plane) {
  const auto [low, high] = std::minmax_element(plane.values.begin(), plane.values.end());
  if (plane.values.empty()) return;
  plane.low = *low;
  plane.high = *high;
}

Picture picture_of(const std::string& path, const std::optional<std::array<double, 2>>& window) {
  Picture picture{256, 256, 256, 256, {}};
  const bool wide = path.ends_with("ct.png");
  if (wide) {
    picture.bits = 16;
    picture.grey = true;
    picture.range = {100, 4095};
  }
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      const bool wheel = (x - 90) * (x - 90) + (y - 170) * (y - 170) < 900;
      std::array<std::uint8_t, 3> rgb = wheel ? std::array<std::uint8_t, 3>{30, 30, 30}
                                              : std::array<std::uint8_t, 3>{std::uint8_t(x), 120, std::uint8_t(y)};
      if (wide) {
        const auto [low, high] = window.value_or(std::array{0.0, 255.0});
        const double sample = 100 + x * (3995 / 255.0);
        rgb.fill(std::uint8_t(std::lround(255 * std::clamp((sample - low) / (high - low), 0.0, 1.0))));
      }
      picture.rgb.insert(picture.rgb.end(), rgb.begin(), rgb.end());
    }
  }
  return picture;
}

struct Map {
  const SiteInfo& site;
  HeadChoice head;
  Quantity quantity;
  std::int64_t keys;
  [[nodiscard]] double at(std::int64_t query, std::int64_t key) const {
    if (quantity == Quantity::score) return score(site.layer, head.head, query, key);
    return weight(site.layer, head, site.heads, query, key, keys);
  }
};

}  // namespace

double score(int layer, int head, std::int64_t query, std::int64_t key) {
  double value = 3.0 * noise(layer, head, query, key);
  if (key == 0) value += layer * 0.7;
  if (head % 4 == 0 && key == query) value += 3;
  if (head % 4 == 1 && key + 1 == query) value += 3;
  if (head % 4 == 2 && key == query + 1) value += 3;
  return value;
}

double weight(int layer, int head, std::int64_t query, std::int64_t key, std::int64_t keys) {
  double sum = 0;
  for (std::int64_t k = 0; k < keys; ++k) sum += std::exp(score(layer, head, query, k));
  return std::exp(score(layer, head, query, key)) / sum;
}

double weight(int layer, HeadChoice head, int heads, std::int64_t query, std::int64_t key, std::int64_t keys) {
  if (head.mode == HeadChoice::Mode::one) return weight(layer, head.head, query, key, keys);
  double mean = 0, most = 0;
  for (int h = 0; h < heads; ++h) {
    const double w = weight(layer, h, query, key, keys);
    mean += w / heads;
    most = std::max(most, w);
  }
  return head.mode == HeadChoice::Mode::mean ? mean : most;
}

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
      {"fake-detr", "/models/fake-detr", "rt_detr", ModelEntry::Origin::bundled, "teaching model", true, false, true},
      {"broken", "/models/broken", "bert", ModelEntry::Origin::cache, "", true, true, false},
      {"zamba", "/models/zamba", "zamba2", ModelEntry::Origin::cache, "family not supported: zamba2", false, true, false}};
  for (const std::string& folder : folders) {
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
    field.layer = "backbone stage 3";
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
  if (const auto* request = std::get_if<VideoRequest>(&job.request)) {
    if (!request->path.ends_with(".mp4")) return unusable("not a known video", request->path);
    return Reply(VideoInfo{256, 256, 50, 25});
  }
  if (const auto* request = std::get_if<PictureTileRequest>(&job.request)) {
    const std::lock_guard lock(mutex_);
    tiles_.push_back(*request);
    return Reply(Picture{256, 256, 256, 256, std::vector<std::uint8_t>(std::size_t{256} * 256 * 3, 200)});
  }
  if (const auto* request = std::get_if<TiledRunRequest>(&job.request)) return grid(*request, job);
  if (const auto* request = std::get_if<InspectCodeRequest>(&job.request)) {
    return Reply(CodeFile{request->path, 129400000, script_hash, "Ultralytics RT-DETR-L"});
  }
  return failed("not answered by this session");
}

std::vector<PictureTileRequest> FakeSession::tiles_asked() {
  const std::lock_guard lock(mutex_);
  return tiles_;
}

// The left and the right half, each with its run's first two detections.
Result<Reply> FakeSession::grid(const TiledRunRequest& request, const Job& job) {
  TiledRun out;
  for (const double left : {0.0, 128.0}) {
    auto one = request.run;
    one.input.region = {left, 0, left + 128, 256};
    auto reply = run(one, job);
    if (!reply) return reply;
    out.parts.push_back({*one.input.region, std::get<TracePtr>(reply.value())});
    for (std::size_t i = 0; i < 2; ++i)
      out.detections.push_back({out.parts.size() - 1, out.parts.back().trace->detections.at(i)});
  }
  return Reply(std::move(out));
}

Result<Reply> FakeSession::run(const RunRequest& request, const Job& job) {
  ++runs_started;
  for (int waited = 0; waited < run_delay_ms; waited += 5) {
    if (cancelled(job.id)) return headlight::cancelled();
    if (job.handlers.progress) job.handlers.progress({"Running", double(waited) / run_delay_ms});
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
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
  if (request.model == "fake-detr") {
    if (request.input.region) seen += '|' + std::to_string((*request.input.region)[0]) + ',' + std::to_string((*request.input.region)[2]);
    const bool video = request.input.image.ends_with(".mp4");
    const std::int64_t frame = video ? std::max<std::int64_t>(0, request.input.frame) : -1;
    if (video) seen += '#' + std::to_string(frame);
    auto found = detector_trace(std::hash<std::string>{}(request.model + seen), request.input.image);
    found->image_window = request.input.window;
    found->image_frame = frame;
    if (frame % 2 == 1) std::swap(found->detections[0], found->detections[1]);  // a video's best changes
    found->image_region = request.input.region;
    const std::lock_guard lock(mutex_);
    traces_[found->id] = found;
    return Reply(TracePtr(std::move(found)));
  }
  const bool image = (script && request.input.text.empty()) || request.model == "fake-vit";
  auto trace = std::make_shared<TraceInfo>();
  trace->id = std::hash<std::string>{}(request.model + request.input.text + seen);
  trace->image_window = request.input.window;
  trace->model = {.family = image ? "vit" : "bert", .name = request.model, .path = "/models/" + request.model, .hash = "",
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

Result<Reply> FakeSession::view(const ViewOfTrace& request) {
  TracePtr trace;
  {
    const std::lock_guard lock(mutex_);
    const auto at = traces_.find(request.trace);
    if (at == traces_.end()) return failed("this trace is no longer held");
    trace = at->second;
  }
  if (const auto* points = std::get_if<PointsRequest>(&request.view)) {
    return Reply(std::make_shared<const ViewResult>(detector_points(*trace, *points)));
  }
  if (const auto* splat = std::get_if<SplatRequest>(&request.view)) {
    return Reply(std::make_shared<const ViewResult>(detector_splat(*trace, *splat)));
  }
  std::int64_t n = trace->axes[0].size();
  const auto map = [&](int site, HeadChoice head, Quantity quantity) {
    const SiteInfo& of = trace->sites[std::size_t(site)];
    n = trace->axes[std::size_t(of.query_axis)].size();  // every dense map here is square
    return Map{of, head, quantity, n};
  };
  const auto plane = [&](const Map& source, const Extent& extent) {
    Plane out{extent.rows(), extent.columns(), {}, 0, 0};
    for (auto i = extent.row0; i < extent.row1; ++i) {
      for (auto j = extent.column0; j < extent.column1; ++j) out.values.push_back(float(source.at(i, j)));
    }
    limits(out);
    return out;
  };
  const auto reply = [](auto result) { return Reply(std::make_shared<const ViewResult>(std::move(result))); };

  if (const auto* tile = std::get_if<TileRequest>(&request.view)) {
    return reply(TileResult{tile->extent, plane(map(tile->site, tile->head, tile->quantity), tile->extent)});
  }
  if (const auto* line = std::get_if<LineRequest>(&request.view)) {
    LineResult result;
    const Map source = map(line->site, line->head, line->quantity);
    for (std::int64_t i = 0; i < n; ++i) {
      result.values.push_back(float(line->column ? source.at(i, line->position) : source.at(line->position, i)));
    }
    return reply(std::move(result));
  }
  if (const auto* heads = std::get_if<HeadsRequest>(&request.view)) {
    HeadsResult result{int(trace->stream_sites(heads->stream).size()), trace->sites[0].heads, {}};
    for (const SiteInfo& site : trace->sites) {
      if (site.stream != heads->stream) continue;
      for (int head = 0; head < site.heads; ++head) {
        const Map source = map(site.id, {HeadChoice::Mode::one, head}, heads->quantity);
        result.maps.push_back({site.id, site.layer, head, plane(source, {0, n, 0, n})});
      }
    }
    return reply(std::move(result));
  }
  if (const auto* edges = std::get_if<EdgesRequest>(&request.view)) {
    EdgesResult result;
    const Map first = map(edges->site, edges->heads[0], Quantity::weight);  // sets n
    const auto allowed = [&](std::int64_t key) {
      return std::find(edges->without_keys.begin(), edges->without_keys.end(), key) == edges->without_keys.end();
    };
    for (std::int64_t i = 0; i < n; ++i) {
      std::vector<Edge> row;
      const Map& source = first;
      for (std::int64_t j = 0; j < n; ++j) {
        if (allowed(j)) row.push_back({i, j, edges->heads[0], float(source.at(i, j))});
      }
      std::sort(row.begin(), row.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
      if (edges->top_k > 0) row.resize(std::min(row.size(), std::size_t(edges->top_k)));
      std::erase_if(row, [&](const Edge& edge) { return edge.weight < edges->threshold; });
      result.edges.insert(result.edges.end(), row.begin(), row.end());
    }
    std::sort(result.edges.begin(), result.edges.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
    return reply(std::move(result));
  }
  if (const auto* statistics = std::get_if<StatisticsRequest>(&request.view)) {
    StatisticsResult result;
    for (const SiteInfo& site : trace->sites) {
      if (site.stream != statistics->stream) continue;
      for (int head = 0; head < site.heads; ++head) {
        HeadStatistics of{site.id, site.layer, head};
        if (site.kind == SiteKind::deformable) {
          of.entropy = 1 + 0.1 * head;
          of.inside = inside(site.layer, head);
          of.level_share = {0.45, 0.55};
          result.heads.push_back(of);
          continue;
        }
        const Map source = map(site.id, {HeadChoice::Mode::one, head}, Quantity::weight);
        for (std::int64_t i = 0; i < n; ++i) {
          for (std::int64_t j = 0; j < n; ++j) {
            const double w = source.at(i, j) / double(n);
            of.entropy -= w * std::log(source.at(i, j));
            of.distance += w * double(std::abs(i - j));
            if (i == j) of.on_self += w;
            if (j + 1 == i) of.on_previous += w;
            if (j == i + 1) of.on_next += w;
            if (j == 0) of.on_first += w;
            if (j + 1 == n) of.on_separator += w;
          }
        }
        result.heads.push_back(of);
      }
    }
    return reply(std::move(result));
  }
  if (const auto* cell = std::get_if<CellRequest>(&request.view)) {
    const Map source = map(cell->site, cell->head, Quantity::weight);
    CellResult result;
    result.weight = float(source.at(cell->query, cell->key));
    result.score = float(score(source.site.layer, cell->head.head, cell->query, cell->key));
    result.keys = n;
    result.rank = 1;
    for (std::int64_t j = 0; j < n; ++j) result.rank += source.at(cell->query, j) > source.at(cell->query, cell->key);
    return reply(result);
  }
  return failed("this view is not made by this session");
}

}  // namespace headlight::fake
