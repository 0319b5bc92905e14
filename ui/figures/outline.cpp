#include "ui/figures/outline.h"

#include <algorithm>

namespace headlight::ui {
namespace {

constexpr double kLineShare = 0.35;  // of a patch that a line may cover
constexpr double kLeastMark = 3;     // width of the line round a chosen patch, however small that is

double unit(const FigureStyle& style) { return style.paper ? 0.5 : 1; }

}  // namespace

double outline_width(const Outline& outline, const FigureStyle& style) {
  const double whole = (outline.width + 2) * unit(style);
  return std::clamp(kLineShare * outline.patch, std::min(unit(style), whole), whole);
}

void draw_outline(QPainter& painter, const QPainterPath& path, const FigureStyle& style, const Outline& outline) {
  const double dark = outline_width(outline, style), light = dark * outline.width / (outline.width + 2);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::black, dark, Qt::SolidLine, Qt::FlatCap, outline.join));
  painter.drawPath(path);
  painter.setPen(QPen(Qt::white, light, outline.line, Qt::FlatCap, outline.join));
  painter.drawPath(path);
}

void draw_patch_outline(QPainter& painter, const QRectF& cell, const FigureStyle& style, double width) {
  const double patch = std::min(cell.width(), cell.height()), least = kLeastMark * unit(style);
  const double out = std::max(0.0, (least - kLineShare * patch) / 2);
  QPainterPath path;
  path.addRect(cell.adjusted(-out, -out, out, out));
  draw_outline(painter, path, style, {width, std::max(patch, least / kLineShare)});
}

}  // namespace headlight::ui
