#include "ui/state/view_set.h"

#include <algorithm>

namespace headlight::ui {

ViewSet::ViewSet(SessionClient& client, std::string slot, QObject* parent)
    : QObject(parent), client_(client), slot_(std::move(slot)) {}

void ViewSet::request(TraceId trace, std::vector<ViewRequest> views) {
  if (views.empty()) return clear();
  if (trace == asked_trace_ && views == asked_) return;
  asked_trace_ = trace;
  asked_ = std::move(views);
  error_.reset();
  arriving_.assign(asked_.size(), nullptr);
  missing_ = asked_.size();
  ++set_;
  for (std::size_t at = asked_.size(); at < slots_; ++at) client_.drop(slot_ + '.' + std::to_string(at));
  slots_ = asked_.size();
  for (std::size_t at = 0; at < slots_; ++at) {
    client_.submit({.slot = slot_ + '.' + std::to_string(at),
                    .request = ViewOfTrace{asked_trace_, asked_[at]},
                    .receiver = this,
                    .done = [this, at, set = set_](Result<Reply> reply) { arrived(at, set, std::move(reply)); }});
  }
}

void ViewSet::arrived(std::size_t at, std::uint64_t set, Result<Reply> reply) {
  if (set != set_) return;
  const auto* view = reply.ok() ? std::get_if<ViewPtr>(&reply.value()) : nullptr;
  if (view == nullptr) {
    if (!error_) error_ = reply.ok() ? failed("the view is of another kind") : reply.error();
    return Q_EMIT changed();
  }
  arriving_[at] = *view;
  if (--missing_ > 0) return;
  results_ = std::move(arriving_);
  shown_ = asked_;
  shown_trace_ = asked_trace_;
  Q_EMIT changed();
}

void ViewSet::clear() {
  const bool some = !results_.empty() || error_.has_value();
  for (std::size_t at = 0; at < slots_; ++at) client_.drop(slot_ + '.' + std::to_string(at));
  ++set_;
  slots_ = missing_ = 0;
  asked_.clear();
  shown_.clear();
  arriving_.clear();
  results_.clear();
  asked_trace_ = shown_trace_ = 0;
  error_.reset();
  if (some) Q_EMIT changed();
}

}  // namespace headlight::ui
