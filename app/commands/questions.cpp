#include "app/commands/questions.h"

#include <CLI/CLI.hpp>
#include <charconv>

namespace headlight::app {
namespace {

bool whole(const std::string& text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc() && end == text.data() + text.size() && value >= 0;
}

void add_stream(CLI::App& command, Question& question, const char* otherwise) {
  command.add_option("--stream", question.stream, std::string("encoder, decoder, cross …; without it ") + otherwise);
}

}  // namespace

Result<LayerHead> layer_head(const std::string& option, const std::string& text) {
  LayerHead found;
  const auto dot = text.find('.');
  const auto layer = text.substr(0, dot);
  const auto head = dot == std::string::npos ? std::string() : text.substr(dot + 1);
  if (head == "mean") found.head.mode = HeadChoice::Mode::mean;
  if (head == "max") found.head.mode = HeadChoice::Mode::max;
  const bool named = found.head.mode != HeadChoice::Mode::one;
  if (whole(layer, found.layer) && (named || whole(head, found.head.head))) return found;
  return usage("wrong head", option, text.empty() ? "nothing" : text, "LAYER.HEAD, both from 0, as 2.7");
}

void add_rank(CLI::App& command, Question& question) {
  const std::string forms = "all, tokens:3-5,7, word:W, box:x0,y0,x1,y1, detections:N or class:NAME";
  command.add_option("--from", question.from, "the queries: " + forms)->required();
  command.add_option("--to", question.to, "the keys, likewise")->required();
  command.add_option("--top", question.top, "list only so many heads")->check(CLI::PositiveNumber);
  add_stream(command, question, "every one that has both");
}

void add_diff(CLI::App& command, Question& question) {
  command.add_option("--a", question.a, "head that is looked at, LAYER.HEAD (HEAD a number, mean or max)")->required();
  command.add_option("--b", question.b, "head that is taken away; with two traces --a's where it is left out");
  command.add_option("--trace", question.traces, "a trace file; twice: --a of the first, --b of the second")
      ->expected(1, 2)
      ->allow_extra_args(false);
  command.add_option("--quantity", question.quantity, "weight, score or contribution (weight × ‖v‖)")->check(CLI::IsMember({"weight", "score", "contribution"}));
  add_stream(command, question, "the model's first");
}

void add_ablate(CLI::App& command, Question& question) {
  command.add_option("--heads", question.heads, "heads to switch off, LAYER.HEAD,…")->delimiter(',');
  command.add_option(
      "--change", question.changes,
      "one more change, in order: off:2.7, mean:2.7, hide:2.7:q5:k3, even:2.7:q5, only:2.7:q5:k3, "
      "move:1.0:q3:l0:p2:DX,DY; all for every layer, STREAM/2.7 for one stream, parts left out are every one");
  command.add_flag("--every-head", question.every_head, "switch off every head alone and list what each changes");
  command.add_flag("--mean", question.mean, "heads at their mean over the queries instead of 0");
  add_stream(command, question, "the model's first");
}

}  // namespace headlight::app
