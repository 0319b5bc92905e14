// CSV, JSON and NPY of what a figure shows.
#include <QJsonDocument>
#include <QLocale>
#include <QtEndian>
#include <cmath>
#include <cstring>

#include "ui/figures/export.h"
#include "ui/figures/provenance.h"

namespace headlight::ui {
namespace {

// NumPy refuses headers longer than 10 000 characters.
constexpr qsizetype kLongestHeader = 8000;

QString number_text(const QVariant& value) {
  if (value.typeId() != QMetaType::Double) return value.toString();
  const double number = value.toDouble();
  if (std::isinf(number)) return number < 0 ? QStringLiteral("-inf") : QStringLiteral("inf");
  return QString::number(shortest(float(number)), 'g', QLocale::FloatingPointShortest);
}

QByteArray csv_field(const QVariant& value) {
  QString text = number_text(value);
  static const QString quoted = QStringLiteral(",\"\n\r");
  bool needs =
      text.startsWith(QLatin1Char('#')) || text.startsWith(QLatin1Char(' ')) || text.endsWith(QLatin1Char(' '));
  for (const QChar c : text) needs = needs || quoted.contains(c);
  if (!needs) return text.toUtf8();
  return '"' + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
}

// Masked scores (−∞) have no JSON number: null.
QJsonValue json_number(float value) { return std::isfinite(value) ? QJsonValue(shortest(value)) : QJsonValue(); }

QJsonArray nested(const FigureData& data, std::size_t dimension, std::size_t& at) {
  QJsonArray out;
  for (std::int64_t i = 0; i < data.shape[dimension]; ++i) {
    if (dimension + 1 < data.shape.size())
      out.append(nested(data, dimension + 1, at));
    else
      out.append(json_number(data.values[at++]));
  }
  return out;
}

QJsonArray table_json(const FigureData& data) {
  QJsonArray rows;
  for (const auto& line : data.table) {
    QJsonArray row;
    for (const QVariant& cell : line)
      row.append(cell.typeId() == QMetaType::Double ? QJsonValue(shortest(float(cell.toDouble()))) : QJsonValue::fromVariant(cell));
    rows.append(row);
  }
  return rows;
}

}  // namespace

QByteArray csv_text(const BuiltFigure& built) {
  const FigureData data = built.figure->data();
  QByteArray out = "# " + QJsonDocument(built.provenance).toJson(QJsonDocument::Compact) + "\r\n";
  for (qsizetype i = 0; i < data.header.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(data.header[i]);
  out += "\r\n";
  for (const auto& line : data.table) {
    for (std::size_t i = 0; i < line.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(line[i]);
    out += "\r\n";
  }
  return out;
}

QByteArray json_text(const BuiltFigure& built) {
  const FigureData data = built.figure->data();
  QJsonObject out{{QStringLiteral("figure"), data.kind},
                  {QStringLiteral("provenance"), built.provenance},
                  {QStringLiteral("labels"), data.labels}};
  QJsonArray shape;
  for (const std::int64_t size : data.shape) shape.append(qint64(size));
  out.insert(QStringLiteral("shape"), shape);
  std::size_t at = 0;
  if (!data.shape.empty()) out.insert(QStringLiteral("values"), nested(data, 0, at));
  // Maps say everything in `values`; the other figures' lines are worth keeping as they are.
  if (data.kind != QStringLiteral("matrix") && data.kind != QStringLiteral("heads")) {
    out.insert(QStringLiteral("header"), QJsonArray::fromStringList(data.header));
    out.insert(QStringLiteral("table"), table_json(data));
  }
  return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

Result<QByteArray> npy_bytes(const BuiltFigure& built) {
  const FigureData data = built.figure->data();
  if (data.shape.empty()) return usage("this figure has no array", "npy", data.kind.toStdString(), "csv or json");
  QByteArray header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  for (const std::int64_t size : data.shape) header += QByteArray::number(qint64(size)) + ", ";
  header += "), }";
  QByteArray comment = QJsonDocument(built.provenance).toJson(QJsonDocument::Compact);
  // The header is Latin-1; JSON escapes keep everything else.
  QByteArray ascii;
  for (const QChar c : QString::fromUtf8(comment)) {
    if (c.unicode() < 128)
      ascii += static_cast<char>(c.unicode());
    else
      ascii += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
  }
  if (ascii.size() <= kLongestHeader) header += " # " + ascii;
  const qsizetype before = 10, padded = (before + header.size() + 1 + 63) / 64 * 64 - before;
  header = header.leftJustified(padded - 1, ' ') + '\n';
  QByteArray out("\x93NUMPY\x01\x00", 8);
  const quint16 length = qToLittleEndian(static_cast<quint16>(header.size()));
  out.append(reinterpret_cast<const char*>(&length), 2);
  out += header;
  for (const float value : data.values) {
    quint32 bits;
    std::memcpy(&bits, &value, 4);
    bits = qToLittleEndian(bits);
    out.append(reinterpret_cast<const char*>(&bits), 4);
  }
  return out;
}

}  // namespace headlight::ui
