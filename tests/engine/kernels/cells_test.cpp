#include "engine/kernels/cells.h"

#include <gtest/gtest.h>
#include <algorithm>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace headlight::kernels {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

TEST(Cells, ExponentialIsAccurateOverItsWholeRange) {
  std::vector<float> x;
  for (float value = -87; value <= 20; value += 0.0037F) x.push_back(value);
  auto y = x;
  exp_minus(y.data(), y.size(), 0.5F);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double argument = x[i] - 0.5F, want = std::exp(argument);
    if (argument < -87)
      EXPECT_EQ(y[i], 0);
    else
      EXPECT_NEAR(y[i] / want, 1, 3e-7) << x[i];
  }
}

TEST(Cells, ExponentialOfExtremes) {
  std::vector<float> x{-infinity, -1e30F, 0, 1e30F, infinity, std::nanf("")};
  exp_minus(x.data(), x.size(), 0);
  EXPECT_EQ(x[0], 0);
  EXPECT_EQ(x[1], 0);
  EXPECT_EQ(x[2], 1);
  EXPECT_TRUE(std::isfinite(x[3]) && x[3] > 1e37F);
  EXPECT_TRUE(std::isfinite(x[4]));
  EXPECT_TRUE(std::isnan(x[5]));
  std::vector<float> unseen{-infinity, 3};
  exp_minus(unseen.data(), unseen.size(), infinity);
  EXPECT_EQ(unseen, (std::vector<float>{0, 0}));
}

TEST(Cells, SumsAndMaximaOfEveryLength) {
  for (std::size_t count = 0; count < 70; ++count) {
    std::vector<float> row(count), sum(count, 1), best(count, 2), seen(count, 0), visible(count, 0);
    for (std::size_t i = 0; i < count; ++i) row[i] = i % 3 == 1 ? -infinity : static_cast<float>(i % 7) - 3;
    add_visible_row(visible.data(), seen.data(), row.data(), count);
    max_row(best.data(), row.data(), count);
    add_row(sum.data(), row.data(), count);
    float total = 0, top = -infinity;
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(sum[i], row[i] + 1);
      EXPECT_EQ(best[i], std::max(row[i], 2.0F));
      EXPECT_EQ(seen[i], i % 3 == 1 ? 0 : 1);
      EXPECT_EQ(visible[i], i % 3 == 1 ? 0 : row[i]);
      total += visible[i];
      top = std::max(top, row[i]);
    }
    EXPECT_FLOAT_EQ(sum_of(visible.data(), count), total);
    EXPECT_EQ(max_of(row.data(), count), top);
  }
}

TEST(Cells, EntropiesEqualTheLibrarys) {
  std::vector<float> p, q;
  for (int i = 0; i < 1003; ++i) {
    p.push_back(i % 7 == 0 ? 0.0F : std::exp(-0.02F * static_cast<float>(i)));
    q.push_back(i % 5 == 0 ? 0.0F : 1.0F / static_cast<float>(i + 1));
  }
  double entropy = 0, mixed = 0;
  const auto information = [](double x) { return x > 0 ? -x * std::log2(x) : 0.0; };
  for (std::size_t i = 0; i < p.size(); ++i) {
    entropy += information(p[i]);
    mixed += information(0.5 * (static_cast<double>(p[i]) + q[i]));
  }
  EXPECT_NEAR(entropy_of(p.data(), p.size()), entropy, 1e-6 * p.size());
  EXPECT_NEAR(entropy_of_mean(p.data(), q.data(), p.size()), mixed, 1e-6 * p.size());
  EXPECT_EQ(entropy_of(std::vector<float>{1, 0, 0}.data(), 3), 0);
  EXPECT_EQ(entropy_of(std::vector<float>{0.5F, 0.5F}.data(), 2), 1);
  EXPECT_NEAR(entropy_of(std::vector<float>{1e-38F}.data(), 1), 0, 1e-35);
}

double log_sum_exp(const std::vector<double>& row, std::size_t stretch) {
  LogSumExp sum;
  for (std::size_t at = 0; at < row.size(); at += stretch) sum.add(row.data() + at, std::min(stretch, row.size() - at));
  return sum.value();
}

TEST(Cells, LogSumExpOfNumbersOfAnySize) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double size : {0.1, 10.0, 3000.0})
    for (const std::size_t count : {1U, 7U, 16U, 300U}) {
      std::vector<double> row(count);
      for (std::size_t j = 0; j < count; ++j) row[j] = size * std::sin(static_cast<double>(j) * 1.7 + 1);
      if (count > 1) row[1] = -infinity;
      const double largest = *std::max_element(row.begin(), row.end());
      double sum = 0;
      for (const double value : row) sum += std::exp(value - largest);
      for (const std::size_t stretch : {count, std::size_t{5}})
        EXPECT_NEAR(log_sum_exp(row, stretch), largest + std::log(sum), 1e-6) << size << ", " << count << " by " << stretch;
    }
  std::vector<double> hidden(20, -infinity);
  EXPECT_EQ(log_sum_exp(hidden, 20), -infinity);
  EXPECT_EQ(log_sum_exp({}, 1), -infinity);
  hidden[9] = 3;
  EXPECT_EQ(log_sum_exp(hidden, 4), 3);
  for (const double rest : {1.0, -infinity}) {
    std::vector<double> broken(20, rest);
    broken[3] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isnan(log_sum_exp(broken, 4))) << rest;
    EXPECT_TRUE(std::isnan(log_sum_exp(broken, 20))) << rest;
  }
}

}  // namespace
}  // namespace headlight::kernels
