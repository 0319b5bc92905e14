#include "ui/state/run_controller.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace headlight::ui {

namespace {

constexpr int kTokenizeAfterMs = 60;
constexpr int kRunAfterMs = 350;
constexpr int kRunPatienceMs = 150;

bool blank(const InputSpec& input) {
  return input.text.find_first_not_of(" \t\r\n") == std::string::npos && input.image.empty() && input.ids.empty() &&
         input.pixels.empty();
}

// What a trace says that its run was on: a text with its pair, a picture, or bare token numbers.
InputSpec input_of(const TraceInfo& trace) {
  InputSpec input;
  input.image = trace.image_path;
  input.frame = trace.image_frame;
  input.window = trace.image_window;
  input.region = trace.image_region;
  for (const Axis& axis : trace.axes) {
    if (!input.text.empty() || axis.kind != AxisKind::tokens) continue;
    input.text = axis.text;
    if (!axis.pair.empty()) input.pair = axis.pair;
    if (axis.text.empty() && input.ids.empty()) input.ids = axis.ids;
  }
  if (!input.text.empty()) input.ids.clear();
  return input;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// What tells that a file was written anew: its size and time.
std::string stamp_of(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  const auto time = std::filesystem::last_write_time(file, error).time_since_epoch().count();
  return error ? std::string() : std::to_string(size) + '/' + std::to_string(time);
}

}  // namespace

bool holds_code(const std::string& model) {
  return ends_with(model, ".torchscript") || ends_with(model, ".pt") || ends_with(model, ".torchscript.pt");
}

RunController::RunController(Store& store, SessionClient& client, QObject* parent)
    : QObject(parent), store_(store), client_(client) {
  tokenize_soon_.setSingleShot(true);
  tokenize_soon_.setInterval(kTokenizeAfterMs);
  run_soon_.setSingleShot(true);
  run_soon_.setInterval(kRunAfterMs);
  patience_.setSingleShot(true);
  patience_.setInterval(kRunPatienceMs);
  connect(&patience_, &QTimer::timeout, this, [this] {
    late_ = running();
    if (late_) Q_EMIT state_changed();
  });
  connect(&tokenize_soon_, &QTimer::timeout, this, &RunController::tokenize);
  connect(&run_soon_, &QTimer::timeout, this, [this] {
    if (!holds_code(model_) || agreed_) run();  // typing asks nobody anything
  });
  connect(&store_, &Store::run_changed, this, &RunController::take_from_run);
  connect(&store_, &Store::run_forgotten, this, [this](TraceId trace) { client_.let_go(trace); });
  client_.hold(this, [this](TraceId trace) { return store_.shows(trace); });
}

bool RunController::ready() const { return !model_.empty() && !blank(input_); }

bool RunController::of_file() const { return store_.run() != nullptr && store_.run()->model.empty() && model_.empty(); }

bool RunController::edited() const {
  const Run* run = store_.run();
  return run != nullptr && !of_file() && (run->model != model_ || run->input != input_);
}

void RunController::set_model(std::string model) {
  if (model == model_) return;
  model_ = std::move(model);
  tokenizer_.clear();
  error_.reset();  // of the model before
  forget_consent();
  forget_tokens();
  Q_EMIT model_changed();
  tokenize_soon_.start();
  Q_EMIT state_changed();
}

void RunController::set_input(InputSpec input) {
  if (input == input_) return;
  input_ = std::move(input);
  Q_EMIT input_changed();
  tokenize_soon_.start();
  if (automatic_ && ready()) {
    run_soon_.start();
  } else {
    run_soon_.stop();
  }
  Q_EMIT state_changed();
}

void RunController::set_automatic(bool automatic) {
  if (automatic == automatic_) return;
  automatic_ = automatic;
  if (!automatic_) run_soon_.stop();
  if (automatic_ && edited() && ready()) run_soon_.start();
  Q_EMIT state_changed();
}

// Also an answer that is still under way.
void RunController::forget_tokens() {
  client_.drop("tokens");
  tokens_.reset();
  token_error_.reset();
  Q_EMIT tokens_changed();
}

void RunController::tokenize() {
  const std::string reader = holds_code(model_) ? tokenizer_ : model_;  // a TorchScript file holds no tokenizer
  if (reader.empty() || input_.text.empty()) return forget_tokens();
  client_.submit({.slot = "tokens",
                  .request = TokenizeRequest{reader, input_},
                  .receiver = this,
                  .done = [this](Result<Reply> reply) {
                    tokens_.reset();
                    token_error_.reset();
                    if (!reply.ok()) token_error_ = reply.error();
                    if (reply.ok()) {
                      if (auto* axis = std::get_if<Axis>(&reply.value())) tokens_ = std::move(*axis);
                    }
                    Q_EMIT tokens_changed();
                  }});
}

// Of a job in the place of whatever ran.
void RunController::begin(Progress progress) {
  run_soon_.stop();
  error_.reset();
  progress_ = std::move(progress);
  if (running()) return;  // one after the other: patience counts from the first
  late_ = false;
  patience_.start();
}

void RunController::start(Request request, std::function<void(TracePtr)> arrived) {
  begin({});
  client_.submit({.slot = "run",
                  .request = std::move(request),
                  .receiver = this,
                  .done =
                      [this, arrived](Result<Reply> reply) {
                        if (!reply.ok()) return fail(reply.error());
                        if (auto* trace = std::get_if<TracePtr>(&reply.value())) {
                          error_.reset();
                          arrived(*trace);
                          Q_EMIT state_changed();
                          Q_EMIT finished();
                        }
                      },
                  .progress =
                      [this](Progress progress) {
                        progress_ = advanced(progress_, std::move(progress));
                        Q_EMIT state_changed();
                      },
                  .stopped = [this] { Q_EMIT state_changed(); }});
  Q_EMIT state_changed();
}

void RunController::fail(Error error) {
  error_ = std::move(error);
  Q_EMIT state_changed();
  Q_EMIT run_failed();
}

void RunController::run() {
  if (!ready()) return;
  if (holds_code(model_)) return inspect();
  run_model(false);
}

void RunController::load() {
  run_soon_.stop();
  progress_ = {};
  late_ = false;
  client_.submit({.slot = "run",
                  .request = LoadRequest{model_, {}},
                  .receiver = this,
                  .done = [this](Result<Reply> reply) {
                    if (!reply.ok()) return fail(reply.error());
                    error_.reset();
                    Q_EMIT state_changed();
                    Q_EMIT loaded();
                  },
                  .stopped = [this] { Q_EMIT state_changed(); }});
  Q_EMIT state_changed();
}

void RunController::inspect() {
  begin({"Looking at the file", -1});
  client_.submit({.slot = "run",
                  .request = InspectCodeRequest{model_},
                  .receiver = this,
                  .done = [this, stamp = stamp_of(model_)](Result<Reply> reply) {
                    if (!reply.ok()) return fail(reply.error());
                    const auto* file = std::get_if<CodeFile>(&reply.value());
                    if (file == nullptr) return fail(failed("the file could not be looked at", model_));
                    if (trusted_.contains(file->hash) || trusted_once_ == file->hash) {
                      agreed_ = true;
                      agreed_stamp_ = stamp;
                      return run_model(true);
                    }
                    Q_EMIT state_changed();
                    Q_EMIT consent_wanted(*file);
                  },
                  .stopped = [this] { Q_EMIT state_changed(); }});
  Q_EMIT state_changed();
}

void RunController::forget_consent() {
  trusted_once_.clear();
  agreed_ = false;
}

void RunController::set_tokenizer(std::string folder) {
  if (folder == tokenizer_) return;
  tokenizer_ = std::move(folder);
  forget_tokens();
  Q_EMIT model_changed();
  tokenize_soon_.start();
  Q_EMIT state_changed();
}

RunOptions RunController::options_of(const Run& run) const {
  RunOptions options;
  if (!holds_code(run.model) || run.model != model_) return options;
  options.trust_code = agreed_ && stamp_of(model_) == agreed_stamp_;
  options.tokenizer = tokenizer_;
  return options;
}

void RunController::agree(const CodeFile& file, bool always) {
  if (always) trusted_.insert(file.hash);
  trusted_once_ = file.hash;
  run();
}

void RunController::run_model(bool trust_code) {
  RunOptions options;
  options.trust_code = trust_code;
  if (trust_code) options.tokenizer = tokenizer_;
  start(RunRequest{model_, input_, options}, [this, model = model_, input = input_](TracePtr trace) {
    typed_on_ = input_ != input || model_ != model;
    store_.add_run(std::move(trace), model, input);
    typed_on_ = false;
  });
}

void RunController::open_trace(const std::string& path) {
  start(OpenTraceRequest{path}, [this](TracePtr trace) {
    InputSpec input = input_of(*trace);
    store_.add_run(std::move(trace), {}, std::move(input));
  });
}

void RunController::save_trace(const std::string& path) {
  const TraceInfo* trace = store_.trace();
  if (trace == nullptr) return;
  client_.submit({.slot = "save",
                  .request = SaveTraceRequest{trace->id, path},
                  .receiver = this,
                  .done = [this, path](Result<Reply> reply) {
                    if (!reply.ok()) return Q_EMIT save_failed(reply.error());
                    Q_EMIT saved(QString::fromStdString(path));
                  }});
}

void RunController::stop() {
  run_soon_.stop();
  client_.cancel("run");
  Q_EMIT stopped();
}

void RunController::clear_error() {
  error_.reset();
  Q_EMIT state_changed();
}

void RunController::take_from_run() {
  const Run* run = store_.run();
  if (run == nullptr) return;
  if (typed_on_) return Q_EMIT input_changed();  // somebody went on typing while this ran: what is typed stays
  run_soon_.stop();
  const bool other_model = run->model != model_;
  model_ = run->model;
  input_ = run->input;
  error_.reset();
  if (other_model) {
    tokenizer_.clear();
    forget_consent();
    forget_tokens();
    Q_EMIT model_changed();
  }
  Q_EMIT input_changed();
  tokenize_soon_.start();
  Q_EMIT state_changed();
}

void RunController::return_to_shown() {
  const Run* run = store_.run();
  const bool other = run != nullptr && !run->model.empty() && run->model != model_;
  if (!other || !error_ || error_->kind != Error::Kind::unusable || holds_code(model_)) return;
  Error why = *std::exchange(error_, std::nullopt);
  take_from_run();
  error_ = std::move(why);
  Q_EMIT state_changed();
}

}  // namespace headlight::ui
