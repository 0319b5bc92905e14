// Answers that come late, in the wrong order, or for what is no longer shown.
#include <QDir>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

InputSpec sentence(const char* text) {
  InputSpec input;
  input.text = text;
  return input;
}

class LateTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    auto session = std::make_unique<fake::FakeSession>();
    session_ = session.get();
    client_ = std::make_unique<SessionClient>(std::move(session));
  }

  std::unique_ptr<SessionClient> client_;
  Store store_;
};

TEST_F(LateTest, TokensOfAClearedTextDoNotComeBack) {
  RunController runs(store_, *client_);
  runs.set_automatic(false);
  session_->token_delay_ms = 200;
  runs.set_model("fake-bert");
  runs.set_input(sentence("The cat"));
  ASSERT_TRUE(until([&] { return client_->busy("tokens"); }));
  runs.set_input({});
  ASSERT_TRUE(until([&] { return !client_->busy("tokens"); }));
  QTest::qWait(400);
  EXPECT_EQ(runs.tokens(), nullptr);
}

TEST_F(LateTest, ARunThatArrivesAfterTheModelWasChangedLeavesTheChoice) {
  RunController runs(store_, *client_);
  runs.set_automatic(false);
  session_->run_delay_ms = 100;
  runs.set_model("fake-bert");
  runs.set_input(sentence("The cat"));
  runs.run();
  runs.set_model("zamba");
  std::string told;
  QObject::connect(&runs, &RunController::model_changed, [&] { told = runs.model(); });
  ASSERT_TRUE(until([&] { return store_.run() != nullptr; }));
  EXPECT_EQ(runs.model(), "zamba");
  EXPECT_TRUE(told.empty() || told == "zamba") << "whoever listens knows the model that is chosen, not " << told;
  EXPECT_TRUE(runs.edited());
}

TEST_F(LateTest, SearchingAgainDoesNotBlockAndTheNewestSearchWins) {
  session_->models_delay_ms = 300;
  std::vector<std::string> found;
  const auto take = [&](const char* name) {
    return [&found, name](const std::vector<ModelEntry>&) { found.emplace_back(name); };
  };
  for (const char* name : {"first", "second", "third"}) client_->find_models({}, &store_, take(name));
  EXPECT_TRUE(client_->any_busy() && found.empty()) << "the searches go on after the calls have returned";
  ASSERT_TRUE(until([&] { return !found.empty(); }));
  EXPECT_TRUE(until([&] { return !client_->any_busy(); }));
  EXPECT_EQ(found, std::vector<std::string>{"third"});
}

TEST_F(LateTest, ASearchForSomebodyWhoIsGoneIsDropped) {
  session_->models_delay_ms = 100;
  auto gone = std::make_unique<QObject>();
  bool called = false;
  client_->find_models({}, gone.get(), [&](const std::vector<ModelEntry>&) { called = true; });
  gone.reset();
  ASSERT_TRUE(until([&] { return !client_->any_busy(); }));
  EXPECT_FALSE(called);
}

TEST_F(LateTest, TheCellUnderThePointerFollowsTheHead) {
  Feed feed(store_, *client_);
  RunController runs(store_, *client_);
  runs.set_model("fake-bert");
  runs.set_input(sentence(kSentence));
  runs.run();
  ASSERT_TRUE(until([&] { return store_.run() != nullptr && !client_->any_busy(); }));
  store_.hover({4, 5, -1, -1});
  Selection next = store_.selection();
  next.head.head = 6;
  store_.select(next);
  ASSERT_TRUE(until([&] { return !client_->any_busy(); }));
  ASSERT_NE(feed.pointed.get<CellResult>(), nullptr);
  EXPECT_NEAR(feed.pointed.get<CellResult>()->weight, fake::weight(next.layer, 6, 4, 5, 14), 1e-6);
  store_.hover({});
  EXPECT_EQ(feed.pointed.get<CellResult>(), nullptr);
}

TEST_F(WindowTest, TheOldResultIsDimmedWhileAnotherModelRuns) {
  open_sentence();
  const FigureCanvas& canvas = *window_->centre().matrix()->canvas();
  EXPECT_FALSE(canvas.faded());
  session_->run_delay_ms = 1500;
  InputSpec picture;
  picture.image = "/pictures/street.png";
  window_->open_model("fake-vit", picture);
  EXPECT_FALSE(canvas.faded()) << "not at once";
  ASSERT_TRUE(until([&] { return canvas.faded(); }));
  EXPECT_TRUE(window_->runs().running());
  session_->run_delay_ms = 0;
  ASSERT_TRUE(until([&] { return window_->store().trace()->model.name == "fake-vit"; }));
  EXPECT_TRUE(until([&] { return !canvas.faded(); }));
  session_->run_delay_ms = 1500;
  window_->runs().run();
  ASSERT_TRUE(until([&] { return canvas.faded(); })) << "and while the same one runs again";
  window_->runs().stop();
  EXPECT_TRUE(until([&] { return !canvas.faded(); })) << "what was stopped leaves it as it was";
}

TEST(Progress, NeverGoesBack) {
  Progress told{"Running", -1};
  for (const double share : {-1.0, 0.0, 0.5, 0.25, -1.0, 0.75}) {
    const double before = told.fraction;
    told = advanced(told, {"Tile 2 of 4", share});
    EXPECT_EQ(told.step, "Tile 2 of 4");
    EXPECT_GE(told.fraction, before);
  }
  EXPECT_EQ(told.fraction, 0.75);
}

TEST_F(WindowTest, TheTipUnderARestingPointerTellsTheNewHeadsWeight) {
  open_sentence();
  FigureCanvas& canvas = *window_->centre().matrix()->canvas();
  canvas.setFocus();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.query == 9 && hit.key == 8 && hit.has_value; });
  ASSERT_TRUE(at);
  QTest::mouseMove(&canvas, *at + QPoint(60, 40));  // the pointer may rest at that very place, from a test before
  QTest::mouseMove(&canvas, *at);
  ASSERT_TRUE(until([&] { return window_->tip().words().value == format_value(fake::weight(3, 1, 9, 8, 14), 4); }));
  key(Qt::Key_Right);
  EXPECT_TRUE(until([&] { return window_->tip().words().value == format_value(fake::weight(3, 2, 9, 8, 14), 4); }))
      << window_->tip().words().value.toStdString();
}

TEST_F(WindowTest, AFolderIsOpenedWithWhatItReads) {
  const QTemporaryDir folder;
  ASSERT_TRUE(QDir(folder.path()).mkdir(QStringLiteral("my-vit")));
  ASSERT_TRUE(QDir(folder.path()).mkdir(QStringLiteral("my-bert")));
  WindowOptions options = forgetful();
  options.paths = QStringList{folder.path() + QStringLiteral("/my-vit/")};
  open_with(options, 200);
  ASSERT_TRUE(until([&] { return !window_->runs().model().empty(); }));
  EXPECT_EQ(window_->runs().model(), folder.path().toStdString() + "/my-vit");
  EXPECT_TRUE(until([&] { return !window_->client().any_busy(); }));
  EXPECT_FALSE(window_->runs().error()) << window_->runs().error()->line();
  EXPECT_TRUE(window_->runs().input().text.empty()) << "a sentence is nothing for a model of pictures";
  window_->open_paths({folder.path() + QStringLiteral("/my-bert")});
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().trace()->model.name, folder.path().toStdString() + "/my-bert");
}

TEST_F(WindowTest, ATextFileIsReadByTheModelBesideItElseByTheFirst) {
  const QTemporaryDir folder;
  const QString bert = folder.path() + QStringLiteral("/my-bert"), text = folder.path() + QStringLiteral("/own.txt");
  ASSERT_TRUE(QDir().mkdir(bert));
  QFile file(text);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("A text of my own.\n");
  file.close();
  for (const QStringList& paths : {QStringList{bert, text}, QStringList{text, bert}, QStringList{text}}) {
    WindowOptions options = forgetful();
    options.paths = paths;
    open_with(options, 200);
    ASSERT_TRUE(settled()) << paths.join(QLatin1Char(' ')).toStdString();
    EXPECT_EQ(window_->store().trace()->input, "A text of my own.");
    EXPECT_EQ(window_->store().trace()->model.name, paths.size() == 2 ? bert.toStdString() : "fake-bert");
  }
}

TEST_F(WindowTest, TheFirstLookWaitsForNoModelList) {
  WindowOptions options = forgetful();
  options.first_look = true;
  open_with(options, 400);
  EXPECT_TRUE(window_->isVisible());
  EXPECT_TRUE(window_->runs().model().empty()) << "shown before the models are known";
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->runs().model(), "fake-bert");
  EXPECT_EQ(window_->store().trace()->input, kSentence);
}

TEST_F(WindowTest, TheFirstLookGivesWayToWhoeverIsQuicker) {
  WindowOptions options = forgetful();
  options.first_look = true;
  open_with(options, 300);
  window_->open_model("fake-bert", sentence("Something of my own."));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().trace()->input, "Something of my own.");
  EXPECT_EQ(session_->runs_started, 1);
}

}  // namespace
}  // namespace headlight::ui
