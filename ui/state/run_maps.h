// One map of every run, for lists of them: kept as long as the run is, whatever becomes of the lists.
#pragma once

#include <QObject>
#include <QString>
#include <map>

#include "ui/state/store.h"
#include "ui/state/view_loader.h"
#include "ui/state/view_set.h"

namespace headlight::ui {

class RunMaps : public QObject {
  Q_OBJECT

 public:
  struct Map {
    Plane plane;
    QString head;  // "3.1"
  };

  // Taken from the maps of all heads, the first that a run gets.
  RunMaps(const Store& store, const ViewLoader& heads, const ViewSet& splats, QObject* parent);

  [[nodiscard]] const Map* find(TraceId trace) const;

 Q_SIGNALS:
  void changed();

 private:
  void keep();
  void forget();

  const Store& store_;
  const ViewLoader& heads_;
  const ViewSet& splats_;
  std::map<TraceId, Map> maps_;
};

}  // namespace headlight::ui
