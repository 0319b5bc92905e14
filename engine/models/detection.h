// What the detectors share: padding of the image, boxes, and reading queries as detections.
#pragma once

#include <array>

#include "engine/models/model.h"

namespace headlight::models {

// Which pixels of an input are image. Undefined mask: all of them.
class VisiblePixels {
 public:
  // Throws Failure unless the mask belongs to the pixels and shows at least one of them.
  explicit VisiblePixels(const ModelInput& input);

  // The mask at a map's size, nearest pixel: bool [1, rows, columns].
  [[nodiscard]] at::Tensor on(std::int64_t rows, std::int64_t columns) const;
  // Part of the height and of the width that is image, from the first column and the first row.
  [[nodiscard]] std::array<double, 2> extent() const;
  [[nodiscard]] bool all() const { return !mask_.defined(); }

 private:
  at::Device device_ = at::kCPU;
  at::Tensor mask_;  // float32 [1, 1, H, W]; undefined when every pixel is image
};

// Centre and size → corners, [..., 4].
[[nodiscard]] at::Tensor corners(const at::Tensor& boxes);

// How post-processing reads raw outputs. Both leave out scores that are not above 0.5, the reference's default.
// logits [1, queries, classes], boxes [1, queries, 4] centre and size, 0…1 over the visible part of the input.
// Softmax over the classes, the last of which is "no object"; one detection a query at most.
[[nodiscard]] QueryReading read_softmax(const at::Tensor& logits, const at::Tensor& boxes,
                                        const VisiblePixels& visible);
// A sigmoid a class; of all queries and classes the `most` likeliest.
[[nodiscard]] QueryReading read_sigmoid(const at::Tensor& logits, const at::Tensor& boxes, const VisiblePixels& visible,
                                        std::int64_t most);

// A model without heads only knows where its queries look: boxes, no labels, no scores, no detections.
[[nodiscard]] QueryReading read_places(const at::Tensor& boxes, const VisiblePixels& visible);

}  // namespace headlight::models
