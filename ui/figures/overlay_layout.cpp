#include "ui/figures/overlay_layout.h"

#include <algorithm>
#include <numeric>

#include "ui/figures/figure_words.h"
#include "ui/figures/point_marks.h"

namespace headlight::ui {

namespace {

constexpr double kStackFrom = 2;        // width to height of a picture from which the two stand one above the other
constexpr double kTall = 2;              // height to width from which a picture is tall
constexpr double kLeastBar = 6;         // height of the bar beside a flat picture, in label sizes
constexpr double kLongestBar = 30;  // the bar beside a tall picture, in label sizes

// On the screen the widest numbers and lines that are usual have room: the picture stays where it is while frames, heads
// or layers change and other numbers come.
double usual_bar(const FigureStyle& style) {
  if (style.paper) return 0;
  const double numbers = colour_bar_thickness(style) + style.gap * 1.6 + style.tick_face().width(QStringLiteral("0.00000"));
  return std::max(numbers, style.tick_face().width(FigureWords::tr("top: even 1/%1").arg(QStringLiteral("0000"))));
}

QString leading_line(const OverlayContent& content) {
  QStringList parts;
  double on_leading = 0;
  for (std::size_t i = 0; i < content.leading.size(); ++i) {
    on_leading += content.leading[i];
    parts += QString::fromStdString(content.axis.label(static_cast<std::int64_t>(i))) + QLatin1Char(' ') +
             format_value(content.leading[i]);
  }
  if (parts.isEmpty() && content.trailing.empty()) return {};
  if (parts.size() > 6) parts = parts.mid(0, 5) + QStringList{FigureWords::tr("and %1 more").arg(parts.size() - 5)};
  if (!content.trailing.empty()) {
    const double sum = std::accumulate(content.trailing.begin(), content.trailing.end(), 0.0);
    const auto count = static_cast<qulonglong>(content.trailing.size());
    parts += FigureWords::tr("%1 further tokens %2").arg(count).arg(format_value(sum));
  }
  if (!content.sums_to_one) return FigureWords::tr("Weight on %1").arg(parts.join(QStringLiteral(", ")));
  double on_patches = 0;
  for (const float value : content.map.values) on_patches += value;
  return FigureWords::tr("Weight on %1; on all patches %2")
      .arg(parts.join(QStringLiteral(", ")), format_value(on_patches));
}

double bar_head(const OverlayContent& content, const FigureStyle& style) {
  return largest_bar(colour_bar_head, content.scale, content.beside, style);
}

}  // namespace

QSizeF picture_size(const OverlayContent& content) {
  const auto& size = content.axis.image;
  if (size[0] > 0 && size[1] > 0) return {double(size[1]), double(size[0])};
  if (!content.image.isNull()) return content.image.size();
  return {double(std::max<std::int64_t>(1, content.axis.input[1])),
          double(std::max<std::int64_t>(1, content.axis.input[0]))};
}

double beside_room(const OverlayContent& content, const FigureStyle& style) {
  if (!content.with_bar) return 0;
  return style.gap * 3 + std::max(usual_bar(style), largest_bar(colour_bar_width, content.scale, content.beside, style));
}

QStringList lines_below(const OverlayContent& content, const FigureStyle& style, double width) {
  const Face face = style.label_face();
  QStringList lines =
      content.scale.quantity == QStringLiteral("weight") ? wrapped(leading_line(content), face, width) : QStringList();
  if (style.titles) lines += wrapped(content.note, face, width);
  return lines;
}

bool is_tall(const OverlayContent& content) {
  const QSizeF size = picture_size(content);
  return size.height() > kTall * size.width();
}

double least_bar(const OverlayContent& content, const FigureStyle& style) {
  return content.with_bar ? bar_head(content, style) + kLeastBar * style.label : 0;
}

bool is_stacked(const OverlayContent& content, const FigureStyle& style) {
  const QSizeF size = picture_size(content);
  return content.with_picture && style.paper && size.width() >= kStackFrom * size.height();
}

OverlayRoom room_of(const OverlayContent& content, const QRectF& rect, const FigureStyle& style) {
  OverlayRoom room;
  room.bar = beside_room(content, style);
  room.between = style.gap * 2;
  room.head = title_height(content.title, style, rect.width());
  room.two = content.with_picture && style.paper;
  const double foot = lines_height(lines_below(content, style, rect.width()), style.label_face()) + style.gap;
  room.stacked = is_stacked(content, style);
  const double across = room.two && !room.stacked ? (rect.width() - room.bar - room.between) / 2 : rect.width() - room.bar;
  room.down = std::max(1.0, rect.height() - room.head - foot);
  room.size = {std::max(1.0, across), room.stacked ? std::max(1.0, (room.down - room.between) / 2) : room.down};
  return room;
}

OverlayLayout layout_of(const OverlayContent& content, const QRectF& rect, const FigureStyle& style) {
  const OverlayRoom room = room_of(content, rect, style);
  const QRectF visible = style.viewport.isEmpty() ? QRectF(QPointF(0, 0), picture_size(content)) : style.viewport;
  const QSizeF shown = visible.size().scaled(room.size, Qt::KeepAspectRatio);
  OverlayLayout out;
  const bool beside = room.two && !room.stacked;
  const double used = shown.width() * (beside ? 2 : 1) + (beside ? room.between : 0) + room.bar;
  const double left = rect.left() + (style.paper ? 0 : std::max(0.0, rect.width() - used) / 2);
  const double top = rect.top() + room.head;
  if (room.two) out.picture = {visible, QRectF(QPointF(left, top), shown)};
  const QPointF second(beside ? out.picture.rect.right() + room.between : left,
                       room.stacked ? out.picture.rect.bottom() + room.between : top);
  out.map = {visible, QRectF(second, shown)};
  const double pictures = out.map.rect.bottom() - top, left_over = room.down - pictures;
  const double head = bar_head(content, style), least = std::min(least_bar(content, style), pictures + std::max(0.0, left_over));
  const double whole = std::max(least, std::min(pictures, head + kLongestBar * style.label));
  out.bar = QRectF(out.map.rect.right() + style.gap * 3, top + head, colour_bar_thickness(style), std::max(1.0, whole - head));
  out.foot = std::max(out.map.rect.bottom(), out.bar.bottom()) + style.gap;
  return out;
}

}  // namespace headlight::ui
