#include <algorithm>

#include "ui/figures/assemble_graph.h"
#include "ui/figures/assemble_overlay.h"
#include "ui/figures/assemble_points.h"
#include "ui/figures/builder_parts.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/provenance.h"
#include "ui/figures/stats.h"

namespace headlight::ui {
namespace {

struct Assembler {
  const TraceInfo& trace;
  const FigureSpec& spec;
  const std::vector<Reply>& replies;
  const SiteInfo& site;
  QJsonObject extra = {};  // provenance that only the finished figure knows

  // Where a value stands for several cells: of how many, and how they became one.
  void note_pooling(std::int64_t rows, std::int64_t columns) {
    const auto queries = axis_at(trace, site.query_axis).size(), keys = axis_at(trace, site.key_axis).size();
    if (rows >= queries && columns >= keys) return;
    extra.insert(QStringLiteral("pooling"),
                 spec.pooling == Pooling::max ? QStringLiteral("max") : QStringLiteral("mean"));
    extra.insert(QStringLiteral("map"), QJsonArray{qint64(queries), qint64(keys)});
    extra.insert(QStringLiteral("pooled to"), QJsonArray{qint64(rows), qint64(columns)});
  }

  Result<FigurePtr> matrix() {
    auto tile_view = view_in<TileResult>(replies, 0);
    if (!tile_view) return tile_view.error();
    const Plane& plane = tile_view.value()->plane;
    Sides sides = sides_of(trace, site, spec);
    MatrixContent content;
    const Names names = names_of(trace, site, spec);
    content.query_name = names.query;
    content.key_name = names.key;
    content.title = head_title(trace, site, *spec.head);
    content.site = site.id;
    content.head = one_head(spec);
    if (*spec.merge_words || *spec.drop_special) {
      const bool weights = spec.quantity == Quantity::weight;
      content.plane = weights ? merged(plane, sides.queries, sides.keys) : merged_scores(plane, sides.queries, sides.keys);
      const std::int64_t row = sides.queries.find(spec.query);
      const double dropped = of_maximum(spec) ? -1 : dropped_weight(plane, sides.queries, sides.keys, row);
      content.note = weights ? words_note(sides.queries, sides.keys, dropped, row)
                             : scores_note(sides);
    } else {
      content.plane = plane;
    }
    content.extent = {0, sides.queries.size(), 0, sides.keys.size()};
    content.queries = std::move(sides.queries);
    content.keys = std::move(sides.keys);
    RowEnds ends;
    ends.add(content.plane, {}, spec.special_in_scale ? std::vector<bool>() : special_columns(content.keys, content.plane.columns));
    content.scale = scale_for(spec, ends.spread(), content.keys.size());
    if (!content.exact()) {
      content.note += pooling_note(content);
      note_pooling(content.plane.rows, content.plane.columns);
    }
    content.mask = causal_mask(trace, site);
    content.unseen = unseen_cells(site, {content.plane, content.covered(), content.queries.size(), spec.quantity});
    const QString masked = content.mask.causal ? FigureWords::tr("Hatched cells are masked.") : content.unseen.empty() ? masked_note(content.plane) : unseen_note(site);
    content.note = sentences({content.note, unknown_note(trace, site), masked,
                              beyond_note(content.scale, ends.spread())});
    note_scale(extra, content.scale, ends.spread());
    return FigurePtr(std::make_shared<MatrixFigure>(std::move(content)));
  }

  QString pooling_note(const MatrixContent& content) const {
    return FigureWords::tr("%1 × %2 %6, each pixel the %3 of up to %4 × %5.")
        .arg(format_count(content.queries.size()), format_count(content.keys.size()),
             shown_word(spec.pooling == Pooling::max ? QStringLiteral("largest") : QStringLiteral("mean")))
        .arg((content.queries.size() + content.plane.rows - 1) / content.plane.rows)
        .arg((content.keys.size() + content.plane.columns - 1) / content.plane.columns)
        .arg(shown_word(on_patches(trace, site) ? QStringLiteral("patches") : QStringLiteral("tokens")));
  }

  Result<HeadsResult> all_head_maps() {
    if (samples_points(site)) return heads_from_splats(trace, spec, replies);
    auto view = view_in<HeadsResult>(replies, 0);
    if (!view) return view.error();
    return *view.value();
  }

  Result<HeadsResult> head_maps() {
    auto maps = all_head_maps();
    if (maps) keep_only(maps.value(), spec.layers, spec.heads);
    return maps;
  }

  Result<FigurePtr> heads() {
    HeadsContent content;
    if (auto maps = head_maps(); maps)
      content.maps = std::move(maps).value();
    else
      return maps.error();
    RowEnds ends;
    const Side keys = side_of(axis_at(trace, site.key_axis), {});
    for (const HeadMap& map : content.maps.maps)
      ends.add(map.plane, {}, spec.special_in_scale ? std::vector<bool>() : special_columns(keys, map.plane.columns));
    content.cells = head_cells(content.maps);
    content.scale = scale_for(spec, ends.spread(), content.cells);
    content.scale.shared = true;
    content.own_range = spec.own_range;
    content.right_to_left = keys.right_to_left;
    if (!samples_points(site)) content.mask = causal_mask(trace, site);
    content.title = stream_title(trace, spec.stream) + counts(content.maps);
    const Names names = names_of(trace, site, spec);
    content.note =
        FigureWords::tr("Each map: %1 from top to bottom, %2 from left to right%3")
            .arg(shown_word(plural(names.query)), shown_word(plural(names.key)),
                 spec.own_range ? FigureWords::tr("; each with its own colour range.") : QStringLiteral("."));
    if (content.maps.every > 1) {
      content.note = sentences({content.note, sampled_maps_note(content.maps)});
      note_sample(content.maps.every);
      if (content.maps.error > 0) extra.insert(QStringLiteral("standard error"), content.maps.error);
    }
    if (spec.quantity == Quantity::score && !spec.own_range)
      content.note = sentences({content.note, FigureWords::tr("All maps share one scale of scores.")});
    const QString beyond = spec.own_range ? QString() : beyond_note(content.scale, ends.spread());
    note_scale(extra, content.scale, ends.spread());
    if (samples_points(site)) {
      content.note = FigureWords::tr("Each map: the weight of the sampling points on the picture, of %1.")
                         .arg(spec.query < 0 ? FigureWords::tr("all queries") : query_name(trace, site, spec.query, spec.tracks));
      content.note = sentences({content.note, framed_note(), beyond});
      content.aspect = picture_aspect(axis_at(trace, site.query_axis));
      return FigurePtr(std::make_shared<HeadsFigure>(std::move(content)));
    }
    const Plane* map = content.maps.maps.empty() ? nullptr : &content.maps.maps.front().plane;
    if (map != nullptr) {
      note_pooling(map->rows, map->columns);
      const QString masked = content.mask.causal ? FigureWords::tr("Blank cells are masked.") : masked_note(*map);
      content.note = sentences({content.note, pooled_maps_note(*map), masked, framed_note(), beyond});
    }
    return FigurePtr(std::make_shared<HeadsFigure>(std::move(content)));
  }

  // ": 6 layers × 12 heads"
  static QString counts(const HeadsResult& maps) {
    const QString layers = maps.layers == 1 ? FigureWords::tr("1 layer") : FigureWords::tr("%1 layers").arg(maps.layers);
    const QString heads = maps.heads == 1 ? FigureWords::tr("1 head") : FigureWords::tr("%1 heads").arg(maps.heads);
    return QStringLiteral(": ") + layers + QStringLiteral(" × ") + heads;
  }

  QString framed_note() const {
    const int head = spec.mark_head ? one_head(spec) : -1;
    return head < 0 ? QString() : FigureWords::tr("Framed: layer %1, head %2.").arg(*spec.layer).arg(head);
  }

  // Height to width.
  static double picture_aspect(const Axis& axis) {
    return axis.image[0] > 0 && axis.image[1] > 0 ? double(axis.image[0]) / double(axis.image[1]) : 1;
  }

  // Over how many cells one query's weight is spread.
  std::int64_t head_cells(const HeadsResult& maps) const {
    if (!samples_points(site)) return axis_at(trace, site.key_axis).size();
    return maps.maps.empty() ? 0 : maps.maps.front().plane.rows * maps.maps.front().plane.columns;
  }

  // Of thumbnails whose pixels stand for several cells.
  QString pooled_maps_note(const Plane& map) const {
    const auto queries = axis_at(trace, site.query_axis).size(), keys = axis_at(trace, site.key_axis).size();
    if (map.rows >= queries && map.columns >= keys) return {};
    return FigureWords::tr("Maps of %1 × %2 weights shown as %3 × %4 pixels, each the %5 of its cells.")
        .arg(format_count(queries), format_count(keys), format_count(map.rows), format_count(map.columns),
             shown_word(spec.pooling == Pooling::max ? QStringLiteral("largest") : QStringLiteral("mean")));
  }

  Result<FigurePtr> stats() {
    auto view = view_in<StatisticsResult>(replies, 0);
    if (!view) return view.error();
    StatsContent content;
    content.statistics = *view.value();
    content.self = site.kind != SiteKind::cross;
    content.patches = on_patches(trace, site);
    content.map = QString::fromStdString(spec.colour_map);
    content.title =
        stream_title(trace, spec.stream) + FigureWords::tr(": what each head does, on average over the queries");
    content.first_named = !content.patches || axis_at(trace, site.key_axis).leading > 0;
    content.ordered = axis_at(trace, site.key_axis).kind != AxisKind::queries;
    content.points = samples_points(site);
    const Axis& queries = axis_at(trace, site.query_axis);
    content.detections = content.points && queries.kind == AxisKind::queries && !trace.detections.empty();
    content.note = sentences({FigureWords::tr("Layers from top to bottom, heads from left to right; shares are of the weight."),
                              content.points ? points_note(content.detections) : QString(), sampled_note(*view.value(), content.patches)});
    if (view.value()->every > 1) note_sample(view.value()->every);
    extra.insert(QStringLiteral("colour map"), content.map);
    auto figure = std::make_shared<StatsFigure>(std::move(content));
    extra.insert(QStringLiteral("colour ranges"), figure->ranges());
    return FigurePtr(std::move(figure));
  }

  QString sampled_maps_note(const HeadsResult& maps) const {
    if (spec.pooling == Pooling::max)
      return FigureWords::tr("Sampled: each pixel is the largest of one query of every %1.").arg(maps.every);
    return FigureWords::tr("Sampled: one query of every %1; standard error of a pixel %2.")
        .arg(maps.every)
        .arg(QString::number(maps.error, 'g', 2));
  }

  void note_sample(std::int64_t every) { extra.insert(QStringLiteral("sampled"), QStringLiteral("one query of every %1").arg(every)); }

  Result<FigurePtr> figure() {
    switch (spec.view) {
      case FigureView::matrix:
        return matrix();
      case FigureView::graph:
        return assemble_graph(trace, spec, replies, extra);
      case FigureView::heads:
        return heads();
      case FigureView::overlay:
        return assemble_overlay(trace, spec, replies, extra);
      case FigureView::points:
        return assemble_points(trace, spec, replies, extra);
      case FigureView::rollout:
        return assemble_rollout(trace, spec, replies, extra);
      case FigureView::stats:
        return stats();
    }
    return failed("no such view", "figure");
  }
};

}  // namespace

Result<BuiltFigure> assemble(const TraceInfo& trace, const FigurePlan& plan, const std::vector<Reply>& replies) {
  const SiteInfo& site = site_of(trace, plan.spec);
  Assembler assembler{trace, plan.spec, replies, site};
  auto figure = assembler.figure();
  if (!figure) return figure.error();
  BuiltFigure built;
  built.figure = std::move(figure).value();
  built.spec = plan.spec;
  built.selected = {plan.spec.query, plan.spec.key};
  const bool one_site = plan.spec.view == FigureView::heads ? plan.spec.mark_head : plan.spec.view != FigureView::stats;
  built.site = one_site ? site.id : -1;
  built.head = one_site ? one_head(plan.spec) : -1;
  built.provenance = provenance(trace, site, plan.spec);
  built.sources = {source_of(trace)};
  built.input_file = QString::fromStdString(trace.image_path);
  for (auto entry = assembler.extra.begin(); entry != assembler.extra.end(); ++entry)
    built.provenance.insert(entry.key(), entry.value());
  built.provenance.insert(QStringLiteral("title"), built.figure->title());
  return built;
}

}  // namespace headlight::ui
