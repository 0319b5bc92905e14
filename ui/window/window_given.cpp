// Opening what was given: what belongs together, one run after the other, and in one line what cannot be opened.
#include <QFileInfo>
#include <algorithm>
#include <iterator>

#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/window/main_window.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

constexpr qsizetype kMostNamed = 4;   // models in one line
constexpr qsizetype kHashShown = 12;  // digits that tell weights apart

// Each once, however many runs need it.
std::ptrdiff_t missing_things(const std::vector<Given::Refused>& refused) {
  std::ptrdiff_t count = 0;
  for (auto at = refused.begin(); at != refused.end(); ++at) count += at->missing && std::find(refused.begin(), at, *at) == at ? 1 : 0;
  return count;
}

}  // namespace

void MainWindow::open_paths(const QStringList& paths) {
  for (const QString& path : paths) used_file(path);
  if (!paths.isEmpty()) open_given(sorted(paths, options_.model_names));
}

void MainWindow::open_given(Given given) {
  open_no_more();
  if (given.sessions.size() == 1 && given.size() == 1) return open_session(given.sessions.front());
  if (given.models.size() == 1 && given.size() == 1) return open_model(given.models.front(), {});
  if (!await_models(given)) open_known(std::move(given));
}

void MainWindow::open_known(Given given) {
  Pairs pairs = paired(given, [this](const std::string& model) { return reads(model); });
  std::vector<Given::Input> misfits;
  if (given.models.empty()) choose_models(given, pairs, misfits);
  const bool unfit = given.models.size() == 1 && !pairs.refused.empty();
  if (unfit) {  // as if it had been chosen before: it opens on an input of its own
    std::ranges::copy_if(given.inputs, std::back_inserter(misfits), [&](const Given::Input& input) { return !reads(given.models.front()).takes(input); });
    if (misfits.size() == given.inputs.size()) pairs.openings.push_back({from_utf8(given.models.front()), given.models.front(), {}});
    pairs.refused.clear();
  }
  misfits_ = std::move(misfits);
  given_ = given.size();
  refused_ = std::move(given.refused);
  refused_.insert(refused_.end(), pairs.refused.begin(), pairs.refused.end());
  for (const QString& session : given.sessions) refused_.push_back({tr("A session is opened alone"), session});
  waiting_.assign(pairs.openings.begin(), pairs.openings.end());
  opening_.reset();
  open_next();
}

// What models read is known once they have been looked at.
bool MainWindow::await_models(const Given& given) {
  QStringList unknown;
  for (const std::string& model : given.models) {
    if (catalogue_.find(model) == nullptr && !holds_code(model) && model.starts_with('/')) unknown.append(from_utf8(model));
  }
  const bool inputs = !given.inputs.empty() || given.models.size() > 1;
  if (!inputs || (catalogue_.looked() && unknown.isEmpty())) return false;
  await_catalogue([this, given] { open_known(given); });
  unknown.isEmpty() ? catalogue_.look() : catalogue_.add_folders(unknown);
  return true;
}

// What is opened then, unless something else was opened meanwhile.
void MainWindow::await_catalogue(std::function<void()> then) {
  disconnect(awaiting_);
  awaiting_ = connect(&catalogue_, &Catalogue::changed, this, [this, then = std::move(then)] {
    const auto act = then;
    disconnect(awaiting_);
    act();
  });
}

Reads MainWindow::reads(const std::string& model) const {
  const ModelEntry* entry = catalogue_.find(model);
  return entry == nullptr || !entry->usable ? Reads{} : Reads{true, entry->takes_text, entry->takes_image};
}

// Of videos the first detector, whose frames hold many things; else the first that reads such inputs.
std::string MainWindow::model_for(const Given::Input& input) const {
  if (!input.is_picture()) return catalogue_.first_model();
  const auto first = [&](bool detects) -> std::string {
    for (const ModelEntry& other : catalogue_.models()) {
      if (other.usable && other.takes_image && (!detects || other.detects)) return other.name;
    }
    return {};
  };
  const std::string detector = is_video(input.path) ? first(true) : std::string();
  return detector.empty() ? first(false) : detector;
}

// Of all models that read such inputs, as they are listed.
QStringList MainWindow::names_of_models(const Given::Input& input) const {
  QStringList names;
  for (const ModelEntry& entry : catalogue_.models()) {
    if (reads(entry.name).takes(input)) names += QFileInfo(from_utf8(entry.name)).fileName();
  }
  return names;
}

// The chosen model keeps its place: what it cannot read is a misfit. Where none is chosen the first that can is.
void MainWindow::choose_models(const Given& given, Pairs& pairs, std::vector<Given::Input>& misfits) const {
  const std::string chosen = shows_start() ? std::string() : runs_.model();  // the start page begins anew
  for (const Given::Input& input : given.inputs) {
    if (!chosen.empty() && !reads(chosen).takes(input)) {
      misfits.push_back(input);
      continue;
    }
    const std::string model = chosen.empty() ? model_for(input) : chosen;
    if (!model.empty()) pairs.openings.push_back({input.path, model, input.spec});
    else if (input.is_picture()) pairs.refused.push_back({tr("No model here sees pictures"), tr("Open the folder of one that does")});
    else pairs.refused.push_back({tr("No model here reads text"), tr("Open the folder of one that does")});
  }
}

// The chosen model stays; another one that reads them is a click away. What else could not be opened is said with it.
void MainWindow::offer_other() {
  const std::vector<Given::Input> misfits = std::exchange(misfits_, {});
  const bool pictures = misfits.front().is_picture();
  const QString chosen = QFileInfo(from_utf8(runs_.model())).fileName();
  const QString bold = pictures ? tr("“%1” reads text, not pictures").arg(chosen) : tr("“%1” reads pictures, not text").arg(chosen);
  const QString hint = pictures ? tr("Type a sentence for it, or drop a text file (.txt, .md).")
                                : tr("Open a picture for it, or drop one (PNG, JPEG, WebP, BMP, TIFF, a video).");
  const QString all = names_of_models(misfits.front()).mid(0, kMostNamed).join(QStringLiteral(", "));
  const QString readers = all.isEmpty() ? QString() : pictures ? tr("Models that see pictures: %1.").arg(all) : tr("Models that read text: %1.").arg(all);
  const bool faults = !refused_.empty();
  const QString fits = ((all.isEmpty() ? QStringList(hint) : QStringList{hint, readers}) + refused_lines(std::exchange(refused_, {}))).join(QStringLiteral(" · "));
  if (given_ > 1 && store_.run() != nullptr) runs_.clear_error();
  const std::string other = model_for(misfits.front());
  if (other.empty()) {
    const QString none = pictures ? tr("No model here sees pictures") : tr("No model here reads text");
    return message_->say(bold, fits + QLatin1Char(' ') + none + QStringLiteral(": ") + tr("Open the folder of one that does"), true);
  }
  message_->offer(bold, fits, tr("Open in %1").arg(from_utf8(other)), [this, misfits, other] {
    Given given;
    given.models = {other};
    given.inputs = misfits;
    open_given(given);
  }, faults);
}

void MainWindow::open_next() {
  while (!waiting_.empty()) {
    const Opening next = std::move(waiting_.front());
    waiting_.pop_front();
    opening_ = next.path;
    show_task();
    if (next.model.empty()) return runs_.open_trace(next.path.toStdString());
    open_model(next.model, next.input);
    if (runs_.running() || !awaited_.empty()) return;
    refuse_unread(next.path);
  }
  opening_.reset();
  status_->task().end();
  if (!misfits_.empty()) return offer_other();
  if (!opening_session_) return say_refused();
  const SavedSession session = *std::exchange(opening_session_, std::nullopt);  // not while a run still tells of its end
  QMetaObject::invokeMethod(this, [this, session] { show_session(session); }, Qt::QueuedConnection);
}

// A run of several has ended. Of a single one its failure stands where every run's does.
void MainWindow::opened() {
  if (!opening_) return;
  const Run* run = store_.run();
  if (!runs_.error() && run != nullptr && run->model.empty()) trace_files_[run->trace->id] = QFileInfo(*opening_).absoluteFilePath().toStdString();
  if (runs_.error() && (given_ > 1 || opening_session_)) refused_.push_back({engine_line(*runs_.error()), *opening_});
  if (runs_.error() && opening_session_) {
    for (const SessionRun& entry : opening_session_->runs) {
      if (entry.model.empty() ? entry.trace == opening_->toStdString() : entry.model == runs_.model() && entry.input == runs_.input()) keep_absent(entry);
    }
  }
  open_next();
}

void MainWindow::refuse_unread(const QString& path) { refused_.push_back({tr("There is nothing at hand for this model to read"), path}); }

// A model of several that could be loaded, and has nothing to run on.
void MainWindow::loaded() {
  if (!opening_) return;
  refuse_unread(*opening_);
  open_next();
}

void MainWindow::open_no_more() {
  keep_unopened();
  status_->task().end();
  give_left_session_back();
  waiting_.clear();
  opening_.reset();
  const bool gathered = opening_session_ && shows_start() && store_.run() != nullptr;
  opening_session_.reset();
  if (gathered) show_start(false);  // what has come so far
  misfits_.clear();
  awaited_.clear();
  disconnect(awaiting_);
}

QString MainWindow::refused_line(const Given::Refused& refused, std::ptrdiff_t times) {
  const QString name = QFileInfo(refused.path).fileName();
  if (!refused.missing) return name + QStringLiteral(": ") + refused.why;
  QStringList parts{name == refused.path ? tr("%1: no model of this name is here").arg(name) : tr("%1: looked for at %2").arg(name, refused.path)};
  if (!refused.expected.isEmpty()) parts += tr("expected: weights of SHA-256 %1…").arg(refused.expected.left(kHashShown));
  if (times > 1) parts += tr("needed by %1 runs").arg(times);
  return parts.join(QStringLiteral(", "));
}

// Each thing once.
QStringList MainWindow::refused_lines(const std::vector<Given::Refused>& refused) {
  QStringList lines;
  for (const Given::Refused& each : refused) {
    const QString line = refused_line(each, std::ranges::count(refused, each));
    if (!lines.contains(line)) lines.append(line);
  }
  return lines;
}

// One line for all that could not be opened.
void MainWindow::say_refused(bool of_session) {
  if (refused_.empty()) return;
  const std::vector<Given::Refused> refused = std::exchange(refused_, {});
  if (given_ > 1 && store_.run() != nullptr) runs_.clear_error();
  const auto say = [&](const QString& bold, const QString& words) {
    const bool gone = of_session && std::ranges::any_of(absent_, [this](const SessionRun& run) { return is_missing(run); });
    if (!gone) return message_->say(bold, words, true);
    message_->offer(bold, words, tr("Find it…"), [this] { find_missing(); });
    message_->offer_second(tr("Leave it out"), [this] { drop_missing(); });
  };
  const QStringList lines = refused_lines(refused);
  if (refused.size() == 1) return say(refused.front().why, refused.front().missing ? lines.front() : refused.front().path);
  const auto others = std::ranges::count_if(refused, &Given::Refused::opened), missing = std::ranges::count_if(refused, &Given::Refused::missing);
  const std::ptrdiff_t things = missing_things(refused);
  const auto closed = std::ssize(refused) - others - missing + (missing > 0 ? closed_ : 0);
  QStringList heading;
  if (closed > 0) heading += tr("%1 of %2 could not be opened").arg(closed).arg(given_);
  if (things > 0 && things != closed) heading += tr("missing: %1").arg(things);
  if (others > 0) heading += tr("%1 of %2 are of other weights than in the session").arg(others).arg(given_);
  say(heading.join(QStringLiteral(", ")), lines.join(QLatin1Char('\n')));
}

}  // namespace headlight::ui
