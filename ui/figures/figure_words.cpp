#include "ui/figures/figure_words.h"

namespace headlight::ui {

namespace {

// All that shown_word translates, for lupdate to find.
[[maybe_unused]] constexpr const char* kNames[] = {
    QT_TRANSLATE_NOOP("Figures", "query"), QT_TRANSLATE_NOOP("Figures", "key"),
    QT_TRANSLATE_NOOP("Figures", "Queries"), QT_TRANSLATE_NOOP("Figures", "Keys"),
    QT_TRANSLATE_NOOP("Figures", "query patch"), QT_TRANSLATE_NOOP("Figures", "key patch"),
    QT_TRANSLATE_NOOP("Figures", "written"), QT_TRANSLATE_NOOP("Figures", "read"),
    QT_TRANSLATE_NOOP("Figures", "source"), QT_TRANSLATE_NOOP("Figures", "input token"),
    QT_TRANSLATE_NOOP("Figures", "output at"), QT_TRANSLATE_NOOP("Figures", "queries"),
    QT_TRANSLATE_NOOP("Figures", "keys"), QT_TRANSLATE_NOOP("Figures", "query patches"),
    QT_TRANSLATE_NOOP("Figures", "key patches"), QT_TRANSLATE_NOOP("Figures", "written tokens"),
    QT_TRANSLATE_NOOP("Figures", "read tokens"), QT_TRANSLATE_NOOP("Figures", "source tokens"),
    QT_TRANSLATE_NOOP("Figures", "weight"), QT_TRANSLATE_NOOP("Figures", "score"),
    QT_TRANSLATE_NOOP("Figures", "contribution"),
    QT_TRANSLATE_NOOP("Figures", "rollout"), QT_TRANSLATE_NOOP("Figures", "bits"),
    QT_TRANSLATE_NOOP("Figures", "patches"), QT_TRANSLATE_NOOP("Figures", "tokens"),
    QT_TRANSLATE_NOOP("Figures", "share"), QT_TRANSLATE_NOOP("Figures", "pixels"),
    QT_TRANSLATE_NOOP("Figures", "Inside final boxes"), QT_TRANSLATE_NOOP("Figures", "Entropy"),
    QT_TRANSLATE_NOOP("Figures", "Mean distance"), QT_TRANSLATE_NOOP("Figures", "On [CLS]"),
    QT_TRANSLATE_NOOP("Figures", "On the first token"), QT_TRANSLATE_NOOP("Figures", "On separators"),
    QT_TRANSLATE_NOOP("Figures", "On itself"), QT_TRANSLATE_NOOP("Figures", "On the previous"),
    QT_TRANSLATE_NOOP("Figures", "On the next"), QT_TRANSLATE_NOOP("Figures", "no"),
    QT_TRANSLATE_NOOP("Figures", "one"), QT_TRANSLATE_NOOP("Figures", "two"),
    QT_TRANSLATE_NOOP("Figures", "three"), QT_TRANSLATE_NOOP("Figures", "four"),
    QT_TRANSLATE_NOOP("Figures", "five"), QT_TRANSLATE_NOOP("Figures", "six"),
    QT_TRANSLATE_NOOP("Figures", "largest"), QT_TRANSLATE_NOOP("Figures", "mean")};

}  // namespace

QString shown_word(const QString& english) {
  return QCoreApplication::translate("Figures", english.toUtf8().constData());
}

QString numbered_detection(int number, bool followed) {
  return (followed ? FigureWords::tr("object %1") : FigureWords::tr("detection %1")).arg(number);
}

int plural_of(const QString& number) { return number == QLatin1String("1") ? 1 : 2; }

}  // namespace headlight::ui
