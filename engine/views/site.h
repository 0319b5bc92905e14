// What views share: a checked look at the trace.
#pragma once

#include <cstdint>
#include <exception>
#include <new>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/view.h"
#include "engine/kernels/attention_map.h"
#include "engine/kernels/devices.h"
#include "engine/trace/trace.h"

namespace headlight::views {

// Most cells that one result may hold: 256 MiB of float32.
constexpr std::int64_t most_cells = std::int64_t{1} << 26;

// Throws Failure{usage} with `field` when `value` is outside [low, high].
void require_range(const char* field, std::int64_t value, std::int64_t low, std::int64_t high);
// Throws Failure{usage} when rows × columns passes most_cells or overflows.
void require_cells(const char* field, std::int64_t rows, std::int64_t columns);

// A site with a map of at least one cell, checked. Throws Failure for an unknown or a deformable site.
[[nodiscard]] const trace::Site& dense_site(const trace::Trace& trace, int id);
// Sites of a stream in layer order, at least one, all dense.
[[nodiscard]] std::vector<const trace::Site*> dense_stream(const trace::Trace& trace, const std::string& stream);
// Of how many consecutive queries one is read so that the maps of all heads take about `budget` cells; 1: exact, as
// with budget 0.
[[nodiscard]] std::int64_t sampling_step(const std::vector<const trace::Site*>& sites, std::int64_t budget);
// Throws Failure{usage} for a head that the site does not have or a mode that is none.
void require_head(const trace::Site& site, const HeadChoice& head);

// The plane with its least and largest finite value. Throws Failure when a value is not a number.
[[nodiscard]] Plane make_plane(std::int64_t rows, std::int64_t columns, std::vector<float> values);
void require_numbers(const std::vector<float>& values);

// Runs `body` at a view's border: a Failure and LibTorch's own errors come back as an Error.
template <typename T, typename Body>
Result<T> at_border(Body&& body) {
  return guarded<T>([&]() -> Result<T> {
    try {
      return body();
    } catch (const std::bad_alloc&) {
      return failed("out of memory", "view", {}, "a smaller rectangle or size");
    } catch (const c10::Error& error) {
      if (kernels::is_out_of_device_memory(error)) return kernels::out_of_device_memory("view", "its traces");
      return failed("view cannot be computed", "view", error.what_without_backtrace());
    } catch (const std::exception& error) {
      return failed("view cannot be computed", "view", error.what());
    }
  });
}

}  // namespace headlight::views
