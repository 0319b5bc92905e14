#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"
#include "engine/api/positions.h"

namespace headlight::app {
namespace {

struct Row {
  std::string stream;
  RankedHead head;
};

Result<std::vector<Row>> rows_of(Session& session, const TraceInfo& trace, const std::string& stream,
                                 const Question& question) {
  const auto request = ranking_between(trace, stream, question.from, question.to);
  if (!request) return request.error();
  const auto reply = answer(session, ViewOfTrace{trace.id, request.value()});
  if (!reply) return reply.error();
  std::vector<Row> rows;
  for (const auto& head : std::get<RankingResult>(*std::get<ViewPtr>(reply.value())).heads) rows.push_back({stream, head});
  return rows;
}

// Of the asked stream, or of every stream that has such positions.
Result<std::vector<Row>> all_rows(Session& session, const TraceInfo& trace, const Question& question) {
  if (!question.stream.empty()) return rows_of(session, trace, question.stream, question);
  std::vector<Row> all;
  std::optional<Error> first;
  for (const auto& stream : trace.streams()) {
    auto rows = rows_of(session, trace, stream, question);
    if (rows) all.insert(all.end(), rows->begin(), rows->end());
    else if (rows.error().kind != Error::Kind::usage) return rows.error();
    else if (!first) first = rows.error();
  }
  if (all.empty() && first) return *first;
  std::stable_sort(all.begin(), all.end(), [](const Row& x, const Row& y) { return x.head.mass > y.head.mass; });
  return all;
}

void print_rows(const std::vector<Row>& rows, bool json) {
  auto list = nlohmann::json::array();
  std::vector<std::vector<std::string>> lines{{"stream", "layer", "head", "     mass"}};
  for (const auto& [stream, head] : rows) {
    if (json) list.push_back({{"stream", stream}, {"layer", head.layer}, {"head", head.head}, {"mass", head.mass}});
    else lines.push_back({stream, std::to_string(head.layer), std::to_string(head.head), number_text(head.mass, 9)});
  }
  if (json) print_json(list);
  else print_columns(lines);
}

}  // namespace

int run_rank(Session& session, const Options& options) {
  const auto trace = obtain_trace(session, options);
  if (!trace) return report(trace.error(), options.json);
  auto rows = all_rows(session, *trace.value(), options.question);
  if (!rows) return report(rows.error(), options.json);
  const auto top = static_cast<std::size_t>(options.question.top);
  if (top > 0 && rows->size() > top) rows->resize(top);
  print_rows(rows.value(), options.json);
  return 0;
}

}  // namespace headlight::app
