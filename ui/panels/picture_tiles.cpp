#include "ui/panels/picture_tiles.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/centre_panels.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostBytes = std::int64_t{96} << 20;  // of tiles out of sight
constexpr std::size_t kMostWanted = 400;                     // 400 MiB at most: a wall of screens
constexpr int kCoarserLevels = 3;                            // drawn beneath while sharp ones are under way
constexpr double kSquaresFrom = 3;                           // screen pixels a pixel of the level
constexpr int kAtOnce = 3;

// The part of a level's pixels that is in sight.
QRectF in_level(QSize level, QSizeF size, const QRectF& visible) {
  const double across = level.width() / size.width(), down = level.height() / size.height();
  return {visible.left() * across, visible.top() * down, visible.width() * across, visible.height() * down};
}

// Rows and columns of the tiles that a part touches.
QRect tiles_of(QSize level, const QRectF& part) {
  const auto edge = double(picture_tile);
  const QRectF inside = part & QRectF(QPointF(0, 0), QSizeF(level));
  if (inside.isEmpty()) return {};
  const QPoint first(int(inside.left() / edge), int(inside.top() / edge));
  const QPoint last(int(std::ceil(inside.right() / edge)) - 1, int(std::ceil(inside.bottom() / edge)) - 1);
  return {first, last};
}

bool same_file(const PictureTileRequest& a, const PictureTileRequest& b) {
  return a.path == b.path && a.window == b.window && a.frame == b.frame;
}

}  // namespace

PictureLevels::PictureLevels(QSize picture) {
  sizes.push_back(picture);
  while (std::max(sizes.back().width(), sizes.back().height()) > picture_tile)
    sizes.emplace_back((sizes.back().width() + 1) / 2, (sizes.back().height() + 1) / 2);
}

int PictureLevels::level_for(double scale) const {
  int level = 0;
  while (level + 1 < int(sizes.size()) && scale * double(2 << level) <= 1) ++level;
  return level;
}

PictureTiles::PictureTiles(Context context, const std::string& name, QObject* parent) : QObject(parent), context_(context) {
  for (int i = 0; i < kAtOnce; ++i) slots_.push_back("tiles." + name + '.' + std::to_string(i));
  soon_.setSingleShot(true);
  soon_.setInterval(0);
  connect(&soon_, &QTimer::timeout, this, &PictureTiles::fetch);
  connect(&context_.store, &Store::run_changed, this, &PictureTiles::forget_other_pictures);
  connect(&context_.runs, &RunController::input_changed, this, &PictureTiles::forget_other_pictures);
  forget_other_pictures();
}

void PictureTiles::forget_other_pictures() {
  PictureTileRequest file;
  if (const TraceInfo* trace = context_.store.trace()) {
    file.path = trace->image_path;
    file.window = trace->image_window;
    file.frame = trace->image_frame;
    const InputSpec& input = context_.runs.input();  // a window that is being chosen is seen before it is run
    if (input.image == file.path && input.frame == file.frame) file.window = input.window;
  }
  if (same_file(file, file_)) return;
  for (const auto& [slot, key] : asked_) context_.client.drop(slot);
  asked_.clear();
  held_.clear();
  wanted_.clear();
  bytes_ = 0;
  lost_ = false;
  file_ = file;
  ++picture_;
}

void PictureTiles::draw(QPainter& painter, const QImage& coarse, QSizeF size, const PicturePlace& place) const {
  const double device = std::abs(painter.deviceTransform().m11());
  const double scale = place.rect.width() / place.visible.width() * device;
  const double known = coarse.isNull() ? 0 : coarse.width() / size.width();
  if (file_.path.empty() || lost_ || known >= 1 || known >= scale) return want({});
  const PictureLevels levels(size.toSize());
  const int level = levels.level_for(scale);
  const QSize pixels = levels.sizes[std::size_t(level)];
  const QRectF part = in_level(pixels, size, place.visible);
  const QRect tiles = tiles_of(pixels, part);
  std::vector<Key> keys;
  for (int row = tiles.top(); row <= tiles.bottom(); ++row)
    for (int column = tiles.left(); column <= tiles.right(); ++column) keys.push_back({level, row, column});
  const QPointF middle = part.center() / double(picture_tile);
  std::ranges::sort(keys, {}, [&](const Key& key) { return std::hypot(key.column + 0.5 - middle.x(), key.row + 0.5 - middle.y()); });
  if (keys.size() > kMostWanted) keys.resize(kMostWanted);
  want(std::move(keys));
  const int last = missing().empty() ? level : std::min(level + kCoarserLevels, int(levels.sizes.size()) - 1);
  for (int each = last; each >= level; --each) draw_level(painter, each, size, place);
}

void PictureTiles::draw_level(QPainter& painter, int level, QSizeF size, const PicturePlace& place) const {
  const QSize pixels = PictureLevels(size.toSize()).sizes[std::size_t(level)];
  const QRect tiles = tiles_of(pixels, in_level(pixels, size, place.visible));
  const double across = size.width() / pixels.width(), down = size.height() / pixels.height();
  const double screen = place.rect.width() / place.visible.width() * across * std::abs(painter.deviceTransform().m11());
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);  // neighbours meet without a seam
  painter.setRenderHint(QPainter::SmoothPixmapTransform, screen < kSquaresFrom);
  for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
    for (int column = tiles.left(); column <= tiles.right(); ++column) {
      const auto at = held_.find({level, row, column});
      if (at == held_.end()) continue;
      at->second.used = clock_;
      const QImage& tile = at->second.image;
      const double left = column * double(picture_tile) * across, top = row * double(picture_tile) * down;
      const QRectF target(place.map(left, top), place.map(left + tile.width() * across, top + tile.height() * down));
      // Of a tile far larger than the screen only the pixels in sight.
      const QRectF seen = target & place.rect.adjusted(-1, -1, 1, 1);
      const double sx = tile.width() / target.width(), sy = tile.height() / target.height();
      const QRect source = QRectF((seen.left() - target.left()) * sx, (seen.top() - target.top()) * sy, seen.width() * sx,
                                  seen.height() * sy)
                               .toAlignedRect()
                               .adjusted(-1, -1, 1, 1)
                               .intersected(tile.rect());
      if (source.isEmpty()) continue;
      painter.drawImage(QRectF(target.left() + source.left() / sx, target.top() + source.top() / sy, source.width() / sx,
                               source.height() / sy),
                        tile, QRectF(source));
    }
  }
  painter.restore();
}

void PictureTiles::want(std::vector<Key> keys) const {
  ++clock_;
  wanted_ = std::move(keys);
  if (!missing().empty()) soon_.start();
}

std::vector<PictureTiles::Key> PictureTiles::missing() const {
  std::vector<Key> out;
  for (const Key& key : wanted_) {
    if (!held_.contains(key)) out.push_back(key);
  }
  return out;
}

void PictureTiles::fetch() {
  for (const Key& key : missing()) {
    const bool under_way = std::ranges::any_of(asked_, [&](const auto& one) { return one.second == key; });
    const auto free = std::ranges::find_if(slots_, [&](const std::string& slot) { return !asked_.contains(slot); });
    if (free == slots_.end()) return;
    if (under_way) continue;
    auto request = file_;
    request.level = key.level;
    request.row = key.row;
    request.column = key.column;
    asked_[*free] = key;
    context_.client.submit({.slot = *free,
                            .request = request,
                            .receiver = this,
                            .done = [this, slot = *free, key, picture = picture_](Result<Reply> reply) {
                              if (picture == picture_) asked_.erase(slot);
                              arrived(key, picture, std::move(reply));
                            },
                            .stopped = [this, slot = *free] { asked_.erase(slot); }});
  }
}

void PictureTiles::arrived(const Key& key, std::uint64_t picture, Result<Reply> reply) {
  if (picture != picture_) return;
  const auto* tile = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
  if (tile == nullptr) {
    lost_ = true;
    wanted_.clear();
    return;
  }
  Held held{image_of(*tile), clock_};
  bytes_ += held.image.sizeInBytes();
  held_[key] = std::move(held);
  make_room();
  fetch();
  Q_EMIT changed();
}

// The tiles that were out of sight for longest go.
void PictureTiles::make_room() {
  while (bytes_ > kMostBytes) {
    const auto oldest = std::ranges::min_element(held_, {}, [](const auto& one) { return one.second.used; });
    if (oldest->second.used == clock_) return;
    bytes_ -= oldest->second.image.sizeInBytes();
    held_.erase(oldest);
  }
}

}  // namespace headlight::ui
