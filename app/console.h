// What the command line prints: progress, results, and the one line of a failure.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/options.h"

namespace headlight::app {

// Prints "headlight: …" on stderr (and {"error": …} on stdout with --json); gives the exit status.
int report(const Error& error, bool json);

// Prints one line of JSON on stdout; bytes that are not UTF-8 (file names) become U+FFFD.
void print_json(const nlohmann::json& line);

// Shows steps on a terminal's stderr; does nothing with --quiet or when stderr is a file.
std::function<void(Progress)> progress_printer(bool quiet);

// Ends the progress line, if one was begun.
void end_progress();

}  // namespace headlight::app
