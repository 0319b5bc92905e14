// Groups of options that several commands take.
#pragma once

#include "app/options.h"

namespace CLI {
class App;
}

namespace headlight::app {

// --model with the input and how it runs; `trace_file`: or --trace.
void add_source(CLI::App& command, Source& source, bool trace_file);
void add_tiles(CLI::App& command, Source& source);
// What a figure shows, and how it looks.
void add_choice(CLI::App& command, Choice& choice);

}  // namespace headlight::app
