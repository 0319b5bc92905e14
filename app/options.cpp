#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace headlight::app {
namespace {

using Command = Options::Command;

constexpr const char* description =
    "Headlight shows what every attention head of a Transformer looks at.\n"
    "Without a command it opens the window on the given models, images, texts and traces.";

// "2,7,9": every part a whole number from 0.
std::vector<std::int64_t> token_ids(const std::string& name, const std::string& text) {
  std::vector<std::int64_t> ids;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(',', from), text.size());
    const char* const last = text.data() + end;
    std::int64_t id = -1;
    const auto [stop, error] = std::from_chars(text.data() + from, last, id);
    if (error != std::errc() || stop != last || id < 0)
      throw CLI::ValidationError(name, "\"" + text.substr(from, end - from) + "\" is not a token id, a number from 0");
    ids.push_back(id);
    from = end + 1;
  }
  return ids;
}

void add_ids(CLI::App& group, const std::string& name, std::vector<std::int64_t>& ids, const std::string& what) {
  group.add_option_function<std::string>(name, [name, &ids](const std::string& text) { ids = token_ids(name, text); }, what)
      ->type_name("INT,…");
}

// "1024" or "1024:128".
void read_tiles(const std::string& text, Source& source) {
  int read = 0;
  const bool alone = std::sscanf(text.c_str(), "%6ld%n", &source.tile, &read) == 1 && read == static_cast<int>(text.size());
  const bool both = !alone && std::sscanf(text.c_str(), "%6ld:%6ld%n", &source.tile, &source.overlap, &read) == 2 &&
                    read == static_cast<int>(text.size());
  if ((!alone && !both) || source.tile < 16 || (both && (source.overlap < 0 || source.overlap > source.tile / 2)))
    throw CLI::ValidationError("--tiles", "\"" + text + "\" is not EDGE[:OVERLAP], as 1024:128: an edge from 16, an overlap of at most half of it");
}

void add_tiles(CLI::App& command, Source& source) {
  command.add_option_function<std::string>("--tiles", [&source](const std::string& text) { read_tiles(text, source); },
                                           "run on every square of EDGE pixels of the picture and join what was found")
      ->type_name("EDGE[:OVERLAP]");
}

void add_source(CLI::App& command, Source& source, bool trace_file) {
  auto* group = command.add_option_group("Model and input");
  group->add_option("--model", source.model, "bundled name, Hugging Face folder, repository in the local Hub cache, or TorchScript file");
  if (trace_file) group->add_option("--trace", source.trace, "read this trace file instead of running a model");
  group->add_option("--text", source.input.text, "sentence");
  group->add_option("--pair", source.input.pair, "second sentence");
  group->add_option("--target", source.input.target, "what the decoder is fed; without it the model generates");
  group->add_option("--image", source.input.image, "picture or video file");
  group->add_option("--frame", source.input.frame, "frame of a video, from 0; without it the first")->check(CLI::NonNegativeNumber);
  group->add_option_function<std::vector<double>>(
           "--window", [&source](const std::vector<double>& ends) { source.input.window = {ends[0], ends[1]}; },
           "sample values of the picture file that become black and white")
      ->expected(2)
      ->delimiter(',')
      ->type_name("LOW,HIGH");
  group->add_option_function<std::vector<double>>(
           "--region", [&source](const std::vector<double>& at) { source.input.region = {at[0], at[1], at[2], at[3]}; },
           "part of the picture that the model gets, in its pixels")
      ->expected(4)
      ->delimiter(',')
      ->type_name("X0,Y0,X1,Y1");
  group->add_option("--prompt-file", source.prompt_file, "file that holds the sentence");
  add_ids(*group, "--ids", source.input.ids, "token ids, bypassing the tokenizer");
  add_ids(*group, "--target-ids", source.input.target_ids, "ids that the decoder is fed");
  group->add_option("--pixels", source.input.pixels, ".npy, float32 [3, H, W], already normalised");
  group->add_option("--max-new", source.options.max_new, "most tokens to generate (models with encoder and decoder)")->check(CLI::Range(1, 100000));
  group->add_option("--beams", source.options.beams, "beams of the generation, 1 is greedy (likewise)")->check(CLI::Range(1, 64));
  group->add_flag("--trust-code", source.options.trust_code, "run the code of a TorchScript file");
  group->add_option("--tokenizer", source.options.tokenizer, "folder that says how a TorchScript file's input is made");
  group->add_option("--device", source.options.device, "auto, cpu or cuda[:N]");
  group->add_option("--dtype", source.options.dtype, "float32, float16 or bfloat16");
}

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

// "" for a number from 0 or "all", else what is wrong.
std::string detection_word(const std::string& text) {
  const bool number = !text.empty() && text.size() < 7 && text.find_first_not_of("0123456789") == std::string::npos;
  return number || text == "all" ? std::string() : "--detection: " + text + " is neither a number from 0 nor all";
}

void add_choice(CLI::App& command, Choice& choice) {
  auto* what = command.add_option_group("What is shown");
  what->add_option("--view", choice.view, "heads, matrix, graph, overlay, points, receptive, rollout or stats")->required();
  what->add_option("--stream", choice.stream,
                   "encoder, decoder, cross …; without it what the model is opened for: how detections read the picture, cross "
                   "attention, else the first");
  what->add_option("--site", choice.site, "attention layer by number or \"stream.layer\"");
  what->add_option("--layer", choice.layer, "layer, from 0")->check(CLI::NonNegativeNumber);
  what->add_option("--head", choice.head, "head from 0, mean or max");
  what->add_option("--query", choice.query, "position of the chosen query, from 0")->check(CLI::NonNegativeNumber);
  what->add_option("--quantity", choice.quantity, "weight, score or contribution (weight × ‖v‖)")->check(CLI::IsMember({"weight", "score", "contribution"}));
  what->add_option("--top-k", choice.top_k, "strongest links of each query (graph)")->check(CLI::NonNegativeNumber);
  what->add_option("--threshold", choice.threshold, "leave out weaker links (graph)")->check(CLI::Range(0.0, 1.0));
  what->add_option("--heads", choice.heads, "several heads of one layer (graph), only these heads (points)")->delimiter(',');
  what->add_option("--detection", choice.detection, "detection by its place, 0 the best, or all (points)")->check(detection_word);
  what->add_option("--levels", choice.levels, "only these feature levels (points)")->delimiter(',');
  what->add_option("--at", choice.at, "place of the picture, in its pixels (receptive)")->expected(2)->delimiter(',')->type_name("X,Y");
  what->add_option("--level", choice.level, "map of the backbone, from 0, the finest (receptive)")->check(CLI::NonNegativeNumber);
  what->add_option("--min-weight", choice.least_weight, "leave out lighter points (points)")->check(CLI::Range(0.0, 1.0));
  // A plain flag would turn "left open" into "no".
  const auto set = [](std::optional<bool>& flag) { return [&flag](std::int64_t count) { flag = count > 0; }; };
  what->add_flag_function("--words,!--subwords", set(choice.merge_words), "merge subwords into words, or do not");
  what->add_flag_function("--no-special,!--special", set(choice.drop_special), "leave special tokens out, or show them");
  what->add_flag_function("--refinement,!--no-refinement", set(choice.refinement),
                          "with a strip of all decoder layers, or without (points)");
  auto* look = command.add_option_group("How it looks");
  const auto by = [&choice](const std::string& word) { choice.by_level = word == "level"; };
  look->add_option_function<std::string>("--colour", by, "points by head or level")->check(CLI::IsMember({"head", "level"}));
  look->add_option("--dim", choice.dim, "how dark the picture is under points, 0 to 0.8")->check(CLI::Range(0.0, 0.8));
  look->add_option("--map", choice.map, "viridis, cividis, magma, differenceLight or differenceDark");
  look->add_option("--scale", choice.scale, "linear, root or log")->check(CLI::IsMember({"linear", "root", "log"}));
  look->add_option("--range", choice.range, "low,high of the colour scale")->delimiter(',')->expected(2);
  look->add_option("--width", choice.width_mm, "width in mm: 85, 175 or free")->check(CLI::Range(20.0, 2000.0));
  look->add_option("--pixels-wide", choice.width_px, "width of a PNG in pixels")->check(CLI::Range(50, 20000));
  look->add_option("--dpi", choice.dpi, "dots per inch of a PNG")->check(CLI::Range(36.0, 1200.0));
  look->add_flag("--smooth", choice.smooth, "interpolate the map on the picture");
  look->add_option("--opacity", choice.opacity, "of the map on the picture, 0 to 1 (overlay, rollout)")->check(CLI::Range(0.0, 1.0));
  look->add_option("--shares", choice.shares, "contours around these shares of the mass, as 0.5,0.8")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 1.0));
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

bool given(const CLI::App& command, const std::string& option) {
  const auto* found = command.get_option_no_throw(option);
  return found != nullptr && found->count() > 0;
}

// What would be ignored is refused: the user meant something by it.
Result<Done> check_fit(const CLI::App& command, const Options& options) {
  const auto refuse_beside = [&](const std::string& with, std::initializer_list<const char*> names) -> Result<Done> {
    for (const auto* name : names)
      if (given(command, name)) return usage("options that do not go together", name, with + " as well", "one of them");
    return Done{};
  };
  if (!options.source.trace.empty())
    return refuse_beside("--trace", {"--text", "--pair", "--target", "--image", "--frame", "--window", "--region", "--tiles", "--prompt-file", "--ids",
                                     "--target-ids", "--pixels", "--max-new", "--beams", "--dtype", "--trust-code",
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
    {"--heads", "graph or points"},          {"--levels", "points"},
    {"--min-weight", "points"},              {"--refinement", "points"},
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

Result<Done> check_view(const CLI::App& command, const Options& options) {
  const auto& view = options.choice.view;
  for (const auto& [option, views] : fits_only)
    if (given(command, option) && std::string_view(views).find(view) == std::string_view::npos)
      return usage("option of another view", option, "--view " + view, std::string("--view ") + views);
  const auto& range = options.choice.range;
  if (range.size() == 2 && !(std::isfinite(range[0]) && std::isfinite(range[1]) && range[0] < range[1]))
    return usage("wrong range of the colour scale", "--range", number_text(range[0]) + "," + number_text(range[1]), "LOW,HIGH, LOW < HIGH");
  if (view == "receptive" && !given(command, "--at")) return usage("no place chosen", "--at", "nothing", "X,Y in pixels of the picture");
  for (const auto* other : {"--query", "--detection", "--frames", "--tiles", "--trace"})
    if (view == "receptive" && given(command, other))
      return usage("option of another view", other, "--view receptive, which is of a place of a model's picture", std::string("no ") + other);
  if (given(command, "--detection") && given(command, "--query"))
    return usage("options that do not go together", "--detection", "--query as well", "one of them");
  for (const auto* other : {"--layer", "--stream"})
    if (given(command, "--site") && given(command, other))
      return usage("options that do not go together", other, "--site as well", "one of them");
  if (given(command, "--head") && (view == "rollout" || view == "stats" || view == "heads"))
    return usage("option of another view", "--head", "--view " + view + ", which is of all heads", "no --head");
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
    if (auto checked = check_source(command, options); !checked) return checked.error();
    if (auto fits = check_fit(command, options); !fits) return fits.error();
    if (auto view = figure->parsed() ? check_view(command, options) : Done{}; !view) return view.error();
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
