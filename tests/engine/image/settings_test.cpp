#include <gmock/gmock.h>

#include "engine/image/processor_settings.h"
#include "engine/image/resize.h"
#include "tests/engine/io/scratch.h"

namespace headlight::image {
namespace {

using ::testing::HasSubstr;

class SettingsTest : public ::testing::Test {
 protected:
  std::string refusal(const std::string& config) {
    scratch_.write("preprocessor_config.json", config);
    const auto processor = Processor::open(scratch_.folder());
    return processor.ok() ? "accepted" : processor.error().line();
  }
  std::string refused_field(const std::string& field) {
    return refusal(R"({"image_processor_type":"DeiTImageProcessor",)" + field + "}");
  }

  headlight::testing::Scratch scratch_;
};

TEST_F(SettingsTest, MissingFileIsNamed) {
  const auto processor = Processor::open(scratch_.folder());
  ASSERT_FALSE(processor.ok());
  EXPECT_THAT(processor.error().line(), HasSubstr("preprocessor_config.json"));
}

TEST_F(SettingsTest, TypeNamesOfEveryAge) {
  for (const char* type : {"ViTImageProcessor", "ViTImageProcessorFast", "ViTImageProcessorPil",
                           "BitImageProcessorFast", "DeiTImageProcessor"})
    EXPECT_EQ(refusal(R"({"image_processor_type":")" + std::string(type) + R"("})"), "accepted") << type;
  EXPECT_EQ(refusal(R"({"feature_extractor_type":"DeiTFeatureExtractor"})"), "accepted");
  EXPECT_THAT(refusal(R"({"image_processor_type":"OtherImageProcessor"})"),
              HasSubstr("found OtherImageProcessor, expected ViTImageProcessor"));
  EXPECT_THAT(refusal(R"({"image_processor_type":7})"), HasSubstr("field image_processor_type"));
}

TEST_F(SettingsTest, WithoutATypeTheModelDecides) {
  EXPECT_THAT(refusal("{}"), HasSubstr("config.json"));
  scratch_.write("config.json", R"({"model_type":"dinov2"})");
  EXPECT_EQ(refusal("{}"), "accepted");
  scratch_.write("config.json", R"({"model_type":"unheard-of"})");
  EXPECT_THAT(refusal("{}"), HasSubstr("found \"unheard-of\""));
}

TEST_F(SettingsTest, DamagedFilesAreRefused) {
  for (const char* config :
       {"", "[]", "null", "{", "7", R"({"image_processor_type":"ViTImageProcessor","image_processor_type":"X"})"})
    EXPECT_THAT(refusal(config), HasSubstr("preprocessor_config.json")) << config;
}

TEST_F(SettingsTest, WrongValuesAreRefusedByName) {
  for (const char* field : {R"("size":0)",
                            R"("size":-1)",
                            R"("size":1.5)",
                            R"("size":"big")",
                            R"("size":true)",
                            R"("size":null)",
                            R"("size":[])",
                            R"("size":[1,2,3])",
                            R"("size":[1,"2"])",
                            R"("size":{})",
                            R"("size":{"height":5})",
                            R"("size":{"height":5,"width":0})",
                            R"("size":{"longest_edge":5})",
                            R"("size":{"height":5,"width":5,"shortest_edge":5})",
                            R"("size":{"max_height":5})",
                            R"("size":{"height":5,"width":5,"x":1})",
                            R"("size":{"min_pixels":5,"max_pixels":7})",
                            R"("size":99999999)",
                            R"("crop_size":{"shortest_edge":5})",
                            R"("crop_size":0)",
                            R"("crop_size":null)",
                            R"("resample":4)",
                            R"("resample":-1)",
                            R"("resample":"bicubic")",
                            R"("do_resize":1)",
                            R"("do_rescale":"yes")",
                            R"("rescale_factor":0)",
                            R"("rescale_factor":1e-300)",
                            R"("rescale_factor":"1/255")",
                            R"("rescale_factor":null)",
                            R"("image_mean":[1,2])",
                            R"("image_mean":[1,2,"3"])",
                            R"("image_mean":{})",
                            R"("image_mean":null)",
                            R"("image_std":[1,0,1])",
                            R"("image_std":0)",
                            R"("image_std":[])",
                            R"("pad_size":{"shortest_edge":5},"do_pad":true)",
                            R"("pad_size":0,"do_pad":true)"}) {
    const std::string text(field);
    EXPECT_THAT(refused_field(text), HasSubstr("field " + text.substr(1, text.find('"', 1) - 1))) << text;
  }
}

TEST_F(SettingsTest, DetectorsSizesAreCheckedAsTheReferenceUsesThem) {
  const auto refused = [&](const std::string& type, const std::string& field) {
    return refusal(R"({"image_processor_type":")" + type + R"(ImageProcessor",)" + field + "}");
  };
  for (const char* type : {"Detr", "DeformableDetr", "ConditionalDetr", "Yolos"}) {
    EXPECT_THAT(refused(type, R"("size":{"shortest_edge":5})"), HasSubstr("field size")) << type;
    EXPECT_THAT(refused(type, R"("size":5,"max_size":null)"), HasSubstr("field size")) << type;
    EXPECT_THAT(refused(type, R"("size":5,"max_size":0)"), HasSubstr("field max_size")) << type;
    EXPECT_EQ(refused(type, R"("size":null)"), "accepted") << type << ": the class's own size";
    EXPECT_EQ(refused(type, R"("size":{"shortest_edge":5},"do_resize":false)"), "accepted") << type;
    EXPECT_EQ(refused(type, R"("do_center_crop":true,"crop_size":null)"), "accepted") << type << ": never cropped";
  }
  EXPECT_THAT(refused("RTDetr", R"("size":5)"), HasSubstr("field size"));
  EXPECT_THAT(refused("RTDetr", R"("size":null)"), HasSubstr("field size"));
  EXPECT_THAT(refused("RTDetr", R"("do_pad":true,"pad_size":{"height":5})"), HasSubstr("field pad_size"));
  EXPECT_EQ(refused("RTDetr", R"("pad_size":{"height":5})"), "accepted") << "not asked to pad";
}

TEST_F(SettingsTest, WithoutATypeTheDetectorDecides) {
  for (const char* model : {"detr", "table-transformer", "deformable_detr", "conditional_detr", "yolos", "rt_detr",
                            "rt_detr_v2"}) {
    scratch_.write("config.json", R"({"model_type":")" + std::string(model) + R"("})");
    EXPECT_EQ(refusal("{}"), "accepted") << model;
  }
}

// As transformers' processors do beside LibTorch 2.11 (torchvision below 0.27 resizes tensors without Lanczos).
TEST_F(SettingsTest, LanczosIsBicubic) {
  const io::Fields fields(io::Json::parse(R"({"resample":1})"), "x.json");
  for (const char* type : {"ViTImageProcessor", "DetrImageProcessor"})
    EXPECT_EQ(read_processor_settings(fields, type).resample, Resample::bicubic) << type;
}

TEST_F(SettingsTest, NullFlagsAreOff) {
  EXPECT_EQ(refused_field(R"("do_center_crop":null,"crop_size":null,"do_normalize":null,"image_mean":null)"),
            "accepted");
}

TEST(SizeRule, RoundsAsTransformers) {
  // Each expected extent is what transformers' get_size functions return for the same numbers.
  const auto check = [](SizeRule rule, Extent from, Extent expected) {
    const Extent to = resized_extent(rule, from);
    EXPECT_EQ(to.height, expected.height);
    EXPECT_EQ(to.width, expected.width);
  };
  check({0, 0, 256}, {480, 640}, {256, 341});
  check({0, 0, 256}, {640, 480}, {341, 256});
  check({0, 0, 224}, {224, 500}, {224, 500});
  check({0, 0, 800, 1333}, {480, 640}, {800, 1066});
  check({0, 0, 800, 1333}, {427, 1280}, {445, 1333});
  check({0, 0, 0, 0, 50, 77}, {97, 89}, {49, 45});
  check({0, 0, 0, 0, 50, 77}, {1, 400}, {0, 77});
  check({31, 57}, {1, 1}, {31, 57});
  const SizeRule yolos{0, 0, 800, 1333, 0, 0, 16};
  check(yolos, {480, 640}, {800, 1056});
  check(yolos, {640, 480}, {1056, 800});
  check(yolos, {1280, 427}, {1328, 432});
  check({0, 0, 100, 1333, 0, 0, 16}, {100, 203}, {96, 192});
  check({0, 0, 100, 1333, 0, 0, 16}, {203, 100}, {192, 96});
}

}  // namespace
}  // namespace headlight::image
