#include "ui/figures/scale.h"

#include <QLinearGradient>
#include <QPaintEngine>
#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
namespace headlight::ui {
namespace {

// Below this share of the top a logarithmic scale starts when low is not positive.
constexpr double kLogFloor = 1e-4;
// More cells than this are painted as an image.
constexpr std::int64_t kMostRectangles = 2500;
// A range of scores begins and ends on whole steps, at least this many of them.
constexpr double kScoreSteps = 10;
// From a colour bar to its numbers, in gaps: a tick that touched one would read as its minus.
constexpr double kTickText = 1.6;
// Least edge in pixels of sharp pictures in vector files.
constexpr int kSharpEdge = 256;

double log_floor(const Scale& scale) { return scale.low > 0 ? scale.low : std::max(scale.high, 1e-30) * kLogFloor; }

double rounded_to_digit(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(std::fabs(value))));
  return std::round(value / unit) * unit;
}

// The least of 1, 2, 2.5, 5 times a power of ten that is not below `raw`.
double round_step(double raw) {
  if (!(raw > 0) || !std::isfinite(raw)) return 0.1;
  const double unit = std::pow(10, std::floor(std::log10(raw)));
  double step = 10 * unit;
  for (const double factor : {5.0, 2.5, 2.0, 1.0}) {
    if (factor * unit >= raw * 0.99) step = factor * unit;
  }
  return step;
}

std::vector<double> even_ticks(double low, double high, int wanted) {
  const double step = round_step((high - low) / std::max(1, wanted - 1));
  std::vector<double> ticks{low};
  for (double tick = std::ceil(low / step) * step; tick < high; tick += step) {
    const double clean = std::fabs(tick) < step * 1e-6 ? 0 : tick;
    if (clean > low + step * 0.45 && clean < high - step * 0.45) ticks.push_back(clean);
  }
  ticks.push_back(high);
  return ticks;
}

}  // namespace

QString to_string(Transform transform) {
  if (transform == Transform::root) return QStringLiteral("square root");
  return transform == Transform::log ? QStringLiteral("logarithmic") : QStringLiteral("linear");
}

double Scale::position(double value) const {
  if (!(high > low)) return 0;
  if (transform == Transform::log) {
    const double floor = log_floor(*this);
    return std::clamp(std::log(std::max(value, floor) / floor) / std::log(high / floor), 0.0, 1.0);
  }
  const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return transform == Transform::root ? std::sqrt(share) : share;
}

double Scale::value(double position) const {
  if (transform == Transform::log) {
    const double floor = log_floor(*this);
    return floor * std::pow(high / floor, position);
  }
  return low + (high - low) * (transform == Transform::root ? position * position : position);
}

std::vector<double> Scale::ticks(int wanted) const {
  if (!(high > low)) return {low};
  if (transform == Transform::linear || wanted < 3)
    return wanted < 3 ? std::vector<double>{low, high} : even_ticks(low, high, wanted);
  std::vector<double> ticks{transform == Transform::log ? log_floor(*this) : low};
  for (int i = 1; i + 1 < wanted; ++i) {
    // A little denser towards the top, where root and log squeeze the values.
    const double place =
        transform == Transform::root ? 1.0 / 3 + (i - 1) * (2.0 / 3) / (wanted - 2) : double(i) / (wanted - 1);
    const double tick = rounded_to_digit(value(place));
    if (position(tick) > position(ticks.back()) + 0.09 && position(tick) < 0.93) ticks.push_back(tick);
  }
  ticks.push_back(high);
  return ticks;
}

Scale rounded(Scale scale) {
  if (!(scale.high > 0) || !std::isfinite(scale.high)) return scale;
  const double unit = std::pow(10, std::floor(std::log10(scale.high)));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
    if (factor * unit >= scale.high * (1 - 1e-6)) {
      scale.high = QString::number(factor * unit, 'g', 12).toDouble();  // 0.3, not 3 · 0.1
      break;
    }
  }
  return scale;
}

Scale automatic(Scale scale, double low, double high, std::int64_t keys) {
  scale.even = 0;
  if (scale.quantity == QStringLiteral("score")) {
    const double step = round_step((high - low) / kScoreSteps);
    const auto clean = [](double value) { return QString::number(value, 'g', 12).toDouble(); };  // 0.3, not 3 · 0.1
    scale.low = clean(std::floor(low / step + 1e-6) * step);
    scale.high = clean(std::ceil(high / step - 1e-6) * step);
  } else {
    const bool shares = scale.quantity != QStringLiteral("contribution");  // of one, and not lengths
    const double even = keys > 0 && shares ? 1.0 / double(keys) : 0;
    scale.low = 0;
    scale.high = shares && high > 0.5 && high <= 1.0001 ? 1 : high;
    scale = rounded(scale);
    if (high < even * (1 - 1e-6)) {
      scale.high = even;
      scale.even = keys;
    }
  }
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
  return scale;
}

Scale fitted(Scale scale, double low, double high) {
  if (scale.quantity == QStringLiteral("score")) return automatic(scale, low, high, 0);
  scale.even = 0;
  scale.low = 0;
  scale.high = high;
  scale = rounded(scale);
  if (!(scale.high > 0)) scale.high = 1;
  return scale;
}

QString tick_text(double value) {
  QString text = QString::number(value, 'g', std::fabs(value) >= 1000 ? 4 : 3);
  if (std::fabs(value) < 1e-12) text = QStringLiteral("0");
  const qsizetype exponent = text.indexOf(QLatin1Char('e'));
  if (exponent > 0) text = text.left(exponent) + QLatin1Char('e') + QString::number(text.mid(exponent + 1).toInt());
  return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QImage image_of(const Plane& plane, const Scale& scale, bool mirrored) {
  const ColourMap* map = ColourMap::find(scale.map);
  QImage image(static_cast<int>(plane.columns), static_cast<int>(plane.rows), QImage::Format_ARGB32);
  for (std::int64_t row = 0; row < plane.rows; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(row)));
    for (std::int64_t column = 0; column < plane.columns; ++column) {
      const float value = plane.at(row, mirrored ? plane.columns - 1 - column : column);
      line[column] = std::isfinite(value) ? map->at(scale.reversed ? 1 - scale.position(value) : scale.position(value)) : qRgba(0, 0, 0, 0);
    }
  }
  return image;
}

void draw_pixels(QPainter& painter, const QRectF& target, const QImage& image, bool smooth) {
  const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
  const int edge = std::max(1, std::max(image.width(), image.height())), factor = (kSharpEdge + edge - 1) / edge;
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
  painter.setRenderHint(QPainter::LosslessImageRendering);
  // Qt's PDF paints images with the opacity of the brush that was used last.
  painter.setBrush(Qt::black);
  // Many viewers blend the pixels of small pictures: enough of them make that invisible.
  const bool enlarge = !raster && !smooth && factor > 1;
  painter.drawImage(
      target, enlarge ? image.scaled(image.size() * factor, Qt::IgnoreAspectRatio, Qt::FastTransformation) : image);
  painter.restore();
}

void draw_cells(QPainter& painter, const QRectF& target, const QImage& image) {
  if (image.isNull()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  const QRectF device = painter.deviceTransform().mapRect(target);
  if (qint64(image.width()) * image.height() > kMostRectangles) {
    const bool shrinks = device.width() < image.width() || device.height() < image.height();
    draw_pixels(painter, target, image, shrinks);
    return painter.restore();
  }
  const double width = target.width() / image.width(), height = target.height() / image.height();
  const auto drawn = [&](int column, int row) {
    return column < image.width() && row < image.height() && qAlpha(image.pixel(column, row)) != 0;
  };
  painter.setPen(Qt::NoPen);
  for (int row = 0; row < image.height(); ++row) {
    for (int column = 0; column < image.width(); ++column) {
      const QRgb colour = image.pixel(column, row);
      if (qAlpha(colour) == 0) continue;
      // Cells reach under their right and lower neighbours, so that no viewer shows seams between them; where a
      // neighbour is masked there is nothing to reach under.
      const bool wide = drawn(column + 1, row);
      const bool tall = drawn(column, row + 1) && (!wide || drawn(column + 1, row + 1));
      const double right = wide ? 1.25 : 1, below = tall ? 1.25 : 1;
      painter.setBrush(QColor(colour));
      painter.drawRect(
          QRectF(target.left() + column * width, target.top() + row * height, width * right, height * below));
    }
  }
  painter.restore();
}

double colour_bar_thickness(const FigureStyle& style) { return style.label * (style.paper ? 0.8 : 0.91); }

namespace {

constexpr double kSmallLine = 1.2;  // in label sizes
constexpr double kTip = 0.9;        // length of a pointed end, in the bar's thickness

// What a reader must know of the colours besides their ends.
QStringList small_lines(const Scale& scale) {
  QStringList lines;
  if (scale.transform == Transform::root) lines += FigureWords::tr("√ scale");
  if (scale.transform == Transform::log) lines += FigureWords::tr("log scale");
  if (scale.shared && scale.quantity != QStringLiteral("weight")) lines += FigureWords::tr("all heads");  // weights: all end at 1 or at even shares
  if (scale.even > 0) lines += FigureWords::tr("top: even 1/%1").arg(scale.even);
  return lines;
}

}  // namespace

double colour_bar_head(const Scale& scale, const FigureStyle& style) {
  return style.label * (1.6 + kSmallLine * double(small_lines(scale).size()));
}

double colour_bar_width(const Scale& scale, const FigureStyle& style) {
  double widest = 0;
  for (const double tick : scale.ticks()) widest = std::max(widest, style.tick_face().width(tick_text(tick)));
  const double bar = colour_bar_thickness(style) + style.gap * (kTickText + 0.2) + widest;
  double names = style.label_face().width(shown_word(scale.quantity));
  for (const QString& line : small_lines(scale)) names = std::max(names, style.tick_face().width(line));
  return std::max(bar, names);
}

double largest_bar(double (*length)(const Scale&, const FigureStyle&), const Scale& own, const std::vector<Scale>& beside,
                   const FigureStyle& style) {
  double most = length(own, style);
  for (const Scale& other : beside) most = std::max(most, length(other, style));
  return most;
}

namespace {

// Beyond `inner`, a point in the end's colour.
void draw_point(QPainter& painter, const QRectF& inner, double tip, bool above, const QColor& colour) {
  const double base = above ? inner.top() : inner.bottom(), end = above ? base - tip : base + tip;
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF({{inner.left(), base}, {inner.right(), base}, {inner.center().x(), end}}));
}

}  // namespace

void draw_colour_bar(QPainter& painter, const QRectF& whole, const Scale& scale, const FigureStyle& style,
                     std::optional<double> marked) {
  const double tip = std::min(whole.width() * kTip, whole.height() / 4);
  const QRectF bar = whole.adjusted(0, scale.above ? tip : 0, 0, scale.below ? -tip : 0);
  QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
  const auto& colours = ColourMap::find(scale.map)->colours();
  for (int stop = 0; stop <= 32; ++stop) {
    gradient.setColorAt(scale.reversed ? 1 - stop / 32.0 : stop / 32.0, QColor(colours[static_cast<std::size_t>(std::min(255, stop * 8))]));
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(gradient);
  painter.drawRect(bar);
  if (scale.above) draw_point(painter, bar, tip, true, QColor(colours[scale.reversed ? 0 : 255]));
  if (scale.below) draw_point(painter, bar, tip, false, QColor(colours[scale.reversed ? 255 : 0]));
  const int room = static_cast<int>(bar.height() / (style.tick * 1.6));
  const Face face = style.tick_face();
  for (const double tick : scale.ticks(std::clamp(room, 2, 5))) {
    const double y = bar.bottom() - scale.position(tick) * bar.height();
    painter.setPen(QPen(style.frame, style.hairline));
    painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + style.gap * 0.5, y));
    painter.setPen(style.paper ? style.ink : style.second);
    face.draw_centred(painter, {bar.right() + style.gap * kTickText, y}, tick_text(tick));
  }
  painter.setPen(style.paper ? style.ink : style.second);
  const QStringList lines = small_lines(scale);
  double line = whole.top() - style.label * (0.75 + kSmallLine * double(lines.size()));
  style.label_face().draw(painter, {bar.left(), line}, shown_word(scale.quantity));
  painter.setPen(style.second);
  for (const QString& words : lines) style.tick_face().draw(painter, {bar.left(), line += style.label * kSmallLine}, words);
  if (!marked) return;
  const double y = bar.bottom() - scale.position(*marked) * bar.height(), edge = style.gap * 1.1;
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.ink);
  painter.drawPolygon(QPolygonF(
      {{bar.left() - 1, y}, {bar.left() - 1 - edge, y - edge * 0.6}, {bar.left() - 1 - edge, y + edge * 0.6}}));
}

void draw_data_mark(QPainter& painter, const QRectF& rect, const FigureStyle& style, bool selected) {
  const double white = (selected ? 2 : 1) * (style.paper ? 0.5 : 1), black = white + 2 * (style.paper ? 0.5 : 1);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::black, black, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(rect);
  painter.setPen(QPen(Qt::white, white, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(rect);
}

}  // namespace headlight::ui
