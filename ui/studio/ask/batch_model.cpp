#include "ui/studio/ask/batch_model.h"

#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ui/state/engine_words.h"

namespace headlight::ui {

namespace {

QByteArray quoted(QString text) {
  if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n'))) return text.toUtf8();
  return (QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')).toUtf8();
}

QByteArray number(double value) { return QByteArray::number(value, 'g', 9); }

}  // namespace

void BatchModel::set_items(std::vector<Item> items) {
  for (Item& item : items) {
    const auto known = std::ranges::find_if(items_, [&](const Item& old) { return old.input == item.input && old.state != State::waiting; });
    if (known != items_.end()) item = *known;
  }
  stop();
  items_ = std::move(items);
  summarise();
  Q_EMIT changed();
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
  question_ = std::move(question);
  model_ = model;
  for (Item& item : items_) item = {item.name, item.input, State::waiting, {}, {}};
  summarise();
  Q_EMIT changed();
}

void BatchModel::start() {
  if (running_ || context_.store.run() == nullptr) return;
  error_.reset();
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
  items_[at].why = engine_line(error);
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
  summarise();
  next();
}

void BatchModel::let_go(const TraceInfo& trace) { context_.client.let_go(trace.id); }

void BatchModel::summarise() {
  std::map<std::pair<int, int>, std::vector<double>> all;
  for (const Item& item : items_) {
    for (const RankedHead& head : item.heads) all[{head.layer, head.head}].push_back(head.mass);
  }
  heads_.clear();
  for (const auto& [place, masses] : all) {
    HeadSpread one{place.first, place.second, 0, 0, masses.front(), masses.front(), masses.size()};
    for (const double mass : masses) {
      one.mean += mass / double(masses.size());
      one.least = std::min(one.least, mass);
      one.most = std::max(one.most, mass);
    }
    double squares = 0;
    for (const double mass : masses) squares += (mass - one.mean) * (mass - one.mean);
    if (masses.size() > 1) one.spread = std::sqrt(squares / double(masses.size() - 1));
    heads_.push_back(one);
  }
  std::ranges::stable_sort(heads_, std::greater{}, &HeadSpread::mean);
}

QByteArray BatchModel::csv() const {
  QByteArray out = question_.reverse ? "input,state,layer,head,share,spread\r\n" : "input,state,layer,head,mass,spread\r\n";
  for (const Item& item : items_) {
    const QByteArray name = quoted(item.name);
    if (item.state == State::waiting) out += name + ",not asked,,,,\r\n";
    if (item.state == State::left_out) out += name + ',' + quoted(item.why) + ",,,,\r\n";
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
