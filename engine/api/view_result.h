// View results: owned numbers. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view_request.h"

namespace headlight {

// Row-major float32 values; NaN never occurs, −inf only in scores.
struct Plane {
  std::int64_t rows = 0, columns = 0;
  std::vector<float> values;
  float low = 0, high = 0;  // least and largest finite value
  [[nodiscard]] float at(std::int64_t row, std::int64_t column) const {
    return values[static_cast<std::size_t>(row * columns + column)];
  }
};

struct TileResult {
  Extent extent;
  Plane plane;
  std::int64_t every = 1;  // 1: exact. n: of every n consecutive queries one was read, at least one a row of the plane
  double error = 0;        // sampled means: the root mean square of the cells' estimated standard errors
};

struct LineResult {
  std::vector<float> values;
};

struct HeadMap {
  int site = 0, layer = 0, head = 0;
  Plane plane;
};

struct HeadsResult {
  int layers = 0, heads = 0;  // largest number of heads of any layer
  std::vector<HeadMap> maps;  // in layer, then head order
  std::int64_t every = 1;     // 1: exact. n: of every n consecutive queries one was read, at least one a row of a map
  double error = 0;           // sampled means: the root mean square of the cells' estimated standard errors
};

struct Edge {
  std::int64_t query = 0, key = 0;
  HeadChoice head;
  float weight = 0;
};

struct EdgesResult {
  std::vector<Edge> edges;  // falling weight
};

struct RolloutResult {
  Plane plane;  // one row a query of the request
};

// Means over the queries of one head (masked keys have weight 0, fully masked queries are left out).
struct HeadStatistics {
  int site = 0, layer = 0, head = 0;
  double entropy = 0;   // −Σ w log₂ w, bits
  double distance = 0;  // Σ w |i − j|: tokens apart; on patches, Euclidean grid distance in patches; deformable:
                        // from the query's reference point to its sampling points, original-image pixels
  double on_self = 0;   // self-attention only; else 0, as the next two, which are means over the queries that
                        // have a previous or next position
  double on_previous = 0;
  double on_next = 0;
  double on_first = 0;                // weight on key 0
  double on_separator = 0;            // weight on special keys other than key 0
  double inside = 0;                  // deformable, over the detections: weight inside their boxes
  std::vector<double> level_share{};  // deformable: weight on every level
};

struct StatisticsResult {
  std::vector<HeadStatistics> heads;
  std::int64_t every = 1;  // 1: exact. n: means over one query of every n consecutive ones
  HeadStatistics error{};  // sampled: every field's largest estimated standard error over the heads
};

struct CellResult {
  float weight = 0, score = 0;
  std::int64_t rank = 0;  // 1 = the row's strongest key
  std::int64_t keys = 0;
};

struct SamplePoint {
  int head = 0, level = 0, point = 0;
  double x = 0, y = 0;  // original-image pixels
  float weight = 0;
};

// What one query sampled.
struct QueryPoints {
  std::int64_t query = 0;
  Box box;  // the query's final box; empty (all 0) for queries that are pixels
  double reference_x = 0, reference_y = 0;
  Box reference_box;                // the box that this layer started from; empty where it is a point
  std::vector<SamplePoint> points;  // rising weight, so that the heaviest is painted last
  std::vector<float> inside;        // a head: its weight inside `box`, over all its points whatever the filters
  std::vector<float> level_share;   // a level: mean over the heads of the weight on it
};

struct PointsResult {
  std::vector<QueryPoints> queries;
  std::int64_t left_out = 0;  // points that threshold and at_most took away
};

struct SplatResult {
  Plane plane;
};

struct RankedHead {
  int site = 0, layer = 0, head = 0;
  double mass = 0;  // mean over the from-queries of the summed weight on the to-keys
};
struct RankingResult {
  std::vector<RankedHead> heads;  // falling mass
};

struct WeightResult {
  std::vector<float> q, k;       // of the head; k of the head's key head
  std::vector<float> v, output;  // the key's value, and Σ_j w_j v_j of the query; empty where the trace keeps no values
  double scale = 1, bias = 0;    // score = scale · q·k + bias
  std::string hidden;            // why its score is −inf: "padding", "later" (causal), "other window", "bias", "intervention"; else ""
  double score = 0;              // −inf where hidden
  double lse = 0;                // weight = exp(score − lse)
  double largest = 0;            // score of the row's strongest key; −inf where the query sees none
  double denominator = 0;        // Σ_j exp(score_j − largest)
  float weight = 0;
  std::int64_t rank = 0;  // 1 = the row's strongest key
  std::int64_t keys = 0;  // that the query sees
};

struct SampleResult {
  // One cell of the level's grid that bilinear sampling mixes.
  struct Corner {
    std::int64_t row = 0, column = 0;
    double share = 0;     // the four shares sum to 1
    bool inside = false;  // cells outside the map count as 0
    double length = 0;    // ‖value‖ there; 0 outside or where the trace keeps no values
  };
  double x = 0, y = 0;                      // original-image pixels
  double reference_x = 0, reference_y = 0;  // likewise; the point is reference + offset
  double offset_x = 0, offset_y = 0;        // likewise
  std::array<double, 2> cell{0, 0};        // the point in the level's cells: row, column (0 is the first cell's centre)
  std::array<std::int64_t, 2> grid{0, 0};  // the level's rows, columns
  std::array<Corner, 4> corners{};
  float weight = 0;
  std::vector<float> value;  // what the point reads, before the weight; empty where the trace keeps no values
};

struct HeadPlace {
  int site = 0, layer = 0, head = 0;
};
struct SimilarityResult {
  std::vector<HeadPlace> heads;
  // Jensen–Shannon divergence (Lin 1991) in bits, 0…1: mean over the queries that see a key. One a head, or heads ×
  // heads row-major.
  std::vector<float> divergence;
  std::int64_t every = 1;  // as in StatisticsResult
};

// Known patterns of heads (Clark et al. 2019, Voita et al. 2019, Olsson et al. 2022): each a set of keys of a query.
enum class Pattern {
  self,       // itself
  previous,   // the token before
  next,       // the token after
  first,      // the first token
  delimiter,  // special tokens other than the first, and punctuation
  word,       // other tokens of the same word
  copy,       // other places of the same token
  induction,  // the token after an earlier place of the same token
  block,      // the same text of a pair, or the same sentence
  positional  // any fixed distance: how much of the map a profile over key − query explains
};
constexpr std::size_t pattern_count = 10;
[[nodiscard]] std::string to_string(Pattern pattern);

// Means over the queries that see such keys (0 where none does).
struct HeadPattern {
  int site = 0, layer = 0, head = 0;
  // Weight on the pattern's keys. positional: how much of the rows' Jensen–Shannon divergence from evenly spread
  // weights the mean weights at every key − query explain, 0…1.
  std::array<double, pattern_count> mass{};
  std::array<double, pattern_count> chance{};  // the same of evenly spread weights; positional: 0
  std::array<std::int64_t, pattern_count> queries{};
  int label = -1;  // the pattern that says most of what the head does; −1: none does
};
// Of the way from chance to all the weight, how much a head goes: its evidence. 0 where fewer than two queries see such keys.
[[nodiscard]] double above_chance(const HeadPattern& head, Pattern pattern);
// The evidence that labels a head: weight on a position or a word, or what only says where to it spreads (block, positional).
constexpr double least_specific_evidence = 0.3, least_broad_evidence = 0.5;
struct PatternsResult {
  std::vector<HeadPattern> heads;
  std::int64_t every = 1;  // as in StatisticsResult
};

using ViewResult = std::variant<TileResult, LineResult, HeadsResult, EdgesResult, RolloutResult, StatisticsResult,
                                CellResult, PointsResult, SplatResult, RankingResult, WeightResult, SampleResult,
                                SimilarityResult, PatternsResult>;

}  // namespace headlight
