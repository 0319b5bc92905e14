#include "ui/studio/compare/compare_column.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/kind_choice.h"
#include "ui/panels/placed_text.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/state/picture_files.h"
#include "ui/studio/common/layout.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kCompareColumnListed = 5;

}  // namespace

CompareColumn::CompareColumn(Context context, CompareModel& model, QWidget* parent) : QWidget(parent), context_(context), model_(model) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  more_a_ = new Section(tr("More in A"), this);
  more_b_ = new Section(tr("More in B"), this);
  for (Section* section : {more_a_, more_b_}) section->set_note(tr("query → key, A − B"));
  for (Section* section : {build_selection(), build_choice(), build_whole(), more_a_, more_b_}) column->addWidget(section);
  column->addStretch(1);
  connect(&model_, &CompareModel::changed, this, &CompareColumn::refresh);
  connect(&context_.store, &Store::view_changed, this, &CompareColumn::refresh);
  connect(&context_.store, &Store::runs_changed, this, &CompareColumn::refresh);
  refresh();
}

Section* CompareColumn::build_selection() {
  auto* section = selection_ = new Section(tr("Selection"), this);
  section->set_note(QStringLiteral("A − B"));
  chips_ = new ChipPair(section);
  number_ = new ElidedLabel("text", 24, 500, section);
  number_->set_anchor_end(true);
  number_->setFixedWidth(96);
  in_a_ = new ValueRow({}, section);
  in_b_ = new ValueRow({}, section);
  auto* row = new QHBoxLayout;
  row->addWidget(chips_, 1);
  row->addWidget(number_);
  section->body()->addLayout(row);
  section->body()->addWidget(in_a_);
  section->body()->addWidget(in_b_);
  return section;
}

Section* CompareColumn::build_choice() {
  auto* section = new Section(tr("Compare"), this);
  layer_a_ = new Stepper(tr("Layer of A"), section);
  head_a_ = new Stepper(tr("Head of A"), section);
  layer_b_ = new Stepper(tr("Layer of B"), section);
  head_b_ = new Stepper(tr("Head of B"), section);
  run_ = new Choice(tr("Input of B"), section);
  row_ = new Choice(tr("Row of B"), section);
  row_->setToolTip(tr("One row of B beside the row of the chosen query: two decoding steps, two words, two objects"));
  kind_ = new KindChoice(context_, section);
  auto* swap = new Button(Button::Kind::normal, tr("Swap A and B"), section);
  section->body()->addLayout(stepper_row(QStringLiteral("A"), layer_a_, head_a_, section));
  section->body()->addLayout(stepper_row(QStringLiteral("B"), layer_b_, head_b_, section));
  for (const auto& [name, choice] : {std::pair{tr("B of"), run_}, std::pair{tr("Row"), row_}, std::pair{tr("Show"), kind_}}) {
    auto* row = new QHBoxLayout;
    auto* label = new ElidedLabel("text2", 12, 400, section);
    label->set_text(name);
    label->setFixedWidth(44);
    row->addWidget(label);
    row->addWidget(choice, 1);
    section->body()->addLayout(row);
    if (choice == run_) build_beside(section);
  }
  section->body()->addWidget(swap);
  const auto move_a = [this](std::function<void(Selection&)> edit) {
    Selection next = context_.store.selection();
    next.head.mode = HeadChoice::Mode::one;
    edit(next);
    context_.store.select(next);
  };
  connect(layer_a_, &Stepper::stepped, this, [move_a](int value) { move_a([&](Selection& next) { next.layer = value; }); });
  connect(head_a_, &Stepper::stepped, this, [move_a](int value) { move_a([&](Selection& next) { next.head.head = value; }); });
  connect(layer_b_, &Stepper::stepped, this, [this](int value) { model_.set_b(value, model_.b().head); });
  connect(head_b_, &Stepper::stepped, this, [this](int value) {
    if (const auto b = model_.b(); b.site != nullptr) model_.set_b(b.site->layer, value);
  });
  connect(run_, &QComboBox::activated, this, &CompareColumn::choose_run);
  connect(row_, &QComboBox::activated, this, [this](int index) { model_.set_b_query(index - 1); });
  connect(swap, &QPushButton::clicked, this, [this] { model_.swap(); });
  return section;
}

// What makes a B that there is no run of yet: its text, how far it is, why it failed.
void CompareColumn::build_beside(Section* section) {
  another_model_ = new Button(Button::Kind::normal, tr("Another model…"), section);
  another_model_->setToolTip(tr("A folder; the same input runs through its model and is then B"));
  another_input_ = new Button(Button::Kind::normal, tr("Another input…"), section);
  section->body()->addLayout(row_of({another_model_, another_input_}));
  connect(another_model_, &QPushButton::clicked, this, &CompareColumn::choose_model);
  connect(another_input_, &QPushButton::clicked, this, &CompareColumn::choose_input);
  text_ = new QLineEdit(section);
  text_->setAccessibleName(tr("Text of B"));
  text_->setPlaceholderText(tr("Text of B, Enter runs it"));
  target_ = new QLineEdit(section);
  target_->setAccessibleName(tr("What the decoder of B reads"));
  target_->setPlaceholderText(tr("Its translation; empty: B writes it"));
  hide_lines();
  running_ = new QWidget(section);
  auto* row = new QHBoxLayout(running_);
  row->setContentsMargins(0, 0, 0, 0);
  progress_ = new ElidedLabel("text2", 12, 400, running_);
  auto* stop = new Button(Button::Kind::normal, tr("Stop"), running_);
  row->addWidget(progress_, 1);
  row->addWidget(stop);
  error_ = paragraph("error", section);
  for (QWidget* each : {static_cast<QWidget*>(text_), static_cast<QWidget*>(target_), running_, static_cast<QWidget*>(error_)}) section->body()->addWidget(each);
  for (QLineEdit* line : {text_, target_}) {
    connect(line, &QLineEdit::returnPressed, this, [this] { model_.beside().run_text(text_->text(), target_->isHidden() ? QString() : target_->text()); });
  }
  connect(stop, &QPushButton::clicked, this, [this] { model_.beside().stop(); });
  connect(&model_.beside(), &BesideRun::changed, this, &CompareColumn::refresh_beside);
  connect(&model_.beside(), &BesideRun::arrived, this, [this] {
    if (text_->hasFocus() || target_->hasFocus()) another_input_->setFocus(Qt::OtherFocusReason);
    hide_lines();
  });
}

void CompareColumn::hide_lines() {
  text_->hide();
  target_->hide();
}

void CompareColumn::choose_run(int index) {
  hide_lines();
  model_.beside().forget_error();
  model_.set_b_run(run_->itemData(index).toLongLong());
}

void CompareColumn::choose_model() {
  hide_lines();
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the other model"));
  if (!folder.isEmpty()) model_.beside().run_model(folder);
}

void CompareColumn::choose_input() {
  const Run* a = context_.store.run();
  if (a == nullptr || a->model.empty()) return;
  if (!text_->isHidden()) return hide_lines();
  if (!a->input.image.empty()) {
    const QString file = QFileDialog::getOpenFileName(this, tr("Picture of B"), QFileInfo(from_utf8(a->input.image)).path(),
                                                      tr("Pictures") + QStringLiteral(" (%1)").arg(picture_patterns().join(QLatin1Char(' '))));
    return model_.beside().run_picture(file);
  }
  model_.beside().forget_error();
  text_->setText(from_utf8(a->input.text));
  target_->setText(from_utf8(a->input.target.value_or("")));
  text_->show();
  target_->setVisible(a->trace->model.generates && a->trace->streams().size() > 1);
  text_->setFocus(Qt::OtherFocusReason);
  text_->selectAll();
}

void CompareColumn::refresh_beside() {
  const BesideRun& beside = model_.beside();
  running_->setVisible(beside.running());
  const QString step = engine_words(beside.progress().step);
  progress_->set_text(tr("Running B: %1").arg(step.isEmpty() ? beside.what() : step));
  error_->setVisible(beside.error().has_value());
  error_->setText(beside.error() ? engine_line(*beside.error()) : QString());
}

Section* CompareColumn::build_whole() {
  auto* section = new Section(tr("Whole difference"), this);
  divergence_ = new ValueRow(tr("Jensen–Shannon"), section);
  size_ = new ValueRow(tr("Mean |A − B|"), section);
  correlation_ = new ValueRow(tr("Correlation"), section);
  rank_ = new ValueRow(tr("Rank of B among like heads"), section);
  for (ValueRow* row : {divergence_, size_, correlation_, rank_}) section->body()->addWidget(row);
  return section;
}

void CompareColumn::refresh_choice() {
  const CompareModel::Place a = model_.a(), b = model_.b();
  run_->clear();
  for (const Run& run : context_.store.runs()) {
    const bool now = a.run != nullptr && run.number == a.run->number;
    const QString name = told_from(*run.trace, a.run == nullptr ? *run.trace : *a.run->trace);
    run_->addItem(now ? tr("this input") : name, qlonglong(run.number));
    run_->setItemData(run_->count() - 1, name, Qt::ToolTipRole);
    if (b.run != nullptr && run.number == b.run->number) run_->setCurrentIndex(run_->count() - 1);
  }
  refresh_rows();
  // What the arrow keys step through chooses among runs; what runs first is asked for by buttons.
  const bool own_model = a.run != nullptr && !a.run->model.empty();
  another_input_->setEnabled(own_model);
  another_input_->setToolTip(own_model ? tr("A text or picture; it runs through the model of A and is then B") : tr("A trace file holds no model that could run again."));
  another_model_->setEnabled(a.run != nullptr);
  for (const auto& [place, layer, head] : {std::tuple{a, layer_a_, head_a_}, std::tuple{b, layer_b_, head_b_}}) {
    if (place.site == nullptr) continue;
    layer->set_range(0, std::max(0, layers_of(*place.run->trace, place.site->stream) - 1));
    head->set_range(0, std::max(0, place.site->heads - 1));
    layer->set_value(place.site->layer);
    head->set_value(place.head);
  }
}

void CompareColumn::refresh_rows() {
  const std::vector<QString> names = model_.rows_of_b();
  QStringList now{tr("every query")};
  now.append(QStringList(names.begin(), names.end()));
  QStringList shown;
  for (int i = 0; i < row_->count(); ++i) shown += row_->itemText(i);
  if (shown != now) {
    row_->clear();
    row_->addItems(now);
  }
  row_->setEnabled(!names.empty());
  row_->setCurrentIndex(int(std::min<std::int64_t>(model_.b().row, std::ssize(names) - 1)) + 1);
}

QHBoxLayout* CompareColumn::stepper_row(const QString& name, Stepper* layer, Stepper* head, QWidget* parent) {
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  auto* title = new ElidedLabel("text", 12, 600, parent);
  title->set_text(name);
  title->setFixedWidth(18);
  row->addWidget(title);
  for (const auto& [words, stepper] : {std::pair{tr("Layer"), layer}, std::pair{tr("Head"), head}}) {
    auto* label = new ElidedLabel("text2", 12, 400, parent);
    label->set_text(words);
    row->addWidget(label);
    row->addWidget(stepper);
  }
  return row;
}

void CompareColumn::refresh() {
  refresh_choice();
  refresh_beside();
  const Store& store = context_.store;
  const CompareModel::Maps* maps = model_.maps();
  const bool on_picture = model_.sampled() || (maps != nullptr && !maps->pictures.empty());  // whose cells have no names
  selection_->setVisible(!on_picture);
  const CompareModel::Place a = model_.a(), b = model_.b();
  const Selection& now = store.selection();
  in_a_->set_name(tr("in A, %1").arg(model_.map_name(a)));
  in_b_->set_name(tr("in B, %1").arg(model_.map_name(b)));
  const std::int64_t row = maps == nullptr ? -1 : maps->queries.find(now.query), column = maps == nullptr ? -1 : maps->keys.find(now.key);
  const bool pair = row >= 0 && column >= 0 && !on_picture;
  chips_->set(pair ? maps->queries.label(row) : word_text(store, now.query, true), pair ? maps->keys.label(column) : word_text(store, now.key, false));
  const auto text = [&](const Plane& plane, bool with_sign) {
    const double value = plane.at(row, column);
    return !std::isfinite(value) && !std::isinf(value) ? QStringLiteral("–") : with_sign ? format_signed(value) : format_value(value);
  };
  number_->set_text(pair ? text(maps->difference, true) : QString());
  in_a_->set(pair ? text(maps->a, false) : QStringLiteral("–"));
  in_b_->set(pair ? text(maps->b, false) : QStringLiteral("–"));
  const bool weights = model_.sampled() || store.look().quantity == Quantity::weight;
  const QString bits = maps == nullptr || !weights ? QString() : divergence_text(maps->whole.divergence);
  divergence_->set(bits.isEmpty() ? QStringLiteral("–") : tr("%1 bits", nullptr, plural_of(bits)).arg(bits));
  size_->set(maps == nullptr ? QStringLiteral("–") : format_value(maps->whole.mean_size, decimals_of(maps->whole.mean_size)));
  correlation_->set(maps == nullptr ? QStringLiteral("–") : format_value(maps->whole.correlation, 2));
  const auto& order = model_.order();
  const auto at = std::ranges::find_if(order, [&](std::size_t i) {
    const HeadPlace& head = model_.heads()[i].head;
    if (model_.between()) return a.site != nullptr && head.site == a.site->id && head.head == a.head;
    return a.run == b.run && b.site != nullptr && head.site == b.site->id && head.head == b.head;
  });
  rank_->set_name(model_.between() ? tr("Rank among changed heads") : tr("Rank of B among like heads"));
  rank_->set(at == order.end() ? QStringLiteral("–") : tr("%1 of %2").arg(at - order.begin() + 1).arg(order.size()));
  refresh_lists(maps);
}

void CompareColumn::refresh_lists(const CompareModel::Maps* maps) {
  for (const auto& [section, in_b] : {std::pair{more_a_, false}, std::pair{more_b_, true}}) {
    for (LinkRow* old : section->findChildren<LinkRow*>()) {
      old->hide();
      old->deleteLater();
    }
    const bool named = maps != nullptr && !model_.sampled() && maps->pictures.empty();  // cells of the picture have no names
    const auto pairs = named ? most_apart(maps->a, maps->b, in_b, kCompareColumnListed) : std::vector<Pair>();
    section->setVisible(!pairs.empty());
    for (const Pair& pair : pairs) {
      const QString query_name = model_.by_rows() ? maps->queries.label(pair.row) : counted_label(maps->queries, pair.row, maps->a_queries);
      auto* link = new LinkRow(query_name, counted_label(maps->keys, pair.column, maps->a_keys), pair.a - pair.b, section);
      section->body()->addWidget(link);
      connect(link, &LinkRow::clicked, this, [this, query = maps->queries.position(pair.row), key = maps->keys.position(pair.column)] {
        Selection next = context_.store.selection();
        next.query = query;
        next.key = key;
        context_.store.select(next);
      });
    }
  }
}

}  // namespace headlight::ui
