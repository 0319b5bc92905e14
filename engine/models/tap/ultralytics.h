// What Ultralytics writes into its exports, and how the outputs of its detectors are read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "engine/models/tap/finder.h"

namespace headlight::models::tap {

// The extra file config.txt of an export.
struct Ultralytics {
  std::string description, task, head;
  std::vector<std::string> names;             // by class number
  std::array<std::int64_t, 2> input{0, 0};    // height, width
  bool stretch = false;                       // the picture is stretched to the input, not letterboxed (RT-DETR)
};

// Nothing where `config` is none of Ultralytics' (no JSON object with names and imgsz); throws Failure where it is one that
// is damaged, named by `path`.
[[nodiscard]] std::optional<Ultralytics> read_ultralytics(const std::string& config, const std::string& path);

// Boxes of a detector's output with its confidence threshold 0.25, over an input of `height` × `width` pixels:
//   [1, 4 + classes (+ more), cells]: centre, size in pixels, class scores; non-maximum suppression at IoU 0.7 a class
//   [1, rows, 6 (+ more)]: corners in pixels, score, class
//   [1, queries, 6] and [1, queries, 4 + classes] of RT-DETR: centre, size 0…1; the first chosen from all queries by
//   the run's last topk, which tells each row's query.
// `queries_known`: the rows of the reading are the model's own queries. Nothing for other shapes.
struct Decoded {
  QueryReading reading;
  bool queries_known = false;
};
[[nodiscard]] std::optional<Decoded> decode(const Ultralytics& facts, const at::Tensor& output, const Finder& finder,
                                            std::array<std::int64_t, 2> input);

}  // namespace headlight::models::tap
