// The current run's picture at the sharpness of the screen: tiles of its pyramid, fetched as they come into sight.
#pragma once

#include <QImage>
#include <QTimer>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "ui/figures/picture_detail.h"
#include "ui/panels/context.h"

namespace headlight::ui {

// Level 0 is the picture, every next one half of it, rounded up, down to one tile.
struct PictureLevels {
  std::vector<QSize> sizes;
  explicit PictureLevels(QSize picture);
  // The coarsest level that has a pixel for every screen pixel, where a picture's pixel is `scale` of those wide.
  [[nodiscard]] int level_for(double scale) const;
};

class PictureTiles : public QObject, public PictureDetail {
  Q_OBJECT

 public:
  // `name`: of this one among those of the window.
  PictureTiles(Context context, const std::string& name, QObject* parent = nullptr);

  // What is drawn is what is wanted: tiles that are missing are asked for, nearest to the middle first, a few at a time,
  // so that those of the latest place come next. Nothing is fetched while `coarse` is sharp enough.
  void draw(QPainter& painter, const QImage& coarse, QSizeF size, const PicturePlace& place) const override;

  [[nodiscard]] std::int64_t bytes_held() const { return bytes_; }
  [[nodiscard]] bool complete() const { return asked_.empty() && missing().empty(); }  // all that is wanted is there

 Q_SIGNALS:
  void changed();

 private:
  struct Key {
    int level = 0;
    int row = 0, column = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct Held {
    QImage image;
    std::uint64_t used = 0;
  };

  void forget_other_pictures();
  void draw_level(QPainter& painter, int level, QSizeF size, const PicturePlace& place) const;
  void want(std::vector<Key> keys) const;
  [[nodiscard]] std::vector<Key> missing() const;
  void fetch();
  void arrived(const Key& key, std::uint64_t picture, Result<Reply> reply);
  void make_room();

  Context context_;
  std::vector<std::string> slots_;  // of the jobs
  PictureTileRequest file_;      // path, window and frame of the picture whose tiles are held
  std::uint64_t picture_ = 0;    // grows when another picture comes
  bool lost_ = false;            // it cannot be read: nothing more is asked for
  mutable std::map<Key, Held> held_;
  std::map<std::string, Key> asked_;  // by the job's slot
  mutable std::vector<Key> wanted_;
  mutable std::uint64_t clock_ = 0;
  std::int64_t bytes_ = 0;
  mutable QTimer soon_;
};

}  // namespace headlight::ui
