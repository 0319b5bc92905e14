// What a command line asks for, as values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands/questions.h"
#include "engine/api/session.h"

namespace headlight::app {

// Options that every command which needs a trace takes.
struct Source {
  std::string model;
  std::string trace;  // a trace file instead of model and input
  InputSpec input;
  std::int64_t tile = 0, overlap = -1;  // a grid of tiles, in original pixels; 0: none; overlap −1: an eighth of the tile
  std::string prompt_file;
  std::string generates_by;  // an option that only a model which generates heeds; "" where none was given
  RunOptions options;
};

// What is shown of it.
struct Choice {
  std::string view = "heads";
  std::string stream, site;
  int layer = -1;            // −1: the view's own choice
  std::string head;          // "", a number, "mean" or "max"
  std::int64_t query = -1;   // −1: the view's own choice
  std::string quantity = "weight";
  std::int64_t top_k = -1;
  double threshold = -1;
  std::optional<bool> merge_words, drop_special;  // open: as the view finds right
  std::vector<int> heads;       // graph: several heads of one layer; points: only these
  std::string detection;        // "", a number or "all"
  std::vector<int> levels;      // points
  double least_weight = 0;      // points
  bool by_level = false;        // points
  bool whole_layer = false;     // points
  std::optional<bool> refinement;  // points
  double dim = -1;              // points; −1: the view's own choice
  std::string map, scale;
  std::vector<double> range;
  std::vector<double> shares;   // contours around these shares of the mass
  double width_mm = 0;
  std::int64_t width_px = 0;
  double dpi = 300;
  bool smooth = false;
  bool source = true;           // model and input below the figure
  double opacity = -1;          // of the map on the picture; −1: the view's own choice
  std::vector<double> at;       // receptive: a place of the picture, in its pixels
  int level = -1;               // receptive: see ReceptiveFieldRequest::level
};

struct Options {
  enum class Command { window, trace, export_figure, dump, rank, diff, ablate, models, help, version };
  Command command = Command::window;
  Source source;
  Choice choice;
  Question question;
  std::string out;
  std::string frames;           // export: a range, one figure a frame
  double frames_per_second = 0; // of a written video; 0: as the read one
  std::int64_t max_bytes = std::int64_t{2} << 30;
  std::string shown_model;           // models show M
  std::vector<std::string> folders;  // models list: further folders
  std::vector<std::string> paths;    // window: what to open
  std::string screenshot;            // window: write a picture of it once idle, then leave
  std::string size, theme;           // window: "1600x1000"; dark, light or contrast. Empty: as last time
  std::string language;              // en or ko; empty: window: as last time, export: English
  std::string help;                  // text to print for help
  bool quiet = false;
  bool json = false;
};

// Reads argv; a wrong command line is an Error of kind usage.
Result<Options> parse(int argc, const char* const* argv);

}  // namespace headlight::app
