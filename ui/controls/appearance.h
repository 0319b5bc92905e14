// The appearance of the running program: theme, fonts and style sheet made from the tokens.
#pragma once

#include <QApplication>
#include <QPainter>
#include <QRectF>

#include "ui/theme/bar_outline.h"
#include "ui/theme/theme.h"

namespace headlight::ui {

// Gives the whole program a theme. Widgets get a style change event and repaint.
void set_appearance(QApplication& application, Appearance appearance);

// The theme last set; dark before.
[[nodiscard]] const Theme& current_theme();

// "dark", "light" or "contrast"; anything else is dark.
[[nodiscard]] Appearance appearance_named(const QString& name);

[[nodiscard]] bool high_contrast();

// A colour of the current theme by token name.
[[nodiscard]] QColor colour(const char* name);

// The soft fill of what is selected (in a thin outline), pointed at or failed; in high contrast an outline in its place.
enum class Soft { selected, pointed, failed };
void paint_soft(QPainter& painter, const QRectF& rect, Soft what, double radius = 0);

// Of a picture that a newer one is about to replace.
inline constexpr double late_opacity = 0.35;

// As outline_bar, on the track of the window's bars.
void outline_bar(QPainter& painter, const QRectF& bar, const QColor& fill);

// A bar of `share` (0 to 1) of its track; in high contrast white in a frame.
void paint_bar(QPainter& painter, const QRectF& track, double share, const QColor& fill);

}  // namespace headlight::ui
