#include "ui/studio/ask/ask_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/controls/icon.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/ask/picture_region.h"
#include "ui/studio/ask/ranking_table.h"
#include "ui/studio/ask/token_chooser.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"

namespace headlight::ui {

namespace {

constexpr int kColumn = 296, kLabel = 48, kMostLines = 96;

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
  column->addWidget(bodies_, 1);
  auto* answer = answer_ = new AnswerColumn(context, *model_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addLayout(column, 1);
  row->addWidget(column_around(answer, kColumn, this));
  const auto with_head = [this, answer](const char* action) {
    if (const RankedHead* head = answer->shown()) select_head(context_.store, head->site, head->head);
    Q_EMIT action_wanted(action);
  };
  connect(answer, &AnswerColumn::open_wanted, this, [with_head] { with_head("explore"); });
  connect(answer, &AnswerColumn::off_wanted, this, [with_head] { with_head("switch_off"); });
  connect(answer, &AnswerColumn::patterns_wanted, this, [this] { show_patterns(true); });
  connect(model_, &AskModel::changed, this, &AskPage::show_state);
  connect(source_, &PictureSource::changed, this, [this] {
    picture_->set_picture(source_->image());
    winners_->set_picture(source_->image());
  });
}

QWidget* AskPage::build_question() {
  auto* box = new QWidget(this);
  box->setObjectName(QStringLiteral("ground"));
  box->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(20, 12, 16, 12);
  column->setSpacing(8);
  auto* title = new QLabel(tr("Which heads look from here to there?"), box);
  title->setProperty("role", "title");
  kind_ = new Segments({tr("From here to there"), tr("Patterns")}, tr("Kind of question"), box);
  kind_->set_current(0);
  turn_ = new Button(Button::Kind::normal, tr("Turn round"), box);
  turn_->set_key(QStringLiteral("R"));
  auto* head = new QHBoxLayout;
  head->addWidget(title);
  head->addStretch(1);
  head->addWidget(kind_);
  head->addWidget(turn_);
  column->addLayout(head);
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
    lines_.push_back({area, chooser});
    row->addWidget(label);
    row->addWidget(area, 1);
    lines->addLayout(row);
  }
  column->addWidget(tokens_);
  hint_ = new QLabel(box);
  hint_->setProperty("role", "hint");
  hint_->setWordWrap(true);
  column->addWidget(hint_);
  connect(turn_, &QPushButton::clicked, this, [this] { model_->turn_round(); });
  connect(kind_, &Segments::chosen, this, [this](int index) { show_patterns(index == 1); });
  connect(from_, &TokenChooser::chosen, model_, &AskModel::set_from);
  connect(to_, &TokenChooser::chosen, model_, &AskModel::set_to);
  return box;
}

QWidget* AskPage::build_answers() {
  bars_ = new HeadBars(context_, *model_);
  ranking_ = new RankingTable(context_, *model_);
  winners_ = new WinnerMaps(context_, *model_);
  picture_ = new PictureRegion(context_, *model_);
  picture_box_ = new QWidget;
  auto* column = new QVBoxLayout(picture_box_);
  column->setContentsMargins(12, 8, 12, 0);
  role_ = new Segments({tr("from"), tr("to")}, tr("What a drag chooses"), picture_box_);
  role_->set_current(1);
  column->addWidget(role_);
  column->addWidget(picture_, 1);
  bars_frame_ = new PanelFrame(tr("All heads, by layer"), bars_);
  ranking_frame_ = new PanelFrame(tr("Ranking"), scroll_around(ranking_, this));
  winners_frame_ = new PanelFrame(tr("Winning heads"), winners_);
  connect(role_, &Segments::chosen, this, [this](int index) { picture_->set_role(static_cast<PictureRegion::Role>(index)); });
  connect(picture_, &PictureRegion::role_changed, this, [this] { role_->set_current(int(picture_->role())); });
  connect(ranking_, &RankingTable::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  connect(winners_, &WinnerMaps::opened, this, [this] { Q_EMIT action_wanted("explore"); });
  auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy as a table"), this);
  ranking_frame_->add_tool(copy);
  connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_->table()); });
  for (PanelFrame* frame : {bars_frame_, ranking_frame_}) {
    connect(frame, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
    connect(frame, &PanelFrame::second_button_pressed, this, [this] {
      if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
    });
  }
  QSplitter* right = split_of(Qt::Horizontal, {{picture_box_, 50}, {winners_frame_, 56}});
  QSplitter* bottom = split_of(Qt::Horizontal, {{ranking_frame_, 44}, {right, 56}});
  return split_of(Qt::Vertical, {{bars_frame_, 28}, {bottom, 72}});
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
  for (const auto& [area, chooser] : lines_) area->setFixedHeight(std::min(kMostLines, chooser->heightForWidth(std::max(200, area->width()))));
}

void AskPage::resizeEvent(QResizeEvent* event) {
  StudioPage::resizeEvent(event);
  fit_lines();
}

QList<QWidget*> AskPage::stops() const {
  if (bodies_->currentIndex() == 1) return {pattern_list_, patterns_};
  return {from_, to_, picture_, bars_, ranking_, winners_};
}

void AskPage::show_patterns(bool on) {
  kind_->set_current(on ? 1 : 0);
  bodies_->setCurrentIndex(on ? 1 : 0);
  model_->want_patterns(on);
}

void AskPage::refresh() {
  model_->refresh();
  show_state();
}

void AskPage::show_ranking(const QString& words) {
  const Answer* answer = model_->answer();
  const bool busy = model_->late();
  const PanelFrame::Words nothing{QStringLiteral("search"), tr("No answer yet"), words, {}, {}};
  for (PanelFrame* frame : {bars_frame_, ranking_frame_, winners_frame_}) {
    frame->set_busy(busy);
    if (model_->error()) {
      PanelFrame::Words failure = error_words(*model_->error());
      failure.button = tr("Try again");
      failure.second_button = tr("Copy the message");
      frame == winners_frame_ ? frame->show_empty(nothing) : frame->show_error(failure);
    } else if (answer == nullptr && !busy && !words.isEmpty()) {
      frame->show_empty(nothing);
    } else {
      frame->show_content();
    }
  }
  bars_frame_->set_subtitle(tr("mass that each head puts from %1 to %2").arg(model_->from_words(), model_->to_words()));
  ranking_frame_->set_subtitle(answer == nullptr ? QString() : tr("%1 heads").arg(answer->heads.size()));
  winners_frame_->set_subtitle(context_.store.site() != nullptr && shows_picture(context_.store) ? tr("where they look from %1").arg(model_->from_words())
                                                                                                : tr("one scale, the asked-for weights outlined"));
}

void AskPage::show_state() {
  const Store& store = context_.store;
  const SiteInfo* site = store.site();
  if (site == nullptr) return show_ranking(tr("Run a sentence or a picture first."));
  const TraceInfo& trace = *store.trace();
  const bool words = query_axis(trace, *site).kind == AxisKind::tokens, pictures = shows_picture(store) || model_->sampled();
  const Question now = model_->question();
  const QSignalBlocker quiet_from(from_), quiet_to(to_);
  tokens_->setVisible(words || !pictures);
  picture_box_->setVisible(pictures);
  winners_frame_->setVisible(!model_->sampled());
  from_->set_side(model_->from_side());
  to_->set_side(model_->to_side());
  fit_lines();
  from_->set_chosen(now.from);
  to_->set_chosen(now.to);
  hint_->setText(pictures ? tr("Drag a box on the picture, or click a detection. Nothing chosen means everything.")
                          : tr("Click a word, drag over several, Ctrl click adds one; Delete asks about every token."));
  if (pictures) {
    picture_->set_picture(source_->image());
    winners_->set_picture(source_->image());
  }
  const bool patterns = site->query_axis == site->key_axis && words;
  turn_->setEnabled(model_->can_turn());
  kind_->set_enabled(1, patterns, tr("Patterns are known for self-attention between tokens"));
  answer_->offer_patterns(patterns);
  if (!patterns && bodies_->currentIndex() == 1) show_patterns(false);
  show_ranking(model_->sampled() && !now.box ? tr("Drag a box on the picture to ask which heads sample inside it.") : QString());
  const PatternsResult* found = model_->patterns();
  patterns_frame_->set_busy(found == nullptr && bodies_->currentIndex() == 1);
  patterns_frame_->set_subtitle(found != nullptr && found->every > 1 ? tr("sampled: one query of every %1").arg(found->every) : QString());
  if (model_->pattern_error()) patterns_frame_->show_error(error_words(*model_->pattern_error()));
  else patterns_frame_->show_content();
}

}  // namespace headlight::ui
