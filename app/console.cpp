#include "app/console.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace headlight::app {
namespace {

std::atomic<bool> progress_shown{false};

}  // namespace

int report(const Error& error, bool json) {
  end_progress();
  std::fprintf(stderr, "headlight: %s\n", error.line().c_str());
  if (json)
    print_json({{"error", {{"what", error.what}, {"where", error.where}, {"found", error.found},
                           {"expected", error.expected}}}});
  return error.kind == Error::Kind::cancelled ? 1 : static_cast<int>(error.kind);
}

void print_json(const nlohmann::json& line) {
  std::printf("%s\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

std::function<void(Progress)> progress_printer(bool quiet) {
  if (quiet || isatty(STDERR_FILENO) == 0) return {};
  return [](const Progress& progress) {
    progress_shown = true;
    if (progress.fraction < 0) std::fprintf(stderr, "\r\033[K%s …", progress.step.c_str());
    else std::fprintf(stderr, "\r\033[K%s %3.0f %%", progress.step.c_str(), 100 * progress.fraction);
  };
}

void end_progress() {
  if (progress_shown.exchange(false)) std::fprintf(stderr, "\r\033[K");
}

}  // namespace headlight::app
