#include "ui/window/cheat_sheet.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>

#include "ui/window/actions.h"
#include "ui/window/start_parts.h"

namespace headlight::ui {

namespace {

using Columns = std::vector<std::vector<MenuPlace>>;

constexpr int kWide = 1480, kNarrow = 1080, kTall = 960, kCheatRow = 20;

// Four columns show everything at once in a large window.
Columns columns_for(int width) {
  using enum MenuPlace;
  if (width >= kWide) return {{selection, zoom, video, file}, {view, window, theme, language}, {edit, run, panels}, {detections, help}};
  return {{selection, zoom, video, view, theme, language}, {file, edit, run, panels}, {detections, window, help}};
}

void add_keys(QVBoxLayout& column, MenuPlace place, QWidget* parent) {
  auto* title = new QLabel(menu_name(place), parent);
  title->setProperty("role", "strong");
  title->setFixedHeight(kCheatRow);
  column.addWidget(title);
  for (const ActionSpec& spec : action_specs()) {
    if (spec.place != place || *spec.keys == '\0') continue;
    QStringList keys;
    for (const QString& key : QString::fromLatin1(spec.keys).split(QLatin1Char(' '))) keys += shown_keys(QKeySequence(key));
    auto* row = new KeyRow(QCoreApplication::translate("Actions", spec.text), keys.join(QStringLiteral("  ")), parent);
    row->setFixedHeight(kCheatRow);
    column.addWidget(row);
  }
}

}  // namespace

CheatSheet::CheatSheet(QWidget* area) : OverlayBox({area->width() - 32 >= kWide ? kWide : kNarrow, kTall}, area) {
  darken_below();
  setAccessibleName(tr("All keys"));
  auto* outside = new QVBoxLayout(this);
  outside->setContentsMargins(1, 16, 1, 12);
  auto* title = new QLabel(tr("Keyboard"), this);
  title->setProperty("role", "title");
  title->setContentsMargins(24, 0, 24, 0);
  outside->addWidget(title);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::StrongFocus);
  scroll->setAccessibleName(tr("All keys"));
  scroll->setProperty("ringless", true);  // nothing else in the box can have the keyboard
  setFocusProxy(scroll);                  // arrows scroll
  auto* inside = new QWidget(scroll);
  auto* row = new QHBoxLayout(inside);
  row->setContentsMargins(24, 0, 24, 0);
  row->setSpacing(32);
  for (const auto& places : columns_for(width())) {
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    for (const MenuPlace place : places) {
      if (column->count() > 0) column->addSpacing(kCheatRow);
      add_keys(*column, place, inside);
    }
    column->addStretch(1);
    row->addLayout(column, 1);
  }
  scroll->setWidget(inside);
  for (QWidget* ground : {inside, scroll->viewport()}) ground->setAutoFillBackground(false);
  outside->addWidget(scroll);
  outside->addStretch(1);
  auto* hint = new QLabel(tr("Single letters sleep while a text field has the keyboard. Esc closes this."), this);
  hint->setProperty("role", "second");
  hint->setContentsMargins(24, 0, 24, 0);
  outside->addWidget(hint);
  fit(*scroll, *hint, outside->contentsMargins().top() + outside->contentsMargins().bottom() + title->sizeHint().height() + hint->sizeHint().height() + 3 * outside->spacing());
}

// Columns and steps of scrolling are whole rows, so none is cut at any size of the window.
void CheatSheet::fit(QScrollArea& scroll, QLabel& hint, int around) {
  const int rows = scroll.widget()->sizeHint().height() / kCheatRow, room = std::max(1, (height() - around) / kCheatRow);
  scroll.setFixedHeight(std::min(rows, room) * kCheatRow);
  if (rows <= room) return;
  hint.setText(tr("Scroll for more keys.") + QLatin1Char(' ') + hint.text());
  QScrollBar* bar = scroll.verticalScrollBar();
  bar->setSingleStep(kCheatRow);
  connect(bar, &QScrollBar::valueChanged, this, [bar](int value) { bar->setValue((value + kCheatRow / 2) / kCheatRow * kCheatRow); });
}

}  // namespace headlight::ui
