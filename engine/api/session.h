// The one door to the engine. No Torch, no Qt: everything that passes is a plain value.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/input.h"
#include "engine/api/pictures.h"
#include "engine/api/result.h"
#include "engine/api/trace_info.h"
#include "engine/api/view.h"

namespace headlight {

// --- what can be asked ------------------------------------------------------------------------------------------

// A model that can be chosen, found without reading its weights.
struct ModelEntry {
  enum class Origin { bundled, package, cache, folder, script };
  std::string name;  // what --model takes
  std::string path;
  std::string family;  // "" when config.json could not be read
  Origin origin = Origin::bundled;
  std::string note;  // "teaching model", "family not supported: …"
  bool usable = true;
  bool takes_text = false, takes_image = false;
  bool detects = false;  // its queries are detections with boxes
};

struct LoadRequest {
  std::string model;  // bundled name, folder, cached repo id, TorchScript file
  RunOptions options;
};
struct TokenizeRequest {  // what the model would read; loads the tokenizer only
  std::string model;
  InputSpec input;
};
struct RunRequest {
  std::string model;
  InputSpec input;
  RunOptions options;
};
// The effective receptive field of a feature map at the place (x, y), original-image pixels: how much every pixel of the
// model's input changes the sum of the feature's channels there (Luo et al. 2016), absolute, summed over colour channels.
struct ReceptiveFieldRequest {
  RunRequest run;
  double x = 0, y = 0;
  std::int64_t edge = 256;  // most rows or columns of the result, mean-pooled
  int level = -1;           // of ReceptiveField::levels; −1: the backbone's coarsest whose field is smaller than the picture
};
// A detector over a grid of overlapping square regions of the picture, its detections joined.
struct TiledRunRequest {
  RunRequest run;
  std::int64_t tile = 1024, overlap = 128;  // original-image pixels
};
// Signed difference of two maps, a − b, of one trace or of two; the extents and output sizes must be equal.
struct DifferenceRequest {
  TraceId trace_a = 0, trace_b = 0;
  TileRequest a, b;
  std::string folder;  // where diff.npy is written as well; empty: nowhere
};
// The run as it is and with interventions.
struct AblationRequest {
  RunRequest run;
  std::vector<Intervention> interventions;
  std::string folder;  // where before.NAME.npy and after.NAME.npy of every output are written; empty: nowhere
};
// What every head of a run does to its outputs: each is switched off alone, from the last layer up.
struct ImportanceRequest {
  RunRequest run;
  std::string stream;  // only its heads; empty: all
  Intervention::Kind kind = Intervention::Kind::head_off;  // or head_mean
};
struct OpenTraceRequest {
  std::string path;
};
struct SaveTraceRequest {
  TraceId trace = 0;
  std::string path;
};
struct DumpRequest {
  TraceId trace = 0;
  std::string folder;
  std::int64_t max_bytes = std::int64_t{2} << 30;
};
struct ViewOfTrace {
  TraceId trace = 0;
  ViewRequest view;
};
// Coarse levels of a whole map, made from exact cells in the background and kept within a budget: tiles whose `bin` they
// have are cut out of them. They are saved with the trace.
struct PyramidRequest {
  TraceId trace = 0;
  MapChoice map;
};
struct OutputRequest {  // one output array of a run, e.g. "logits"
  TraceId trace = 0;
  std::string name;
};
struct InspectCodeRequest {  // what a TorchScript file is, without running it: for the question before it runs
  std::string path;
};

using Request =
    std::variant<LoadRequest, TokenizeRequest, RunRequest, ReceptiveFieldRequest, TiledRunRequest, DifferenceRequest,
                 AblationRequest, ImportanceRequest, OpenTraceRequest, SaveTraceRequest, DumpRequest, ViewOfTrace, OutputRequest,
                 ImageRequest, PreviewRequest, PictureTileRequest, VideoRequest, InspectCodeRequest, PyramidRequest>;

// --- what comes back --------------------------------------------------------------------------------------------

struct Written {
  std::string path;
  std::int64_t bytes = 0;
};
struct PyramidInfo {
  std::int64_t bin = 1;  // of its finest level; 1: the map is small enough without (see coarse_bin)
  std::int64_t bytes = 0;
};
struct Array {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
struct CodeFile {
  std::string path;  // absolute
  std::int64_t bytes = 0;
  std::string hash;  // sha256, hex
  std::string note;  // what the file says of itself: "Ultralytics YOLO11n", …; empty for nothing
};

using TracePtr = std::shared_ptr<const TraceInfo>;
using ViewPtr = std::shared_ptr<const ViewResult>;

struct ReceptiveField {
  Plane plane;        // over the model's input
  std::string layer;  // whose feature was asked: "backbone stage 3", …
  int level = 0;                    // its place in `levels`
  std::vector<std::string> levels;  // the backbone's maps that the attention reads, finest first, then "encoder level 0", …
};
struct TiledRun {
  struct Part {
    std::array<double, 4> region{};  // as InputSpec::region
    TracePtr trace;
  };
  struct Found {
    std::size_t part = 0;
    Detection detection;  // its query is the part's
  };
  std::vector<Part> parts;
  std::vector<Found> detections;  // falling score, overlapping ones of the same class joined
};
struct Ablation {
  struct Change {
    std::string output;
    std::vector<std::int64_t> before, after;  // shapes
    double most = 0, mean = 0;                // |after − before|; NaN where the shapes differ
  };
  // Of what either run names among its likeliest: the probability in both. By position, then falling probability.
  struct Named {
    std::string label;
    std::int64_t index = 0;      // of the class or token
    std::int64_t position = -1;  // as Prediction::position
    double before = 0, after = 0;
  };
  TracePtr before, after;
  std::vector<Change> changes;
  std::vector<Named> named{};  // empty where the outputs name nothing, or are of different shapes
};

struct Importance {
  struct Head {
    std::string stream;
    int layer = 0, head = 0;
    std::vector<Ablation::Change> changes;
    std::string text;  // what the model wrote without it; empty where it writes nothing
  };
  TracePtr before;
  std::vector<Head> heads;  // in the order in which they were switched off
};

using Reply = std::variant<ModelInfo, Axis, TracePtr, Written, ViewPtr, Array, Picture, VideoInfo, ReceptiveField,
                           TiledRun, Ablation, Importance, CodeFile, PyramidInfo>;

struct Progress {
  std::string step;      // "Loading weights", "Running", …
  double fraction = -1;  // 0…1, or −1 when the total is not known
};

// Called on a thread of the session, `done` exactly once; a superseded or cancelled job ends with
// Error::Kind::cancelled. They must return quickly and must not call back into the session's destructor.
struct Handlers {
  std::function<void(Result<Reply>)> done;
  std::function<void(Progress)> progress;  // may be empty
};

using JobId = std::uint64_t;

class Session {
 public:
  virtual ~Session() = default;

  // Bundled, packaged and cached models plus those in `folders` and one level below. Reads config.json files only; once
  // `stop` is set it returns soon, with what it has found so far.
  virtual std::vector<ModelEntry> models(const std::vector<std::string>& folders, std::stop_token stop = {}) = 0;

  // Starts a job. A non-empty `slot` holds one job at a time: a newer one cancels the older.
  // Views run on their own thread, so that they never wait for a model run. Thread-safe.
  virtual JobId submit(const std::string& slot, Request request, Handlers handlers) = 0;

  // Asks a job to stop; it ends with Kind::cancelled soon. Unknown ids are ignored.
  virtual void cancel(JobId job) = 0;

  // Forgets a trace; results already given stay valid.
  virtual void release(TraceId trace) = 0;

  // Bytes now held by models, traces and cached views.
  virtual std::int64_t bytes_held() const = 0;
};

// Waits for one request; for programs without an event loop.
Result<Reply> wait(Session& session, Request request, std::function<void(Progress)> progress = {});

struct SessionOptions {
  std::vector<std::string> resource_folders;  // where bundled models lie
  std::int64_t view_cache_bytes = std::int64_t{256} << 20;
  int threads = 0;  // 0: as many as cores
};

// Defined by engine/session.
std::unique_ptr<Session> make_session(SessionOptions options);

}  // namespace headlight
