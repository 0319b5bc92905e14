#include "ui/studio/intervene/intervene_model.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/intervene/intervene_numbers.h"

namespace headlight::ui {

namespace {

constexpr int kSoonMs = 120, kPatienceMs = 150;

// Both say what the same head gives: one of them alone can.
bool excludes(const Intervention& a, const Intervention& b) {
  using Kind = Intervention::Kind;
  const auto whole = [](const Intervention& change) { return change.kind == Kind::head_off || change.kind == Kind::head_mean; };
  return whole(a) && whole(b) && a.kind != b.kind && a.stream == b.stream && a.layer == b.layer && a.head == b.head;
}

}  // namespace

InterveneModel::InterveneModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      client_(&context.client),
      maps_(context, this),
      words_(context.client, "studio.intervene.words", this),
      beginnings_(context.client, this) {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &InterveneModel::run);
  patience_.setSingleShot(true);
  patience_.setInterval(kPatienceMs);
  connect(&patience_, &QTimer::timeout, this, [this] {
    late_ = true;
    Q_EMIT changed();
  });
  connect(this, &InterveneModel::changed, this, &InterveneModel::be_patient);  // before all others
  connect(&maps_, &ChangedMaps::changed, this, &InterveneModel::changed);
  connect(&words_, &WrittenWords::changed, this, &InterveneModel::changed);
  connect(&context_.importance, &HeadImportance::changed, this, &InterveneModel::changed);
  connect(&beginnings_, &StepOutputs::changed, this, &InterveneModel::changed);
  connect(&beginnings_, &StepOutputs::let_go, this, &InterveneModel::let_go);
  // Also while the page is hidden: answers of one run must not meet the sites of the next.
  connect(&context.store, &Store::run_changed, this, &InterveneModel::follow_run);
  context_.client.hold(this, [this](TraceId trace) { return shows(trace); });
}

InterveneModel::~InterveneModel() { let_go_of_result(); }

void InterveneModel::be_patient() {
  if (!waits() && !maps_.awaited() && !maps_.changes_awaited()) {
    patience_.stop();
    late_ = false;
  } else if (!late_ && !patience_.isActive()) {
    patience_.start();
  }
}

bool InterveneModel::waits() const { return !current() && !error_ && !stopped_ && unable().isEmpty(); }

QString InterveneModel::unable(const Store& store) {
  const Run* run = store.run();
  if (run == nullptr) return tr("Run a sentence or a picture first.");
  if (run->model.empty()) return tr("A trace file holds no model that could run again.");
  if (holds_code(run->model)) return tr("The attention of a TorchScript file cannot be changed.");
  return {};
}

void InterveneModel::edit(const std::function<void(std::vector<Step>&)>& change) {
  Studio next = context_.store.studio();
  change(next.steps);
  context_.store.set_studio(std::move(next));
}

void InterveneModel::add(const Intervention& change) {
  std::optional<Intervention> old;
  edit([&](std::vector<Step>& steps) {
    const auto rivals = std::ranges::find_if(steps, [&](const Step& step) { return excludes(step.change, change); });
    if (rivals != steps.end()) old = rivals->change;
    std::erase_if(steps, [&](const Step& step) { return excludes(step.change, change); });
    steps.push_back({change, true});
  });
  if (!old || context_.store.trace() == nullptr) return;
  const TraceInfo& trace = *context_.store.trace();
  replacing_ = steps();
  replaced_ = tr("“%1” took the place of “%2”: a head is off or at its mean, not both.").arg(words_of(change, trace).name, words_of(*old, trace).name);
  Q_EMIT changed();
}

QString InterveneModel::replaced() const { return steps() == replacing_ ? replaced_ : QString(); }

void InterveneModel::remove(std::size_t index) {
  edit([&](std::vector<Step>& steps) {
    if (index < steps.size()) steps.erase(steps.begin() + std::ptrdiff_t(index));
  });
}

void InterveneModel::set_on(std::size_t index, bool on) {
  edit([&](std::vector<Step>& steps) {
    if (index >= steps.size()) return;
    steps[index].on = on;
    for (Step& step : steps) step.on = step.on && !(on && excludes(step.change, steps[index].change));
  });
}

void InterveneModel::move(std::size_t index, int by) {
  edit([&](std::vector<Step>& steps) {
    const auto to = std::ptrdiff_t(index) + by;
    if (index < steps.size() && to >= 0 && to < std::ssize(steps)) std::swap(steps[index], steps[std::size_t(to)]);
  });
}

void InterveneModel::clear() {
  edit([](std::vector<Step>& steps) { steps.clear(); });
}

int InterveneModel::undone() const {
  int count = 0;
  const ViewState* next = &context_.store.view();
  for (auto later = context_.store.undone().rbegin(); later != context_.store.undone().rend(); ++later) {
    if (later->run != next->run) break;  // beyond there it is another list
    if (later->studio.steps != next->studio.steps) ++count;
    next = &*later;
  }
  return count;
}

void InterveneModel::move_point(const Intervention& change) {
  edit([&](std::vector<Step>& steps) {
    if (!steps.empty() && steps.back().on) {
      Intervention& last = steps.back().change;
      Intervention same = last;
      same.dx = change.dx;
      same.dy = change.dy;
      if (same == change) {
        last.dx += change.dx;
        last.dy += change.dy;
        return;
      }
    }
    steps.push_back({change, true});
  });
}

bool InterveneModel::shows(TraceId trace) const {
  return (result_ && (trace == result_->before->id || trace == result_->after->id)) || (anew_ != nullptr && trace == anew_->id);
}

void InterveneModel::let_go(const TracePtr& before, const TracePtr& after) {
  if (!client_.isNull()) let_go_of_changed(*client_, before, after);
}

void InterveneModel::let_go_of_result() {
  const std::optional<Ablation> result = std::exchange(result_, std::nullopt);
  const TracePtr anew = std::exchange(anew_, nullptr);
  if (result) let_go(result->before, result->after);
  let_go(anew, nullptr);
}

void InterveneModel::forget_result() {
  let_go_of_result();
  maps_.clear();
  words_.clear();
  beginnings_.clear();
}

void InterveneModel::follow_run() {
  const TraceInfo* trace = context_.store.trace();
  const TraceId now = trace == nullptr ? 0 : trace->id;
  if (std::exchange(of_, now) == now) return;
  forget_result();
  asked_.reset();
  error_.reset();
  stopped_ = false;
  watched_.clear();
  for (const char* slot : {kChangedSlot, kAnewSlot}) context_.client.drop(slot);
}

void InterveneModel::refresh() {
  follow_run();
  const TraceInfo* trace = context_.store.trace();
  if (trace != nullptr && context_.store.site() != nullptr) context_.importance.show(*trace, context_.store.site()->stream);
  else context_.importance.forget();
  if (!unable().isEmpty()) return Q_EMIT changed();
  if (asked_ != made(steps())) soon_.start();
  if (result_) maps_.request(*result_, answered_);
  Q_EMIT changed();
}

void InterveneModel::run_again() {
  asked_.reset();
  error_.reset();
  refresh();
}

bool InterveneModel::stop_all() {
  const bool some = running() || context_.importance.running() || beginnings_.busy() || context_.client.busy(kAnewSlot);
  for (const char* slot : {kChangedSlot, kAnewSlot}) context_.client.cancel(slot);
  context_.importance.stop();
  beginnings_.stop();
  return some;
}

bool InterveneModel::settled() const {
  return current() && (stopped_ || !writing()) && !words_.busy() && !beginnings_.busy() && !maps_.counting() && !context_.importance.running() && !context_.client.any_busy();
}

bool InterveneModel::writes_anew() const {
  const Run* run = context_.store.run();
  return run != nullptr && !run->model.empty() && !run->input.target && run->input.target_ids.empty() && !run->trace->text.empty() && writing_axis(*run->trace) != nullptr;
}

// The decoder reads what the model wrote before, so that both runs have the same rows.
RunRequest InterveneModel::request_of(const Run& run) const {
  RunRequest request{run.model, run.input, context_.runs.options_of(run)};
  if (writes_anew()) request.input.target_ids = writing_axis(*run.trace)->ids;
  return request;
}

void InterveneModel::write_anew(const Run& run, const std::vector<Intervention>& wanted) {
  RunRequest request{run.model, run.input, context_.runs.options_of(run)};
  request.options.interventions = wanted;
  context_.client.submit({.slot = kAnewSlot, .request = std::move(request), .receiver = this,
                          .done = [this, wanted](Result<Reply> reply) { written_anew(std::move(reply), wanted); },
                          .stopped = [this] { has_stopped(); }});
}

void InterveneModel::has_stopped() {
  stopped_ = true;
  Q_EMIT changed();
}

void InterveneModel::written_anew(Result<Reply> reply, const std::vector<Intervention>& of) {
  auto* trace = reply.ok() ? std::get_if<TracePtr>(&reply.value()) : nullptr;
  if (trace == nullptr) {
    error_ = reply.ok() ? failed("another answer came back", "interventions") : reply.error();
    return Q_EMIT changed();
  }
  const TracePtr old = std::exchange(anew_, *trace);
  anew_of_ = of;
  let_go(old, nullptr);
  Q_EMIT changed();
}

std::pair<QString, QString> InterveneModel::texts() const {
  if (!result_ || context_.store.trace() == nullptr) return {};
  if (!writes_anew()) return {from_utf8(result_->before->text), from_utf8(result_->after->text)};
  return {from_utf8(context_.store.trace()->text), writing() ? QString() : from_utf8(anew_->text)};
}

bool InterveneModel::writing() const { return writes_anew() && (anew_ == nullptr || anew_of_ != answered_); }

void InterveneModel::run() {
  const Run* run = context_.store.run();
  if (run == nullptr || !unable().isEmpty()) return;
  const std::vector<Intervention> wanted = made(steps());
  asked_ = wanted;
  stopped_ = false;
  error_.reset();
  context_.client.submit({.slot = kChangedSlot,
                          .request = AblationRequest{request_of(*run), wanted, {}},
                          .receiver = this,
                          .done = [this, wanted](Result<Reply> reply) { arrived(std::move(reply), wanted); },
                          .stopped = [this] { has_stopped(); }});
  if (writes_anew()) write_anew(*run, wanted);
  Q_EMIT changed();
}

void InterveneModel::arrived(Result<Reply> reply, const std::vector<Intervention>& of) {
  auto* ablation = reply.ok() ? std::get_if<Ablation>(&reply.value()) : nullptr;
  if (ablation == nullptr) {
    error_ = reply.ok() ? failed("another answer came back", "interventions") : reply.error();
    return Q_EMIT changed();
  }
  const std::optional<Ablation> old = std::exchange(result_, std::move(*ablation));
  if (old) let_go(old->before, old->after);
  answered_ = of;
  error_.reset();
  maps_.request(*result_, answered_);
  words_.request(*result_);
  if (const Run* run = context_.store.run()) beginnings_.request(request_of(*run), of);
  Q_EMIT changed();
}

std::int64_t InterveneModel::position() const {
  if (!result_) return position_;
  const auto positions = predicted_positions(*result_->before);
  return positions.empty() || std::ranges::find(positions, position_) != positions.end() ? position_ : positions.back();
}

void InterveneModel::set_position(std::int64_t position) {
  position_ = position;
  Q_EMIT changed();
}

QString InterveneModel::position_words() const {
  const std::int64_t at = position();
  if (!result_ || at < 0 || result_->before->axes.empty() || at >= result_->before->axes.front().size()) return {};
  const QString word = QStringLiteral("%1 · %2").arg(from_utf8(shown_label(result_->before->axes.front(), at, false))).arg(at);
  return result_->before->model.task == "masked-lm" ? tr("for %1").arg(word) : tr("after %1").arg(word);
}

std::vector<OutputRow> InterveneModel::outputs() const {
  return result_ ? all_outputs(*result_, words(), position(), numbering()) : std::vector<OutputRow>();
}

std::vector<OutputRow> InterveneModel::named_outputs() const {
  return result_ ? outputs_of(*result_->before, *result_->after, position(), numbering(), result_->named) : std::vector<OutputRow>();
}

// As lists and figures call them.
Numbering InterveneModel::numbering() const {
  return [&store = context_.store](std::int64_t query, std::int64_t place) { return store.number_of(query, place); };
}

std::optional<OutputRow> InterveneModel::watched() const {
  const std::vector<OutputRow> rows = outputs();
  if (rows.empty()) return std::nullopt;
  if (const auto chosen = std::ranges::find(rows, watched_, &OutputRow::key); chosen != rows.end()) return *chosen;
  const auto chosen = std::ranges::find_if(rows, [this](const OutputRow& row) { return row.query >= 0 && is_chosen(row); });
  if (chosen != rows.end()) return *chosen;
  return *std::ranges::max_element(rows, {}, &OutputRow::moved);  // without words: the first
}

void InterveneModel::watch(OutputRow row) {
  watched_ = row.query < 0 ? row.key : QString();
  if (const TraceInfo* trace = context_.store.trace(); trace != nullptr && row.query >= 0) context_.store.select(with_object(*trace, context_.store.selection(), row.query));
  Q_EMIT changed();
}

std::optional<double> InterveneModel::watched_after(std::size_t step) const {
  const auto row = watched();
  if (!row || !current() || step >= steps().size() || !steps()[step].on) return std::nullopt;
  const std::vector<Intervention> beginning = made({steps().begin(), steps().begin() + std::ptrdiff_t(step + 1)});
  if (beginning == answered_) return row->after;
  const StepOutputs::Said* said = beginnings_.after(beginning);
  if (said == nullptr) return std::nullopt;
  const auto rows = all_outputs(said->result, said->words, position());
  const auto found = std::ranges::find(rows, row->key, &OutputRow::key);
  return found == rows.end() ? std::numeric_limits<double>::quiet_NaN() : found->after;
}

void InterveneModel::weigh_heads() {
  const Run* run = context_.store.run();
  if (run == nullptr || !unable().isEmpty()) return;
  context_.importance.start(request_of(*run));
}

}  // namespace headlight::ui
