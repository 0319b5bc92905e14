// A text whose code points are found by their number, as offsets of tokens count them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headlight {

class CodePoints {
 public:
  // Keeps a reference: `text`, UTF-8, must outlive this.
  explicit CodePoints(const std::string& text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) starts_.push_back(i);
    starts_.push_back(text.size());
  }
  // From code point `from` to before `to`, cut to those that there are.
  [[nodiscard]] std::string part(std::int64_t from, std::int64_t to) const {
    const auto count = static_cast<std::int64_t>(starts_.size()) - 1;
    from = std::clamp<std::int64_t>(from, 0, count);
    to = std::clamp<std::int64_t>(to, from, count);
    const auto begin = starts_[static_cast<std::size_t>(from)];
    return text_.substr(begin, starts_[static_cast<std::size_t>(to)] - begin);
  }

 private:
  const std::string& text_;
  std::vector<std::size_t> starts_;
};

}  // namespace headlight
