#include "ui/figures/graph_rows.h"

#include <algorithm>
#include <set>

namespace headlight::ui {
namespace {

void add_strongest(const GraphContent& content, std::size_t head, std::int64_t row, std::vector<GraphLink>& links) {
  const Plane& plane = content.heads[head].plane;
  std::vector<GraphLink> own;
  for (std::int64_t column = 0; column < plane.columns; ++column) {
    const float weight = plane.at(row, column);
    if (weight > 0 && weight >= content.threshold) own.push_back({row, column, static_cast<int>(head), weight});
  }
  const auto stronger = [](const auto& a, const auto& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.key < b.key;
  };
  const auto most = content.top_k > 0 ? std::min(own.size(), static_cast<std::size_t>(content.top_k)) : own.size();
  std::partial_sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(most), own.end(), stronger);
  links.insert(links.end(), own.begin(), own.begin() + static_cast<std::ptrdiff_t>(most));
}

Plane part_of(const Plane& plane, const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& columns) {
  Plane out;
  out.rows = static_cast<std::int64_t>(rows.size());
  out.columns = static_cast<std::int64_t>(columns.size());
  for (const auto row : rows)
    for (const auto column : columns) out.values.push_back(plane.at(row, column));
  find_range(out);
  return out;
}

// The entries that links join, added as long as there is room on both sides.
struct Chosen {
  std::set<std::int64_t> queries, keys;
  std::size_t most;

  bool take(const GraphLink& link) {
    const std::size_t more_queries = queries.contains(link.query) ? 0 : 1, more_keys = keys.contains(link.key) ? 0 : 1;
    if (queries.size() + more_queries > most || keys.size() + more_keys > most) return false;
    queries.insert(link.query);
    keys.insert(link.key);
    return true;
  }
};

std::vector<std::int64_t> listed(const std::set<std::int64_t>& entries) { return {entries.begin(), entries.end()}; }

std::int64_t place_in(const std::vector<std::int64_t>& entries, std::int64_t entry) {
  return std::lower_bound(entries.begin(), entries.end(), entry) - entries.begin();
}

// All entries of a side that needs no choice.
void keep_whole(std::set<std::int64_t>& entries, std::int64_t size, std::int64_t most) {
  for (std::int64_t i = 0; i < size && size <= most; ++i) entries.insert(i);
}

}  // namespace

std::vector<GraphLink> strongest_links(const GraphContent& content) {
  std::vector<GraphLink> links;
  for (std::size_t head = 0; head < content.heads.size(); ++head)
    for (std::int64_t row = 0; row < content.heads[head].plane.rows; ++row) add_strongest(content, head, row, links);
  std::stable_sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return links;
}

Side part_of(const Side& side, const std::vector<std::int64_t>& entries) {
  Side out = side;
  out.labels.clear();
  out.positions.clear();
  out.special.clear();
  for (const auto entry : entries) {
    const auto at = static_cast<std::size_t>(entry);
    out.labels.push_back(side.labels[at]);
    out.positions.push_back(side.positions[at]);
    out.special.push_back(side.special[at]);
  }
  return out;
}

GraphContent readable_part(GraphContent content, std::int64_t query, std::int64_t most) {
  const auto queries = content.queries.size(), keys = content.keys.size();
  if (queries <= most && keys <= most) return content;
  const auto links = strongest_links(content);
  Chosen chosen{{}, {}, static_cast<std::size_t>(most)};
  if (query >= 0) chosen.queries.insert(query);
  keep_whole(chosen.queries, queries, most);
  keep_whole(chosen.keys, keys, most);
  std::vector<GraphLink> kept;
  for (const bool own : {true, false})
    for (const GraphLink& link : links)
      if ((link.query == query) == own && chosen.take(link)) kept.push_back(link);
  // Nothing above the threshold: the first entries, so that the figure says what it is about.
  if (chosen.queries.empty()) keep_whole(chosen.queries, std::min(most, queries), most);
  if (chosen.keys.empty()) keep_whole(chosen.keys, std::min(most, keys), most);
  const auto rows = listed(chosen.queries), columns = listed(chosen.keys);
  content.left_out = {queries - std::int64_t(rows.size()), keys - std::int64_t(columns.size()),
                      std::int64_t(links.size() - kept.size())};
  for (GraphLink& link : kept) link = {place_in(rows, link.query), place_in(columns, link.key), link.head, link.weight};
  std::stable_sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  content.links = std::move(kept);
  for (GraphHead& head : content.heads) head.plane = part_of(head.plane, rows, columns);
  content.queries = part_of(content.queries, rows);
  content.keys = part_of(content.keys, columns);
  return content;
}

}  // namespace headlight::ui
