#include "ui/studio/ask/batch_column.h"

#include <QHBoxLayout>
#include <algorithm>

#include "ui/studio/ask/inputs_table.h"
#include "ui/studio/ask/mass_distribution.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

BatchColumn::BatchColumn(Context context, QWidget* parent) : QWidget(parent), context_(context), model_(context.batch) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(build_head());
  column->addWidget(build_distribution());
  column->addWidget(build_inputs());
  column->addStretch(1);
  connect(&model_, &BatchModel::changed, this, &BatchColumn::refresh);
  connect(&context_.store, &Store::view_changed, this, &BatchColumn::refresh);
  connect(&context_.store, &Store::run_changed, this, &BatchColumn::refresh);
  connect(distribution_, &MassDistribution::picked, this, &BatchColumn::pick);
  connect(inputs_, &InputsTable::picked, this, &BatchColumn::pick);
  connect(inputs_, &InputsTable::opened, this, &BatchColumn::run);
  refresh();
}

QWidget* BatchColumn::build_head() {
  head_section_ = new Section(tr("Over many inputs"), this);
  head_ = new ElidedLabel("text", 24, 600, head_section_);
  mean_ = new ElidedLabel("text", 24, 500, head_section_);
  mean_->set_anchor_end(true);
  auto* large = new QHBoxLayout;
  large->addWidget(head_);
  large->addWidget(mean_);
  head_section_->body()->addLayout(large);
  head_section_->body()->addWidget(sentence_ = paragraph("second", head_section_));
  for (const auto& [row, name] : {std::pair{&spread_, tr("Standard deviation")}, std::pair{&median_, tr("Median")}, std::pair{&least_, tr("Least")}, std::pair{&most_, tr("Most")}})
    head_section_->body()->addWidget(*row = new ValueRow(name, head_section_));
  open_ = new Button(Button::Kind::normal, tr("Open head"), head_section_);
  open_->set_key(QStringLiteral("Alt 1"));
  head_section_->body()->addWidget(open_);
  connect(open_, &QPushButton::clicked, this, [this] {
    if (const HeadSpread* head = shown()) {
      Selection next = context_.store.selection();
      next.layer = head->layer;
      next.head = {HeadChoice::Mode::one, head->head};
      context_.store.select(next);
    }
    Q_EMIT open_wanted();
  });
  return head_section_;
}

QWidget* BatchColumn::build_distribution() {
  distribution_section_ = new Section(tr("Distribution"), this);
  distribution_ = new MassDistribution(distribution_section_);
  picked_ = new ValueRow({}, distribution_section_);
  distribution_section_->body()->addWidget(distribution_);
  distribution_section_->body()->addWidget(picked_);
  return distribution_section_;
}

QWidget* BatchColumn::build_inputs() {
  inputs_section_ = new Section(tr("Inputs"), this);
  inputs_ = new InputsTable(model_, inputs_section_);
  run_ = new Button(Button::Kind::normal, tr("Show this input"), inputs_section_);
  run_->set_key(QStringLiteral("↵"));
  inputs_section_->set_note(tr("falling mass"));
  inputs_section_->body()->addWidget(run_);
  inputs_section_->body()->addWidget(inputs_);
  connect(run_, &QPushButton::clicked, this, [this] { run(marked_); });
  return inputs_section_;
}

const HeadSpread* BatchColumn::shown() const {
  return selected_or_first(model_.heads(), context_.store.selection());
}

int BatchColumn::shown_item() const {
  const Run* run = context_.store.run();
  if (run == nullptr) return -1;
  const auto same = [&](const BatchModel::Item& item) { return item.input.image == run->input.image && item.input.text == run->input.text; };
  const auto at = std::ranges::find_if(model_.items(), same);
  return at == model_.items().end() ? -1 : int(at - model_.items().begin());
}

void BatchColumn::showEvent(QShowEvent*) { refresh(); }

void BatchColumn::refresh() {
  if (!isVisible()) return;  // thousands of inputs are looked through
  const HeadSpread* head = shown();
  const std::vector<InputMass> falling = head == nullptr ? std::vector<InputMass>() : model_.masses(head->layer, head->head);
  const int shown = shown_item();
  const auto answered = [&](int item) { return std::ranges::any_of(falling, [&](const InputMass& each) { return int(each.item) == item; }); };
  if (marked_ >= std::ssize(model_.items()) || (marked_ >= 0 && model_.items()[std::size_t(marked_)].name != marked_name_)) marked_ = -1;
  const int marked = marked_ >= 0 ? marked_ : answered(shown) ? shown : -1;
  distribution_->show_masses(falling, marked);
  inputs_->show_masses(falling, marked, shown);
  distribution_section_->setVisible(head != nullptr);
  inputs_section_->setVisible(head != nullptr);
  run_->setEnabled(marked_ >= 0 && marked_ != shown);
  open_->setEnabled(head != nullptr);
  const auto at = std::ranges::find_if(falling, [&](const InputMass& each) { return int(each.item) == marked; });
  picked_->setVisible(at != falling.end());
  if (at != falling.end()) {
    picked_->set_name(marked == shown ? tr("This input") : tr("Chosen input"));
    picked_->set(format_value(at->mass));
  }
  head == nullptr ? say_nothing() : say(*head, falling);
}

void BatchColumn::say_nothing() {
  head_->set_text(QStringLiteral("–"));
  mean_->set_text({});
  head_section_->set_note({});
  sentence_->setText(tr("Once inputs are answered, mean and spread of the chosen head stand here, how its mass is distributed, and the inputs where it is largest."));
  for (ValueRow* each : {spread_, median_, least_, most_}) each->set(QStringLiteral("–"));
}

void BatchColumn::say(const HeadSpread& head, const std::vector<InputMass>& falling) {
  const bool chosen = context_.store.selection().head.mode == HeadChoice::Mode::one;
  head_section_->set_note(chosen && context_.store.selection().layer == head.layer ? QString() : tr("the largest mean"));
  head_->set_text(QStringLiteral("%1.%2").arg(head.layer).arg(head.head));
  mean_->set_text(format_value(head.mean));
  const auto rank = &head - model_.heads().data() + 1;
  sentence_->setText(model_.question().reverse ? tr("Mean share over %1 inputs, rank %2 of %3 heads.", nullptr, int(head.inputs)).arg(head.inputs).arg(rank).arg(model_.heads().size())
                                               : tr("Mean mass over %1 inputs, rank %2 of %3 heads.", nullptr, int(head.inputs)).arg(head.inputs).arg(rank).arg(model_.heads().size()));
  spread_->set(head.inputs > 1 ? format_value(head.spread) : QStringLiteral("–"));
  least_->set(format_value(head.least));
  most_->set(format_value(head.most));
  const std::size_t half = falling.size() / 2;
  median_->set(format_value(falling.size() % 2 == 1 ? falling[half].mass : (falling[half - 1].mass + falling[half].mass) / 2));
}

void BatchColumn::pick(int item) {
  marked_ = item;
  marked_name_ = model_.items()[std::size_t(item)].name;
  refresh();
}

void BatchColumn::run(int item) {
  if (item < 0 || std::size_t(item) >= model_.items().size() || item == shown_item()) return;
  context_.runs.set_input(model_.items()[std::size_t(item)].input);
  context_.runs.run();
}

}  // namespace headlight::ui
