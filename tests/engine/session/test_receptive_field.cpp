// The receptive field of a clicked place, through the session.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "engine/api/session.h"
#include "tests/engine/session/bmp.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

constexpr int width = 40, height = 20;

int value_at(int x, int y) { return 3 * x + 2 * y + x * y % 7; }

// Pixels [3, rows, columns] as .npy, none of them equal to its neighbours.
void write_npy(const std::string& path, std::int64_t rows, std::int64_t columns) {
  auto header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, " + std::to_string(rows) + ", " + std::to_string(columns) + "), }";
  header.resize(117, ' ');
  header += '\n';
  std::ofstream file(path, std::ios::binary);
  file << std::string("\x93NUMPY\x01\x00", 8) << static_cast<char>(118) << '\0' << header;
  for (std::int64_t i = 0; i < 3 * rows * columns; ++i) {
    const auto value = static_cast<float>(std::sin(0.37 * static_cast<double>(i)) + 0.3);
    file.write(reinterpret_cast<const char*>(&value), sizeof value);
  }
}

// First and last row and column that are not zero.
std::vector<std::int64_t> support(const Plane& plane) {
  std::vector<std::int64_t> found{plane.rows, -1, plane.columns, -1};
  for (std::int64_t row = 0; row < plane.rows; ++row)
    for (std::int64_t column = 0; column < plane.columns; ++column) {
      if (plane.at(row, column) == 0) continue;
      found = {std::min(found[0], row), std::max(found[1], row), std::min(found[2], column), std::max(found[3], column)};
    }
  return found;
}

double sum(const Plane& plane) { return std::accumulate(plane.values.begin(), plane.values.end(), 0.0); }

using Support = std::vector<std::int64_t>;

// A picture of 40 × 20 pixels, halved and padded to 24 × 16, in patches of 4 × 4.
class PaddedPicture : public testing::Test {
 protected:
  PaddedPicture() {
    std::ofstream(folder_.path() + "/preprocessor_config.json")
        << R"({"image_processor_type":"YolosImageProcessor","size":{"max_height":12,"max_width":20},
               "pad_size":{"height":16,"width":24}})";
    request_.run.model = folder_.path();
    request_.run.input.image = folder_.path() + "/picture.bmp";
    write_bmp(request_.run.input.image, width, height, value_at);
  }
  Result<Reply> ask(double x, double y) {
    request_.x = x;
    request_.y = y;
    return wait(*session_, request_);
  }
  TinyModel folder_{"receptive-field", "yolos-plain"};
  ReceptiveFieldRequest request_;
  std::unique_ptr<Session> session_ = make_session({});
};

TEST_F(PaddedPicture, APatchSeesItselfExactly) {
  const auto field = std::get<ReceptiveField>(ask(33, 15).take());  // 16.5, 7.5 of the input
  EXPECT_EQ(field.layer, "patch projection");
  EXPECT_EQ(field.plane.rows, 16);
  EXPECT_EQ(field.plane.columns, 24);
  EXPECT_EQ(support(field.plane), (Support{4, 7, 16, 19}));
  EXPECT_NEAR(sum(field.plane), 1, 1e-5);
  EXPECT_EQ(field.plane.low, 0);
  EXPECT_GT(field.plane.high, 1.0 / 16);
  EXPECT_EQ(support(std::get<ReceptiveField>(ask(0, 0).take()).plane), (Support{0, 3, 0, 3}));
}

TEST_F(PaddedPicture, IsPooledToTheEdgeAskedFor) {
  request_.edge = 12;
  const auto field = std::get<ReceptiveField>(ask(33, 15).take());
  EXPECT_EQ(field.plane.rows, 8);
  EXPECT_EQ(field.plane.columns, 12);
  EXPECT_EQ(support(field.plane), (Support{2, 3, 8, 9}));
  EXPECT_NEAR(sum(field.plane), 1, 1e-5);
}

TEST_F(PaddedPicture, PlacesThatTheModelDoesNotSeeAreRefused) {
  for (const auto& [x, y] : {std::pair{45.0, 5.0}, {5.0, 21.0}, {-1.0, 5.0}, {5.0, 1000.0}, {std::nan(""), 5.0}}) {
    const auto reply = ask(x, y);
    ASSERT_FALSE(reply) << x << ", " << y;
    EXPECT_NE(reply.error().line().find("does not show this place"), std::string::npos);
  }
  request_.edge = 0;
  EXPECT_FALSE(ask(5, 5));
}

TEST(ReceptiveField, AConvolutionalBackboneSeesNothingOutsideItsTheoreticalField) {
  const TinyModel folder("receptive-field-detr", "detr-base");
  ReceptiveFieldRequest request;
  request.run.model = folder.path();
  request.run.input.pixels = folder.path() + "/pixels.npy";
  request.edge = 1000;
  write_npy(request.run.input.pixels, 64, 640);
  request.x = 10 * 32 + 5;
  request.y = 40;
  const auto session = make_session({});
  const auto reply = wait(*session, request);
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& field = std::get<ReceptiveField>(reply.value());
  EXPECT_EQ(field.layer, "backbone stage 4");
  EXPECT_EQ(field.plane.columns, 640);
  EXPECT_NEAR(sum(field.plane), 1, 1e-4);
  // a stem of 7 and 3, then ten 3 × 3 convolutions: 259 pixels around 10 · 32
  const auto seen = support(field.plane);
  EXPECT_GE(seen[2], 320 - 129);
  EXPECT_LE(seen[3], 320 + 129);
  EXPECT_LT(seen[2], 320 - 64) << "but more than the cell itself";
  EXPECT_GT(seen[3], 320 + 64);
}

// Of levels whose field is as wide as a small picture the finest that is not is shown; a wide picture has room for all.
TEST(ReceptiveField, UnlessALevelIsChosenItIsOneThatIsSmallerThanThePicture) {
  const TinyModel folder("receptive-field-levels", "rt-detr");
  ReceptiveFieldRequest request;
  request.run.model = folder.path();
  request.run.input.pixels = folder.path() + "/pixels.npy";
  const auto session = make_session({});
  const auto level_of = [&](std::int64_t edge) {
    write_npy(request.run.input.pixels, edge, edge);
    request.x = request.y = static_cast<double>(edge) / 2;
    const auto reply = wait(*session, request);
    EXPECT_TRUE(reply) << reply.error().line();
    return reply ? std::get<ReceptiveField>(reply.value()).level : -1;
  };
  EXPECT_LT(level_of(32), 2);
  EXPECT_EQ(level_of(1024), 2);
}

TEST(ReceptiveField, AnyLevelOfTheEncoderCanBeAskedFor) {
  const TinyModel folder("receptive-field-encoder", "rt-detr");
  ReceptiveFieldRequest request;
  request.run.model = folder.path();
  request.run.input.pixels = folder.path() + "/pixels.npy";
  write_npy(request.run.input.pixels, 64, 96);
  request.x = 50;
  request.y = 20;
  request.level = 4;
  const auto session = make_session({});
  const auto field = std::get<ReceptiveField>(wait(*session, request).take());
  EXPECT_EQ(field.layer, "encoder level 1");
  EXPECT_EQ(field.plane.rows, 64) << "a cell for every pixel";
  EXPECT_EQ(field.plane.columns, 96);
  EXPECT_EQ(support(field.plane), (Support{0, 63, 0, 95})) << "attention joins the whole picture";
  request.level = 6;
  const auto none = wait(*session, request);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().line().find("0: backbone stage 2, 1: backbone stage 3, 2: backbone stage 4, 3: encoder level 0"), std::string::npos) << none.error().line();
}

TEST(ReceptiveField, ModelsWithoutABackboneSaySo) {
  const TinyModel folder("receptive-field-text");
  const auto session = make_session({});
  ReceptiveFieldRequest request;
  request.run.model = folder.path();
  request.run.input.text = "the cat";
  const auto text = wait(*session, request);
  ASSERT_FALSE(text);
  EXPECT_NE(text.error().line().find("no receptive field over pixels"), std::string::npos);

  request.run.model = headlight::tests::fixtures() + "/tap/area.torchscript";
  request.run.input = {};
  request.run.input.pixels = folder.path() + "/pixels.npy";
  write_npy(request.run.input.pixels, 32, 32);
  request.run.options.trust_code = true;
  const auto tapped = wait(*session, request);
  ASSERT_FALSE(tapped);
  EXPECT_NE(tapped.error().line().find("is not known"), std::string::npos) << tapped.error().line();
}

}  // namespace
}  // namespace headlight::session
