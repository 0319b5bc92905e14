#include "ui/state/view_loader.h"

namespace headlight::ui {

namespace {

constexpr int kPatienceMs = 150;

bool same(const std::optional<ViewOfTrace>& held, TraceId trace, const ViewRequest& view) {
  return held && held->trace == trace && held->view == view;
}

}  // namespace

ViewLoader::ViewLoader(SessionClient& client, std::string slot, QObject* parent)
    : QObject(parent), client_(client), slot_(std::move(slot)) {
  patience_.setSingleShot(true);
  patience_.setInterval(kPatienceMs);
  connect(&patience_, &QTimer::timeout, this, [this] {
    late_ = true;
    Q_EMIT changed();
  });
}

void ViewLoader::request(TraceId trace, ViewRequest view) {
  if (same(asked_, trace, view)) return;
  if (!asked_ && same(shown_, trace, view)) return;
  asked_ = ViewOfTrace{trace, std::move(view)};
  if (!patience_.isActive()) patience_.start();
  client_.submit({.slot = slot_,
                  .request = *asked_,
                  .receiver = this,
                  .done = [this](Result<Reply> reply) { arrived(std::move(reply)); },
                  .stopped = [this] { asked_.reset(); }});
}

void ViewLoader::arrived(Result<Reply> reply) {
  if (!asked_) return;
  patience_.stop();
  late_ = false;
  error_.reset();
  value_.reset();
  if (!reply.ok()) {
    error_ = reply.error();
  } else if (const auto* view = std::get_if<ViewPtr>(&reply.value())) {
    value_ = *view;
  }
  shown_ = asked_;
  asked_.reset();
  Q_EMIT changed();
}

void ViewLoader::clear() {
  if (!asked_ && !shown_ && !value_ && !error_) return;
  if (asked_) client_.cancel(slot_);
  patience_.stop();
  late_ = false;
  asked_.reset();
  shown_.reset();
  value_.reset();
  error_.reset();
  Q_EMIT changed();
}

}  // namespace headlight::ui
