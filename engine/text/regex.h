// Oniguruma, the engine that the reference uses, fed with the reference's character categories.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/normalized_string.h"

namespace headlight::text {

class Regex {
 public:
  // Throws Failure with Oniguruma's message when the expression is wrong.
  explicit Regex(const std::string& expression);
  // One that matches `text` itself.
  static Regex literal(std::string_view text);

  // Cuts `text` into matches and what lies between; the pieces cover it in order. Throws Failure when the
  // expression needs too many steps on this text.
  [[nodiscard]] std::vector<Piece> pieces(std::string_view text) const;

 private:
  struct Program;
  std::shared_ptr<const Program> program_;
};

}  // namespace headlight::text
