#include "ui/theme/text_pieces.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHash>
#include <QRawFont>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <array>
#include <optional>

#include "ui/theme/face.h"
#include "ui/theme/jamo.h"

namespace headlight::ui {
namespace {

constexpr char32_t kLatinEnd = 0x250;        // below it every face has all printable characters
constexpr char32_t kTextStyle = 0xFE0E, kEmojiStyle = 0xFE0F, kKeycap = 0x20E3;
constexpr qsizetype kNamedPoints = 3;

// Emoji_Presentation of the basic plane (Unicode emoji-data.txt): code points shown in colour unless asked otherwise.
constexpr std::array<std::array<char32_t, 2>, 36> kColoured{
    {{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE}, {0x2614, 0x2615},
     {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE},
     {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5},
     {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C},
     {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0}, {0x27BF, 0x27BF},
     {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}}};

bool is_coloured(char32_t c) {
  if (c >= 0x1F1E6 && c <= 0x1FAFF) return true;
  return std::any_of(kColoured.begin(), kColoured.end(), [c](const auto& range) { return c >= range[0] && c <= range[1]; });
}

// Joiners, variation selectors, direction marks, tags: nothing is drawn for them.
bool is_unseen(char32_t c) {
  const auto category = QChar::category(c);
  return category == QChar::Other_Format || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

// Whether one of the named families itself, not what the system falls back to, has the character.
bool family_has(const QString& family, char32_t c) {
  static thread_local QHash<QString, std::optional<QRawFont>> known;
  auto& font = known[family];
  if (!font) {
    QFont wanted(family);
    wanted.setStyleStrategy(QFont::NoFontMerging);
    const bool exact = QFontInfo(wanted).family().compare(family, Qt::CaseInsensitive) == 0;
    font = exact ? QRawFont::fromFont(wanted) : QRawFont();
  }
  return font->isValid() && font->supportsCharacter(c);
}

// Whether any font of this system draws the character.
bool is_drawn(char32_t c) {
  static thread_local QHash<char32_t, bool> known;
  const auto found = known.constFind(c);
  if (found != known.constEnd()) return *found;
  static thread_local const QFontMetricsF metrics([] {
    QFont font;
    font.setFamilies(text_families());
    return font;
  }());
  const bool drawn = QChar::category(c) != QChar::Other_Control && metrics.inFontUcs4(c);
  known.insert(c, drawn);
  return drawn;
}

// Drawn in colour only: the text fonts do not have it.
bool only_in_colour(char32_t c) {
  static thread_local QHash<char32_t, bool> known;
  const auto found = known.constFind(c);
  if (found != known.constEnd()) return *found;
  const QStringList families = text_families();
  const bool only = c >= 0x2000 && family_has(emoji_family(), c) &&
                    std::none_of(families.begin(), families.end(), [c](const QString& f) { return family_has(f, c); });
  known.insert(c, only);
  return only;
}

bool needs_cutting(const QString& text) {
  for (const char32_t c : text.toStdU32String())
    if (c >= kLatinEnd ? is_coloured(c) || c == kEmojiStyle || (!is_unseen(c) && (!is_drawn(c) || only_in_colour(c)))
                       : QChar::category(c) == QChar::Other_Control)
      return true;
  return false;
}

TextPiece::Kind kind_of(const QString& cluster) {
  const std::u32string points = cluster.toStdU32String();
  const auto holds = [&points](char32_t c) { return points.find(c) != std::u32string::npos; };
  const bool asked = holds(kEmojiStyle) || holds(kKeycap) || is_coloured(points.front());
  if (((asked && !holds(kTextStyle)) || only_in_colour(points.front())) && family_has(emoji_family(), points.front()))
    return TextPiece::Kind::emoji;
  const bool drawn = std::all_of(points.begin(), points.end(), [](char32_t c) { return is_unseen(c) || is_drawn(c); });
  return drawn ? TextPiece::Kind::text : TextPiece::Kind::unknown;
}

// Fonts join emoji without the mark that asks for colour.
QString without_styles(QString cluster) { return cluster.remove(QChar(kEmojiStyle)); }

}  // namespace

QString emoji_family() { return QStringLiteral("Noto Color Emoji"); }

std::vector<TextPiece> pieces_of(const QString& given) {
  const QString text = with_letters_for_jamo(given);
  if (!needs_cutting(text)) return {{TextPiece::Kind::text, text}};
  std::vector<TextPiece> pieces;
  QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
  for (qsizetype from = 0, to = finder.toNextBoundary(); to >= 0; from = to, to = finder.toNextBoundary()) {
    const QString cluster = text.mid(from, to - from);
    const auto kind = kind_of(cluster);
    if (kind == TextPiece::Kind::text && !pieces.empty() && pieces.back().kind == kind)
      pieces.back().text += cluster;
    else
      pieces.push_back({kind, kind == TextPiece::Kind::emoji ? without_styles(cluster) : cluster});
  }
  return pieces;
}

QString breakable(const QString& text) {
  constexpr qsizetype longest = 20;
  QString out;
  QTextBoundaryFinder lines(QTextBoundaryFinder::Line, text);
  for (qsizetype from = 0, to = lines.toNextBoundary(); to > from; from = to, to = lines.toNextBoundary()) {
    const QString part = text.mid(from, to - from);
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, part);
    for (qsizetype begin = 0, end = letters.toNextBoundary(); end > begin; begin = end, end = letters.toNextBoundary()) {
      if (begin > 0 && part.size() > longest) out += QChar(0x200B);
      out += part.mid(begin, end - begin);
    }
  }
  return out;
}

QString code_point_name(const QString& cluster) {
  QStringList names;
  for (const char32_t c : cluster.toStdU32String())
    names += QString::number(uint(c), 16).toUpper().rightJustified(4, QLatin1Char('0'));
  const bool more = names.size() > kNamedPoints;
  return QStringLiteral("U+") + names.mid(0, kNamedPoints).join(QLatin1Char('+')) + (more ? QStringLiteral("…") : QString());
}

}  // namespace headlight::ui
