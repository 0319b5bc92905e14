// Attention recomputed with plain loops in double from what a trace file keeps: q, k, v and each row's log-sum-exp, or
// sampling points and their weights. Shares nothing with the engine's views and kernels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight::ui {

class KeptTrace {
 public:
  KeptTrace(TraceInfo info, const std::filesystem::path& file);

  [[nodiscard]] const TraceInfo& info() const { return info_; }
  [[nodiscard]] std::int64_t queries(const SiteInfo& site) const;
  [[nodiscard]] std::int64_t keys(const SiteInfo& site) const;
  [[nodiscard]] bool sees(const SiteInfo& site, std::int64_t query, std::int64_t key) const;
  [[nodiscard]] double score(const SiteInfo& site, int head, std::int64_t query, std::int64_t key) const;  // of a key that is seen
  [[nodiscard]] double weight(const SiteInfo& site, int head, std::int64_t query, std::int64_t key) const;
  [[nodiscard]] double log_sum(const SiteInfo& site, int head, std::int64_t query) const;
  [[nodiscard]] std::vector<double> q(const SiteInfo& site, int head, std::int64_t query) const;
  [[nodiscard]] std::vector<double> k(const SiteInfo& site, int head, std::int64_t key) const;
  [[nodiscard]] std::vector<double> v(const SiteInfo& site, int head, std::int64_t key) const;
  [[nodiscard]] std::vector<double> row(const SiteInfo& site, int head, std::int64_t query) const;

  // Deformable sites.
  struct Point {
    int level = 0, point = 0;
    double x = 0, y = 0;  // original-image pixels
    double weight = 0;
  };
  [[nodiscard]] std::vector<Point> points(const SiteInfo& site, int head, std::int64_t query) const;

 private:
  struct Values {
    std::vector<std::int64_t> shape;
    std::vector<double> values;
  };
  [[nodiscard]] const Values& of(const SiteInfo& site, const char* what) const;
  [[nodiscard]] std::vector<double> vector_of(const SiteInfo& site, const char* what, std::int64_t head, std::int64_t position) const;

  TraceInfo info_;
  std::map<std::string, Values> arrays_;
};

// Jensen–Shannon divergence of two distributions, bits.
[[nodiscard]] double divergence(const std::vector<double>& p, const std::vector<double>& q);
// Of every row of two maps, their mean.
[[nodiscard]] double divergence(const KeptTrace& a, const SiteInfo& site_a, int head_a, const KeptTrace& b, const SiteInfo& site_b, int head_b);
[[nodiscard]] std::vector<double> softmax(const float* values, std::size_t count);

}  // namespace headlight::ui
