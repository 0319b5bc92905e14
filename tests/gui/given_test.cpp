// Several things given at once, and inputs that the chosen model does not read.
#include <QAbstractButton>
#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "tests/places.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/figures/patch_graph.h"
#include "ui/panels/colour_range.h"
#include "ui/window/export_dialog.h"
#include "ui/window/given.h"

namespace headlight::ui {
namespace {

class GivenTest : public WindowTest {
 protected:
  QString file(const char* name, const char* content = "x") {
    QFile made(files_.filePath(QLatin1String(name)));
    EXPECT_TRUE(made.open(QIODevice::WriteOnly));
    made.write(content);
    return made.fileName();
  }
  QString folder(const char* name) {
    EXPECT_TRUE(QDir(files_.path()).mkpath(QLatin1String(name)));
    return files_.filePath(QLatin1String(name));
  }
  [[nodiscard]] std::size_t runs() const { return window_->store().runs().size(); }
  [[nodiscard]] QAbstractButton* offered(const QString& words) const {
    for (QAbstractButton* button : window_->message().findChildren<QAbstractButton*>()) {
      if (button->isVisible() && button->text().contains(words)) return button;
    }
    return nullptr;
  }
  void open_picture(const char* model) {
    open();
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
  }

  QTemporaryDir files_;
};

TEST_F(GivenTest, IsSortedByWhatItIs) {
  const Given given = sorted({folder("model"), file("a.png"), file("b.txt", "words"), file("c.trace"), file("d.py"), QStringLiteral("known"), QStringLiteral("/no/such.png")},
                             {QStringLiteral("known")});
  EXPECT_EQ(given.models.size(), 2U);
  ASSERT_EQ(given.inputs.size(), 2U);
  EXPECT_TRUE(given.inputs[0].is_picture());
  EXPECT_EQ(given.inputs[1].spec.text, "words");
  EXPECT_EQ(given.traces.size(), 1U);
  EXPECT_EQ(given.refused.size(), 2U);
  EXPECT_EQ(given.size(), 7U);
}

TEST_F(GivenTest, EveryInputGoesToEveryModelThatReadsIt) {
  const Given given = sorted({QStringLiteral("sees"), QStringLiteral("reads"), file("a.png"), file("b.png"), file("c.txt", "words")},
                             {QStringLiteral("sees"), QStringLiteral("reads")});
  const auto reads = [](const std::string& model) { return Reads{true, model == "reads", model == "sees"}; };
  const Pairs pairs = paired(given, reads);
  ASSERT_EQ(pairs.openings.size(), 3U);
  EXPECT_EQ(pairs.openings[0].model, "sees");
  EXPECT_TRUE(pairs.openings[1].input.image.ends_with("b.png"));
  EXPECT_EQ(pairs.openings[2].model, "reads");
  EXPECT_TRUE(pairs.refused.empty());
  const Pairs misfit = paired(sorted({QStringLiteral("reads"), file("a.png")}, {QStringLiteral("reads")}), reads);
  EXPECT_TRUE(misfit.openings.empty()) << "nothing that was not asked for";
  ASSERT_EQ(misfit.refused.size(), 1U);
  EXPECT_TRUE(misfit.refused[0].why.contains(QStringLiteral("reads text, not pictures")));
}

TEST_F(GivenTest, SeveralInputsAreSeveralRuns) {
  open();
  window_->open_paths({file("a.png"), folder("my-vit"), file("b.png")});
  ASSERT_TRUE(until([&] { return runs() == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->store().runs()[0].input.image.ends_with("a.png"));
  EXPECT_TRUE(window_->store().runs()[1].input.image.ends_with("b.png"));
  for (const headlight::ui::Run& run : window_->store().runs()) EXPECT_TRUE(run.model.ends_with("my-vit"));
  EXPECT_FALSE(window_->message().isVisible()) << window_->message().text().toStdString();
}

// Models are searched for; what is opened meanwhile is what stays.
TEST_F(GivenTest, ALaterOpeningTakesThePlaceOfOneThatWaits) {
  open_with(forgetful(), 600);
  window_->open_paths({folder("my-vit"), file("a.png")});
  InputSpec input;
  input.text = kSentence;
  window_->open_paths({file("words.txt", "other words"), folder("my-bert")});
  ASSERT_TRUE(until([&] { return runs() == 1; }));
  EXPECT_FALSE(until([&] { return runs() > 1; }, 1500)) << "the first opening came after all";
  EXPECT_EQ(window_->store().run()->input.text, "other words");
}

TEST_F(GivenTest, AModelThatWaitsGivesWayToOneThatIsOpenedLater) {
  open_with(forgetful(), 600);
  window_->open_paths({folder("my-vit")});
  window_->open_paths({file("words.txt", "other words"), folder("my-bert")});
  ASSERT_TRUE(until([&] { return runs() == 1; }));
  EXPECT_FALSE(until([&] { return runs() > 1; }, 1500));
  EXPECT_TRUE(window_->store().run()->model.ends_with("my-bert"));
}

// What one model cannot read is offered another for when that model's own run is over, however it ends.
TEST_F(GivenTest, AMisfitIsOfferedWhenItsRunFailedToo) {
  open();
  window_->open_paths({folder("my-bert"), file("words.txt", fake::kFailingText), file("a.png")});
  ASSERT_TRUE(until([&] { return offered(QStringLiteral("Open in")) != nullptr; })) << window_->message().text().toStdString();
  EXPECT_EQ(runs(), 0U);
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("words.txt"))) << window_->message().text().toStdString();
  InputSpec input;
  input.text = kSentence;
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(until([&] { return runs() == 1; }));
  EXPECT_FALSE(until([&] { return offered(QStringLiteral("Open in")) != nullptr; }, 300)) << "not after another run";
}

TEST_F(GivenTest, WhatCannotBeOpenedIsSaidInOneLineAndTheRestOpens) {
  open();
  window_->open_paths({file("a.png"), QStringLiteral("/no/such.png"), file("notes.py"), file("words.txt", "A cat.")});
  ASSERT_TRUE(until([&] { return runs() == 2; }));
  ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->message().text().contains(QStringLiteral("2 of 4")); }));
  for (const char* word : {"such.png", "no such file", "notes.py", "of this kind"})
    EXPECT_TRUE(window_->message().text().contains(QLatin1String(word))) << word;
}

TEST_F(GivenTest, AFailureAmongSeveralIsSaidAndTheOthersGoOn) {
  WindowOptions options = forgetful();
  options.model_names = {QStringLiteral("broken")};
  open_with(std::move(options));
  window_->open_paths({QStringLiteral("broken"), folder("my-bert"), file("words.txt", "A cat.")});
  ASSERT_TRUE(until([&] { return runs() == 1 && window_->message().isVisible() && !window_->runs().running(); }));
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("words.txt"))) << window_->message().text().toStdString();
  EXPECT_TRUE(window_->store().run()->model.ends_with("my-bert"));
  EXPECT_FALSE(window_->runs().error().has_value()) << "the run that is shown did not fail";
}

TEST_F(GivenTest, AModelThatCannotBeOpenedLeavesTheOneThatIsShown) {
  open_sentence();
  window_->open_model("broken", {});
  ASSERT_TRUE(until([&] { return window_->runs().error().has_value(); }));
  EXPECT_EQ(window_->runs().model(), "fake-bert") << "the rail is about what is seen";
  EXPECT_EQ(window_->runs().input().text, kSentence);
  EXPECT_FALSE(window_->runs().edited());
  EXPECT_TRUE(window_->message().isVisible());
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("ends too early"))) << window_->message().text().toStdString();
}

TEST_F(GivenTest, APictureLeavesATextModelInPlaceAndOffersOneThatSees) {
  open_sentence();
  window_->open_paths({file("a.png")});
  ASSERT_TRUE(window_->message().isVisible());
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("“fake-bert” reads text, not pictures")));
  EXPECT_FALSE(window_->message().text().contains(QStringLiteral("--")));
  EXPECT_EQ(window_->runs().model(), "fake-bert");
  EXPECT_EQ(window_->runs().input().text, kSentence);
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("Models that see pictures: "))) << window_->message().text().toStdString();
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("fake-detr"))) << "all of them are named";
  QAbstractButton* other = offered(QStringLiteral("fake-vit"));
  ASSERT_NE(other, nullptr);
  other->click();
  ASSERT_TRUE(until([&] { return runs() == 2; }));
  EXPECT_EQ(window_->store().run()->model, "fake-vit");
  EXPECT_TRUE(window_->store().run()->input.image.ends_with("a.png"));
}

TEST_F(GivenTest, AModelGivenWithWhatItCannotReadOpensAllTheSame) {
  WindowOptions options = forgetful();
  options.model_names = {QStringLiteral("fake-bert")};
  open_with(std::move(options));
  window_->open_paths({QStringLiteral("fake-bert"), file("a.png")});
  ASSERT_TRUE(until([&] { return runs() == 1 && offered(QStringLiteral("fake-vit")) != nullptr; })) << runs() << window_->message().text().toStdString();
  EXPECT_EQ(window_->store().run()->model, "fake-bert");
  offered(QStringLiteral("fake-vit"))->click();
  ASSERT_TRUE(until([&] { return runs() == 2; }));
  EXPECT_TRUE(window_->store().run()->input.image.ends_with("a.png"));
}

TEST_F(GivenTest, ATextLeavesAModelThatSeesInPlace) {
  open_picture("fake-vit");
  window_->open_paths({file("words.txt", "A cat.")});
  ASSERT_TRUE(window_->message().isVisible());
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("“fake-vit” reads pictures, not text")));
  EXPECT_EQ(window_->runs().model(), "fake-vit");
  QAbstractButton* other = offered(QStringLiteral("fake-bert"));
  ASSERT_NE(other, nullptr);
  other->click();
  ASSERT_TRUE(until([&] { return window_->store().run()->model == "fake-bert"; }));
  EXPECT_EQ(window_->store().run()->input.text, "A cat.");
}

TEST_F(GivenTest, TypingRunsNothingWhileATraceIsOpen) {
  open_sentence();
  window_->runs().open_trace("/traces/run.trace");
  ASSERT_TRUE(until([&] { return window_->runs().of_file(); }));
  for (QCheckBox* box : window_->input().findChildren<QCheckBox*>()) {
    if (box->text() != QStringLiteral("Run as I type")) continue;
    EXPECT_FALSE(box->isEnabled());
    EXPECT_TRUE(box->toolTip().contains(QStringLiteral("trace")));
  }
}

TEST_F(GivenTest, TitlesOfAllBundledSamplesAreTranslated) {
  set_language(*qApp, QStringLiteral("ko"));
  const auto samples = read_samples(QString::fromStdString(headlight::tests::resources() + "/samples/samples.json"));
  EXPECT_GT(samples.size(), 10U);
  for (const Sample& sample : samples) EXPECT_NE(sample_title(sample), sample.name) << sample.name.toStdString();
  set_language(*qApp, QStringLiteral("en"));
}

// --- colours and links on pictures

TEST_F(GivenTest, PictureMatrixAndThumbnailsShareTheirRange) {
  open_picture("fake-vit");
  window_->actions().get("same_scale")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->store().look().same_scale);
  const auto* overlay = dynamic_cast<const OverlayFigure*>(window_->centre().picture()->canvas()->figure().get());
  const auto* matrix = dynamic_cast<const MatrixFigure*>(window_->centre().matrix()->canvas()->figure().get());
  const auto* heads = dynamic_cast<const HeadsFigure*>(window_->centre().heads()->canvas()->figure().get());
  ASSERT_TRUE(overlay != nullptr && matrix != nullptr && heads != nullptr);
  EXPECT_EQ(overlay->content().scale.high, matrix->content().scale.high);
  EXPECT_EQ(heads->content().scale.high, matrix->content().scale.high);
  Look look = window_->store().look();
  look.fixed_range = true;
  look.low = 0.1;
  look.high = 0.4;
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  const auto* fixed = dynamic_cast<const OverlayFigure*>(window_->centre().picture()->canvas()->figure().get());
  EXPECT_EQ(fixed->content().scale.low, 0.1);
  EXPECT_EQ(fixed->content().scale.high, 0.4);
}

TEST_F(GivenTest, LinksBetweenPatchesLieOnThePictureAndAreExported) {
  open_picture("fake-vit");
  window_->actions().get("photo")->trigger();
  ASSERT_TRUE(settled());
  const auto graph = [&] { return dynamic_cast<const PatchGraphFigure*>(window_->centre().picture()->canvas()->figure().get()); };
  ASSERT_TRUE(until([&] { return graph() != nullptr; }));
  EXPECT_EQ(graph()->content().chosen, window_->store().selection().query);
  window_->centre().picture()->canvas()->setFocus();
  window_->actions().get("export")->trigger();
  auto* dialog = window_->findChild<ExportDialog*>();
  ASSERT_NE(dialog, nullptr);
  EXPECT_EQ(dialog->spec().view, FigureView::graph) << "what is seen is offered first";
  ASSERT_TRUE(until([&] { return dialog->ready(); })) << dialog->message().toStdString();
  dialog->reject();
  window_->actions().get("photo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(graph(), nullptr) << "the map again";
}

}  // namespace
}  // namespace headlight::ui
