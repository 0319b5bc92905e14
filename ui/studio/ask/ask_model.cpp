#include "ui/studio/ask/ask_model.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/api/budget.h"
#include "engine/api/positions.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/winners.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

Side words_side(const Store& store, bool as_query) {
  const SiteInfo& site = *store.site();
  const Axis& axis = as_query ? query_axis(*store.trace(), site) : key_axis(*store.trace(), site);
  SideOptions options;
  options.written = as_query && !axis.writes.empty() && site.kind == SiteKind::cross;
  options.merge_words = true;
  return side_of(axis, options);
}

// The patches in the middle quarter of a picture; none for other axes.
std::vector<std::int64_t> middle_of(const TraceInfo& trace, const Axis& axis) {
  if (axis.kind != AxisKind::patches) return {};
  const double wide = double(axis.image[1]), high = double(axis.image[0]);
  const auto found = positions(trace, axis, box_words({wide / 4, high / 4, wide * 3 / 4, high * 3 / 4}));
  return found ? found.value() : std::vector<std::int64_t>();
}

}  // namespace

AskModel::AskModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      shapes_(context.store, this),
      asked_(context.client, "studio.ask", this),
      all_(context.client, "studio.ask.all", this),
      patterns_(context.client, "studio.ask.patterns", this),
      winners_(context.client, "studio.ask.winner", this),
      points_(context.client, "studio.ask.points", this) {
  connect(&shapes_, &SiteShapes::changed, this, &AskModel::forget_sides);
  connect(&points_, &ViewSet::changed, this, &AskModel::take);
  connect(&winners_, &ViewSet::changed, this, &AskModel::changed);
  for (ViewLoader* loader : {&asked_, &all_}) connect(loader, &ViewLoader::changed, this, &AskModel::take);
  connect(&patterns_, &ViewLoader::changed, this, &AskModel::changed);
}

bool AskModel::sampled() const { return context_.store.site() != nullptr && is_deformable(*context_.store.site()); }

bool AskModel::looks_back() const {
  const SiteInfo* site = context_.store.site();
  return site != nullptr && !is_deformable(*site) && site->query_axis == site->key_axis;
}

bool AskModel::can_turn() const { return looks_back() || (context_.store.site() != nullptr && !question().from.empty()); }

bool AskModel::reversed() const {
  const Question now = question();
  return now.reverse && !looks_back() && !now.from.empty();
}

Question AskModel::question() const {
  const Store& store = context_.store;
  Question question = store.studio().question;
  if (store.site() == nullptr) return {};
  const Selection& now = store.selection();
  if (const bool lost = std::exchange(question.lost, false); question == Question{}) {
    question.from = whole_word(from_side_, now.query);
    if (!sampled() && !lost) question.to = whole_word(to_side_, now.key);
    if (!sampled() && !lost && question.to.empty()) question.to = middle_of(*store.trace(), key_axis(*store.trace(), *store.site()));
  }
  if (sampled() && !question.box && question.region.empty() && now.detection >= 0 && reads_objects(*store.trace(), *store.site())) {
    const Box box = object_words(*store.trace(), now.detection).box;
    question.box = {box.x0, box.y0, box.x1, box.y1};
  }
  if (!sampled()) question.box.reset();
  if (!sampled()) question.region.clear();
  return question;
}

bool AskModel::has_target() const {
  const Question now = question();
  return now.box || !now.region.empty() || (!sampled() && !now.to.empty());
}

void AskModel::change(const std::function<void(Question&)>& edit) {
  Studio next = context_.store.studio();
  next.question = question();
  edit(next.question);
  context_.store.set_studio(std::move(next));
}

void AskModel::set_from(std::vector<std::int64_t> positions) {
  change([&](Question& question) { question.from = std::move(positions); });
}

void AskModel::set_to(std::vector<std::int64_t> positions) {
  change([&](Question& question) { question.to = std::move(positions); });
}

void AskModel::set_box(const std::array<double, 4>& box) {
  change([&](Question& question) {
    question.box = box;
    question.region.clear();
  });
}

void AskModel::set_region(bool as_from, const Region& region) {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr || region.empty()) return;
  if (!as_from && sampled()) {
    return change([&](Question& question) {
      question.box.reset();
      question.region = region;
    });
  }
  std::vector<std::int64_t> found = positions_in(*trace, as_from ? query_axis(*trace, *site) : key_axis(*trace, *site), region);
  if (found.empty()) return;  // nothing of the axis lies there
  as_from ? set_from(std::move(found)) : set_to(std::move(found));
}

void AskModel::set_class(bool as_from, const std::string& label) {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr) return;
  if (!as_from && sampled()) return set_region(false, region_of_class(*trace, label));
  auto found = positions(*trace, as_from ? query_axis(*trace, *site) : key_axis(*trace, *site), "class:" + label);
  if (found) as_from ? set_from(std::move(found.value())) : set_to(std::move(found.value()));
}

std::string AskModel::asked_class(bool as_from) const {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr) return {};
  const Question now = question();
  if (!as_from && sampled()) return class_of_region(*trace, now.region);
  return class_of_positions(*trace, as_from ? query_axis(*trace, *site) : key_axis(*trace, *site), as_from ? now.from : now.to);
}

// Of sampled layers: their points are added up here.
void AskModel::ask_region(const Question& now) {
  const TraceInfo& trace = *context_.store.trace();
  asked_.clear();
  all_.clear();
  points_.request(trace.id, region_requests(trace, context_.store.site()->stream, reversed() ? std::vector<std::int64_t>() : now.from));
}

void AskModel::turn_round() {
  if (!can_turn()) return;
  const bool swaps = looks_back();
  change([swaps](Question& question) {
    if (swaps) std::swap(question.from, question.to);
    else question.reverse = !question.reverse;
  });
}

void AskModel::want_patterns(bool on) {
  wants_patterns_ = on;
  refresh();
}

void AskModel::retry() {
  for (ViewLoader* loader : {&asked_, &all_, &patterns_}) loader->clear();
  for (ViewSet* set : {&points_, &winners_}) set->clear();
  refresh();
}

void AskModel::refresh() {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr) {
    from_side_ = to_side_ = {};
    for (ViewLoader* loader : {&asked_, &all_, &patterns_}) loader->clear();
    return points_.clear();
  }
  from_side_ = words_side(context_.store, true);
  to_side_ = sampled() ? Side() : words_side(context_.store, false);
  const Question now = question();
  if (now.region.empty()) points_.clear();
  if (!now.region.empty()) {
    ask_region(now);
  } else if (has_target()) {
    const bool whole = now.box && now.from.empty();
    asked_.request(trace->id, RankingRequest{site->stream, now.from, now.to, now.box});
    if (whole || now.from.empty()) all_.clear();
    else all_.request(trace->id, RankingRequest{site->stream, {}, now.to, now.box});
  } else {
    asked_.clear();
    all_.clear();
  }
  const bool tokens = site->query_axis == site->key_axis && query_axis(*trace, *site).kind == AxisKind::tokens;
  if (wants_patterns_ && tokens) patterns_.request(trace->id, PatternsRequest{site->stream, most_exact_cells});
  else patterns_.clear();
  take();
}

// What was answered of the run before goes with them.
void AskModel::forget_sides() {
  from_side_ = to_side_ = {};
  take();
}

void AskModel::take() {
  const Store& store = context_.store;
  const TraceInfo* trace = store.trace();
  const SiteInfo* site = store.site();
  answer_.reset();
  general_.reset();
  if (trace != nullptr && site != nullptr && points_.has(trace->id) && points_.current()) take_region(question());
  else if (trace != nullptr && site != nullptr && asked_.has(trace->id)) take_ranking(question());
  ask_winners();
  Q_EMIT changed();
}

double AskModel::part_of_queries() const {
  const std::int64_t queries = query_axis(*context_.store.trace(), *context_.store.site()).size();
  return double(question().from.size()) / double(std::max<std::int64_t>(1, queries));
}

void AskModel::take_region(const Question& now) {
  const TraceInfo& trace = *context_.store.trace();
  if (reversed()) answer_ = answer_of(mass_from(now.region, trace, points_.shown(), points_.results(), now.from), part_of_queries());
  else answer_ = answer_of(mass_in(now.region, trace, points_.shown(), points_.results()), share_of(now.region, image_size(trace, {})));
}

void AskModel::take_ranking(const Question& now) {
  const TraceInfo& trace = *context_.store.trace();
  const SiteInfo& site = *context_.store.site();
  const auto* request = std::get_if<RankingRequest>(&asked_.shown()->view);
  const auto* result = asked_.get<RankingResult>();
  const auto* all = all_.has(trace.id) ? all_.get<RankingResult>() : nullptr;
  if (result == nullptr || request->stream != site.stream) return;
  const bool asked = *request == RankingRequest{site.stream, now.from, now.to, now.box};  // else of the question before
  if (reversed()) {
    RankingRequest whole = *request;
    whole.from.clear();
    const bool both = all != nullptr && request->from == now.from && all_.shown()->view == ViewRequest(whole);
    if (both) answer_ = answer_of(share_from(*result, *all, part_of_queries()), part_of_queries());
    return;
  }
  if (!asked) return;
  const double even = now.box ? share_of(*now.box, key_axis(trace, site)) : evenly_spread(site, query_axis(trace, site).size(), key_axis(trace, site).size(), now);
  answer_ = answer_of(*result, even);
  const bool whole = all != nullptr && all_.shown()->view == ViewRequest(RankingRequest{site.stream, {}, now.to, now.box});
  if (whole) general_ = answer_of(*all, even);
}

bool AskModel::on_picture() const {
  const SiteInfo* site = context_.store.site();
  return site != nullptr && (sampled() || key_axis(*context_.store.trace(), *site).kind != AxisKind::tokens);
}

void AskModel::ask_winners() {
  std::vector<ViewRequest> wanted;
  if (answer_ && on_picture()) wanted = winner_requests(context_.store, question(), *answer_);
  if (wanted.empty()) winners_.clear();
  else winners_.request(context_.store.trace()->id, std::move(wanted));
}

QString AskModel::table() const {
  QString text = QStringLiteral("stream\tlayer\thead\t%1\n").arg(reversed() ? QStringLiteral("share") : QStringLiteral("mass"));
  if (!answer_) return text;
  for (const RankedHead& head : answer_->heads) {
    const SiteInfo& site = context_.store.trace()->sites[std::size_t(head.site)];
    text += QStringLiteral("%1\t%2\t%3\t%4\n").arg(from_utf8(site.stream)).arg(head.layer).arg(head.head).arg(head.mass, 0, 'g', 9);
  }
  return text;
}

const PatternsResult* AskModel::patterns() const {
  const TraceInfo* trace = context_.store.trace();
  return trace != nullptr && patterns_.has(trace->id) ? patterns_.get<PatternsResult>() : nullptr;
}

QString AskModel::from_words() const {
  const Question now = question();
  const Store& store = context_.store;
  if (sampled() && store.site() != nullptr && reads_objects(*store.trace(), *store.site()) && now.from.size() == 1) return object_text(*store.trace(), now.from.front());
  return words_of(from_side_, now.from);
}

QString AskModel::to_words() const {
  if (!has_target()) return QStringLiteral("…");
  if (!sampled()) return words_of(to_side_, question().to);
  if (question().region.empty()) return tr("the box");
  const std::string label = class_of_region(*context_.store.trace(), question().region);
  return label.empty() ? tr("the region") : tr("every box of %1").arg(from_utf8(label));
}

QString AskModel::from_said() const {
  const Question now = question();
  return sampled() || now.from.empty() ? from_words() : said_of(from_side_, now.from);
}

QString AskModel::to_said() const { return sampled() || !has_target() ? to_words() : said_of(to_side_, question().to); }

QString AskModel::said(double mass) const { return (reversed() ? tr("share %1") : tr("mass %1")).arg(mass_text(mass)); }

QString AskModel::mass_text(double mass) const { return format_value(mass, answer_ ? answer_->decimals : 3); }

}  // namespace headlight::ui
