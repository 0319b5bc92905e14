#include "ui/studio/ask/batch_model.h"

#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "ui/state/engine_words.h"
#include "ui/state/session_answers.h"

namespace headlight::ui {

namespace {

QByteArray quoted(QString text) {
  if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n'))) return text.toUtf8();
  return (QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')).toUtf8();
}

QByteArray number(double value) { return QByteArray::number(value, 'g', 9); }

constexpr std::size_t kMostQuestions = 8, kMostPutAway = 20'000;  // whose answers are kept; inputs of each

std::string input_key(const InputSpec& input) { return input.image + '\n' + input.text; }

}  // namespace

void BatchModel::set_items(std::vector<Item> items) {
  stop();
  put_away();
  items_ = std::move(items);
  take_back();
  summarise();
  Q_EMIT changed();
}

void BatchModel::put_away() {
  const auto same = [this](const PutAway& one) { return one.model == model_ && one.question == question_; };
  PutAway now{model_, question_, {}};
  if (const auto at = std::ranges::find_if(put_away_, same); at != put_away_.end()) {
    now = std::move(*at);
    put_away_.erase(at);
  }
  for (Item& item : items_) {
    if (item.state == State::waiting || now.answers.size() >= kMostPutAway) continue;
    now.answers.insert_or_assign(input_key(item.input), Item{item.name, item.input, item.state, std::move(item.why), std::move(item.heads)});
  }
  if (!now.answers.empty()) put_away_.push_front(std::move(now));
  if (put_away_.size() > kMostQuestions) put_away_.pop_back();
}

// The same input twice in the list is answered twice.
void BatchModel::take_back() {
  const auto at = std::ranges::find_if(put_away_, [this](const PutAway& one) { return one.model == model_ && one.question == question_; });
  if (at == put_away_.end()) return;
  std::unordered_map<std::string, std::size_t> taken;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const std::string key = input_key(items_[i].input);
    if (const auto first = taken.find(key); first != taken.end()) {
      items_[i] = items_[first->second];
    } else if (auto node = at->answers.extract(key); !node.empty()) {
      items_[i] = std::move(node.mapped());
      taken.emplace(key, i);
    }
  }
}

void BatchModel::set_sentences(const QStringList& lines) {
  std::vector<Item> items;
  for (const QString& line : lines) {
    const QString text = line.trimmed();
    if (text.isEmpty()) continue;
    Item item;
    item.name = text;
    item.input.text = text.toStdString();
    items.push_back(std::move(item));
  }
  set_items(std::move(items));
}

void BatchModel::set_pictures(const QStringList& files) {
  std::vector<Item> items;
  for (const QString& file : files) {
    Item item;
    item.name = QFileInfo(file).fileName();
    item.input.image = file.toStdString();
    items.push_back(std::move(item));
  }
  set_items(std::move(items));
}

void BatchModel::set_question(BatchQuestion question) {
  const Run* run = context_.store.run();
  const std::string model = run == nullptr ? std::string() : run->model;
  if (question == question_ && model == model_) return;
  stop();
  put_away();
  question_ = std::move(question);
  typed_ = {question_.from, question_.to};
  model_ = model;
  for (Item& item : items_) item = {std::move(item.name), std::move(item.input), State::waiting, {}, {}};
  take_back();
  summarise();
  Q_EMIT changed();
}

std::optional<BatchQuestion> BatchModel::follow(const BatchQuestion& described, bool seen) {
  const Run* run = context_.store.run();
  if (run == nullptr) return std::nullopt;
  const bool same_model = run->model == model_, same_run = run->number == described_run_;
  const bool looks_on = seen && same_model && (!same_run || context_.store.studio().question.of_selection()) && count(State::done) > 0;
  const bool restored = !described_, changed = described_ != described, other_stream = same_run && !restored && described_->stream != described.stream;
  described_run_ = run->number;
  described_ = described;
  if (running_ && same_model) return std::nullopt;
  if (changed && !looks_on && !restored) return described;
  BatchQuestion kept = question_;
  if (other_stream) kept.stream = described.stream;
  if ((restored || !same_model || other_stream) && !fits(*run->trace, kept)) return described;
  return same_model && kept == question_ ? std::nullopt : std::optional(kept);  // another model has answers of its own
}

std::string BatchModel::hash_of(const std::string& model) const {
  const auto& runs = context_.store.runs();
  const auto at = std::ranges::find(runs, model, &Run::model);
  return at == runs.end() || at->trace->model.hash.empty() ? model : at->trace->model.hash;
}

std::optional<ManyInputs> BatchModel::kept() const {
  if (items_.empty()) return std::nullopt;
  ManyInputs many{question_.stream, question_.from.toStdString(), question_.to.toStdString(), question_.from_region, question_.to_region, question_.reverse, false, {}};
  many.shown = shown_;
  for (const Item& item : items_) {
    many.pictures = many.pictures || !item.input.image.empty();
    many.inputs += (many.inputs.empty() ? "" : "\n") + (item.input.image.empty() ? item.input.text : item.input.image);
  }
  if (count(State::waiting) < items_.size()) many.answers = kept_answers();
  return many;
}

// Every input's masses in the order of the first one's heads.
ManyAnswers BatchModel::kept_answers() const {
  ManyAnswers answers{hash_of(model_)};
  std::map<std::pair<int, int>, std::size_t> places;
  const auto first = std::ranges::find(items_, State::done, &Item::state);
  if (first != items_.end()) {
    for (const RankedHead& head : first->heads) {
      if (places.try_emplace({head.layer, head.head}, answers.heads.size()).second) answers.heads.push_back({head.site, head.layer, head.head});
    }
  }
  std::vector<float> row(answers.heads.size());
  for (const Item& item : items_) {
    const bool room = (answers.masses.size() + row.size()) * sizeof(float) <= most_answer_bytes;
    bool same = item.state == State::done && item.heads.size() == row.size() && room;
    for (std::size_t i = 0; same && i < row.size(); ++i) {
      const auto at = places.find({item.heads[i].layer, item.heads[i].head});
      same = at != places.end();
      if (same) row[at->second] = float(item.heads[i].mass);
    }
    answers.states += same ? 'd' : item.state == State::left_out ? 'l' : 'w';
    if (same) answers.masses.insert(answers.masses.end(), row.begin(), row.end());
    if (item.state == State::left_out) answers.reasons.push_back({item.why->what, item.why->where, item.why->found, item.why->expected});
  }
  return answers;
}

void BatchModel::restore_answers(const ManyAnswers& answers) {
  if (answers.states.size() != items_.size() || answers.model != hash_of(model_)) return;
  auto mass = answers.masses.begin();
  auto reason = answers.reasons.begin();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    Item& item = items_[i];
    if (answers.states[i] == 'w') continue;
    item.state = answers.states[i] == 'd' ? State::done : State::left_out;
    item.heads.clear();
    item.why.reset();
    if (item.state == State::left_out) {
      const auto& [what, where, found, expected] = *reason++;
      item.why = unusable(what, where, found, expected);
      continue;
    }
    for (const auto& [site, layer, head] : answers.heads) item.heads.push_back({int(site), int(layer), int(head), double(*mass++)});
    std::ranges::stable_sort(item.heads, std::greater{}, &RankedHead::mass);
  }
  summarise();
}

void BatchModel::restore(const ManyInputs& many) {
  const QStringList lines = QString::fromStdString(many.inputs).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  many.pictures ? set_pictures(lines) : set_sentences(lines);
  set_question({many.stream, QString::fromStdString(many.from), QString::fromStdString(many.to), many.from_region, many.to_region, many.reverse});
  if (many.answers) restore_answers(*many.answers);
  shown_ = many.shown;
  described_.reset();
  Q_EMIT changed();
  Q_EMIT restored();
}

void BatchModel::start() {
  if (running_ || context_.store.run() == nullptr) return;
  running_ = true;
  next();
}

void BatchModel::stop() {
  if (!running_) return;
  running_ = false;
  context_.client.drop(kSlot);
  if (const TracePtr trace = std::exchange(asking_, nullptr)) let_go(*trace);
  Q_EMIT changed();
}

std::size_t BatchModel::count(State state) const { return std::size_t(std::ranges::count(items_, state, &Item::state)); }

void BatchModel::next() {
  if (const TracePtr trace = std::exchange(asking_, nullptr)) let_go(*trace);
  const auto waiting = std::ranges::find(items_, State::waiting, &Item::state);
  const Run* run = context_.store.run();
  if (waiting == items_.end() || run == nullptr || run->model != model_) {
    running_ = false;
    return Q_EMIT changed();
  }
  const auto at = std::size_t(waiting - items_.begin());
  context_.client.submit({.slot = kSlot,
                          .request = RunRequest{run->model, waiting->input, context_.runs.options_of(*run)},
                          .receiver = this,
                          .done = [this, at](Result<Reply> reply) { take_run(at, std::move(reply)); }});
  Q_EMIT changed();
}

void BatchModel::leave_out(std::size_t at, const Error& error) {
  items_[at].state = State::left_out;
  items_[at].why = error;
  next();
}

void BatchModel::take_run(std::size_t at, Result<Reply> reply) {
  if (!running_ || at >= items_.size()) return;
  if (!reply.ok()) return leave_out(at, reply.error());
  if (const auto* trace = std::get_if<TracePtr>(&reply.value())) return ask(at, *trace);
  leave_out(at, failed("another answer came back", "run"));
}

void BatchModel::ask(std::size_t at, const TracePtr& trace) {
  asking_ = trace;
  auto wanted = batch_ask(*trace, question_, QString::fromStdString(items_[at].input.image));
  if (!wanted) return leave_out(at, wanted.error());
  ask_next({at, trace, std::move(wanted.value()), {}});
}

void BatchModel::ask_next(Asking asking) {
  Request view = ViewOfTrace{asking.trace->id, asking.ask.views[asking.answers.size()]};
  context_.client.submit({.slot = kSlot,
                          .request = std::move(view),
                          .receiver = this,
                          .done = [this, asking = std::move(asking)](Result<Reply> answer) mutable { take_answer(std::move(asking), std::move(answer)); }});
}

void BatchModel::take_answer(Asking asking, Result<Reply> reply) {
  if (!running_ || asking.at >= items_.size()) return;
  if (!reply.ok()) return leave_out(asking.at, reply.error());
  const auto* view = std::get_if<ViewPtr>(&reply.value());
  asking.answers.push_back(view == nullptr ? nullptr : *view);
  if (asking.answers.size() < asking.ask.views.size()) return ask_next(std::move(asking));
  const auto ranking = batch_answer(*asking.trace, asking.ask, asking.answers);
  if (!ranking) return leave_out(asking.at, ranking.error());
  items_[asking.at].state = State::done;
  items_[asking.at].heads = ranking->heads;
  add(items_[asking.at]);
  sort_heads();
  next();
}

void BatchModel::let_go(const TraceInfo& trace) { context_.client.let_go(trace.id); }

void BatchModel::summarise() {
  totals_.clear();
  for (const Item& item : items_) add(item);
  sort_heads();
}

// Mean and squares grow input by input (Welford 1962).
void BatchModel::add(const Item& item) {
  for (const RankedHead& head : item.heads) {
    HeadSpread& one = totals_.try_emplace({head.layer, head.head}, HeadSpread{head.layer, head.head, 0, 0, head.mass, head.mass, 0}).first->second;
    const double before = head.mass - one.mean;
    one.mean += before / double(++one.inputs);
    one.spread += before * (head.mass - one.mean);
    one.least = std::min(one.least, head.mass);
    one.most = std::max(one.most, head.mass);
  }
}

void BatchModel::sort_heads() {
  heads_.clear();
  for (const auto& [place, total] : totals_) {
    heads_.push_back(total);
    heads_.back().spread = total.inputs > 1 ? std::sqrt(total.spread / double(total.inputs - 1)) : 0;
  }
  std::ranges::stable_sort(heads_, std::greater{}, &HeadSpread::mean);
}

std::vector<InputMass> BatchModel::masses(int layer, int head) const {
  std::vector<InputMass> all;
  for (std::size_t item = 0; item < items_.size(); ++item) {
    const auto at = std::ranges::find_if(items_[item].heads, [&](const RankedHead& each) { return each.layer == layer && each.head == head; });
    if (at != items_[item].heads.end()) all.push_back({item, at->mass});
  }
  std::ranges::stable_sort(all, std::greater{}, &InputMass::mass);
  return all;
}

QByteArray BatchModel::csv() const {
  QByteArray out = question_.reverse ? "input,state,layer,head,share,spread\r\n" : "input,state,layer,head,mass,spread\r\n";
  for (const Item& item : items_) {
    const QByteArray name = quoted(item.name);
    if (item.state == State::waiting) out += name + ",not asked,,,,\r\n";
    if (item.state == State::left_out) out += name + ',' + quoted(item.why ? engine_line(*item.why) : QString()) + ",,,,\r\n";
    for (const RankedHead& head : item.heads) out += name + ",done," + QByteArray::number(head.layer) + ',' + QByteArray::number(head.head) + ',' + number(head.mass) + ",\r\n";
  }
  for (const HeadSpread& head : heads_) {
    out += "mean of " + QByteArray::number(qulonglong(head.inputs)) + ",done," + QByteArray::number(head.layer) + ',' + QByteArray::number(head.head) + ',' + number(head.mean) + ',' + number(head.spread) + "\r\n";
  }
  return out;
}

Result<Written> BatchModel::write(const QString& path) const {
  QSaveFile file(path);
  const QByteArray bytes = csv();
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
    return unusable("the table cannot be written", path.toStdString(), file.errorString().toStdString(), "a writable file");
  return Written{path.toStdString(), bytes.size()};
}

}  // namespace headlight::ui
