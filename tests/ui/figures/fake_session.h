// A session that answers from synthetic weights, at once and on the caller's thread. No LibTorch, no files.
#pragma once

#include <map>
#include <vector>

#include "engine/api/session.h"

namespace headlight::testing {

// Row-stochastic maps of one site: weights[head] is queries × keys, row-major.
struct FakeSite {
  std::vector<Plane> weights;
};

struct FakeTrace {
  TraceInfo info;
  std::vector<FakeSite> sites;
};

// "The robot picked up the wrench because it was heavy." in WordPiece: 14 tokens, 6 layers × 12 heads.
// Head 3.1 links "it" (9) with "wren" (6) 0.132 and "##ch" (7) 0.324; 0.2 looks at the next token.
FakeTrace fake_sentence();
// "The black cat" → "le chat noir": encoder, decoder, cross; 2 layers × 4 heads. Cross head 1.2 is the alignment.
FakeTrace fake_translation();
// 14 × 14 patches of 16 pixels and [CLS] over a 320 × 240 picture whose centre was cropped; 4 layers × 3 heads.
// Every head of the last layer looks at the sun, 250 right and 60 down.
FakeTrace fake_picture();
// A detector of a 640 × 400 street, input 512 × 320: 20 queries of which 5 are detections, query 7 the bus (the best).
// Encoder of 10 × 16 patches, decoder self attention, and either deformable cross attention (3 layers × 8 heads × 3
// levels × 4 points, deformable encoder layer included) or a dense one.
FakeTrace fake_deformable_detector();
FakeTrace fake_dense_detector();
PointsResult fake_points(const TraceInfo& trace, const PointsRequest& request);
SplatResult fake_splat(const TraceInfo& trace, const SplatRequest& request);
Picture street_scene();
// `words` as one encoder layer of two heads, no special tokens.
FakeTrace fake_words(const std::vector<std::string>& words, const std::string& text = {});

class FakeSession final : public Session {
 public:
  // Answers for these traces; RunRequest gives the first one that takes such an input.
  explicit FakeSession(std::vector<FakeTrace> traces);

  std::vector<ModelEntry> models(const std::vector<std::string>& folders, std::stop_token stop) override;
  JobId submit(const std::string& slot, Request request, Handlers handlers) override;
  void cancel(JobId) override {}
  void release(TraceId) override {}
  std::int64_t bytes_held() const override { return 1 << 20; }

  [[nodiscard]] TracePtr trace(std::size_t place = 0) const;
  [[nodiscard]] int requests() const { return requests_; }

 private:
  Result<Reply> answer(const Request& request);

  std::map<TraceId, FakeTrace> traces_;
  std::vector<TraceId> order_;
  JobId next_ = 1;
  int requests_ = 0;
};

}  // namespace headlight::testing
