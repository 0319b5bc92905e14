// Copies to and from a device: the same numbers, whatever their types, sizes and strides, in however many parts.
#include "engine/trace/copies.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/parity/other_device.h"

namespace headlight::parity {
namespace {

std::vector<at::Tensor> arrays() {
  at::manual_seed(71);
  const auto numbers = at::randn({2, 6, 5, 8});
  std::vector<at::Tensor> all{numbers, numbers.to(at::kDouble), numbers.to(at::kHalf), numbers.to(at::kBFloat16), numbers.gt(0),
                              at::arange(7), at::scalar_tensor(3.5), at::empty({0, 4})};
  all.push_back(numbers.transpose(1, 2));
  all.push_back(numbers.chunk(3, 1)[1].transpose(1, 3));  // not dense
  all.push_back(numbers.narrow(0, 1, 1));                 // not at the beginning of its memory
  all.push_back(numbers[0][0][0].expand({4, 8}));
  return all;
}

TEST(Copies, GoThereAndBack) {
  for (const auto& array : arrays()) {
    const auto there = trace::to_device(array, other_device());
    EXPECT_EQ(there.device(), other_device());
    const auto back = trace::to_host(there);
    EXPECT_TRUE(back.is_cpu());
    EXPECT_EQ(back.scalar_type(), array.scalar_type());
    EXPECT_TRUE(at::equal(back, array)) << array.sizes() << " " << array.strides();
  }
}

TEST(Copies, WhatIsThereAlreadyIsNotCopied) {
  const auto here = at::ones({3}), there = here.to(other_device());
  EXPECT_TRUE(trace::to_host(here).is_same(here));
  EXPECT_TRUE(trace::to_device(there, other_device()).is_same(there));
  EXPECT_FALSE(trace::to_host({}).defined());
  EXPECT_FALSE(trace::to_device({}, other_device()).defined());
}

TEST(Copies, KeepTheOrderOfTheAxes) {
  const auto array = at::randn({1, 5, 4, 6}).transpose(1, 2);
  EXPECT_EQ(trace::to_host(trace::to_device(array, other_device())).strides(), array.strides());
}

TEST(Copies, InPartsOfAnySize) {
  const auto array = at::arange(1000, at::kFloat).view({10, 100}).t();
  for (const std::int64_t bytes : {1, 7, 64, 3999, 4000, 5000}) {
    int blocks = 0;
    const trace::Staging staging{bytes, [&] { return ++blocks, at::full({bytes}, 77, at::kByte); }};
    const auto there = at::empty_strided(array.sizes(), array.strides(), array.options().device(other_device()));
    trace::copy_in_parts(array, there, staging);
    EXPECT_TRUE(at::equal(there.to(at::kCPU), array)) << bytes;
    const auto back = at::empty_strided(array.sizes(), array.strides(), array.options());
    trace::copy_in_parts(there, back, staging);
    EXPECT_TRUE(at::equal(back, array)) << bytes;
    EXPECT_EQ(blocks, 2);
  }
}

TEST(Copies, OverAnArrayOfEitherLayout) {
  const auto array = at::randn({4, 6});
  for (const auto& like : {at::zeros({4, 6}), at::zeros({6, 4}).t(), at::zeros({4, 6}, at::kDouble)}) {
    auto there = like.to(other_device());
    trace::copy_over(array, there);
    EXPECT_TRUE(at::equal(there.to(at::kCPU).to(at::kFloat), array));
  }
}

TEST(Copies, AreRefusedWhileSomethingIsRecorded) {
  const auto here = at::ones({3}), there = here.to(other_device());
  auto into = at::zeros({3}).to(other_device());
  {
    const trace::NoCopies none;
    EXPECT_THROW((void)trace::to_host(there), c10::Error);
    EXPECT_THROW((void)trace::to_device(here, other_device()), c10::Error);
    EXPECT_THROW(trace::copy_over(here, into), c10::Error);
    EXPECT_TRUE(trace::to_host(here).is_same(here)) << "nothing is copied";
  }
  EXPECT_TRUE(at::equal(trace::to_host(there), here));
}

}  // namespace
}  // namespace headlight::parity
