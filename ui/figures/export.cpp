#include "ui/figures/export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageWriter>
#include <QJsonDocument>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <algorithm>
#include <cmath>

#include "ui/figures/matrix.h"
#include "ui/figures/provenance.h"
#include "ui/figures/svg_device.h"

namespace headlight::ui {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kWidestMm = 175;
constexpr double kMostPixels = 400e6;  // 1.6 GB, the most that a picture may take
constexpr int kPdfResolution = 1200;
constexpr double kLeastScale = 1;  // pixels a point, so that letters have 6 to 7 pixels

struct Sheet {
  FigureStyle style;
  QSizeF size;  // points, margins included
  QRectF inside;
  QStringList source;  // the lines below
};

std::string millimetres(double points) { return std::to_string(int(std::ceil(points / kPointsPerMm))) + " mm"; }

double source_height(const Sheet& sheet) {
  return sheet.source.isEmpty() ? 0 : sheet.style.gap + lines_height(sheet.source, sheet.style.label_face());
}

// Where only the pixels are given the figure is laid out so that its letters are readable in them.
Result<Sheet> sheet_for(const BuiltFigure& built, const PageSpec& page) {
  Sheet sheet;
  sheet.style = paper_style();
  sheet.style.selected = built.selected;
  sheet.style.selected_site = built.site;
  sheet.style.selected_head = built.head;
  const double margin = std::clamp(page.margin_pt, 0.0, 200.0);
  const double least = built.figure->least_width(sheet.style);
  double room = (page.width_mm > 0 ? page.width_mm : kWidestMm) * kPointsPerMm - 2 * margin;
  if (page.width_mm > 0 && room < least)
    return usage("the figure cannot be that narrow", "width", QString::number(page.width_mm).toStdString() + " mm",
                 "at least " + millimetres(least + 2 * margin));
  if (page.width_mm <= 0 && page.width_px > 0) room = std::min(room, double(page.width_px) / kLeastScale - 2 * margin);
  if (page.width_mm <= 0 && page.width_px > 0 && room < least)
    return usage("letters cannot be read in so few pixels", "pixels", std::to_string(page.width_px),
                 "at least " + std::to_string(int(std::ceil((least + 2 * margin) * kLeastScale))));
  QSizeF natural = built.figure->natural_size(sheet.style, page.width_mm > 0 ? room : 0);
  if (natural.width() > room || natural.width() < least)
    natural = built.figure->natural_size(sheet.style, std::max(std::min(natural.width(), room), least));
  sheet.inside = QRectF(QPointF(margin, margin), natural);
  if (page.source) sheet.source = source_lines(built.sources, sheet.style.label_face(), natural.width());
  sheet.size = QSizeF(natural.width() + 2 * margin, natural.height() + source_height(sheet) + 2 * margin);
  return sheet;
}

// Pixels a point.
double scale_of(const Sheet& sheet, const PageSpec& page) {
  return page.width_px > 0 ? double(page.width_px) / sheet.size.width() : page.dpi / 72;
}

Result<QSize> pixels_of(const Sheet& sheet, const PageSpec& page) {
  const double scale = scale_of(sheet, page);
  const double width = std::round(sheet.size.width() * scale), height = std::ceil(sheet.size.height() * scale);
  if (width > 30000 || height > 30000 || width * height > kMostPixels)
    return usage("the picture would be too large", "png",
                 std::to_string(std::int64_t(width)) + " × " + std::to_string(std::int64_t(height)) + " pixels",
                 "at most 30000 a side and 400 million (a lower dpi)");
  return QSize(static_cast<int>(width), static_cast<int>(height));
}

void paint_sheet(QPainter& painter, const BuiltFigure& built, const Sheet& sheet) {
  painter.fillRect(QRectF(QPointF(0, 0), sheet.size), sheet.style.ground);
  built.figure->paint(painter, sheet.inside, sheet.style);
  painter.setPen(sheet.style.second);
  draw_lines(painter, sheet.source, sheet.style.label_face(), sheet.inside.bottomLeft() + QPointF(0, sheet.style.gap));
}

Result<Done> check_page(const PageSpec& page) {
  if (page.width_mm != 0 && !(page.width_mm >= 20 && page.width_mm <= 2000)) {
    return usage("the figure cannot be that wide", "width", std::to_string(page.width_mm) + " mm", "20 to 2000 mm");
  }
  if (!(page.dpi >= 30 && page.dpi <= 2400))
    return usage("no such resolution", "dpi", std::to_string(page.dpi), "30 to 2400");
  if (page.width_px != 0 && (page.width_px < 50 || page.width_px > 30000)) {
    return usage("the picture cannot be that wide", "pixels", std::to_string(page.width_px), "50 to 30000");
  }
  return Done{};
}

// One paragraph for people, one JSON for programs.
QString description(const BuiltFigure& built) {
  QStringList parts;
  for (const char* key : {"model", "input", "output", "strongest links", "transform", "colour range"}) {
    const QJsonValue value = built.provenance.value(QLatin1String(key));
    if (value.isUndefined()) continue;
    QString text = value.toVariant().toString();
    if (value.isArray()) {
      QStringList entries;
      for (const QJsonValue& entry : value.toArray()) entries += entry.toVariant().toString();
      text = entries.join(QStringLiteral(", "));
    }
    parts += QString::fromLatin1(key) + QStringLiteral(": ") + text;
  }
  return parts.join(QStringLiteral("; "));
}

QByteArray provenance_json(const BuiltFigure& built) {
  return QJsonDocument(built.provenance).toJson(QJsonDocument::Compact);
}

Result<QByteArray> png_bytes(const BuiltFigure& built, const PageSpec& page) {
  const double least = page.width_mm * kPointsPerMm * kLeastScale;
  if (page.width_px > 0 && double(page.width_px) < least)
    return usage("letters cannot be read in so few pixels", "pixels", std::to_string(page.width_px),
                 "at least " + std::to_string(int(std::ceil(least))) + " for " +
                     QString::number(page.width_mm).toStdString() + " mm");
  auto image = render(built, page);
  if (!image) return image.error();
  image->setText(QStringLiteral("Title"), built.figure->title());
  image->setText(QStringLiteral("Software"), program_name());
  image->setText(QStringLiteral("Description"), description(built));
  image->setText(QStringLiteral("headlight"), QString::fromUtf8(provenance_json(built)));
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QImageWriter writer(&buffer, "png");
  if (!writer.write(image.value()))
    return failed("the picture could not be encoded", "png", writer.errorString().toStdString());
  return bytes;
}

Result<QByteArray> svg_bytes(const BuiltFigure& built, const PageSpec& page) {
  const auto sheet = sheet_for(built, page);
  if (!sheet) return sheet.error();
  SvgDevice device(sheet->size);
  QPainter painter(&device);
  paint_sheet(painter, built, sheet.value());
  painter.end();
  return device.document(built.figure->title(), description(built), built.provenance);
}

QByteArray xmp(const BuiltFigure& built) {
  const auto text = [](const QString& words) { return words.toHtmlEscaped().toUtf8(); };
  const auto alternatives = [&text](const QString& words) {
    return "<rdf:Alt><rdf:li xml:lang=\"x-default\">" + text(words) + "</rdf:li></rdf:Alt>";
  };
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
         "xmlns:headlight=\"urn:headlight:provenance\">"
         "<dc:title>" +
         alternatives(built.figure->title()) + "</dc:title><dc:description>" + alternatives(description(built)) +
         "</dc:description><xmp:CreatorTool>" + text(program_name()) + "</xmp:CreatorTool><headlight:json>" +
         text(QString::fromUtf8(provenance_json(built))) +
         "</headlight:json></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

Result<QByteArray> pdf_bytes(const BuiltFigure& built, const PageSpec& page) {
  const auto sheet = sheet_for(built, page);
  if (!sheet) return sheet.error();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setResolution(kPdfResolution);
    writer.setPageSize(QPageSize(sheet->size, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setTitle(built.figure->title());
    writer.setCreator(program_name());
    writer.setDocumentXmpMetadata(xmp(built));
    writer.addFileAttachment(QStringLiteral("provenance.json"), provenance_json(built),
                             QStringLiteral("application/json"));
    QPainter painter;
    if (!painter.begin(&writer)) return failed("the PDF could not be painted", "pdf");
    painter.scale(kPdfResolution / 72.0, kPdfResolution / 72.0);
    paint_sheet(painter, built, sheet.value());
  }
  return bytes;
}

Result<QByteArray> bytes_of(const BuiltFigure& built, FileFormat format, const PageSpec& page) {
  switch (format) {
    case FileFormat::png:
      return png_bytes(built, page);
    case FileFormat::svg:
      return svg_bytes(built, page);
    case FileFormat::pdf:
      return pdf_bytes(built, page);
    case FileFormat::csv:
      return csv_text(built);
    case FileFormat::json:
      return json_text(built);
    case FileFormat::npy:
      return npy_bytes(built);
  }
  return failed("no such format", "export");
}

// Unbuffered, piece by piece: a disk that fills up half-way writes a part first and gives its reason at the next one.
bool write_all(QSaveFile& file, const QByteArray& bytes) {
  for (qint64 done = 0; done < bytes.size();) {
    const qint64 written = file.write(bytes.constData() + done, bytes.size() - done);
    if (written <= 0) return false;
    done += written;
  }
  return true;
}

}  // namespace

Result<FileFormat> file_format(const std::string& path) {
  const QString ending = QFileInfo(QString::fromStdString(path)).suffix().toLower();
  const QStringList known{QStringLiteral("png"), QStringLiteral("svg"),  QStringLiteral("pdf"),
                          QStringLiteral("csv"), QStringLiteral("json"), QStringLiteral("npy")};
  const auto place = known.indexOf(ending);
  if (place < 0)
    return usage("the file's ending names no format", path, ending.isEmpty() ? "no ending" : ending.toStdString(),
                 "png, svg, pdf, csv, json or npy");
  return static_cast<FileFormat>(place);
}

Result<QSize> pixel_size(const BuiltFigure& built, const PageSpec& page) {
  if (auto fine = check_page(page); !fine) return fine.error();
  const auto sheet = sheet_for(built, page);
  if (!sheet) return sheet.error();
  return pixels_of(sheet.value(), page);
}

Result<QImage> render(const BuiltFigure& built, const PageSpec& page) {
  if (auto fine = check_page(page); !fine) return fine.error();
  const auto sheet = sheet_for(built, page);
  if (!sheet) return sheet.error();
  const auto size = pixels_of(sheet.value(), page);
  if (!size) return size.error();
  const double scale = scale_of(sheet.value(), page);
  QImage image(size.value(), QImage::Format_RGB32);
  if (image.isNull())
    return failed("out of memory for the picture", "png",
                  std::to_string(std::int64_t(size->width()) * size->height() * 4) + " bytes");
  image.fill(sheet->style.ground);
  QPainter painter(&image);
  painter.scale(scale, scale);
  paint_sheet(painter, built, sheet.value());
  painter.end();
  image.setDotsPerMeterX(static_cast<int>(std::lround(scale * 72 / 0.0254)));
  image.setDotsPerMeterY(image.dotsPerMeterX());
  return image;
}

QImage render_on_screen(const BuiltFigure& built, const FigureStyle& style, QSize size, double scale) {
  QImage image(size * scale, QImage::Format_RGB32);
  image.fill(style.ground);
  QPainter painter(&image);
  painter.scale(scale, scale);
  built.figure->paint(painter, QRectF(QPointF(0, 0), QSizeF(size)), style);
  return image;
}

Result<Written> write_figure(const BuiltFigure& built, const std::string& path, const PageSpec& page) {
  auto format = file_format(path);
  if (!format) return format.error();
  if (auto fine = check_page(page); !fine) return fine.error();
  BuiltFigure kept = built;
  kept.provenance = file_provenance(built.provenance, built.input_file);
  auto bytes = bytes_of(kept, format.value(), page);
  if (!bytes) return bytes.error();
  QSaveFile file(QString::fromStdString(path));
  const bool written =
      file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && write_all(file, bytes.value()) && file.commit();
  if (!written)
    return unusable("the figure cannot be written", path, file.errorString().toStdString(),
                    "a folder and disk that can be written");
  return Written{path, bytes->size()};
}

}  // namespace headlight::ui
