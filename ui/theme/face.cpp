#include "ui/theme/face.h"

#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>

#include "ui/theme/text_pieces.h"

namespace headlight::ui {
namespace {

// Text is measured unhinted at this size and scaled: at it, rounding to 1/64 px does not matter.
constexpr int kMeasured = 128;
constexpr double kEmoji = 0.9;                 // of an emoji, in sizes of the text
constexpr int kEmojiPixels = 96;               // of its picture in files
constexpr double kNameSize = 0.62, kNameMargin = 0.16;  // of the name of a character without a glyph, in sizes of the text

bool is_number(const QString& text) {
  bool digits = false;
  for (const QChar c : text) {
    digits = digits || c.isDigit();
    if (!c.isDigit() && !QStringLiteral(".,−+- %\u2009e×").contains(c)) return false;
  }
  return digits;
}

// Text without marks that must be shaped. In a PDF it is written letter by letter: Inter's contextual brackets and
// colons have no character of their own there, so they could not be searched or copied.
bool is_simple(const QString& text) {
  for (const QChar c : text) {
    if (c.unicode() >= 0x250) return false;
  }
  return true;
}

constexpr qsizetype kMostKnown = 8192, kLongestKnown = 64;  // widths that are kept, and letters of their texts

struct Measure {
  QFontMetricsF metrics;
  double digit = 0;
  QHash<QString, double> widths;  // at kMeasured: the same few labels are measured again and again
  explicit Measure(const QFont& font) : metrics(font) {
    for (char c = '0'; c <= '9'; ++c) digit = std::max(digit, metrics.horizontalAdvance(QLatin1Char(c)));
  }
};

QFont emoji_font(int pixels) {
  QFont font(emoji_family());
  font.setPixelSize(std::max(1, pixels));
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

const QFontMetricsF& emoji_metrics() {
  static thread_local const QFontMetricsF metrics(emoji_font(kMeasured));
  return metrics;
}

// One emoji on nothing, its base line `ascent` below the top.
QImage emoji_picture(const QString& cluster, double& ascent) {
  const QFont font = emoji_font(kEmojiPixels);
  const QFontMetricsF metrics(font);
  QImage image(std::max(1, int(std::ceil(metrics.horizontalAdvance(cluster)))), std::max(1, int(std::ceil(metrics.height()))),
               QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setFont(font);
  painter.drawText(QPointF(0, metrics.ascent()), cluster);
  ascent = metrics.ascent();
  return image;
}

QFont base_font(int weight, bool code) {
  QFont font;
  font.setFamilies(code ? code_families() : text_families());
  font.setWeight(static_cast<QFont::Weight>(weight));
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setKerning(true);
  return font;
}

Measure& measure(int weight, bool code) {
  static thread_local QHash<int, std::shared_ptr<Measure>> known;
  std::shared_ptr<Measure>& entry = known[weight * 2 + (code ? 1 : 0)];
  if (!entry) {
    QFont font = base_font(weight, code);
    font.setPixelSize(kMeasured);
    entry = std::make_shared<Measure>(font);
  }
  return *entry;
}

// As Face paints with it: fonts are looked up by their families, which takes longer than a short text.
const QFont& painted_font(int weight, bool code, int pixels, bool shaped) {
  static thread_local std::map<std::tuple<int, bool, int, bool>, QFont> known;
  constexpr std::size_t kMostFonts = 64;  // of every zoom another
  const std::tuple key(weight, code, pixels, shaped);
  if (const auto at = known.find(key); at != known.end()) return at->second;
  if (known.size() >= kMostFonts) known.clear();
  QFont font = base_font(weight, code);
  font.setPixelSize(pixels);
  if (!shaped) font.setStyleStrategy(QFont::PreferNoShaping);
  return known.emplace(key, font).first->second;
}

}  // namespace

QStringList text_families() {
  return {QStringLiteral("Inter"),
          QStringLiteral("Noto Sans CJK KR"),
          QStringLiteral("Noto Sans"),
          QStringLiteral("Noto Sans Arabic"),
          QStringLiteral("Noto Sans Hebrew"),
          QStringLiteral("Noto Sans Symbols"),
          QStringLiteral("Noto Sans Symbols2"),
          QStringLiteral("DejaVu Sans"),
          QStringLiteral("sans-serif")};
}

QStringList interface_families() {
  QStringList families = text_families();
  families.insert(families.indexOf(QStringLiteral("Noto Sans Symbols")), emoji_family());
  return families;
}

QStringList code_families() {
  return {QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono CJK KR"), QStringLiteral("DejaVu Sans Mono"),
          QStringLiteral("monospace")};
}

QFont widget_font(double size, int weight) {
  QFont font = base_font(weight, false);
  font.setFamilies(interface_families());
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(size))));
  return font;
}

QFont widget_code_font(double size) {
  QFont font = base_font(400, true);
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(size))));
  return font;
}

Face::Face(double size, int weight, bool code) : size_(size), weight_(weight), code_(code) {}

double Face::ascent() const { return measure(weight_, code_).metrics.ascent() * size_ / kMeasured; }
double Face::descent() const { return measure(weight_, code_).metrics.descent() * size_ / kMeasured; }
double Face::cap_height() const { return measure(weight_, code_).metrics.capHeight() * size_ / kMeasured; }

Face Face::with_slack(double part) const {
  Face face = *this;
  face.room_ = 1 + part;
  return face;
}

double Face::width(const QString& text) const { return room_ * own_width(text); }

double Face::own_width(const QString& text) const {
  Measure& known = measure(weight_, code_);
  if (const auto at = known.widths.constFind(text); at != known.widths.constEnd()) return *at * size_ / kMeasured;
  double sum = 0;
  for (const TextPiece& piece : pieces_of(text)) sum += width_of(piece);
  if (text.size() > kLongestKnown) return sum;
  if (known.widths.size() >= kMostKnown) known.widths.clear();
  known.widths.insert(text, sum / size_ * kMeasured);
  return sum;
}

double Face::width_of(const TextPiece& piece) const {
  const Measure& known = measure(weight_, code_);
  if (piece.kind == TextPiece::Kind::emoji) return emoji_metrics().horizontalAdvance(piece.text) * kEmoji * size_ / kMeasured;
  if (piece.kind == TextPiece::Kind::unknown)
    return Face(size_ * kNameSize, weight_, code_).width(code_point_name(piece.text)) + 3 * kNameMargin * size_;
  if (!is_number(piece.text)) return known.metrics.horizontalAdvance(piece.text) * size_ / kMeasured;
  double sum = 0;
  for (const QChar c : piece.text) sum += c.isDigit() ? known.digit : known.metrics.horizontalAdvance(c);
  return sum * size_ / kMeasured;
}

QString Face::elided(const QString& text, double room) const {
  if (width(text) <= room) return text;
  if (const auto pieces = pieces_of(text); pieces.size() == 1 && pieces.front().kind == TextPiece::Kind::text)
    return measure(weight_, code_).metrics.elidedText(pieces.front().text, Qt::ElideRight, room / room_ * kMeasured / size_);
  QString kept;
  QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
  for (qsizetype end = finder.toNextBoundary(); end >= 0; end = finder.toNextBoundary()) {
    if (width(text.left(end) + QChar(0x2026)) > room) break;
    kept = text.left(end);
  }
  return kept + QChar(0x2026);
}

void Face::draw(QPainter& painter, QPointF at, const QString& text, Anchor anchor) const {
  std::vector<TextPiece> pieces = pieces_of(text);
  if (pieces.empty()) return;
  if (pieces.size() == 1 && pieces.front().kind == TextPiece::Kind::text) return draw_text(painter, at, pieces.front().text, anchor);
  if (text.isRightToLeft()) std::reverse(pieces.begin(), pieces.end());
  const double whole = own_width(text);
  double x = at.x() - (anchor == Anchor::start ? 0 : anchor == Anchor::end ? whole : whole / 2);
  for (const TextPiece& piece : pieces) {
    if (piece.kind == TextPiece::Kind::text) draw_text(painter, {x, at.y()}, piece.text, Anchor::start);
    if (piece.kind == TextPiece::Kind::emoji) draw_emoji(painter, {x, at.y()}, piece);
    if (piece.kind == TextPiece::Kind::unknown) draw_name(painter, {x, at.y()}, piece);
    x += width_of(piece);
  }
}

// Colour fonts cannot be embedded: files get a picture, those that keep text the text behind it, unseen.
void Face::draw_emoji(QPainter& painter, QPointF at, const TextPiece& piece) const {
  auto* target = dynamic_cast<TextTarget*>(painter.paintEngine());
  painter.save();
  if (target != nullptr) {
    const double opacity = painter.opacity();
    painter.setOpacity(0);
    target->text(painter, {at, piece.text, size_ * kEmoji, 400, false, Anchor::start});
    painter.setOpacity(opacity);
  }
  double ascent = 0;
  const QImage image = emoji_picture(piece.text, ascent);
  const double scale = size_ * kEmoji / kEmojiPixels;
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setRenderHint(QPainter::LosslessImageRendering);
  painter.setBrush(Qt::black);  // Qt's PDF paints images with the opacity of the brush that was used last
  painter.drawImage(QRectF(at.x(), at.y() - ascent * scale, image.width() * scale, image.height() * scale), image);
  painter.restore();
}

void Face::draw_name(QPainter& painter, QPointF at, const TextPiece& piece) const {
  const Face face(size_ * kNameSize, weight_, code_);
  const QString name = code_point_name(piece.text);
  const double margin = kNameMargin * size_, middle = at.y() - cap_height() / 2, height = face.cap_height() + 3 * margin;
  painter.save();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(painter.pen().color(), size_ * 0.05));
  painter.drawRect(QRectF(at.x() + margin / 2, middle - height / 2, face.width(name) + 2 * margin, height));
  face.draw_centred(painter, {at.x() + margin * 1.5, middle}, name);
  painter.restore();
}

void Face::draw_text(QPainter& painter, QPointF at, const QString& text, Anchor anchor) const {
  if (auto* target = dynamic_cast<TextTarget*>(painter.paintEngine())) {
    target->text(painter, {at, text, size_, weight_, code_, anchor});
    return;
  }
  const double whole = width_of({TextPiece::Kind::text, text});
  const double x = at.x() - (anchor == Anchor::start ? 0 : anchor == Anchor::end ? whole : whole / 2);
  // Qt knows whole pixel sizes only, and thickens small ones: the font has the size that it gets on the device.
  const double zoom = std::sqrt(std::fabs(painter.deviceTransform().determinant()));
  const int pixels = std::max(1, static_cast<int>(std::lround(size_ * zoom)));
  const bool pdf = painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Pdf;
  painter.save();
  painter.setFont(painted_font(weight_, code_, pixels, !pdf || !is_simple(text)));
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);  // as the text reads, whatever the window's direction: "##" stands before its letters
  painter.translate(x, at.y());
  painter.scale(size_ / pixels, size_ / pixels);
  is_number(text) ? draw_digits(painter, text, double(pixels) / kMeasured) : painter.drawText(QPointF(0, 0), text);
  painter.restore();
}

// Tabular figures: the face has none that Qt could switch on, so every digit gets the widest one's room.
void Face::draw_digits(QPainter& painter, const QString& text, double scale) const {
  const Measure& known = measure(weight_, code_);
  double x = 0;
  for (const QChar c : text) {
    const double own = known.metrics.horizontalAdvance(c), room = c.isDigit() ? known.digit : own;
    painter.drawText(QPointF((x + (room - own) / 2) * scale, 0), QString(c));
    x += room;
  }
}

void Face::draw_centred(QPainter& painter, QPointF centre, const QString& text, Anchor anchor) const {
  draw(painter, centre + QPointF(0, cap_height() / 2), text, anchor);
}

QString format_value(double value, int decimals) {
  if (std::isinf(value)) return value < 0 ? QStringLiteral("−∞") : QStringLiteral("∞");
  const int shown = std::fabs(value) >= 100 ? 1 : std::fabs(value) >= 10 ? std::min(decimals, 2) : decimals;
  QString text = QString::number(value, 'f', shown);
  if (!text.startsWith(QLatin1Char('-'))) return text;
  const bool zero = std::none_of(text.begin(), text.end(), [](QChar c) { return c >= QLatin1Char('1') && c <= QLatin1Char('9'); });
  return zero ? text.mid(1) : QChar(0x2212) + text.mid(1);
}

QString format_within(double value, double largest, int decimals) {
  if (!(std::fabs(largest) > 0 && std::fabs(largest) < std::pow(10.0, 1 - decimals))) return format_value(value, decimals);
  if (value == 0 || !std::isfinite(value)) return value == 0 ? QStringLiteral("0") : format_value(value);
  const QString text = QString::number(std::fabs(value), 'e', 1);
  const qsizetype e = text.indexOf(QLatin1Char('e'));
  return (value < 0 ? QString(QChar(0x2212)) : QString()) + text.left(e + 1) + QString::number(text.mid(e + 1).toInt());
}

QString format_signed(double value, int decimals) {
  return (value > 0 ? QStringLiteral("+") : QString()) + format_value(value, decimals);
}

QString format_count(qint64 count) {
  QString digits = QString::number(std::llabs(count));
  for (qsizetype place = digits.size() - 3; place > 0; place -= 3) digits.insert(place, QChar(0x2009));
  return count < 0 ? QChar(0x2212) + digits : digits;
}

}  // namespace headlight::ui
