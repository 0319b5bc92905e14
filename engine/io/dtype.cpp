#include "engine/io/dtype.h"

#include <algorithm>
#include <array>

namespace headlight::io {
namespace {

constexpr std::array<ElementType, 22> element_types{{
    {DType::boolean, "BOOL", 8},      {DType::u8, "U8", 8},           {DType::i8, "I8", 8},
    {DType::i16, "I16", 16},          {DType::u16, "U16", 16},        {DType::i32, "I32", 32},
    {DType::u32, "U32", 32},          {DType::i64, "I64", 64},        {DType::u64, "U64", 64},
    {DType::f16, "F16", 16},          {DType::bf16, "BF16", 16},      {DType::f32, "F32", 32},
    {DType::f64, "F64", 64},          {DType::f8_e4m3, "F8_E4M3", 8}, {DType::f8_e5m2, "F8_E5M2", 8},
    {DType::other, "F8_E8M0", 8},     {DType::other, "F4", 4},        {DType::other, "F6_E2M3", 6},
    {DType::other, "F6_E3M2", 6},     {DType::other, "C64", 64},      {DType::other, "F8_E4M3FNUZ", 8},
    {DType::other, "F8_E5M2FNUZ", 8},
}};

}  // namespace

std::optional<ElementType> element_type(std::string_view name) {
  const auto found = std::find_if(element_types.begin(), element_types.end(),
                                  [&](const ElementType& type) { return type.name == name; });
  if (found == element_types.end()) return std::nullopt;
  return *found;
}

std::string to_string(DType dtype) {
  if (dtype == DType::other) return "other";
  const auto found = std::find_if(element_types.begin(), element_types.end(),
                                  [&](const ElementType& type) { return type.dtype == dtype; });
  return std::string(found->name);
}

std::size_t bytes_per_element(DType dtype) {
  const auto type = element_type(to_string(dtype));
  return type ? type->bits / 8 : 0;
}

}  // namespace headlight::io
