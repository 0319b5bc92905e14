// Where the samples of pictures lie: small ones on the heap, large ones in an unnamed temporary file that is mapped, so
// that the system can take their memory back at any time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headlight::image {

constexpr std::size_t mapped_from = std::size_t{256} << 20;  // bytes

// Zeroed memory. From `mapped_from` bytes on it is a file in TMPDIR (else /var/tmp) that no name leads to, or, where
// there is no room for one, anonymous memory. Throws std::bad_alloc.
[[nodiscard]] void* take_pixels(std::size_t bytes);
void give_pixels(void* pixels, std::size_t bytes) noexcept;

// Lets go of the resident pages of pixels in a file; they come back when they are read. Of others it does nothing.
void let_rest(const void* pixels, std::size_t bytes) noexcept;

template <typename T>
struct PixelAllocator {
  using value_type = T;
  PixelAllocator() = default;
  template <typename U>
  PixelAllocator(const PixelAllocator<U>& /*other*/) {}
  [[nodiscard]] T* allocate(std::size_t count) { return static_cast<T*>(take_pixels(count * sizeof(T))); }
  void deallocate(T* pixels, std::size_t count) noexcept { give_pixels(pixels, count * sizeof(T)); }
  // The memory is zero already: filling it would touch every page of a large picture once more.
  template <typename U>
  void construct(U* /*at*/) {}
  template <typename U, typename First, typename... More>
  void construct(U* at, First&& first, More&&... more) {
    ::new (static_cast<void*>(at)) U(static_cast<First&&>(first), static_cast<More&&>(more)...);
  }
  template <typename U>
  bool operator==(const PixelAllocator<U>& /*other*/) const {
    return true;
  }
};

using Pixels = std::vector<std::uint8_t, PixelAllocator<std::uint8_t>>;

}  // namespace headlight::image
