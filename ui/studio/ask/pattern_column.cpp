#include "ui/studio/ask/pattern_column.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/mass_bar.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

EvidenceTable::EvidenceTable(QWidget* parent) : TableView(tr("Evidence of the head, pattern by pattern"), parent) { set_own_arrows(true); }

void EvidenceTable::show_head(const HeadPattern* head) {
  head_ = head == nullptr ? std::nullopt : std::optional(*head);
  rows_changed();
}

QString EvidenceTable::row_label(int row) const { return pattern_name(Pattern(row)); }

QString EvidenceTable::text(int row, int) const {
  if (head_->queries[std::size_t(row)] == 0) return tr("%1: no query sees such keys").arg(row_label(row));
  return tr("%1: weight %2, by chance %3").arg(row_label(row), format_value(head_->mass[std::size_t(row)]), format_value(head_->chance[std::size_t(row)]));
}

void EvidenceTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Face face(12), bold(12, 600);
  const double number = width(), bar = 150, wide = std::max(20.0, number - 46 - bar);
  for (int row = 0; row < rows(); ++row) {
    const double middle = row_rect(row).center().y(), weight = head_->mass[std::size_t(row)], even = head_->chance[std::size_t(row)];
    const bool labels = head_->label == row, known = head_->queries[std::size_t(row)] > 0;
    painter.setPen(colour(known ? "text" : "text3"));
    (labels ? bold : face).draw_centred(painter, {0, middle}, (labels ? bold : face).elided(row_label(row), bar - 6));
    (labels ? bold : face).draw_centred(painter, {number, middle}, known ? format_value(weight) : QStringLiteral("–"), Anchor::end);
    if (!known) continue;
    const QRectF track(bar, middle - 4, wide, 8);
    paint_mass(painter, track, weight, labels, even);
  }
}

PatternColumn::PatternColumn(Context context, const AskModel& model, QWidget* parent)
    : QWidget(parent), context_(context), model_(model), section_(new Section(tr("Selected head"), this)), why_(paragraph("second", this)), evidence_(new EvidenceTable(this)) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  head_ = new ElidedLabel("text", 24, 600, section_);
  label_ = new ElidedLabel("text2", 12, 400, section_);
  head_->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  auto* large = new QHBoxLayout;
  large->setSpacing(8);
  large->addWidget(head_);
  large->addWidget(label_, 1);
  section_->body()->addLayout(large);
  open_ = new Button(Button::Kind::normal, tr("Open head"), section_);
  open_->set_key(QStringLiteral("Alt 1"));
  section_->body()->addWidget(why_);
  section_->body()->addWidget(open_);
  auto* evidence = new Section(tr("Evidence"), this);
  evidence->set_note(tr("weight · line: by chance"));
  evidence->body()->addWidget(evidence_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(section_);
  column->addWidget(evidence);
  column->addStretch(1);
  connect(open_, &QPushButton::clicked, this, [this] {
    if (const HeadPattern* head = shown()) select_head(context_.store, head->site, head->head);
    Q_EMIT open_wanted();
  });
  connect(&model_, &AskModel::changed, this, &PatternColumn::refresh);
  connect(&context_.store, &Store::view_changed, this, &PatternColumn::refresh);
  refresh();
}

const HeadPattern* PatternColumn::shown() const {
  const PatternsResult* all = model_.patterns();
  if (all == nullptr || all->heads.empty()) return nullptr;
  const Selection& now = context_.store.selection();
  const int head = now.head.mode == HeadChoice::Mode::one ? now.head.head : 0;
  const auto at = std::ranges::find_if(all->heads, [&](const HeadPattern& each) { return each.layer == now.layer && each.head == head; });
  return at == all->heads.end() ? &all->heads.front() : &*at;
}

void PatternColumn::refresh() {
  const HeadPattern* head = shown();
  evidence_->show_head(head);
  open_->setEnabled(head != nullptr);
  why_->setVisible(head != nullptr);
  if (head != nullptr) return say(*head);
  head_->set_text(QStringLiteral("–"));
  label_->set_text({});
}

void PatternColumn::say(const HeadPattern& head) {
  const bool chosen = context_.store.selection().head.mode == HeadChoice::Mode::one;
  section_->set_note(chosen ? QString() : tr("none; the first of the layer"));
  head_->set_text(QStringLiteral("%1.%2").arg(head.layer).arg(head.head));
  label_->set_text(head.label < 0 ? PatternTable::tr("no known pattern") : pattern_name(Pattern(head.label)));
  const int nearest = head.label < 0 ? nearest_pattern(head) : head.label;
  if (nearest < 0) return why_->setText(tr("No pattern gets more weight than by chance."));
  const auto pattern = Pattern(nearest);
  const double least = pattern == Pattern::positional || pattern == Pattern::block ? least_broad_evidence : least_specific_evidence;
  const QString way = format_value(above_chance(head, pattern)), needed = format_value(least);
  why_->setText(head.label >= 0 ? tr("It goes %1 of the way from chance to all the weight; a label takes %2.").arg(way, needed)
                                : tr("Nearest: %1, with %2 of the way from chance to all the weight; a label takes %3.").arg(pattern_name(pattern), way, needed));
}

}  // namespace headlight::ui
