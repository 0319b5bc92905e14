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
  connect(role_, &Segments::chosen, this, [this](int index) { picture_->set_role(static_cast<PictureRegion::Role>(index)); });
  connect(tool_, &Segments::chosen, this, [this](int index) { picture_->set_brush(index == 1); });
  connect(picture_, &PictureRegion::role_changed, this, [this] { role_->set_current(int(picture_->role())); });
  connect(mask, &QPushButton::clicked, this, &AskPage::choose_mask);
  connect(classes_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) model_->set_region(picture_->role() == PictureRegion::Role::from, region_of_class(*context_.store.trace(), classes_->itemData(index).toString().toStdString()));
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
  ranking_frame_ = new PanelFrame(tr("Ranking"), scroll_around(ranking_, this));
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
  patterns_frame_ = new PanelFrame(tr("Heads and their patterns"), scroll_around(patterns_, this));
  connect(patterns_, &PatternTable::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  connect(patterns_frame_, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  return split_of(Qt::Horizontal, {{new PanelFrame(tr("Patterns"), scroll_around(list, this)), 24}, {patterns_frame_, 76}});
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

void AskPage::show_kind(Kind kind) {
  kind_->set_current(int(kind));
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

void AskPage::refresh() {
  model_->refresh();
  show_state();
}

// The keyboard goes where the target is chosen.
void AskPage::choose_target() {
  if (tokens_->isVisible()) to_->setFocus(Qt::TabFocusReason);
  else picture_->setFocus(Qt::TabFocusReason);
}

PanelFrame::Words AskPage::no_target(bool pictures) const {
  const QString how = model_->sampled() ? tr("Drag a box on the picture to ask which heads sample inside it.")
                      : pictures        ? tr("Drag a box over a place on the picture, or brush over it: every head is then ranked by how much it looks there.")
                                        : tr("Click a word in the line “to”: every head is then ranked by how much it looks there.");
  return {QStringLiteral("target"), tr("Choose where to look"), how, pictures ? QString() : tr("Choose a word"), {}};
}

void AskPage::show_ranking(const PanelFrame::Words& nothing) {
  const Answer* answer = model_->answer();
  const bool busy = model_->late(), unasked = answer == nullptr && !busy && !nothing.bold.isEmpty();
  const PanelFrame::Words below{QStringLiteral("search"), tr("No answer yet"), {}, {}, {}};
  for (PanelFrame* frame : {bars_frame_, ranking_frame_, winners_frame_}) {
    frame->set_busy(busy);
    if (unasked) {
      frame->show_empty(frame == bars_frame_ ? nothing : below);
    } else if (model_->error()) {
      PanelFrame::Words failure = error_words(*model_->error());
      failure.button = tr("Try again");
      failure.second_button = tr("Copy the message");
      frame == winners_frame_ ? frame->show_empty(below) : frame->show_error(failure);
    } else if (frame == winners_frame_ && model_->winner_error()) {
      PanelFrame::Words failure = error_words(*model_->winner_error());
      failure.button = tr("Try again");
      frame->show_error(failure);
    } else if (frame == winners_frame_ && answer != nullptr && answer->winners == 0) {
      frame->show_empty({QStringLiteral("search"), tr("No winners"), tr("No head puts anything there."), {}, {}});
    } else {
      frame->show_content();
    }
  }
  const QString measured = model_->reversed() ? tr("of all that each head puts on %2, the share that comes from %1") : tr("mass that each head puts from %1 to %2");
  bars_frame_->set_subtitle(unasked ? QString() : measured.arg(model_->from_said(), model_->to_said()));
  ranking_frame_->set_subtitle(answer == nullptr ? QString() : tr("%1 heads", nullptr, int(answer->heads.size())).arg(answer->heads.size()));
  winners_frame_->set_subtitle(unasked ? QString() : model_->on_picture() ? tr("where they look from %1").arg(model_->from_said())
                                                                                                : tr("one scale, the asked-for weights outlined"));
}

void AskPage::show_asked(TokenChooser* chooser) {
  for (const auto& [area, line] : lines_) {
    if (line != chooser) continue;
    const QRect place = chooser->chosen_place();
    auto* scroll = qobject_cast<QScrollArea*>(area);
    if (scroll != nullptr && !place.isNull()) scroll->ensureVisible(0, place.center().y(), 0, place.height());
  }
}

void AskPage::show_classes() {
  const std::vector<std::string> classes = context_.store.trace() == nullptr ? std::vector<std::string>() : classes_of(*context_.store.trace());
  classes_->setVisible(!classes.empty());
  if (classes_->count() != int(classes.size()) + 1 || (!classes.empty() && classes_->itemData(1).toString().toStdString() != classes.front())) {
    classes_->clear();
    classes_->addItem(tr("Class…"));
    for (const std::string& label : classes) classes_->addItem(from_utf8(label), from_utf8(label));
  }
  const std::string asked = classes.empty() ? std::string() : class_of_region(*context_.store.trace(), model_->question().region);
  classes_->setCurrentIndex(asked.empty() ? 0 : classes_->findData(from_utf8(asked)));
}

void AskPage::show_question(bool pictures) {
  const Question now = model_->question();
  const QSignalBlocker quiet_from(from_), quiet_to(to_);
  from_->set_side(model_->from_side());
  to_->set_side(model_->to_side());
  fit_lines();
  from_->set_chosen(now.from);
  to_->set_chosen(now.to);
  if (shown_from_ != now.from) show_asked(from_);
  if (shown_to_ != now.to) show_asked(to_);
  shown_from_ = now.from;
  shown_to_ = now.to;
  show_hint(pictures ? tr("Drag a box on the picture or brush over it (Ctrl takes away, the wheel sets the size), or click a detection. Without “from” it is asked from everywhere.")
                     : tr("Click a word, drag over several, Ctrl click adds one; Delete in “from” asks from every token."),
            "hint");
  show_classes();
}

void AskPage::show_found() {
  const PatternsResult* found = model_->patterns();
  patterns_frame_->set_busy(found == nullptr && bodies_->currentIndex() == int(Kind::patterns));
  patterns_frame_->set_subtitle(found != nullptr && found->every > 1 ? tr("sampled: one query of every %1").arg(found->every) : QString());
  if (model_->pattern_error()) patterns_frame_->show_error(error_words(*model_->pattern_error()));
  else patterns_frame_->show_content();
}

void AskPage::show_state() {
  const Store& store = context_.store;
  const SiteInfo* site = store.site();
  if (site == nullptr) return show_ranking({QStringLiteral("search"), tr("No answer yet"), tr("Run a sentence or a picture first."), {}, {}});
  const TraceInfo& trace = *store.trace();
  const bool words = query_axis(trace, *site).kind == AxisKind::tokens, pictures = shows_picture(store) || model_->sampled();
  arrange(model_->on_picture());
  show_lines();
  picture_box_->setVisible(pictures);
  show_question(pictures);
  if (pictures) {
    picture_->set_picture(source_->image());
    winners_->set_picture(source_->image());
  }
  const bool patterns = site->query_axis == site->key_axis && words;
  turn_->setEnabled(model_->can_turn());
  turn_->setToolTip(model_->looks_back() ? QString() : model_->can_turn() ? tr("Nothing looks back here: of all that lands there, the share that comes from here.") : tr("Choose where it looks from."));
  kind_->set_enabled(int(Kind::patterns), patterns, tr("Patterns are known for self-attention between tokens"));
  const bool runs = store.run()->model.empty() == false;
  kind_->set_enabled(int(Kind::many), runs, tr("A trace file holds no model that could run again."));
  answer_->offer_patterns(patterns);
  const bool wanted = patterns && store.studio().patterns, shown = bodies_->currentIndex() == int(Kind::patterns);
  if (wanted != shown && bodies_->currentIndex() != int(Kind::many)) show_kind(wanted ? Kind::patterns : Kind::heads);
  show_ranking(model_->has_target() ? PanelFrame::Words() : no_target(pictures));
  show_found();
  if (bodies_->currentIndex() == int(Kind::many)) batch_->refresh();
}

std::vector<ShownFigure> AskPage::figures() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  if (bodies_->currentIndex() == int(Kind::many)) return batch_->figures();
  const Answer* answer = model_->answer();
  if (answer == nullptr) return {};
  const QJsonObject more{{QStringLiteral("from"), model_->from_words()}, {QStringLiteral("to"), model_->to_words()}};
  BarsContent ranking;
  const bool reversed = model_->reversed();
  ranking.title = (reversed ? tr("Of what lands on %2, the share from %1") : tr("Mass from %1 to %2")).arg(model_->from_said(), model_->to_said());
  ranking.name_column = QStringLiteral("head");
  ranking.first_column = reversed ? QStringLiteral("share") : QStringLiteral("mass");
  ranking.even = std::isfinite(answer->even) ? answer->even : -1;
  ranking.even_name = tr("evenly spread");
  CellsContent all;
  all.title = ranking.title;
  all.quantity = ranking.first_column;
  all.low = QStringLiteral("0");
  all.high = [reversed](const QString& number) { return (reversed ? tr("%1 share, √ scale") : tr("%1 mass, √ scale")).arg(number); };
  for (std::size_t i = 0; i < answer->heads.size(); ++i) {
    const RankedHead& head = answer->heads[i];
    ranking.rows.push_back({name_of(HeadPlace{head.site, head.layer, head.head}), head.mass, 0, {}, answer->stands_out(i)});
    all.cells.push_back({head.site, head.layer, head.head, head.mass, -1, false, {}});
  }
  std::ranges::stable_sort(all.cells, {}, [](const CellsContent::Cell& cell) { return std::pair(cell.layer, cell.head); });
  std::vector<ShownFigure> figures{shown_figure(store, std::make_shared<BarsFigure>(std::move(ranking)), tr("Ranking"), QStringLiteral("ask ranking"), more),
                                   shown_figure(store, std::make_shared<CellsFigure>(std::move(all)), tr("All heads"), QStringLiteral("ask all heads"), more)};
  if (FigurePtr winners = winners_figure()) figures.push_back(shown_figure(store, std::move(winners), tr("Winning heads"), QStringLiteral("ask winning heads"), more));
  return figures;
}

// Those on a picture, three in a row; null where not all are there.
FigurePtr AskPage::winners_figure() const {
  const auto& winners = winners_->figures();
  const std::size_t in_row = winners.size() == 4 ? 2 : std::min<std::size_t>(3, winners.size());
  std::vector<std::vector<FigurePtr>> rows;
  for (const auto& winner : winners) {
    if (winner == nullptr) return nullptr;
    if (rows.empty() || rows.back().size() == in_row) rows.emplace_back();
    rows.back().push_back(winner);
  }
  if (rows.empty()) return nullptr;
  const QString title = (model_->reversed() ? tr("Of what lands on %2, the share from %1") : tr("Mass from %1 to %2")).arg(model_->from_said(), model_->to_said());
  return std::make_shared<PanelsFigure>(std::move(rows), tr("Winning heads"), title, in_row);
}

}  // namespace headlight::ui
