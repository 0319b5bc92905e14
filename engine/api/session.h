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

#include "engine/api/result.h"
#include "engine/api/trace_info.h"
#include "engine/api/view.h"

namespace headlight {

// --- what can be asked ------------------------------------------------------------------------------------------

// A model that can be chosen, found without reading its weights.
struct ModelEntry {
  enum class Origin { bundled, package, cache, folder, script };
  std::string name;    // what --model takes
  std::string path;
  std::string family;  // "" when config.json could not be read
  Origin origin = Origin::bundled;
  std::string note;    // "teaching model", "family not supported: …"
  bool usable = true;
  bool takes_text = false, takes_image = false;
};

struct InputSpec {
  std::string text;
  std::optional<std::string> pair;
  std::optional<std::string> target;  // what the decoder is fed; nothing: generate
  std::string image;                  // file
  std::vector<std::int64_t> ids, target_ids;
  std::string pixels;                 // .npy, float32 [3, H, W], already normalised
  // The sample values of the image file that become black and white, in the file's own units (0…65535 for 16 bits);
  // unset: 8-bit samples as they are, wider ones as the reference's decoder narrows them.
  std::optional<std::array<double, 2>> window{};
  bool operator==(const InputSpec&) const = default;
};

struct RunOptions {
  std::string device = "auto";     // auto | cpu | cuda[:N]
  std::string dtype = "float32";   // float32 | float16 | bfloat16
  std::int64_t max_new = 64;       // tokens to generate
  int beams = 1;
  bool trust_code = false;         // the user agreed to run the TorchScript file's code
  std::string tokenizer;           // folder of the tokenizer for a TorchScript file that reads text
  bool operator==(const RunOptions&) const = default;
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
struct OutputRequest {  // one output array of a run, e.g. "logits"
  TraceId trace = 0;
  std::string name;
};
struct ImageRequest {  // the run's image, decoded upright, 8-bit RGB, at most `edge` pixels wide or high
  TraceId trace = 0;
  std::int64_t edge = 2048;
};
struct PreviewRequest {  // any image file, likewise
  std::string path;
  std::int64_t edge = 512;
  std::optional<std::array<double, 2>> window{};  // as InputSpec::window
};

constexpr std::int64_t picture_tile = 512;  // edge of a tile, in pixels of its level
// One tile of the run's picture, or of `path` where `trace` is 0. Level 0 is the picture; every next one is half of it,
// rounded up. The reply is cut at the level's border.
struct PictureTileRequest {
  TraceId trace = 0;
  std::string path;
  int level = 0;
  std::int64_t row = 0, column = 0;
  std::optional<std::array<double, 2>> window{};  // of `path`, as InputSpec::window
};
struct InspectCodeRequest {  // what a TorchScript file is, without running it: for the question before it runs
  std::string path;
};

using Request = std::variant<LoadRequest, TokenizeRequest, RunRequest, OpenTraceRequest, SaveTraceRequest, DumpRequest,
                             ViewOfTrace, OutputRequest, ImageRequest, PreviewRequest, PictureTileRequest, InspectCodeRequest>;

// --- what comes back --------------------------------------------------------------------------------------------

struct Written {
  std::string path;
  std::int64_t bytes = 0;
};
struct Array {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
struct Picture {
  std::int64_t width = 0, height = 0;                    // of `rgb`
  std::int64_t original_width = 0, original_height = 0;  // of the file, upright
  std::vector<std::uint8_t> rgb;                         // height × width × 3
  int bits = 8;                                          // of a sample of the file
  bool grey = false;                                     // one channel (and perhaps alpha) in the file
  std::array<double, 2> range{0, 255};                   // least and largest sample of the file, in its own units
};

struct CodeFile {
  std::string path;  // absolute
  std::int64_t bytes = 0;
  std::string hash;  // sha256, hex
  std::string note;  // what the file says of itself: "Ultralytics YOLO11n", …; empty for nothing
};

using TracePtr = std::shared_ptr<const TraceInfo>;
using ViewPtr = std::shared_ptr<const ViewResult>;
using Reply = std::variant<ModelInfo, Axis, TracePtr, Written, ViewPtr, Array, Picture, CodeFile>;

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
