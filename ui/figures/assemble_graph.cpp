#include "ui/figures/assemble_graph.h"

#include <algorithm>
#include <utility>

#include "ui/figures/assemble_points.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/graph_rows.h"
#include "ui/figures/patch_graph.h"
#include "ui/figures/patch_marks.h"
#include "ui/figures/resolve_detection.h"

namespace headlight::ui {
namespace {

struct GraphAssembler {
  const TraceInfo& trace;
  const FigureSpec& spec;
  const std::vector<Reply>& replies;
  QJsonObject& extra;
  const SiteInfo& site = site_of(trace, spec);
  std::vector<HeadChoice> choices = graph_heads(spec);

  static QString name_of(const HeadChoice& head) {
    if (head.mode == HeadChoice::Mode::one) return FigureWords::tr("head %1").arg(head.head);
    return head.mode == HeadChoice::Mode::mean ? FigureWords::tr("mean") : FigureWords::tr("maximum");
  }

  // The shown heads' maps, one cell a position.
  Result<std::vector<GraphHead>> heads() const {
    std::vector<GraphHead> all;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      auto view = view_in<TileResult>(replies, i);
      if (!view) return view.error();
      const bool one = choices[i].mode == HeadChoice::Mode::one;
      all.push_back({name_of(choices[i]), one ? choices[i].head : -1, view.value()->plane});
    }
    return all;
  }

  QString place() const { return choices.size() > 1 ? layer_title(trace, site) : head_title(trace, site, choices[0]); }

  // What a reader must know of the links that are not drawn.
  static QString threshold_note(double threshold) {
    return threshold > 0 ? FigureWords::tr("Links below %1 are not drawn.").arg(threshold) : QString();
  }

  Result<FigurePtr> columns() {
    auto all = heads();
    if (!all) return all.error();
    Sides sides = sides_of(trace, site, spec);
    GraphContent content;
    const Names names = names_of(trace, site, spec);
    content.query_name = names.query;
    content.key_name = names.key;
    content.top_k = *spec.top_k;
    content.threshold = spec.threshold;
    content.site = site.id;
    content.heads = std::move(all).value();
    double dropped = 0;
    const std::int64_t row = sides.queries.find(spec.query);
    for (GraphHead& head : content.heads) {
      dropped += dropped_weight(head.plane, sides.queries, sides.keys, row) / double(content.heads.size());
      head.plane = merged(head.plane, sides.queries, sides.keys);
    }
    content.note = words_note(sides.queries, sides.keys, of_maximum() ? -1 : dropped, row);
    content.title = place() + QStringLiteral(": ") + links_title(trace, site, spec);
    content.queries = std::move(sides.queries);
    content.keys = std::move(sides.keys);
    const auto queries = content.queries.size(), keys = content.keys.size();
    const QString weak = strongest_links(content).empty() ? relaxed(content, strongest_of) : QString();
    content = readable_part(std::move(content), row);
    content.note = sentences({content.note, weak.isEmpty() && *spec.top_k > 0 ? threshold_note(spec.threshold) : weak,
                              unknown_note(trace, site), patches_note(trace, site), part_note(content, queries, keys)});
    if (queries != content.queries.size() || keys != content.keys.size())
      note_left_out(std::int64_t(content.left_out.queries), content.left_out.keys, content.left_out.links);
    note_links(content.threshold);
    auto figure = std::make_shared<GraphFigure>(std::move(content));
    note_strongest(*figure);
    return FigurePtr(std::move(figure));
  }

  // The heads' maximum has no shares of a row's whole weight.
  [[nodiscard]] bool of_maximum() const { return choices[0].mode == HeadChoice::Mode::max; }

  void note_links(double threshold) {
    extra.insert(QStringLiteral("links"), links_title(trace, site, spec));
    extra.insert(QStringLiteral("top k"), qint64(*spec.top_k));
    extra.insert(QStringLiteral("threshold"), threshold);
  }

  void note_left_out(std::int64_t queries, std::int64_t keys, std::int64_t links) {
    extra.insert(QStringLiteral("left out"), QJsonObject{{QStringLiteral("queries"), qint64(queries)},
                                                         {QStringLiteral("keys"), qint64(keys)},
                                                         {QStringLiteral("links"), qint64(links)}});
  }

  // A map that is spread so evenly that nothing reaches the usual threshold shows its strongest links all the same; one
  // that was asked for holds. `strongest` gives the largest weight of content without a threshold.
  template <typename Content, typename Strongest>
  static QString relaxed(Content& content, const Strongest& strongest) {
    const double wanted = std::exchange(content.threshold, 0);
    if (wanted <= FigureSpec{}.threshold) return FigureWords::tr("No weight reaches %1; the strongest are shown.").arg(wanted);
    const double most = strongest(content);
    content.threshold = wanted;
    return FigureWords::tr("No weight reaches %1; the strongest is %2.").arg(wanted).arg(format_value(most));
  }

  static double strongest_of(const GraphContent& content) {
    const auto links = strongest_links(content);
    return links.empty() ? 0 : links.front().weight;
  }

  static QString part_note(const GraphContent& content, std::int64_t queries, std::int64_t keys) {
    if (content.left_out.queries == 0 && content.left_out.keys == 0) return {};
    const auto rows = content.queries.size(), columns = content.keys.size();
    const QString part = FigureWords::tr("Only what the strongest links join: %1 of %2 rows at the left, %3 of %4 at the right.")
                             .arg(format_count(rows), format_count(queries), format_count(columns), format_count(keys));
    if (content.left_out.links == 0) return part;
    return part + QLatin1Char(' ') + FigureWords::tr("%1 weaker links left out.", nullptr, int(content.left_out.links)).arg(format_count(content.left_out.links));
  }

  void note_strongest(const GraphFigure& figure) {
    QJsonArray all;
    for (const GraphLink& link : figure.links()) {
      if (all.size() >= 24) break;
      all.append(figure.content().queries.label(link.query) + QStringLiteral(" → ") +
                 figure.content().keys.label(link.key) + QLatin1Char(' ') + format_value(link.weight));
    }
    extra.insert(QStringLiteral("strongest links"), all);
  }

  // --- on the picture ---

  QString name_of_query() const {
    const Axis& axis = axis_at(trace, site.query_axis);
    const bool cell = axis.kind == AxisKind::patches && axis.is_cell(spec.query);
    return cell ? FigureWords::tr("patch %1").arg(QString::fromStdString(axis.label(spec.query))) : query_name(trace, site, spec.query, spec.tracks);
  }

  Result<FigurePtr> picture() {
    auto all = heads();
    if (!all) return all.error();
    PatchGraphContent content;
    content.heads = std::move(all).value();
    content.queries = patch_marks(trace, site, true, !*spec.drop_special);
    content.keys = patch_marks(trace, site, false, !*spec.drop_special);
    content.one_axis = site.query_axis == site.key_axis;
    content.image = replies.size() > choices.size() ? image_from(replies[choices.size()]) : QImage();
    content.image_size = picture_size(axis_at(trace, site.key_axis), content.image);
    content.chosen = spec.query;
    if (spec.query >= 0) content.chosen_name = name_of_query();
    content.top_k = *spec.top_k;
    content.threshold = spec.threshold;
    content.dim = std::clamp(spec.dim, 0.0, 0.8);
    content.scale = scale_for(spec, Spread::between(0, highest_of(content)), axis_at(trace, site.key_axis).size());
    content.site = site.id;
    content.title = place() + QStringLiteral(": ") +
                    (spec.query < 0 ? links_title(trace, site, spec)
                                    : FigureWords::tr("where %1 looks").arg(content.chosen_name));
    const QString lost = picture_note(trace, content.image);
    auto figure = std::make_shared<PatchGraphFigure>(content);
    QString weak;
    if (figure->links().empty() && content.threshold > 0) {
      weak = relaxed(content, highest_of);
      figure = std::make_shared<PatchGraphFigure>(content);
    }
    figure->set_note(sentences({picture_graph_note(*figure), weak.isEmpty() ? threshold_note(spec.threshold) : weak,
                                dropped_note(*figure), patches_note(trace, site), lost}));
    note_links(content.threshold);
    note_colours(content);
    if (figure->left_out() > 0) note_left_out(0, 0, std::int64_t(figure->left_out()));
    note_strongest(*figure);
    return FigurePtr(std::move(figure));
  }

  static QString picture_graph_note(const PatchGraphFigure& figure) {
    const auto& links = figure.links();
    if (links.empty()) return {};
    const bool several = figure.content().heads.size() > 1;
    QString note = several ? FigureWords::tr("Lines run from what looks to what it looks at, as wide and opaque as their weight "
                                             "(at most %1); the area of a circle is the weight in the table.").arg(format_value(links.front().weight))
                           : FigureWords::tr("Lines run from what looks to what it looks at, as wide as their weight and in its colour; "
                                             "the area of a circle is the weight in the table.");
    if (figure.left_out() > 0)
      note += QLatin1Char(' ') + FigureWords::tr("The strongest %1 of %2 links.")
                                     .arg(format_count(qint64(links.size())), format_count(qint64(links.size() + figure.left_out())));
    return note;
  }

  // The largest weight that may be drawn.
  static double highest_of(const PatchGraphContent& content) {
    const PatchGraphFigure figure(content);
    return figure.links().empty() ? 0 : figure.links().front().weight;
  }

  // Of tokens that were left out on request.
  QString dropped_note(const PatchGraphFigure& figure) const {
    const Axis& axis = axis_at(trace, site.key_axis);
    if (!*spec.drop_special || axis.leading == 0) return {};
    double share = 0;
    std::vector<QString> names;
    for (std::int64_t i = 0; i < axis.leading; ++i) {
      share += figure.received()[std::size_t(i)];
      if (i < 3) names.push_back(QString::fromStdString(axis.label(i)));
    }
    if (of_maximum()) return FigureWords::tr("%1 left out.").arg(listed(names));
    return FigureWords::tr("%1 left out (%2 of the weight).").arg(listed(names), format_value(share));
  }

  void note_colours(const PatchGraphContent& content) {
    if (content.heads.size() == 1) note_scale(extra, content.scale);
  }

  void note_strongest(const PatchGraphFigure& figure) {
    QJsonArray all;
    for (const GraphLink& link : figure.links()) {
      if (all.size() >= 24) break;
      all.append(figure.content().queries[std::size_t(link.query)].label + QStringLiteral(" → ") +
                 figure.content().keys[std::size_t(link.key)].label + QLatin1Char(' ') + format_value(link.weight));
    }
    extra.insert(QStringLiteral("strongest links"), all);
  }
};

}  // namespace

Result<FigurePtr> assemble_graph(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                 QJsonObject& extra) {
  const SiteInfo& site = site_of(trace, spec);
  if (joins_detections(trace, site)) return assemble_picture_graph(trace, spec, replies, extra);
  GraphAssembler assembler{trace, spec, replies, extra};
  return joins_patches(trace, site) ? assembler.picture() : assembler.columns();
}

}  // namespace headlight::ui
