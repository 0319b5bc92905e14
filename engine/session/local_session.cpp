#include "engine/session/local_session.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <exception>
#include <new>

#include "engine/api/budget.h"
#include "engine/io/sha256.h"
#include "engine/models/heap.h"
#include "engine/models/tap/tapped_model.h"
#include "engine/session/ablation.h"
#include "engine/session/placing.h"
#include "engine/session/prepare.h"
#include "engine/session/replies.h"
#include "engine/trace/trace_file.h"
#include "engine/views/difference.h"
#include "engine/views/dump.h"
#include "engine/views/pyramid.h"
#include "engine/views/view.h"

namespace headlight::session {
namespace {

bool shows_picture(const Request& request) {
  return std::holds_alternative<ImageRequest>(request) || std::holds_alternative<PreviewRequest>(request) ||
         std::holds_alternative<PictureTileRequest>(request) || std::holds_alternative<VideoRequest>(request);
}

// Twelve of the largest.
constexpr std::int64_t pyramid_bytes = std::int64_t{256} << 20;

}  // namespace

LocalSession::LocalSession(SessionOptions options, DeviceList devices)
    : devices_(std::move(devices)), catalogue_(options.resource_folders), views_(options.view_cache_bytes), pyramids_(pyramid_bytes) {
  if (options.threads > 0) at::set_num_threads(options.threads);
  models::keep_freed_memory();
}

std::vector<ModelEntry> LocalSession::models(const std::vector<std::string>& folders, std::stop_token stop) {
  return catalogue_.list(folders, stop);
}

JobId LocalSession::submit(const std::string& slot, Request request, Handlers handlers) {
  const JobId id = ++last_job_;
  auto& lane = lane_for(request);
  for (auto* other : lanes())
    if (other != &lane) other->supersede(slot);
  lane.push(id, slot, [this, request = std::move(request), handlers = std::move(handlers)](std::stop_token stop) {
    std::vector<TraceId> fresh;
    const RunControl control{stop, handlers.progress, &videos_, &pictures_, &fresh, [this] { store_.move_to_host(); }};
    auto reply = stop.stop_requested() ? Result<Reply>(cancelled()) : answer(request, control);
    if (reply && stop.stop_requested()) reply = cancelled();
    if (!reply)
      for (const auto trace : fresh) release(trace);  // nobody will ever know them
    handlers.done(std::move(reply));
  });
  return id;
}

Lane& LocalSession::lane_for(const Request& request) {
  if (shows_picture(request)) return picture_lane_;
  if (std::holds_alternative<TokenizeRequest>(request) || std::holds_alternative<InspectCodeRequest>(request)) return quick_lane_;
  if (std::holds_alternative<PyramidRequest>(request)) return background_lane_;
  if (const auto* view = std::get_if<ViewOfTrace>(&request)) return takes_long(*view) ? background_lane_ : view_lane_;
  if (std::holds_alternative<OutputRequest>(request) || std::holds_alternative<DifferenceRequest>(request)) return view_lane_;
  return run_lane_;
}

// Whether a view reads so many cells, exactly, that others should not wait for it.
bool LocalSession::takes_long(const ViewOfTrace& request) const {
  const auto trace = store_.trace(request.trace);
  if (trace == nullptr) return false;
  const auto* edges = std::get_if<EdgesRequest>(&request.view);
  const auto* tile = std::get_if<TileRequest>(&request.view);
  if (tile != nullptr)
    return tile->cell_budget == 0 && tile->extent.columns() > 0 && tile->extent.rows() > most_exact_cells / tile->extent.columns() &&
           pyramids_.find(request.trace, {tile->site, tile->head, tile->quantity, tile->pooling}) == nullptr;
  if (edges == nullptr || edges->query >= 0 || edges->site < 0 || edges->site >= static_cast<int>(trace->sites.size())) return false;
  const auto& site = trace->sites[static_cast<std::size_t>(edges->site)];
  return !site.deformable() && site.keys() > 0 && site.queries() > most_exact_cells / site.keys();
}

void LocalSession::cancel(JobId job) {
  for (auto* lane : lanes()) lane->cancel(job);
}

void LocalSession::release(TraceId trace) {
  store_.forget(trace);
  views_.forget(trace);
  pyramids_.forget(trace);
}

std::int64_t LocalSession::bytes_held() const {
  return store_.bytes() + views_.bytes() + pyramids_.bytes() + pictures_.bytes() + videos_.bytes();
}

// The last border: whatever a library throws becomes an Error here.
Result<Reply> LocalSession::answer(const Request& request, const RunControl& control) {
  try {
    return std::visit([&](const auto& one) { return reply(one, control); }, request);
  } catch (Failure& failure) {
    return std::move(failure.error);
  } catch (const std::bad_alloc&) {
    return failed("not enough memory", {}, {}, "a smaller input or view");
  } catch (const std::exception& error) {
    const std::string message = error.what();
    return failed("unexpected fault", {}, message.substr(0, message.find('\n')));
  }
}

Result<trace::TracePtr> LocalSession::kept(TraceId id) const {
  if (auto trace = store_.trace(id)) return trace;
  return unusable("no such trace", "trace", std::to_string(id), "one that this session keeps");
}

Result<std::shared_ptr<const text::Tokenizer>> LocalSession::tokenizer(const std::string& model) {
  auto folder = catalogue_.resolve(model);
  if (!folder) return folder.error();
  const std::lock_guard lock(tokenizer_mutex_);
  if (tokenizer_path_ == folder->string()) return tokenizer_;
  if (is_script(folder.value()))
    return unusable("a TorchScript file holds no tokenizer", model, "none", "a run with --tokenizer DIR");
  auto opened = text::Tokenizer::open(folder.value());
  if (!opened) return opened;
  tokenizer_path_ = folder->string();
  tokenizer_ = opened.value();
  return tokenizer_;
}

Result<Reply> LocalSession::reply(const TokenizeRequest& request, const RunControl& /*control*/) {
  auto opened = tokenizer(request.model);
  if (!opened) return opened.error();
  return as_reply<Axis>(tokenize(*opened.value(), request.input));
}

void LocalSession::keep(const trace::TracePtr& trace, const RunControl& control) {
  if (control.fresh != nullptr && store_.trace(trace->info.id) == nullptr) control.fresh->push_back(trace->info.id);
  store_.keep(trace);
}

Result<Reply> LocalSession::reply(const OpenTraceRequest& request, const RunControl& control) {
  auto trace = trace::read_trace(request.path);
  if (!trace) return trace.error();
  keep(trace.value(), control);
  for (const auto& pyramid : trace.value()->pyramids) pyramids_.keep(trace.value()->info.id, pyramid->map, pyramid);
  return Reply(info_of(trace.value()));
}

Result<Reply> LocalSession::reply(const PyramidRequest& request, const RunControl& control) {
  auto held = pyramids_.find(request.trace, request.map);
  if (!held) {
    auto trace = kept(request.trace);
    if (!trace) return trace.error();
    auto made = views::pyramid(*trace.value(), request.map, control.stop);
    if (!made) return made.error();
    held = std::make_shared<const trace::Pyramid>(std::move(made).value());
    if (held->levels.empty()) return Reply(PyramidInfo{});
    if (auto still = kept(request.trace); !still) return still.error();  // released meanwhile
    pyramids_.keep(request.trace, request.map, held);
  }
  return Reply(PyramidInfo{held->levels.front().bin, held->bytes()});
}

Result<Reply> LocalSession::reply(const SaveTraceRequest& request, const RunControl& /*control*/) {
  auto trace = kept(request.trace);
  if (!trace) return trace.error();
  return as_reply<Written>(trace::write_trace(*trace.value(), request.path, pyramids_.of(request.trace)));
}

Result<Reply> LocalSession::reply(const DumpRequest& request, const RunControl& control) {
  auto trace = kept(request.trace);
  if (!trace) return trace.error();
  return as_reply<Written>(views::dump(*trace.value(), request.folder, request.max_bytes, control.stop));
}

Result<Reply> LocalSession::reply(const ViewOfTrace& request, const RunControl& control) {
  return as_reply<ViewPtr>(viewed(request.trace, request.view, control.stop));
}

// The tile cut out of a pyramid that has it, or null.
ViewPtr LocalSession::cut_out(TraceId id, const ViewRequest& request) {
  const auto* tile = std::get_if<TileRequest>(&request);
  if (tile == nullptr || tile->bin == 0) return nullptr;
  const auto pyramid = pyramids_.find(id, {tile->site, tile->head, tile->quantity, tile->pooling});
  auto found = pyramid ? views::cut_out(*pyramid, *tile) : std::nullopt;
  return found ? std::make_shared<const ViewResult>(std::move(*found)) : nullptr;
}

// A device that has no room for a view gives its traces to the host, which has it.
Result<ViewResult> LocalSession::fresh_view(TraceId id, const ViewRequest& request, const std::stop_token& stop) {
  auto trace = kept(id);
  if (!trace) return trace.error();
  auto result = [&] {
    const ViewsOn device(*trace.value());
    return views::view(*trace.value(), request, stop);
  }();
  if (result || !kernels::is_out_of_device_memory(result.error())) return result;
  store_.move_to_host();
  trace = kept(id);
  if (!trace) return trace.error();
  return views::view(*trace.value(), request, stop);
}

Result<ViewPtr> LocalSession::viewed(TraceId id, const ViewRequest& request, const std::stop_token& stop) {
  if (auto found = cut_out(id, request)) return found;
  if (auto held = views_.find(id, request)) return held;
  auto result = fresh_view(id, request, stop);
  if (!result) return result.error();
  auto shared = std::make_shared<const ViewResult>(std::move(result).value());
  views_.keep(id, request, shared);
  return shared;
}

Result<Reply> LocalSession::reply(const DifferenceRequest& request, const RunControl& control) {
  auto a = viewed(request.trace_a, request.a, control.stop);
  if (!a) return a.error();
  auto b = viewed(request.trace_b, request.b, control.stop);
  if (!b) return b.error();
  auto result = views::difference(std::get<TileResult>(*a.value()), std::get<TileResult>(*b.value()));
  if (!result) return result.error();
  if (!request.folder.empty()) write_difference(request.folder, result->plane);
  return Reply(std::make_shared<const ViewResult>(std::move(result).value()));
}

Result<Reply> LocalSession::reply(const VideoRequest& request, const RunControl& control) {
  auto opened = videos_.open(request.path, control.stop);
  if (!opened) return opened.error();
  const auto& video = *opened.value();
  return Reply(VideoInfo{video.width(), video.height(), video.frames(), video.frames_per_second()});
}

Result<Reply> LocalSession::reply(const OutputRequest& request, const RunControl& /*control*/) {
  auto trace = kept(request.trace);
  if (!trace) return trace.error();
  const auto at = trace.value()->outputs.find(request.name);
  if (at == trace.value()->outputs.end()) return unusable("no such output", "output", request.name);
  const auto& tensor = at->second;
  const auto* values = tensor.const_data_ptr<float>();
  return Reply(Array{tensor.sizes().vec(), std::vector<float>(values, values + tensor.numel())});
}

Result<Reply> LocalSession::reply(const ImageRequest& request, const RunControl& control) {
  auto picture = picture_of(request.trace);
  return picture ? shrunk_picture(picture.value(), request.edge, control.stop) : picture.error();
}

Result<Reply> LocalSession::reply(const PreviewRequest& request, const RunControl& control) {
  return shrunk_picture({request.path, request.window, request.frame}, request.edge, control.stop);
}

Result<Reply> LocalSession::reply(const PictureTileRequest& request, const RunControl& control) {
  auto picture = request.trace == 0 ? Result<PictureFile>(PictureFile{request.path, request.window, request.frame})
                                    : picture_of(request.trace);
  if (!picture) return picture.error();
  auto pyramid = pictures_.open(picture.value(), control.stop);
  if (!pyramid) return pyramid.error();
  return Reply(to_picture(pyramid.value()->tile(request.level, request.row, request.column), *pyramid.value()));
}

Result<PictureFile> LocalSession::picture_of(TraceId id) const {
  auto trace = kept(id);
  if (!trace) return trace.error();
  const auto& info = trace.value()->info;
  if (info.image_path.empty()) return unusable("this run has no picture", "trace", std::to_string(id));
  return PictureFile{info.image_path, info.image_window, info.image_frame};
}

Result<Reply> LocalSession::shrunk_picture(const PictureFile& picture, std::int64_t edge, const std::stop_token& stop) {
  if (edge < 1 || edge > 16384) return usage("wrong picture size", "edge", std::to_string(edge), "1 to 16384 pixels");
  auto pyramid = pictures_.open(picture, stop);
  if (!pyramid) return pyramid.error();
  return Reply(to_picture(pyramid.value()->shrunk(edge), *pyramid.value()));
}

Result<Reply> LocalSession::reply(const InspectCodeRequest& request, const RunControl& /*control*/) {
  std::error_code error;
  const auto path = std::filesystem::absolute(request.path, error);
  const auto bytes = std::filesystem::file_size(path, error);
  if (error) return unusable("cannot read", request.path, error.message(), "a TorchScript file");
  const auto facts = models::tap::inspect(path);
  auto hash = io::sha256_file(path);
  if (!hash) return hash.error();
  // What is wrong with the description is said when the file is opened.
  const auto written = guarded<std::optional<models::tap::Ultralytics>>([&] { return models::tap::read_ultralytics(facts.config, path.string()); });
  return Reply(CodeFile{path.string(), static_cast<std::int64_t>(bytes), std::move(hash).value(),
                        written && written.value() ? written.value()->description : std::string{}});
}

}  // namespace headlight::session

namespace headlight {

std::unique_ptr<Session> make_session(SessionOptions options) {
  return std::make_unique<session::LocalSession>(std::move(options));
}

}  // namespace headlight
