#include "ui/panels/pointer.h"

#include "ui/panels/scene.h"
#include "ui/state/map_kind.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

const HeadStatistics* statistics_of(Feed& feed, int site, int head) {
  const auto* all = feed.statistics.get<StatisticsResult>();
  if (all == nullptr) return nullptr;
  for (const HeadStatistics& of : all->heads) {
    if (of.site == site && of.head == head) return &of;
  }
  return nullptr;
}

}  // namespace

Pointer::Pointer(Feed& feed, QObject* parent) : QObject(parent), feed_(feed) {
  connect(&feed_.pointed, &ViewLoader::changed, this, &Pointer::show_cell);
  connect(&feed_.store(), &Store::run_changed, this, &Pointer::away);
  connect(&feed_.store(), &Store::view_changed, this, [this] {
    if (hit_) hit_->has_value = false;  // it was another head's; the next picture or the cell asked for brings the new one
  });
}

void Pointer::at(const Hit& hit, QPoint global, bool head_of_grid, QWidget* window) {
  const Store& store = feed_.store();
  if (store.trace() == nullptr || store.pinned()) return;
  hit_ = hit;
  global_ = global;
  if (tip_ != nullptr) tip_->stay_in(window);
  if (head_of_grid) {
    const auto& sites = store.trace()->sites;
    if (hit.site < 0 || std::size_t(hit.site) >= sites.size()) return away();
    feed_.store().hover({-1, -1, sites[std::size_t(hit.site)].layer, hit.head});
    return say(head_words_of(hit.site, hit.head));
  }
  feed_.store().hover({hit.query, hit.key, -1, -1});
  show_cell();
}

void Pointer::away() {
  hit_.reset();
  if (tip_ != nullptr) tip_->hide();
  text_.clear();
  feed_.store().hover({});
  Q_EMIT text_changed();
}

HoverTip::Words Pointer::head_words_of(int site, int head) const {
  const int layer = feed_.store().trace()->sites[std::size_t(site)].layer;
  HoverTip::Words words;
  words.name = QStringLiteral("%1.%2").arg(layer).arg(head);
  const HeadStatistics* of = statistics_of(feed_, site, head);
  if (of == nullptr) return words;
  words.value = tr("entropy %1 bits").arg(format_value(of->entropy, 2));
  words.second = tr("distance %1 · on first %2").arg(format_value(of->distance, 2), format_value(of->on_first, 2));
  return words;
}

static QString value_words(double value) { return format_within(value, value, 4); }

void Pointer::show_cell() {
  if (!hit_) return;
  const Store& store = feed_.store();
  HoverTip::Words words;
  if (hit_->query < 0 && hit_->key < 0) {
    if (!hit_->has_value || !hit_->place) return;
    words.name = hit_->key_label;  // a place of a map that is no attention
    words.value = value_words(hit_->value);
    return say(words);
  }
  if (hit_->has_value && hit_->key < 0 && hit_->head >= 0) {  // a sampling point: head, level, point and its weight
    words.name = hit_->key_label;
    if (!words.name.isEmpty()) words.name[0] = words.name[0].toUpper();
    words.value = value_words(hit_->value);
    words.second = tr("sampled for %1").arg(hit_->query_label);
    return say(words);
  }
  if (hit_->query < 0 || hit_->key < 0) {
    words.name = hit_->query >= 0 ? hit_->query_label : hit_->key_label;
    words.value = hit_->query >= 0 ? tr("query %1").arg(hit_->query) : tr("key %1").arg(hit_->key);
    return say(words);
  }
  words.name = pair_text(hit_->query_label, hit_->key_label);
  if (hit_->has_value) words.value = value_words(hit_->value);
  const auto* request = feed_.pointed.shown() ? std::get_if<CellRequest>(&feed_.pointed.shown()->view) : nullptr;
  const auto* cell = feed_.pointed.get<CellResult>();
  if (cell != nullptr && request != nullptr && request->query == hit_->query && request->key == hit_->key &&
      request->head == store.selection().head && !store.look().merge_words && store.site() != nullptr && request->site == store.site()->id) {
    const MapKind kind = map_kind(store.look());
    const bool weights = kind == MapKind::weight || (kind == MapKind::rollout && !shows_rollout(store)), scores = kind == MapKind::score;
    if (!hit_->has_value) words.value = value_words(scores ? cell->score : cell->weight);
    if (std::isinf(cell->score)) {  // it is no key of this row: it has no rank
      words.second = tr("masked");
      return say(words);
    }
    words.second = weights ? tr("score %1 · rank %2 / %3") : tr("weight %1 · rank %2 / %3");
    words.second = words.second.arg(weights ? format_value(cell->score, 2) : value_words(cell->weight))
                       .arg(cell->rank)
                       .arg(cell->keys);
  }
  say(words);
}

void Pointer::say(const HoverTip::Words& words) {
  if (tip_ != nullptr) tip_->show_at(global_, words);
  text_ = words.value.isEmpty() ? words.name : words.name + QStringLiteral("  ") + words.value;
  Q_EMIT text_changed();
}

}  // namespace headlight::ui
