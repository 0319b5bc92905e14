#include "ui/studio/ask/patterns_view.h"

#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/studio/common/mass_bar.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kPatternsViewSide = 16;

}  // namespace

QString pattern_name(Pattern pattern) {
  switch (pattern) {
    case Pattern::self: return PatternTable::tr("itself");
    case Pattern::previous: return PatternTable::tr("previous token");
    case Pattern::next: return PatternTable::tr("next token");
    case Pattern::first: return PatternTable::tr("first token");
    case Pattern::delimiter: return PatternTable::tr("delimiters");
    case Pattern::word: return PatternTable::tr("same word");
    case Pattern::copy: return PatternTable::tr("same token elsewhere");
    case Pattern::induction: return PatternTable::tr("induction");
    case Pattern::block: return PatternTable::tr("same text or sentence");
    case Pattern::positional: return PatternTable::tr("fixed distance");
  }
  return {};
}

int nearest_pattern(const HeadPattern& head) {
  const auto evidence = [&](int pattern) { return above_chance(head, Pattern(pattern)); };
  int best = 0;
  for (int i = 1; i < int(pattern_count); ++i) {
    if (evidence(i) > evidence(best)) best = i;
  }
  return evidence(best) > 0 ? best : -1;
}

PatternTable::PatternTable(Context context, const AskModel& model, QWidget* parent) : HeadTable(context, tr("Heads and their patterns"), parent), model_(model) {
  connect(&model_, &AskModel::changed, this, &PatternTable::sort);
}

void PatternTable::set_pattern(int pattern) {
  pattern_ = pattern;
  sort();
}

void PatternTable::sort() {
  shown_.clear();
  if (const PatternsResult* all = model_.patterns()) shown_ = all->heads;
  // Labelled heads come first where each has its own.
  const auto evidence = [this](const HeadPattern& head) {
    const int pattern = pattern_of(head);
    return pattern < 0 ? -2.0 : head.mass[std::size_t(pattern)] - (pattern_ < 0 && head.label < 0 ? 1 : 0);
  };
  std::ranges::stable_sort(shown_, [&](const HeadPattern& a, const HeadPattern& b) { return evidence(a) > evidence(b); });
  take();
}

HeadPlace PatternTable::head(int row) const { return {shown_[std::size_t(row)].site, shown_[std::size_t(row)].layer, shown_[std::size_t(row)].head}; }

QString PatternTable::text(int row, int) const {
  const HeadPattern& head = shown_[std::size_t(row)];
  const int pattern = pattern_of(head);
  if (pattern < 0) return tr("head %1: no known pattern").arg(row_label(row));
  if (head.label != pattern && pattern_ < 0)
    return tr("head %1: no known pattern, nearest %2, weight %3, by chance %4").arg(row_label(row), pattern_name(Pattern(pattern)), format_value(head.mass[std::size_t(pattern)]), format_value(head.chance[std::size_t(pattern)]));
  return tr("head %1: %2, weight %3, by chance %4").arg(row_label(row), pattern_name(Pattern(pattern)), format_value(head.mass[std::size_t(pattern)]), format_value(head.chance[std::size_t(pattern)]));
}

QString PatternTable::said_pattern(const HeadPattern& head) const {
  const int pattern = pattern_of(head);
  if (pattern < 0) return tr("no known pattern");
  return pattern_ < 0 && head.label < 0 ? tr("none; nearest %1").arg(pattern_name(Pattern(pattern))) : pattern_name(Pattern(pattern));
}

PatternTable::Columns PatternTable::columns_now() const {
  Columns at;
  at.chance = width() - kSide;
  at.mass = at.chance - 84;
  at.wide = std::max(30.0, at.mass - 60 - at.bar);
  return at;
}

void PatternTable::paint_column_heads(QPainter& painter) const {
  const Columns at = columns_now();
  const Face small(11);
  const double middle = head_height() / 2.0;
  small.draw_centred(painter, {at.name, middle}, tr("pattern"));
  small.draw_centred(painter, {at.bar, middle}, small.elided(tr("weight on its keys · line: by chance"), at.mass - 50 - at.bar));
  small.draw_centred(painter, {at.mass, middle}, tr("evidence"), Anchor::end);
  small.draw_centred(painter, {at.chance, middle}, tr("chance"), Anchor::end);
}

void PatternTable::paint_values(QPainter& painter, int row, double middle, bool) {
  const HeadPattern& head = shown_[std::size_t(row)];
  const Columns at = columns_now();
  const int pattern = pattern_of(head);
  const bool own = head.label == pattern && pattern >= 0;
  painter.setPen(colour(own ? "text" : "text2"));
  const Face face(12);
  face.draw_centred(painter, {at.name, middle}, face.elided(said_pattern(head), at.bar - at.name - 8));
  if (pattern < 0) return;
  const double value = head.mass[std::size_t(pattern)], even = head.chance[std::size_t(pattern)];
  paint_mass(painter, QRectF(at.bar, middle - 4.5, at.wide, 9), value, own, even);
  painter.setPen(colour("text"));
  face.draw_centred(painter, {at.mass, middle}, format_value(value), Anchor::end);
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {at.chance, middle}, format_value(even), Anchor::end);
}

PatternList::PatternList(const AskModel& model, PatternTable& table, QWidget* parent)
    : TableView(tr("Patterns"), parent), model_(model), table_(table) {
  set_own_arrows(true);
  connect(&model_, &AskModel::changed, this, [this] { rows_changed(); });
}

std::int64_t PatternList::count(int row) const {
  const auto& heads = model_.patterns()->heads;
  return row == 0 ? std::ssize(heads) : std::ranges::count_if(heads, [&](const HeadPattern& head) { return head.label == row - 1; });
}

QString PatternList::row_label(int row) const { return row == 0 ? tr("each head's own") : pattern_name(Pattern(row - 1)); }
QString PatternList::text(int row, int) const { return tr("%1: %2 heads", nullptr, count(row)).arg(row_label(row)).arg(count(row)); }

void PatternList::choose(int row, int) {
  table_.set_pattern(row - 1);
  update();
}

void PatternList::paint_head(QPainter& painter) const {
  if (rows() == 0) return;
  painter.setPen(colour("text3"));
  Face(11).draw_centred(painter, {kPatternsViewSide, head_height() / 2.0}, tr("pattern"));
  Face(11).draw_centred(painter, {width() - kPatternsViewSide, head_height() / 2.0}, tr("heads"), Anchor::end);
}

void PatternList::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  for (int row = 0; row < rows(); ++row) {
    const QRectF all = row_rect(row).adjusted(4, 0, -4, 0);
    const bool now = table_.pattern() + 1 == row;
    if (now) paint_soft(painter, all, Soft::selected, 3);
    const Face face(12, now ? 600 : 400);
    painter.setPen(colour(count(row) > 0 ? "text" : "text3"));
    face.draw_centred(painter, {kPatternsViewSide, all.center().y()}, face.elided(row_label(row), width() - 2 * kPatternsViewSide - 40));
    face.draw_centred(painter, {width() - kPatternsViewSide, all.center().y()}, QString::number(count(row)), Anchor::end);
  }
}

}  // namespace headlight::ui
