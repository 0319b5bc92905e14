#include "ui/state/first_selection.h"

#include <algorithm>
#include <cstdlib>

#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

bool is_word(const Axis& axis, std::int64_t i) {
  const QString label = QString::fromStdString(shown_label(axis, i, true));
  return !is_special(axis, i) && std::ranges::any_of(label, [](QChar c) { return c.isLetterOrNumber(); });
}

// The word nearest to the middle of a text; without any, its middle.
std::int64_t middle_word(const Axis& axis) {
  const std::int64_t middle = axis.size() / 2;
  for (std::int64_t away = 0; away <= middle + 1; ++away) {
    for (const std::int64_t i : {middle - away, middle + away}) {
      if (i >= 0 && i < axis.size() && is_word(axis, i)) return i;
    }
  }
  return axis.size() > 0 ? middle : -1;
}

}  // namespace

std::int64_t first_query(const Axis& axis) {
  if (axis.kind != AxisKind::tokens) return axis.size() > 0 ? 0 : -1;
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    const std::string label = shown_label(axis, i, true);
    if (label == "it" || label == "elle" || label == "it</w>" || label == "\u2581it" || label == "Ġit") return i;
  }
  return middle_word(axis);
}

Selection first_selection(const TraceInfo& trace) {
  Selection selection;
  const auto streams = trace.streams();
  if (streams.empty()) return selection;
  const bool cross = std::find(streams.begin(), streams.end(), "cross") != streams.end();
  const std::string sampled = object_stream(trace, {});
  selection.stream = !sampled.empty() ? sampled : cross ? "cross" : streams.front();
  const auto objects = object_axis(trace) == nullptr ? std::vector<Detection>() : shown_objects(trace, {});
  const bool detects = !objects.empty();
  if (detects) selection.detection = objects.front().query;
  const int layers = layers_of(trace, selection.stream);
  selection.layer = detects ? layers - 1 : layers / 2;  // the last layer's box is the one that is shown
  selection.head.head = std::min(1, std::max(0, heads_of(trace, selection.stream) - 1));
  selection = fitted(trace, selection);
  const SiteInfo* site = selected_site(trace, selection);
  if (site != nullptr && detects) selection = with_object(trace, selection, selection.detection);
  // Where nothing was found no query is taken for it.
  if (site != nullptr && selection.query < 0 && !reads_objects(trace, *site)) selection.query = first_query(query_axis(trace, *site));
  return fitted(trace, selection);
}

}  // namespace headlight::ui
