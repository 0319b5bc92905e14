#include "ui/studio/intervene/head_importance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/studio/intervene/changed_runs.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kMostRounds = 16;

}  // namespace

HeadImportance::HeadImportance(Context context, QObject* parent) : QObject(parent), context_(context) {}

HeadImportance::Round* HeadImportance::round() {
  const auto at = std::ranges::find_if(rounds_, [this](const Round& one) { return one.trace == trace_ && one.stream == stream_; });
  return at == rounds_.end() ? nullptr : &*at;
}

const std::vector<HeadImportance::Head>& HeadImportance::known() const {
  static const std::vector<Head> none;
  const Round* now = const_cast<HeadImportance*>(this)->round();
  return now == nullptr ? none : now->heads;
}

std::optional<HeadPlace> HeadImportance::current() const {
  if (!running() || known().size() >= order_.size()) return std::nullopt;
  return order_[known().size()];
}

void HeadImportance::show(const TraceInfo& trace, const std::string& stream) {
  if (trace.id == trace_ && stream == stream_) return;
  forget();
  trace_ = trace.id;
  stream_ = stream;
  const std::vector<int> sites = trace.stream_sites(stream);
  for (auto id = sites.rbegin(); id != sites.rend(); ++id) {
    const SiteInfo& site = trace.sites[std::size_t(*id)];
    for (int head = 0; head < site.heads; ++head) order_.push_back({site.id, site.layer, head});
  }
}

void HeadImportance::start(RunRequest run) {
  if (trace_ == 0 || complete()) return;
  error_.reset();
  if (round() == nullptr) rounds_.push_front({trace_, stream_, {}});
  if (rounds_.size() > kMostRounds) rounds_.pop_back();
  run_ = std::move(run);
  next();
}

void HeadImportance::stop() {
  if (!running()) return;
  run_.reset();
  context_.client.drop(kSlot);
  Q_EMIT changed();
}

void HeadImportance::forget() {
  run_.reset();
  context_.client.drop(kSlot);
  trace_ = 0;
  stream_.clear();
  order_.clear();
  error_.reset();
}

void HeadImportance::next() {
  const auto now = current();
  if (!now) {
    run_.reset();
    return Q_EMIT changed();
  }
  const Intervention off{Intervention::Kind::head_off, stream_, now->layer, now->head};
  context_.client.submit({.slot = kSlot, .request = AblationRequest{*run_, {off}, {}}, .receiver = this, .done = [this](Result<Reply> reply) { arrived(std::move(reply)); }});
  Q_EMIT changed();
}

void HeadImportance::arrived(Result<Reply> reply) {
  auto* ablation = reply.ok() ? std::get_if<Ablation>(&reply.value()) : nullptr;
  const auto now = current();
  if (ablation == nullptr || !now) {
    error_ = reply.ok() ? failed("another answer came back", "importance") : reply.error();
    run_.reset();
    return Q_EMIT changed();
  }
  round()->heads.push_back({now->site, now->layer, now->head, std::move(ablation->changes)});
  let_go_of_changed(context_.client, ablation->before, ablation->after);
  next();
}

double effect_of(const std::vector<Ablation::Change>& changes) {
  double most = 0;
  for (const Ablation::Change& change : changes) most = std::isfinite(change.most) ? std::max(most, change.most) : most;
  return most;
}

}  // namespace headlight::ui
