// Which model and input a figure is of, below it, and the room that text of files keeps.
#include <QXmlStreamReader>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/export.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

BuiltFigure figure(FigureView view, FakeTrace trace) {
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  FigureSpec spec;
  spec.view = view;
  auto built = build(session, info, spec);
  EXPECT_TRUE(built.ok()) << built.error().line();
  return built.value();
}

TEST(SourceLine, TextsAreQuotedAndFilesNamedWithoutTheirFolders) {
  TraceInfo text = fake_sentence().info;
  text.model.name = "encoder";
  EXPECT_EQ(source_of(text), (FigureSource{QStringLiteral("encoder"), QString::fromStdString(text.input), true}));
  TraceInfo picture = fake_picture().info;
  picture.model.name = "vit";
  picture.input = picture.image_path = "/some/where/street.png";
  EXPECT_EQ(source_of(picture), (FigureSource{QStringLiteral("vit"), QStringLiteral("street.png"), false}));
  picture.image_frame = 88;
  EXPECT_EQ(source_of(picture).input, QStringLiteral("street.png, frame 88"));
  text.axes.front().offsets.clear();
  text.input = "14 ids";
  EXPECT_EQ(source_of(text), (FigureSource{QStringLiteral("encoder"), QStringLiteral("14 ids"), false}));
}

TEST(SourceLine, LongInputsEndWithinTheLine) {
  const Face face = paper_style().label_face();
  const FigureSource source{QStringLiteral("encoder"), QStringLiteral("a sentence\nof many words ").repeated(40), true};
  const QStringList lines = source_lines({source}, face, 200);
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines.front(), QStringLiteral("Model: encoder"));
  EXPECT_LE(face.width(lines.back()), 200);
  EXPECT_TRUE(lines.back().endsWith(QStringLiteral("…”"))) << lines.back().toStdString();
  EXPECT_TRUE(lines.back().startsWith(QStringLiteral("Input: “a sentence of"))) << lines.back().toStdString();
  EXPECT_EQ(source_lines({source_of(fake_sentence().info)}, face, 1000).size(), 1);
  EXPECT_EQ(source_lines(sources_of(fake_sentence().info, fake_picture().info), face, 1000).size(), 2);
}

TEST(SourceLine, FilesNameModelAndInputUnlessTheyShallNot) {
  for (const FigureView view : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::stats}) {
    const BuiltFigure built = figure(view, fake_sentence());
    const auto with = pixel_size(built, {85, 100}), without = pixel_size(built, {85, 100, 0, 4, false});
    ASSERT_TRUE(with.ok() && without.ok());
    EXPECT_GT(with->height(), without->height() + 10);
    EXPECT_EQ(with->width(), without->width());
  }
}

// Text that another program sets wider by the slack still fits its room.
TEST(Slack, TextOfFilesLeavesRoom) {
  const FigureStyle paper = paper_style();
  const Face exact(paper.label), kept = paper.label_face();
  const QString words = QStringLiteral("the quick brown fox jumps over the lazy dog");
  const double width = exact.width(words);
  EXPECT_NEAR(kept.width(words), 1.05 * width, 1e-6);
  EXPECT_EQ(kept.elided(words, 1.06 * width), words);
  EXPECT_LE(exact.width(kept.elided(words, width)), width / 1.05 + 1e-6);
  FigureStyle screen = paper;
  screen.paper = false;
  EXPECT_DOUBLE_EQ(screen.label_face().width(words), width);
}

}  // namespace
}  // namespace headlight::ui
