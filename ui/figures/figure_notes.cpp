#include "ui/figures/figure_notes.h"

#include <QJsonArray>
#include <algorithm>
#include <cmath>

#include "engine/api/code_points.h"
#include "ui/figures/builder_parts.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/provenance.h"

namespace headlight::ui {
namespace {

Transform transform_of(const std::string& name) {
  return name == "log" ? Transform::log : name == "linear" ? Transform::linear : Transform::root;
}

QString number_word(std::int64_t number) {
  static const QStringList words{QStringLiteral("no"),    QStringLiteral("one"),  QStringLiteral("two"),
                                 QStringLiteral("three"), QStringLiteral("four"), QStringLiteral("five"),
                                 QStringLiteral("six")};
  return number < words.size() ? shown_word(words[static_cast<int>(number)]) : QString::number(number);
}

}  // namespace

QImage image_from(const Reply& reply) {
  const auto* picture = std::get_if<Picture>(&reply);
  if (picture == nullptr || picture->width < 1 || picture->height < 1 ||
      picture->rgb.size() != static_cast<std::size_t>(picture->width * picture->height * 3)) {
    return {};
  }
  return QImage(picture->rgb.data(), static_cast<int>(picture->width), static_cast<int>(picture->height),
                static_cast<qsizetype>(picture->width * 3), QImage::Format_RGB888)
      .copy();
}

QString picture_note(const TraceInfo& trace, const QImage& image) {
  if (trace.image_path.empty() || !image.isNull()) return {};
  return FigureWords::tr("The picture %1 could not be read.").arg(QString::fromStdString(trace.image_path));
}

QString quantity_key(Quantity quantity) {
  if (quantity == Quantity::contribution) return QStringLiteral("contribution");
  return quantity == Quantity::weight ? QStringLiteral("weight") : QStringLiteral("score");
}

Scale scale_for(const FigureSpec& spec, const Spread& spread, std::int64_t keys) {
  Scale scale;
  scale.map = QString::fromStdString(spec.colour_map);
  scale.transform = spec.quantity == Quantity::score ? Transform::linear : transform_of(spec.scale);
  scale.quantity = spec.view == FigureView::rollout ? QStringLiteral("rollout") : quantity_key(spec.quantity);
  scale = automatic(scale, spread, keys);
  if (scale.map.startsWith(QStringLiteral("difference"))) {  // its middle colour is 0
    scale.high = std::max(std::abs(scale.low), std::abs(scale.high));
    scale.low = -scale.high;
  }
  if (spec.low) scale.low = *spec.low;
  if (spec.high) scale.high = *spec.high;
  if (spec.high) scale.even = 0;
  return ended(scale, spread);
}

void note_scale(QJsonObject& extra, const Scale& scale) {
  extra.insert(QStringLiteral("colour map"), scale.map);
  extra.insert(QStringLiteral("transform"), to_string(scale.transform));
  extra.insert(QStringLiteral("colour range"), QJsonArray{scale.low, scale.high});
}

void note_scale(QJsonObject& extra, const Scale& scale, const Spread& spread) {
  note_scale(extra, scale);
  if (scale.below || scale.above) extra.insert(QStringLiteral("value range"), QJsonArray{spread.least, spread.most});
}

double one_digit_below(double value) {
  if (!(value > 0)) return 0;
  const double unit = std::pow(10, std::floor(std::log10(value)));
  return QString::number(std::floor(value / unit * (1 + 1e-9)) * unit, 'g', 12).toDouble();  // 0.3, not 3 · 0.1
}

std::vector<bool> special_columns(const Side& keys, std::int64_t columns) {
  std::vector<bool> special(std::size_t(columns), false);
  for (std::int64_t column = 0; column < columns && columns <= keys.size(); ++column) {
    const auto first = column * keys.size() / columns, end = (column + 1) * keys.size() / columns;
    special[std::size_t(column)] = std::any_of(keys.special.begin() + first, keys.special.begin() + end, [](auto mark) { return mark != 0; });
  }
  return special;
}

QString lowered(QString text) {
  if (!text.isEmpty()) text[0] = text[0].toLower();
  return text;
}

QString listed(const std::vector<QString>& words) {
  QString text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? QString() : i + 1 == words.size() ? FigureWords::tr(" and ") : QStringLiteral(", ")) + words[i];
  }
  return text;
}

QString words_note(const Side& queries, const Side& keys, double dropped, std::int64_t query) {
  QStringList parts;
  if (queries.merged || keys.merged) parts += FigureWords::tr("Subwords joined");
  if (!keys.dropped_labels.empty()) {
    const QString names = listed(keys.dropped_labels), share = format_value(dropped);
    if (dropped < 0) parts += FigureWords::tr("%1 left out").arg(names);
    else parts += query < 0 ? FigureWords::tr("%1 left out (%2 of the weight)").arg(names, share)
                       : FigureWords::tr("%1 left out (%2 of the row of %3)").arg(names, share, queries.label(query));
  }
  return parts.isEmpty() ? QString() : parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

QString sentences(const QStringList& all) {
  QStringList said = all;
  said.removeAll(QString());
  return said.join(QLatin1Char(' '));
}

QString patches_note(const TraceInfo& trace, const SiteInfo& site) {
  const Axis& keys = axis_at(trace, site.key_axis);
  if (keys.kind != AxisKind::patches) return {};
  if (!keys.levels.empty()) return FigureWords::tr("Patches are named by level:row,column.");
  return FigureWords::tr("Patches are named by row,column of the %1 × %2 grid.").arg(keys.grid[0]).arg(keys.grid[1]);
}

QString scores_note(const Sides& sides) {
  QStringList parts;
  if (sides.queries.merged || sides.keys.merged)
    parts += FigureWords::tr("Subwords joined: a word's score as a key is the log-sum-exp of its tokens', as a query their mean.");
  if (!sides.keys.dropped_labels.empty()) parts += FigureWords::tr("%1 left out.").arg(listed(sides.keys.dropped_labels));
  return sentences(parts);
}

QString unseen_note(const SiteInfo& site) {
  return site.kind == SiteKind::area ? FigureWords::tr("Greyed patches lie outside the query's area: it cannot see them.")
                                     : FigureWords::tr("Greyed patches lie outside the query's window: it cannot see them.");
}

QString masked_note(const Plane& plane) {
  const bool some = std::any_of(plane.values.begin(), plane.values.end(), [](float value) { return !std::isfinite(value); });
  return some ? FigureWords::tr("Blank cells are masked.") : QString();
}

QString sampled_note(const StatisticsResult& result, bool patches) {
  if (result.every <= 1) return {};
  const HeadStatistics& e = result.error;
  const double share = std::max({e.on_self, e.on_previous, e.on_next, e.on_first, e.on_separator});
  return FigureWords::tr("Sampled: one query of every %1; standard errors at most %2 bits, %3 %4 and %5 of a share.")
      .arg(result.every)
      .arg(QString::number(e.entropy, 'g', 2), QString::number(e.distance, 'g', 2),
           shown_word(patches ? QStringLiteral("patches") : QStringLiteral("tokens")), QString::number(share, 'g', 2));
}

QString points_note(bool detections) {
  const QString means = FigureWords::tr(
      "Entropy over the levels and points of a query; distance from its reference point, in pixels of the picture.");
  if (!detections) return means;
  return means + QLatin1Char(' ') + FigureWords::tr("Inside final boxes: a head's weight on points in the reported box, on average over the detections; all else over all queries.");
}

QString unknown_note(const TraceInfo& trace, const SiteInfo& site) {
  constexpr std::size_t most = 6;
  std::vector<QString> words;
  QString token;
  for (const int id : {site.query_axis, site.key_axis}) {
    const Axis& axis = axis_at(trace, id);
    const CodePoints text(axis.text), pair(axis.pair);
    for (std::size_t i = 0; i < axis.labels.size() && i < axis.offsets.size(); ++i) {
      if (axis.labels[i] != "[UNK]" && axis.labels[i] != "<unk>") continue;
      const bool second = i < axis.sequence.size() && axis.sequence[i] == 1;
      const CodePoints& whole = second ? pair : text;
      auto end = axis.offsets[i][1];
      while (is_style_mark(QString::fromStdString(whole.part(end, end + 1)).toStdU32String()[0])) ++end;
      const QString word = QString::fromStdString(whole.part(axis.offsets[i][0], end));
      token = QString::fromStdString(axis.labels[i]);
      if (!word.isEmpty() && word != token && std::ranges::find(words, word) == words.end()) words.push_back(word);
    }
  }
  if (words.empty()) return {};
  const auto more = words.size() > most ? words.size() - most : 0;
  words.resize(std::min(words.size(), most));
  if (more > 0) words.push_back(FigureWords::tr("%1 more").arg(more));
  return FigureWords::tr("Not in the vocabulary, read as %1: %2.").arg(token, listed(words));
}

QString links_title(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  const Axis& queries = axis_at(trace, site.query_axis);
  const AxisKind kind = queries.kind;
  const bool words = *spec.merge_words && std::ranges::any_of(queries.words, [](auto word) { return word >= 0; });
  const QString each = kind == AxisKind::patches   ? FigureWords::tr("each patch")
                       : kind == AxisKind::queries && on_patches(trace, site) && !trace.detections.empty()
                           ? FigureWords::tr("each detection")
                       : kind == AxisKind::queries ? FigureWords::tr("each query")
                       : words                     ? FigureWords::tr("each word")
                                                   : FigureWords::tr("each token");
  if (*spec.top_k == 0) return FigureWords::tr("links of at least %1").arg(spec.threshold);
  if (*spec.top_k == 1) return FigureWords::tr("the strongest link of %1").arg(each);
  return FigureWords::tr("the %1 strongest links of %2").arg(number_word(*spec.top_k), each);
}

Names names_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  const bool cross = site.kind == SiteKind::cross;
  Names names;
  if (axis_at(trace, site.query_axis).kind == AxisKind::patches) names.query = QStringLiteral("query patch");
  else if (axis_at(trace, site.query_axis).kind == AxisKind::tokens && (cross || *spec.written))
    names.query = *spec.written ? QStringLiteral("written") : QStringLiteral("read");
  if (axis_at(trace, site.key_axis).kind == AxisKind::patches) names.key = QStringLiteral("key patch");
  else if (axis_at(trace, site.key_axis).kind == AxisKind::tokens && cross) names.key = QStringLiteral("source");
  return names;
}

QString plural(const QString& name) {
  if (name == QStringLiteral("query")) return QStringLiteral("queries");
  if (name == QStringLiteral("key")) return QStringLiteral("keys");
  return name + (name.endsWith(QStringLiteral("patch")) ? QStringLiteral("es") : QStringLiteral(" tokens"));
}

Sides sides_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  return {side_of(axis_at(trace, site.query_axis), {*spec.written, *spec.merge_words, *spec.drop_special}),
          side_of(axis_at(trace, site.key_axis), {false, *spec.merge_words, *spec.drop_special})};
}

QString layer_title(const TraceInfo& trace, const SiteInfo& site) {
  if (trace.streams().size() < 2) return FigureWords::tr("Layer %1").arg(site.layer);
  return stream_title(trace, site.stream) + FigureWords::tr(", layer %1").arg(site.layer);
}

QString head_title(const TraceInfo& trace, const SiteInfo& site, const HeadChoice& head) {
  const QString layer = layer_title(trace, site) + QStringLiteral(", ");
  if (site.heads == 1 && head.mode != HeadChoice::Mode::one) return layer + FigureWords::tr("head %1").arg(0);  // all are it
  if (head.mode == HeadChoice::Mode::one) return layer + FigureWords::tr("head %1").arg(head.head);
  if (head.mode == HeadChoice::Mode::mean) return layer + FigureWords::tr("mean of %1 heads").arg(site.heads);
  return layer + FigureWords::tr("maximum of %1 heads").arg(site.heads);
}

}  // namespace headlight::ui
