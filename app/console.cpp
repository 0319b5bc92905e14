#include "app/console.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <future>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace headlight::app {
namespace {

std::atomic<bool> progress_shown{false};
std::vector<std::string> notes;

volatile std::sig_atomic_t interrupts = 0;

void count_interrupt(int signal) {
  interrupts = interrupts + 1;
  std::signal(signal, SIG_DFL);  // the next one ends the program
}

void end_now(int /*signal*/) {
  constexpr std::string_view line = "headlight: cancelled\n";
  static_cast<void>(!write(STDERR_FILENO, line.data(), line.size()));
  _exit(1);
}

void on_interrupt(void (*handler)(int)) {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, handler);
}

bool writes_files(const Request& request) {
  return std::holds_alternative<SaveTraceRequest>(request) || std::holds_alternative<DumpRequest>(request);
}

// Waits for the reply. An interrupt stops the job; where the job is in a long step that cannot be stopped and has no
// file open, the program ends without it.
Result<Reply> await(std::future<Result<Reply>>& reply, const std::function<void()>& cancel, bool may_end) {
  using namespace std::chrono_literals;
  int after_interrupt = 0;
  while (reply.wait_for(20ms) != std::future_status::ready) {
    if (interrupts == 0) continue;
    if (after_interrupt++ == 0) cancel();
    if (may_end && after_interrupt > 3) {
      end_progress();
      end_now(SIGINT);
    }
  }
  return reply.get();
}

// As a terminal counts them: of UTF-8 the first byte of each.
std::size_t characters_of(const std::string& text) {
  const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, characters_of(text)), ' ');
}

}  // namespace

void end_on_interrupt() { on_interrupt(end_now); }

Uninterrupted::Uninterrupted() { on_interrupt(SIG_IGN); }
Uninterrupted::~Uninterrupted() { end_on_interrupt(); }

Result<Reply> answer(Session& session, Request request, std::function<void(Progress)> progress) {
  auto promise = std::make_shared<std::promise<Result<Reply>>>();
  auto future = promise->get_future();
  Handlers handlers;
  handlers.done = [promise](Result<Reply> reply) { promise->set_value(std::move(reply)); };
  handlers.progress = std::move(progress);
  interrupts = 0;
  on_interrupt(count_interrupt);
  const bool may_end = !writes_files(request);
  const auto job = session.submit({}, std::move(request), std::move(handlers));
  auto reply = await(future, [&] { session.cancel(job); }, may_end);
  end_on_interrupt();
  return reply;
}

void note(const std::string& text) {
  if (std::ranges::find(notes, text) == notes.end()) notes.push_back(text);
}

void print_notes() {
  for (const auto& text : notes) std::fprintf(stderr, "headlight: note — %s\n", text.c_str());
}

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

std::string number_text(double value, int width) {
  char text[32];
  std::snprintf(text, sizeof text, "%*.6f", width, value);
  return text;
}

void print_columns(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      widths.resize(std::max(widths.size(), i + 1));
      widths[i] = std::max(widths[i], characters_of(line[i]));
    }
  for (const auto& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) text += i + 1 < line.size() ? padded(line[i], widths[i] + 2) : line[i];
    std::printf("%s\n", text.c_str());
  }
}

std::function<void(Progress)> progress_printer(bool quiet) {
  if (quiet) return {};
  const bool terminal = isatty(STDERR_FILENO) != 0;
  return [terminal](const Progress& progress) {
    // A long run says so once, also where nobody watches.
    const std::string long_run = "Running: ";
    if (progress.step.starts_with(long_run)) {
      end_progress();
      std::fprintf(stderr, "headlight: note — %s\n", progress.step.substr(long_run.size()).c_str());
    }
    if (!terminal) return;
    progress_shown = true;
    if (progress.fraction < 0) std::fprintf(stderr, "\r\033[K%s …", progress.step.c_str());
    else std::fprintf(stderr, "\r\033[K%s %3.0f %%", progress.step.c_str(), 100 * progress.fraction);
  };
}

void end_progress() {
  if (progress_shown.exchange(false)) std::fprintf(stderr, "\r\033[K");
}

}  // namespace headlight::app
