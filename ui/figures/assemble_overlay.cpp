#include "ui/figures/assemble_overlay.h"

#include <algorithm>
#include <limits>

#include "ui/figures/assemble_points.h"
#include "ui/figures/box_marks.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/figures/resolve_detection.h"
#include "ui/figures/share_line.h"

namespace headlight::ui {
namespace {

constexpr double kFarFromZero = 0.05;  // least value of a map, as a part of its largest, from which its scale starts there

struct OverlayAssembler {
  const TraceInfo& trace;
  const FigureSpec& spec;
  const std::vector<Reply>& replies;
  QJsonObject& extra;
  const SiteInfo& site = site_of(trace, spec);

  OverlayContent overlay_of(const float* values, const QImage& image) const {
    return overlay_on(axis_at(trace, site.key_axis), values, image);
  }

  OverlayContent overlay_on(const Axis& axis, const float* values, const QImage& image) const {
    OverlayContent content;
    content.axis = axis;
    content.image = image;
    content.leading.assign(values, values + axis.leading);
    content.map.rows = axis.grid[0];
    content.map.columns = axis.grid[1];
    const float* first = values + axis.leading;
    content.map.values.assign(first, first + axis.grid[0] * axis.grid[1]);
    content.trailing.assign(first + axis.cells(), values + axis.size());
    find_range(content.map);
    // Only a query that is a cell of the shown grid has an outline there.
    content.query = site.query_axis == site.key_axis && !samples_points(site) ? spec.query : -1;
    content.query_label = query_name(trace, site, spec.query, spec.tracks);
    content.box = box_of_query(trace, site, spec.query);
    content.detection = spec.query;
    if (spec.detection >= 0 && static_cast<std::size_t>(spec.detection) < spec.tracks.size())
      content.box_line = track_colour(spec.tracks[static_cast<std::size_t>(spec.detection)]);
    content.scale = scale_for(spec, Spread::between(content.map.low, content.map.high), axis.size());
    // Rollouts differ little from patch to patch, often far above zero.
    if (spec.view == FigureView::rollout && !spec.low && content.map.low > content.scale.high * kFarFromZero)
      content.scale.low = one_digit_below(content.map.low);
    content.sums_to_one = spec.view == FigureView::rollout || !of_maximum(spec);
    content.smooth = spec.smooth;
    content.opacity = std::clamp(spec.opacity, 0.0, 1.0);
    content.shares = spec.shares;
    content.with_picture = true;
    content.site = site.id;
    content.head = one_head(spec);
    content.note = picture_note(trace, image);
    if (!spec.shares.empty()) {
      if (!content.note.isEmpty()) content.note += QLatin1Char(' ');
      std::vector<QString> shares;
      for (std::size_t i = 0; i < spec.shares.size(); ++i) {
        const QString share = QStringLiteral("%1 %").arg(100 * spec.shares[i]);
        shares.push_back(spec.shares.size() == 1 ? share : share + QStringLiteral(" (%1)").arg(share_line_name(i)));
      }
      content.note += (shares.size() == 1 ? FigureWords::tr("Line: around %1 of the weight on patches.")
                                          : FigureWords::tr("Lines: around %1 of the weight on patches."))
                          .arg(listed(shares));
    }
    return content;
  }

  Result<FigurePtr> splat_overlay() {
    auto view = view_in<SplatResult>(replies, 0);
    if (!view) return view.error();
    const Plane& plane = view.value()->plane;
    OverlayContent content = overlay_on(splat_axis(trace, site, plane), plane.values.data(),
                                        replies.size() > 1 ? image_from(replies[1]) : QImage());
    content.title = overlay_title(content);
    if (!content.note.isEmpty()) content.note += QLatin1Char(' ');
    content.note += FigureWords::tr("Each cell: the weight of the sampling points in it.");
    note_scale(extra, content.scale);
    return FigurePtr(std::make_shared<OverlayFigure>(std::move(content)));
  }

  QString overlay_title(const OverlayContent& content) const {
    return FigureWords::tr("Where %1 looks: %2").arg(content.query_label, lowered(head_title(trace, site, *spec.head)));
  }

  Result<FigurePtr> overlay() {
    if (samples_points(site)) return splat_overlay();
    auto view = view_in<LineResult>(replies, 0);
    if (!view) return view.error();
    const auto& values = view.value()->values;
    if (static_cast<std::int64_t>(values.size()) != axis_at(trace, site.key_axis).size()) {
      return failed("a row of another length came back", "overlay", std::to_string(values.size()),
                    std::to_string(axis_at(trace, site.key_axis).size()));
    }
    OverlayContent content = overlay_of(values.data(), replies.size() > 1 ? image_from(replies[1]) : QImage());
    content.title = overlay_title(content);
    content.unseen = unseen_patches(site, content.axis, spec.query, content.map, spec.quantity);
    if (!content.unseen.empty()) content.note = sentences({content.note, unseen_note(site)});
    note_scale(extra, content.scale);
    return FigurePtr(std::make_shared<OverlayFigure>(std::move(content)));
  }

  Result<FigurePtr> rollout() {
    auto view = view_in<RolloutResult>(replies, 0);
    if (!view) return view.error();
    const Plane& plane = view.value()->plane;
    QString title = FigureWords::tr("Attention rollout up to layer %1").arg(*spec.layer);
    if (trace.streams().size() > 1) title = stream_title(trace, spec.stream) + QStringLiteral(": ") + lowered(title);
    if (plane.columns != axis_at(trace, site.key_axis).size()) {
      return failed("a rollout of another length came back", "rollout", std::to_string(plane.columns),
                    std::to_string(axis_at(trace, site.key_axis).size()));
    }
    if (on_patches(trace, site)) {
      OverlayContent content = overlay_of(plane.values.data(), replies.size() > 1 ? image_from(replies[1]) : QImage());
      content.kind = QStringLiteral("rollout");
      content.title = title + FigureWords::tr(", from %1").arg(content.query_label);
      content.note = sentences({FigureWords::tr("Share of each patch in the output at %1: the product of ½ (mean of the heads) + "
                                                "½ identity over the layers.").arg(content.query_label), content.note});
      content.head = -1;
      leave_own_out(content);
      note_scale(extra, content.scale);
      return FigurePtr(std::make_shared<OverlayFigure>(std::move(content)));
    }
    return rollout_matrix(plane, title);
  }

  // A patch's share in its own output is mostly the identity's: it does not stretch the colours of the others.
  void leave_own_out(OverlayContent& content) const {
    const std::int64_t own = content.query - content.axis.leading;
    if (own < 0 || own >= std::ssize(content.map.values) || spec.high) return;
    Plane others = content.map;
    others.values[static_cast<std::size_t>(own)] = std::numeric_limits<float>::quiet_NaN();
    find_range(others);
    const float share = content.map.values[static_cast<std::size_t>(own)];
    if (share <= others.high) return;
    content.scale = scale_for(spec, Spread::between(others.low, others.high), content.axis.size());
    content.scale.above = true;
    content.note = sentences({content.note, FigureWords::tr("Beyond the colours: %1 itself with %2.").arg(content.query_label, format_value(share))});
  }

  Result<FigurePtr> rollout_matrix(const Plane& plane, const QString& title) {
    MatrixContent content;
    content.kind = QStringLiteral("rollout");
    content.title = title;
    const Sides sides = sides_of(trace, site, spec);
    content.keys = sides.keys;
    content.queries = sides.queries;
    if (spec.query >= 0) {
      Side one = side_of(axis_at(trace, site.query_axis), {*spec.written, false, false});
      one.positions = {{spec.query}};
      one.labels = {one.label(spec.query)};
      one.special = {one.special[static_cast<std::size_t>(spec.query)]};
      content.queries = one;
      Side row = one;
      row.positions = {{0}};
      content.plane = merged(plane, row, content.keys);
    } else {
      content.plane = merged(plane, content.queries, content.keys);
    }
    content.extent = {0, content.queries.size(), 0, content.keys.size()};
    content.key_name = QStringLiteral("input token");
    content.query_name = QStringLiteral("output at");
    RowEnds ends;
    ends.add(content.plane);
    content.scale = scale_for(spec, ends.spread(), content.keys.size());
    content.mask = causal_mask(trace, site);
    const QString hatched = content.mask.causal ? FigureWords::tr("Hatched cells are masked.") : QString();
    content.note = sentences({FigureWords::tr("Share of each input token in each output: the product of ½ (mean of the heads) + "
                                              "½ identity over the layers."), hatched, beyond_note(content.scale, ends.spread())});
    content.site = site.id;
    note_scale(extra, content.scale, ends.spread());
    return FigurePtr(std::make_shared<MatrixFigure>(std::move(content)));
  }
};

}  // namespace

Result<FigurePtr> assemble_overlay(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies, QJsonObject& extra) {
  return OverlayAssembler{trace, spec, replies, extra}.overlay();
}

Result<FigurePtr> assemble_rollout(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies, QJsonObject& extra) {
  return OverlayAssembler{trace, spec, replies, extra}.rollout();
}

}  // namespace headlight::ui
