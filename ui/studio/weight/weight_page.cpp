#include "ui/studio/weight/weight_page.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QStackedWidget>

#include "ui/panels/figure_panel.h"
#include "ui/panels/kind_choice.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/state/first_selection.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/weight/added_view.h"
#include "ui/studio/weight/formula_view.h"
#include "ui/studio/weight/product_view.h"
#include "ui/studio/weight/row_table.h"
#include "ui/studio/weight/sample_view.h"
#include "ui/studio/weight/score_parts.h"
#include "ui/studio/weight/weight_figures.h"

namespace headlight::ui {

namespace {

constexpr int kSideWidth = 264;

}  // namespace

WeightPage::WeightPage(Context context, QWidget* parent) : StudioPage(context, parent), model_(new WeightModel(context, this)) {
  kinds_ = new QStackedWidget;
  kinds_->addWidget(build_dense());
  kinds_->addWidget(build_sampled());
  panel_ = new PanelFrame(tr("Weight"), kinds_, this);
  panel_->add_control(new KindChoice(context, panel_));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(panel_);
  connect(model_, &WeightModel::changed, this, &WeightPage::show_state);
  connect(panel_, &PanelFrame::button_pressed, this, &WeightPage::first_step);
  connect(panel_, &PanelFrame::second_button_pressed, this, [this] {
    if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
  });
}

QWidget* WeightPage::build_dense() {
  auto* page = new QWidget;
  auto* grid = new QGridLayout(page);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(0);
  auto* product = new ProductView(*model_, page);
  auto* parts = new ScoreParts(*model_, page);
  auto* table = new RowTable(context_, *model_, page);
  added_ = new AddedView(context_, *model_, AddedView::Of::key, page);
  QScrollArea *rows = rows_around(table, page), *side = scroll_around(added_, page);
  for (QWidget* beside : std::initializer_list<QWidget*>{parts, side}) beside->setFixedWidth(kSideWidth);
  grid->addWidget(new FormulaView(context_, *model_, page), 0, 0, 1, 2);
  grid->addWidget(product, 1, 0);
  grid->addWidget(parts, 1, 1);
  grid->addWidget(rows, 2, 0);
  grid->addWidget(side, 2, 1);
  grid->setColumnStretch(0, 1);
  grid->setRowStretch(1, 46);
  grid->setRowStretch(2, 54);
  connect(added_, &AddedView::ask_wanted, this, [this] { Q_EMIT action_wanted("ask"); });
  connect(added_, &AddedView::cut_wanted, this, [this] { Q_EMIT action_wanted("cut_link"); });
  stops_ = {product, parts, table};
  return page;
}

QWidget* WeightPage::build_sampled() {
  auto* view = new SampleView(context_, *model_);
  stops_ += view->stops();
  return view;
}

QList<QWidget*> WeightPage::stops() const { return stops_; }

std::vector<ShownFigure> WeightPage::figures() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  Selection one = store.selection();
  one.head.mode = HeadChoice::Mode::one;
  const QString head = head_words(one);
  std::vector<ShownFigure> all;
  const auto add = [&](FigurePtr figure, const QString& name, const QString& kind) {
    if (figure != nullptr) all.push_back(shown_figure(store, std::move(figure), name, kind));
  };
  if (is_deformable(*store.site())) {
    add(samples_figure(*model_, head), tr("Sampling points"), QStringLiteral("sampling points"));
    return all;
  }
  add(weight_figure(*model_, store.look().quantity, head), tr("Weight and its row"), QStringLiteral("weight"));
  add(products_figure(*model_, head), tr("Query times key, by dimension"), QStringLiteral("query times key"));
  return all;
}

void WeightPage::refresh() {
  model_->refresh();
  show_state();
}

void WeightPage::first_step() {
  const Store& store = context_.store;
  Selection next = store.selection();
  if (store.site() != nullptr && !model_->error() && !is_deformable(*store.site())) {
    if (next.query < 0) next.query = first_query(query_axis(*store.trace(), *store.site()));
    else next.key = model_->heaviest_key();
    return context_.store.select(next);
  }
  model_->clear();
  refresh();
}

void WeightPage::show_state() {
  const Store& store = context_.store;
  const SiteInfo* site = store.site();
  if (site == nullptr) return panel_->show_empty({QStringLiteral("target"), tr("No run yet"), tr("How one weight comes about, number by number."), {}, {}});
  const bool sampled = is_deformable(*site);
  Selection one = store.selection();
  one.head.mode = HeadChoice::Mode::one;
  panel_->set_subtitle(from_utf8(store.trace()->model.name) + QStringLiteral(" · ") + head_words(one) + QStringLiteral(" · ") +
                       tr("%1 dimensions a head").arg(site->head_width));
  kinds_->setCurrentIndex(sampled ? 1 : 0);
  if (model_->error()) {
    PanelFrame::Words words = error_words(*model_->error());
    words.button = tr("Try again");
    words.second_button = tr("Copy the message");
    return panel_->show_error(words);
  }
  if (sampled && context_.feed.sampled_query() < 0)
    return panel_->show_empty({QStringLiteral("target"), tr("No detection chosen"), tr("Choose a detection to see how its sampling points come about."), {}, {}});
  if (!sampled && store.selection().query < 0)
    return panel_->show_empty({QStringLiteral("target"), tr("No query chosen"), tr("A weight belongs to a query and a key. Click a cell of the matrix or a token to take its weight apart."), tr("Choose a query"), {}});
  if (!sampled && store.selection().key < 0)
    return panel_->show_empty({QStringLiteral("target"), tr("No key chosen"), tr("“%1” is the query. Click a key in the matrix or the graph to see, number by number, how the weight on it comes about.").arg(word_text(store, store.selection().query, true)),
                               model_->heaviest_key() < 0 ? QString() : tr("Take the heaviest key"), {}});
  panel_->show_content();
}

}  // namespace headlight::ui
