#include "ui/figures/source_line.h"

#include <QFileInfo>
#include <algorithm>

#include "ui/figures/figure_words.h"

namespace headlight::ui {
namespace {

// Ids and pixels have no letters that tokens could stand in.
bool is_text(const TraceInfo& trace) {
  if (!trace.image_path.empty()) return false;
  return std::ranges::any_of(trace.axes, [](const Axis& axis) { return axis.kind == AxisKind::tokens && !axis.offsets.empty(); });
}

QString file_name(const std::string& path) { return QFileInfo(QString::fromStdString(path)).fileName(); }

QString text_of(const TraceInfo& trace) {
  const QString first = QString::fromStdString(trace.input);
  const auto pair = std::ranges::find_if(trace.axes, [](const Axis& axis) { return !axis.pair.empty(); });
  return pair == trace.axes.end() ? first : first + QStringLiteral("” + “") + QString::fromStdString(pair->pair);
}

// The beginning of `text` in `room`, whole words where there are some.
QString shortened(const QString& text, const Face& face, double room) {
  const QString cut = face.elided(text, std::max(room, face.size()));
  const auto space = cut == text ? -1 : cut.lastIndexOf(QLatin1Char(' '));
  return space < cut.size() / 2 ? cut : cut.left(space) + QChar(0x2026);
}

QStringList lines_of(const FigureSource& source, const Face& face, double width) {
  const QString name = source.name.isEmpty() ? QString() : source.name + QStringLiteral(" · ");
  const auto of_model = [&](const QString& model) { return name + FigureWords::tr("Model: %1").arg(model); };
  const auto of_input = [&](const QString& input) {
    return FigureWords::tr("Input: %1").arg(source.quoted ? QStringLiteral("“") + input + QStringLiteral("”") : input);
  };
  const QString model = of_model(shortened(source.model, face, width - face.width(of_model({}))));
  if (source.input.isEmpty()) return {model};
  const QString input = source.input.simplified(), whole = model + QStringLiteral(" · ") + of_input(input);
  if (face.width(whole) <= width) return {whole};
  return {model, of_input(shortened(input, face, width - face.width(of_input({}))))};
}

}  // namespace

FigureSource source_of(const TraceInfo& trace) {
  FigureSource source{QString::fromStdString(trace.model.name), QString::fromStdString(trace.input)};
  source.quoted = is_text(trace);
  if (source.quoted) source.input = text_of(trace);
  else if (!trace.image_path.empty()) source.input = file_name(trace.image_path);
  else if (trace.input.find('/') != std::string::npos) source.input = file_name(trace.input);
  if (trace.image_frame >= 0) source.input = FigureWords::tr("%1, frame %2").arg(source.input).arg(trace.image_frame);
  return source;
}

std::vector<FigureSource> sources_of(const TraceInfo& a, const TraceInfo& b) {
  FigureSource first = source_of(a), second = source_of(b);
  first.name = QStringLiteral("A");
  second.name = QStringLiteral("B");
  return {first, second};
}

QStringList source_lines(const std::vector<FigureSource>& sources, const Face& face, double width) {
  QStringList lines;
  for (const FigureSource& source : sources) {
    if (!source.model.isEmpty() || !source.input.isEmpty()) lines += lines_of(source, face, width);
    if (!source.changed.isEmpty()) lines += shortened(FigureWords::tr("Changed: %1").arg(source.changed), face, width);
  }
  return lines;
}

}  // namespace headlight::ui
