#include "tests/gui/fake_input.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace headlight::fake {

namespace {

std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  const auto flush = [&] {
    if (word == "wrench") {
      out.insert(out.end(), {"wren", "##ch"});
    } else if (!word.empty()) {
      out.push_back(word);
    }
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      flush();
    } else if (c == '.' || c == ',') {
      flush();
      out.emplace_back(1, c);
    } else {
      word += char(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  flush();
  return out;
}

}  // namespace

Axis text_axis(const std::string& text) {
  Axis axis;
  axis.text = text;
  axis.labels = {"[CLS]"};
  for (const std::string& piece : pieces(text)) axis.labels.push_back(piece);
  axis.labels.push_back("[SEP]");
  std::int64_t word = -1;
  for (std::size_t i = 0; i < axis.labels.size(); ++i) {
    const bool special = i == 0 || i + 1 == axis.labels.size();
    if (!special && axis.labels[i].rfind("##", 0) != 0) ++word;
    axis.special.push_back(special ? 1 : 0);
    axis.words.push_back(special ? -1 : word);
    axis.sequence.push_back(special ? -1 : 0);
    axis.ids.push_back(std::int64_t(100 + i));
    axis.offsets.push_back({0, 0});
  }
  return axis;
}

Axis image_axis() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {4, 4};
  axis.patch = {32, 32};
  axis.input = {128, 128};
  axis.image = {256, 256};
  axis.to_image = {2, 0, 0, 0, 2, 0};
  return axis;
}

Picture picture_of(const std::string& path, const std::optional<std::array<double, 2>>& window) {
  Picture picture{256, 256, 256, 256, {}};
  const bool wide = path.ends_with("ct.png");
  if (wide) {
    picture.bits = 16;
    picture.grey = true;
    picture.range = {100, 4095};
  }
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      const bool wheel = (x - 90) * (x - 90) + (y - 170) * (y - 170) < 900;
      std::array<std::uint8_t, 3> rgb = wheel ? std::array<std::uint8_t, 3>{30, 30, 30}
                                              : std::array<std::uint8_t, 3>{std::uint8_t(x), 120, std::uint8_t(y)};
      if (wide) {
        const auto [low, high] = window.value_or(std::array{0.0, 255.0});
        const double sample = 100 + x * (3995 / 255.0);
        rgb.fill(std::uint8_t(std::lround(255 * std::clamp((sample - low) / (high - low), 0.0, 1.0))));
      }
      picture.rgb.insert(picture.rgb.end(), rgb.begin(), rgb.end());
    }
  }
  return picture;
}

}  // namespace headlight::fake
