#include "ui/theme/colour_map.h"

#include <QJsonArray>
#include <QMap>
#include <algorithm>
#include <cmath>

#include "ui/theme/tokens.h"

namespace headlight::ui {
namespace {

using Triple = std::array<double, 3>;

double to_linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double from_linear(double c) { return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055; }

// OKLab: B. Ottosson, "A perceptual color space for image processing", 2020.
Triple to_oklab(QColor colour) {
  const double r = to_linear(colour.redF()), g = to_linear(colour.greenF()), b = to_linear(colour.blueF());
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

int channel(double linear) { return static_cast<int>(std::lround(255 * std::clamp(from_linear(linear), 0.0, 1.0))); }

QRgb from_oklab(const Triple& lab) {
  const double l = std::pow(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
  const double m = std::pow(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
  const double s = std::pow(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);
  return qRgb(channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
              channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
              channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

double luminance(QColor colour) {
  return 0.2126 * to_linear(colour.redF()) + 0.7152 * to_linear(colour.greenF()) + 0.0722 * to_linear(colour.blueF());
}

}  // namespace

ColourMap::ColourMap(const QString& name) : name_(name) {
  std::vector<Triple> stops;
  const QJsonArray listed = token(QStringLiteral("maps.") + name).toArray();
  for (const QJsonValue& stop : listed) stops.push_back(to_oklab(QColor(stop.toString())));
  for (std::size_t i = 0; i < colours_.size(); ++i) {
    const double place = static_cast<double>(i) / 255 * static_cast<double>(stops.size() - 1);
    const std::size_t below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const double part = place - static_cast<double>(below);
    Triple mixed;
    for (std::size_t c = 0; c < 3; ++c) mixed[c] = (1 - part) * stops[below][c] + part * stops[below + 1][c];
    colours_[i] = from_oklab(mixed);
  }
}

QStringList ColourMap::names() {
  QStringList names;
  const QJsonObject maps = token(QStringLiteral("maps")).toObject();
  for (auto map = maps.begin(); map != maps.end(); ++map) {
    if (map.value().isArray()) names.append(map.key());
  }
  return names;
}

const ColourMap* ColourMap::find(const QString& name) {
  static const QMap<QString, ColourMap> maps = [] {
    QMap<QString, ColourMap> all;
    for (const QString& each : names()) all.insert(each, ColourMap(each));
    return all;
  }();
  const auto found = maps.constFind(name);
  return found == maps.constEnd() ? nullptr : &*found;
}

QRgb ColourMap::at(double position) const {
  return colours_[static_cast<std::size_t>(std::lround(255 * std::clamp(position, 0.0, 1.0)))];
}

double contrast(QColor a, QColor b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

QColor readable_on(QColor ground) {
  return contrast(ground, Qt::white) >= contrast(ground, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}

}  // namespace headlight::ui
