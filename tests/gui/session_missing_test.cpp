// What a session names that is not here: it is said, found or left out, and saved meanwhile.
#include "tests/gui/fake_weights.h"
#include "tests/gui/session_window.h"

namespace headlight::ui {
namespace {

TEST_F(SessionTest, RunsOfOtherWeightsAreSaidToBeThat) {
  open();
  fake::weights_hash() = std::string(64, 'a');
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  open();
  fake::weights_hash() = std::string(64, 'b');
  window_->open_paths({file});
  expect_work();
  ASSERT_TRUE(until([&] { return window_->message().isVisible(); }));
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("2 of 2 are of other weights than in the session"))) << window_->message().text().toStdString();
  EXPECT_FALSE(window_->message().text().contains(QStringLiteral("could not be opened")));
  fake::weights_hash().clear();
}

TEST_F(SessionTest, WhatIsMissingIsSaidAndTheRestOpens) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  QFile session(file);
  ASSERT_TRUE(session.open(QIODevice::ReadWrite));
  QByteArray bytes = session.readAll();
  const qsizetype at = bytes.indexOf("\"fake-bert\"");
  ASSERT_GE(at, 0);
  bytes.replace(at, 11, "\"/gone/my-bert\"");
  session.resize(0);
  session.seek(0);
  session.write(bytes);
  session.close();
  open();
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->message().text().contains(QStringLiteral("/gone/my-bert")); }));
  EXPECT_EQ(window_->store().runs().size(), 1U);
}

// Three runs, of which two pictures have gone: what is left opens, what is missing is said, found, and saved meanwhile.
TEST_F(SessionTest, WhatIsMissingIsFoundAndNothingIsLostMeanwhile) {
  open();
  work();
  SavedSession session = window_->saved_session();
  const std::string gone = folder_.filePath(QStringLiteral("gone/street.png")).toStdString(), other = folder_.filePath(QStringLiteral("gone/other.png")).toStdString();
  for (const std::string& image : {gone, other}) {
    SessionRun run{"fake-vit", {}, {}, {}};
    run.input.image = image;
    session.runs.insert(session.runs.begin(), run);
  }
  session.shown = 0;  // other.png
  session.selection = {.stream = "encoder", .layer = 2, .head = {HeadChoice::Mode::one, 3}};
  open();
  open_without_picture(session, folder_);
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("2 of 4 could not be opened"))) << window_->message().text().toStdString();
  EXPECT_NE(button(window_->message(), "Find it…"), nullptr);
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "Find…") != nullptr; }, 5000)) << "also when the message is gone";
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "Leave out") != nullptr; }, 5000));
  EXPECT_EQ(button(window_->work().runs(), "Open the rest"), nullptr);
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "빼기") != nullptr; }, 5000));
  window_->set_language(QStringLiteral("en"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().runs().size(), 2U);
  EXPECT_EQ(window_->saved_session().runs.size(), 4U) << "saved again it still has what is missing";
  const QDir found(folder_.filePath(QStringLiteral("found")));
  ASSERT_TRUE(found.mkpath(QStringLiteral(".")));
  for (const char* name : {"moved.png", "street.png"}) {
    QFile picture(found.filePath(QString::fromLatin1(name)));
    ASSERT_TRUE(picture.open(QIODevice::WriteOnly));
  }
  window_->found_missing(QString::fromStdString(other), found.filePath(QStringLiteral("moved.png")));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 4U && window_->store().selection().layer == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().run()->input.image, found.filePath(QStringLiteral("moved.png")).toStdString());
  EXPECT_EQ(window_->store().selection().head.head, 3);
  EXPECT_EQ(window_->saved_session().runs.size(), 4U);
  EXPECT_EQ(button(window_->work().runs(), "Find…"), nullptr);
}

// Two runs miss one model of known weights, one of them a picture as well.
TEST_F(SessionTest, EachMissingThingIsNamedOnceWithWhereItWasLookedFor) {
  open();
  work();
  SavedSession session = window_->saved_session();
  SessionRun lost{"/gone/my-bert", std::string(64, 'c'), {}, {}};
  lost.input.text = "one";
  session.runs.push_back(lost);
  lost.input = {};
  lost.input.image = "/gone/street.png";
  session.runs.push_back(lost);
  open();
  open_without_picture(session, folder_);
  const QString said = window_->message().text();
  EXPECT_TRUE(said.startsWith(QStringLiteral("2 of 4 could not be opened\n"))) << said.toStdString();
  EXPECT_EQ(said.count(QStringLiteral("/gone/my-bert")), 1) << said.toStdString();
  EXPECT_EQ(said.count(QStringLiteral("/gone/street.png")), 1) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("SHA-256 cccccccccccc"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("needed by 2 runs"))) << said.toStdString();
  EXPECT_EQ(window_->saved_session().runs.size(), 4U);
  QAbstractButton* out_of_it = button(window_->message(), "Leave it out");
  ASSERT_NE(out_of_it, nullptr);
  out_of_it->click();
  EXPECT_EQ(window_->saved_session().runs.size(), 2U) << "the session is without them";
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("Left out of the session: 2"))) << window_->message().text().toStdString();
}

TEST_F(SessionTest, AComparisonWithAMissingRunIsSavedWithIt) {
  open();
  work();
  SavedSession session = window_->saved_session();
  SessionRun run{"fake-vit", {}, {}, {}};
  run.input.image = folder_.filePath(QStringLiteral("gone/street.png")).toStdString();
  session.runs.insert(session.runs.begin(), run);
  ++session.shown;
  session.studio.b = {0, 2, 3};
  open();
  open_without_picture(session, folder_);
  SavedSession again = window_->saved_session();
  ASSERT_GE(again.studio.b.run, 0) << "what was compared with is still named";
  EXPECT_EQ(again.runs[std::size_t(again.studio.b.run)], run);
  EXPECT_EQ(again.studio.b.layer, 2);
  Studio other = window_->store().studio();
  other.b.head = 1;
  window_->store().set_studio(other);
  EXPECT_EQ(window_->saved_session().studio.b.run, -1) << "something else was chosen";
  window_->store().undo();
  const QDir found(folder_.filePath(QStringLiteral("gone")));
  ASSERT_TRUE(found.mkpath(QStringLiteral(".")));
  QFile picture(found.filePath(QStringLiteral("street.png")));
  ASSERT_TRUE(picture.open(QIODevice::WriteOnly));
  window_->found_missing(QString::fromStdString(run.input.image), QString::fromStdString(run.input.image));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 3U && window_->store().studio().b.run >= 0; })) << "found again it is compared again";
}

TEST_F(SessionTest, ASessionOfWhichNothingIsThereIsStillWhole) {
  open_with(kept_options());
  SavedSession session;
  SessionRun run{"fake-vit", {}, {}, {}};
  run.input.image = "/gone/street.png";
  session.runs = {run};
  session.shown = 0;
  session.workspace = "compare";
  session.selection = {.stream = "encoder", .layer = 2, .head = {}};
  session.look.map = "magma";
  const QTemporaryDir left;
  open_without_picture(session, left);
  const SavedSession again = window_->saved_session();
  EXPECT_EQ(again.runs, session.runs);
  EXPECT_EQ(again.shown, 0);
  EXPECT_EQ(again.selection.layer, 2);
  EXPECT_EQ(again.look.map, "magma");
  EXPECT_EQ(again.workspace, "compare");
}

}  // namespace
}  // namespace headlight::ui
