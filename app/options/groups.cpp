#include "app/options/groups.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <string>

namespace headlight::app {
namespace {

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

// "" for a number from 0 or "all", else what is wrong.
std::string detection_word(const std::string& text) {
  const bool number = !text.empty() && text.size() < 7 && text.find_first_not_of("0123456789") == std::string::npos;
  return number || text == "all" ? std::string() : "--detection: " + text + " is neither a number from 0 nor all";
}

}  // namespace

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
  group->add_option("--dtype", source.options.dtype, "float32, float16, bfloat16, or tf32 on a GPU");
  group->add_option("--keep", source.options.keep, "how q, k and v are kept: float32 (as computed), bfloat16 (half the memory) or inputs (a third; views make them anew)")
      ->check(CLI::IsMember({"float32", "bfloat16", "inputs"}));
}

void add_choice(CLI::App& command, Choice& choice) {
  auto* what = command.add_option_group("What is shown");
  what->add_option("--view", choice.view, "heads, matrix, graph, overlay, points, receptive, rollout or stats")->required();
  what->add_option("--stream", choice.stream,
                   "encoder, decoder, cross …; without it what the model is opened for: how detections read the picture, cross "
                   "attention, else the first");
  what->add_option("--site", choice.site, "attention layer by number or \"stream.layer\"");
  what->add_option("--layer", choice.layer, "layer, from 0; of --view heads its row alone")->check(CLI::NonNegativeNumber);
  what->add_option("--head", choice.head, "head from 0, mean or max; of --view heads its column alone");
  what->add_option("--query", choice.query, "position of the chosen query, from 0")->check(CLI::NonNegativeNumber);
  what->add_option("--quantity", choice.quantity, "weight, score or contribution (weight × ‖v‖)")->check(CLI::IsMember({"weight", "score", "contribution"}));
  what->add_option("--top-k", choice.top_k, "strongest links of each query (graph)")->check(CLI::NonNegativeNumber);
  what->add_option("--threshold", choice.threshold, "leave out weaker links (graph)")->check(CLI::Range(0.0, 1.0));
  what->add_option("--heads", choice.heads, "several heads of one layer (graph), only these heads (points, heads)")->delimiter(',');
  what->add_option("--detection", choice.detection, "detection by its place, 0 the best, or all (points)")->check(detection_word);
  what->add_option("--levels", choice.levels, "only these feature levels (points)")->delimiter(',');
  what->add_option("--at", choice.at, "place of the picture, in its pixels; without it the query's own (receptive)")->expected(2)->delimiter(',')->type_name("X,Y");
  what->add_option("--level", choice.level, "map of the backbone, from 0, the finest, then the encoder's (receptive)")->check(CLI::NonNegativeNumber);
  what->add_option("--min-weight", choice.least_weight, "leave out lighter points (points)")->check(CLI::Range(0.0, 1.0));
  what->add_flag("--whole-layer", choice.whole_layer, "points of every query of the layer; of --query or --detection larger (points)");
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
  look->add_flag_function("--source,!--no-source", [&choice](std::int64_t count) { choice.source = count > 0; },
                          "with model and input named below the figure, or without");
  look->add_flag("--smooth", choice.smooth, "interpolate the map on the picture");
  look->add_option("--opacity", choice.opacity, "of the map on the picture, 0 to 1 (overlay, rollout)")->check(CLI::Range(0.0, 1.0));
  look->add_option("--shares", choice.shares, "contours around these shares of the mass, as 0.5,0.8")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 1.0));
}

}  // namespace headlight::app
