#include "ui/studio/ask/answer_column.h"

#include <QHBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/studio/ask/head_bars.h"
#include "ui/panels/scene.h"
#include "ui/studio/common/layout.h"
#include "ui/theme/face.h"

namespace headlight::ui {

AnswerColumn::AnswerColumn(Context context, AskModel& model, QWidget* parent)
    : QWidget(parent),
      context_(context),
      model_(model),
      head_(new ElidedLabel("text", 24, 600, this)),
      place_(new ElidedLabel("text2", 12, 400, this)),
      mass_(new ElidedLabel("text", 24, 500, this)),
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
  auto* answer = new Section(tr("Answer"), this);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  head_->setFixedWidth(78);
  mass_->setFixedWidth(84);
  mass_->set_anchor_end(true);
  for (QWidget* each : std::initializer_list<QWidget*>{head_, place_, mass_}) row->addWidget(each);
  answer->body()->addLayout(row);
  answer->body()->addWidget(sentence_);
  auto *open = new Button(Button::Kind::normal, tr("Open head"), answer), *off = new Button(Button::Kind::normal, tr("Switch off"), answer);
  open->set_key(QStringLiteral("Alt 1"));
  off->set_key(QStringLiteral("X"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(open);
  buttons->addWidget(off);
  answer->body()->addLayout(buttons);
  auto* mass = measure_ = new Section(tr("Mass"), this);
  for (ValueRow* each : {asked_, even_, mean_, above_, rank_}) mass->body()->addWidget(each);
  auto* special = new Section(tr("How specific it is"), this);
  for (QWidget* each : std::initializer_list<QWidget*>{own_, general_, specific_}) special->body()->addWidget(each);
  for (Section* section : {answer, mass, special}) column->addWidget(section);
  build_other(column);
  column->addStretch(1);
  connect(open, &QPushButton::clicked, this, &AnswerColumn::open_wanted);
  connect(off, &QPushButton::clicked, this, &AnswerColumn::off_wanted);
  connect(&model_, &AskModel::changed, this, &AnswerColumn::refresh);
  connect(&context_.store, &Store::view_changed, this, &AnswerColumn::refresh);
  refresh();
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
  if (answer == nullptr || answer->heads.empty()) return nullptr;
  const Selection& now = context_.store.selection();
  const auto at = std::ranges::find_if(answer->heads, [&](const RankedHead& head) { return head.layer == now.layer && head.head == now.head.head; });
  return at == answer->heads.end() || now.head.mode != HeadChoice::Mode::one ? &answer->heads.front() : &*at;
}

void AnswerColumn::refresh() {
  const Answer* answer = model_.answer();
  const RankedHead* head = shown();
  back_->setEnabled(model_.can_turn());
  measure_->set_note(model_.reversed() ? tr("share of all that lands there") : tr("sum over keys, mean over queries"));
  for (const char* role : {head == nullptr ? "disabled" : "text"}) {
    head_->set_role(role);
    mass_->set_role(role);
  }
  if (head == nullptr) return;
  head_->set_text(QStringLiteral("%1.%2").arg(head->layer).arg(head->head));
  place_->set_text(tr("layer %1, head %2").arg(head->layer).arg(head->head));
  mass_->set_text(format_value(head->mass));
  say_answer(*answer);
  asked_->set_name(pair_text(model_.from_words(), model_.to_words()));
  asked_->set(format_value(head->mass));
  const bool spread = std::isfinite(answer->even);
  even_->set(spread ? format_value(answer->even) : QStringLiteral("–"));
  mean_->set_name(tr("Mean of %1 heads").arg(answer->heads.size()));
  mean_->set(format_value(answer->mean));
  above_->set(spread ? tr("%1 of %2").arg(answer->above).arg(answer->heads.size()) : QStringLiteral("–"));
  rank_->set(tr("%1 of %2").arg(head - answer->heads.data() + 1).arg(answer->heads.size()));
  say_how_specific(*head);
}

// The whole ranking in a sentence.
void AnswerColumn::say_answer(const Answer& answer) {
  const QString from = model_.from_said(), to = model_.to_said();
  const RankedHead& first = answer.heads.front();
  const QString best = QStringLiteral("%1.%2").arg(first.layer).arg(first.head);
  if (model_.reversed() && answer.winners > 0)
    sentence_->setText(tr("Of what lands on %4, %1 of %2 heads get more from %3 than from a query on average; the most is %5 with %6.")
                         .arg(answer.above).arg(answer.heads.size())
                         .arg(from, to, best, format_value(first.mass)));
  else if (answer.winners == 0) sentence_->setText(tr("None of %1 heads puts any of %2 on %3.").arg(answer.heads.size()).arg(from, to));
  else if (!std::isfinite(answer.even)) sentence_->setText(tr("Head %3 puts the most of %1 on %2: %4.").arg(from, to, best, format_value(first.mass)));
  else sentence_->setText(tr("%1 of %2 heads put more of %3 on %4 than evenly spread weights would; the most is %5 with %6.")
                         .arg(answer.above).arg(answer.heads.size())
                         .arg(from, to, best, format_value(first.mass)));
}

void AnswerColumn::say_how_specific(const RankedHead& head) {
  const QString from = model_.from_said();
  const Answer* general = model_.in_general();
  const auto same = [&](const RankedHead& each) { return each.site == head.site && each.head == head.head; };
  const auto at = general == nullptr ? std::vector<RankedHead>::const_iterator() : std::ranges::find_if(general->heads, same);
  const bool known = general != nullptr && at != general->heads.end();
  own_->set_name(tr("From %1").arg(from));
  own_->set(format_value(head.mass));
  general_->set(known ? format_value(at->mass) : QStringLiteral("–"));
  if (model_.reversed()) return specific_->setText(tr("Turn round to see how much it puts there."));
  if (!known) return specific_->setText(tr("Choose where it looks from to compare with every query."));
  const double times = at->mass > 0 ? head.mass / at->mass : 0;
  specific_->setText(times > 1.5   ? tr("It looks there %1 times as much from %2 as from a query on average.").arg(format_value(times, 1), from)
                     : times < 0.67 ? tr("It looks there more from other queries than from %1.").arg(from)
                                    : tr("It looks there from nearly everywhere."));
}

}  // namespace headlight::ui
