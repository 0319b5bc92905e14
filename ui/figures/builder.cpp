#include "ui/figures/builder.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/graph.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/figures/provenance.h"
#include "ui/figures/stats.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kMostLinked = 1500;   // rows of a graph, and positions where words are merged or tokens dropped
constexpr std::int64_t kMostRollout = 1024;  // rows of a rollout over all tokens

const SiteInfo& site_of(const TraceInfo& trace, const FigureSpec& spec) {
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == spec.stream && site.layer == *spec.layer) return site;
  }
  return trace.sites.front();
}

const Axis& axis_at(const TraceInfo& trace, int axis) { return trace.axes[static_cast<std::size_t>(axis)]; }

Extent whole(const TraceInfo& trace, const SiteInfo& site) {
  return {0, axis_at(trace, site.query_axis).size(), 0, axis_at(trace, site.key_axis).size()};
}

TileRequest tile(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec, const HeadChoice& head, std::int64_t largest) {
  TileRequest request;
  request.site = site.id;
  request.head = head;
  request.quantity = spec.quantity;
  request.extent = whole(trace, site);
  request.out_rows = std::min(request.extent.rows(), largest);
  request.out_columns = std::min(request.extent.columns(), largest);
  request.pooling = spec.pooling;
  return request;
}

Request asked(const TraceInfo& trace, ViewRequest view) { return ViewOfTrace{trace.id, std::move(view)}; }

std::vector<HeadChoice> graph_heads(const FigureSpec& spec) {
  std::vector<HeadChoice> heads;
  for (const int head : spec.heads) heads.push_back({HeadChoice::Mode::one, head});
  if (heads.empty()) heads.push_back(*spec.head);
  return heads;
}

Result<Done> check_exact(const Extent& extent, const char* what) {
  const auto most = std::max(extent.rows(), extent.columns());
  if (most <= kMostLinked) return Done{};
  return usage(what, "tokens", std::to_string(most), "at most " + std::to_string(kMostLinked) + " (or --view matrix)");
}

bool on_patches(const TraceInfo& trace, const SiteInfo& site) { return axis_at(trace, site.key_axis).kind == AxisKind::patches; }

std::vector<std::int64_t> rollout_queries(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  if (spec.query >= 0) return {spec.query};
  std::vector<std::int64_t> all(static_cast<std::size_t>(axis_at(trace, site.query_axis).size()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  return all;
}

template <typename T>
Result<const T*> view_in(const std::vector<Reply>& replies, std::size_t place) {
  if (place < replies.size()) {
    if (const auto* view = std::get_if<ViewPtr>(&replies[place]); view != nullptr && *view != nullptr) {
      if (const auto* result = std::get_if<T>(view->get())) return result;
    }
  }
  return failed("a view came back as something else", "figure", "no matching result", "one result a request");
}

QImage image_from(const Reply& reply) {
  const auto* picture = std::get_if<Picture>(&reply);
  if (picture == nullptr || picture->width < 1 || picture->height < 1 ||
      picture->rgb.size() != static_cast<std::size_t>(picture->width * picture->height * 3)) {
    return {};
  }
  return QImage(picture->rgb.data(), static_cast<int>(picture->width), static_cast<int>(picture->height),
                static_cast<qsizetype>(picture->width * 3), QImage::Format_RGB888).copy();
}

Transform transform_of(const std::string& name) {
  return name == "log" ? Transform::log : name == "linear" ? Transform::linear : Transform::root;
}

// The colour scale for values from `low` to `high`; weights start at 0, and end at 1 where some weight is above ½.
Scale scale_for(const FigureSpec& spec, double low, double high) {
  Scale scale;
  scale.map = QString::fromStdString(spec.colour_map);
  scale.transform = transform_of(spec.scale);
  const bool weights = spec.quantity == Quantity::weight || spec.view == FigureView::rollout;
  scale.quantity = spec.view == FigureView::rollout ? QStringLiteral("rollout") : weights ? QStringLiteral("weight") : QStringLiteral("score");
  scale.low = weights ? 0 : std::floor(low * 10) / 10;
  scale.high = high;
  if (weights) {
    if (high > 0.5 && high <= 1.0001) scale.high = 1;
    scale = rounded(scale);
  } else {
    scale.high = std::ceil(high * 10) / 10;
  }
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
  if (spec.low) scale.low = *spec.low;
  if (spec.high) scale.high = *spec.high;
  return scale;
}

double two_digits_below(double value) {
  if (!(value > 0)) return 0;
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::floor(value / unit) * unit;
}

// Largest value, with or without special tokens' columns.
double highest(const Plane& plane, const Side& keys, bool special_counts) {
  if (special_counts || plane.columns != keys.size()) return plane.high;
  double high = 0;
  for (std::int64_t column = 0; column < plane.columns; ++column) {
    if (keys.special[static_cast<std::size_t>(column)] != 0) continue;
    for (std::int64_t row = 0; row < plane.rows; ++row) high = std::max<double>(high, plane.at(row, column));
  }
  return high > 0 ? high : plane.high;
}

QString listed(const std::vector<QString>& words) {
  QString text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? QString() : i + 1 == words.size() ? QStringLiteral(" and ") : QStringLiteral(", ")) + words[i];
  }
  return text;
}

QString words_note(const Side& queries, const Side& keys, double dropped, std::int64_t query) {
  QStringList parts;
  if (queries.merged || keys.merged) parts += QStringLiteral("Subwords joined");
  if (!keys.dropped_labels.empty()) {
    const QString whose = query >= 0 ? QStringLiteral(" of the row of ") + queries.label(query) : QStringLiteral(" of the weight");
    const QString left_out = listed(keys.dropped_labels) + QStringLiteral(" left out (") + format_value(dropped) + whose + QLatin1Char(')');
    parts += left_out;
  }
  return parts.isEmpty() ? QString() : parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

QString number_word(std::int64_t number) {
  static const QStringList words{QStringLiteral("no"), QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three"),
                                 QStringLiteral("four"), QStringLiteral("five"), QStringLiteral("six")};
  return number < words.size() ? words[static_cast<int>(number)] : QString::number(number);
}

QString links_title(const FigureSpec& spec) {
  const QString each = *spec.merge_words ? QStringLiteral("each word") : QStringLiteral("each token");
  if (spec.top_k == 0) return QStringLiteral("links of at least %1").arg(spec.threshold);
  if (spec.top_k == 1) return QStringLiteral("the strongest link of ") + each;
  return QStringLiteral("the %1 strongest links of ").arg(number_word(spec.top_k)) + each;
}

struct Names {
  QString query = QStringLiteral("query"), key = QStringLiteral("key");
};

Names names_of(const SiteInfo& site, const FigureSpec& spec, bool on_patches) {
  if (site.kind != SiteKind::cross && on_patches) return {QStringLiteral("query patch"), QStringLiteral("key patch")};
  if (site.kind != SiteKind::cross) return *spec.written ? Names{QStringLiteral("written"), QStringLiteral("key")} : Names{};
  return {*spec.written ? QStringLiteral("written") : QStringLiteral("read"), QStringLiteral("source")};
}

struct Sides {
  Side queries, keys;
};

Sides sides_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  return {side_of(axis_at(trace, site.query_axis), {*spec.written, *spec.merge_words, *spec.drop_special}),
          side_of(axis_at(trace, site.key_axis), {false, *spec.merge_words, *spec.drop_special})};
}

struct Assembler {
  const TraceInfo& trace;
  const FigureSpec& spec;
  const std::vector<Reply>& replies;
  const SiteInfo& site;
  QJsonObject extra = {};  // provenance that only the finished figure knows

  int head() const { return spec.head->mode == HeadChoice::Mode::one && spec.heads.empty() ? spec.head->head : -1; }

  void note_scale(const Scale& scale) {
    extra.insert(QStringLiteral("colour map"), scale.map);
    extra.insert(QStringLiteral("transform"), to_string(scale.transform));
    extra.insert(QStringLiteral("colour range"), QJsonArray{scale.low, scale.high});
  }

  Result<FigurePtr> matrix() {
    auto tile_view = view_in<TileResult>(replies, 0);
    if (!tile_view) return tile_view.error();
    const Plane& plane = tile_view.value()->plane;
    Sides sides = sides_of(trace, site, spec);
    MatrixContent content;
    const Names names = names_of(site, spec, on_patches(trace, site));
    content.query_name = names.query;
    content.key_name = names.key;
    content.title = head_title(trace, site, *spec.head);
    content.site = site.id;
    content.head = head();
    if (*spec.merge_words || *spec.drop_special) {
      content.plane = merged(plane, sides.queries, sides.keys);
      const std::int64_t row = sides.queries.find(spec.query);
      content.note = words_note(sides.queries, sides.keys, dropped_weight(plane, sides.queries, sides.keys, row), row);
    } else {
      content.plane = plane;
    }
    content.extent = {0, sides.queries.size(), 0, sides.keys.size()};
    content.queries = std::move(sides.queries);
    content.keys = std::move(sides.keys);
    content.scale = scale_for(spec, content.plane.low, highest(content.plane, content.keys, spec.special_in_scale));
    if (!content.exact()) content.note += pooling_note(content);
    note_scale(content.scale);
    return FigurePtr(std::make_shared<MatrixFigure>(std::move(content)));
  }

  QString pooling_note(const MatrixContent& content) const {
    return QStringLiteral("%1 × %2 tokens, each pixel the %3 of up to %4 × %5.")
        .arg(format_count(content.queries.size()), format_count(content.keys.size()),
             spec.pooling == Pooling::max ? QStringLiteral("largest") : QStringLiteral("mean"))
        .arg((content.queries.size() + content.plane.rows - 1) / content.plane.rows)
        .arg((content.keys.size() + content.plane.columns - 1) / content.plane.columns);
  }

  Result<FigurePtr> graph() {
    Sides sides = sides_of(trace, site, spec);
    GraphContent content;
    const Names names = names_of(site, spec, on_patches(trace, site));
    content.query_name = names.query;
    content.key_name = names.key;
    content.top_k = spec.top_k;
    content.threshold = spec.threshold;
    content.site = site.id;
    double dropped = 0;
    const std::int64_t row = sides.queries.find(spec.query);
    const auto heads = graph_heads(spec);
    for (std::size_t i = 0; i < heads.size(); ++i) {
      auto tile_view = view_in<TileResult>(replies, i);
      if (!tile_view) return tile_view.error();
      const bool one = heads[i].mode == HeadChoice::Mode::one;
      const QString name = one ? QStringLiteral("head %1").arg(heads[i].head)
                               : heads[i].mode == HeadChoice::Mode::mean ? QStringLiteral("mean") : QStringLiteral("maximum");
      content.heads.push_back({name, one ? heads[i].head : -1, merged(tile_view.value()->plane, sides.queries, sides.keys)});
      dropped += dropped_weight(tile_view.value()->plane, sides.queries, sides.keys, row) / double(heads.size());
    }
    content.note = words_note(sides.queries, sides.keys, dropped, row);
    QString whose = head_title(trace, site, heads[0]);
    if (heads.size() > 1) whose = head_title(trace, site, {HeadChoice::Mode::mean, 0}).section(QStringLiteral(", mean"), 0, 0);
    content.title = whose + QStringLiteral(": ") + links_title(spec);
    content.queries = std::move(sides.queries);
    content.keys = std::move(sides.keys);
    extra.insert(QStringLiteral("links"), links_title(spec));
    extra.insert(QStringLiteral("threshold"), spec.threshold);
    auto figure = std::make_shared<GraphFigure>(std::move(content));
    extra.insert(QStringLiteral("strongest links"), strongest(*figure));
    return FigurePtr(std::move(figure));
  }

  static QJsonArray strongest(const GraphFigure& figure) {
    QJsonArray all;
    for (const GraphLink& link : figure.links()) {
      if (all.size() >= 24) break;
      all.append(figure.content().queries.label(link.query) + QStringLiteral(" → ") + figure.content().keys.label(link.key) +
                 QLatin1Char(' ') + format_value(link.weight));
    }
    return all;
  }

  Result<FigurePtr> heads() {
    auto view = view_in<HeadsResult>(replies, 0);
    if (!view) return view.error();
    HeadsContent content;
    content.maps = *view.value();
    double low = 0, high = 0;
    const Side keys = side_of(axis_at(trace, site.key_axis), {});
    for (const HeadMap& map : content.maps.maps) {
      low = std::min<double>(low, map.plane.low);
      high = std::max(high, highest(map.plane, keys, spec.special_in_scale));
    }
    content.scale = scale_for(spec, low, high);
    content.own_range = spec.own_range;
    content.right_to_left = keys.right_to_left;
    content.title = stream_title(trace, spec.stream) + QStringLiteral(": %1 layers × %2 heads").arg(content.maps.layers).arg(content.maps.heads);
    const Names names = names_of(site, spec, on_patches(trace, site));
    content.note = QStringLiteral("Each map: %1 from top to bottom, %2 from left to right%3")
                       .arg(plural(names.query, site.query_axis), plural(names.key, site.key_axis),
                            spec.own_range ? QStringLiteral("; each with its own colour range.") : QStringLiteral("."));
    note_scale(content.scale);
    return FigurePtr(std::make_shared<HeadsFigure>(std::move(content)));
  }

  QString plural(const QString& name, int axis) const {
    if (axis_at(trace, axis).kind == AxisKind::patches) return name + QStringLiteral("es");
    if (name == QStringLiteral("key")) return QStringLiteral("keys");
    return name == QStringLiteral("query") ? QStringLiteral("queries") : name + QStringLiteral(" tokens");
  }

  OverlayContent overlay_of(const float* values, const QImage& image) const {
    const Axis& axis = axis_at(trace, site.key_axis);
    OverlayContent content;
    content.axis = axis;
    content.image = image;
    content.leading.assign(values, values + axis.leading);
    content.map.rows = axis.grid[0];
    content.map.columns = axis.grid[1];
    content.map.values.assign(values + axis.leading, values + axis.size());
    find_range(content.map);
    const Axis& queries = axis_at(trace, site.query_axis);
    const bool patch = queries.kind == AxisKind::patches && spec.query >= queries.leading;
    content.query = spec.query;
    content.query_label = QString::fromStdString(queries.label(spec.query));
    if (patch) content.query_label = QStringLiteral("patch ") + content.query_label.replace(QLatin1Char(','), QStringLiteral(", "));
    content.scale = scale_for(spec, content.map.low, content.map.high);
    // Rollouts differ little from patch to patch, far above zero.
    if (spec.view == FigureView::rollout && !spec.low && content.map.low < content.scale.high) content.scale.low = two_digits_below(content.map.low);
    content.smooth = spec.smooth;
    content.opacity = std::clamp(spec.opacity, 0.0, 1.0);
    content.shares = spec.shares;
    content.with_picture = true;
    content.site = site.id;
    content.head = head();
    if (!spec.shares.empty()) {
      std::vector<QString> shares;
      for (const double share : spec.shares) shares.push_back(QStringLiteral("%1 %").arg(100 * share));
      content.note = QStringLiteral("Lines, thick to thin: around %1 of the weight on patches.").arg(listed(shares));
    }
    return content;
  }

  Result<FigurePtr> overlay() {
    auto view = view_in<LineResult>(replies, 0);
    if (!view) return view.error();
    const auto& values = view.value()->values;
    if (static_cast<std::int64_t>(values.size()) != axis_at(trace, site.key_axis).size()) {
      return failed("a row of another length came back", "overlay", std::to_string(values.size()), std::to_string(axis_at(trace, site.key_axis).size()));
    }
    OverlayContent content = overlay_of(values.data(), replies.size() > 1 ? image_from(replies[1]) : QImage());
    content.title = QStringLiteral("Where ") + content.query_label + QStringLiteral(" looks: ") + lowered(head_title(trace, site, *spec.head));
    note_scale(content.scale);
    return FigurePtr(std::make_shared<OverlayFigure>(std::move(content)));
  }

  static QString lowered(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toLower();
    return text;
  }

  Result<FigurePtr> rollout() {
    auto view = view_in<RolloutResult>(replies, 0);
    if (!view) return view.error();
    const Plane& plane = view.value()->plane;
    const QString title = QStringLiteral("Attention rollout up to layer %1").arg(*spec.layer);
    if (plane.columns != axis_at(trace, site.key_axis).size()) {
      return failed("a rollout of another length came back", "rollout", std::to_string(plane.columns), std::to_string(axis_at(trace, site.key_axis).size()));
    }
    if (on_patches(trace, site)) {
      OverlayContent content = overlay_of(plane.values.data(), replies.size() > 1 ? image_from(replies[1]) : QImage());
      content.kind = QStringLiteral("rollout");
      content.title = title + QStringLiteral(", from ") + content.query_label;
      content.head = -1;
      note_scale(content.scale);
      return FigurePtr(std::make_shared<OverlayFigure>(std::move(content)));
    }
    return rollout_matrix(plane, title);
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
    content.scale = scale_for(spec, content.plane.low, content.plane.high);
    content.note = QStringLiteral("Share of each input token in each output: the product of ½ (mean of the heads) + ½ identity over the layers.");
    content.site = site.id;
    note_scale(content.scale);
    return FigurePtr(std::make_shared<MatrixFigure>(std::move(content)));
  }

  Result<FigurePtr> stats() {
    auto view = view_in<StatisticsResult>(replies, 0);
    if (!view) return view.error();
    StatsContent content;
    content.statistics = *view.value();
    content.self = site.kind != SiteKind::cross;
    content.patches = on_patches(trace, site);
    content.map = QString::fromStdString(spec.colour_map);
    content.title = stream_title(trace, spec.stream) + QStringLiteral(": what each head does, on average over the queries");
    content.note = QStringLiteral("Layers from top to bottom, heads from left to right.");
    extra.insert(QStringLiteral("colour map"), content.map);
    return FigurePtr(std::make_shared<StatsFigure>(std::move(content)));
  }

  Result<FigurePtr> figure() {
    switch (spec.view) {
      case FigureView::matrix: return matrix();
      case FigureView::graph: return graph();
      case FigureView::heads: return heads();
      case FigureView::overlay: return overlay();
      case FigureView::rollout: return rollout();
      case FigureView::stats: return stats();
    }
    return failed("no such view", "figure");
  }
};

}  // namespace

QString head_title(const TraceInfo& trace, const SiteInfo& site, const HeadChoice& head) {
  QString text = QStringLiteral("Layer %1, ").arg(site.layer);
  if (trace.streams().size() > 1) text = stream_title(trace, site.stream) + QStringLiteral(", layer %1, ").arg(site.layer);
  if (head.mode == HeadChoice::Mode::one) return text + QStringLiteral("head %1").arg(head.head);
  return text + (head.mode == HeadChoice::Mode::mean ? QStringLiteral("mean") : QStringLiteral("maximum")) + QStringLiteral(" of %1 heads").arg(site.heads);
}

Result<FigurePlan> plan_figure(const TraceInfo& trace, const FigureSpec& spec) {
  const SiteInfo& site = site_of(trace, spec);
  FigurePlan plan{spec, {}};
  const bool whole_words = *spec.merge_words || *spec.drop_special;
  switch (spec.view) {
    case FigureView::heads: plan.requests.push_back(asked(trace, HeadsRequest{spec.stream, spec.quantity, spec.thumbnail, spec.pooling})); break;
    case FigureView::stats: plan.requests.push_back(asked(trace, StatisticsRequest{spec.stream})); break;
    case FigureView::matrix:
      if (whole_words) {
        if (auto fits = check_exact(whole(trace, site), "so many tokens cannot be merged or left out"); !fits) return fits.error();
      }
      plan.requests.push_back(asked(trace, tile(trace, site, spec, *spec.head, whole_words ? kMostLinked : spec.largest)));
      break;
    case FigureView::graph:
      if (auto fits = check_exact(whole(trace, site), "a graph of so many tokens cannot be read"); !fits) return fits.error();
      for (const HeadChoice& head : graph_heads(spec)) plan.requests.push_back(asked(trace, tile(trace, site, spec, head, kMostLinked)));
      break;
    case FigureView::overlay:
      plan.requests.push_back(asked(trace, LineRequest{site.id, *spec.head, spec.quantity, spec.query, false}));
      break;
    case FigureView::rollout: {
      const auto queries = rollout_queries(trace, site, spec);
      if (static_cast<std::int64_t>(queries.size()) > kMostRollout) {
        return usage("a rollout of so many tokens cannot be read", "tokens", std::to_string(queries.size()), "at most " + std::to_string(kMostRollout) + ", or one --query");
      }
      plan.requests.push_back(asked(trace, RolloutRequest{spec.stream, *spec.layer, queries}));
      break;
    }
  }
  const bool picture = spec.view == FigureView::overlay || (spec.view == FigureView::rollout && on_patches(trace, site));
  if (picture && !trace.image_path.empty()) plan.requests.push_back(ImageRequest{trace.id, 2048});
  return plan;
}

Result<BuiltFigure> assemble(const TraceInfo& trace, const FigurePlan& plan, const std::vector<Reply>& replies) {
  const SiteInfo& site = site_of(trace, plan.spec);
  Assembler assembler{trace, plan.spec, replies, site};
  auto figure = assembler.figure();
  if (!figure) return figure.error();
  BuiltFigure built;
  built.figure = std::move(figure).value();
  built.spec = plan.spec;
  built.selected = {plan.spec.query, plan.spec.key};
  const bool one_site = plan.spec.view != FigureView::heads && plan.spec.view != FigureView::stats;
  built.site = one_site ? site.id : -1;
  built.head = one_site ? assembler.head() : -1;
  built.provenance = provenance(trace, site, plan.spec);
  for (auto entry = assembler.extra.begin(); entry != assembler.extra.end(); ++entry) built.provenance.insert(entry.key(), entry.value());
  built.provenance.insert(QStringLiteral("title"), built.figure->title());
  return built;
}

Result<BuiltFigure> build(Session& session, const TraceInfo& trace, const FigureSpec& spec) {
  HeadsResult maps;
  const HeadsResult* known = nullptr;
  if (const auto question = open_question(trace, spec)) {
    auto reply = wait(session, asked(trace, *question));
    if (!reply) return reply.error();
    auto view = view_in<HeadsResult>({reply.value()}, 0);
    if (!view) return view.error();
    maps = *view.value();
    known = &maps;
  }
  auto resolved = resolve(trace, spec, known);
  if (!resolved) return resolved.error();
  auto plan = plan_figure(trace, resolved.value());
  if (!plan) return plan.error();
  std::vector<Reply> replies;
  for (const Request& request : plan->requests) {
    auto reply = wait(session, request);
    if (!reply) return reply.error();
    replies.push_back(std::move(reply).value());
  }
  return assemble(trace, plan.value(), replies);
}

}  // namespace headlight::ui
