// Runs of a session that are not open here: a file is missing, a run failed, or it was stopped. They are said, found, and
// saved with the rest, so that nothing of a session is lost.
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>

#include "ui/panels/scene.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

// The files, folders and model that a run cannot be made without; none where all is here.
std::vector<Given::Refused> MainWindow::missing_of(const SessionRun& run) const {
  std::vector<Given::Refused> all;
  const QString name = from_utf8(run.model);
  for (const QString& file : missing_files(run)) {
    all.push_back({file == name ? tr("A model of the session is not here") : tr("A file of the session is missing"), file, false, true, file == name ? from_utf8(run.hash) : QString()});
  }
  const bool named = !run.model.empty() && !name.contains(QLatin1Char('/')) && !holds_code(run.model);
  if (named && catalogue_.find(run.model) == nullptr) all.push_back({tr("A model of the session is not here"), name, false, true, from_utf8(run.hash)});
  return all;
}

void MainWindow::keep_absent(const SessionRun& run) {
  if (std::ranges::find(absent_, run) == absent_.end()) absent_.push_back(run);
  show_absent_runs();
}

void MainWindow::show_absent_runs() {
  const auto absent = std::ranges::count_if(absent_, [this](const SessionRun& run) { return run_of(run) == nullptr; });
  work_->runs().set_absent(absent, std::ranges::count_if(absent_, [this](const SessionRun& run) { return is_missing(run); }));
}

// What of a session has not been opened yet, when it is to be opened no more.
void MainWindow::keep_unopened() {
  if (!opening_session_) return;
  for (const SessionRun& run : opening_session_->runs) {
    if (run_of(run) == nullptr) keep_absent(run);
  }
  keep_absent_view(*opening_session_);
}

// What is picked of a run that is not here.
void MainWindow::keep_absent_view(const SavedSession& session) {
  keep_absent_b(session);
  if (session.shown < 0 || run_of(session.runs[std::size_t(session.shown)]) != nullptr) return absent_view_.reset();
  absent_view_ = session;
  absent_view_->runs = {session.runs[std::size_t(session.shown)]};
  absent_view_->shown = 0;
  absent_view_->studio.b.run = -1;
}

// What was compared with is not here.
void MainWindow::keep_absent_b(const SavedSession& session) {
  absent_b_.reset();
  const std::int64_t at = session.studio.b.run;
  if (at >= 0 && at < std::ssize(session.runs) && run_of(session.runs[std::size_t(at)]) == nullptr) absent_b_ = {session.runs[std::size_t(at)], session.studio.b};
}

// It is still compared with it, unless something else was chosen since.
void MainWindow::name_absent_b(SavedSession& session) const {
  if (!absent_b_) return;
  Counterpart here = absent_b_->place;
  here.run = -1;
  const auto at = std::ranges::find(session.runs, absent_b_->run);
  if (session.studio.b == here && at != session.runs.end()) session.studio.b.run = at - session.runs.begin();
}

void MainWindow::save_absent(SavedSession& session) const {
  for (const SessionRun& run : absent_) {
    if (std::ranges::find(session.runs, run) == session.runs.end()) session.runs.push_back(run);
  }
  if (store_.run() == nullptr) show_absent(session);
  name_absent_b(session);
}

// As what is not here was shown.
void MainWindow::show_absent(SavedSession& session) const {
  const auto at = absent_view_ ? std::ranges::find(session.runs, absent_view_->runs.front()) : session.runs.end();
  if (at == session.runs.end()) return;
  session.shown = int(at - session.runs.begin());
  session.selection = absent_view_->selection;
  session.look = absent_view_->look;
  session.studio = absent_view_->studio;
  session.workspace = absent_view_->workspace;
  session.typed = absent_view_->typed;
}

void MainWindow::stop_opening() {
  if (runs_.running()) return runs_.stop();
  open_no_more();
  offer_rest();
}

void MainWindow::offer_rest() {
  if (absent_.empty()) return;
  message_->offer(tr("Stopped"), tr("Runs of the session that are not open: %1").arg(absent_.size()), tr("Open the rest"), [this] { open_absent(); });
}

void MainWindow::offer_missing() {
  closed_ = std::ranges::count_if(absent_, [this](const SessionRun& run) { return is_missing(run); });
  for (const SessionRun& run : absent_) {
    for (Given::Refused& gone : missing_of(run)) refused_.push_back(std::move(gone));
  }
  say_refused(true);
}

void MainWindow::find_missing() {
  const auto run = std::ranges::find_if(absent_, [this](const SessionRun& each) { return is_missing(each); });
  if (run == absent_.end()) return;
  const QString gone = missing_of(*run).front().path, name = from_utf8(run->model);
  const bool folder = (name == gone && !holds_code(run->model)) || from_utf8(run->tokenizer) == gone;
  const QString title = tr("Find “%1”").arg(QFileInfo(gone).fileName());
  const QString found = folder ? QFileDialog::getExistingDirectory(this, title) : QFileDialog::getOpenFileName(this, title);
  found.isEmpty() ? offer_missing() : found_missing(gone, found);
}

void MainWindow::found_missing(const QString& gone, const QString& found) {
  for (SessionRun& run : absent_) relocate(run, gone, found);
  if (absent_view_) relocate(absent_view_->runs.front(), gone, found);
  if (absent_b_) relocate(absent_b_->run, gone, found);
  open_absent();
}

// From here on the session is without them; a file that has them does until it is written again.
void MainWindow::drop_missing() {
  const auto dropped = std::erase_if(absent_, [this](const SessionRun& run) { return is_missing(run); });
  if (absent_view_ && is_missing(absent_view_->runs.front())) absent_view_.reset();
  if (absent_b_ && is_missing(absent_b_->run)) absent_b_.reset();
  show_absent_runs();
  message_->say(tr("Left out of the session: %1").arg(dropped), tr("Its file has them until the session is saved there again"), false);
}

// What is open stays as it is; a run that was shown and is found is shown again.
void MainWindow::open_absent() {
  SavedSession session = saved_session();
  show_absent(session);
  name_absent_b(session);
  absent_.clear();
  show_absent_runs();
  begin_session(std::move(session), true);
}

}  // namespace headlight::ui
