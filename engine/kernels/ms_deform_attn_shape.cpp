#include "engine/kernels/ms_deform_attn_shape.h"

#include <sstream>
#include <string>

#include "engine/api/result.h"

namespace headlight::kernels {
namespace {

std::string text_of(at::IntArrayRef sizes) {
  std::ostringstream text;
  text << sizes;
  return text.str();
}

void require(bool condition, const std::string& where, const std::string& found, const std::string& expected) {
  if (!condition) throw Failure{unusable("deformable attention cannot be computed", where, found, expected)};
}

void require_shape(const at::Tensor& tensor, const std::string& name, at::IntArrayRef shape) {
  require(tensor.sizes() == shape, name, text_of(tensor.sizes()), text_of(shape));
}

// Float32 coordinates tell no more pixels apart.
constexpr std::int64_t longest_side = std::int64_t{1} << 24;

// Kernels count positions, and those just outside a map, in 32 bits.
constexpr std::int64_t most_positions = std::int64_t{1} << 28;

// Σ rows · columns.
std::int64_t positions_of(const LevelSizes& levels) {
  std::int64_t sum = 0;
  for (const auto& [rows, columns] : levels) {
    const auto text = std::to_string(rows) + " × " + std::to_string(columns);
    require(rows >= 1 && columns >= 1, "levels", text, "at least 1 × 1");
    require(rows <= longest_side && columns <= longest_side, "levels", text, "at most 2^24 rows and columns");
    require(rows * columns <= most_positions - sum, "levels", text, "at most 2^28 positions");
    sum += rows * columns;
  }
  return sum;
}

std::int64_t points_of(const std::vector<std::int64_t>& level_points) {
  std::int64_t sum = 0;
  for (const auto points : level_points) {
    require(points >= 0 && points < (1 << 20), "level_points", std::to_string(points), "0 … 1048575");
    sum += points;
  }
  return sum;
}

void require_types(const DeformableInput& input) {
  const auto type = input.value.scalar_type();
  const bool known = type == at::kFloat || type == at::kHalf || type == at::kBFloat16 || type == at::kDouble;
  require(known, "value", c10::toString(type), "float32, float16, bfloat16 or float64");
  require(input.points.scalar_type() == at::kFloat, "points", c10::toString(input.points.scalar_type()), "float32");
  require(input.weights.is_floating_point(), "weights", c10::toString(input.weights.scalar_type()), "a real type");
  const auto device = input.value.device();
  require(input.points.device() == device, "points", input.points.device().str(), device.str());
  require(input.weights.device() == device, "weights", input.weights.device().str(), device.str());
}

}  // namespace

DeformableShape deformable_shape(const DeformableInput& input) {
  require(input.value.defined() && input.points.defined() && input.weights.defined(), "tensors", "an undefined one",
          "value, points and weights");
  require(input.value.dim() == 4, "value", text_of(input.value.sizes()), "[batch, positions, heads, width]");
  require(input.points.dim() == 5, "points", text_of(input.points.sizes()), "[batch, queries, heads, points, 2]");
  const auto levels = std::to_string(input.levels.size());
  require(input.level_points.size() == input.levels.size(), "level_points", std::to_string(input.level_points.size()),
          levels + ", one for every level");
  const DeformableShape shape{input.value.size(0), positions_of(input.levels), input.value.size(2),
                              input.value.size(3), input.points.size(1),       points_of(input.level_points)};
  require_shape(input.value, "value", {shape.batch, shape.positions, shape.heads, shape.width});
  require_shape(input.points, "points", {shape.batch, shape.queries, shape.heads, shape.points, 2});
  require_shape(input.weights, "weights", {shape.batch, shape.queries, shape.heads, shape.points});
  require_types(input);
  return shape;
}

}  // namespace headlight::kernels
