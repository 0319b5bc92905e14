// What was answered of many inputs, within a session file: numbers as base64 of little-endian float32 and int32.
#pragma once

#include <QJsonObject>
#include <QString>
#include <cstddef>

#include "engine/api/result.h"
#include "ui/state/studio_state.h"

namespace headlight::ui {

// Of masses that a session keeps. The inputs whose answers go beyond are asked again.
inline constexpr std::size_t most_answer_bytes = 2U << 20U;

[[nodiscard]] QJsonObject answers_json(const ManyAnswers& answers);

// Distrusts every byte; an Error names the first part that is broken. `inputs`: how many the list has.
[[nodiscard]] Result<ManyAnswers> answers_from(const QJsonObject& json, std::size_t inputs, const QString& file);

}  // namespace headlight::ui
