// The map of one attention layer, computed cell by cell from q, k and the log-sum-exp wherever it is looked at.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/api/view.h"
#include "engine/trace/trace.h"

namespace headlight::kernels {

struct AttentionMap {
  at::Tensor q;    // [heads, queries, width], float32, float16, bfloat16 or float64
  at::Tensor k;    // [key heads, keys, width]
  // [heads, queries]; −inf is allowed for queries that see no key. float64: cells are computed in float64 (what large
  // scores need, see log_sum_exp.h), else in float32.
  at::Tensor lse;
  trace::AttentionSpec spec;
  at::Tensor value_length{};  // float32 [key heads, keys], ‖v‖ of every value; for Quantity::contribution alone

  [[nodiscard]] std::int64_t heads() const { return q.size(0); }
  [[nodiscard]] std::int64_t queries() const { return q.size(1); }
  [[nodiscard]] std::int64_t keys() const { return k.size(1); }
};

// With the values' lengths where the quantity needs them; throws Failure where the trace keeps no values.
[[nodiscard]] AttentionMap map_of(const trace::Site& site, Quantity quantity = Quantity::weight);

// The window of every position of a grid by AttentionSpec::windows; −1 for positions in none.
[[nodiscard]] std::vector<std::int64_t> window_of_positions(const at::Tensor& windows, std::int64_t positions);

// Throws Failure when shapes or types do not belong together, tensors (but for the windows, which lie on the host) are not
// on the device `where`, or `head` is not one of the map's.
void check(const AttentionMap& map, const HeadChoice& head, at::Device where = at::kCPU);

// Consecutive queries, or consecutive entries of a list of queries.
struct RowBlock {
  std::int64_t first = 0, count = 0;
  const std::int64_t* list = nullptr;  // null: queries first … first + count − 1
  [[nodiscard]] std::int64_t query(std::int64_t i) const { return list == nullptr ? first + i : list[first + i]; }
};

struct ColumnBlock {
  std::int64_t first = 0, count = 0;
};

// Computes blocks of cells on the host, whose copies it makes of tensors that lie elsewhere. One reader may be shared by threads; a workspace belongs to one thread.
class MapReader {
 public:
  struct Workspace {
    std::vector<float> scores;
  };

  MapReader(const AttentionMap& map, HeadChoice head, Quantity quantity);

  // rows.count × columns.count cells, row-major: of the head, or the mean or maximum over the heads.
  // Masked: weight exactly 0, score −inf.
  void read(const RowBlock& rows, const ColumnBlock& columns, Workspace& workspace, float* cells) const;

  // Scores of one head, whatever the reader was made for; in float64: [rows.count, columns.count].
  void scores(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const;
  [[nodiscard]] at::Tensor exact_scores(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns) const;

  // A rectangle that the causal mask hides altogether.
  [[nodiscard]] bool wholly_hidden(const RowBlock& rows, const ColumnBlock& columns) const;

  // Cells of one head with weight = exp(cell − rest(head, query)): rest is the log-sum-exp of a map in float32, 0 in
  // float64, where it is in the cells already; +inf where the query sees no key, so that its weights are 0.
  void logarithms(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const;
  [[nodiscard]] float rest(std::int64_t head, std::int64_t query) const {
    const double lse = lse_[static_cast<std::size_t>(head * queries_ + query)];
    return exact_ && lse < std::numeric_limits<double>::infinity() ? 0.0F : static_cast<float>(lse);
  }
  [[nodiscard]] std::int64_t heads() const { return map_.heads(); }
  // How many heads a read goes through.
  [[nodiscard]] std::int64_t heads_read() const { return head_.mode == HeadChoice::Mode::one ? 1 : map_.heads(); }
  [[nodiscard]] std::int64_t queries() const { return queries_; }
  [[nodiscard]] std::int64_t keys() const { return keys_; }

 private:
  void read_head(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const;
  void add_bias(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, at::Tensor& block) const;
  // Scores with the bias, not masked yet, in the type of `block` [rows.count, columns.count].
  void products(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, at::Tensor& block) const;
  template <typename Number>
  void hide(const RowBlock& rows, const ColumnBlock& columns, Number* cells) const;
  template <typename Number>
  void change(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, Number* cells) const;
  template <typename Number>
  void hide_other_windows(std::int64_t query, const ColumnBlock& columns, Number* row) const;

  AttentionMap map_;
  HeadChoice head_;
  Quantity quantity_;
  std::int64_t queries_, keys_;
  bool exact_ = false;                   // cells in float64
  at::Tensor bias_;                      // expanded to [heads, queries, keys]
  std::vector<double> lse_;              // heads × queries
  std::vector<std::int64_t> window_of_;  // of every position; empty without windows
  std::vector<float> key_offset_;        // 0 or −inf a key; empty when all are visible
};

// How many columns and rows of a map are worked on at a time: a block stays within the second-level cache.
constexpr std::int64_t block_columns = 1024;
[[nodiscard]] std::int64_t block_rows(std::int64_t columns);

}  // namespace headlight::kernels
