#include "engine/api/input.h"

#include <cstdio>

namespace headlight {
namespace {

std::string number_or(std::int64_t number, const char* every) { return number < 0 ? every : std::to_string(number); }

// "encoder 2.7", "layer 2", "every head".
std::string place_of(const Intervention& one) {
  std::string text = one.stream.empty() ? "" : one.stream + " ";
  if (one.layer < 0 && one.head < 0) return text + "every head";
  if (one.head < 0) return text + "layer " + std::to_string(one.layer);
  if (one.layer < 0) return text + "head " + std::to_string(one.head) + " of every layer";
  return text + std::to_string(one.layer) + "." + std::to_string(one.head);
}

std::string query_of(const Intervention& one) {
  return one.query < 0 ? "every query" : "query " + std::to_string(one.query);
}

std::string moved(const Intervention& one) {
  char offset[64];
  std::snprintf(offset, sizeof offset, "%+.4g, %+.4g", one.dx, one.dy);
  return query_of(one) + " level " + number_or(one.level, "all") + " point " + number_or(one.point, "all") +
         " moved by " + offset;
}

}  // namespace

std::string to_string(const Intervention& one) {
  const auto key = number_or(one.key, "any");
  switch (one.kind) {
    case Intervention::Kind::head_off:
      return place_of(one) + " off";
    case Intervention::Kind::head_mean:
      return place_of(one) + " at its mean";
    case Intervention::Kind::hide:
      return place_of(one) + ": key " + key + " hidden from " + query_of(one);
    case Intervention::Kind::even:
      return place_of(one) + ": " + query_of(one) + " spread evenly";
    case Intervention::Kind::only:
      return place_of(one) + ": " + query_of(one) + " sees key " + key + " only";
    case Intervention::Kind::move:
      return place_of(one) + ": " + moved(one);
  }
  return {};
}

}  // namespace headlight
