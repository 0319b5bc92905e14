#include "engine/io/json_file.h"

#include <gmock/gmock.h>

#include "tests/engine/io/scratch.h"

namespace headlight::io {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

template <typename Body>
std::string failure_of(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return "no failure";
}

TEST(Json, ReadsEveryKindOfValue) {
  const Json json = parse_json(R"({"a":[1,-2,3.5,true,null,"é"],"b":{}})", "x").take();
  EXPECT_EQ(json.dump(), R"({"a":[1,-2,3.5,true,null,"é"],"b":{}})");
}

TEST(Json, RefusesWhatIsNotJson) {
  for (const std::string& text : {""s, " "s, "{"s, "[1,]"s, "{'a':1}"s, "nul"s, "[1] 2"s, "\"\xFF\""s, "\"\xC0\x80\""s,
                                  "{}\0"s, "\"\\ud800\""s, "\"a\nb\""s, "NaN"s, "01"s, "1e999"s, "// x\n1"s}) {
    const auto json = parse_json(text, "file.json");
    ASSERT_FALSE(json.ok()) << text;
    EXPECT_THAT(json.error().line(), HasSubstr("file.json"));
  }
}

TEST(Json, RefusesDuplicateKeysAtAnyDepth) {
  EXPECT_FALSE(parse_json(R"({"a":1,"a":1})", "x").ok());
  EXPECT_FALSE(parse_json(R"([{"b":{"a":1,"\u0061":2}}])", "x").ok());
  EXPECT_TRUE(parse_json(R"([{"a":1},{"a":1}])", "x").ok());
}

TEST(Json, BoundsDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(128), "x").ok());
  EXPECT_FALSE(parse_json(nested(129), "x").ok());
  EXPECT_FALSE(parse_json(nested(std::size_t{5} << 20), "x").ok());
  std::string objects;
  for (int i = 0; i < 1'000'000; ++i) objects += "{\"a\":";
  EXPECT_FALSE(parse_json(objects, "x").ok());
}

TEST(Json, BoundsFileSize) {
  const headlight::testing::Scratch scratch;
  const auto path = scratch.write("x.json", "[1,2,3]");
  EXPECT_TRUE(read_json(path, 7).ok());
  const auto json = read_json(path, 6);
  ASSERT_FALSE(json.ok());
  EXPECT_THAT(json.error().line(), HasSubstr("found 7 bytes, expected at most 6 bytes"));
  EXPECT_FALSE(read_json(scratch.folder()).ok());
  EXPECT_FALSE(read_json(scratch.folder() / "missing.json").ok());
}

class FieldsTest : public ::testing::Test {
 protected:
  Fields fields_{parse_json(R"({"n":12,"big":18446744073709551615,"x":0.5,"s":"gelu","t":true,"z":null,
                               "o":{"n":3,"p":{"s":1}},"l":[1]})",
                            "x")
                     .take(),
                 "config.json"};
};

TEST_F(FieldsTest, ReadsTypedValues) {
  EXPECT_EQ(fields_.integer("n"), 12);
  EXPECT_EQ(fields_.number("n"), 12.0);
  EXPECT_EQ(fields_.number("x"), 0.5);
  EXPECT_EQ(fields_.text("s"), "gelu");
  EXPECT_TRUE(fields_.flag_or("t", false));
  EXPECT_EQ(fields_.object_or_empty("o").integer("n"), 3);
  EXPECT_FALSE(fields_.has("z"));
}

TEST_F(FieldsTest, FallsBackOnMissingAndNull) {
  for (const char* key : {"missing", "z"}) {
    EXPECT_EQ(fields_.integer_or(key, 5), 5);
    EXPECT_EQ(fields_.number_or(key, 1.5), 1.5);
    EXPECT_EQ(fields_.text_or(key, "y"), "y");
    EXPECT_TRUE(fields_.flag_or(key, true));
    EXPECT_TRUE(fields_.object_or_empty(key).json().empty());
  }
}

TEST_F(FieldsTest, ErrorsNameFileFieldFoundAndExpected) {
  EXPECT_EQ(failure_of([&] { (void)fields_.integer("s"); }),
            "wrong value — config.json, field s: found \"gelu\", expected an integer from 0 to 1073741824");
  EXPECT_EQ(failure_of([&] { (void)fields_.text("missing"); }),
            "missing field — config.json, field missing: found nothing, expected a string");
  EXPECT_THAT(failure_of([&] { (void)fields_.object_or_empty("o").object_or_empty("p").text("s"); }),
              HasSubstr("field o.p.s: found 1, expected a string"));
}

TEST_F(FieldsTest, RefusesWrongTypesAndRanges) {
  for (const char* key : {"x", "s", "t", "o", "l", "big"})
    EXPECT_THAT(failure_of([&] { (void)fields_.integer(key, 1, std::int64_t{1} << 62); }),
                HasSubstr("expected an integer"));
  EXPECT_THAT(failure_of([&] { (void)fields_.integer("n", 13); }), HasSubstr("from 13"));
  EXPECT_THAT(failure_of([&] { (void)fields_.integer_or("n", 1, 0, 11); }), HasSubstr("to 11"));
  EXPECT_THAT(failure_of([&] { (void)fields_.number("s"); }), HasSubstr("a number"));
  EXPECT_THAT(failure_of([&] { (void)fields_.flag_or("n", true); }), HasSubstr("true or false"));
  EXPECT_THAT(failure_of([&] { (void)fields_.object_or_empty("l"); }), HasSubstr("an object"));
  EXPECT_THAT(failure_of([] { Fields(Json::array(), "config.json"); }),
              HasSubstr("found an array of 0, expected an object"));
}

}  // namespace
}  // namespace headlight::io
