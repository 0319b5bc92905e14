// Sessions as files, kept while one works and restored after the program was ended without being closed; recent files.
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSaveFile>
#include <QStandardPaths>
#include <algorithm>
#include <cstring>
#include <utility>

#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/state/layout_fields.h"
#include "ui/state/session_fields.h"
#include "ui/window/main_window.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

constexpr int kKeepEveryMs = 2000;  // at most so far behind
constexpr int kMostRecent = 10;
constexpr char kEnding[] = ".headlight", kTried[] = ".tried", kAside[] = ".restored";
static_assert(std::ranges::equal(kWorkspaceNames, workspace_actions, {}, {}, [](const char* id) { return std::string_view(id); }));

bool write_whole(const QString& file, const QByteArray& bytes) {
  QSaveFile out(file);
  return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit();
}

}  // namespace

SavedSession MainWindow::saved_session() const {
  SavedSession session;
  session.studio = store_.studio();
  session.studio.b.run = -1;
  for (const Run& run : store_.runs()) {
    SessionRun entry{run.model, run.trace->model.hash, {}, run.model.empty() ? InputSpec{} : run.input};
    if (holds_code(run.model)) entry.tokenizer = settings_.tokenizers.value(from_utf8(run.model)).toString().toStdString();
    if (const auto file = trace_files_.find(run.trace->id); run.model.empty() && file != trace_files_.end()) entry.trace = file->second;
    if (entry.model.empty() && entry.trace.empty()) continue;
    if (run.number == store_.view().run) session.shown = int(session.runs.size());
    if (run.number == store_.studio().b.run) session.studio.b.run = std::int64_t(session.runs.size());
    session.runs.push_back(std::move(entry));
  }
  session.selection = store_.selection();
  session.look = store_.look();
  session.layout = known_layout(settings_.layout);
  if (std::ranges::find(kThemeNames, settings_.theme.toStdString()) != kThemeNames.end()) session.theme = settings_.theme;
  session.workspace = workspace_actions[std::size_t(workspace())];
  session.many = batch_.kept();
  if (store_.run() != nullptr && runs_.edited() && runs_.model() == store_.run()->model) session.typed = runs_.input();
  save_absent(session);
  return session;
}

void MainWindow::save_session() {
  QString file = QFileDialog::getSaveFileName(this, tr("Save session"), QStringLiteral("session") + QLatin1String(kEnding),
                                              tr("Sessions") + QStringLiteral(" (*.headlight)"));
  if (file.isEmpty()) return;
  if (QFileInfo(file).suffix().isEmpty()) file += QLatin1String(kEnding);
  write_session(file);
}

void MainWindow::write_session(const QString& file) {
  if (!write_whole(file, session_bytes(saved_session(), QFileInfo(file).absolutePath())))
    return message_->say(tr("The session cannot be written"), file, true);
  used_file(file);
  message_->say(tr("Session written"), file, false);
}

void MainWindow::choose_session() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open session"), {}, tr("Sessions") + QStringLiteral(" (*.headlight)"));
  if (!file.isEmpty()) open_paths({file});
}

// Its runs one after the other; then what was shown of them.
void MainWindow::open_session(const QString& file) {
  if (!catalogue_.looked()) {
    await_catalogue([this, file] { open_session(file); });
    status_->task().say(tr("Opening the session"), 0, 0);
    return catalogue_.look();
  }
  auto session = read_session(file);
  if (!session.ok()) {
    status_->task().end();
    const PanelFrame::Words words = error_words(session.error());
    return message_->say(words.bold, QString(words.sentence).replace(QLatin1Char('\n'), QStringLiteral(" · ")), true);
  }
  if (!left_session_.isEmpty()) restored_from_ = std::exchange(left_session_, QString());
  const bool restoring = restoring_;
  open_no_more();
  restoring_ = restoring;
  begin_session(std::move(session.value()), false);
}

void MainWindow::begin_session(SavedSession session, bool again) {
  refused_.clear();
  closed_ = 0;
  given_ = session.runs.size();
  for (const SessionRun& run : session.runs) {
    if (!again || run_of(run) == nullptr) await_run(run);
  }
  to_run_ = waiting_.size();
  opening_session_ = std::move(session);
  open_next();
}

void MainWindow::await_run(const SessionRun& run) {
  if (!run.tokenizer.empty()) settings_.tokenizers[from_utf8(run.model)] = from_utf8(run.tokenizer);
  if (auto missing = missing_of(run); !missing.empty()) {
    refused_.insert(refused_.end(), missing.begin(), missing.end());
    ++closed_;
    keep_absent(run);
  } else if (run.model.empty()) {
    waiting_.push_back({from_utf8(run.trace), {}, {}});
  } else {
    waiting_.push_back({from_utf8(run.input.image.empty() ? run.model : run.input.image), run.model, run.input});
  }
}

// How far it is, while it is so far.
void MainWindow::show_task() {
  if (!opening_session_ || !opening_) return status_->task().end();
  const std::size_t at = to_run_ - waiting_.size();
  const QString name = QFileInfo(*opening_).fileName();
  status_->task().say((restoring_ ? tr("Restoring the session: %1 of %2, %3") : tr("Opening the session: %1 of %2, %3")).arg(at).arg(to_run_).arg(name), at - 1, to_run_);
}

const Run* MainWindow::run_of(const SessionRun& entry) const {
  const auto& runs = store_.runs();
  const auto at = std::find_if(runs.begin(), runs.end(), [&](const Run& run) {
    const auto file = trace_files_.find(run.trace->id);
    if (entry.model.empty()) return run.model.empty() && file != trace_files_.end() && file->second == entry.trace;
    return run.model == entry.model && run.input == entry.input;
  });
  return at == runs.end() ? nullptr : &*at;
}

void MainWindow::show_session(const SavedSession& session) {
  if (session.layout == settings_.layout) return show_state(session);
  settings_.layout = session.layout;
  make_anew();
  QMetaObject::invokeMethod(this, [this, session] { show_state(session); }, Qt::QueuedConnection);
}

void MainWindow::show_state(const SavedSession& session) {
  for (const SessionRun& entry : session.runs) {
    const Run* run = run_of(entry);
    const bool other = run != nullptr && !entry.hash.empty() && !run->trace->model.hash.empty() && run->trace->model.hash != entry.hash;
    if (other) refused_.push_back({tr("This model is another one than in the session: its weights differ"), from_utf8(entry.model), true});
  }
  const bool own = !options_.theme.isEmpty() || settings_.theme == QStringLiteral("contrast");  // what somebody asked for or needs
  if (!own && !session.theme.isEmpty() && session.theme != settings_.theme) set_theme(session.theme);
  const Run* shown = session.shown >= 0 ? run_of(session.runs[std::size_t(session.shown)]) : nullptr;
  ViewState view = store_.view();
  view.look = session.look;
  if (shown != nullptr) {
    view.run = shown->number;
    view.selection = session.selection;
    view.studio = studio_of(session);
  }
  store_.begin_with(std::move(view));
  show_start(store_.run() == nullptr);
  fresh_ = false;  // the key is what it was
  const auto workspace = std::ranges::find(kWorkspaceNames, session.workspace);
  if (workspace != kWorkspaceNames.end()) show_workspace(static_cast<Workspace>(workspace - kWorkspaceNames.begin()));
  if (session.many || batch_.kept()) batch_.restore(session.many.value_or(ManyInputs{}));
  if (session.typed && shown != nullptr) runs_.set_input(*session.typed);
  const bool restored = std::exchange(restoring_, false);
  keep_absent_view(session);
  if (!refused_.empty()) return say_refused(true);
  if (!session.broken_answers.isEmpty()) return message_->say(tr("Many inputs are asked again"), session.broken_answers, true);
  if (restored) message_->say(tr("Restored"), tr("What was open when Headlight was ended is here again"), false);
}

// Its comparison's run by the number that it has here.
Studio MainWindow::studio_of(const SavedSession& session) const {
  Studio studio = session.studio;
  const bool b = studio.b.run >= 0 && studio.b.run < std::ssize(session.runs);
  const Run* other = b ? run_of(session.runs[std::size_t(studio.b.run)]) : nullptr;
  studio.b.run = other == nullptr ? -1 : other->number;
  return studio;
}

// --- kept while one works

void MainWindow::start_keeping() {
  const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/sessions");
  const QString folder = !options_.session_folder.isEmpty() ? options_.session_folder : options_.remember ? data : QString();
  if (folder.isEmpty() || !QDir().mkpath(folder)) return;
  const QString left = options_.paths.isEmpty() && options_.model.isEmpty() ? take_left_session(folder) : QString();
  const QString name = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")) + QStringLiteral("-%1").arg(QCoreApplication::applicationPid());
  kept_file_ = folder + QLatin1Char('/') + name + QLatin1String(kEnding);
  kept_lock_ = std::make_unique<QLockFile>(kept_file_ + QStringLiteral(".lock"));
  kept_lock_->setStaleLockTime(0);
  kept_lock_->tryLock();
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, &MainWindow::keep_session);
  note_changes(timer);
  timer->start(kKeepEveryMs);
  if (left.isEmpty()) return;
  options_.first_look = false;
  restoring_ = true;
  left_session_ = left;
  open_session(left);
}

// The newest that a program that is no longer there has left. It stays where it is until this window has written its own;
// a mark beside it says that it was tried: what fails to be restored fails twice, then it is put aside.
QString MainWindow::take_left_session(const QString& folder) {
  for (const QFileInfo& info : QDir(folder).entryInfoList({QStringLiteral("*") + QLatin1String(kEnding)}, QDir::Files, QDir::Time)) {
    const QString file = info.filePath(), mark = file + QLatin1String(kTried);
    left_lock_ = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    left_lock_->setStaleLockTime(0);
    if (!left_lock_->tryLock(0)) continue;  // another window's
    if (!QFile::exists(mark)) return write_whole(mark, {}) ? file : QString();
    const QString aside = file + QLatin1String(kAside);
    for (const QFileInfo& old : QDir(folder).entryInfoList({QStringLiteral("*") + QLatin1String(kAside)}, QDir::Files)) QFile::remove(old.filePath());
    QFile::remove(mark);
    if (QFile::rename(file, aside)) return aside;  // older ones wait for the next start
  }
  return {};
}

// Something else was opened before its restoring began: the next start offers it again.
void MainWindow::give_left_session_back() {
  restoring_ = false;
  const QString file = std::exchange(left_session_, QString());
  if (file.endsWith(QLatin1String(kAside))) QFile::rename(file, file.chopped(qsizetype(std::strlen(kAside))));
  else if (!file.isEmpty()) QFile::remove(file + QLatin1String(kTried));
}

void MainWindow::forget_left_session() {
  const QString file = std::exchange(restored_from_, QString());
  if (file.isEmpty()) return;
  QFile::remove(file + QLatin1String(kTried));
  if (!file.endsWith(QLatin1String(kAside))) QFile::remove(file);
  left_lock_.reset();
}

// Not by this window's own connections, which end when its parts are made anew.
void MainWindow::note_changes(QObject* while_there) {
  const auto note = [this] { session_changed_ = true; };
  for (auto changed : {&Store::runs_changed, &Store::run_changed, &Store::view_changed}) connect(&store_, changed, while_there, note);
  for (auto changed : {&RunController::model_changed, &RunController::input_changed, &RunController::state_changed}) connect(&runs_, changed, while_there, note);
  for (auto changed : {&BatchModel::changed, &BatchModel::restored}) connect(&batch_, changed, while_there, note);
}

MainWindow::Untold MainWindow::untold() const {
  return {settings_.layout, settings_.tokenizers, settings_.theme, workspace(), absent_, absent_view_, absent_b_};
}

// Nothing is made to be kept while nothing has changed: a long list of runs and inputs is not read every two seconds.
void MainWindow::keep_session() {
  if (kept_file_.isEmpty() || opening_session_) return;
  Untold now = untold();
  if (!session_changed_ && now == kept_untold_) return;
  const SavedSession session = saved_session();
  if (session.runs.empty() && kept_.isEmpty()) return;
  ++sessions_made_;
  QByteArray bytes = session_bytes(session, QFileInfo(kept_file_).absolutePath());
  const bool same = bytes == kept_;
  if (!same && !write_whole(kept_file_, bytes)) return;
  session_changed_ = false;
  kept_untold_ = std::move(now);
  if (same) return;
  kept_ = std::move(bytes);
  forget_left_session();
}

// Closed as one closes a window: nothing is to be restored.
void MainWindow::stop_keeping() {
  if (kept_file_.isEmpty()) return;
  forget_left_session();
  QFile::remove(std::exchange(kept_file_, QString()));
  kept_lock_.reset();
}

// --- recent files

void MainWindow::used_file(const QString& path) {
  const QString full = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
  if (!QFileInfo::exists(full)) return;
  settings_.recent_files.removeAll(full);
  settings_.recent_files.prepend(full);
  while (settings_.recent_files.size() > kMostRecent) settings_.recent_files.removeLast();
  settings_.save();
  start_->set_recent(settings_.recent_files);
}

void MainWindow::forget_files(const QStringList& files) {
  for (const QString& file : files) settings_.recent_files.removeAll(file);
  settings_.save();
  start_->set_recent(settings_.recent_files);
}

QMenu* MainWindow::recent_menu() {
  auto* menu = new QMenu(tr("Open recent"), this);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    QStringList missing;
    for (const QString& file : settings_.recent_files) {
      const bool found = QFileInfo::exists(file);
      const QString name = QFileInfo(file).fileName();
      QAction* action = menu->addAction(found ? name : tr("%1 (not found)").arg(name));
      action->setToolTip(file);
      action->setEnabled(found);
      connect(action, &QAction::triggered, this, [this, file] { open_paths({file}); });
      if (!found) missing += file;
    }
    if (!missing.isEmpty()) {
      menu->addSeparator();
      connect(menu->addAction(tr("Take out what is not found")), &QAction::triggered, this, [this, missing] { forget_files(missing); });
    }
    if (settings_.recent_files.isEmpty()) menu->addAction(tr("Nothing was opened yet"))->setEnabled(false);
  });
  menu->setToolTipsVisible(true);
  return menu;
}

}  // namespace headlight::ui
