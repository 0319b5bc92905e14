#include "ui/figures/provenance.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QMutex>
#include <array>
#include <charconv>
#include <cmath>

#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"

namespace headlight::ui {
namespace {

constexpr int kLongestInput = 1000;  // characters of the input that are kept

QString text(const std::string& words) { return QString::fromStdString(words); }

// One number as it is, several as a list.
QJsonValue place_of(const std::vector<int>& numbers) {
  if (numbers.size() == 1) return numbers.front();
  QJsonArray all;
  for (const int number : numbers) all.append(number);
  return all;
}

QJsonValue head_of(const FigureSpec& spec) {
  if (!spec.heads.empty()) return place_of(spec.heads);
  if (spec.view == FigureView::points && spec.head->mode != HeadChoice::Mode::one) return QStringLiteral("all");
  if (spec.head->mode == HeadChoice::Mode::one) return spec.head->head;
  return spec.head->mode == HeadChoice::Mode::mean ? QStringLiteral("mean") : QStringLiteral("max");
}

// Few digits for every number, however deep.
QJsonValue in_few_digits(const QJsonValue& value) {
  if (value.isDouble()) return value.toDouble() == std::floor(value.toDouble()) ? value : QJsonValue(shortest(float(value.toDouble())));
  if (value.isArray()) {
    QJsonArray out;
    for (const QJsonValue& each : value.toArray()) out.append(in_few_digits(each));
    return out;
  }
  if (!value.isObject()) return value;
  QJsonObject out = value.toObject();
  for (auto entry = out.begin(); entry != out.end(); ++entry) entry.value() = in_few_digits(entry.value());
  return out;
}

// Every frame of a video asks for the same: a file is read once while it stays as it is.
QString sha256_of(const QString& path) {
  static QMutex mutex;
  static QHash<QString, QString> known;
  const QFileInfo info(path);
  const QString stamp = path + QLatin1Char('\n') + QString::number(info.size()) + QLatin1Char('\n') +
                        QString::number(info.lastModified().toMSecsSinceEpoch());
  const QMutexLocker lock(&mutex);
  if (const auto found = known.constFind(stamp); found != known.constEnd()) return *found;
  QFile file(path);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return {};
  return *known.insert(stamp, QString::fromLatin1(hash.result().toHex()));
}

}  // namespace

double shortest(float value) {
  if (!std::isfinite(value)) return double(value);
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  double read = value;
  std::from_chars(digits.data(), end, read);
  return read;
}

QJsonObject file_provenance(QJsonObject provenance, const QString& input_file) {
  const QString hash = input_file.isEmpty() ? QString() : sha256_of(input_file);
  if (!hash.isEmpty()) provenance.insert(QStringLiteral("input sha256"), hash);
  return in_few_digits(provenance).toObject();
}

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
                   quantity_key(spec.quantity)}};
  if (trace.image_frame >= 0) out.insert(QStringLiteral("frame"), qint64(trace.image_frame));
  if (trace.image_region) {
    QJsonArray region;
    for (const double at : *trace.image_region) region.append(at);
    out.insert(QStringLiteral("region"), region);
  }
  if (!trace.model.note.empty()) out.insert(QStringLiteral("note"), text(trace.model.note));
  if (!trace.text.empty()) out.insert(QStringLiteral("output"), text(trace.text).left(kLongestInput));
  const bool one = spec.view != FigureView::heads && spec.view != FigureView::stats;
  if (one) out.insert(QStringLiteral("layer"), site.layer);
  if (one && spec.view != FigureView::rollout) out.insert(QStringLiteral("head"), head_of(spec));
  if (spec.view == FigureView::heads && !spec.layers.empty()) out.insert(QStringLiteral("layer"), place_of(spec.layers));
  if (spec.view == FigureView::heads && !spec.heads.empty()) out.insert(QStringLiteral("head"), place_of(spec.heads));
  if (spec.query >= 0) out.insert(QStringLiteral("query"), qint64(spec.query));
  if (spec.whole_layer) out.insert(QStringLiteral("whole layer"), true);
  if (spec.key >= 0) out.insert(QStringLiteral("key"), qint64(spec.key));
  if (*spec.merge_words)
    out.insert(QStringLiteral("words"), QStringLiteral("subwords joined: keys summed, queries averaged"));
  if (*spec.drop_special) out.insert(QStringLiteral("special tokens"), QStringLiteral("left out"));
  return out;
}

}  // namespace headlight::ui
