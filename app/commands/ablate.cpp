#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {
namespace {

using nlohmann::json;

Intervention::Kind kind_of(const Question& question) {
  return question.mean ? Intervention::Kind::head_mean : Intervention::Kind::head_off;
}

// The heads of --heads, then --change in its order.
Result<std::vector<Intervention>> interventions_of(const Question& question, const std::string& stream) {
  std::vector<Intervention> all;
  for (const auto& text : question.heads) {
    const auto head = layer_head("--heads", text);
    if (!head) return head.error();
    if (head->head.mode != HeadChoice::Mode::one)
      return usage("wrong head", "--heads", text, "LAYER.HEAD, both from 0, as 2.7");
    all.push_back({kind_of(question), stream, head->layer, head->head.head});
  }
  for (const auto& text : question.changes) {
    auto change = intervention_from(text);
    if (!change) return usage(change.error().what, "--change", text, change.error().expected);
    all.push_back(std::move(change).value());
  }
  return all;
}

// The stream that is meant: the asked one, or the first that the model runs.
Result<std::string> stream_of(Session& session, const Options& options) {
  if (!options.question.stream.empty()) return options.question.stream;
  const auto trace = obtain_trace(session, options);
  if (!trace) return trace.error();
  const auto streams = trace.value()->streams();
  if (streams.empty()) return unusable("this model has no attention", options.source.model);
  return streams.front();
}

Result<Ablation> ablated(Session& session, const Options& options) {
  if (auto place = check_target(options); !place) return place.error();
  if (auto asked = check_before_run(session, options); !asked) return asked.error();
  const auto stream = stream_of(session, options);
  if (!stream) return stream.error();
  const auto changes = interventions_of(options.question, stream.value());
  if (!changes) return changes.error();
  const RunRequest run{options.source.model, options.source.input, options.source.options};
  auto reply = answer(session, AblationRequest{run, changes.value(), options.out}, progress_printer(options.quiet));
  end_progress();
  if (!reply) return by_file(reply.error(), options.source);
  return std::get<Ablation>(std::move(reply).value());
}

json number(double value) { return std::isfinite(value) ? json(value) : json(); }

json changes_of(const std::vector<Ablation::Change>& changes) {
  auto list = json::array();
  for (const auto& change : changes)
    list.push_back({{"name", change.output},
                    {"before", change.before},
                    {"after", change.after},
                    {"most", number(change.most)},
                    {"mean", number(change.mean)}});
  return list;
}

json predictions_of(const TraceInfo& trace) {
  auto list = json::array();
  for (const auto& one : trace.predictions)
    list.push_back({{"label", one.label}, {"probability", one.probability}, {"position", one.position}});
  return list;
}

json detections_of(const TraceInfo& trace) {
  auto list = json::array();
  for (const auto& one : trace.detections)
    list.push_back({{"query", one.query},
                    {"label", one.label},
                    {"score", one.score},
                    {"box", {one.box.x0, one.box.y0, one.box.x1, one.box.y1}}});
  return list;
}

json json_of(const Ablation& ablation, const Options& options) {
  json out = {{"heads", options.question.heads}, {"outputs", changes_of(ablation.changes)}};
  if (!options.question.changes.empty()) out["changes"] = options.question.changes;
  const auto both = [&](const char* name, json before, json after) {
    if (!before.empty() || !after.empty()) out[name] = {{"before", std::move(before)}, {"after", std::move(after)}};
  };
  const auto& before = *ablation.before;
  const auto& after = *ablation.after;
  if (!before.text.empty() || !after.text.empty()) out["text"] = {{"before", before.text}, {"after", after.text}};
  both("predictions", predictions_of(before), predictions_of(after));
  both("detections", detections_of(before), detections_of(after));
  if (!options.out.empty()) out["out"] = options.out;
  return out;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto size : shape) text += (text.empty() ? "" : " × ") + std::to_string(size);
  return text;
}

constexpr int number_width = 14;

void print_predictions(const char* when, const TraceInfo& trace) {
  if (!trace.text.empty()) std::printf("%-7s %s\n", when, trace.text.c_str());
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < trace.predictions.size() && i < most; ++i)
    std::printf("%-7s %-24s %.4f\n", when, trace.predictions[i].label.c_str(), trace.predictions[i].probability);
  for (std::size_t i = 0; i < trace.detections.size() && i < most; ++i)
    std::printf("%-7s %-24s %.4f\n", when, trace.detections[i].label.c_str(), trace.detections[i].score);
}

void print_text(const Ablation& ablation) {
  std::vector<std::vector<std::string>> lines{{"output", "shape", "  most changed", "    on average"}};
  for (const auto& change : ablation.changes)
    if (change.before == change.after)
      lines.push_back({change.output, shape_text(change.before), number_text(change.most, number_width), number_text(change.mean, number_width)});
    else
      lines.push_back({change.output, shape_text(change.after), "was " + shape_text(change.before)});
  print_columns(lines);
  print_predictions("before:", *ablation.before);
  print_predictions("after:", *ablation.after);
}

Result<Importance> importance(Session& session, const Options& options) {
  const RunRequest run{options.source.model, options.source.input, options.source.options};
  auto reply = answer(session, ImportanceRequest{run, options.question.stream, kind_of(options.question)},
                    progress_printer(options.quiet));
  end_progress();
  if (!reply) return by_file(reply.error(), options.source);
  return std::get<Importance>(std::move(reply).value());
}

// The output that is listed: the one of most change over all heads.
std::string main_output(const Importance& importance) {
  std::string name;
  double most = -1;
  for (const auto& head : importance.heads)
    for (const auto& change : head.changes)
      if (change.most > most) {
        most = change.most;
        name = change.output;
      }
  return name;
}

const Ablation::Change* change_of(const Importance::Head& head, const std::string& output) {
  for (const auto& change : head.changes)
    if (change.output == output) return &change;
  return nullptr;
}

void print_importance(const Importance& importance) {
  const auto output = main_output(importance);
  auto heads = importance.heads;
  const auto mean = [&](const Importance::Head& head) {
    const auto* change = change_of(head, output);
    return change == nullptr || std::isnan(change->mean) ? std::numeric_limits<double>::infinity() : change->mean;
  };
  std::stable_sort(heads.begin(), heads.end(), [&](const auto& a, const auto& b) { return mean(a) > mean(b); });
  std::vector<std::vector<std::string>> lines{{"stream", "head", "  most changed", "    on average", "of " + output}};
  for (const auto& head : heads) {
    const auto* change = change_of(head, output);
    const bool another = !head.text.empty() && head.text != importance.before->text;
    lines.push_back({head.stream, std::to_string(head.layer) + "." + std::to_string(head.head),
                     number_text(change ? change->most : NAN, number_width), number_text(change ? change->mean : NAN, number_width),
                     another ? head.text : std::string()});
  }
  print_columns(lines);
}

json json_of(const Importance& importance) {
  auto list = json::array();
  for (const auto& head : importance.heads) {
    list.push_back(
        {{"stream", head.stream}, {"layer", head.layer}, {"head", head.head}, {"outputs", changes_of(head.changes)}});
    if (!head.text.empty()) list.back()["text"] = head.text;
  }
  return list;
}

int run_importance(Session& session, const Options& options) {
  const auto found = importance(session, options);
  if (!found) return report(found.error(), options.json);
  if (options.json)
    print_json(json_of(found.value()));
  else
    print_importance(found.value());
  return 0;
}

}  // namespace

int run_ablate(Session& session, const Options& options) {
  if (options.question.every_head) return run_importance(session, options);
  const auto ablation = ablated(session, options);
  if (!ablation) return report(ablation.error(), options.json);
  if (options.json)
    print_json(json_of(ablation.value(), options));
  else
    print_text(ablation.value());
  return 0;
}

}  // namespace headlight::app
