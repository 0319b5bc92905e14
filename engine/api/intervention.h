// Changes to attention while a model runs. No Torch, no Qt.
#pragma once

#include <cstdint>
#include <string>

#include "engine/api/result.h"

namespace headlight {

// A change to the attention of some layers. −1, or an empty stream, means every one.
struct Intervention {
  enum class Kind {
    head_off,   // the head's weighted values are 0 before the output projection
    head_mean,  // they are their mean over the queries
    hide,       // the query does not see the key; the other keys share its weight
    even,       // the query spreads evenly over the keys that it sees
    only,       // the query sees this key alone
    move        // a sampling point is moved by (dx, dy), parts of the model's input
  };
  Kind kind = Kind::head_off;
  std::string stream;
  int layer = -1, head = -1;
  std::int64_t query = -1, key = -1;
  int level = -1, point = -1;
  double dx = 0, dy = 0;
  bool operator==(const Intervention&) const = default;
};

// As people and files write it: KIND:[STREAM/]PLACE, then q, k, l and p with a number for query, key, level and point,
// and DX,DY of `move`, each after a colon; what is left out is every one. PLACE is all, LAYER, LAYER.HEAD or all.HEAD.
//   off:2.7   mean:cross/1   hide:all:k3   even:2.7:q5   only:decoder/0.1:q5:k3   move:1.0:q3:l0:p2:0.05,-0.02
[[nodiscard]] std::string to_text(const Intervention& intervention);

// Reads what to_text writes; an Error of kind usage for everything else. `hide` and `only` need a key, `move` an
// offset.
[[nodiscard]] Result<Intervention> intervention_from(const std::string& text);

}  // namespace headlight
