// What a figure shall show, as a plain value; everything left open is chosen sensibly.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/view.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {

enum class FigureView { heads, matrix, graph, overlay, points, rollout, stats };

// "heads", "matrix", …; an error naming the known ones for other words.
Result<FigureView> figure_view(const std::string& name);
std::string to_string(FigureView view);

struct FigureSpec {
  FigureView view = FigureView::graph;
  std::string stream;        // empty: cross attention for graph and matrix where there is one, else the first
  std::optional<int> layer;  // open: see `resolve`
  std::optional<HeadChoice> head;
  std::vector<int> heads;   // graph: several heads of one layer, each in its colour; points, heads: only these
  std::vector<int> layers;  // heads: only these
  std::int64_t query = -1;  // position on the query axis that is marked, or whose row is shown; −1: none
  std::int64_t key = -1;
  Quantity quantity = Quantity::weight;
  std::optional<bool> written;       // decoder rows by the token they write; open: for cross attention
  std::optional<bool> merge_words;   // open: in graphs
  std::optional<bool> drop_special;  // open: in graphs
  bool special_in_scale = true;      // matrix, heads: special tokens count for the colour range

  std::optional<std::int64_t> top_k;  // graph: links of each query, 0: no limit; open: 2, of a chosen place on a picture all
  double threshold = 0.02;         // graph
  Pooling pooling = Pooling::max;  // of maps larger than `largest`
  std::int64_t largest = 1024;     // rows and columns painted
  std::int64_t thumbnail = 64;     // heads: largest edge of a map

  std::string colour_map;  // empty: viridis, cividis for statistics
  std::string scale;       // "linear", "root", "log"; empty: root for weights and contributions, linear for scores, points and rollouts on pictures
  std::optional<double> low, high;
  bool own_range = false;  // heads: every map from 0 to its own largest value
  bool mark_head = false;  // heads: the spec's head is framed and its layer told apart, as in the window

  // Detectors. Points, overlay and heads show the detection's query where `query` is open.
  int detection = -1;              // place in TraceInfo::detections; −1: the best one
  bool all_detections = false;     // points: of all detections at once
  bool whole_layer = false;        // points: of every query of the layer; a chosen one's stand out
  std::vector<int> levels;         // points: only these
  double least_weight = 0;         // points
  bool by_level = false;           // points: colour = level instead of head
  bool other_boxes = true;         // points: boxes of the other detections
  std::optional<bool> refinement;  // points: the layers as a strip below; open: where one detection has several
  std::vector<Track> tracks;       // what a video's frames call the detections; empty: by their places
  std::shared_ptr<LabelSides> sides;   // where their labels stood in the frame before
  std::optional<double> largest_mark;  // points: the weight of the largest mark; open: the largest weight
  double dim = 0.46;               // points: how much black lies on the picture

  bool smooth = false;  // overlay, rollout on patches
  double opacity = 0.7;
  std::vector<double> shares;  // contours around these shares of the mass, 0…1

  bool operator==(const FigureSpec&) const = default;
};

}  // namespace headlight::ui
