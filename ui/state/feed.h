// Every view that the window shows of the current selection, fetched as the store changes.
#pragma once

#include <QObject>

#include "ui/state/store.h"
#include "ui/state/view_loader.h"

namespace headlight::ui {

class Feed : public QObject {
  Q_OBJECT

 public:
  Feed(Store& store, SessionClient& client, QObject* parent = nullptr);

  [[nodiscard]] Store& store() { return store_; }

  ViewLoader heads;       // HeadsResult of the stream
  ViewLoader statistics;  // StatisticsResult of the stream
  ViewLoader tile;        // TileResult of what the matrix shows; asked for by show_tile
  ViewLoader row;         // LineResult of the chosen query
  ViewLoader edges;       // EdgesResult of the chosen head, all queries
  ViewLoader cell;        // CellResult of the chosen query and key
  ViewLoader pointed;     // CellResult under the pointer

  // Cells that the matrix wants, each output cell at least one pixel. Kept until the next call.
  void show_tile(Extent extent, std::int64_t out_rows, std::int64_t out_columns);

  // Forgets errors and asks again.
  void retry();

 private:
  void refresh();
  void refresh_tile();
  void refresh_pointed();
  [[nodiscard]] EdgesRequest edges_request(const SiteInfo& site) const;

  Store& store_;
  Extent wanted_;
  std::int64_t out_rows_ = 0, out_columns_ = 0;
};

}  // namespace headlight::ui
