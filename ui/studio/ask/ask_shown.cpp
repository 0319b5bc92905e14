// What Ask's page shows of its question and answer, and what leaves it as figures.
#include <QStackedWidget>
#include <QStyle>
#include <algorithm>
#include <cmath>

#include "ui/figures/panels.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/ask/picture_region.h"
#include "ui/studio/ask/ranking_table.h"
#include "ui/studio/ask/token_chooser.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/cells_figure.h"
#include "ui/studio/common/layout.h"

namespace headlight::ui {

bool has_patterns(const Store& store) {
  const SiteInfo* site = store.site();
  return site != nullptr && site->query_axis == site->key_axis && query_axis(*store.trace(), *site).kind == AxisKind::tokens;
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
  const std::string asked = classes.empty() ? std::string() : model_->asked_class(picture_->role() == PictureRegion::Role::from);
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
  const bool pictures = shows_picture(store) || model_->sampled();
  arrange(model_->on_picture());
  show_lines();
  picture_box_->setVisible(pictures);
  show_question(pictures);
  if (pictures) {
    picture_->set_picture(source_->image());
    winners_->set_picture(source_->image());
  }
  const bool patterns = has_patterns(store);
  turn_->setEnabled(model_->can_turn());
  turn_->setToolTip(model_->looks_back() ? QString() : model_->can_turn() ? tr("Nothing looks back here: of all that lands there, the share that comes from here.") : tr("Choose where it looks from."));
  kind_->set_enabled(int(Kind::patterns), patterns, tr("Patterns are known for self-attention between tokens"));
  const bool runs = store.run()->model.empty() == false;
  kind_->set_enabled(int(Kind::many), runs, tr("A trace file holds no model that could run again."));
  answer_->offer_patterns(patterns);
  const Kind wanted = context_.batch.shown() ? Kind::many : patterns && store.studio().patterns ? Kind::patterns : Kind::heads;
  if (bodies_->currentIndex() != int(wanted)) show_kind(wanted);
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
  if (answer->stands_out(0)) ranking.strong_name = tr("winning heads");
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
