#include "ui/panels/inspector.h"

#include <QHBoxLayout>
#include <algorithm>
#include <cmath>
#include <tuple>

#include "ui/panels/detection_scene.h"
#include "ui/panels/input_rail.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/kind_choice.h"
#include "ui/panels/placed_text.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kShownLinks = 6;
constexpr int kInspectorNumber = 68;  // room of "0.324", left to the chips where the number is no longer

void change(Context& context, const std::function<void(Selection&)>& edit) {
  Selection next = context.store.selection();
  edit(next);
  context.store.select(next);
}

// The weight of the key's whole word, and its text; nothing for words of one token.
struct Word {
  QString text;
  double weight = 0;
};
std::optional<Word> key_word(Context& context) {
  const Store& store = context.store;
  const std::vector<float>* line = selected_row(context.feed);
  SideOptions options;
  options.merge_words = true;
  const Side side = side_of(key_axis(*store.trace(), *store.site()), options);
  const std::int64_t entry = side.find(store.selection().key);
  if (line == nullptr || entry < 0 || side.positions[std::size_t(entry)].size() < 2) return std::nullopt;
  Word word{side.label(entry), 0};
  for (const std::int64_t position : side.positions[std::size_t(entry)]) {
    if (position >= std::ssize(*line)) return std::nullopt;
    word.weight += (*line)[std::size_t(position)];
  }
  return word;
}

// Deformable attention has no weights of single keys.
bool samples(const Store& store) { return store.site() != nullptr && is_deformable(*store.site()); }

}  // namespace

SelectionSection::SelectionSection(Context context, QWidget* parent)
    : Section(tr("Selection"), parent),
      context_(context),
      chips_(new ChipPair(this)),
      number_(new ElidedLabel("text", 24, 500, this)),
      hint_(new ElidedLabel("text2", 12, 400, this)),
      word_(new ValueRow({}, this)),
      score_(new ValueRow(tr("score q·k/√d"), this)),
      rank_(new ValueRow(tr("rank"), this)) {
  number_->set_anchor_end(true);
  number_->setFixedWidth(kInspectorNumber);
  body()->setSpacing(4);
  body()->addLayout(row_of({chips_, number_}));
  for (QWidget* widget : std::initializer_list<QWidget*>{hint_, word_, score_, rank_}) body()->addWidget(widget);
  connect(&context_.store, &Store::view_changed, this, &SelectionSection::refresh);
  connect(&context_.feed.cell, &ViewLoader::changed, this, &SelectionSection::refresh);
  connect(&context_.feed.row, &ViewLoader::changed, this, &SelectionSection::refresh);
  connect(&context_.feed.whole, &ViewLoader::changed, this, &SelectionSection::refresh);
  connect(&context_.feed.scores, &ViewLoader::changed, this, &SelectionSection::refresh);
  connect(&context_.feed.rollout, &ViewLoader::changed, this, &SelectionSection::refresh);
  refresh();
}

namespace {

// Of the chosen key among all of its row: 1 is the largest.
struct Rank {
  std::int64_t at = 0, of = 0;
};

Rank rank_among(const std::vector<float>& row, std::size_t key) {
  return {1 + std::ranges::count_if(row, [&](float other) { return other > row[key]; }), std::ssize(row)};
}

// In the row that is shown, of words where they are joined.
std::optional<Rank> rank_in_row(const Feed& feed) {
  const Store& store = feed.store();
  const Selection& now = store.selection();
  if (!merges_words(store)) {
    const std::vector<float>* row = selected_row(feed);
    return row == nullptr || std::size_t(now.key) >= row->size() ? std::nullopt : std::optional(rank_among(*row, std::size_t(now.key)));
  }
  const auto words = chosen_words(feed);
  if (!words || words->key < 0) return std::nullopt;
  Rank rank = rank_among(word_row(store, *words).values, std::size_t(words->key));
  const CausalMask mask = causal_mask(*store.trace(), *store.site());
  rank.of = std::ranges::count_if(words->keys.positions, [&](const auto& word) { return !mask.hides(now.query, word.front()); });
  return rank;
}

}  // namespace

void SelectionSection::refresh() {
  const Store& store = context_.store;
  const Selection& now = store.selection();
  const bool some = store.site() != nullptr && now.query >= 0;
  setVisible(!samples(store));
  const bool pair = some && now.key >= 0;
  QString note = some ? tr("query %1").arg(now.query) : QString();
  if (pair) note += QStringLiteral(" · ") + tr("key %1").arg(now.key);
  set_note(note);
  chips_->setVisible(some);
  chips_->set(word_text(store, some ? now.query : -1, true), word_text(store, pair ? now.key : -1, false));
  const auto whole = pair ? word_value(context_.feed) : std::nullopt;
  const CellResult* cell = pair ? selected_cell(context_.feed) : nullptr;
  const bool rollout = shows_rollout(store), weights = store.look().quantity == Quantity::weight && !rollout;
  const auto value = cell == nullptr ? std::nullopt : whole.has_value() ? whole : selected_value(context_.feed);
  const double shown = value.value_or(0);
  number_->setVisible(some);
  number_->set_role(cell == nullptr ? "disabled" : "text");  // the earlier number stays, dimmed
  if (value || !pair) number_->set_text(value ? format_within(shown, shown) : QString());
  number_->setFixedWidth(std::max(kInspectorNumber, number_->sizeHint().width()));
  number_->setToolTip(value ? QString::number(shown, 'g', 7) : QString());
  hint_->setVisible(!pair);
  hint_->set_text(some ? tr("Click a key to read its weight") : tr("Click a cell, a link or a token"));
  score_->setVisible(pair && !whole);  // a word's number stands above: it is no product
  rank_->setVisible(pair);
  score_->set_name(weights ? tr("score q·k/√d") : rollout ? tr("weight of this head") : tr("weight"));
  if (cell != nullptr) {
    const bool masked = std::isinf(cell->score);  // then it is no key of the row
    score_->set(masked ? tr("masked") : weights ? format_value(cell->score, 2) : format_within(cell->weight, cell->weight));
    const auto rank = rollout || merges_words(store) ? rank_in_row(context_.feed) : std::optional(Rank{cell->rank, cell->keys});
    rank_->set(masked || !rank ? QStringLiteral("–") : QStringLiteral("%1 / %2").arg(rank->at).arg(rank->of));
  }
  const auto word = pair && weights && !whole ? key_word(context_) : std::nullopt;
  word_->setVisible(word.has_value() || (whole && cell != nullptr));
  if (word) word_->set_name(tr("%1, as one word").arg(isolated(word->text)));
  if (word) word_->set(format_within(word->weight, word->weight));
  if (!whole || cell == nullptr) return;
  word_->set_name(pair_text(position_text(store, now.query, true), position_text(store, now.key, false)) + QStringLiteral(" ") + tr("alone"));
  const double alone = store.look().quantity == Quantity::score ? cell->score : cell->weight;
  word_->set(std::isinf(alone) ? tr("masked") : format_within(alone, alone));
}

HeadSection::HeadSection(Context context, QWidget* parent)
    : Section(tr("Head"), parent),
      context_(context),
      layer_(new Stepper(tr("Layer"), this)),
      head_(new Stepper(tr("Head"), this)),
      mode_(new Segments({tr("One head"), tr("Mean"), tr("Max")}, tr("Heads shown"), this)),
      kind_(new KindChoice(context, this)) {
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  row->addWidget(name_label(tr("Layer"), 0, this));
  row->addWidget(layer_);
  row->addStretch(1);
  row->addWidget(name_label(tr("Head"), 0, this));
  row->addWidget(head_);
  body()->addLayout(row);
  body()->addWidget(mode_);
  body()->addLayout(row_of({name_label(tr("Show"), 40, this), kind_}));
  connect(layer_, &Stepper::stepped, this, [this](int value) { change(context_, [&](Selection& next) { next.layer = value; }); });
  connect(head_, &Stepper::stepped, this, [this](int value) {
    change(context_, [&](Selection& next) { next.head = {HeadChoice::Mode::one, value}; });
  });
  connect(mode_, &Segments::chosen, this, [this](int index) {
    change(context_, [&](Selection& next) { next.head.mode = static_cast<HeadChoice::Mode>(index); });
  });
  connect(&context_.store, &Store::view_changed, this, &HeadSection::refresh);
  refresh();
}

void HeadSection::refresh() {
  const Store& store = context_.store;
  const SiteInfo* site = store.site();
  for (QWidget* widget : std::initializer_list<QWidget*>{layer_, head_, mode_}) widget->setEnabled(site != nullptr);
  if (site == nullptr) return;
  layer_->set_range(0, layers_of(*store.trace(), store.selection().stream) - 1);
  layer_->set_value(store.selection().layer);
  head_->set_range(0, site->heads - 1);
  head_->set_value(store.selection().head.head);
  mode_->set_current(static_cast<int>(store.selection().head.mode));
  set_note(QStringLiteral("d = %1 · %2").arg(site->head_width).arg(tr("scale %1").arg(format_value(site->scale))));
}

namespace {

constexpr std::size_t kDistance = 1, kOrdered = 3, kFirst = 5;  // statistics that speak of a text's order; among them the one of the first token

// Patches and detections have no neighbours in a row and no separators; a class token can stand first.
bool orders_tokens(const Store& store, std::size_t statistic) {
  const Axis& keys = key_axis(*store.trace(), *store.site());
  return keys.kind == AxisKind::tokens || (statistic == kFirst && keys.leading > 0);
}

}  // namespace

StatisticsSection::StatisticsSection(Context context, QWidget* parent)
    : Section(tr("Statistics"), parent), context_(context), inside_(new StripPlot(tr("In final boxes"), this)), hint_(new ElidedLabel("text2", 12, 400, this)) {
  body()->setSpacing(0);
  for (const QString& name : {tr("Entropy, bits"), tr("Mean distance"), tr("On itself"), tr("On previous"), tr("On next"),
                              tr("On first"), tr("On separator")}) {
    strips_.push_back(new StripPlot(name, this));
    body()->addWidget(strips_.back());
  }
  inside_->set_meaning(tr("Of the weight that one head puts on a detection's sampling points, the share on those inside the box that the model reports: the mean over all detections"));
  body()->addWidget(inside_);
  body()->addWidget(hint_);
  connect(&context_.store, &Store::view_changed, this, &StatisticsSection::refresh);
  connect(&context_.feed.statistics, &ViewLoader::changed, this, &StatisticsSection::refresh);
  refresh();
}

void StatisticsSection::refresh() {
  const Store& store = context_.store;
  const auto* result = store.trace() != nullptr && context_.feed.statistics.has(store.trace()->id)
                           ? context_.feed.statistics.get<StatisticsResult>() : nullptr;
  const bool one = store.selection().head.mode == HeadChoice::Mode::one;
  hint_->setVisible(result == nullptr);
  hint_->set_text(context_.feed.statistics.error() ? engine_line(*context_.feed.statistics.error()) : tr("Nothing measured yet"));
  for (StripPlot* strip : strips_) strip->setVisible(result != nullptr && !samples(store));
  for (StripPlot* strip : levels_) strip->hide();
  inside_->hide();
  if (result == nullptr) return set_note({});
  if (result->every > 1)
    set_note(tr("one query of every %1").arg(result->every));
  else
    set_note(one ? tr("selected among %1 heads", nullptr, int(result->heads.size())).arg(result->heads.size()) : tr("%1 heads", nullptr, int(result->heads.size())).arg(result->heads.size()));
  const double HeadStatistics::* fields[] = {&HeadStatistics::entropy, &HeadStatistics::distance, &HeadStatistics::on_self,
                                             &HeadStatistics::on_previous, &HeadStatistics::on_next,
                                             &HeadStatistics::on_first, &HeadStatistics::on_separator};
  const bool self = store.site() != nullptr && store.site()->query_axis == store.site()->key_axis;
  int selected = -1;
  for (std::size_t i = 0; i < result->heads.size(); ++i) {
    const HeadStatistics& of = result->heads[i];
    if (one && of.layer == store.selection().layer && of.head == store.selection().head.head) selected = int(i);
  }
  if (samples(store)) return refresh_sampled(*result, selected);
  for (std::size_t f = 0; f < strips_.size(); ++f) {
    std::vector<double> values;
    for (const HeadStatistics& of : result->heads) values.push_back(of.*fields[f]);
    strips_[f]->set(std::move(values), selected);
    strips_[f]->setVisible((self || f < 2 || f > 4) && (f < kOrdered || orders_tokens(store, f)) && !(f == kDistance && between_objects(store)));
  }
}

// Entropy, weight inside the detections' boxes, weight on every level.
void StatisticsSection::refresh_sampled(const StatisticsResult& result, int selected) {
  const auto show = [&](StripPlot& strip, const std::function<double(const HeadStatistics&)>& value) {
    std::vector<double> values;
    for (const HeadStatistics& of : result.heads) values.push_back(value(of));
    strip.set(std::move(values), selected);
    strip.show();
  };
  show(*strips_.front(), [](const HeadStatistics& of) { return of.entropy; });
  const Store& store = context_.store;
  if (reads_objects(*store.trace(), *store.site()) && !store.trace()->detections.empty()) show(*inside_, [](const HeadStatistics& of) { return of.inside; });
  const std::size_t levels = store.site()->levels.size();
  while (levels_.size() < levels) {
    levels_.push_back(new StripPlot(tr("On level %1").arg(levels_.size()), this));
    body()->insertWidget(body()->indexOf(hint_), levels_.back());
  }
  for (std::size_t level = 0; level < levels; ++level) {
    show(*levels_[level], [level](const HeadStatistics& of) { return level < of.level_share.size() ? of.level_share[level] : 0; });
  }
}

namespace {

// Of detections, while no other queries are shown with them.
std::vector<QString> shown_names(const Store& store) {
  return store.site() != nullptr && between_objects(store) && !store.look().all_queries ? object_side(store).labels : std::vector<QString>();
}

}  // namespace

StrongestSection::StrongestSection(Context context, QWidget* parent)
    : Section(tr("Strongest links"), parent), context_(context) {
  body()->setSpacing(0);
  connect(&context_.feed.edges, &ViewLoader::changed, this, &StrongestSection::rebuild);
  for (ViewLoader* map : {&context_.feed.whole, &context_.feed.tile}) connect(map, &ViewLoader::changed, this, &StrongestSection::rebuild);
  connect(&context_.store, &Store::view_changed, this, [this] {
    if (merged_ != merges_words(context_.store) || rolls_ != shows_rollout(context_.store) || objects_ != shown_names(context_.store)) rebuild();
  });
  connect(&context_.store, &Store::run_changed, this, &StrongestSection::rebuild);
  rebuild();
}

namespace {

// Of every word that is no special token the word that it looks at most, the heaviest first.
std::vector<Edge> strongest_words(const Plane& map, const Side& queries, const Side& keys) {
  const Plane words = merged(map, queries, keys);
  std::vector<Edge> all;
  for (std::int64_t row = 0; row < words.rows; ++row) {
    Edge best;
    for (std::int64_t column = 0; column < words.columns; ++column) {
      const bool special = queries.special[std::size_t(row)] != 0 || keys.special[std::size_t(column)] != 0;
      if (!special && words.at(row, column) > best.weight) best = {row, column, {}, words.at(row, column)};
    }
    if (best.weight > 0) all.push_back(best);
  }
  std::ranges::stable_sort(all, std::greater{}, &Edge::weight);
  return all;
}

}  // namespace

void StrongestSection::rebuild_words(const Plane& map) {
  const Side queries = query_side(context_.store), keys = key_side(context_.store);
  std::vector<Edge> links = strongest_words(map, queries, keys);
  links.resize(std::min<std::size_t>(links.size(), kShownLinks));
  for (const Edge& link : links) add(link, placed_label(queries, link.query), placed_label(keys, link.key), {queries.position(link.query), keys.position(link.key)});
  align();
}

void StrongestSection::add(const Edge& link, const QString& query, const QString& key, std::pair<std::int64_t, std::int64_t> at) {
  auto* row = new LinkRow(query, key, link.weight, this);
  connect(row, &QAbstractButton::clicked, this, [this, at] {
    change(context_, [&](Selection& next) { std::tie(next.query, next.key) = at; });
  });
  body()->addWidget(row);
}

void StrongestSection::rebuild() {
  clear_layout(body());
  const Store& store = context_.store;
  merged_ = merges_words(store);
  rolls_ = shows_rollout(store);
  setVisible(!samples(store) && !rolls_);  // of one head: a rollout is of all
  objects_ = shown_names(store);
  const bool objects = store.site() != nullptr && between_objects(store);
  // Of the words or detections that the matrix has, by the names that they have there.
  const Plane* map = merged_ || !objects_.empty() ? linked_map(context_.feed) : nullptr;
  if (map != nullptr) set_note(objects ? QString() : tr("special tokens left out"));
  if (map != nullptr) return rebuild_words(*map);
  const auto* result = store.site() != nullptr && context_.feed.edges.has(store.trace()->id)
                           ? context_.feed.edges.get<EdgesResult>() : nullptr;
  set_note(result == nullptr || objects ? QString() : tr("special tokens left out"));
  if (result == nullptr) return;
  const auto name = [&](std::int64_t position, bool as_query) {
    return objects ? numbered_text(store, position) : placed_text(store, position, as_query);
  };
  const std::vector<bool> left_out = special_queries(store);
  int shown = 0;
  for (const Edge& edge : result->edges) {
    if (edge.query >= std::ssize(left_out) || left_out[std::size_t(edge.query)]) continue;
    if (++shown > kShownLinks) break;
    add(edge, name(edge.query, true), name(edge.key, false), {edge.query, edge.key});
  }
  align();
}

void StrongestSection::align() {
  std::vector<LinkRow*> rows;  // earlier ones are deleted later
  for (int i = 0; i < body()->count(); ++i)
    if (auto* row = qobject_cast<LinkRow*>(body()->itemAt(i)->widget())) rows.push_back(row);
  int most = 0;
  for (const LinkRow* row : rows) most = std::max(most, row->wanted_centre());
  for (LinkRow* row : rows) row->set_centre(most);
}

}  // namespace headlight::ui
