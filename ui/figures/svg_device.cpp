#include "ui/figures/svg_device.h"

#include <QBuffer>
#include <QImage>
#include <QJsonDocument>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <cmath>

#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

QByteArray number(double value) {
  QByteArray text = QByteArray::number(value, 'f', 2);
  while (text.endsWith('0')) text.chop(1);
  if (text.endsWith('.')) text.chop(1);
  return text == "-0" ? QByteArray("0") : text;
}

// As the content of an element.
QByteArray escaped(const QString& text) {
  QString clean;
  for (const char32_t c : text.toStdU32String()) {
    // XML 1.0 has no place for control characters and non-characters, not even escaped.
    const bool allowed =
        c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c < 0xE000));
    clean += QString::fromUcs4(allowed ? &c : U"\uFFFD", 1);
  }
  return clean.replace(QLatin1Char('&'), QStringLiteral("&amp;"))
      .replace(QLatin1Char('<'), QStringLiteral("&lt;"))
      .replace(QLatin1Char('>'), QStringLiteral("&gt;"))
      .toUtf8();
}

QByteArray attribute(const char* name, const QByteArray& value) { return QByteArray(" ") + name + "=\"" + value + '"'; }

QByteArray path_data(const QPainterPath& path) {
  QByteArray data;
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPainterPath::Element e = path.elementAt(i);
    const char* command = e.type == QPainterPath::MoveToElement    ? "M"
                          : e.type == QPainterPath::LineToElement  ? "L"
                          : e.type == QPainterPath::CurveToElement ? "C"
                                                                   : " ";
    data += command + number(e.x) + ' ' + number(e.y);
  }
  return data;
}

QByteArray families(bool code) {
  return code ? "'JetBrains Mono','Noto Sans Mono CJK KR',monospace"
              : "Inter,'Noto Sans CJK KR','Noto Sans',Helvetica,Arial,sans-serif";
}

// Photographs are kept as JPEG, maps and small pictures without loss.
constexpr int kPhotoEdge = 256, kPhotoQuality = 92;

bool upright(const QTransform& t) { return t.m12() == 0 && t.m21() == 0; }

}  // namespace

class SvgEngine final : public QPaintEngine, public TextTarget {
 public:
  SvgEngine()
      : QPaintEngine(AllFeatures &
                     ~(PatternBrush | PerspectiveTransform | ConicalGradientFill | RadialGradientFill | PorterDuff)) {}

  bool begin(QPaintDevice*) override { return true; }
  bool end() override { return true; }
  Type type() const override { return User; }

  void updateState(const QPaintEngineState& state) override {
    const DirtyFlags dirty = state.state();
    if (dirty & DirtyPen) pen_ = state.pen();
    if (dirty & DirtyBrush) brush_ = state.brush();
    if (dirty & DirtyTransform) transform_ = state.transform();
    if (dirty & DirtyOpacity) opacity_ = state.opacity();
    if (dirty & DirtyClipEnabled && !state.isClipEnabled()) clip_ = {};
    if (dirty & DirtyClipPath) set_clip(state.clipPath(), state.clipOperation());
    if (dirty & DirtyClipRegion) {
      QPainterPath region;
      region.addRegion(state.clipRegion());
      set_clip(region, state.clipOperation());
    }
  }

  void drawPath(const QPainterPath& path) override {
    const QByteArray rule = path.fillRule() == Qt::OddEvenFill && brush_.style() != Qt::NoBrush
                                ? attribute("fill-rule", "evenodd")
                                : QByteArray();
    element("path", attribute("d", path_data(transform_.map(path))) + rule, true);
  }

  void drawRects(const QRectF* rects, int count) override {
    for (int i = 0; i < count; ++i) {
      const QRectF r = transform_.mapRect(rects[i]);
      QPainterPath path;
      path.addRect(rects[i]);
      if (!upright(transform_))
        drawPath(path);
      else
        element("rect",
                attribute("x", number(r.x())) + attribute("y", number(r.y())) + attribute("width", number(r.width())) +
                    attribute("height", number(r.height())),
                true);
    }
  }

  void drawLines(const QLineF* lines, int count) override {
    for (int i = 0; i < count; ++i) {
      const QLineF l = transform_.map(lines[i]);
      element("path",
              attribute("d", "M" + number(l.x1()) + ' ' + number(l.y1()) + 'L' + number(l.x2()) + ' ' + number(l.y2())),
              false);
    }
  }

  void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
    QPainterPath path;
    for (int i = 0; i < count; ++i) i == 0 ? path.moveTo(points[i]) : path.lineTo(points[i]);
    if (mode != PolylineMode) path.closeSubpath();
    element("path", attribute("d", path_data(transform_.map(path))), mode != PolylineMode);
  }

  void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override {
    drawImage(target, pixmap.toImage(), source, Qt::AutoColor);
  }

  void drawImage(const QRectF& target, const QImage& image, const QRectF& source, Qt::ImageConversionFlags) override {
    const bool smooth = painter()->testRenderHint(QPainter::SmoothPixmapTransform);
    const bool photo = smooth && !image.hasAlphaChannel() && image.width() > kPhotoEdge;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.copy(source.toAlignedRect()).save(&buffer, photo ? "JPEG" : "PNG", photo ? kPhotoQuality : -1);
    QRectF place = transform_.mapRect(target);
    QByteArray turned;
    if (!upright(transform_)) {
      place = target;
      turned = attribute("transform", matrix());
    }
    body_ += "<image" + attribute("x", number(place.x())) + attribute("y", number(place.y())) +
             attribute("width", number(place.width())) + attribute("height", number(place.height())) +
             attribute("preserveAspectRatio", "none") + turned + opacity(1, "opacity") + clipped() +
             (smooth ? QByteArray() : attribute("style", "image-rendering:pixelated")) + " xlink:href=\"data:image/" +
             (photo ? "jpeg" : "png") + ";base64," + bytes.toBase64() + "\"/>\n";
  }

  // Only text that did not go through Face comes here.
  void drawTextItem(const QPointF& at, const QTextItem& item) override {
    const QFont font = item.font();
    const double size = font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF();
    write({at, item.text(), size, font.weight(), false, Anchor::start}, transform_, pen_.color(), opacity_);
  }

  void text(const QPainter& painter, const TextRun& run) override {
    write(run, painter.combinedTransform(), painter.pen().color(), painter.opacity());
  }

  [[nodiscard]] const QByteArray& body() const { return body_; }
  [[nodiscard]] const QByteArray& definitions() const { return definitions_; }

 private:
  void set_clip(const QPainterPath& path, Qt::ClipOperation operation) {
    const QPainterPath mapped = transform_.map(path);
    if (operation == Qt::NoClip)
      clip_ = {};
    else if (operation == Qt::IntersectClip && !clip_.isEmpty())
      clip_ = clip_.intersected(mapped);
    else
      clip_ = mapped;
    clip_name_.clear();
  }

  QByteArray clipped() {
    if (clip_.isEmpty()) return {};
    if (clip_name_.isEmpty()) {
      clip_name_ = "clip" + QByteArray::number(++names_);
      definitions_ +=
          "<clipPath" + attribute("id", clip_name_) + "><path" + attribute("d", path_data(clip_)) + "/></clipPath>\n";
    }
    return attribute("clip-path", "url(#" + clip_name_ + ")");
  }

  [[nodiscard]] QByteArray opacity(double colour_alpha, const char* name) const {
    const double alpha = colour_alpha * opacity_;
    return alpha >= 0.999 ? QByteArray() : attribute(name, QByteArray::number(alpha, 'g', 3));
  }

  [[nodiscard]] QByteArray matrix() const {
    const QTransform& t = transform_;
    QByteArray text = "matrix(";
    for (const double entry : {t.m11(), t.m12(), t.m21(), t.m22(), t.dx(), t.dy()})
      text += QByteArray::number(entry, 'g', 7) + ' ';
    text.chop(1);
    return text + ')';
  }

  QByteArray gradient(const QLinearGradient& linear) {
    const QByteArray name = "gradient" + QByteArray::number(++names_);
    const QPointF from = transform_.map(linear.start()), to = transform_.map(linear.finalStop());
    definitions_ += "<linearGradient" + attribute("id", name) + attribute("gradientUnits", "userSpaceOnUse") +
                    attribute("x1", number(from.x())) + attribute("y1", number(from.y())) +
                    attribute("x2", number(to.x())) + attribute("y2", number(to.y())) + ">";
    for (const QGradientStop& stop : linear.stops()) {
      definitions_ += "<stop" + attribute("offset", QByteArray::number(stop.first, 'g', 4)) +
                      attribute("stop-color", stop.second.name().toUtf8()) + "/>";
    }
    definitions_ += "</linearGradient>\n";
    return "url(#" + name + ")";
  }

  QByteArray fill(bool closed) {
    if (!closed || brush_.style() == Qt::NoBrush) return attribute("fill", "none");
    if (brush_.style() == Qt::LinearGradientPattern)
      return attribute("fill", gradient(*static_cast<const QLinearGradient*>(brush_.gradient())));
    return attribute("fill", brush_.color().name().toUtf8()) + opacity(brush_.color().alphaF(), "fill-opacity");
  }

  QByteArray stroke() {
    if (pen_.style() == Qt::NoPen) return {};
    const double scale = std::sqrt(std::fabs(transform_.determinant())),
                 width = pen_.isCosmetic() ? std::max(0.5, pen_.widthF()) : pen_.widthF() * scale;
    QByteArray text = attribute("stroke", pen_.color().name().toUtf8()) +
                      opacity(pen_.color().alphaF(), "stroke-opacity") + attribute("stroke-width", number(width));
    if (pen_.style() != Qt::SolidLine) {
      QByteArray dashes;
      for (const qreal dash : pen_.dashPattern()) dashes += (dashes.isEmpty() ? "" : " ") + number(dash * width);
      text += attribute("stroke-dasharray", dashes);
    }
    if (pen_.capStyle() == Qt::RoundCap) text += attribute("stroke-linecap", "round");
    if (pen_.capStyle() == Qt::SquareCap) text += attribute("stroke-linecap", "square");
    return text;
  }

  void element(const char* name, const QByteArray& geometry, bool closed) {
    if (pen_.style() == Qt::NoPen && (!closed || brush_.style() == Qt::NoBrush)) return;
    body_ += QByteArray("<") + name + geometry + fill(closed) + stroke() + clipped() + "/>\n";
  }

  void write(const TextRun& run, const QTransform& placed, const QColor& colour, double visible) {
    const QPointF at = placed.map(run.at);
    QByteArray text = "<text" + attribute("x", number(at.x())) + attribute("y", number(at.y())) +
                      attribute("font-size", number(run.size));
    if (run.weight != 400) text += attribute("font-weight", QByteArray::number(run.weight));
    if (run.code) text += attribute("font-family", families(true));
    text += attribute("fill", colour.name().toUtf8());
    const double alpha = colour.alphaF() * visible;
    if (alpha < 0.999) text += attribute("fill-opacity", QByteArray::number(alpha, 'g', 3));
    // Text that reads from right to left starts at its right end.
    const bool reversed = run.text.isRightToLeft();
    const Anchor anchor = !reversed || run.anchor == Anchor::middle ? run.anchor
                          : run.anchor == Anchor::end               ? Anchor::start
                                                                    : Anchor::end;
    if (reversed) text += attribute("direction", "rtl");
    if (anchor != Anchor::start) text += attribute("text-anchor", anchor == Anchor::end ? "end" : "middle");
    if (!upright(placed)) {
      const double angle = std::atan2(placed.m12(), placed.m11()) * 180 / M_PI;
      text += attribute("transform", "rotate(" + number(angle) + ' ' + number(at.x()) + ' ' + number(at.y()) + ")");
    }
    body_ += text + ">" + escaped(run.text) + "</text>\n";
  }

  QByteArray body_, definitions_, clip_name_;
  QPen pen_;
  QBrush brush_;
  QTransform transform_;
  QPainterPath clip_;
  double opacity_ = 1;
  int names_ = 0;
};

SvgDevice::SvgDevice(QSizeF points) : size_(points), engine_(std::make_unique<SvgEngine>()) {}
SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const { return engine_.get(); }

int SvgDevice::metric(PaintDeviceMetric metric) const {
  switch (metric) {
    case PdmWidth:
      return static_cast<int>(std::ceil(size_.width()));
    case PdmHeight:
      return static_cast<int>(std::ceil(size_.height()));
    case PdmWidthMM:
      return static_cast<int>(std::lround(size_.width() * 25.4 / 72));
    case PdmHeightMM:
      return static_cast<int>(std::lround(size_.height() * 25.4 / 72));
    case PdmNumColors:
      return 1 << 24;
    case PdmDepth:
      return 24;
    case PdmDevicePixelRatio:
      return 1;
    case PdmDevicePixelRatioScaled:
      return static_cast<int>(devicePixelRatioFScale());
    default:
      return 72;
  }
}

QByteArray SvgDevice::document(const QString& title, const QString& description, const QJsonObject& metadata) const {
  QByteArray out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
  out += attribute("width", number(size_.width() * 25.4 / 72) + "mm") +
         attribute("height", number(size_.height() * 25.4 / 72) + "mm") +
         attribute("viewBox", "0 0 " + number(size_.width()) + ' ' + number(size_.height())) +
         attribute("font-family", families(false)) +
         attribute("style", "font-variant-numeric:tabular-nums;white-space:pre") + ">\n";
  out += "<title>" + escaped(title) + "</title>\n<desc>" + escaped(description) + "</desc>\n";
  const QByteArray json = QJsonDocument(metadata).toJson(QJsonDocument::Compact);
  out += "<metadata><provenance xmlns=\"urn:headlight:provenance\">" + escaped(QString::fromUtf8(json)) +
         "</provenance></metadata>\n";
  if (!engine_->definitions().isEmpty()) out += "<defs>\n" + engine_->definitions() + "</defs>\n";
  return out + engine_->body() + "</svg>\n";
}

}  // namespace headlight::ui
