// Icons of the program: SVG line drawings tinted from the current theme when painted.
#pragma once

#include <QIcon>
#include <QPainter>
#include <QRectF>

namespace headlight::ui {

// `role` is the token that colours it; disabled icons use "disabled". Follows a change of theme.
[[nodiscard]] QIcon icon(const QString& name, const char* role = "text2");

void paint_icon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour);

// The program's mark, in its own colours.
[[nodiscard]] QIcon mark();

}  // namespace headlight::ui
