#include "ui/studio/intervene/written_words.h"

#include <utility>

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostLogits = 16'000'000;
constexpr char kLogits[] = "logits";

}  // namespace

WrittenWords::WrittenWords(SessionClient& client, std::string slot, QObject* parent) : QObject(parent), client_(client), slot_(std::move(slot)) {}

bool WrittenWords::has(const TraceInfo& trace) {
  const auto shape = trace.outputs.find(kLogits);
  if (writing_axis(trace) == nullptr || shape == trace.outputs.end()) return false;
  std::int64_t count = 1;
  for (const std::int64_t edge : shape->second) count *= edge;
  return count <= kMostLogits;
}

void WrittenWords::clear() {
  for (const char* which : {".0", ".1"}) client_.drop(slot_ + which);
  worker_.drop();
  of_.reset();
  logits_ = {};
  missing_ = 0;
  rows_.clear();
  error_.reset();
}

void WrittenWords::request(const Ablation& result) {
  clear();
  if (!has(*result.before) || !has(*result.after)) return;
  of_ = result;
  missing_ = 2;
  for (std::size_t which = 0; which < 2; ++which) {
    client_.submit({.slot = slot_ + '.' + std::to_string(which),
                    .request = OutputRequest{(which == 0 ? result.before : result.after)->id, kLogits},
                    .receiver = this,
                    .done = [this, which](Result<Reply> reply) { take(which, std::move(reply)); }});
  }
}

void WrittenWords::take(std::size_t which, Result<Reply> reply) {
  auto* array = reply.ok() ? std::get_if<Array>(&reply.value()) : nullptr;
  if (array == nullptr) {
    const Error error = reply.ok() ? failed("another answer came back", "logits") : reply.error();
    clear();
    error_ = error;
    return Q_EMIT changed();
  }
  logits_[which] = std::move(*array);
  if (--missing_ == 0) count();
}

void WrittenWords::count() {
  worker_.start([this, of = *of_, logits = std::exchange(logits_, {})](std::stop_token stop) -> Worker::Deliver {
    return [this, rows = written_words(*of.before, logits[0], *of.after, logits[1], stop)] {
      rows_ = rows;
      Q_EMIT changed();
    };
  });
}

}  // namespace headlight::ui
