// What the engine says, in the window's language. The engine knows English only; its phrases are translated here, at
// the border: context "Engine" of the translations.
#pragma once

#include <QString>
#include <string>

#include "engine/api/result.h"
#include "engine/api/trace_info.h"

namespace headlight::ui {

// A phrase, or several joined by "; ", or an Error::line(). Numbers in it may be any: the translation of "at most %1
// bytes" serves "at most 12 bytes"; so may what stands in quotation marks. What has no translation stays as it is.
[[nodiscard]] QString engine_words(const std::string& english);

// The same begun with a capital, as everything in the window is; on the command line phrases begin small.
[[nodiscard]] QString engine_sentence(const std::string& english);

// A model's note. What an export says of itself, as Ultralytics' do, is nothing to be warned of.
struct ModelNotes {
  QString own, warnings;
};
[[nodiscard]] ModelNotes model_notes(const ModelInfo& model);
// The same note without what it says of a picture's window, where controls of window and level say it themselves.
[[nodiscard]] std::string without_window(std::string note);

// What went wrong and what was found, for a place where a whole line is too long: "no such word: wrench".
[[nodiscard]] QString engine_reason(const Error& error);

// Error::line() in the window's language; names, paths and values stay.
[[nodiscard]] QString engine_line(const Error& error);

}  // namespace headlight::ui
