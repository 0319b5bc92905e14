#include "ui/studio/ask/answer_column.h"

#include <QHBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/studio/ask/head_bars.h"
#include "ui/panels/scene.h"
#include "ui/studio/common/layout.h"
#include "ui/panels/placed_text.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

AnswerColumn::AnswerColumn(Context context, AskModel& model, QWidget* parent)
    : QWidget(parent),
      context_(context),
      model_(model),
      sentence_(paragraph("second", this)),
      asked_(new ValueRow({}, this)),
      even_(new ValueRow(tr("Evenly spread"), this)),
      mean_(new ValueRow({}, this)),
      above_(new ValueRow(tr("Above evenly spread"), this)),
      rank_(new ValueRow(tr("Rank"), this)),
      own_(new ValueRow({}, this)),
      general_(new ValueRow(tr("From every query, mean"), this)),
      specific_(paragraph("second", this)) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  measure_ = new Section(tr("Mass"), this);
  for (ValueRow* each : {even_, mean_, above_}) measure_->body()->addWidget(each);
  special_ = new Section(tr("How specific it is"), this);
  for (QWidget* each : std::initializer_list<QWidget*>{own_, general_, specific_}) special_->body()->addWidget(each);
  for (Section* section : {build_answer(), measure_, build_selected(), special_}) column->addWidget(section);
  build_other(column);
  column->addStretch(1);
  connect(&model_, &AskModel::changed, this, &AnswerColumn::refresh);
  connect(&context_.store, &Store::view_changed, this, &AnswerColumn::refresh);
  refresh();
}

AnswerColumn::Large AnswerColumn::large(double size, Section* section) {
  const Large all{new ElidedLabel("text", size, 600, section), new ElidedLabel("text2", 12, 400, section), new ElidedLabel("text", size, 500, section)};
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  for (ElidedLabel* number : {all.head, all.mass}) number->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);  // the words between them give way
  all.head->setMinimumWidth(52);
  all.mass->setMinimumWidth(84);
  all.mass->set_anchor_end(true);
  row->addWidget(all.head);
  row->addWidget(all.place, 1);
  row->addWidget(all.mass);
  section->body()->addLayout(row);
  return all;
}

void AnswerColumn::Large::say(const RankedHead* of, const QString& value) const {
  head->set_text(of == nullptr ? QStringLiteral("–") : QStringLiteral("%1.%2").arg(of->layer).arg(of->head));
  place->set_text(of == nullptr ? QString() : AnswerColumn::tr("layer %1, head %2").arg(of->layer).arg(of->head));
  mass->set_text(value);
}

// The winner of the ranking, whatever is selected.
Section* AnswerColumn::build_answer() {
  answer_section_ = new Section(tr("Answer"), this);
  winner_ = large(24, answer_section_);
  choose_ = new Button(Button::Kind::normal, tr("Choose this head"), answer_section_);
  answer_section_->body()->addWidget(sentence_);
  answer_section_->body()->addWidget(choose_);
  connect(choose_, &QPushButton::clicked, this, [this] {
    const Answer* answer = model_.answer();
    if (answer != nullptr && !answer->heads.empty()) select_head(context_.store, answer->heads.front().site, answer->heads.front().head);
  });
  return answer_section_;
}

Section* AnswerColumn::build_selected() {
  selected_section_ = new Section(tr("Selected head"), this);
  selected_ = large(15, selected_section_);
  for (ValueRow* each : {asked_, rank_}) selected_section_->body()->addWidget(each);
  open_ = new Button(Button::Kind::normal, tr("Open head"), selected_section_);
  off_ = new Button(Button::Kind::normal, tr("Switch off"), selected_section_);
  open_->set_key(QStringLiteral("Alt 1"));
  off_->set_key(QStringLiteral("X"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(open_);
  buttons->addWidget(off_);
  selected_section_->body()->addLayout(buttons);
  connect(open_, &QPushButton::clicked, this, &AnswerColumn::open_wanted);
  connect(off_, &QPushButton::clicked, this, &AnswerColumn::off_wanted);
  return selected_section_;
}

void AnswerColumn::build_other(QVBoxLayout* column) {
  auto* other = new Section(tr("Other questions"), this);
  const auto ask = [this, other](const QString& text, std::function<void()> act) {
    auto* button = new Button(Button::Kind::normal, text, other);
    button->set_left_aligned(true);
    connect(button, &QPushButton::clicked, this, [act = std::move(act)] { act(); });
    other->body()->addWidget(button);
    return button;
  };
  back_ = ask(tr("The way back"), [this] { model_.turn_round(); });
  back_->set_key(QStringLiteral("R"));
  ask(tr("To these keys, from everywhere"), [this] { model_.set_from({}); });
  patterns_ = ask(tr("Which heads follow a pattern?"), [this] { Q_EMIT patterns_wanted(); });
  column->addWidget(other);
}

const RankedHead* AnswerColumn::shown() const {
  const Answer* answer = model_.answer();
  return answer == nullptr ? nullptr : selected_or_first(answer->heads, context_.store.selection());
}

// What was said of the question before stays, dimmed, until the answer comes.
void AnswerColumn::refresh() {
  const Answer* answer = model_.answer();
  const RankedHead* head = shown();
  back_->setEnabled(model_.can_turn());
  measure_->set_note(model_.reversed() ? tr("share of all that lands there") : tr("sum over keys, mean over queries"));
  answer_section_->set_note(model_.reversed() ? tr("the largest share") : tr("the most mass"));
  for (Button* button : {open_, off_}) button->setEnabled(head != nullptr);
  set_dimmed(head == nullptr);
  if (!model_.has_target()) return say_nothing();
  if (head == nullptr) return;
  say_winner(*answer);
  say_selected(*answer, *head);
  say_how_specific(*head);
}

void AnswerColumn::set_dimmed(bool dimmed) {
  for (const Large& one : {winner_, selected_}) {
    for (QWidget* each : {one.head, one.place, one.mass}) each->setEnabled(!dimmed);
  }
  for (QWidget* each : std::initializer_list<QWidget*>{asked_, even_, mean_, above_, rank_, own_, general_, specific_}) each->setEnabled(!dimmed);
  sentence_->setEnabled(!dimmed || !model_.has_target());
  choose_->setEnabled(!dimmed);
}

void AnswerColumn::say_nothing() {
  for (const Large& one : {winner_, selected_}) one.say(nullptr, {});
  sentence_->setText(tr("Choose where to look; the head that puts most there then stands here."));
  choose_->hide();
  selected_section_->set_note({});
  asked_->set_name(pair_text(model_.from_words(), model_.to_words()));
  mean_->set_name(tr("Mean of all heads"));
  own_->set_name(tr("From %1").arg(model_.from_said()));
  specific_->setText({});
  for (ValueRow* each : {asked_, even_, mean_, above_, rank_, own_, general_}) each->set(QStringLiteral("–"));
}

void AnswerColumn::say_winner(const Answer& answer) {
  const RankedHead* first = answer.winners > 0 ? &answer.heads.front() : nullptr;
  winner_.say(first, first == nullptr ? QString() : model_.mass_text(first->mass));
  say_answer(answer);
  choose_->setVisible(first != nullptr && (shown() != first || context_.store.selection().head.mode != HeadChoice::Mode::one));
  const bool spread = std::isfinite(answer.even);
  even_->set(spread ? format_value(answer.even) : QStringLiteral("–"));
  mean_->set_name(tr("Mean of %1 heads", nullptr, int(answer.heads.size())).arg(answer.heads.size()));
  mean_->set(format_value(answer.mean));
  above_->set(spread ? tr("%1 of %2").arg(answer.above).arg(answer.heads.size()) : QStringLiteral("–"));
}

void AnswerColumn::say_selected(const Answer& answer, const RankedHead& head) {
  selected_.say(&head, model_.mass_text(head.mass));
  const bool chosen = context_.store.selection().head.mode == HeadChoice::Mode::one;
  selected_section_->set_note(!chosen ? tr("none; the answer's") : &head == &answer.heads.front() ? tr("it is the answer") : QString());
  asked_->set_name(pair_text(model_.from_words(), model_.to_words()));
  asked_->set(model_.mass_text(head.mass));
  rank_->set(head.mass == 0 ? QStringLiteral("–") : tr("%1 of %2").arg(&head - answer.heads.data() + 1).arg(answer.heads.size()));
  special_->setWindowTitle(tr("How specific is %1").arg(selected_.head->text()));
}

// The whole ranking in a sentence.
void AnswerColumn::say_answer(const Answer& answer) {
  const QString from = model_.from_said(), to = model_.to_said();
  const RankedHead& first = answer.heads.front();
  const QString best = QStringLiteral("%1.%2").arg(first.layer).arg(first.head);
  if (model_.reversed() && answer.winners > 0)
    sentence_->setText(tr("Of what lands on %4, %1 of %2 heads get more from %3 than from a query on average; the most is %5 with %6.")
                         .arg(answer.above).arg(answer.heads.size())
                         .arg(from, to, best, model_.mass_text(first.mass)));
  else if (answer.winners == 0) sentence_->setText(tr("None of %1 heads puts any of %2 on %3.").arg(answer.heads.size()).arg(from, to));
  else if (!std::isfinite(answer.even)) sentence_->setText(tr("Head %3 puts the most of %1 on %2: %4.").arg(from, to, best, model_.mass_text(first.mass)));
  else sentence_->setText(tr("%1 of %2 heads put more of %3 on %4 than evenly spread weights would; the most is %5 with %6.")
                         .arg(answer.above).arg(answer.heads.size())
                         .arg(from, to, best, model_.mass_text(first.mass)));
  sentence_->setText(unbroken(sentence_->text()));
}

void AnswerColumn::say_how_specific(const RankedHead& head) {
  const QString from = model_.from_said();
  const Answer* general = model_.in_general();
  const auto same = [&](const RankedHead& each) { return each.site == head.site && each.head == head.head; };
  const auto at = general == nullptr ? std::vector<RankedHead>::const_iterator() : std::ranges::find_if(general->heads, same);
  const bool known = general != nullptr && at != general->heads.end();
  special_->setVisible(known || model_.reversed() || model_.question().from.empty());  // regions are asked for one query alone
  own_->set_name(tr("From %1").arg(from));
  own_->set(model_.mass_text(head.mass));
  general_->set(known ? format_value(at->mass) : QStringLiteral("–"));
  if (model_.reversed()) return specific_->setText(tr("Turn round to see how much it puts there."));
  if (!known) return specific_->setText(tr("Choose where it looks from to compare with every query."));
  const double times = at->mass > 0 ? head.mass / at->mass : 0;
  specific_->setText(times > 1.5   ? tr("It looks there %1 times as much from %2 as from a query on average.").arg(format_value(times, 1), unbroken(from))
                     : times < 0.67 ? tr("It looks there more from other queries than from %1.").arg(from)
                                    : tr("It looks there from nearly everywhere."));
}

}  // namespace headlight::ui
