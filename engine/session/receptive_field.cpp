#include "engine/session/receptive_field.h"

#include <ATen/Functions.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "engine/session/free_memory.h"
#include "engine/session/memory.h"
#include "engine/trace/copies.h"

namespace headlight::session {
namespace {

std::string place_text(double x, double y) {
  return std::to_string(std::lround(x)) + ", " + std::to_string(std::lround(y));
}

// Whether the model's input has a pixel of the picture there, and no padding.
bool shows(const models::ModelInput& input, double x, double y) {
  const auto& pixels = input.pixels;
  if (!(x >= 0 && y >= 0 && x < static_cast<double>(pixels.size(3)) && y < static_cast<double>(pixels.size(2)))) return false;
  if (!input.pixel_mask.defined()) return true;
  return input.pixel_mask[0][static_cast<std::int64_t>(y)][static_cast<std::int64_t>(x)].item<std::int64_t>() != 0;
}

// Model-input pixels of a place in the original image.
std::array<double, 2> to_input(const Affine& to_image, double x, double y) {
  const auto [a, b, c, d, e, f] = to_image;
  const auto determinant = a * e - b * d;
  return {(e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant};
}

Result<std::array<double, 2>> place_of(const Prepared& prepared, const ReceptiveFieldRequest& request) {
  const auto [x, y] = to_input(prepared.to_image, request.x, request.y);
  if (shows(prepared.input, x, y)) return std::array{x, y};
  return usage("the model's input does not show this place", "x, y", place_text(request.x, request.y),
               "a place in the part of the picture that the model reads");
}

// Means over the cells of a map of at most `edge` rows and columns; [height, width] as it is where it fits.
at::Tensor pooled(const at::Tensor& field, std::int64_t edge) {
  const auto longest = std::max(field.size(0), field.size(1));
  if (longest <= edge) return field;
  const auto along = [&](std::int64_t size) { return std::max<std::int64_t>(1, (size * edge + longest / 2) / longest); };
  return at::adaptive_avg_pool2d(field.unsqueeze(0), {along(field.size(0)), along(field.size(1))})[0];
}

Plane plane_of(const at::Tensor& field) {
  const auto values = field.to(at::kFloat).contiguous();
  Plane plane;
  plane.rows = values.size(0);
  plane.columns = values.size(1);
  plane.values.assign(values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel());
  const auto [low, high] = std::minmax_element(plane.values.begin(), plane.values.end());
  plane.low = *low;
  plane.high = *high;
  return plane;
}

// "0: backbone stage 2, 1: backbone stage 3"
std::string numbered(const std::vector<std::string>& levels) {
  std::string text;
  for (std::size_t i = 0; i < levels.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(i) + ": " + levels[i];
  return text;
}

// The field of the chain's last map, of sum 1, [height, width] on the host; undefined where no pixel moves the feature.
at::Tensor field_of_cell(const models::BackboneChain& chain, std::vector<at::Tensor> steps, const std::array<double, 2>& place,
                         const std::stop_token& stop) {
  const auto cell = models::cell_at(chain, steps.back(), place[0], place[1]);
  const auto field = trace::to_host(models::pixel_gradient(chain, std::move(steps), cell, stop).abs().sum(0)).to(at::kDouble);
  const auto sum = field.sum().item<double>();
  return sum > 0 && std::isfinite(sum) ? field / sum : at::Tensor();
}

// The part of a coarser map's steps that leads to the chain's own.
std::vector<at::Tensor> steps_to(const models::BackboneChain& chain, const std::vector<at::Tensor>& steps) {
  return {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(chain.steps.size()) + 1};
}

// Whether a field of sum 1 is clearly smaller than the picture: nine tenths of it lie within two fifths of the
// shorter side (more than half would be as wide as the picture at any place).
bool is_local(const at::Tensor& field, const std::array<double, 2>& place) {
  constexpr double most = 0.9, part_of_side = 0.4;
  const auto away = [&](std::int64_t size, double at) { return (at::arange(size, field.options()) + (0.5 - at)).square(); };
  const auto squares = away(field.size(0), place[1]).unsqueeze(1) + away(field.size(1), place[0]).unsqueeze(0);
  const auto radius = part_of_side * static_cast<double>(std::min(field.size(0), field.size(1)));
  return field.masked_select(squares <= radius * radius).sum().item<double>() >= most;
}

// The backbone's coarsest map whose field is local in the middle of the input, so that one level is shown at every place;
// the finest where none is. `steps` lead to the coarsest.
std::size_t coarsest_local(const models::BackboneChain& whole, const std::vector<at::Tensor>& steps, const std::stop_token& stop) {
  const std::array middle{static_cast<double>(steps.front().size(3)) / 2, static_cast<double>(steps.front().size(2)) / 2};
  auto level = whole.backbone_levels() - 1;
  for (; level > 0; --level) {
    const auto field = field_of_cell(whole.up_to(level), steps_to(whole.up_to(level), steps), middle, stop);
    if (field.defined() && is_local(field, middle)) break;
  }
  return level;
}

struct FieldOfLevel {
  std::size_t level = 0;
  at::Tensor plane;
};

FieldOfLevel field_of_level(const models::BackboneChain& whole, const at::Tensor& pixels, const std::array<double, 2>& place,
                            const ReceptiveFieldRequest& request, const std::stop_token& stop) {
  const bool open = request.level == -1;
  const auto last = open ? whole.backbone_levels() - 1 : static_cast<std::size_t>(request.level);
  const auto steps = models::steps_of(whole.up_to(last), pixels, stop);
  const auto level = open ? coarsest_local(whole, steps, stop) : last;
  const auto chain = whole.up_to(level);
  return {level, field_of_cell(chain, open ? steps_to(chain, steps) : steps, place, stop)};
}

Result<ReceptiveField> field_of(const models::BackboneChain& whole, const Prepared& prepared,
                                const ReceptiveFieldRequest& request, at::Device device, const RunControl& control) {
  const auto levels = whole.levels();
  if (request.level < -1 || request.level >= static_cast<int>(levels.size()))
    return usage("no such level of the picture's maps", "level", std::to_string(request.level), numbered(levels));
  const auto place = place_of(prepared, request);
  if (!place) return place.error();
  const auto found = field_of_level(whole, trace::to_device(prepared.input.pixels, device), place.value(), request, control.stop);
  if (!found.plane.defined())
    return failed("no pixel moves the feature at this place", place_text(request.x, request.y), "a gradient of zero");
  const auto small = pooled(found.plane, request.edge);
  return ReceptiveField{plane_of(small / small.sum()), levels[found.level], static_cast<int>(found.level), levels};
}

}  // namespace

Result<ReceptiveField> receptive_field(const LoadedModel& loaded, const Prepared& prepared,
                                       const ReceptiveFieldRequest& request, const RunControl& control) {
  if (request.edge < 1) return usage("no room for a receptive field", "edge", std::to_string(request.edge), "a number ≥ 1");
  if (!loaded.info.takes_image)
    return usage("a model of texts has no receptive field over pixels", loaded.info.name, loaded.info.family, "a model of pictures");
  const auto chain = loaded.model->backbone();
  if (chain.steps.empty())
    return unusable("which layers are this model's backbone is not known, so there is no receptive field", loaded.info.name,
                    loaded.info.family, "a model that is read from a folder");
  if (control.progress) control.progress({"Receptive field", -1});
  try {
    const RunsOn there(loaded.place.device, false);
    return field_of(chain, prepared, request, loaded.place.device, control);
  } catch (Failure& failure) {
    return std::move(failure.error);
  } catch (const c10::Error& error) {
    if (kernels::is_out_of_device_memory(error)) return kernels::out_of_device_memory(prepared.line, loaded.place.name);
    const std::string message = error.what_without_backtrace();
    return failed("the backbone could not run", prepared.line, message.substr(0, message.find('\n')));
  } catch (const std::bad_alloc&) {
    return failed("not enough memory for a receptive field", prepared.line, std::to_string(free_bytes() >> 20) + " MiB free",
                  "a smaller picture");
  }
}

}  // namespace headlight::session
