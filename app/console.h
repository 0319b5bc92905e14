// What the command line prints: progress, results, and the one line of a failure.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/options.h"

namespace headlight::app {

// Prints "headlight: …" on stderr (and {"error": …} on stdout with --json); gives the exit status.
int report(const Error& error, bool json);

// Prints one line of JSON on stdout; bytes that are not UTF-8 (file names) become U+FFFD.
void print_json(const nlohmann::json& line);

// With six decimals, right-aligned in `width` characters.
std::string number_text(double value, int width);

// Lines of a table on stdout: two spaces between columns, each as wide as its longest entry.
void print_columns(const std::vector<std::vector<std::string>>& lines);

// Shows steps on a terminal's stderr; does nothing with --quiet or when stderr is a file.
std::function<void(Progress)> progress_printer(bool quiet);

// A remark about what a command did. Printed once it has succeeded: a failure is one line.
void note(const std::string& text);
void print_notes();

// Ends the progress line, if one was begun.
void end_progress();

// Waits for one request. Ctrl C (SIGINT) and SIGTERM stop it: Kind::cancelled, with nothing of it left on the disk; a second
// one ends the program at once.
Result<Reply> answer(Session& session, Request request, std::function<void(Progress)> progress = {});

// While it lives, Ctrl C waits: for files that are written in a moment.
class Uninterrupted {
 public:
  Uninterrupted();
  ~Uninterrupted();
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;
};

// Between requests, Ctrl C ends the program as a run that failed.
void end_on_interrupt();

}  // namespace headlight::app
