// Average precision at one overlap: how well a detector's boxes, sorted by score, find the objects of a class.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace headlight::training {

struct TruthBox {
  std::int64_t label = 0;
  std::array<double, 4> box{};  // x0, y0, x1, y1
  bool ignored = false;         // neither missed when not found nor false when found
};

struct FoundBox {
  std::int64_t label = 0;
  std::array<double, 4> box{};
  double score = 0;
};

// Share of the two boxes' union that both cover; 0 for empty ones.
[[nodiscard]] double overlap_of(const std::array<double, 4>& a, const std::array<double, 4>& b);

// Counts picture by picture. In falling score, a box hits the object of its class that it overlaps most among those not
// hit yet, if that is at least `least`; else it is dropped where it overlaps an ignored one so, and false otherwise.
class PrecisionMeter {
 public:
  explicit PrecisionMeter(std::int64_t classes, double least = 0.5);
  void add(std::vector<FoundBox> found, const std::vector<TruthBox>& truth);

  [[nodiscard]] std::int64_t objects(std::int64_t label) const { return objects_[static_cast<std::size_t>(label)]; }
  // Area under the precision over the recall, each precision the best at that recall or a higher one. 0 without objects.
  [[nodiscard]] double average_precision(std::int64_t label) const;
  // Over the classes that have objects.
  [[nodiscard]] double mean() const;
  // Boxes whose score is above `score`: hits and false ones, of all classes.
  struct Counts {
    std::int64_t hits = 0, wrong = 0;
  };
  [[nodiscard]] Counts above(double score) const;

 private:
  struct Judged {
    double score = 0;
    bool hit = false;
  };
  double least_;
  std::vector<std::vector<Judged>> judged_;  // by class
  std::vector<std::int64_t> objects_;
};

}  // namespace headlight::training
