// Words in figures: in the interface's language on the screen and in what it exports, English on the command line.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace headlight::ui {

struct FigureWords {
  Q_DECLARE_TR_FUNCTIONS(Figures)
};

// A name as it is drawn. Figures keep names in English ("query", "weight"), which is also how data files call them.
[[nodiscard]] QString shown_word(const QString& english);

// What carries a number among the detections: "detection 3", or "object 3" where it is a video's that keeps it.
[[nodiscard]] QString numbered_detection(int number, bool followed);

// The plural form that a number takes as it is written: "1" is one, "0.3" and "1.00" are several.
[[nodiscard]] int plural_of(const QString& number);

}  // namespace headlight::ui
