#include <gtest/gtest.h>

#include "engine/api/result.h"

namespace headlight {
namespace {

TEST(ErrorLine, NamesWhatWhereFoundAndExpected) {
  const auto error = unusable("wrong type", "config.json, field hidden_size", "\"a\"", "an integer");
  EXPECT_EQ(error.line(), "wrong type — config.json, field hidden_size: found \"a\", expected an integer");
}

TEST(ErrorLine, LeavesOutEmptyParts) {
  EXPECT_EQ(unusable("cannot read").line(), "cannot read");
  EXPECT_EQ(unusable("cannot read", "a.png").line(), "cannot read — a.png");
  EXPECT_EQ(unusable("cannot read", "a.png", "nothing").line(), "cannot read — a.png: found nothing");
  EXPECT_EQ(unusable("cannot read", "a.png", "", "a picture").line(), "cannot read — a.png: expected a picture");
}

TEST(ErrorLine, StaysOneShortLineWhateverTheNames) {
  const auto line = unusable("cannot read", std::string("a\nb\x1b[31m") + std::string(5000, 'x')).line();
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_LT(line.size(), 600U);
}

// Whoever reads the line as UTF-8 can.
TEST(ErrorLine, WhatIsNoUtf8IsWrittenAsBytes) {
  EXPECT_EQ(unusable("x", "\xFF\xFE").line(), "x — \\xFF\\xFE");
  EXPECT_EQ(unusable("x", "a\xE2\x82").line(), "x — a\\xE2\\x82") << "cut off";
  EXPECT_EQ(unusable("x", "\xC0\x80 \xED\xA0\x80 \xF4\x90\x80\x80").line(), "x — \\xC0\\x80 \\xED\\xA0\\x80 \\xF4\\x90\\x80\\x80") << "no characters";
  EXPECT_EQ(unusable("x", "é 한 👩").line(), "x — é 한 👩");
}

TEST(ErrorLine, CutsBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 300; ++i) name += "é";
  const auto line = unusable("x", name).line();
  EXPECT_EQ(line.substr(line.size() - 5), "é…");
}

TEST(ResultOf, TakesValueOrThrowsTheError) {
  EXPECT_EQ(Result<int>(3).take(), 3);
  EXPECT_THROW(Result<int>(usage("no")).take(), Failure);
}

TEST(ResultOf, GuardedTurnsAFailureIntoItsError) {
  const auto result = guarded<int>([]() -> Result<int> { throw Failure{failed("broke")}; });
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, Error::Kind::failed);
  EXPECT_EQ(guarded<int>([] { return 4; }).value(), 4);
}

}  // namespace
}  // namespace headlight
