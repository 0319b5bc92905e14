// View requests: values that say what to compute from a trace. No Torch, no Qt. Each has ==, usable as a cache key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace headlight {

enum class Quantity {
  weight,       // after the softmax
  score,        // before it: scaled, biased, −inf where masked
  contribution  // weight × ‖v‖, the length of what the key adds to the query's output (Kobayashi et al. 2020)
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

// One map of a trace, pooled in one way.
struct MapChoice {
  int site = 0;
  HeadChoice head;
  Quantity quantity = Quantity::weight;
  Pooling pooling = Pooling::mean;
  bool operator==(const MapChoice&) const = default;
};

// A rectangle of one map, pooled to out_rows × out_columns (each ≤ the extent's; equal means exact cells).
struct TileRequest {
  int site = 0;
  HeadChoice head;
  Quantity quantity = Quantity::weight;
  Extent extent;
  std::int64_t out_rows = 0, out_columns = 0;
  Pooling pooling = Pooling::mean;
  std::int64_t cell_budget = 0;  // of more cells (times the heads, for all of them) some queries are read; 0: always exact
  // > 0: cells pool bin × bin positions counted from the map's corner, as the coarse levels of a PyramidRequest do. The
  // extent begins at multiples of it and ends at one or with the map; out_rows and out_columns are ⌈size / bin⌉.
  std::int64_t bin = 0;
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
  std::int64_t top_k = 3;                  // per query; 0: no limit
  double threshold = 0;                    // leave out weights below
  std::int64_t query = -1;                 // only from this query; −1: all
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
  std::vector<std::array<double, 4>> more_boxes{};  // beside it, as those of a class: a point inside several counts once
  bool operator==(const RankingRequest&) const = default;
};

// How one weight of a dense site comes about, and what its key adds to the output.
struct WeightRequest {
  int site = 0, head = 0;
  std::int64_t query = 0, key = 0;
  bool operator==(const WeightRequest&) const = default;
};

// How one sampling point of a deformable site reads the feature maps.
struct SampleRequest {
  int site = 0, head = 0;
  std::int64_t query = 0;
  int level = 0, point = 0;
  bool operator==(const SampleRequest&) const = default;
};

// How far apart heads of a stream look: one head from all, or every pair.
struct SimilarityRequest {
  std::string stream;
  int site = -1, head = 0;       // the head that all are compared with; site −1: every pair
  std::int64_t cell_budget = 0;  // as in StatisticsRequest
  bool operator==(const SimilarityRequest&) const = default;
};

// What every head of a self-attention stream over tokens does, by the known patterns; see HeadPattern.
struct PatternsRequest {
  std::string stream;
  std::int64_t cell_budget = 0;  // as in StatisticsRequest
  bool operator==(const PatternsRequest&) const = default;
};

using ViewRequest = std::variant<TileRequest, LineRequest, HeadsRequest, EdgesRequest, RolloutRequest,
                                 StatisticsRequest, CellRequest, PointsRequest, SplatRequest, RankingRequest,
                                 WeightRequest, SampleRequest, SimilarityRequest, PatternsRequest>;

}  // namespace headlight
