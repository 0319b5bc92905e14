// What each kind of head says in words.
#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/session/run.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

trace::TracePtr trace_of(const std::string& fixture, const std::string& text) {
  const TinyModel folder("predictions-" + fixture, fixture);
  const auto loaded = load(folder.path(), "tiny", {});
  if (!loaded) throw Failure{loaded.error()};
  InputSpec spec;
  spec.text = text;
  return run(*loaded.value(), spec, {}, {}).take();
}

TEST(Predictions, NameWhetherTheSecondSentenceFollows) {
  const auto found = trace_of("bert-next-sentence", "the black cat")->info.predictions;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].label == "next sentence" || found[0].label == "other sentence") << found[0].label;
  EXPECT_NE(found[0].label, found[1].label);
  EXPECT_NEAR(found[0].probability + found[1].probability, 1, 1e-6);
}

TEST(Predictions, NoneForTheScoreOfOneChoice) {
  const auto kept = trace_of("bert-choice", "the black cat");
  EXPECT_EQ(kept->info.outputs.at("logits"), (std::vector<std::int64_t>{1, 1}));
  EXPECT_TRUE(kept->info.predictions.empty());
}

TEST(Predictions, ADecoderAloneSaysWhatComesNext) {
  const auto kept = trace_of("bart-decoder", "the black cat");
  ASSERT_EQ(kept->info.predictions.size(), 5U);
  EXPECT_EQ(kept->info.predictions[0].position, 4);
  const auto& axis = kept->info.axes.at(0);
  ASSERT_EQ(axis.writes.size(), axis.labels.size());
  EXPECT_EQ(axis.writes[0], axis.labels[1]) << "a row writes the token after it";
  EXPECT_EQ(axis.written(0), axis.label(1)) << "and is read like it";
  for (const auto& site : kept->sites) EXPECT_EQ(site.info.kind, SiteKind::masked_self);
}

}  // namespace
}  // namespace headlight::session
