#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {
namespace {

// One side of the difference: a whole map, exactly.
struct Side {
  TracePtr trace;
  std::string stream;
  LayerHead head;
  TileRequest tile;
};

Result<TracePtr> opened(Session& session, const Options& options, const std::string& file) {
  if (file.empty()) return obtain_trace(session, options);
  auto reply = answer(session, OpenTraceRequest{file}, progress_printer(options.quiet));
  end_progress();
  if (!reply) return reply.error();
  return std::get<TracePtr>(std::move(reply).value());
}

// Positions of a map: its axes' sizes, each as long as the records are.
Result<Side> side(const TracePtr& trace, const Question& question, const char* option, const std::string& text) {
  const auto head = layer_head(option, text);
  if (!head) return head.error();
  const auto streams = trace->streams();
  Side out{trace, question.stream, head.value(), {}};
  if (out.stream.empty() && !streams.empty()) out.stream = streams.front();
  for (const auto& site : trace->sites) {
    if (site.stream != out.stream || site.layer != out.head.layer) continue;
    const auto size = [&](int axis) { return trace->axes[static_cast<std::size_t>(axis)].size(); };
    const Extent whole{0, size(site.query_axis), 0, size(site.key_axis)};
    out.tile = {site.id,      out.head.head, quantity_named(question.quantity), whole,
                whole.rows(), whole.columns(), Pooling::mean};
    return out;
  }
  return usage("no such layer", option, out.stream + " " + std::to_string(out.head.layer), "a layer of this stream");
}

std::string name_of(const Side& side) {
  const auto mode = side.head.head.mode;
  const auto head = mode == HeadChoice::Mode::mean  ? std::string("mean")
                    : mode == HeadChoice::Mode::max ? std::string("max")
                                                    : std::to_string(side.head.head.head);
  return side.stream + " " + std::to_string(side.head.layer) + "." + head;
}

struct Summary {
  std::int64_t query = 0, key = 0;
  double most = 0, mean = 0;  // |a − b|
};

// Over the finite cells: scores that only one side masks are ±∞ apart.
Summary summary_of(const Plane& plane) {
  Summary out;
  double sum = 0;
  std::int64_t finite = 0;
  for (std::int64_t row = 0; row < plane.rows; ++row)
    for (std::int64_t column = 0; column < plane.columns; ++column) {
      const auto apart = std::abs(static_cast<double>(plane.at(row, column)));
      if (!std::isfinite(apart)) continue;
      sum += apart;
      ++finite;
      if (apart > out.most) out = {row, column, apart, 0};
    }
  out.mean = finite == 0 ? 0 : sum / static_cast<double>(finite);
  return out;
}

nlohmann::json json_of(const Side& a, const Side& b, const Plane& plane, const std::string& folder) {
  const auto summary = summary_of(plane);
  const auto& site = a.trace->sites[static_cast<std::size_t>(a.tile.site)];
  const auto label = [&](int axis, std::int64_t i) { return a.trace->axes[static_cast<std::size_t>(axis)].label(i); };
  nlohmann::json out = {{"a", name_of(a)}, {"b", name_of(b)}, {"shape", {plane.rows, plane.columns}},
                        {"most", summary.most}, {"mean", summary.mean}};
  out["at"] = {{"query", summary.query},
               {"key", summary.key},
               {"query_label", label(site.query_axis, summary.query)},
               {"key_label", label(site.key_axis, summary.key)},
               {"difference", plane.at(summary.query, summary.key)}};
  if (!folder.empty()) out["out"] = folder;
  return out;
}

void print_text(const nlohmann::json& facts) {
  const auto& at = facts["at"];
  std::printf("%s − %s: at most %.6f apart (%s → %s: %+.6f), %.6f on average\n", facts["a"].get<std::string>().c_str(),
              facts["b"].get<std::string>().c_str(), facts["most"].get<double>(),
              at["query_label"].get<std::string>().c_str(), at["key_label"].get<std::string>().c_str(),
              at["difference"].get<double>(), facts["mean"].get<double>());
}

Result<nlohmann::json> compared(Session& session, const Options& options) {
  const auto& question = options.question;
  const bool two = question.traces.size() == 2;
  if (auto place = check_target(options); !place) return place.error();
  const auto first = opened(session, options, question.traces.empty() ? std::string() : question.traces.front());
  if (!first) return first.error();
  const auto second = two ? opened(session, options, question.traces.back()) : first;
  if (!second) return second.error();
  const auto a = side(first.value(), question, "--a", question.a);
  if (!a) return a.error();
  const auto b = side(second.value(), question, "--b", question.b.empty() ? question.a : question.b);
  if (!b) return b.error();
  const auto reply = answer(session, DifferenceRequest{first.value()->id, second.value()->id, a->tile, b->tile, options.out},
                          progress_printer(options.quiet));
  end_progress();
  if (!reply) return reply.error();
  return json_of(a.value(), b.value(), std::get<TileResult>(*std::get<ViewPtr>(reply.value())).plane, options.out);
}

}  // namespace

int run_diff(Session& session, const Options& options) {
  const auto facts = compared(session, options);
  if (!facts) return report(facts.error(), options.json);
  if (options.json) print_json(facts.value());
  else print_text(facts.value());
  return 0;
}

}  // namespace headlight::app
