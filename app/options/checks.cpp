#include "app/options/checks.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>

namespace headlight::app {
namespace {

using Command = Options::Command;

// What would be ignored is refused: the user meant something by it.
Result<Done> check_fit(const CLI::App& command, const Options& options) {
  const auto refuse_beside = [&](const std::string& with, std::initializer_list<const char*> names) -> Result<Done> {
    for (const auto* name : names)
      if (given(command, name)) return usage("options that do not go together", name, with + " as well", "one of them");
    return Done{};
  };
  if (!options.source.trace.empty())
    return refuse_beside("--trace", {"--text", "--pair", "--target", "--image", "--frame", "--window", "--region", "--tiles", "--prompt-file", "--ids",
                                     "--target-ids", "--pixels", "--max-new", "--beams", "--dtype", "--keep", "--trust-code",
                                     "--tokenizer"});
  if (given(command, "--target") || given(command, "--target-ids"))
    if (auto alone = refuse_beside("a target", {"--max-new", "--beams"}); !alone) return alone;
  if (given(command, "--frame") && !given(command, "--image"))
    return usage("a frame without a video", "--frame", "no --image", "--image with it");
  if (given(command, "--frames") && !given(command, "--image"))
    return usage("frames without a video", "--frames", "no --image", "--image with it");
  if (given(command, "--frames") && given(command, "--frame"))
    return usage("options that do not go together", "--frame", "--frames as well", "one of them");
  if (given(command, "--fps") && !given(command, "--frames"))
    return usage("a speed without frames", "--fps", "no --frames", "--frames with it");
  if (given(command, "--frames") && options.source.tile > 0)
    return usage("options that do not go together", "--tiles", "--frames as well", "one of them");
  if (options.source.tile > 0 && !given(command, "--image"))
    return usage("a grid of tiles needs a picture", "--tiles", "no --image", "--image with it");
  if (given(command, "--ids")) return refuse_beside("--ids", {"--pair"});
  if (given(command, "--image") || given(command, "--pixels"))
    return refuse_beside("a picture", {"--pair", "--target", "--target-ids"});
  return Done{};
}

// Options that say something to some views only.
struct Fit {
  const char *option, *views;
};
constexpr Fit fits_only[] = {
    {"--heads", "graph, points or heads"},   {"--levels", "points"},
    {"--min-weight", "points"},              {"--refinement", "points"},
    {"--whole-layer", "points"},
    {"--colour", "points"},                  {"--dim", "points"},
    {"--at", "receptive"},                   {"--level", "receptive"},
    {"--top-k", "graph"},                    {"--threshold", "graph"},
    {"--words", "matrix, graph or rollout"}, {"--no-special", "matrix, graph or rollout"},
    {"--smooth", "overlay or rollout"},      {"--shares", "overlay or rollout"},
    {"--quantity", "heads, matrix or overlay"},
    {"--map", "heads, matrix, overlay, rollout or stats"},
    {"--scale", "heads, matrix, overlay or rollout"},
    {"--range", "heads, matrix, overlay or rollout"},
};

std::string number_text(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

// What shows a place of a picture says nothing of a text.
Result<Done> check_picture_view(const CLI::App& command, const std::string& view) {
  const bool picture = view == "overlay" || view == "points" || view == "receptive";
  for (const auto* text : {"--text", "--prompt-file", "--ids"}) {
    if (!given(command, text)) continue;
    if (picture) return usage("this view is of a picture", "--view " + view, text, "--image or --pixels (or --view heads, matrix, graph)");
    if (given(command, "--detection")) return usage("a text has no detections", "--detection", text, "--image with it");
  }
  return Done{};
}

Result<Done> check_view(const CLI::App& command, const Options& options) {
  const auto& view = options.choice.view;
  if (auto fits = check_picture_view(command, view); !fits) return fits;
  for (const auto& [option, views] : fits_only)
    if (given(command, option) && std::string_view(views).find(view) == std::string_view::npos)
      return usage("option of another view", option, "--view " + view, std::string("--view ") + views);
  const auto& range = options.choice.range;
  if (range.size() == 2 && !(std::isfinite(range[0]) && std::isfinite(range[1]) && range[0] < range[1]))
    return usage("wrong range of the colour scale", "--range", number_text(range[0]) + "," + number_text(range[1]), "LOW,HIGH, LOW < HIGH");
  if (view == "receptive" && !given(command, "--at") && !given(command, "--detection") && !given(command, "--query"))
    return usage("no place chosen", "--view receptive", "nothing", "--detection N, --query N or --at X,Y in pixels of the picture");
  for (const auto* other : {"--frames", "--tiles", "--trace"})
    if (view == "receptive" && given(command, other))
      return usage("option of another view", other, "--view receptive, which is of a place of a model's picture", std::string("no ") + other);
  if (given(command, "--detection") && given(command, "--query"))
    return usage("options that do not go together", "--detection", "--query as well", "one of them");
  for (const auto* other : {"--layer", "--stream"})
    if (given(command, "--site") && given(command, other))
      return usage("options that do not go together", other, "--site as well", "one of them");
  if (given(command, "--layer") && view == "stats")
    return usage("option of another view", "--layer", "--view stats, which is of all layers", "no --layer");
  if (given(command, "--head") && given(command, "--heads"))
    return usage("options that do not go together", "--head", "--heads as well", "one of them");
  const bool picture = options.out.ends_with(".png") || given(command, "--frames");
  for (const auto* dots : {"--dpi", "--pixels-wide"})
    if (given(command, dots) && !picture) return usage("option of a PNG", dots, "--out " + options.out, "a name that ends with .png");
  if (given(command, "--scale") && options.choice.quantity == "score" && options.choice.scale != "linear")
    return usage("scores below 0 have no root or logarithm", "--scale", options.choice.scale + " of --quantity score", "linear");
  if (given(command, "--head") && (view == "rollout" || view == "stats"))
    return usage("option of another view", "--head", "--view " + view + ", which is of all heads", "no --head");
  if (view == "heads" && (options.choice.head == "mean" || options.choice.head == "max"))
    return usage("option of another view", "--head", options.choice.head + " in --view heads, which shows each head", "a number from 0, or --view matrix");
  if (given(command, "--query") && view == "stats")
    return usage("option of another view", "--query", "--view stats, which is of all queries", "no --query");
  return Done{};
}

// diff of traces: a model and an input would be ignored.
Result<Done> check_traces(const CLI::App& command, const Question& question) {
  for (const auto* name : {"--model", "--text", "--prompt-file", "--ids", "--image", "--pixels"})
    if (given(command, name)) return usage("two sources", name, "--trace as well", "one of them");
  if (question.traces.size() == 1 && question.b.empty())
    return usage("one head has no difference", "--b", "nothing", "LAYER.HEAD, or a second --trace");
  return Done{};
}

// ablate: something to change, and every head alone excludes the rest.
Result<Done> check_ablation(const CLI::App& command, const Options& options) {
  const auto& question = options.question;
  const bool named = !question.heads.empty() || !question.changes.empty();
  if (!named && !question.every_head)
    return usage("nothing to change", "--heads", "nothing", "--heads, --change or --every-head");
  for (const auto* name : {"--heads", "--change", "--out"})
    if (question.every_head && given(command, name))
      return usage("two questions", name, "--every-head as well", "one of them");
  if (question.mean && question.heads.empty() && !question.every_head)
    return usage("no head to set to its mean", "--mean", "no --heads", "--heads or --every-head");
  return Done{};
}

Result<Done> check_source(const CLI::App& command, const Options& options) {
  const auto& source = options.source;
  if (options.command == Command::ablate)
    if (auto asked = check_ablation(command, options); !asked) return asked;
  if (!options.question.traces.empty()) return check_traces(command, options.question);
  if (options.command == Command::diff && options.question.b.empty())
    return usage("one head has no difference", "--b", "nothing", "LAYER.HEAD");
  if (!source.trace.empty() && !source.model.empty())
    return usage("two sources", "--trace", "--model as well", "one of them");
  if (source.trace.empty() && source.model.empty())
    return usage("no model", "--model", "nothing", "--model M or --trace FILE");
  const auto& input = source.input;
  int inputs = 0;
  for (const auto* name : {"--text", "--prompt-file", "--ids", "--image", "--pixels"}) inputs += given(command, name) ? 1 : 0;
  if (source.trace.empty() && inputs != 1)
    return usage("wrong number of inputs", "input", std::to_string(inputs),
                 "exactly one of --text, --prompt-file, --ids, --image, --pixels");
  if (input.target && !input.target_ids.empty())
    return usage("two targets", "--target-ids", "--target as well", "one of them");
  const bool writes = options.command == Command::trace || options.command == Command::export_figure ||
                      options.command == Command::dump;
  if (writes && options.out.empty()) return usage("nowhere to write", "--out", "nothing", "a path");
  return Done{};
}

}  // namespace

bool given(const CLI::App& command, const std::string& option) {
  const auto* found = command.get_option_no_throw(option);
  return found != nullptr && found->count() > 0;
}

Result<Done> check(const CLI::App& command, const Options& options) {
  if (auto source = check_source(command, options); !source) return source;
  if (auto fits = check_fit(command, options); !fits) return fits;
  return options.command == Command::export_figure ? check_view(command, options) : Result<Done>(Done{});
}

}  // namespace headlight::app
