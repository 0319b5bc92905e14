#include "ui/figures/figure.h"
#include "ui/theme/tokens.h"

namespace headlight::ui {

FigureStyle screen_style(const Theme& theme) {
  const auto colour = [&theme](const char* name) { return theme.colour(QString::fromLatin1(name)); };
  FigureStyle style;
  style.ground = colour("ground");
  style.ink = colour("text");
  style.second = colour("text3");
  style.link = colour("text2");
  style.chosen = theme.head(0);
  style.rule = colour("ground");
  style.frame = colour("text2");
  style.selected_fill = colour("accentSoft");
  style.selected_line = colour("accent");
  style.selected_width = theme.appearance() == Appearance::contrast ? 2 : 1;
  style.dashed_keys = theme.appearance() == Appearance::contrast;
  style.heads = theme.heads();
  style.difference_map = theme.difference_map();
  style.label = token_number(QStringLiteral("type.label.size"));
  style.tick = token_number(QStringLiteral("type.axis.size"));
  style.title = token_number(QStringLiteral("type.strong.size"));
  style.hairline = token_number(QStringLiteral("stroke.hairline"));
  style.gap = token_number(QStringLiteral("space.1"));
  return style;
}

FigureStyle paper_style() {
  const auto colour = [](const char* name) {
    return QColor(token(QStringLiteral("figure.") + QString::fromLatin1(name)).toString());
  };
  FigureStyle style;
  style.paper = true;
  style.ground = colour("paper");
  style.ink = colour("ink");
  style.second = colour("second");
  style.link = colour("link");
  style.chosen = colour("chosen");
  style.rule = colour("paper");
  style.frame = colour("ink");
  style.selected_fill = Qt::transparent;
  style.selected_line = colour("chosen");
  style.heads = Theme::of(Appearance::light).heads();
  style.difference_map = token(QStringLiteral("figure.difference")).toString();
  style.label = token_number(QStringLiteral("type.figurePt.label"));
  style.tick = token_number(QStringLiteral("type.figurePt.tick"));
  style.title = style.label;
  style.title_weight = 400;
  style.hairline = 0.5;
  style.gap = 2.5;
  return style;
}

}  // namespace headlight::ui
