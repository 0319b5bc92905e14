#include "ui/figures/share_line.h"

#include <iterator>

#include "ui/figures/figure_words.h"

namespace headlight::ui {

Qt::PenStyle share_line(std::size_t at) {
  constexpr Qt::PenStyle lines[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
  return lines[at % std::size(lines)];
}

QString share_line_name(std::size_t at) {
  switch (share_line(at)) {
    case Qt::DashLine: return FigureWords::tr("dashed");
    case Qt::DotLine: return FigureWords::tr("dotted");
    case Qt::DashDotLine: return FigureWords::tr("dash-dotted");
    default: return FigureWords::tr("solid");
  }
}

}  // namespace headlight::ui
