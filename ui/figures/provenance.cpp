#include "ui/figures/provenance.h"

#include <QJsonArray>

#include "ui/figures/figure_words.h"

namespace headlight::ui {
namespace {

constexpr int kLongestInput = 1000;  // characters of the input that are kept

QString text(const std::string& words) { return QString::fromStdString(words); }

QString head_name(const FigureSpec& spec) {
  if (!spec.heads.empty()) {
    QStringList names;
    for (const int head : spec.heads) names += QString::number(head);
    return names.join(QStringLiteral(", "));
  }
  if (spec.view == FigureView::points && spec.head->mode != HeadChoice::Mode::one) return QStringLiteral("all");
  if (spec.head->mode == HeadChoice::Mode::one) return QString::number(spec.head->head);
  return spec.head->mode == HeadChoice::Mode::mean ? QStringLiteral("mean") : QStringLiteral("max");
}

}  // namespace

QString program_name() { return QStringLiteral("Headlight " HEADLIGHT_VERSION); }

QString stream_title(const TraceInfo& trace, const std::string& stream) {
  if (stream == "cross") return FigureWords::tr("Cross attention");
  if (trace.streams().size() < 2) return FigureWords::tr("Attention");
  if (stream == "encoder") return FigureWords::tr("Encoder");
  if (stream == "decoder") return FigureWords::tr("Decoder");
  if (stream == "deformable_decoder") return FigureWords::tr("Deformable decoder");
  if (stream == "deformable_encoder") return FigureWords::tr("Deformable encoder");
  return text(stream);
}

QJsonObject provenance(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  QJsonObject out{{QStringLiteral("program"), program_name()},
                  {QStringLiteral("model"), text(trace.model.name)},
                  {QStringLiteral("model family"), text(trace.model.family)},
                  {QStringLiteral("model sha256"), text(trace.model.hash)},
                  {QStringLiteral("precision"), text(trace.model.dtype)},
                  {QStringLiteral("input"), text(trace.input).left(kLongestInput)},
                  {QStringLiteral("view"), text(to_string(spec.view))},
                  {QStringLiteral("stream"), text(spec.stream)},
                  {QStringLiteral("quantity"),
                   spec.quantity == Quantity::weight ? QStringLiteral("weight") : QStringLiteral("score")}};
  if (trace.image_frame >= 0) out.insert(QStringLiteral("frame"), qint64(trace.image_frame));
  if (trace.image_region) {
    QJsonArray region;
    for (const double at : *trace.image_region) region.append(at);
    out.insert(QStringLiteral("region"), region);
  }
  if (!trace.text.empty()) out.insert(QStringLiteral("output"), text(trace.text).left(kLongestInput));
  const bool one = spec.view != FigureView::heads && spec.view != FigureView::stats;
  if (one) out.insert(QStringLiteral("layer"), site.layer);
  if (one && spec.view != FigureView::rollout) out.insert(QStringLiteral("head"), head_name(spec));
  if (spec.query >= 0) out.insert(QStringLiteral("query"), qint64(spec.query));
  if (spec.key >= 0) out.insert(QStringLiteral("key"), qint64(spec.key));
  if (*spec.merge_words)
    out.insert(QStringLiteral("words"), QStringLiteral("subwords joined: keys summed, queries averaged"));
  if (*spec.drop_special) out.insert(QStringLiteral("special tokens"), QStringLiteral("left out"));
  return out;
}

}  // namespace headlight::ui
