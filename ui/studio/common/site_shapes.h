// Tells when the current run has other sites than the one before: what is known by number of a site, a head or a position then
// means something else, or nothing. Heard before Store::view_changed, also by pages that are hidden.
#pragma once

#include <QObject>
#include <string>
#include <vector>

#include "ui/state/store.h"

namespace headlight::ui {

class SiteShapes : public QObject {
  Q_OBJECT

 public:
  SiteShapes(const Store& store, QObject* parent);

 Q_SIGNALS:
  void changed();

 private:
  struct Shape {
    std::string stream;
    int layer, heads;
    std::int64_t queries, keys;
    bool operator==(const Shape&) const = default;
  };
  [[nodiscard]] std::vector<Shape> now() const;
  void follow();

  const Store& store_;
  std::vector<Shape> shapes_;
};

}  // namespace headlight::ui
