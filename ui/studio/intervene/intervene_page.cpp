#include "ui/studio/intervene/intervene_page.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/choices.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"
#include "ui/studio/intervene/step_list.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kLeft = 264, kRight = 280, kListed = 8, kOutputs = 4, kMostShift = 50;

QWidget* column_of(std::initializer_list<QWidget*> sections) {
  auto* box = new QWidget;
  box->setObjectName(QStringLiteral("panel"));
  box->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  for (QWidget* section : sections) column->addWidget(section);
  column->addStretch(1);
  return box;
}

// A head with its change as a bar; a click chooses it.
class ChangedHead : public QAbstractButton {
 public:
  ChangedHead(const MapChange& change, double most, QWidget* parent) : QAbstractButton(parent), change_(change), most_(most) {
    setText(QStringLiteral("%1.%2").arg(change.layer).arg(change.head));
    setAccessibleName(IntervenePage::tr("head %1, changed by %2 bits").arg(text(), format_value(change.bits)));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(24);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (underMouse() || hasFocus()) paint_soft(painter, rect(), Soft::pointed, 3);
    painter.setPen(colour("text"));
    const double middle = height() / 2.0;
    Face(12, 600).draw_centred(painter, {4, middle}, text());
    paint_bar(painter, QRectF(44, middle - 4.5, width() - 44 - 54, 9), change_.bits / std::max(1e-12, most_), colour("accent"));
    painter.setPen(colour("text"));
    Face(12).draw_centred(painter, {width() - 2.0, middle}, format_value(change_.bits), Anchor::end);
  }

 private:
  MapChange change_;
  double most_;
};

}  // namespace

IntervenePage::IntervenePage(Context context, QWidget* parent) : StudioPage(context, parent), model_(new InterveneModel(context, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(column_around(build_left(), kLeft, this));
  row->addWidget(build_centre(), 1);
  row->addWidget(column_around(build_right(), kRight, this));
  connect(model_, &InterveneModel::changed, this, &IntervenePage::show_state);
}

QWidget* IntervenePage::build_left() {
  steps_section_ = new Section(tr("Interventions"), this);
  list_ = new StepList(context_, *model_, steps_section_);
  clear_ = new Button(Button::Kind::normal, tr("Take all out"), steps_section_);
  steps_section_->body()->addWidget(list_);
  steps_section_->body()->addWidget(clear_);
  auto* add = new Section(tr("Add"), this);
  const struct {
    Add what;
    QString name, icon, key;
  } parts[] = {{Add::head_off, tr("Switch off the head"), QStringLiteral("stop"), QStringLiteral("X")},
               {Add::head_mean, tr("Head at its mean"), QStringLiteral("stop"), {}},
               {Add::layer_off, tr("Switch off the layer"), QStringLiteral("grid"), QStringLiteral("Ctrl Shift X")},
               {Add::cut_link, tr("Cut this link"), QStringLiteral("link"), QStringLiteral("Shift X")},
               {Add::hide_key, tr("Hide the key everywhere"), QStringLiteral("x"), {}},
               {Add::even_row, tr("Make the row even"), QStringLiteral("bars"), {}},
               {Add::only_key, tr("Look at the key alone"), QStringLiteral("target"), {}},
               {Add::move_points, tr("Move the points"), QStringLiteral("target"), QStringLiteral("M")}};
  for (const auto& part : parts) {
    auto* button = new Button(Button::Kind::normal, part.name, add);
    button->set_icon_name(part.icon);
    button->set_key(part.key);
    button->set_left_aligned(true);
    add->body()->addWidget(button);
    adds_.emplace_back(part.what, button);
    connect(button, &QPushButton::clicked, this, [this, what = part.what] { this->add(what); });
  }
  by_ = new QWidget(add);
  auto* row = new QHBoxLayout(by_);
  row->setContentsMargins(0, 0, 0, 0);
  dx_ = new Stepper(tr("Percent to the right"), by_);
  dy_ = new Stepper(tr("Percent down"), by_);
  for (const auto& [name, stepper] : {std::pair{tr("x %"), dx_}, std::pair{tr("y %"), dy_}}) {
    stepper->set_range(-kMostShift, kMostShift);
    stepper->set_value(5);
    auto* label = new QLabel(name, by_);
    label->setProperty("role", "second");
    row->addWidget(label);
    row->addWidget(stepper);
  }
  add->body()->addWidget(by_);
  why_ = paragraph("hint", add);
  add->body()->addWidget(why_);
  connect(clear_, &QPushButton::clicked, this, [this] { model_->clear(); });
  return column_of({steps_section_, add});
}

QWidget* IntervenePage::build_importance() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(12, 8, 12, 4);
  auto* row = new QHBoxLayout;
  weigh_ = new Button(Button::Kind::normal, tr("Weigh every head"), box);
  progress_ = paragraph("second", box);
  bar_ = new QProgressBar(box);
  bar_->setTextVisible(false);
  row->addWidget(weigh_);
  row->addStretch(1);
  importance_ = new HeadGrid(context_, tr("Importance of every head"), QStringLiteral("0"), tr("%1 changed"), box);
  column->addLayout(row);
  column->addWidget(progress_);
  column->addWidget(bar_);
  column->addWidget(importance_, 1);
  connect(weigh_, &QPushButton::clicked, this, [this] { model_->weighing() ? model_->stop_weighing() : model_->weigh_heads(); });
  return box;
}

QWidget* IntervenePage::build_centre() {
  output_ = new OutputView(*model_);
  maps_ = new TripleMaps(context_, {tr("Map before"), tr("Map after"), tr("Difference, after − before")});
  change_ = new HeadGrid(context_, tr("Change of every map"), QStringLiteral("0"), tr("%1 bits, √ scale"));
  output_frame_ = new PanelFrame(tr("Output"), scroll_around(output_, this));
  maps_frame_ = new PanelFrame(tr("Maps"), maps_);
  change_frame_ = new PanelFrame(tr("Change of every map"), change_);
  importance_frame_ = new PanelFrame(tr("Importance of every head"), build_importance());
  connect(maps_, &TripleMaps::opened, this, [this] { Q_EMIT action_wanted("weight"); });
  connect(change_, &HeadGrid::picked, this, [this](int site, int head) { select_head(context_.store, site, head); });
  connect(importance_, &HeadGrid::picked, this, [this](int site, int head) { select_head(context_.store, site, head); });
  connect(output_frame_, &PanelFrame::button_pressed, this, [this] { model_->run_again(); });
  connect(output_frame_, &PanelFrame::second_button_pressed, this, [this] {
    if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
  });
  return split_of(Qt::Vertical, {{output_frame_, 26}, {maps_frame_, 44}, {split_of(Qt::Horizontal, {{change_frame_, 50}, {importance_frame_, 50}}), 30}});
}

QWidget* IntervenePage::build_right() {
  numbers_ = new Section(tr("Output"), this);
  ranked_ = new Section(tr("Most changed heads"), this);
  ranked_->set_note(tr("Jensen–Shannon, bits"));
  auto* kept = new Section(tr("As text, for headlight ablate --change"), this);
  text_ = paragraph("code", kept);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* copy = new Button(Button::Kind::normal, tr("Copy as text"), kept);
  copy->set_icon_name(QStringLiteral("copy"));
  kept->body()->addWidget(text_);
  kept->body()->addWidget(copy);
  position_ = new Stepper(tr("Position whose prediction is shown"), numbers_);
  numbers_->add_header_widget(position_);
  connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(as_text(model_->steps())); });
  connect(position_, &Stepper::stepped, this, [this](int value) {
    const auto positions = model_->result() == nullptr ? std::vector<std::int64_t>() : predicted_positions(*model_->result()->before);
    if (value >= 0 && value < std::ssize(positions)) output_->set_position(positions[std::size_t(value)]);
  });
  return column_of({numbers_, ranked_, kept});
}

QList<QWidget*> IntervenePage::stops() const { return QList<QWidget*>{list_, output_} + maps_->stops() + QList<QWidget*>{change_, importance_}; }

void IntervenePage::add(Add what) {
  const SiteInfo* site = context_.store.site();
  if (site == nullptr || !model_->unable().isEmpty()) return;
  const Selection& now = context_.store.selection();
  Intervention change;
  change.stream = site->stream;
  change.layer = site->layer;
  change.head = now.head.mode == HeadChoice::Mode::one ? now.head.head : -1;
  using Kind = Intervention::Kind;
  switch (what) {
    case Add::head_off: change.kind = Kind::head_off; break;
    case Add::head_mean: change.kind = Kind::head_mean; break;
    case Add::layer_off:
      change.kind = Kind::head_off;
      change.head = -1;
      break;
    case Add::hide_key:
      change.kind = Kind::hide;
      change.layer = change.head = -1;
      change.key = now.key;
      break;
    case Add::cut_link:
    case Add::only_key:
      change.kind = what == Add::cut_link ? Kind::hide : Kind::only;
      change.query = now.query;
      change.key = now.key;
      break;
    case Add::even_row:
      change.kind = Kind::even;
      change.query = now.query;
      break;
    case Add::move_points:
      change.kind = Kind::move;
      change.query = context_.feed.sampled_query();
      change.dx = dx_->value() / 100.0;
      change.dy = dy_->value() / 100.0;
      break;
  }
  for (const auto& [each, button] : adds_) {
    if (each == what && !button->isEnabled()) return;
  }
  model_->add(change);
}

void IntervenePage::refresh() {
  model_->refresh();
  show_state();
}

// What cannot be done with this model or selection stays, disabled, with its reason.
void IntervenePage::show_adds() {
  const SiteInfo* site = context_.store.site();
  const Selection& now = context_.store.selection();
  const QString unable = model_->unable();
  const bool sampled = site != nullptr && is_deformable(*site);
  for (const auto& [what, button] : adds_) {
    QString reason = unable;
    const bool needs_key = what == Add::cut_link || what == Add::hide_key || what == Add::only_key, needs_query = what == Add::cut_link || what == Add::even_row || what == Add::only_key;
    if (reason.isEmpty() && site == nullptr) reason = tr("Run a sentence or a picture first.");
    if (reason.isEmpty() && what == Add::move_points && !sampled) reason = tr("Only layers that sample points have any to move.");
    if (reason.isEmpty() && (needs_key || needs_query) && sampled) reason = tr("This layer samples points; it has no single keys.");
    if (reason.isEmpty() && needs_query && now.query < 0) reason = tr("Choose a query first.");
    if (reason.isEmpty() && needs_key && now.key < 0) reason = tr("Choose a key first.");
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason);
  }
  by_->setVisible(sampled);
  Selection one = now;
  why_->setText(!unable.isEmpty() ? unable : site == nullptr ? QString() : tr("They act on the selection: %1").arg(head_words(one)) +
                (now.query >= 0 && !sampled ? QStringLiteral(", ") + pair_text(position_text(context_.store, now.query, true), position_text(context_.store, now.key, false)) : QString()));
}

void IntervenePage::show_importance() {
  const bool weighing = model_->weighing();
  weigh_->setText(weighing ? tr("Stop") : tr("Weigh every head"));
  weigh_->setEnabled(weighing || (model_->unable().isEmpty() && context_.store.site() != nullptr));
  bar_->setVisible(weighing);
  bar_->setRange(0, model_->weighed() < 0 ? 0 : 1000);
  bar_->setValue(int(model_->weighed() * 1000));
  std::vector<HeadGrid::Cell> cells;
  QString words = tr("Each head is switched off alone, from the last layer up; its cell says how far the output moved.");
  if (const Importance* all = model_->importance()) {
    for (const Importance::Head& head : all->heads) {
      for (const SiteInfo& site : all->before->sites) {
        if (site.stream == head.stream && site.layer == head.layer) cells.push_back({site.id, head.layer, head.head, effect_of(head), false});
      }
    }
    const auto most = std::ranges::max_element(all->heads, {}, effect_of);
    if (most != all->heads.end()) words = tr("%1 heads · the most by %2.%3").arg(all->heads.size()).arg(most->layer).arg(most->head);
  } else if (model_->importance_error()) {
    words = engine_line(*model_->importance_error());
  } else if (weighing) {
    words = model_->weighed() < 0 ? tr("Running") : tr("%1 % done").arg(int(model_->weighed() * 100));
  }
  progress_->setText(words);
  importance_->set_cells(std::move(cells));
}

void IntervenePage::show_numbers() {
  for (Section* section : {numbers_, ranked_}) {
    for (int at = section->body()->count(); at-- > 0;) {
      QWidget* old = section->body()->itemAt(at)->widget();
      if (old == nullptr) continue;
      section->body()->removeWidget(old);
      old->hide();
      old->deleteLater();
    }
  }
  const Ablation* result = model_->result();
  const auto row = [](Section* section, const QString& name, const QString& value) {
    auto* line = new ValueRow(name, section);
    line->set(value);
    section->body()->addWidget(line);
  };
  text_->setText(as_text(model_->steps()));
  const auto positions = result == nullptr ? std::vector<std::int64_t>() : predicted_positions(*result->before);
  position_->setVisible(positions.size() > 1);
  if (!positions.empty()) position_->set_range(0, int(positions.size()) - 1);
  if (const auto at = std::ranges::find(positions, output_->position()); at != positions.end()) position_->set_value(int(at - positions.begin()));
  if (result == nullptr) return;
  const auto outputs = outputs_of(*result->before, *result->after, output_->position());
  for (std::size_t i = 0; i < std::min<std::size_t>(3, outputs.size()); ++i) row(numbers_, outputs[i].name, value_or_none(outputs[i].before) + QStringLiteral(" → ") + value_or_none(outputs[i].after));
  std::vector<Ablation::Change> moved = result->changes;
  std::ranges::stable_sort(moved, std::greater{}, [](const Ablation::Change& change) { return std::isfinite(change.most) ? change.most : -1; });  // NaN: another shape
  moved.resize(std::min<std::size_t>(kOutputs, moved.size()));
  for (const Ablation::Change& change : moved) row(numbers_, tr("%1, most changed by").arg(from_utf8(change.output)), format_value(change.most));
  std::vector<MapChange> ranked = model_->changes();
  std::ranges::stable_sort(ranked, std::greater{}, &MapChange::bits);
  ranked.resize(std::min<std::size_t>(kListed, ranked.size()));
  for (const MapChange& change : ranked) {
    auto* button = new ChangedHead(change, ranked.front().bits, ranked_);
    ranked_->body()->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, change] { select_head(context_.store, change.site, change.head); });
  }
}

void IntervenePage::show_state() {
  show_adds();
  show_importance();
  show_numbers();
  const std::vector<Intervention> now = made(model_->steps());
  steps_section_->set_note(tr("%1 on").arg(now.size()));
  clear_->setVisible(!model_->steps().empty());
  const bool busy = model_->running() || (!model_->current() && model_->unable().isEmpty() && !model_->error() && !model_->stopped());
  for (PanelFrame* frame : {output_frame_, maps_frame_, change_frame_}) frame->set_busy(busy && model_->result() != nullptr);
  const SiteInfo* site = context_.store.site();
  output_frame_->set_subtitle(model_->steps().empty() ? tr("nothing changed yet") : !model_->words().empty() ? tr("before and after, the decoder reads the same words") : tr("before and after"));
  const PanelFrame::Words waiting{QStringLiteral("stop"), busy ? tr("Running") : tr("Nothing to show yet"), model_->unable(), {}, {}};
  if (model_->error()) {
    PanelFrame::Words words = error_words(*model_->error());
    words.button = tr("Try again");
    words.second_button = tr("Copy the message");
    output_frame_->show_error(words);
  } else if (model_->stopped()) {
    output_frame_->show_empty({QStringLiteral("stop"), tr("Stopped"), tr("The run with these changes was stopped before it answered."), tr("Run again"), {}});
  } else if (model_->result() == nullptr) {
    output_frame_->show_empty(waiting);
  } else {
    output_frame_->show_content();
  }
  const auto content = model_->maps();
  maps_->set_late(busy);
  if (content) {
    maps_frame_->show_content();
    maps_->set(*content);
    Selection one = context_.store.selection();
    one.head.mode = HeadChoice::Mode::one;
    maps_frame_->set_subtitle(head_words(one) + QStringLiteral(" · ") + tr("one scale, linked cursor"));
  } else if (!busy && model_->result() != nullptr) {
    const bool sampled = site != nullptr && is_deformable(*site);
    maps_frame_->show_empty({QStringLiteral("grid"), tr("No maps to subtract"), sampled ? tr("This layer samples points of the picture.") : tr("The output has other words than before, or the map is too large."), {}, {}});
  } else if (model_->result() == nullptr) {
    maps_frame_->show_empty(waiting);
  }
  std::vector<HeadGrid::Cell> cells;
  for (const MapChange& change : model_->changes()) {
    const SiteInfo& of = model_->result()->before->sites[std::size_t(change.site)];
    cells.push_back({change.site, change.layer, change.head, change.bits, is_off(now, of, change.head)});
  }
  const bool none = model_->result() != nullptr && site != nullptr && is_deformable(*site);
  if (none) change_frame_->show_empty({QStringLiteral("grid"), tr("No maps to subtract"), tr("This layer samples points of the picture."), {}, {}});
  else change_frame_->show_content();
  change_->set_cells(std::move(cells));
  change_frame_->set_subtitle(site == nullptr ? QString() : tr("mean over rows, before against after"));
}

}  // namespace headlight::ui
