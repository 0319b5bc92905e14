#include "ui/state/carried_question.h"

#include <algorithm>
#include <cstdlib>

#include "ui/figures/side.h"

namespace headlight::ui {

namespace {

// Whole words, as a question is made of.
Side words_of_axis(const TraceInfo& trace, const SiteInfo& site, bool as_query) {
  SideOptions options;
  options.merge_words = true;
  options.written = as_query && site.kind == SiteKind::cross;
  return side_of(as_query ? query_axis(trace, site) : key_axis(trace, site), options);
}

std::int64_t nearest_named(const Side& side, const QString& name, std::int64_t entry) {
  std::int64_t nearest = -1;
  for (std::int64_t i = 0; i < side.size(); ++i) {
    const bool nearer = nearest < 0 || std::abs(i - entry) < std::abs(nearest - entry);
    if (nearer && side.label(i) == name) nearest = i;
  }
  return nearest;
}

std::vector<std::int64_t> same_words(const Side& from, const Side& to, const std::vector<std::int64_t>& positions) {
  std::vector<std::int64_t> found;
  std::int64_t last = -1;
  for (const std::int64_t position : positions) {
    const std::int64_t entry = from.find(position);
    if (entry < 0 || entry == last) continue;
    last = entry;
    const std::int64_t there = nearest_named(to, from.label(entry), entry);
    if (there >= 0) found.insert(found.end(), to.positions[std::size_t(there)].begin(), to.positions[std::size_t(there)].end());
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool of_words(const TraceInfo& trace, const SiteInfo* site) {
  return site != nullptr && query_axis(trace, *site).kind == AxisKind::tokens && key_axis(trace, *site).kind == AxisKind::tokens;
}

}  // namespace

Question carried_question(const Question& question, const TraceInfo& from, const Selection& before, const TraceInfo& to, const Selection& after, bool chosen) {
  const SiteInfo *old = selected_site(from, before), *site = selected_site(to, after);
  Question next;
  if (!of_words(from, old) || !of_words(to, site)) return next;
  if (question.of_selection()) {
    next.lost = question.lost || (chosen && before.key >= 0 && after.key < 0);
    return next;
  }
  next = question;
  const Side queries = words_of_axis(to, *site, true);
  next.from = same_words(words_of_axis(from, *old, true), queries, question.from);
  next.to = same_words(words_of_axis(from, *old, false), words_of_axis(to, *site, false), question.to);
  const std::int64_t entry = next.from.empty() && !question.from.empty() ? queries.find(after.query) : -1;
  if (entry >= 0) next.from = queries.positions[std::size_t(entry)];
  next.lost = next == Question{};
  return next;
}

}  // namespace headlight::ui
