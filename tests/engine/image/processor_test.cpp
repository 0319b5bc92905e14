#include "engine/image/processor.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cstring>

#include "engine/io/json_file.h"
#include "tests/engine/image/fixture_files.h"
#include "tests/engine/io/scratch.h"
#include "tests/places.h"

namespace headlight::image {
namespace {

constexpr std::int64_t stride = 7;  // of the recorded samples

// The formula of made_image in generate.py.
Image made_image(std::int64_t height, std::int64_t width, std::int64_t seed) {
  Image image{width, height, {}};
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      for (std::int64_t c = 0; c < 3; ++c) {
        auto mixed = static_cast<std::uint32_t>(x * 73856093 ^ y * 19349663 ^ c * 83492791 ^ seed * 297121507);
        mixed ^= mixed >> 13U;
        const std::uint32_t noise = mixed * 1274126177U >> 24U;
        const std::int64_t smooth = (5 * x + 3 * y + 40 * c + 29 * seed) % 256;
        image.rgb.push_back(static_cast<std::uint8_t>(seed % 2 == 0 ? smooth : noise));
      }
  return image;
}

// The mask says which part of the picture, {rows, columns} from its corner, is not padding; none where all is.
void expect_visible(const Processed& processed, const std::vector<std::int64_t>& visible, const std::string& config) {
  const auto& pixels = processed.pixels;
  const bool padded = visible[0] != pixels.size(1) || visible[1] != pixels.size(2);
  ASSERT_EQ(processed.mask.defined(), padded) << config;
  if (!padded) return;
  ASSERT_EQ(processed.mask.sizes(), pixels.sizes().slice(1)) << config;
  EXPECT_EQ(processed.mask.scalar_type(), at::kLong);
  EXPECT_EQ(processed.mask.sum().item<std::int64_t>(), visible[0] * visible[1]) << config;
  EXPECT_EQ(processed.mask.narrow(0, 0, visible[0]).narrow(1, 0, visible[1]).min().item<std::int64_t>(), 1) << config;
}

class ProcessorTest : public ::testing::Test {
 protected:
  Processor open(const std::string& config) {
    scratch_.write("preprocessor_config.json", config);
    return Processor::open(scratch_.folder()).take();
  }

  headlight::testing::Scratch scratch_;
};

TEST_F(ProcessorTest, EqualsTransformers) {
  const auto recorded = headlight::testing::image_fixture("processors.safetensors");
  const auto cases = io::read_json(std::filesystem::path(headlight::tests::fixtures()) / "image" / "processors.json").take();
  ASSERT_GE(cases.size(), 110U);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const io::Fields fields(cases[i], "processors.json");
    const Image image = made_image(fields.integer("height"), fields.integer("width"), fields.integer("seed"));
    const std::string config = fields.json().at("config").dump();
    auto processed = open(config).process(image);
    if (fields.has("refused")) {
      EXPECT_FALSE(processed.ok()) << config;
      continue;
    }
    ASSERT_TRUE(processed.ok()) << config << processed.error().line();
    expect_visible(processed.value(), fields.json().at("visible").get<std::vector<std::int64_t>>(), config);
    const at::Tensor pixels = processed->pixels;
    ASSERT_EQ(pixels.sizes().vec(), fields.json().at("shape").get<std::vector<std::int64_t>>()) << config;
    const io::TensorView& reference = recorded->tensors().at(std::to_string(i));
    const at::Tensor sample = pixels.slice(1, 0, {}, stride).slice(2, 0, {}, stride).contiguous();
    ASSERT_EQ(sample.sizes().vec(), reference.shape);
    at::Tensor expected = at::empty_like(sample);
    std::memcpy(expected.data_ptr(), reference.data, reference.bytes);
    EXPECT_LE((sample - expected).abs().max().item<float>(), 1e-6F)
        << config << " " << image.height << " × " << image.width;
    const double sum = fields.number("sum");
    EXPECT_NEAR(pixels.to(at::kDouble).sum().item<double>(), sum, 1e-6 * static_cast<double>(pixels.numel())) << config;
  }
}

TEST_F(ProcessorTest, ReadsTheNestedConfigFirst) {
  scratch_.write("processor_config.json",
                 R"({"image_processor":{"image_processor_type":"ViTImageProcessor","size":10},"processor_class":"X"})");
  EXPECT_EQ(open(R"({"image_processor_type":"ViTImageProcessor","size":20})")
                .process(made_image(5, 5, 1))
                .take()
                .pixels.size(1),
            10);
  scratch_.write("processor_config.json", R"({"processor_class":"X"})");
  EXPECT_EQ(open(R"({"image_processor_type":"ViTImageProcessor","size":20})")
                .process(made_image(5, 5, 1))
                .take()
                .pixels.size(1),
            20);
}

TEST_F(ProcessorTest, PaddingLeavesTheWayToTheImageAlone) {
  const auto made = open(R"({"image_processor_type":"DetrImageProcessor","size":{"max_height":40,"max_width":60},
                             "pad_size":{"height":64,"width":72}})")
                        .process(made_image(100, 120, 1))
                        .take();
  EXPECT_EQ(made.pixels.sizes().vec(), (std::vector<std::int64_t>{3, 64, 72}));
  EXPECT_EQ(made.mask.sum().item<std::int64_t>(), 40 * 48);
  EXPECT_EQ(made.to_image, (Affine{2.5, 0, 0, 0, 2.5, 0}));
  EXPECT_EQ(made.pixels.slice(1, 40).abs().max().item<float>(), 0);
  EXPECT_EQ(made.pixels.slice(2, 48).abs().max().item<float>(), 0);
}

TEST_F(ProcessorTest, RefusesPaddingBelowThePicturesSize) {
  const auto made = open(R"({"image_processor_type":"RTDetrImageProcessor","do_pad":true,"pad_size":32})")
                        .process(made_image(10, 10, 1));
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(made.error().line(), ::testing::HasSubstr("field pad_size: found 640 × 640, expected at most 32 × 32"));
}

TEST_F(ProcessorTest, RefusesEmptyImagesAndShapesThatGrowTooMuch) {
  const Processor processor = open(R"({"image_processor_type":"BitImageProcessor"})");
  EXPECT_FALSE(processor.process(Image{}).ok());
  const auto grown = processor.process(made_image(1, 1 << 20, 2));
  ASSERT_FALSE(grown.ok());
  EXPECT_THAT(grown.error().line(), ::testing::HasSubstr("image cannot be resized"));
}

// What the network sees at (x, y) of its input lies at to_image(x, y) of the picture: a white block on black is found
// again, for wide and tall pictures, crops and padding.
TEST_F(ProcessorTest, ToImageLeadsBackToTheBlock) {
  constexpr std::int64_t block = 24;
  for (const char* config :
       {R"({"image_processor_type":"ViTImageProcessor","size":96})",
        R"({"image_processor_type":"DeiTImageProcessor","size":128,"crop_size":96})",
        R"({"image_processor_type":"BitImageProcessor","size":100,"crop_size":90})",
        R"({"image_processor_type":"BitImageProcessor","size":61,"crop_size":{"height":130,"width":75}})",
        R"({"image_processor_type":"ViTImageProcessor","do_resize":false,"do_center_crop":true,"crop_size":301})",
        R"({"image_processor_type":"ViTImageProcessor","size":{"height":50,"width":111}})"}) {
    const Processor processor = open(config);
    for (const auto& [height, width] :
         std::vector<std::pair<std::int64_t, std::int64_t>>{{240, 240}, {240, 361}, {401, 240}}) {
      const std::int64_t left = width / 2 - 31, top = height / 2 + 9;
      Image image{width, height, Pixels(static_cast<std::size_t>(width * height * 3), 0)};
      for (std::int64_t y = top; y < top + block; ++y)
        std::fill_n(image.rgb.begin() + (y * width + left) * 3, block * 3, std::uint8_t{255});
      const Processed processed = processor.process(image).take();
      const at::Tensor plane = processed.pixels.select(0, 0).to(at::kDouble);
      const at::Tensor mass = (plane - plane.min()).clamp_min(0);
      const auto centre = [&](std::int64_t axis) {
        const at::Tensor positions = at::arange(mass.size(axis), at::kDouble) + 0.5;
        return (mass.sum(1 - axis) * positions).sum().item<double>() / mass.sum().item<double>();
      };
      const Affine& affine = processed.to_image;
      EXPECT_NEAR(affine[0] * centre(1) + affine[2], static_cast<double>(left) + block / 2.0, 0.5) << config;
      EXPECT_NEAR(affine[4] * centre(0) + affine[5], static_cast<double>(top) + block / 2.0, 0.5) << config;
    }
  }
}

TEST_F(ProcessorTest, ToImageMapsCornersToCorners) {
  const Processed whole = open(R"({"image_processor_type":"ViTImageProcessor","size":{"height":50,"width":80}})")
                              .process(made_image(100, 40, 2))
                              .take();
  EXPECT_EQ(whole.to_image, (Affine{0.5, 0, 0, 0, 2, 0}));
  // 40 × 100 becomes 20 × 50, cropped to 20 × 30: 10 resized rows are cut above.
  const Processed cropped = open(R"({"image_processor_type":"BitImageProcessor","size":20,"crop_size":[30,20]})")
                                .process(made_image(100, 40, 2))
                                .take();
  EXPECT_EQ(cropped.to_image, (Affine{2, 0, 0, 0, 2, 20}));
  // Padded by 2 left and 3 right: the picture starts at the input's x = 2.
  const Processed padded = open(R"({"image_processor_type":"BitImageProcessor","size":20,"crop_size":[50,25]})")
                               .process(made_image(100, 40, 2))
                               .take();
  EXPECT_EQ(padded.to_image, (Affine{2, 0, -4, 0, 2, 0}));
}

}  // namespace
}  // namespace headlight::image
