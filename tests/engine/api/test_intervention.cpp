#include <gtest/gtest.h>

#include "engine/api/intervention.h"

namespace headlight {
namespace {

using Kind = Intervention::Kind;

TEST(InterventionText, ReadsWhatItWrites) {
  const std::vector<Intervention> all{
      {Kind::head_off, "", 2, 7},        {Kind::head_off, "", 2, -1},
      {Kind::head_mean, "cross", -1, 3}, {Kind::head_off, "", -1, -1},
      {Kind::hide, "", -1, -1, -1, 3},   {Kind::only, "decoder", 0, 1, 5, 3},
      {Kind::even, "encoder", 2, 7, 5},  {Kind::move, "", 1, 0, 3, -1, 0, 2, 0.1, -1.0 / 3}};
  for (const auto& one : all) {
    const auto read = intervention_from(to_text(one));
    ASSERT_TRUE(read) << to_text(one);
    EXPECT_EQ(read.value(), one) << to_text(one);
  }
}

TEST(InterventionText, IsShort) {
  EXPECT_EQ(to_text({Kind::head_off, "", 2, 7}), "off:2.7");
  EXPECT_EQ(to_text({Kind::hide, "", -1, -1, -1, 3}), "hide:all:k3");
  EXPECT_EQ(to_text({Kind::only, "decoder", 0, 1, 5, 3}), "only:decoder/0.1:q5:k3");
  EXPECT_EQ(to_text({Kind::move, "", 1, 0, 3, -1, 0, 2, 0.05, -0.02}), "move:1.0:q3:l0:p2:0.05,-0.02");
}

TEST(InterventionText, RefusesEverythingElse) {
  for (const char* text : {"",
                           "off",
                           "off:",
                           "off:2.",
                           "off:2.x",
                           "off:-1.2",
                           "off:2.7:q1",
                           "off:/2.7",
                           "gone:2.7",
                           "hide:2.7",
                           "hide:2.7:q3",
                           "hide:2.7:k",
                           "hide:2.7:k3:k4",
                           "even:2.7:k3",
                           "only:2.7:q1",
                           "move:1.0",
                           "move:1.0:0,0",
                           "move:1.0:0.1",
                           "move:1.0:nan,0",
                           "move:1.0:k2:0.1,0",
                           "off:2.7 ",
                           "off:99999999999.0",
                           "hide:2.7:k1:l2"})
    EXPECT_FALSE(intervention_from(text)) << text;
}

}  // namespace
}  // namespace headlight
