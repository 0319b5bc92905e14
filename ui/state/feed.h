// Every view that the window shows of the current selection, fetched as the store changes.
#pragma once

#include <QObject>

#include "ui/figures/usual_range.h"
#include "ui/state/run_maps.h"
#include "ui/state/store.h"
#include "ui/state/view_loader.h"
#include "ui/state/view_set.h"

namespace headlight::ui {

inline constexpr std::int64_t kWholeEdge = 400;  // a map up to this is held exactly

// Whether a site's map is small enough to be held as it is.
[[nodiscard]] bool holds_whole(const TraceInfo& trace, const SiteInfo& site);

class Feed : public QObject {
  Q_OBJECT

 public:
  Feed(Store& store, SessionClient& client, QObject* parent = nullptr);

  [[nodiscard]] Store& store() { return store_; }
  [[nodiscard]] const Store& store() const { return store_; }

  ViewLoader heads;       // HeadsResult of the stream
  ViewLoader statistics;  // StatisticsResult of the stream
  ViewLoader tile;        // TileResult of what the matrix shows; asked for by show_tile
  ViewLoader exact_tile;  // the same without sampling, once the view rests on a sampled one
  ViewLoader row;         // LineResult of the chosen query, or RolloutResult while that is shown
  ViewLoader rollout;     // RolloutResult of all queries up to the chosen layer, while that is shown; row is then one of it
  ViewLoader whole;       // TileResult of all weights of the chosen head, exact; small maps only (has_whole)
  ViewLoader scores;      // TileResult of all raw scores of the chosen head, exact, while they are shown and subwords joined
  ViewLoader edges;       // EdgesResult: the strongest key of each query of the chosen head, without special tokens
  ViewLoader cell;        // CellResult of the chosen query and key
  ViewLoader pointed;     // CellResult under the pointer

  // Deformable sites have no weights of single keys: their views take the place of those above.
  ViewLoader points;   // PointsResult: what the chosen query sampled
  ViewLoader layer;    // PointsResult of every query of that site while the look shows them: their points, or their places alone
  ViewLoader objects;  // PointsResult without points: every detection's share of weight inside its box
  ViewLoader map;      // SplatResult: where the chosen head looked, finely, while that lies on the photo
  ViewLoader beside;   // SplatResult, as `map`, while the receptive field is shown beside it
  ViewLoader links;    // TileResult: all weights between the object queries, while their links lie on the photo
  ViewSet splats;      // SplatResult a head of every site of the stream, in the order of the sites and heads
  ViewSet maps;         // SplatResult, as `map`, of every head of the stream: while all share one range of colours
  ViewSet film;        // PointsResult a decoder layer, of the chosen object, none filtered out

  RunMaps run_maps;

  // What the maps of the stream's heads reach, found when they came (see colour_range.h).
  struct StreamRange {
    ViewPtr of;
    int site = -1;
    bool leaves_specials = false;
    std::optional<Spread> spread;
  } stream_range;

  // The site whose points are shown: the chosen one, or the decoder's at its layer; null for none.
  [[nodiscard]] const SiteInfo* sampled_site() const;
  [[nodiscard]] std::int64_t sampled_query() const;  // its chosen row, −1 for none

  // The newest TileResult of what the matrix shows, exact where there is one; null when there is none. Maps too large to be
  // read at once are sampled (TileResult::every) until their pyramid or the exact tile has been made.
  [[nodiscard]] const TileResult* best_tile() const;

  // Cells that the matrix wants, each output cell at least one pixel. Kept until the next call.
  void show_tile(Extent extent, std::int64_t out_rows, std::int64_t out_columns);

  // holds_whole of the selected map.
  [[nodiscard]] bool has_whole() const;

  // Forgets errors and asks again.
  void retry();

 private:
  void refresh();
  void refresh_tile();
  [[nodiscard]] TileRequest wanted_tile(const TraceInfo& trace, const SiteInfo& site) const;
  [[nodiscard]] bool answered_by_pyramid(const TileRequest& request, std::int64_t coarse) const;
  void ask_pyramid(TraceId trace, const MapChoice& map);
  void settle();
  void refresh_dense(const TraceInfo& trace, const SiteInfo& site);
  void refresh_sampled(const TraceInfo& trace);
  [[nodiscard]] PointsRequest filtered_points(const SiteInfo& site) const;
  void refresh_layer(const TraceInfo& trace);
  void refresh_film(const TraceInfo& trace);
  void refresh_photo(const TraceInfo& trace);
  [[nodiscard]] std::vector<ViewRequest> splats_of(const TraceInfo& trace, const SiteInfo& site, double edge) const;
  void refresh_pointed();
  void refresh_whole(const TraceInfo& trace, const SiteInfo& site);

  // The pyramid that was asked for last.
  struct AskedPyramid {
    TraceId trace = 0;
    MapChoice map;
    std::int64_t bin = 0;  // of its finest level once it is there
    bool failed = false;
  };

  Store& store_;
  SessionClient& client_;
  AskedPyramid pyramid_;
  QTimer rest_;
  Extent wanted_;
  std::int64_t out_rows_ = 0, out_columns_ = 0;
};

// What the chosen query's row is asked for by; a query must be chosen.
[[nodiscard]] ViewRequest shown_row(const Store& store);

}  // namespace headlight::ui
