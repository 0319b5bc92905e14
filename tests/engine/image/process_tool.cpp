// headlight_process FOLDER < lines > lines
//
// FOLDER holds a preprocessor_config.json. A line is a JSON object {"image": file, "out": .npy}; the answer is
// {"shape", "visible": rows and columns that are not padding, "to_image"} with the pixels in "out", or {"error": line}.
#include <ATen/ATen.h>

#include <iostream>

#include "engine/image/processor.h"
#include "engine/io/json_file.h"
#include "engine/io/npy.h"

namespace {

using headlight::io::Json;

Json answer(const headlight::image::Processor& processor, const Json& line) {
  const auto picture = headlight::image::read_image(line.at("image").get<std::string>());
  if (!picture.ok()) return {{"error", picture.error().line()}};
  const auto processed = processor.process(picture.value());
  if (!processed.ok()) return {{"error", processed.error().line()}};
  const auto& pixels = processed->pixels;
  const auto written = headlight::io::write_npy(line.at("out").get<std::string>(), pixels.sizes().vec(),
                                                pixels.const_data_ptr<float>());
  if (!written.ok()) return {{"error", written.error().line()}};
  std::vector<std::int64_t> visible{pixels.size(1), pixels.size(2)};
  if (processed->mask.defined())
    visible = {processed->mask.select(1, 0).sum().item<std::int64_t>(),
               processed->mask.select(0, 0).sum().item<std::int64_t>()};
  return {{"shape", pixels.sizes().vec()}, {"visible", visible}, {"to_image", processed->to_image}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: headlight_process FOLDER < lines\n";
    return 2;
  }
  const auto processor = headlight::image::Processor::open(argv[1]);
  if (!processor.ok()) {
    std::cerr << "headlight_process: " << processor.error().line() << '\n';
    return 3;
  }
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(processor.value(), Json::parse(line)).dump() << std::endl;
  return 0;
}
