// Detections of a trace and the sites that see them: the chosen one, its number, its streams.
#pragma once

#include "ui/state/view_state.h"

namespace headlight::ui {

// The axis of object queries, null where the trace has none.
[[nodiscard]] const Axis* object_axis(const TraceInfo& trace);
[[nodiscard]] bool is_deformable(const SiteInfo& site);
// Whether the rows of a site are the object queries.
[[nodiscard]] bool reads_objects(const TraceInfo& trace, const SiteInfo& site);

// The object whose row this is: of a queries axis itself, of a detection token after patches the one it belongs to;
// −1 for others. The inverse of TraceInfo::row_of_query.
[[nodiscard]] std::int64_t object_of_row(const TraceInfo& trace, const SiteInfo& site, std::int64_t row);

// Place of a query in TraceInfo::detections, −1 where it was not read as one.
[[nodiscard]] std::int64_t detection_number(const TraceInfo& trace, std::int64_t query);
[[nodiscard]] const Detection* detection_of(const TraceInfo& trace, std::int64_t query);
// Another picture's detection at the place of `one`: of those that share at least `least` of both boxes (intersection over
// union) the one that shares most; null: none.
enum class Alike { of_class, any };
[[nodiscard]] const Detection* matching(const Detection& one, const TraceInfo& other, double least, Alike alike = Alike::of_class);
// What a query was read as: its likeliest class and score where it has them, else label "" and score −1.
struct ObjectWords {
  std::string label;
  double score = -1;
  Box box;
};
[[nodiscard]] ObjectWords object_words(const TraceInfo& trace, std::int64_t query);

// From which score on objects are shown while nobody chose another.
inline constexpr double kUsualScore = 0.5;
[[nodiscard]] double least_score(const Look& look);
// The objects that are listed and drawn, falling score: what the model reports from the least score on; below the
// model's own threshold the other queries by their likeliest class follow.
[[nodiscard]] std::vector<Detection> shown_objects(const TraceInfo& trace, const Look& look);

// Which pictures the chosen site has, and the one that is shown of them.
[[nodiscard]] bool can_show(const TraceInfo& trace, const Selection& selection, Photo photo);
[[nodiscard]] Photo shown_photo(const TraceInfo& trace, const Selection& selection, Photo wanted);
// The attention between the object queries that belongs to the chosen site: itself or at its layer; null for none.
[[nodiscard]] const SiteInfo* links_site(const TraceInfo& trace, const Selection& selection);
// The chosen site where it links the patches of one picture with each other; null for others.
[[nodiscard]] const SiteInfo* patch_links_site(const TraceInfo& trace, const Selection& selection);
// The site whose sampling points belong to the chosen one: itself, or the decoder's at its layer; null for none.
[[nodiscard]] const SiteInfo* points_site(const TraceInfo& trace, const Selection& selection);

// The selection with another object: its row too where the chosen site has one for it.
[[nodiscard]] Selection with_object(const TraceInfo& trace, Selection selection, std::int64_t query);

// The decoder's deformable stream: the chosen one if it is such, else the first; "" for none.
[[nodiscard]] std::string object_stream(const TraceInfo& trace, const std::string& chosen);
[[nodiscard]] std::vector<const SiteInfo*> sites_of(const TraceInfo& trace, const std::string& stream);

}  // namespace headlight::ui
