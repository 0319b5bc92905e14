// What a command asks for that cannot be, said before its model runs.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "app/commands/commands.h"
#include "app/console.h"
#include "engine/api/out_folder.h"
#include "engine/api/positions.h"

namespace headlight::app {
namespace {

namespace fs = std::filesystem;

// Options of generation that the model would ignore.
Result<Done> check_generation(const ModelInfo& info, const std::string& option) {
  if (option.empty() || (info.generates && info.task != "causal-lm")) return Done{};
  return usage("this model generates nothing here", option, info.family + (info.task.empty() ? "" : ", " + info.task),
               "a model that writes text (an encoder–decoder with its language head), or no " + option);
}

// Layers or heads of a stream: of the encoder or of the decoder, where the model is both and the name says which; 0 where
// the model names none of its own.
std::int64_t of_stream(const std::string& stream, std::int64_t encoder, std::int64_t decoder) {
  if (decoder == 0 || stream.empty()) return std::max(encoder, decoder);
  return stream == "encoder" ? encoder : stream == "decoder" || stream == "cross" ? decoder : std::max(encoder, decoder);
}

Result<Done> check_number(const char* what, const char* name, std::int64_t number, std::int64_t count) {
  if (count == 0 || number < count) return Done{};
  return usage(what, name, std::to_string(number), "0 to " + std::to_string(count - 1));
}

Result<Done> check_layer(const ModelInfo& info, const std::string& stream, std::int64_t layer) {
  return check_number("the model has no such layer", "layer", layer, of_stream(stream, info.layers, info.decoder_layers));
}

Result<Done> check_head(const ModelInfo& info, const std::string& stream, std::int64_t head) {
  return check_number("the layer has no such head", "head", head, of_stream(stream, info.heads, info.decoder_heads));
}

// LAYER.HEAD of diff and ablate.
Result<Done> check_layer_head(const ModelInfo& info, const std::string& stream, const char* option, const std::string& text) {
  const auto named = layer_head(option, text);
  if (!named) return named.error();
  if (auto layer = check_layer(info, stream, named->layer); !layer) return layer;
  return named->head.mode == HeadChoice::Mode::one ? check_head(info, stream, named->head.head) : Result<Done>(Done{});
}

// "encoder.2"; a number alone counts over all streams.
Result<Done> check_site(const ModelInfo& info, const std::string& site) {
  const auto dot = site.rfind('.');
  int layer = 0;
  if (dot == std::string::npos) return Done{};
  const auto [end, error] = std::from_chars(site.data() + dot + 1, site.data() + site.size(), layer);
  if (error != std::errc() || end != site.data() + site.size()) return Done{};
  return check_layer(info, site.substr(0, dot), layer);
}

Result<Done> check_choice(const ModelInfo& info, const Choice& choice) {
  if (choice.layer >= 0)
    if (auto layer = check_layer(info, choice.stream, choice.layer); !layer) return layer;
  if (auto site = check_site(info, choice.site); !site) return site;
  int head = 0;
  const auto [end, error] = std::from_chars(choice.head.data(), choice.head.data() + choice.head.size(), head);
  if (error == std::errc() && end == choice.head.data() + choice.head.size())
    if (auto one = check_head(info, choice.stream, head); !one) return one;
  for (const int each : choice.heads)
    if (auto one = check_head(info, choice.stream, each); !one) return one;
  return Done{};
}

// The tokens that a model of texts alone will read. Of a decoder beside an encoder, and of a picture, only the run knows
// its positions; nothing too where the text cannot be read: the run says why.
std::optional<Axis> tokens_read(Session& session, const ModelInfo& info, const Options& options, const std::string& stream) {
  const auto& source = options.source;
  const bool text = source.input.image.empty() && source.input.pixels.empty();
  if (!text || (info.decoder_layers > 0 && stream != "encoder")) return std::nullopt;
  const auto tokens = answer(session, TokenizeRequest{source.model, source.input});
  if (!tokens) return std::nullopt;
  return std::get<Axis>(tokens.value());
}

Result<Done> check_query(Session& session, const ModelInfo& info, const Options& options) {
  if (options.choice.query < 0) return Done{};
  const auto tokens = tokens_read(session, info, options, options.choice.stream);
  return tokens ? check_number("there is no such query", "query", options.choice.query, tokens->size()) : Result<Done>(Done{});
}

// The positions of rank.
Result<Done> check_question(Session& session, const ModelInfo& info, const Options& options) {
  if (options.command != Options::Command::rank) return Done{};
  const auto tokens = tokens_read(session, info, options, options.question.stream);
  for (const auto& description : {options.question.from, options.question.to}) {
    if (auto form = check_form(description); !form) return form;
    if (!tokens) continue;
    if (const auto there = positions({}, *tokens, description); !there) return there.error();
  }
  return Done{};
}

// Where a file shall stand. The line names the path once: its folder is part of it.
Result<Done> check_file(const std::string& out) {
  const auto folder = fs::absolute(fs::path(out)).parent_path();
  std::error_code error;
  const auto refused = [&](const std::string& found) {
    return unusable("the file cannot be written", out, found, "a folder that can be written");
  };
  if (fs::is_directory(out, error)) return refused("a folder of that name");
  if (!fs::exists(folder, error)) return refused("no such folder");
  if (!fs::is_directory(folder, error)) return refused("a file where its folder should be");
  if (access(folder.c_str(), W_OK) != 0) return refused("a folder that is read only");
  return Done{};
}

// Where a folder shall stand: those above it are made too. What is there and nobody's earlier results stays.
Result<Done> check_folder(const std::string& out, Replaceable earlier) {
  std::error_code error;
  fs::path there = fs::absolute(fs::path(out)).lexically_normal();
  const auto refused = [&](const std::string& found) {
    return unusable("the folder cannot be written", out, found, "a new or empty folder in one that can be written");
  };
  if (fs::exists(there, error) && !fs::is_directory(there, error)) return refused("a file of that name");
  if (fs::is_directory(there, error) && access(there.c_str(), R_OK | W_OK) != 0) return refused("a folder that is read only");
  if (!there.has_filename()) there = there.parent_path();
  for (there = there.parent_path(); !fs::exists(there, error) && there.has_relative_path();) there = there.parent_path();
  if (!fs::is_directory(there, error)) return refused("a file where a folder should be");
  if (access(there.c_str(), W_OK) != 0) return refused("a folder that is read only");
  return check_replaceable(out, earlier);
}

bool asks_of_model(const Options& options) {
  const auto& choice = options.choice;
  const auto& question = options.question;
  return !options.source.generates_by.empty() || choice.layer >= 0 || choice.query >= 0 || !choice.head.empty() ||
         !choice.heads.empty() || !choice.site.empty() || !question.a.empty() || !question.b.empty() || !question.heads.empty() ||
         options.command == Options::Command::rank;
}

}  // namespace

Result<Done> check_target(const Options& options) {
  if (options.out.empty()) return Done{};
  switch (options.command) {
    case Options::Command::export_figure:
    case Options::Command::trace: return check_file(options.out);
    case Options::Command::dump: return check_folder(options.out, options.source.tile > 0 ? Replaceable::none : Replaceable::dump);
    case Options::Command::diff:
    case Options::Command::ablate: return check_folder(options.out, Replaceable::arrays);
    default: return Done{};
  }
}

Result<Done> check_before_run(Session& session, const Options& options) {
  if (!options.source.trace.empty() || options.source.model.empty() || !asks_of_model(options)) return Done{};
  const auto reply = answer(session, LoadRequest{options.source.model, options.source.options}, progress_printer(options.quiet));
  if (!reply) return reply.error();
  const auto& info = std::get<ModelInfo>(reply.value());
  if (auto generates = check_generation(info, options.source.generates_by); !generates) return generates;
  if (auto choice = check_choice(info, options.choice); !choice) return choice;
  const auto& question = options.question;
  for (const auto& [option, text] : {std::pair{"--a", question.a}, {"--b", question.b}})
    if (!text.empty())
      if (auto head = check_layer_head(info, question.stream, option, text); !head) return head;
  for (const auto& text : question.heads)
    if (auto head = check_layer_head(info, question.stream, "--heads", text); !head) return head;
  if (auto asked = check_question(session, info, options); !asked) return asked;
  return check_query(session, info, options);
}

}  // namespace headlight::app
