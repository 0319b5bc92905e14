#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/options/checks.h"
#include "app/options/groups.h"

namespace headlight::app {
namespace {

using Command = Options::Command;

constexpr const char* description =
    "Headlight shows what every attention head of a Transformer looks at.\n"
    "Without a command it opens the window on the given models, images, texts and traces.";

// "" for WxH between 100 and 20000, else what is wrong.
std::string window_size(const std::string& text) {
  int width = 0, height = 0, read = 0;
  const bool whole = text.size() < 12 && std::sscanf(text.c_str(), "%5dx%5d%n", &width, &height, &read) == 2 &&
                     read == static_cast<int>(text.size());
  const bool fits = std::min(width, height) >= 100 && std::max(width, height) <= 20000;
  return whole && fits ? std::string() : "--size: " + text + " is not a width and a height as 1600x1000";
}

void add_messages(CLI::App& command, Options& options) {
  command.add_flag("--quiet", options.quiet, "no progress and no summary, failures only");
  command.add_flag("--json", options.json, "machine-readable messages on standard output");
}

// The parser's words, folded into the one line.
Error wrong_line(const CLI::ParseError& error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  const auto colon = message.starts_with("--") ? message.find(": ") : std::string::npos;
  if (colon == std::string::npos) return usage("wrong command line", "arguments", message, "see headlight help");
  return usage("wrong command line", message.substr(0, colon), message.substr(colon + 2), "see headlight help");
}

Result<Done> read_prompt(Source& source) {
  if (source.prompt_file.empty()) return Done{};
  constexpr std::uintmax_t longest = std::uintmax_t{64} << 20;
  std::error_code error;
  const auto type = std::filesystem::status(source.prompt_file, error).type();
  if (type != std::filesystem::file_type::regular) {
    using Type = std::filesystem::file_type;
    const std::string found = type == Type::not_found   ? "no such file"
                              : type == Type::directory ? "a folder"
                              : type == Type::none      ? error.message()
                                                        : "a device, pipe or socket";
    return unusable("cannot read", source.prompt_file, found, "a text file");
  }
  const auto size = std::filesystem::file_size(source.prompt_file, error);
  if (error || size > longest)
    return unusable("file too large", source.prompt_file, std::to_string(size) + " bytes", "at most 64 MiB of text");
  std::ifstream in(source.prompt_file, std::ios::binary);
  source.input.text.assign(std::istreambuf_iterator<char>(in), {});
  auto& text = source.input.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);  // a byte order mark is not part of the text
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return Done{};
}

struct Parser {
  CLI::App app{description, "headlight"};
  Options options;
  CLI::App* trace = app.add_subcommand("trace", "Run a model and keep one trace");
  CLI::App* figure = app.add_subcommand("export", "Write one figure or its data (png, svg, pdf, npy, csv, json), or one a frame of a video");
  CLI::App* dump = app.add_subcommand("dump", "Write everything as plain .npy and trace.json");
  CLI::App* rank = app.add_subcommand("rank", "Heads by the attention mass from one set of positions to another");
  CLI::App* diff = app.add_subcommand("diff", "Signed difference of two heads, or of two traces");
  CLI::App* ablate = app.add_subcommand("ablate", "Outputs before and after, with some heads switched off");
  CLI::App* models = app.add_subcommand("models", "Bundled, local and cached models");
  CLI::App* models_list = models->add_subcommand("list", "List them");
  CLI::App* models_show = models->add_subcommand("show", "Describe one");
  bool version = false;

  Parser() {
    app.add_flag("--version", version, "Print the version");
    app.add_option("paths", options.paths, "models (folders or names), images, texts and traces to open in the window");
    app.add_option("--screenshot", options.screenshot, "write a picture of the window once it is idle, then leave");
    app.add_option("--size", options.size, "size of the window, as 1600x1000")->check(window_size);
    app.add_option("--theme", options.theme, "dark, light or contrast")->check(CLI::IsMember({"dark", "light", "contrast"}));
    app.add_option("--language", options.language, "en or ko")->check(CLI::IsMember({"en", "ko"}));
    add_messages(app, options);
    add_source(*trace, options.source, false);
    trace->add_option("--out", options.out, "trace file to write");
    add_source(*figure, options.source, true);
    add_tiles(*figure, options.source);
    add_choice(*figure, options.choice);
    figure->add_option("--out", options.out, "file to write; its ending picks the format");
    figure->add_option("--frames", options.frames, "one figure for each of these frames: --out fig-%04d.png, or a video (.mp4, .webm, .avi)")
        ->type_name("A-B[:STEP]");
    figure->add_option("--language", options.language, "language of the words in the figure: en or ko")->check(CLI::IsMember({"en", "ko"}));
    figure->add_option("--fps", options.frames_per_second, "frames a second of the written video")->check(CLI::Range(0.1, 1000.0));
    add_source(*dump, options.source, true);
    add_tiles(*dump, options.source);
    dump->add_option("--out", options.out, "folder to write");
    dump->add_option("--max-bytes", options.max_bytes, "refuse to write more")->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 60));
    add_source(*rank, options.source, true);
    add_rank(*rank, options.question);
    add_source(*diff, options.source, false);
    add_diff(*diff, options.question);
    diff->add_option("--out", options.out, "folder for diff.npy");
    add_source(*ablate, options.source, false);
    add_ablate(*ablate, options.question);
    ablate->add_option("--out", options.out, "folder for before.NAME.npy and after.NAME.npy of every output");
    for (auto* command : {trace, figure, dump, rank, diff, ablate, models, models_list, models_show}) add_messages(*command, options);
    models->require_subcommand(0, 1);
    models_list->add_option("folders", options.folders, "further folders to look in");
    models_show->add_option("model", options.shown_model, "which")->required();
    app.add_subcommand("help", "Help on a command");
  }

  Result<Options> finish() {
    if (version) options.command = Command::version;
    else if (trace->parsed()) options.command = Command::trace;
    else if (figure->parsed()) options.command = Command::export_figure;
    else if (dump->parsed()) options.command = Command::dump;
    else if (rank->parsed()) options.command = Command::rank;
    else if (diff->parsed()) options.command = Command::diff;
    else if (ablate->parsed()) options.command = Command::ablate;
    else if (models->parsed()) options.command = Command::models;
    const bool needs_source = options.command != Command::window && options.command != Command::models;
    if (version || !needs_source) return std::move(options);
    const auto& command = *app.get_subcommands().front();
    if (auto checked = check(command, options); !checked) return checked.error();
    if (auto read = read_prompt(options.source); !read) return read.error();
    for (const auto* option : {"--max-new", "--beams"})
      if (given(command, option)) options.source.generates_by = option;
    return std::move(options);
  }

  // Before parsing: a parsed command would answer for the whole program.
  Result<Options> help_on(const std::string& topic) {
    options.command = Command::help;
    const CLI::App* found = topic.empty() ? &app : nullptr;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
      if (command->get_name() == topic) found = command;
    if (found == nullptr) return usage("unknown command", "help", topic, "trace, export, dump, rank, diff, ablate or models");
    options.help = found->help();
    return std::move(options);
  }
};

}  // namespace

Result<Options> parse(int argc, const char* const* argv) {
  Parser parser;
  if (argc >= 2 && std::string(argv[1]) == "help")
    return parser.help_on(argc >= 3 && argv[2][0] != '-' ? argv[2] : "");
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    parser.options.command = Command::help;
    const auto called = parser.app.get_subcommands();
    parser.options.help = (called.empty() ? &parser.app : called.front())->help();
    return std::move(parser.options);
  } catch (const CLI::ParseError& error) {
    return wrong_line(error);
  }
  return parser.finish();
}

}  // namespace headlight::app
