#include "ui/studio/ask/patterns_view.h"

#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/common/select_head.h"
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

void paint_chance(QPainter& painter, const QRectF& track, double chance, double weight) {
  const double at = track.left() + std::clamp(chance, 0.0, 1.0) * track.width();
  if (!high_contrast()) painter.fillRect(QRectF(at - 1, track.top(), 3, track.height()), colour("ground"));
  painter.fillRect(QRectF(at, track.center().y() - 7, 1, 14), colour(high_contrast() && chance < weight ? "ground" : "text"));
}

int nearest_pattern(const HeadPattern& head) {
  const auto evidence = [&](int pattern) { return above_chance(head, Pattern(pattern)); };
  int best = 0;
  for (int i = 1; i < int(pattern_count); ++i) {
    if (evidence(i) > evidence(best)) best = i;
  }
  return evidence(best) > 0 ? best : -1;
}

PatternTable::PatternTable(Context context, const AskModel& model, QWidget* parent)
    : TableView(tr("Heads and their patterns"), parent), context_(context), model_(model), maps_(context.feed) {
  set_own_arrows(true);
  connect(&model_, &AskModel::changed, this, &PatternTable::take);
  connect(&context_.store, &Store::view_changed, this, [this] {
    update();
    follow_head();
  });
  connect(&context_.feed.heads, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
}

void PatternTable::set_pattern(int pattern) {
  pattern_ = pattern;
  take();
}

void PatternTable::take() {
  shown_.clear();
  if (const PatternsResult* all = model_.patterns()) shown_ = all->heads;
  // Labelled heads come first where each has its own.
  const auto evidence = [this](const HeadPattern& head) {
    const int pattern = pattern_of(head);
    return pattern < 0 ? -2.0 : head.mass[std::size_t(pattern)] - (pattern_ < 0 && head.label < 0 ? 1 : 0);
  };
  std::ranges::stable_sort(shown_, [&](const HeadPattern& a, const HeadPattern& b) { return evidence(a) > evidence(b); });
  rows_changed();
  follow_head();
}

// Another pattern has another order.
void PatternTable::follow_head() {
  const Selection& now = context_.store.selection();
  if (context_.store.trace() != nullptr) follow_chosen({std::int64_t(now.layer) << 32 | now.head.head, std::int64_t(context_.store.trace()->id) << 8 | (pattern_ + 1)});
}

QString PatternTable::row_label(int row) const { return QStringLiteral("%1.%2").arg(shown_[std::size_t(row)].layer).arg(shown_[std::size_t(row)].head); }

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

std::optional<FigureTable::Place> PatternTable::chosen() const {
  const Selection& now = context_.store.selection();
  const auto at = std::ranges::find_if(shown_, [&](const HeadPattern& head) { return head.layer == now.layer && head.head == now.head.head; });
  if (at == shown_.end() || now.head.mode != HeadChoice::Mode::one) return std::nullopt;
  return Place{int(at - shown_.begin()), 0};
}

void PatternTable::choose(int row, int) { select_head(context_.store, shown_[std::size_t(row)].site, shown_[std::size_t(row)].head); }

void PatternTable::row_opened(int row) {
  choose(row, 0);
  Q_EMIT opened();
}

void PatternTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  if (shown_.empty()) return;
  const Face small(11);
  const double name = 130, bar = 330, chance = width() - kPatternsViewSide, mass = chance - 84, wide = std::max(30.0, mass - 60 - bar);
  painter.setPen(colour("text3"));
  small.draw_centred(painter, {80, 12}, tr("head"));
  small.draw_centred(painter, {name, 12}, tr("pattern"));
  small.draw_centred(painter, {bar, 12}, small.elided(tr("weight on its keys · line: by chance"), mass - 50 - bar));
  small.draw_centred(painter, {mass, 12}, tr("evidence"), Anchor::end);
  small.draw_centred(painter, {chance, 12}, tr("chance"), Anchor::end);
  const auto now = chosen();
  for (int row = 0; row < rows(); ++row) {
    const HeadPattern& head = shown_[std::size_t(row)];
    const QRectF all = row_rect(row).adjusted(4, 0, -4, 0);
    if (now && now->row == row) paint_soft(painter, all, Soft::selected, 3);
    const double middle = all.center().y();
    maps_.paint(painter, QRectF(kPatternsViewSide + 30, middle - 10, 20, 20), head.site, head.head);
    painter.setPen(colour(now && now->row == row ? "text2" : "text3"));
    small.draw_centred(painter, {kPatternsViewSide + 20, middle}, QString::number(row + 1), Anchor::end);
    painter.setPen(colour("text"));
    Face(12, 600).draw_centred(painter, {80, middle}, row_label(row));
    const int pattern = pattern_of(head);
    painter.setPen(colour(head.label == pattern && pattern >= 0 ? "text" : "text2"));
    const Face face(12);
    face.draw_centred(painter, {name, middle}, face.elided(said_pattern(head), bar - name - 8));
    if (pattern < 0) continue;
    const double value = head.mass[std::size_t(pattern)], even = head.chance[std::size_t(pattern)];
    const QRectF track(bar, middle - 4.5, wide, 9);
    paint_bar(painter, track, value, colour(head.label == pattern ? "accent" : "text3"));
    paint_chance(painter, track, even, value);
    painter.setPen(colour("text"));
    face.draw_centred(painter, {mass, middle}, format_value(value), Anchor::end);
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {chance, middle}, format_value(even), Anchor::end);
  }
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
