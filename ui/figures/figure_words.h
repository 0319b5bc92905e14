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

}  // namespace headlight::ui
