// Languages of the program.
#pragma once

#include <QString>
#include <utility>
#include <vector>

class QCoreApplication;

namespace headlight::ui {

// Code and own name, in the order of the menu.
[[nodiscard]] std::vector<std::pair<QString, QString>> languages();

// The code of the language that is shown.
[[nodiscard]] QString language_now();

// Puts the program into `code`, or into the desktop's language if empty. English where there is no translation.
void set_language(QCoreApplication& application, const QString& code);

}  // namespace headlight::ui
