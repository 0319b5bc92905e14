#include "ui/panels/grid_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include "ui/panels/tile_grid.h"
#include "ui/state/engine_words.h"

namespace headlight::ui {

GridBar::GridBar(Context context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      words_(new ElidedLabel("text", 12, 600, this)),
      problem_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      stop_(new Button(Button::Kind::normal, tr("Stop"), this)),
      go_on_(new Button(Button::Kind::normal, tr("Go on"), this)),
      over_(new Button(Button::Kind::normal, tr("Start over"), this)),
      all_(new Button(Button::Kind::normal, tr("Show all"), this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 0, 12, 4);
  column->setSpacing(4);
  auto* head = new QHBoxLayout;
  auto* away = icon_button(QStringLiteral("x"), tr("Back to the objects of the run shown"), this);
  head->addWidget(words_, 1);
  head->addWidget(away);
  column->addLayout(head);
  problem_->setProperty("role", "error");
  problem_->setWordWrap(true);
  problem_->setTextFormat(Qt::PlainText);
  bar_->setTextVisible(false);
  bar_->setRange(0, 1000);
  column->addWidget(problem_);
  column->addWidget(bar_);
  auto* row = new QHBoxLayout;
  row->setSpacing(4);
  for (Button* each : {stop_, go_on_, over_, all_}) row->addWidget(each);
  row->addStretch(1);
  column->addLayout(row);
  all_->setToolTip(tr("What all tiles found, on the picture"));
  over_->setToolTip(tr("All tiles again"));
  TileGrid& grid = context_.grid;
  connect(stop_, &QPushButton::clicked, &grid, &TileGrid::stop);
  connect(go_on_, &QPushButton::clicked, &grid, &TileGrid::go_on);
  connect(over_, &QPushButton::clicked, &grid, &TileGrid::start_over);
  connect(all_, &QPushButton::clicked, &grid, &TileGrid::show_join);
  connect(away, &QAbstractButton::clicked, &grid, &TileGrid::put_away);
  connect(&grid, &TileGrid::changed, this, &GridBar::refresh);
  refresh();
}

void GridBar::refresh() {
  const TileGrid& grid = context_.grid;
  setVisible(grid.listed());
  if (!grid.listed()) return;
  words_->set_text(grid.planned() == 0 ? tr("No grid of tiles") : grid.words());
  bar_->setAccessibleName(words_->text());
  bar_->setVisible(grid.running());
  bar_->setValue(int(1000 * grid.fraction()));
  problem_->setVisible(grid.error().has_value());
  if (grid.error()) problem_->setText(engine_line(*grid.error()));
  stop_->setVisible(grid.running());
  go_on_->setVisible(grid.stopped());
  over_->setVisible(grid.stopped());
  all_->setVisible(!grid.running() && grid.done() > 0 && !grid.shows_join());
}

}  // namespace headlight::ui
