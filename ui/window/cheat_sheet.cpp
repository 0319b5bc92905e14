#include "ui/window/cheat_sheet.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

#include "ui/window/actions.h"
#include "ui/window/start_parts.h"

namespace headlight::ui {

namespace {

const std::vector<MenuPlace> kColumns[3] = {{MenuPlace::selection, MenuPlace::zoom, MenuPlace::video, MenuPlace::view, MenuPlace::theme, MenuPlace::language},
                                            {MenuPlace::file, MenuPlace::edit, MenuPlace::run, MenuPlace::panels},
                                            {MenuPlace::detections, MenuPlace::window, MenuPlace::help}};

void add_keys(QVBoxLayout& column, MenuPlace place, QWidget* parent) {
  auto* title = new QLabel(menu_name(place), parent);
  title->setProperty("role", "strong");
  column.addWidget(title);
  for (const ActionSpec& spec : action_specs()) {
    if (spec.place != place || *spec.keys == '\0') continue;
    QStringList keys;
    for (const QString& key : QString::fromLatin1(spec.keys).split(QLatin1Char(' '))) keys += shown_keys(QKeySequence(key));
    column.addWidget(new KeyRow(QCoreApplication::translate("Actions", spec.text), keys.join(QStringLiteral("  ")), parent));
  }
  column.addSpacing(12);
}

}  // namespace

CheatSheet::CheatSheet(QWidget* area) : OverlayBox({1080, 960}, area) {
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
  setFocusProxy(scroll);  // arrows scroll
  auto* inside = new QWidget(scroll);
  auto* row = new QHBoxLayout(inside);
  row->setContentsMargins(24, 8, 24, 8);
  row->setSpacing(32);
  for (const auto& places : kColumns) {
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    for (const MenuPlace place : places) add_keys(*column, place, inside);
    column->addStretch(1);
    row->addLayout(column, 1);
  }
  scroll->setWidget(inside);
  outside->addWidget(scroll, 1);
  auto* hint = new QLabel(tr("Single letters sleep while a text field has the keyboard. Esc closes this."), this);
  hint->setProperty("role", "second");
  hint->setContentsMargins(24, 0, 24, 0);
  outside->addWidget(hint);
}

}  // namespace headlight::ui
