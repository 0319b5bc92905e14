#include <algorithm>
#include <cstdio>
#include <string_view>

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/resources.h"
#include "app/window.h"

namespace {

using headlight::Session;
using headlight::app::Options;

// A command line that cannot be parsed still says how it wants its messages.
bool wants_json(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
}

int run_command(Session& session, const Options& options) {
  switch (options.command) {
    case Options::Command::trace: return headlight::app::run_trace(session, options);
    case Options::Command::dump: return headlight::app::run_dump(session, options);
    case Options::Command::export_figure: return headlight::app::run_export(session, options);
    case Options::Command::rank: return headlight::app::run_rank(session, options);
    case Options::Command::diff: return headlight::app::run_diff(session, options);
    case Options::Command::ablate: return headlight::app::run_ablate(session, options);
    default: return headlight::app::run_models(session, options);
  }
}

int run(const Options& options) {
  headlight::SessionOptions session_options;
  session_options.resource_folders = headlight::app::resource_folders();
  auto session = headlight::make_session(session_options);
  if (options.command == Options::Command::window) return headlight::app::run_window(std::move(session), options);
  headlight::app::end_on_interrupt();
  const int status = run_command(*session, options);
  if (status == 0) headlight::app::print_notes();
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = headlight::app::parse(argc, argv);
  if (!options) return headlight::app::report(options.error(), wants_json(argc, argv));
  if (options->command == Options::Command::version) {
    std::printf("headlight %s\n", HEADLIGHT_VERSION);
    return 0;
  }
  if (options->command == Options::Command::help) {
    std::printf("%s", options->help.c_str());
    return 0;
  }
  return run(options.value());
}
