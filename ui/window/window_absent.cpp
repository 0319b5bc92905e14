// Runs of a session that are not open here: a file is missing, a run failed, or it was stopped. They are said, found, and
// saved with the rest, so that nothing of a session is lost.
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>

#include "ui/panels/scene.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

// The file, folder or model that a run cannot be made without; nothing where all is here.
std::optional<Given::Refused> MainWindow::missing_of(const SessionRun& run) const {
  if (const QString file = missing_file(run); !file.isEmpty()) return Given::Refused{tr("A file of the session is missing"), file};
  const QString name = from_utf8(run.model);
  const bool named = !run.model.empty() && !name.contains(QLatin1Char('/')) && !holds_code(run.model);
  if (named && catalogue_.find(run.model) == nullptr) return Given::Refused{tr("A model of the session is not here"), name};
  return std::nullopt;
}

void MainWindow::keep_absent(const SessionRun& run) {
  if (std::ranges::find(absent_, run) == absent_.end()) absent_.push_back(run);
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
  if (session.shown < 0 || run_of(session.runs[std::size_t(session.shown)]) != nullptr) return absent_view_.reset();
  absent_view_ = session;
  absent_view_->runs = {session.runs[std::size_t(session.shown)]};
  absent_view_->shown = 0;
  absent_view_->studio.b.run = -1;
}

void MainWindow::save_absent(SavedSession& session) const {
  for (const SessionRun& run : absent_) {
    if (std::ranges::find(session.runs, run) == session.runs.end()) session.runs.push_back(run);
  }
  if (store_.run() == nullptr) show_absent(session);
}

// As what is not here was shown.
void MainWindow::show_absent(SavedSession& session) const {
  const auto at = absent_view_ ? std::ranges::find(session.runs, absent_view_->runs.front()) : session.runs.end();
  if (at == session.runs.end()) return;
  session.shown = int(at - session.runs.begin());
  session.selection = absent_view_->selection;
  session.look = absent_view_->look;
  session.studio = absent_view_->studio;
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
  for (const SessionRun& run : absent_) {
    if (auto gone = missing_of(run)) refused_.push_back(*std::move(gone));
  }
  say_refused(true);
}

void MainWindow::find_missing() {
  const auto run = std::ranges::find_if(absent_, [this](const SessionRun& each) { return missing_of(each).has_value(); });
  if (run == absent_.end()) return;
  const QString gone = missing_of(*run)->path, name = from_utf8(run->model);
  const bool folder = (name == gone && !holds_code(run->model)) || from_utf8(run->tokenizer) == gone;
  const QString title = tr("Find “%1”").arg(QFileInfo(gone).fileName());
  const QString found = folder ? QFileDialog::getExistingDirectory(this, title) : QFileDialog::getOpenFileName(this, title);
  found.isEmpty() ? offer_missing() : found_missing(gone, found);
}

void MainWindow::found_missing(const QString& gone, const QString& found) {
  for (SessionRun& run : absent_) relocate(run, gone, found);
  if (absent_view_) relocate(absent_view_->runs.front(), gone, found);
  open_absent();
}

// What is open stays as it is; a run that was shown and is found is shown again.
void MainWindow::open_absent() {
  SavedSession session = saved_session();
  show_absent(session);
  absent_.clear();
  begin_session(std::move(session), true);
}

}  // namespace headlight::ui
