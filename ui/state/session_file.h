// A session as a file: what was opened, what is picked and how it is drawn. JSON, for this machine or another.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVariantMap>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/input.h"
#include "engine/api/result.h"
#include "ui/state/view_state.h"

namespace headlight::ui {

// One entry of the runs list: a model on an input, or a trace file.
struct SessionRun {
  std::string model;  // as the session takes it: a name, folder or file; empty for a trace file
  std::string hash;   // of its weights, empty where unknown
  std::string trace;  // file
  InputSpec input;
  std::string tokenizer{};  // folder of a TorchScript file's, empty for none
  bool operator==(const SessionRun&) const = default;
};

struct SavedSession {
  std::vector<SessionRun> runs;
  int shown = -1;  // place in `runs`
  Selection selection;
  Look look;
  Studio studio;       // its `b.run` is a place in `runs` too
  QVariantMap layout;  // as Settings::layout
  QString theme;          // "" for none
  std::string workspace;  // "" for none
  std::optional<ManyInputs> many{};    // the list of inputs that one question is asked of
  QString broken_answers{};            // the one line that says why those of the list were left out when it was read
  std::optional<InputSpec> typed{};  // what stood in the input of the shown run's model, not run yet
  bool operator==(const SavedSession&) const = default;
};

// Files stand in it with their full paths and with those from `folder`, where it is kept.
[[nodiscard]] QByteArray session_bytes(const SavedSession& session, const QString& folder);

// Distrusts every byte; an Error names `file` and the field. Paths are those of files that are there: as written, else
// from the file's own folder, else beside it; others stay as written and are missing (see `missing_files`).
[[nodiscard]] Result<SavedSession> session_from(const QByteArray& bytes, const QString& file);
[[nodiscard]] Result<SavedSession> read_session(const QString& file);

// Files and folders of a run that are not there; none where all are. Models known by a name are no files.
[[nodiscard]] QStringList missing_files(const SessionRun& run);

// What is found at `to` in the place of `from`; what else is missing and lay beside it is taken where it lies beside it
// again.
void relocate(SessionRun& run, const QString& from, const QString& to);

}  // namespace headlight::ui
