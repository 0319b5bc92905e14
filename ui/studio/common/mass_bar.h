// Bars of rankings and of patterns, and the line that chance draws through them.
#pragma once

#include <QPainter>
#include <QRectF>

namespace headlight::ui {

// In high contrast what stands out is full and the others are outlines: never by colour alone.
void paint_hollow(QPainter& painter, const QRectF& bar);

// A bar of `share` (0 to 1) of its track: in the accent where it stands out; in high contrast full, the others hollow.
void paint_mass(QPainter& painter, const QRectF& track, double share, bool stands_out);

// The same with the line where evenly spread weights would reach (more than 1: none), seen on a bar of any colour and beside it.
void paint_mass(QPainter& painter, const QRectF& track, double share, bool stands_out, double chance);

}  // namespace headlight::ui
