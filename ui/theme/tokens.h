// The design tokens (resources/tokens.json, compiled in): every colour, length and type size by name.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace headlight::ui {

// The whole file. It is part of the program: a broken one ends the program with a message.
const QJsonObject& tokens();

// Value at a dotted path, "size.panelHeader", "type.figurePt.label". Unknown paths end the program.
QJsonValue token(const QString& path);

// A number at a dotted path: a length in px at 100 %, a type size, a duration in ms.
double token_number(const QString& path);

}  // namespace headlight::ui
