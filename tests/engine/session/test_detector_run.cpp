// A detector from picture file to detections, through the session: YOLOS on a padded picture.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "engine/session/prepare.h"
#include "tests/engine/session/bmp.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

constexpr int width = 40, height = 20;

// Column x and row y have the value 3·x + 2·y in every channel.
int value_at(int x, int y) { return 3 * x + 2 * y; }

class DetectorRun : public testing::Test {
 protected:
  DetectorRun() {
    std::ofstream(folder_.path() + "/preprocessor_config.json")
        << R"({"image_processor_type":"YolosImageProcessor","size":{"max_height":12,"max_width":20},
               "pad_size":{"height":16,"width":24}})";
    write_bmp(picture_, width, height, value_at);
  }

  TracePtr run(const std::optional<std::array<double, 2>>& window = {}) {
    RunRequest request;
    request.model = folder_.path();
    request.input.image = picture_;
    request.input.window = window;
    return std::get<TracePtr>(wait(*session_, request).take());
  }

  std::vector<float> output(const TraceInfo& info, const std::string& name) {
    return std::get<Array>(wait(*session_, OutputRequest{info.id, name}).take()).values;
  }

  TinyModel folder_{"detector-run", "yolos-plain"};
  std::string picture_ = folder_.path() + "/picture.bmp";
  std::unique_ptr<Session> session_ = make_session({});
};

TEST_F(DetectorRun, PaddingReachesTheModelAndLeavesTheGeometryRight) {
  const auto loaded = load(folder_.path(), "tiny", {});
  ASSERT_TRUE(loaded) << loaded.error().line();
  InputSpec spec;
  spec.image = picture_;
  const auto prepared = prepare(*loaded.value(), spec, {});
  ASSERT_TRUE(prepared) << prepared.error().line();
  const auto& mask = prepared->input.pixel_mask;
  ASSERT_TRUE(mask.defined());
  EXPECT_EQ(mask.sizes().vec(), (std::vector<std::int64_t>{1, 16, 24}));
  EXPECT_EQ(mask.sum().item<std::int64_t>(), 10 * 20);
  EXPECT_EQ(prepared->axes[0].input, (std::array<std::int64_t, 2>{16, 24}));
  EXPECT_EQ(prepared->axes[0].image, (std::array<std::int64_t, 2>{height, width}));
  EXPECT_EQ(prepared->axes[0].to_image, (Affine{2, 0, 0, 0, 2, 0}));
}

TEST_F(DetectorRun, DetectionTokensFollowThePatches) {
  const auto trace = run();
  ASSERT_EQ(trace->axes.size(), 2U);
  const auto& patches = trace->axes[0];
  EXPECT_EQ(patches.grid, (std::array<std::int64_t, 2>{4, 6}));
  EXPECT_EQ(patches.trailing.size(), 7U);
  EXPECT_EQ(patches.size(), 1 + 24 + 7);
  EXPECT_EQ(patches.label(25), "[DET0]");
  EXPECT_EQ(trace->axes[1].size(), 7);
  const auto& site = trace->sites.at(0);
  EXPECT_EQ(trace->row_of_query(site, 3), 28);
  LineRequest line;
  line.position = 28;
  const auto view = wait(*session_, ViewOfTrace{trace->id, line});
  ASSERT_TRUE(view) << view.error().line();
  EXPECT_EQ(std::get<LineResult>(*std::get<ViewPtr>(view.value())).values.size(), 32U);
}

// As the reference's post-processing with the picture's own size: raw boxes are parts of the picture, not of the padding.
TEST_F(DetectorRun, BoxesLieOnTheOriginalPicture) {
  const auto trace = run();
  const auto raw = output(*trace, "boxes");
  const auto& axis = trace->axes.at(1);
  ASSERT_EQ(raw.size(), axis.boxes.size() * 4);
  for (std::size_t i = 0; i < axis.boxes.size(); ++i) {
    const float* centre = raw.data() + 4 * i;
    EXPECT_NEAR(axis.boxes[i].x0, (centre[0] - centre[2] / 2) * width, 1e-4);
    EXPECT_NEAR(axis.boxes[i].y1, (centre[1] + centre[3] / 2) * height, 1e-4);
  }
  for (const auto& detection : trace->detections) {
    EXPECT_GT(detection.score, 0.5);
    EXPECT_EQ(detection.label, axis.labels.at(static_cast<std::size_t>(detection.query)));
  }
}

TEST_F(DetectorRun, WhatIsShownIsWhatTheModelGot) {
  const auto plain = run(), windowed = run({{20, 70}});
  EXPECT_NE(plain->id, windowed->id);
  EXPECT_NE(output(*plain, "logits"), output(*windowed, "logits"));
  const auto shown = std::get<Picture>(wait(*session_, ImageRequest{windowed->id, 2048}).take());
  ASSERT_EQ(shown.rgb.size(), std::size_t{3} * width * height);
  EXPECT_EQ(shown.rgb[0], 0);                                      // 0
  EXPECT_EQ(shown.rgb[3 * (5 * width + 5)], std::lround(255 / 50.0 * 5));  // 25
  EXPECT_EQ(shown.rgb[3 * (10 * width + 30)], 255);                // 110
  EXPECT_EQ(shown.range, (std::array<double, 2>{0, 3 * (width - 1) + 2 * (height - 1)}));
  EXPECT_EQ(std::get<Picture>(wait(*session_, ImageRequest{plain->id, 2048}).take()).rgb[3 * (5 * width + 5)], 25);
}

TEST_F(DetectorRun, AWindowWithoutAPictureIsRefused) {
  RunRequest request;
  request.model = folder_.path();
  request.input.pixels = folder_.path() + "/none.npy";
  request.input.window = {{0, 5}};
  const auto reply = wait(*session_, request);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::session
