#include "ui/theme/jamo.h"

#include <QStringView>
#include <algorithm>

namespace headlight::ui {
namespace {

// Of the modern jamo in the order of their code points: initial consonants, vowels, final consonants.
constexpr char16_t kFirstInitial = 0x1100, kFirstVowel = 0x1161, kFirstFinal = 0x11A8;
constexpr QStringView kInitials = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", kVowels = u"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
                      kFinals = u"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

bool is_among(QChar c, char16_t first, QStringView letters) { return c >= QChar(first) && c.unicode() < first + letters.size(); }

bool is_conjoining(QChar c) { return c >= QChar(0x1100) && c <= QChar(0x11FF); }

// How many characters from `at` on make one syllable; 0 for none.
qsizetype syllable_at(const QString& text, qsizetype at) {
  const auto holds = [&text](qsizetype i, char16_t first, QStringView letters) { return i < text.size() && is_among(text[i], first, letters); };
  if (!holds(at, kFirstInitial, kInitials) || !holds(at + 1, kFirstVowel, kVowels)) return 0;
  return holds(at + 2, kFirstFinal, kFinals) ? 3 : 2;
}

QChar letter_for(QChar c) {
  if (is_among(c, kFirstInitial, kInitials)) return kInitials[c.unicode() - kFirstInitial];
  if (is_among(c, kFirstVowel, kVowels)) return kVowels[c.unicode() - kFirstVowel];
  return is_among(c, kFirstFinal, kFinals) ? kFinals[c.unicode() - kFirstFinal] : c;
}

}  // namespace

QString with_letters_for_jamo(const QString& text) {
  if (std::none_of(text.begin(), text.end(), is_conjoining)) return text;
  QString out;
  for (qsizetype at = 0; at < text.size();) {
    const bool after_syllable = at > 0 && text[at - 1] >= QChar(0xAC00) && text[at - 1] <= QChar(0xD7A3) && is_among(text[at], kFirstFinal, kFinals);
    const qsizetype syllable = after_syllable ? 1 : syllable_at(text, at);
    if (syllable > 0) out += QStringView(text).mid(at, syllable);
    else out += letter_for(text[at]);
    at += std::max<qsizetype>(1, syllable);
  }
  return out;
}

}  // namespace headlight::ui
