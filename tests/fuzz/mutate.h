// Deterministic mutations of files.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::testing {

constexpr int mutations = 10'000;
constexpr auto longest_answer = std::chrono::seconds(5);  // generous: sanitizers and shared machines are slow

// Where files are written fastest.
inline std::filesystem::path quick_folder() {
  std::error_code error;
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory, error) ? memory : std::filesystem::path(::testing::TempDir());
}

// Changes a copy of one of `seeds` in one to four places: bits, bytes, numbers at the edge of their range, ranges
// removed, repeated or taken from another seed, the end cut off.
std::string mutated(const std::vector<std::string>& seeds, std::mt19937& random);

// An answer, or an Error whose message is one non-empty line.
template <typename T>
void expect_answer(const Result<T>& result, int number) {
  if (result.ok()) return;
  const std::string line = result.error().line();
  EXPECT_FALSE(line.empty()) << number;
  EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos) << number << ": " << line;
}

// Runs `read(bytes)` on `count` mutations; it returns a Result. At least one must be refused.
template <typename Read>
void fuzz(const std::vector<std::string>& seeds, unsigned seed, Read&& read, int count = mutations) {
  std::mt19937 random(seed);
  int refused = 0;
  for (int i = 0; i < count && !::testing::Test::HasFailure(); ++i) {
    const std::string bytes = mutated(seeds, random);
    const auto start = std::chrono::steady_clock::now();
    const auto result = read(bytes);
    ASSERT_LT(std::chrono::steady_clock::now() - start, longest_answer) << "mutation " << i;
    expect_answer(result, i);
    refused += result.ok() ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
}

}  // namespace headlight::testing
