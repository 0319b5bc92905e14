#include "engine/image/image.h"
#include "engine/image/processor.h"
#include "tests/engine/image/fixture_files.h"
#include "tests/engine/io/scratch.h"
#include "tests/fuzz/mutate.h"

namespace headlight::testing {
namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 20;

std::vector<std::string> seeds_of(const std::string& ending) {
  std::vector<std::string> seeds;
  for (const auto& [name, bytes] : image_files("files.safetensors"))
    if (name.ends_with(ending)) seeds.push_back(bytes);
  return seeds;
}

std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ (crc & 1U ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

// Makes every chunk's checksum right, so that mutations reach the decoder.
std::string with_checksums(std::string png) {
  for (std::size_t at = 8; at + 12 <= png.size();) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8U | static_cast<unsigned char>(png[at + i]);
    if (length > png.size() - at - 12) break;
    const std::uint32_t crc = crc_of(std::string_view(png).substr(at + 4, 4 + length));
    for (std::size_t i = 0; i < 4; ++i) png[at + 8 + length + i] = static_cast<char>(crc >> (24 - 8 * i));
    at += 12 + length;
  }
  return png;
}

// Refused or whole: as many bytes as the sizes say.
Result<image::Image> read(const Scratch& scratch, const std::string& bytes) {
  auto read = image::read_image(scratch.write("x", bytes), {.most_pixels = most_pixels});
  if (read.ok()) {
    EXPECT_EQ(read->rgb.size(), static_cast<std::size_t>(read->width * read->height * 3));
  }
  return read;
}

class FuzzImage : public ::testing::TestWithParam<const char*> {};

TEST_P(FuzzImage, TenThousandMutations) {
  const Scratch scratch(quick_folder());
  const std::string ending = GetParam();
  const std::vector<std::string> seeds = seeds_of(ending);
  ASSERT_FALSE(seeds.empty());
  fuzz(seeds, 10,
       [&](const std::string& bytes) { return read(scratch, ending == ".png" ? with_checksums(bytes) : bytes); });
}

std::string name_of(const ::testing::TestParamInfo<const char*>& info) { return info.param + 1; }

INSTANTIATE_TEST_SUITE_P(Formats, FuzzImage, ::testing::Values(".png", ".jpg", ".webp", ".bmp", ".tiff"), name_of);

TEST(FuzzProcessor, TenThousandConfigMutations) {
  const Scratch scratch(quick_folder());
  const std::vector<std::string> seeds{
      R"({"image_processor_type":"BitImageProcessor","size":{"shortest_edge":256},)"
      R"("crop_size":{"height":224,"width":224},"do_resize":true,"resample":3,"do_normalize":true,)"
      R"("image_mean":[0.485,0.456,0.406],"image_std":[0.229,0.224,0.225]})",
      R"({"feature_extractor_type":"ViTFeatureExtractor","size":[31,57],"rescale_factor":0.00392,)"
      R"("do_center_crop":null})"};
  fuzz(seeds, 20, [&](const std::string& bytes) {
    scratch.write("preprocessor_config.json", bytes);
    return image::Processor::open(scratch.folder());
  });
}

}  // namespace
}  // namespace headlight::testing
