#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {
namespace {

// Largest resident size of this process so far.
std::int64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

void print_summary(const TraceInfo& info, const Written& written, double write_seconds, bool json) {
  if (!json) {
    std::printf("%s: %zu attention layers, %.1f MB, forward %.3f s\n", written.path.c_str(), info.sites.size(),
                static_cast<double>(written.bytes) / 1e6, info.forward_seconds);
    return;
  }
  const nlohmann::json line = {
      {"out", written.path},
      {"sites", info.sites.size()},
      {"seconds", {{"load", info.load_seconds}, {"forward", info.forward_seconds}, {"write", write_seconds}}},
      {"bytes", {{"trace", written.bytes}, {"peak", peak_bytes()}}}};
  print_json(line);
}

// What the run adds to the model's own note: words that it does not know, layers that it is not sure about.
void print_note(Session& session, const Options& options, const TraceInfo& trace) {
  if (options.quiet || !options.source.trace.empty()) return;
  const auto reply = answer(session, LoadRequest{options.source.model, options.source.options});
  const auto own = reply ? std::get<ModelInfo>(reply.value()).note : std::string{};
  if (!trace.model.note.starts_with(own) || trace.model.note.size() == own.size()) return;
  const auto added = trace.model.note.substr(own.size() + (own.empty() ? 0 : 2));
  note(added);
}

}  // namespace

Error by_file(Error error, const Source& source) {
  const std::string option = "--text";
  if (!source.prompt_file.empty() && error.where.starts_with(option)) error.where.replace(0, option.size(), source.prompt_file);
  return error;
}

Result<TracePtr> obtain_trace(Session& session, const Options& options) {
  if (auto place = check_target(options); !place) return place.error();
  if (auto asked = check_before_run(session, options); !asked) return asked.error();
  Request request = RunRequest{options.source.model, options.source.input, options.source.options};
  if (!options.source.trace.empty()) request = OpenTraceRequest{options.source.trace};
  auto reply = answer(session, std::move(request), progress_printer(options.quiet));
  end_progress();
  if (!reply) return by_file(reply.error(), options.source);
  auto trace = std::get<TracePtr>(std::move(reply).value());
  print_note(session, options, *trace);
  return trace;
}

int run_trace(Session& session, const Options& options) {
  const auto trace = obtain_trace(session, options);
  if (!trace) return report(trace.error(), options.json);
  const auto begin = std::chrono::steady_clock::now();
  const auto reply = answer(session, SaveTraceRequest{trace.value()->id, options.out});
  if (!reply) return report(reply.error(), options.json);
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (options.json || !options.quiet) print_summary(*trace.value(), std::get<Written>(reply.value()), seconds, options.json);
  return 0;
}

}  // namespace headlight::app
