#include "engine/training/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/api/result.h"

namespace headlight::training {
namespace {

constexpr std::int64_t nobody = -1;

// Dual prices keep every reduced cost ≥ 0 and those of assigned pairs 0, so a shortest path along reduced costs from a
// free row to a free column is the cheapest way to assign one row more.
class Solver {
 public:
  Solver(const std::vector<double>& costs, std::int64_t rows, std::int64_t columns)
      : costs_(costs), columns_(columns), row_price_(static_cast<std::size_t>(rows), 0),
        column_price_(static_cast<std::size_t>(columns), 0), row_of_(static_cast<std::size_t>(columns), nobody) {}

  void add(std::int64_t row) {
    start(row);
    auto column = nobody;
    for (auto from = row; from != nobody; from = row_of_[at(column)]) {
      relax(from);
      column = nearest();
      raise(column);
    }
    flip(row, column);
  }

  [[nodiscard]] std::vector<std::int64_t> columns() const {
    std::vector<std::int64_t> chosen(row_price_.size(), nobody);
    for (std::size_t column = 0; column < row_of_.size(); ++column)
      if (row_of_[column] != nobody) chosen[at(row_of_[column])] = static_cast<std::int64_t>(column);
    return chosen;
  }

 private:
  [[nodiscard]] static std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }
  [[nodiscard]] double reduced(std::int64_t row, std::size_t column) const {
    return costs_[at(row * columns_) + column] - row_price_[at(row)] - column_price_[column];
  }

  void start(std::int64_t row) {
    distance_.assign(at(columns_), std::numeric_limits<double>::infinity());
    before_.assign(at(columns_), nobody);
    done_.assign(at(columns_), false);
    reached_ = {row};
  }

  void relax(std::int64_t row) {
    for (std::size_t column = 0; column < at(columns_); ++column) {
      if (done_[column] || reduced(row, column) >= distance_[column]) continue;
      distance_[column] = reduced(row, column);
      before_[column] = row;
    }
  }

  [[nodiscard]] std::int64_t nearest() const {
    auto best = nobody;
    for (std::int64_t column = 0; column < columns_; ++column)
      if (!done_[at(column)] && (best == nobody || distance_[at(column)] < distance_[at(best)])) best = column;
    return best;
  }

  // Moves the prices so that the nearest column's reduced cost becomes 0, and reaches it.
  void raise(std::int64_t column) {
    const double step = distance_[at(column)];
    for (const auto row : reached_) row_price_[at(row)] += step;
    for (std::size_t other = 0; other < at(columns_); ++other) {
      if (done_[other]) column_price_[other] -= step;
      else distance_[other] -= step;
    }
    done_[at(column)] = true;
    if (row_of_[at(column)] != nobody) reached_.push_back(row_of_[at(column)]);
  }

  // Assigns along the path that ends at the free column.
  void flip(std::int64_t first, std::int64_t column) {
    for (auto row = nobody; row != first;) {
      row = before_[at(column)];
      const auto given_up = std::ranges::find(row_of_, row);
      const auto next = given_up == row_of_.end() ? nobody : given_up - row_of_.begin();
      row_of_[at(column)] = row;
      if (row != first) row_of_[at(next)] = nobody;
      column = next;
    }
  }

  const std::vector<double>& costs_;
  std::int64_t columns_;
  std::vector<double> row_price_, column_price_, distance_;
  std::vector<std::int64_t> row_of_, before_, reached_;
  std::vector<bool> done_;
};

}  // namespace

std::vector<std::int64_t> assign(const std::vector<double>& costs, std::int64_t rows, std::int64_t columns) {
  const bool fits = rows >= 0 && columns >= rows && costs.size() == static_cast<std::size_t>(rows * columns);
  if (!fits || !std::ranges::all_of(costs, [](double cost) { return std::isfinite(cost); }))
    throw Failure{unusable("no assignment", "costs", std::to_string(rows) + " × " + std::to_string(columns),
                           "finite costs, no more rows than columns")};
  Solver solver(costs, rows, columns);
  for (std::int64_t row = 0; row < rows; ++row) solver.add(row);
  return solver.columns();
}

}  // namespace headlight::training
