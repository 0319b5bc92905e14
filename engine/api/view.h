// View requests (values that say what to compute from a trace) and view results (owned numbers).
// No Torch, no Qt. Every request is a plain value with ==, usable as a cache key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight {

enum class Quantity {
  weight,  // after the softmax
  score    // before it: scaled, biased, −inf where masked
};

enum class Pooling { mean, max };

// One head, or the mean or the maximum over all heads of the site.
struct HeadChoice {
  enum class Mode { one, mean, max };
  Mode mode = Mode::one;
  int head = 0;
  bool operator==(const HeadChoice&) const = default;
};

// Half-open range of rows × columns of a map.
struct Extent {
  std::int64_t row0 = 0, row1 = 0, column0 = 0, column1 = 0;
  [[nodiscard]] std::int64_t rows() const { return row1 - row0; }
  [[nodiscard]] std::int64_t columns() const { return column1 - column0; }
  bool operator==(const Extent&) const = default;
};

// --- requests -------------------------------------------------------------------------------------------------

// A rectangle of one map, pooled to out_rows × out_columns (each ≤ the extent's; equal means exact cells).
struct TileRequest {
  int site = 0;
  HeadChoice head;
  Quantity quantity = Quantity::weight;
  Extent extent;
  std::int64_t out_rows = 0, out_columns = 0;
  Pooling pooling = Pooling::mean;
  bool operator==(const TileRequest&) const = default;
};

// One query's row, all keys; or (`column`) one key's column, all queries.
struct LineRequest {
  int site = 0;
  HeadChoice head;
  Quantity quantity = Quantity::weight;
  std::int64_t position = 0;
  bool column = false;
  bool operator==(const LineRequest&) const = default;
};

// Every head of every site of a stream as a map of at most `edge` × `edge`, mean- or max-pooled.
struct HeadsRequest {
  std::string stream;
  Quantity quantity = Quantity::weight;
  std::int64_t edge = 64;
  Pooling pooling = Pooling::mean;
  std::int64_t cell_budget = 0;  // maps of more cells together are sampled (see HeadsResult); 0: always exact
  bool operator==(const HeadsRequest&) const = default;
};

// The strongest links of some heads of a site.
struct EdgesRequest {
  int site = 0;
  std::vector<HeadChoice> heads;
  std::int64_t top_k = 3;     // per query; 0: no limit
  double threshold = 0;       // leave out weights below
  std::int64_t query = -1;    // only from this query; −1: all
  std::vector<std::int64_t> without_keys;  // keys never linked to (special tokens)
  std::int64_t at_most = 20000;            // strongest over all, bounds the result
  bool operator==(const EdgesRequest&) const = default;
};

// Attention rollout (Abnar & Zuidema 2020) of a self-attention stream from layer 0 up to and including
// `last_layer` (−1: all): rows `queries` of Π_l (½ mean_h A_l + ½ I). Result has one row a query.
struct RolloutRequest {
  std::string stream;
  int last_layer = -1;
  std::vector<std::int64_t> queries;
  bool operator==(const RolloutRequest&) const = default;
};

// Statistics of every head of every site of a stream; see HeadStatistics.
struct StatisticsRequest {
  std::string stream;
  std::int64_t cell_budget = 0;  // dense maps of more cells together are sampled; 0: always exact
  bool operator==(const StatisticsRequest&) const = default;
};

// Everything about one cell: weight, score, rank of the key in its row, share.
struct CellRequest {
  int site = 0;
  HeadChoice head;
  std::int64_t query = 0, key = 0;
  bool operator==(const CellRequest&) const = default;
};

// Sampling points of a deformable site.
struct PointsRequest {
  int site = 0;
  std::vector<std::int64_t> queries;  // empty: those of the trace's detections, all queries where there are none
  std::vector<int> heads, levels;     // empty: all
  double threshold = 0;               // leave out points of less weight
  std::int64_t at_most = 200000;      // heaviest points over all, bounds the result
  bool operator==(const PointsRequest&) const = default;
};

// Where a deformable site looked, as a map: the weight of the sampling points that fall into every cell of a grid over
// the model's input (points outside it are left out), for one query or as the mean over some.
struct SplatRequest {
  int site = 0;
  HeadChoice head;
  std::vector<std::int64_t> queries;  // empty: as in PointsRequest
  std::int64_t rows = 0, columns = 0;
  bool operator==(const SplatRequest&) const = default;
};

// Every head of a stream (of every stream where it is empty) by the attention mass that it puts from one set of
// positions on another. Streams whose axes lack a position are left out.
struct RankingRequest {
  std::string stream;
  std::vector<std::int64_t> from, to;  // queries, keys; empty: all
  // Deformable streams have no keys: their mass is the weight of the sampling points inside this box (x0, y0, x1, y1,
  // original-image pixels); unset: such streams are left out.
  std::optional<std::array<double, 4>> box{};
  bool operator==(const RankingRequest&) const = default;
};

using ViewRequest = std::variant<TileRequest, LineRequest, HeadsRequest, EdgesRequest, RolloutRequest,
                                 StatisticsRequest, CellRequest, PointsRequest, SplatRequest, RankingRequest>;

// --- results --------------------------------------------------------------------------------------------------

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
};

struct LineResult {
  std::vector<float> values;
};

struct HeadMap {
  int site = 0, layer = 0, head = 0;
  Plane plane;
};

struct HeadsResult {
  int layers = 0, heads = 0;    // largest number of heads of any layer
  std::vector<HeadMap> maps;    // in layer, then head order
  std::int64_t every = 1;       // 1: exact. n: of every n consecutive queries one was read, at least one a row of a map
  double error = 0;             // sampled means: the root mean square of the cells' estimated standard errors
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
  double entropy = 0;         // −Σ w log₂ w, bits
  double distance = 0;        // Σ w |i − j|: tokens apart; on patches, Euclidean grid distance in patches; deformable:
                              // from the query's reference point to its sampling points, original-image pixels
  double on_self = 0;         // self-attention only; else 0, as the next two, which are means over the queries that
                              // have a previous or next position
  double on_previous = 0;
  double on_next = 0;
  double on_first = 0;        // weight on key 0
  double on_separator = 0;    // weight on special keys other than key 0
  double inside = 0;          // deformable, over the detections: weight inside their boxes
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
  Box box;                              // the query's final box; empty (all 0) for queries that are pixels
  double reference_x = 0, reference_y = 0;
  Box reference_box;                    // the box that this layer started from; empty where it is a point
  std::vector<SamplePoint> points;      // rising weight, so that the heaviest is painted last
  std::vector<float> inside;            // a head: its weight inside `box`, over all its points whatever the filters
  std::vector<float> level_share;       // a level: mean over the heads of the weight on it
};

struct PointsResult {
  std::vector<QueryPoints> queries;
  std::int64_t left_out = 0;            // points that threshold and at_most took away
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

using ViewResult = std::variant<TileResult, LineResult, HeadsResult, EdgesResult, RolloutResult, StatisticsResult,
                                CellResult, PointsResult, SplatResult, RankingResult>;

}  // namespace headlight
