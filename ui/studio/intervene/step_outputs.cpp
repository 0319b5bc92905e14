#include "ui/studio/intervene/step_outputs.h"

#include <algorithm>
#include <utility>

#include "ui/panels/scene.h"

namespace headlight::ui {

namespace {

constexpr char kSlot[] = "studio.intervene.beginning";
constexpr std::size_t kMostKnown = 64;

}  // namespace

StepOutputs::StepOutputs(SessionClient& client, QObject* parent) : QObject(parent), client_(client), words_(client, "studio.intervene.beginning.words", this) {
  connect(&words_, &WrittenWords::changed, this, &StepOutputs::take);
}

const StepOutputs::Said* StepOutputs::after(const std::vector<Intervention>& changes) const {
  const auto at = std::ranges::find(known_, changes, &Known::changes);
  return at == known_.end() ? nullptr : &at->said;
}

void StepOutputs::clear() {
  stop();
  known_.clear();
}

void StepOutputs::stop() {
  client_.drop(kSlot);
  words_.clear();
  if (reading_) Q_EMIT let_go(reading_->before, reading_->after);
  reading_.reset();
  waiting_.clear();
}

void StepOutputs::request(const RunRequest& run, const std::vector<Intervention>& changes) {
  stop();
  run_ = run;
  for (std::size_t count = 1; count < changes.size(); ++count) {
    std::vector<Intervention> beginning(changes.begin(), changes.begin() + std::ptrdiff_t(count));
    if (after(beginning) == nullptr) waiting_.push_back(std::move(beginning));
  }
  next();
}

void StepOutputs::next() {
  if (waiting_.empty()) return;
  client_.submit({.slot = kSlot, .request = AblationRequest{run_, waiting_.front(), {}}, .receiver = this, .done = [this](Result<Reply> reply) { arrived(std::move(reply)); }});
}

// A beginning that cannot be run says nothing; the whole list says why.
void StepOutputs::arrived(Result<Reply> reply) {
  auto* ablation = reply.ok() ? std::get_if<Ablation>(&reply.value()) : nullptr;
  if (ablation == nullptr) return waiting_.clear();
  reading_ = std::move(*ablation);
  words_.request(*reading_);
  if (!words_.busy()) take();
}

void StepOutputs::take() {
  if (!reading_ || waiting_.empty()) return;
  known_.push_front({std::move(waiting_.front()), {*reading_, words_.rows()}});
  if (known_.size() > kMostKnown) known_.pop_back();
  waiting_.pop_front();
  const Ablation done = *std::exchange(reading_, std::nullopt);
  Q_EMIT let_go(done.before, done.after);
  Q_EMIT changed();
  next();
}

std::vector<OutputRow> all_outputs(const Ablation& result, const std::vector<OutputRow>& words, std::int64_t position, const Numbering& number) {
  auto rows = outputs_of(*result.before, *result.after, position, number, result.named);
  if (rows.empty()) rows = words;
  if (!rows.empty()) return rows;
  for (const Ablation::Change& change : result.changes) rows.push_back({from_utf8(change.output), 0, change.most, -1, from_utf8(change.output)});
  return rows;
}

}  // namespace headlight::ui
