#include "ui/panels/tile_grid.h"

#include <QImage>
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/tiles.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr char kGridSlot[] = "grid";
constexpr double kAround = 1.6;                  // a chosen box and what lies around it
constexpr std::int64_t kKeptBytes = std::int64_t{512} << 20;  // of the tiles' traces; one that was let go is run again when it is chosen
constexpr int kJoinEveryMs = 500;

QRectF rect_of(const std::array<double, 4>& at) { return {QPointF(at[0], at[1]), QPointF(at[2], at[3])}; }

}  // namespace

TileGrid::TileGrid(Store& store, SessionClient& client, RunController& runs, QObject* parent)
    : QObject(parent), store_(store), client_(client), runs_(runs) {
  connect(&store_, &Store::run_changed, this, &TileGrid::run_changed);
  connect(&store_, &Store::view_changed, this, &TileGrid::view_changed);
  joins_.setInterval(kJoinEveryMs);
  connect(&joins_, &QTimer::timeout, this, [this] {
    if (!std::exchange(new_parts_, false)) return;
    join();
    Q_EMIT changed();
  });
  client_.hold(this, [this](TraceId trace) {
    return std::ranges::any_of(run_.parts, [trace](const auto& part) { return part.trace->id == trace; });
  });
}

std::vector<std::int64_t> TileGrid::edges(QSizeF picture) {
  std::vector<std::int64_t> out;
  const double longest = std::max(picture.width(), picture.height());
  for (std::int64_t edge = 256; edge <= 4096; edge *= 2) {
    const double along = longest / double(edge);
    if (along > 1 && along <= 24) out.push_back(edge);
  }
  return out;
}

std::vector<std::int64_t> TileGrid::edges_here() const {
  const Run* run = store_.run();
  const bool can = run != nullptr && !run->model.empty() && !run->input.image.empty();
  return can ? edges(image_size(*run->trace, QImage())) : std::vector<std::int64_t>();
}

void TileGrid::start(std::int64_t edge) {
  const Run* run = store_.run();
  if (run == nullptr || run->model.empty()) return;
  forget();
  request_ = {run->model, run->input, runs_.options_of(*run)};
  request_.input.region.reset();
  edge_ = edge;
  const QSizeF size = image_size(*run->trace, QImage());
  auto tiles = tiles_of({0, 0, size.width(), size.height()}, edge, edge / 8);
  listed_ = true;
  if (tiles) tiles_ = std::move(tiles).value();
  else error_ = tiles.error();
  go_on();
}

void TileGrid::go_on() {
  if (running_ || done() >= planned()) return Q_EMIT changed();
  error_.reset();
  running_ = listed_ = true;
  joins_.start();
  if (!joined_) show_join();
  run_next();
}

void TileGrid::start_over() {
  if (edge_ > 0) start(edge_);
}

void TileGrid::stop() {
  if (!running_) return;
  client_.drop(kGridSlot);
  finish();
}

void TileGrid::finish() {
  running_ = false;
  within_ = 0;
  joins_.stop();
  new_parts_ = false;
  join();
  if (run_.parts.empty() && !error_) return forget();
  Q_EMIT changed();
}

void TileGrid::forget() {
  if (running_) client_.drop(kGridSlot);
  joins_.stop();
  running_ = listed_ = new_parts_ = false;
  wanted_ = -1;
  within_ = 0;
  error_.reset();
  tiles_.clear();
  entries_.clear();
  release_parts();
  joined_ = false;
  Q_EMIT changed();
}

// Tiles that no run of the list shows are forgotten with it.
void TileGrid::release_parts() {
  const TiledRun gone = std::exchange(run_, {});
  bytes_ = 0;
  for (const auto& part : gone.parts) client_.let_go(part.trace->id);
}

void TileGrid::run_next() {
  if (done() >= planned()) return finish();
  RunRequest one = request_;
  one.input.region = tiles_[done()];
  within_ = 0;
  client_.submit({.slot = kGridSlot,
                  .request = std::move(one),
                  .receiver = this,
                  .done = [this](Result<Reply> reply) { take(std::move(reply)); },
                  .progress = [this](const Progress& progress) {
                    if (progress.fraction <= within_) return;
                    within_ = std::min(1.0, progress.fraction);
                    Q_EMIT changed();
                  },
                  .stopped = [this] { finish(); }});
  Q_EMIT changed();
}

void TileGrid::take(Result<Reply> reply) {
  if (!running_) return;
  const auto* trace = reply.ok() ? std::get_if<TracePtr>(&reply.value()) : nullptr;
  if (trace == nullptr) {
    if (!reply.ok()) error_ = reply.error();
    return finish();
  }
  // What TraceInfo says is all that the list needs: the arrays of later tiles are let go.
  const bool shown = store_.shows((*trace)->id);
  const bool kept = shown || bytes_ + (*trace)->bytes <= kKeptBytes;
  if (!kept) client_.let_go((*trace)->id);
  else if (!shown) bytes_ += (*trace)->bytes;
  run_.parts.push_back({tiles_[done()], *trace});
  new_parts_ = true;
  run_next();
}

void TileGrid::join() {
  const QSizeF size = tiles_.empty() ? QSizeF() : QSizeF(tiles_.back()[2], tiles_.back()[3]);
  run_.detections = join_tiles(run_.parts, {0, 0, size.width(), size.height()});
  list();
  if (store_.trace() != nullptr) number_objects();
}

bool TileGrid::finds_objects() const { return !run_.parts.empty() && object_axis(*run_.parts.front().trace) != nullptr; }

// Falling score: those that reach the least score come first, and keep their numbers whatever it is.
void TileGrid::list() {
  entries_.clear();
  for (const auto& [part, found] : run_.detections) {
    if (found.score < least_score(store_.look())) break;
    entries_.push_back({part, QRectF(QPointF(found.box.x0, found.box.y0), QPointF(found.box.x1, found.box.y1)), from_utf8(found.label), found.score, found.query});
  }
  for (std::size_t i = 0; i < run_.parts.size() && !finds_objects() && run_.detections.empty(); ++i) {
    const auto& part = run_.parts[i];
    const auto& said = part.trace->predictions;
    const QString at = tr("at %1, %2").arg(std::lround(part.region[0])).arg(std::lround(part.region[1]));
    entries_.push_back({i, rect_of(part.region), said.empty() ? at : from_utf8(said.front().label) + QStringLiteral(" · ") + at, said.empty() ? -1 : said.front().probability});
  }
}

double TileGrid::fraction() const { return tiles_.empty() ? 0 : (double(done()) + within_) / double(planned()); }

QString TileGrid::words() const {
  const QString all = format_count(std::int64_t(planned()));
  if (running_) return tr("Tile %1 of %2").arg(format_count(std::int64_t(done() + 1)), all);
  if (done() < planned()) return tr("Stopped: %1 of %2 tiles", nullptr, int(planned())).arg(format_count(std::int64_t(done())), all);
  const QString tiles = tr("%1 tiles", nullptr, int(planned())).arg(all);
  return finds_objects() ? tr("%1 found in %2").arg(format_count(std::int64_t(entries_.size())), tiles) : tiles;
}

void TileGrid::put_away() {
  if (running_) stop();
  wanted_ = -1;
  listed_ = joined_ = false;
  Q_EMIT changed();
}

void TileGrid::show_join() {
  wanted_ = -1;
  beside_ = store_.selection().detection;
  joined_ = listed_ = true;
  Q_EMIT changed();
  Q_EMIT place_wanted({});
}

void TileGrid::leave_join() {
  if (std::exchange(joined_, false)) Q_EMIT changed();
}

void TileGrid::run_changed() {
  const Run* run = store_.run();
  if (tiles_.empty() && !error_) return Q_EMIT changed();  // another run may be made over a grid, or not
  if (run == nullptr || run->model.empty() || run->input.image.empty()) return forget();
  InputSpec whole = run->input;
  whole.region.reset();
  if (whole != request_.input || run->model != request_.model) return forget();
  number_objects();
  joined_ = false;  // another part of the picture is shown
  take_chosen();
  Q_EMIT changed();
}

// In a tile's own run an object has the number of the list, and none that is not in it.
void TileGrid::number_objects() {
  std::map<std::int64_t, Track> numbers;
  for (std::size_t i = 0; i < run_.detections.size(); ++i) {
    const auto& [part, found] = run_.detections[i];
    if (run_.parts[part].trace->id == store_.trace()->id) numbers[found.query] = {int(i), Track::kNoColour};
  }
  if (!numbers.empty()) store_.set_tracks(std::move(numbers));
}

// Whoever chooses an object of the run below wants to see it. The least score may be another.
void TileGrid::view_changed() {
  if (joined_ && store_.selection().detection != beside_) joined_ = false;
  if (!run_.parts.empty() && !running_) list();
  if (listed_) Q_EMIT changed();
}

int TileGrid::chosen() const {
  const TraceInfo* trace = store_.trace();
  if (wanted_ >= 0 || joined_ || trace == nullptr) return wanted_;
  const auto at = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return run_.parts[entry.part].trace->id == trace->id && (entry.query < 0 || entry.query == store_.selection().detection);
  });
  return at == entries_.end() ? -1 : int(at - entries_.begin());
}

void TileGrid::step(int by) {
  const int count = int(entries_.size()), now = chosen();
  if (count > 0) choose(now < 0 ? (by > 0 ? 0 : count - 1) : (now + by + count) % count);
}

// A tile is a run like any other: kept, or run again.
void TileGrid::choose(int number) {
  if (number < 0 || number >= int(entries_.size())) return;
  wanted_ = number;
  const auto& part = run_.parts[entries_[std::size_t(number)].part];
  if (store_.trace() != nullptr && store_.trace()->id == part.trace->id) return take_chosen();
  InputSpec input = request_.input;
  input.region = part.region;
  runs_.set_model(request_.model);
  runs_.set_input(input);
  runs_.run();
  Q_EMIT changed();
}

void TileGrid::take_chosen() {
  const TraceInfo* trace = store_.trace();
  if (wanted_ < 0 || wanted_ >= int(entries_.size()) || trace == nullptr) return;
  const Entry entry = entries_[std::size_t(wanted_)];
  if (trace->id != run_.parts[entry.part].trace->id) return;
  wanted_ = -1;
  joined_ = false;
  if (entry.query >= 0) store_.select(with_object(*trace, store_.selection(), entry.query));
  Q_EMIT changed();
  if (entry.query < 0) return Q_EMIT place_wanted(entry.at);
  const QSizeF size = entry.at.size() * kAround;
  Q_EMIT place_wanted(QRectF(entry.at.center() - QPointF(size.width(), size.height()) / 2, size));
}

}  // namespace headlight::ui
