#include "ui/state/feed.h"

#include <algorithm>

namespace headlight::ui {

namespace {

constexpr std::int64_t kThumbnailEdge = 64;
constexpr std::int64_t kWholeEdge = 400;   // a map up to this is held exactly
constexpr std::int64_t kMostCells = 512;   // a side, asked for before the matrix knows its size
constexpr std::int64_t kStrongest = 200;

std::vector<std::int64_t> special_keys(const Axis& axis) {
  std::vector<std::int64_t> keys;
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    if (is_special(axis, i)) keys.push_back(i);
  }
  return keys;
}

Extent fitted(Extent extent, std::int64_t rows, std::int64_t columns) {
  extent.row0 = std::clamp<std::int64_t>(extent.row0, 0, rows);
  extent.row1 = std::clamp<std::int64_t>(extent.row1, extent.row0, rows);
  extent.column0 = std::clamp<std::int64_t>(extent.column0, 0, columns);
  extent.column1 = std::clamp<std::int64_t>(extent.column1, extent.column0, columns);
  const bool empty = extent.rows() == 0 || extent.columns() == 0;
  return empty ? Extent{0, rows, 0, columns} : extent;
}

}  // namespace

Feed::Feed(Store& store, SessionClient& client, QObject* parent)
    : QObject(parent),
      heads(client, "view.heads", this),
      statistics(client, "view.statistics", this),
      tile(client, "view.tile", this),
      row(client, "view.row", this),
      whole(client, "view.whole", this),
      edges(client, "view.edges", this),
      cell(client, "view.cell", this),
      pointed(client, "view.pointed", this),
      store_(store) {
  connect(&store_, &Store::view_changed, this, &Feed::refresh);
  connect(&store_, &Store::hover_changed, this, &Feed::refresh_pointed);
}

bool Feed::has_whole() const {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  return trace != nullptr && site != nullptr && query_axis(*trace, *site).size() <= kWholeEdge &&
         key_axis(*trace, *site).size() <= kWholeEdge;
}

void Feed::refresh_whole(const TraceInfo& trace, const SiteInfo& site) {
  if (!has_whole()) return whole.clear();
  const std::int64_t rows = query_axis(trace, site).size(), columns = key_axis(trace, site).size();
  TileRequest request{site.id, store_.selection().head, Quantity::weight, {0, rows, 0, columns}, rows, columns,
                      Pooling::mean};
  whole.request(trace.id, request);
}

void Feed::refresh() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  if (trace == nullptr || site == nullptr) {
    for (ViewLoader* loader : {&heads, &statistics, &tile, &row, &whole, &edges, &cell, &pointed}) loader->clear();
    return;
  }
  const Selection& now = store_.selection();
  const Quantity quantity = store_.look().quantity;
  heads.request(trace->id, HeadsRequest{now.stream, quantity, kThumbnailEdge, Pooling::mean});
  refresh_tile();
  if (now.query >= 0) row.request(trace->id, LineRequest{site->id, now.head, quantity, now.query, false});
  refresh_whole(*trace, *site);
  EdgesRequest strongest;
  strongest.site = site->id;
  strongest.heads = {now.head};
  strongest.top_k = 1;
  strongest.without_keys = special_keys(key_axis(*trace, *site));
  strongest.at_most = kStrongest;
  edges.request(trace->id, strongest);
  if (now.query >= 0 && now.key >= 0) cell.request(trace->id, CellRequest{site->id, now.head, now.query, now.key});
  statistics.request(trace->id, StatisticsRequest{now.stream});
  refresh_pointed();
  if (now.query < 0) row.clear();
  if (now.query < 0 || now.key < 0) cell.clear();
}

void Feed::show_tile(Extent extent, std::int64_t out_rows, std::int64_t out_columns) {
  wanted_ = extent;
  out_rows_ = out_rows;
  out_columns_ = out_columns;
  refresh_tile();
}

void Feed::refresh_tile() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  if (trace == nullptr || site == nullptr) return;
  const Extent extent = fitted(wanted_, query_axis(*trace, *site).size(), key_axis(*trace, *site).size());
  TileRequest request;
  request.site = site->id;
  request.head = store_.selection().head;
  request.quantity = store_.look().quantity;
  request.extent = extent;
  request.out_rows = std::min(extent.rows(), out_rows_ > 0 ? out_rows_ : kMostCells);
  request.out_columns = std::min(extent.columns(), out_columns_ > 0 ? out_columns_ : kMostCells);
  request.pooling = Pooling::max;
  tile.request(trace->id, request);
}

void Feed::refresh_pointed() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  const Hover& hover = store_.hovered();
  if (trace == nullptr || site == nullptr || hover.query < 0 || hover.key < 0) return pointed.clear();
  pointed.request(trace->id, CellRequest{site->id, store_.selection().head, hover.query, hover.key});
}

void Feed::retry() {
  for (ViewLoader* loader : {&heads, &statistics, &tile, &row, &whole, &edges, &cell, &pointed}) {
    if (loader->error()) loader->clear();
  }
  refresh();
}

}  // namespace headlight::ui
