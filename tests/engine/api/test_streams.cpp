#include "engine/api/streams.h"

#include <gtest/gtest.h>

namespace headlight {
namespace {

TEST(Streams, ThoseThatThereAreAreNamedInTheOrderOfTheModel) {
  TraceInfo trace;
  for (const auto* stream : {"encoder", "decoder", "decoder", "cross"}) trace.sites.emplace_back().stream = stream;
  EXPECT_EQ(no_such_stream(trace, "encodr").line(), "no such stream — stream: found encodr, expected a stream of the model: encoder, decoder, cross");
}

}  // namespace
}  // namespace headlight
