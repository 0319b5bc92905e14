#include "ui/studio/ask/ask_page.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/icon.h"
#include "ui/figures/panels.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/batch_column.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/pattern_column.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/ask/picture_region.h"
#include "ui/studio/ask/ranking_table.h"
#include "ui/studio/ask/token_chooser.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/cells_figure.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"

namespace headlight::ui {

namespace {

constexpr int kAskPageColumn = 296, kLabel = 48, kMostLines = 96;

}  // namespace

AskPage::AskPage(Context context, QWidget* parent)
    : StudioPage(context, parent), model_(new AskModel(context, this)), source_(new PictureSource(context, this)) {
  auto* column = new QVBoxLayout;
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(build_question());
  bodies_ = new QStackedWidget(this);
  bodies_->addWidget(build_answers());
  bodies_->addWidget(build_patterns());
  batch_ = new BatchView(context, *model_);
  bodies_->addWidget(batch_);
  column->addWidget(bodies_, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addLayout(column, 1);
  row->addWidget(build_columns());
  connect(model_, &AskModel::changed, this, &AskPage::show_state);
  connect(&context.batch, &BatchModel::restored, this, [this] {  // which kind of question was shown
    if (isVisible()) refresh();
  }, Qt::QueuedConnection);
  connect(source_, &PictureSource::changed, this, [this] {
    picture_->set_picture(source_->image());
    winners_->set_picture(source_->image());
  });
}

QWidget* AskPage::build_columns() {
  answer_ = new AnswerColumn(context_, *model_);
  over_inputs_ = new BatchColumn(context_);
  auto* patterns = new PatternColumn(context_, *model_);
  columns_ = new QStackedWidget(this);
  for (QWidget* each : std::initializer_list<QWidget*>{answer_, patterns, over_inputs_}) columns_->addWidget(column_around(each, kAskPageColumn, columns_));
  columns_->setFixedWidth(kAskPageColumn);
  const auto with_head = [this](const char* action) {
    if (const RankedHead* head = answer_->shown()) select_head(context_.store, head->site, head->head);
    Q_EMIT action_wanted(action);
  };
  connect(answer_, &AnswerColumn::open_wanted, this, [with_head] { with_head("explore"); });
  connect(answer_, &AnswerColumn::off_wanted, this, [with_head] { with_head("switch_off"); });
  connect(answer_, &AnswerColumn::patterns_wanted, this, [this] { choose_kind(Kind::patterns); });
  connect(patterns, &PatternColumn::open_wanted, this, [this] { Q_EMIT action_wanted("explore"); });
  connect(over_inputs_, &BatchColumn::open_wanted, this, [this] { Q_EMIT action_wanted("explore"); });
  return columns_;
}

QWidget* AskPage::build_lines(QWidget* box) {
  tokens_ = new QWidget(box);
  auto* lines = new QVBoxLayout(tokens_);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(6);
  from_ = new TokenChooser(tr("from"), false, tokens_);
  to_ = new TokenChooser(tr("to"), true, tokens_);
  for (const auto& [chooser, name] : {std::pair{from_, tr("from")}, std::pair{to_, tr("to")}}) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(name, tokens_);
    label->setProperty("role", "strong");
    label->setFixedWidth(kLabel);
    QScrollArea* area = scroll_around(chooser, tokens_);
    area->setObjectName(QStringLiteral("tokens"));
    for (QWidget* ground : {static_cast<QWidget*>(chooser), area->viewport()}) ground->setAutoFillBackground(false);
    lines_.push_back({area, chooser});
    row->addWidget(label);
    row->addWidget(area, 1);
    lines->addLayout(row);
  }
  connect(from_, &TokenChooser::picked, model_, &AskModel::set_from);
  connect(to_, &TokenChooser::picked, model_, &AskModel::set_to);
  return tokens_;
}

QWidget* AskPage::build_question() {
  auto* box = new QWidget(this);
  box->setObjectName(QStringLiteral("ground"));
  box->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(20, 12, 16, 12);
  column->setSpacing(8);
  title_ = new ElidedLabel("text", 15, 600, box);
  kind_ = new Segments({tr("From here to there"), tr("Patterns"), tr("Many inputs")}, tr("Kind of question"), box);
  kind_->set_current(0);
  turn_ = new Button(Button::Kind::normal, tr("Turn round"), box);
  turn_->set_key(QStringLiteral("R"));
  int wide = turn_->sizeHint().width();
  turn_->setText(tr("Turn back"));
  turn_->setMinimumWidth(std::max(wide, turn_->sizeHint().width()));
  QSizePolicy stays = turn_->sizePolicy();  // the kinds of question keep their place
  stays.setRetainSizeWhenHidden(true);
  turn_->setSizePolicy(stays);
  auto* head = new QHBoxLayout;
  head->addWidget(title_, 1);
  head->addWidget(kind_);
  head->addWidget(turn_);
  column->addLayout(head);
  column->addWidget(build_lines(box));
  hint_ = new QLabel(box);
  hint_->setProperty("role", "hint");
  hint_->setWordWrap(true);
  column->addWidget(hint_);
  connect(turn_, &QPushButton::clicked, this, [this] { model_->turn_round(); });
  connect(kind_, &Segments::chosen, this, [this](int index) { choose_kind(static_cast<Kind>(index)); });
  return box;
}

void AskPage::build_picture() {
  picture_ = new PictureRegion(context_, *model_);
  picture_box_ = new QWidget;
  auto* column = new QVBoxLayout(picture_box_);
  column->setContentsMargins(12, 8, 12, 0);
  role_ = new Segments({tr("from"), tr("to")}, tr("What a drag chooses"), picture_box_);
  role_->set_current(1);
  tool_ = new Segments({tr("Box"), tr("Brush")}, tr("How a region is chosen"), picture_box_);
  tool_->set_current(0);
  classes_ = new Choice(tr("Boxes of a class"), picture_box_);
  auto* mask = new Button(Button::Kind::normal, tr("Mask file…"), picture_box_);
  auto* tools = new QHBoxLayout;
  tools->setSpacing(6);
  for (QWidget* each : std::initializer_list<QWidget*>{role_, tool_, classes_, mask}) tools->addWidget(each);
  tools->addStretch(1);
  column->addLayout(tools);
  column->addWidget(picture_, 1);
  connect(role_, &Segments::chosen, this, [this](int index) {
    picture_->set_role(static_cast<PictureRegion::Role>(index));
    show_classes();
  });
  connect(tool_, &Segments::chosen, this, [this](int index) { picture_->set_brush(index == 1); });
  connect(picture_, &PictureRegion::role_changed, this, [this] {
    role_->set_current(int(picture_->role()));
    show_classes();
  });
  connect(mask, &QPushButton::clicked, this, &AskPage::choose_mask);
  connect(classes_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) model_->set_class(picture_->role() == PictureRegion::Role::from, classes_->itemData(index).toString().toStdString());
  });
}

void AskPage::choose_mask() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Mask, white where it counts"), {}, tr("Pictures") + QStringLiteral(" (*.png *.bmp *.jpg)"));
  if (!path.isEmpty()) take_mask(path);
}

void AskPage::take_mask(const QString& path) {
  if (context_.store.trace() == nullptr) return;
  const auto region = region_of_mask_file(path, image_size(*context_.store.trace(), source_->image()));
  if (region) model_->set_region(picture_->role() == PictureRegion::Role::from, region.value());
  region ? show_state() : show_hint(engine_line(region.error()), "error");
}

// How to ask, or why a mask cannot be taken, until the next question.
void AskPage::show_hint(const QString& text, const char* role) {
  hint_->setText(text);
  if (hint_->property("role").toString() == QLatin1String(role)) return;
  hint_->setProperty("role", role);
  hint_->style()->unpolish(hint_);
  hint_->style()->polish(hint_);
}

QWidget* AskPage::build_answers() {
  bars_ = new HeadBars(context_, *model_);
  ranking_ = new RankingTable(context_, *model_);
  winners_ = new WinnerMaps(context_, *model_);
  bars_frame_ = new PanelFrame(tr("All heads, by layer"), bars_);
  ranking_frame_ = new PanelFrame(tr("Ranking"), rows_around(ranking_, this));
  winners_frame_ = new PanelFrame(tr("Winning heads"), winners_);
  connect(ranking_, &RankingTable::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  connect(winners_, &WinnerMaps::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy as a table"), this);
  ranking_frame_->add_tool(copy);
  connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_->table()); });
  for (PanelFrame* frame : {bars_frame_, ranking_frame_, winners_frame_}) {
    connect(frame, &PanelFrame::button_pressed, this, [this] { model_->has_target() ? model_->retry() : choose_target(); });
    connect(frame, &PanelFrame::second_button_pressed, this, [this] {
      if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
    });
  }
  build_picture();
  words_below_ = split_of(Qt::Horizontal, {{ranking_frame_, 44}, {winners_frame_, 56}});
  words_ = split_of(Qt::Vertical, {{bars_frame_, 28}, {words_below_, 72}});
  picture_left_ = split_of(Qt::Vertical, {{picture_box_, 1}});
  picture_right_ = new QSplitter(Qt::Vertical);
  arrangements_ = new QStackedWidget;
  arrangements_->addWidget(words_);
  arrangements_->addWidget(split_of(Qt::Horizontal, {{picture_left_, 44}, {picture_right_, 56}}));
  return arrangements_;
}

// Words: the bars above the ranking and the maps. A picture: beside it the bars, so that the winners below are large.
void AskPage::arrange(bool pictures) {
  if (arrangements_->currentIndex() == int(pictures)) return;
  if (pictures) {
    fill_split(picture_left_, {{picture_box_, 54}, {ranking_frame_, 46}});
    fill_split(picture_right_, {{bars_frame_, 26}, {winners_frame_, 74}});
  } else {
    fill_split(words_below_, {{ranking_frame_, 44}, {winners_frame_, 56}});
    fill_split(words_, {{bars_frame_, 28}, {words_below_, 72}});
  }
  arrangements_->setCurrentIndex(int(pictures));
}

QWidget* AskPage::build_patterns() {
  patterns_ = new PatternTable(context_, *model_);
  auto* list = new PatternList(*model_, *patterns_);
  pattern_list_ = list;
  patterns_frame_ = new PanelFrame(tr("Heads and their patterns"), rows_around(patterns_, this));
  connect(patterns_, &PatternTable::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  connect(patterns_frame_, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  return split_of(Qt::Horizontal, {{new PanelFrame(tr("Patterns"), rows_around(list, this)), 24}, {patterns_frame_, 76}});
}

// As high as their words need, up to a few lines.
void AskPage::fit_lines() {
  for (const auto& [area, chooser] : lines_) area->setFixedHeight(std::min(kMostLines, chooser->heightForWidth(std::max(200, area->width() - 2)) + 2));
}

void AskPage::resizeEvent(QResizeEvent* event) {
  StudioPage::resizeEvent(event);
  fit_lines();
}

QList<QWidget*> AskPage::stops() const {
  if (bodies_->currentIndex() == int(Kind::patterns)) return {pattern_list_, patterns_};
  if (bodies_->currentIndex() == int(Kind::many)) return batch_->stops();
  const QList<QWidget*> asked = tokens_->isHidden() ? QList<QWidget*>{picture_} : picture_box_->isHidden() ? QList<QWidget*>{from_, to_} : QList<QWidget*>{from_, to_, picture_};
  return asked + QList<QWidget*>{bars_, ranking_, winners_};
}

// What every head is like in general is part of what is shown: one undo step.
void AskPage::choose_kind(Kind kind) {
  show_kind(kind);
  Studio next = context_.store.studio();
  next.patterns = kind == Kind::patterns;
  context_.store.set_studio(std::move(next));
}

void AskPage::show_pattern(int pattern) {
  choose_kind(Kind::patterns);
  patterns_->set_pattern(pattern);
  pattern_list_->update();
}

void AskPage::show_kind(Kind kind) {
  kind_->set_current(int(kind));
  context_.batch.set_shown(kind == Kind::many);
  if (kind == Kind::many) batch_->refresh();
  bodies_->setCurrentIndex(int(kind));
  columns_->setCurrentIndex(int(kind));
  model_->want_patterns(kind == Kind::patterns);
  show_lines();
}

// The words of one input; many inputs have fields of their own.
void AskPage::show_lines() {
  const Store& store = context_.store;
  const bool many = bodies_->currentIndex() == int(Kind::many);
  const bool words = store.site() != nullptr && query_axis(*store.trace(), *store.site()).kind == AxisKind::tokens;
  const bool patterns = bodies_->currentIndex() == int(Kind::patterns);
  tokens_->setVisible((words || !(shows_picture(store) || model_->sampled())) && !many && !patterns);
  hint_->setVisible(!many && !patterns);
  title_->set_text(patterns                ? tr("Which heads follow a pattern?")
                   : model_->reversed() ? tr("Of what lands there, which heads bring it from here?")
                                        : tr("Which heads look from here to there?"));
  turn_->setText(model_->reversed() ? tr("Turn back") : tr("Turn round"));
  turn_->setVisible(!patterns);
}

}  // namespace headlight::ui
