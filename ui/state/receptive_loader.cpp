#include "ui/state/receptive_loader.h"

#include "ui/figures/receptive.h"

namespace headlight::ui {

namespace {

constexpr char kSlot[] = "receptive";

}  // namespace

ReceptiveLoader::ReceptiveLoader(SessionClient& client, QObject* parent) : QObject(parent), client_(client) {}

void ReceptiveLoader::request(const Run& run, const RunOptions& options, std::array<double, 2> at, int level) {
  const Place wanted{run.trace->id, at, level};
  if (asked_ == wanted) return;
  asked_ = wanted;
  error_.reset();
  busy_ = true;
  ReceptiveFieldRequest request = field_request({run.model, run.input, options}, at, level);
  client_.submit({.slot = kSlot, .request = std::move(request), .receiver = this, .done = [this, wanted](Result<Reply> reply) {
                    busy_ = false;
                    shown_ = wanted;
                    field_.reset();
                    if (!reply.ok()) error_ = reply.error();
                    else if (auto* field = std::get_if<ReceptiveField>(&reply.value())) field_ = std::make_shared<ReceptiveField>(std::move(*field));
                    else error_ = failed("another answer came back", "receptive field");
                    Q_EMIT changed();
                  }});
  Q_EMIT changed();
}

void ReceptiveLoader::clear() {
  if (!asked_) return;
  client_.drop(kSlot);
  asked_.reset();
  shown_.reset();
  field_.reset();
  error_.reset();
  busy_ = false;
  Q_EMIT changed();
}

void ReceptiveLoader::forget_error() {
  if (error_) clear();
}

std::shared_ptr<const ReceptiveField> ReceptiveLoader::get(const Place& place) const {
  return shown_ == place ? field_ : nullptr;
}

}  // namespace headlight::ui
