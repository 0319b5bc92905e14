// A region of a picture is what a picture of its own would be, but for the place of everything on the whole.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "engine/session/run.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

constexpr int picture_width = 60, picture_height = 44;

struct Field {
  int x0, y0, x1, y1;  // of the whole
};

// The field's pixels of a picture whose columns, rows and channels all differ, as a BMP of 24 bits.
void write_field(const std::string& path, const Field& field) {
  const auto wide = field.x1 - field.x0, high = field.y1 - field.y0, row = (wide * 3 + 3) / 4 * 4;
  std::string file = "BM";
  const auto put = [&file](int number, int bytes) {
    for (int i = 0; i < bytes; ++i) file.push_back(static_cast<char>(number >> (8 * i) & 0xFF));
  };
  put(54 + row * high, 4), put(0, 4), put(54, 4), put(40, 4), put(wide, 4), put(high, 4);
  put(1, 2), put(24, 2), put(0, 4), put(row * high, 4), put(0, 4), put(0, 4), put(0, 4), put(0, 4);
  for (int y = field.y1 - 1; y >= field.y0; --y) {
    for (int x = field.x0; x < field.x1; ++x)
      for (int c = 0; c < 3; ++c) file.push_back(static_cast<char>((4 * x + 3 * y + 40 * c + x * y * c) % 256));
    file.append(static_cast<std::size_t>(row - wide * 3), '\0');
  }
  std::ofstream(path, std::ios::binary) << file;
}

class RegionRun : public testing::Test {
 protected:
  RegionRun() {
    std::ofstream(folder_.path() + "/preprocessor_config.json")
        << R"({"image_processor_type":"YolosImageProcessor","size":{"max_height":12,"max_width":20},
               "pad_size":{"height":16,"width":24}})";
    write_field(whole_, {0, 0, picture_width, picture_height});
    write_field(part_, {12, 8, 42, 26});
  }

  Result<Reply> run(const std::string& picture, const std::optional<std::array<double, 4>>& region = {}) {
    RunRequest request;
    request.model = folder_.path();
    request.input.image = picture;
    request.input.region = region;
    return wait(*session_, request);
  }
  TracePtr traced(const std::string& picture, const std::optional<std::array<double, 4>>& region = {}) {
    return std::get<TracePtr>(run(picture, region).take());
  }
  std::vector<float> output(const TraceInfo& info, const std::string& name) {
    return std::get<Array>(wait(*session_, OutputRequest{info.id, name}).take()).values;
  }

  TinyModel folder_{"region-run", "yolos-plain"};
  std::string whole_ = folder_.path() + "/whole.bmp", part_ = folder_.path() + "/part.bmp";
  std::unique_ptr<Session> session_ = make_session({});
};

TEST_F(RegionRun, GivesTheModelThatPartAlone) {
  const auto region = traced(whole_, {{12, 8, 42, 26}}), alone = traced(part_);
  EXPECT_EQ(output(*region, "logits"), output(*alone, "logits"));
  EXPECT_EQ(output(*region, "boxes"), output(*alone, "boxes"));
  EXPECT_NE(output(*region, "logits"), output(*traced(whole_), "logits"));
}

TEST_F(RegionRun, PutsEverythingInItsPlaceOnTheWholePicture) {
  const auto region = traced(whole_, {{12, 8, 42, 26}}), alone = traced(part_);
  ASSERT_TRUE(region->image_region);
  EXPECT_EQ(*region->image_region, (std::array<double, 4>{12, 8, 42, 26}));
  for (std::size_t i = 0; i < region->axes.size(); ++i) {
    const auto &axis = region->axes[i], &own = alone->axes[i];
    EXPECT_EQ(axis.image, (std::array<std::int64_t, 2>{picture_height, picture_width}));
    auto shifted = own.to_image;
    shifted[2] += 12, shifted[5] += 8;
    EXPECT_EQ(axis.to_image, shifted);
    for (std::size_t box = 0; box < axis.boxes.size(); ++box) {
      EXPECT_NEAR(axis.boxes[box].x0, own.boxes[box].x0 + 12, 1e-9);
      EXPECT_NEAR(axis.boxes[box].y1, own.boxes[box].y1 + 8, 1e-9);
    }
  }
  const auto shown = std::get<Picture>(wait(*session_, ImageRequest{region->id, 2048}).take());
  EXPECT_EQ(shown.width, picture_width) << "the picture around the region is shown too";
}

TEST_F(RegionRun, IsRoundedToPixelsAndCutAtTheBorder) {
  EXPECT_EQ(*traced(whole_, {{11.6, 8.4, 42.4, 25.6}})->image_region, (std::array<double, 4>{12, 8, 42, 26}));
  EXPECT_EQ(*traced(whole_, {{-50, 8, 42, 1000}})->image_region, (std::array<double, 4>{0, 8, 42, picture_height}));
  EXPECT_FALSE(traced(whole_, {{-5, -5, picture_width + 5, picture_height + 5}})->image_region) << "the whole picture is no part of it";
}

TEST_F(RegionRun, StaysInTheTraceFile) {
  const auto trace = traced(whole_, {{12, 8, 42, 26}});
  const auto path = folder_.path() + "/region.trace";
  ASSERT_TRUE(wait(*session_, SaveTraceRequest{trace->id, path}));
  const auto other = make_session({});
  const auto read = std::get<TracePtr>(wait(*other, OpenTraceRequest{path}).take());
  EXPECT_EQ(read->image_region, trace->image_region);
  EXPECT_EQ(read->axes.at(0).to_image, trace->axes.at(0).to_image);
}

TEST_F(RegionRun, OverAGridIsOneRunATile) {
  RunRequest request;
  request.model = folder_.path();
  request.input.image = whole_;
  std::vector<std::string> steps;
  double told = -1;
  const auto reply = wait(*session_, TiledRunRequest{request, 24, 8}, [&](const Progress& progress) {
    if (steps.empty() || steps.back() != progress.step) steps.push_back(progress.step);
    EXPECT_LE(progress.fraction, 1);
    EXPECT_GE(progress.fraction, told) << progress.step;
    told = progress.fraction;
  });
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& grid = std::get<TiledRun>(reply.value());
  ASSERT_EQ(grid.parts.size(), 4U * 3U);  // 60 by 44 in squares of 24, 16 apart at most
  EXPECT_EQ(std::count(steps.begin(), steps.end(), "Tile 12 of 12"), 1);
  std::size_t found = 0;
  for (const auto& part : grid.parts) {
    EXPECT_EQ(part.trace->image_region, part.region);
    EXPECT_EQ(part.trace->id, traced(whole_, part.region)->id) << "a tile is a run like any other";
    found += part.trace->detections.size();
  }
  EXPECT_LE(grid.detections.size(), found);
  for (const auto& one : grid.detections)
    EXPECT_EQ(one.detection.query < 7 && one.part < 12, true);
}

TEST_F(RegionRun, OverAGridOfAPartStaysInIt) {
  RunRequest request;
  request.model = folder_.path();
  request.input.image = whole_;
  request.input.region = {20, 10, 60, 40};
  const auto grid = std::get<TiledRun>(wait(*session_, TiledRunRequest{request, 30, 4}).take());
  ASSERT_EQ(grid.parts.size(), 2U);
  EXPECT_EQ(grid.parts[1].region, (std::array<double, 4>{30, 10, 60, 40}));
}

TEST_F(RegionRun, OverNoGridIsRefused) {
  RunRequest request;
  request.model = folder_.path();
  request.input.image = whole_;
  EXPECT_EQ(wait(*session_, TiledRunRequest{request, 4, 0}).error().kind, Error::Kind::usage);
  EXPECT_EQ(wait(*session_, TiledRunRequest{request, 24, 20}).error().kind, Error::Kind::usage);
  request.input.image.clear();
  request.input.pixels = "x.npy";
  EXPECT_EQ(wait(*session_, TiledRunRequest{request, 24, 0}).error().where, "--tiles");
}

TEST_F(RegionRun, WithoutAPixelIsRefusedInOneLine) {
  for (const std::array<double, 4>& region : {std::array<double, 4>{70, 0, 90, 10}, {5, 5, 5, 20}, {9, 9, 3, 20},
                                              {5.1, 5, 5.2, 20}, {NAN, 0, 5, 5}, {0, 0, INFINITY, 5}}) {
    const auto refused = run(whole_, region);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::usage);
    EXPECT_EQ(refused.error().where, "region");
  }
  RunRequest pixels;
  pixels.model = folder_.path();
  pixels.input.pixels = "none.npy";
  pixels.input.region = {0, 0, 5, 5};
  EXPECT_EQ(wait(*session_, pixels).error().where, "--region");
}

}  // namespace
}  // namespace headlight::session
