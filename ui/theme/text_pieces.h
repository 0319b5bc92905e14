// A text cut into what fonts draw as text, colour emoji, and characters that no font here has.
#pragma once

#include <QString>
#include <vector>

namespace headlight::ui {

struct TextPiece {
  enum class Kind { text, emoji, unknown };  // emoji, unknown: one grapheme cluster
  Kind kind = Kind::text;
  QString text;
};

// The font that colour emoji come from; where it is missing they are text if some font draws them, else unknown.
QString emoji_family();

// In order of the text; Hangul jamo that stand alone are letters. Without emoji and unknown characters: one piece.
std::vector<TextPiece> pieces_of(const QString& text);

// With places (U+200B) where a line may break inside what is too long for one; else the text as it is.
QString breakable(const QString& text);

// "U+1F600"; of several code points "U+1F468+200D+1F469", at most three and "…".
QString code_point_name(const QString& cluster);

}  // namespace headlight::ui
