// Hangul letters that stand alone, as tokens of NFD text do.
#pragma once

#include <QString>

namespace headlight::ui {

// Conjoining jamo (U+1100…) that make no syllable with their neighbours as the letters that stand for themselves
// (U+3131…): fonts draw the conjoining ones as parts of a syllable, so that one alone is a speck.
QString with_letters_for_jamo(const QString& text);

}  // namespace headlight::ui
