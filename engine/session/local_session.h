// The session in this process: five lanes (runs, views, pictures, quick questions, and in the background pyramids and views
// that take long) over one store.
#pragma once

#include <array>
#include <atomic>

#include "engine/api/session.h"
#include "engine/session/catalogue.h"
#include "engine/session/grid.h"
#include "engine/session/lane.h"
#include "engine/session/pictures.h"
#include "engine/session/run.h"
#include "engine/session/store.h"
#include "engine/session/videos.h"
#include "engine/session/view_cache.h"

namespace headlight::session {

class LocalSession final : public Session {
 public:
  explicit LocalSession(SessionOptions options, DeviceList devices = kernels::cuda_devices);

  std::vector<ModelEntry> models(const std::vector<std::string>& folders, std::stop_token stop) override;
  JobId submit(const std::string& slot, Request request, Handlers handlers) override;
  void cancel(JobId job) override;
  void release(TraceId trace) override;
  std::int64_t bytes_held() const override;

 private:
  [[nodiscard]] std::array<Lane*, 5> lanes() { return {&run_lane_, &view_lane_, &quick_lane_, &picture_lane_, &background_lane_}; }
  Lane& lane_for(const Request& request);
  [[nodiscard]] bool takes_long(const ViewOfTrace& request) const;
  Result<Reply> answer(const Request& request, const RunControl& control);

  Result<Reply> reply(const LoadRequest& request, const RunControl& control);
  Result<Reply> reply(const TokenizeRequest& request, const RunControl& control);
  Result<Reply> reply(const RunRequest& request, const RunControl& control);
  Result<Reply> reply(const ReceptiveFieldRequest& request, const RunControl& control);
  Result<Reply> reply(const TiledRunRequest& request, const RunControl& control);
  Result<Reply> reply(const DifferenceRequest& request, const RunControl& control);
  Result<Reply> reply(const AblationRequest& request, const RunControl& control);
  Result<Reply> reply(const ImportanceRequest& request, const RunControl& control);
  Result<Reply> reply(const OpenTraceRequest& request, const RunControl& control);
  Result<Reply> reply(const SaveTraceRequest& request, const RunControl& control);
  Result<Reply> reply(const DumpRequest& request, const RunControl& control);
  Result<Reply> reply(const ViewOfTrace& request, const RunControl& control);
  Result<Reply> reply(const OutputRequest& request, const RunControl& control);
  Result<Reply> reply(const ImageRequest& request, const RunControl& control);
  Result<Reply> reply(const PreviewRequest& request, const RunControl& control);
  Result<Reply> reply(const PictureTileRequest& request, const RunControl& control);
  Result<Reply> reply(const VideoRequest& request, const RunControl& control);
  Result<Reply> reply(const InspectCodeRequest& request, const RunControl& control);
  Result<Reply> reply(const PyramidRequest& request, const RunControl& control);

  Result<LoadedModelPtr> loaded(const std::string& model, const RunOptions& options, const RunControl& control);
  Result<trace::TracePtr> traced(const RunRequest& request, const RunControl& control);
  Result<trace::TracePtr> ran(const LoadedModel& model, const RunRequest& request, const RunControl& control);
  void keep(const trace::TracePtr& trace, const RunControl& control);
  Result<trace::TracePtr> kept(TraceId id) const;
  Result<ViewResult> fresh_view(TraceId id, const ViewRequest& request, const std::stop_token& stop);
  Result<ViewPtr> viewed(TraceId id, const ViewRequest& request, const std::stop_token& stop);
  ViewPtr cut_out(TraceId id, const ViewRequest& request);
  Result<Region> field_of(const InputSpec& input);
  Result<TracePtr> run_part(const LoadedModel& model, const RunRequest& request, const RunControl& control,
                            std::int64_t& kept);
  Result<PictureFile> picture_of(TraceId id) const;
  Result<Reply> shrunk_picture(const PictureFile& picture, std::int64_t edge, const std::stop_token& stop);
  Result<std::shared_ptr<const text::Tokenizer>> tokenizer(const std::string& model);

  DeviceList devices_;
  Catalogue catalogue_;
  Store store_;
  ViewCache views_;
  mutable Pyramids pyramids_;
  Videos videos_;
  Pictures pictures_{videos_};
  std::mutex tokenizer_mutex_;
  std::string tokenizer_path_;
  std::shared_ptr<const text::Tokenizer> tokenizer_;
  std::atomic<JobId> last_job_{0};
  Lane run_lane_, view_lane_, quick_lane_, picture_lane_, background_lane_;  // last: their threads end before what they use
};

}  // namespace headlight::session
