// Words, special tokens and texts that change: every view says the same of them.
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <set>

#include "tests/gui/window_fixture.h"
#include "ui/figures/graph.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/scene.h"
#include "ui/state/feed.h"
#include "ui/state/store.h"

namespace headlight::ui {
namespace {

class WordsTest : public WindowTest {
 protected:
  void open_at(std::int64_t query, std::int64_t key) {
    open_sentence();
    Selection next = window_->store().selection();
    next.query = query;
    next.key = key;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  }

  [[nodiscard]] std::string label(std::int64_t position) const {
    return query_axis(*window_->store().trace(), *window_->store().site()).label(position);
  }

  void type(const char* text) {
    window_->input().text()->setPlainText(QLatin1String(text));
    ASSERT_TRUE(until([&] { return window_->store().run()->input.text == text; }));
    ASSERT_TRUE(settled());
  }

  RowView& row() { return *window_->centre().row()->findChild<RowView*>(); }
  FigureTable& bars() { return *row().table(); }
  // The chips' words, joined by spaces.
  QString chips() { return window_->input().findChild<TokenFlow*>()->accessibleDescription(); }
  const GraphFigure& graph() { return dynamic_cast<const GraphFigure&>(*window_->centre().graph()->canvas()->figure()); }
};

TEST_F(WordsTest, ANewTextKeepsTheWordAndNeverLandsOnTheSeparator) {
  open_at(9, 7);
  ASSERT_EQ(label(9), "it");
  type("Because it was heavy.");
  EXPECT_EQ(label(window_->store().selection().query), "it") << "where it stands now";
  type("A cat.");
  const Selection now = window_->store().selection();
  EXPECT_EQ(label(now.query), "cat") << "a word in the middle";
  EXPECT_GE(now.key, 0);
  EXPECT_FALSE(is_special(query_axis(*window_->store().trace(), *window_->store().site()), now.key));
}

TEST_F(WordsTest, WholeWordsAreOneBarOneChipAndOneNumber) {
  open_at(9, 7);  // it, wren ##ch
  const double first = fake::weight(3, 1, 9, 6, 14), second = fake::weight(3, 1, 9, 7, 14);
  EXPECT_EQ(bars().rows(), 14);
  EXPECT_TRUE(chips().contains(QStringLiteral("##ch")));
  key(Qt::Key_U);
  ASSERT_TRUE(window_->store().look().merge_words);
  ASSERT_EQ(bars().rows(), 13);
  EXPECT_EQ(bars().row_label(6), QStringLiteral("wrench"));
  EXPECT_EQ(bars().text(6, 0), QStringLiteral("wrench ") + format_value(first + second));
  EXPECT_EQ(bars().chosen()->row, 6) << "the key's word";
  EXPECT_TRUE(chips().contains(QStringLiteral("wrench")));
  EXPECT_FALSE(chips().contains(QStringLiteral("##ch")));
  EXPECT_NEAR(word_value(window_->feed()).value_or(0), first + second, 1e-6);
  bars().choose(7, 0);
  EXPECT_EQ(window_->store().selection().key, 8) << "because: its own token";
}

// The matrix holds a part of the map while it is zoomed, and fewer cells than tokens of a text that is longer than its panel is wide.
TEST_F(WordsTest, WordsAreJoinedFromTheWholeMapHoweverMuchOfItIsSeen) {
  open_at(9, 7);
  type(QStringLiteral("the wrench ").repeated(70).trimmed().toUtf8().constData());
  const auto matrix = [&] { return matrix_figure(window_->feed()); };
  ASSERT_TRUE(until([&] { return matrix() != nullptr; }));
  const std::int64_t tokens = matrix()->content().keys.size();
  ASSERT_GT(tokens, 200);
  ASSERT_LE(tokens, kWholeEdge);
  window_->centre().matrix()->zoom_middle(4);
  ASSERT_TRUE(until([&] { return matrix() != nullptr && matrix()->content().extent.rows() < tokens && !window_->client().any_busy(); }));
  const auto left_word = [&] {
    const auto& canvas = *window_->centre().matrix()->canvas();
    const auto& content = dynamic_cast<const MatrixFigure&>(*canvas.figure()).content();
    const auto first = std::int64_t(std::floor(canvas.viewport().left()));
    return content.keys.positions[std::size_t(first)].front();
  };
  const std::int64_t before = left_word();
  ASSERT_GT(before, 20);
  const Selection now = window_->store().selection();
  for (const Quantity quantity : {Quantity::weight, Quantity::score}) {
    Look look = window_->store().look();
    look.quantity = quantity;
    look.merge_words = true;
    window_->store().set_look(look);
    ASSERT_TRUE(until([&] { return matrix() != nullptr && !window_->client().any_busy(); }));
    EXPECT_NEAR(double(left_word()), double(before), 3) << "the view stays on its words";
    const auto figure = matrix();
    const MatrixContent& joined = figure->content();
    ASSERT_LT(joined.keys.size(), tokens);
    ASSERT_EQ(joined.keys.positions[2].size(), 2U);
    const auto [first, second] = std::pair(joined.keys.positions[2][0], joined.keys.positions[2][1]);
    const double sum = fake::weight(now.layer, now.head.head, 1, int(first), int(tokens)) + fake::weight(now.layer, now.head.head, 1, int(second), int(tokens));
    if (quantity == Quantity::weight) {
      EXPECT_NEAR(joined.plane.at(1, 2), sum, 1e-6);
    }
    look.merge_words = false;
    window_->store().set_look(look);
    ASSERT_TRUE(until([&] { return matrix() != nullptr && matrix()->content().extent.rows() < tokens && !window_->client().any_busy(); })) << "the part again";
  }
  type(QStringLiteral("the wrench ").repeated(140).trimmed().toUtf8().constData());
  EXPECT_FALSE(window_->actions().get("merge")->isEnabled()) << "no map is held whole";
  EXPECT_TRUE(window_->actions().get("merge")->toolTip().contains(QString::number(kWholeEdge)));
  EXPECT_FALSE(window_->status().facts_text().contains(QString::number(kWholeEdge)));
  key(Qt::Key_U);
  EXPECT_TRUE(window_->status().facts_text().contains(QString::number(kWholeEdge))) << "the key says why it does nothing";
}

// A word's score as a key is the log-sum-exp of its tokens', as a query their mean: in the matrix, the row and the inspector.
TEST_F(WordsTest, ScoresOfWordsAreOneNumberEverywhere) {
  open_at(6, 7);  // wren, ##ch
  Look look = window_->store().look();
  look.quantity = Quantity::score;
  look.merge_words = true;
  window_->store().set_look(look);
  ASSERT_TRUE(until([&] { return matrix_figure(window_->feed()) != nullptr && !window_->client().any_busy(); }));
  const auto* scores = window_->feed().scores.get<TileResult>();
  ASSERT_NE(scores, nullptr);
  const auto of_row = [&](std::int64_t row) { return std::log(std::exp(double(scores->plane.at(row, 6))) + std::exp(double(scores->plane.at(row, 7)))); };
  const double word = (of_row(6) + of_row(7)) / 2;
  EXPECT_NEAR(matrix_figure(window_->feed())->content().plane.at(6, 6), word, 1e-5);
  EXPECT_NEAR(word_value(window_->feed()).value_or(0), word, 1e-5);
  const auto rows = window_->inspector().findChildren<ValueRow*>();
  EXPECT_TRUE(std::ranges::any_of(rows, [](const ValueRow* each) { return each->isVisible() && each->text().endsWith(QStringLiteral("/ 13")); })) << "the rank among words";
  EXPECT_EQ(bars().text(6, 0), QStringLiteral("wrench ") + format_value(word));
  const auto labels = window_->centre().matrix()->findChildren<ElidedLabel*>();
  EXPECT_TRUE(std::ranges::any_of(labels, [](const ElidedLabel* label) { return label->text().contains(QString::fromUtf8("13 × 13")); })) << "words are counted";
}

TEST_F(WordsTest, ARowOfMoreWordsThanRoomIsScrolledAndALongOneSaysPositions) {
  open_at(9, 7);
  const auto* area = window_->centre().row()->findChild<QScrollArea*>();
  EXPECT_EQ(area->verticalScrollBar()->maximum(), 0) << "all of a short one is seen";
  type(QStringLiteral("one two ").repeated(30).trimmed().toUtf8().constData());
  EXPECT_TRUE(until([&] { return area->verticalScrollBar()->maximum() > 0; }));
  EXPECT_EQ(bars().row_label(1), QStringLiteral("one")) << "they stand in their order";
  type(QStringLiteral("one two ").repeated(120).trimmed().toUtf8().constData());
  EXPECT_EQ(bars().row_label(1), QStringLiteral("one · 1")) << "the largest ones alone are listed";
}

// Eight lines of chips stand in the rail: those around the chosen query.
TEST_F(WordsTest, TheRailShowsTheChosenWordOfALongText) {
  open_at(9, 7);
  type(QStringLiteral("one two ").repeated(90).trimmed().toUtf8().constData());
  auto* flow = window_->input().findChild<TokenFlow*>();
  const auto choose = [&](std::int64_t query) {
    Selection next = window_->store().selection();
    next.query = query;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  };
  const auto in_sight = [&] {
    std::set<int> seen;
    const auto note = QObject::connect(flow, &TokenFlow::pointed, flow, [&](int chip) { seen.insert(chip); });
    for (int y = 10; y < flow->height(); y += 26) {
      for (int x = 4; x < flow->width(); x += 16) QTest::mouseMove(flow, {x, y});
    }
    QObject::disconnect(note);
    return seen;
  };
  choose(1);
  EXPECT_TRUE(in_sight().contains(1));
  EXPECT_FALSE(in_sight().contains(150));
  choose(150);
  EXPECT_TRUE(in_sight().contains(150));
  EXPECT_TRUE(in_sight().contains(151));
  EXPECT_FALSE(in_sight().contains(1));
  choose(181);
  EXPECT_TRUE(in_sight().contains(181)) << "the last one";
}

TEST_F(WordsTest, TheStrongestLinksAreThoseOfWordsToo) {
  open_at(9, 7);
  const auto names = [&] {
    QStringList all;
    for (const LinkRow* row : window_->inspector().findChildren<LinkRow*>()) all += row->accessibleName();
    return all;
  };
  const auto said = [&](const char* word) { return names().join(QLatin1Char('|')).contains(QLatin1String(word)); };
  for (int head = 0; head < 12 && !said("##ch"); ++head) {
    Selection next = window_->store().selection();
    next.head.head = head;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  }
  ASSERT_TRUE(said("##ch"));
  key(Qt::Key_U);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return names().size() == 6 && !said("##ch"); })) << names().join(QLatin1Char('|')).toStdString();
  EXPECT_TRUE(said("wrench"));
}

TEST_F(WordsTest, AWordAsQueryIsTheMeanOfItsTokens) {
  open_at(6, 9);
  key(Qt::Key_U);
  const double mean = (fake::weight(3, 1, 6, 9, 14) + fake::weight(3, 1, 7, 9, 14)) / 2;
  EXPECT_EQ(bars().text(8, 0), QStringLiteral("it ") + format_value(mean));
  EXPECT_NEAR(word_value(window_->feed()).value_or(0), mean, 1e-6);
}

TEST_F(WordsTest, ATextFromRightToLeftStandsAtTheRight) {
  open_sentence();
  QPlainTextEdit& box = *window_->input().text();
  EXPECT_EQ(box.document()->defaultTextOption().textDirection(), Qt::LeftToRight);
  box.setPlainText(QString::fromUtf8("مرحبا heavy"));
  EXPECT_EQ(box.document()->defaultTextOption().textDirection(), Qt::RightToLeft);
  EXPECT_GT(box.cursorRect().left(), box.viewport()->width() / 2) << "the first letter's place";
  box.setPlainText(QStringLiteral("heavy"));
  EXPECT_LT(box.cursorRect().left(), box.viewport()->width() / 2);
}

// A name gives way before the numbers behind it.
TEST_F(WordsTest, ChipsKeepTheirNumbers) {
  open_sentence();
  ChipPair chips;
  chips.set(QStringLiteral("patch 6,2"), QStringLiteral("patch 14,13"));
  chips.resize(400, 24);
  EXPECT_EQ(chips.shown(), std::pair(QStringLiteral("patch 6,2"), QStringLiteral("patch 14,13")));
  EXPECT_TRUE(chips.toolTip().isEmpty());
  chips.resize(128, 24);
  chips.set(QStringLiteral("patch 6,2"), QStringLiteral("patch 14,13"));
  const auto [query, key] = chips.shown();
  EXPECT_TRUE(query.endsWith(QStringLiteral("6,2"))) << query.toStdString();
  EXPECT_TRUE(key.endsWith(QStringLiteral("14,13"))) << key.toStdString();
  EXPECT_NE(key, QStringLiteral("patch 14,13"));
  EXPECT_FALSE(chips.toolTip().isEmpty());
  chips.set(QStringLiteral("antidisestablishmentarianism"), QStringLiteral("it"));
  EXPECT_TRUE(chips.shown().first.endsWith(QChar(0x2026)));
  EXPECT_EQ(chips.shown().second, QStringLiteral("it"));
}

TEST_F(WordsTest, SpecialTokensLeaveTheGraph) {
  open_at(9, 7);
  ASSERT_EQ(graph().content().keys.size(), 14);
  key(Qt::Key_E);
  EXPECT_EQ(graph().content().keys.size(), 12);
  EXPECT_EQ(graph().content().queries.size(), 12);
  for (const GraphLink& link : graph().links()) EXPECT_NE(graph().content().keys.label(link.key), QStringLiteral("[CLS]"));
  EXPECT_EQ(graph().content().queries.label(graph().content().queries.find(9)), QStringLiteral("it"));
}

TEST_F(WordsTest, ATraceFileShowsItsTextWhichCannotBeTyped) {
  open_sentence();
  window_->runs().open_trace("/traces/run.trace");
  ASSERT_TRUE(until([&] { return window_->store().run()->model.empty(); }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->input().text()->toPlainText(), QLatin1String(fake::kTraceText));
  EXPECT_TRUE(window_->input().text()->isReadOnly());
  EXPECT_TRUE(chips().contains(QStringLiteral("trace"))) << "its tokens";
  EXPECT_FALSE(window_->runs().ready());
  window_->open_model("fake-bert", {});  // takes the text along
  ASSERT_TRUE(until([&] { return window_->store().run()->model == "fake-bert"; }));
  EXPECT_EQ(window_->store().run()->input.text, fake::kTraceText);
  EXPECT_FALSE(window_->input().text()->isReadOnly());
}

// Cross attention names its rows by what they write: "</s>" is special there, the row that reads "<pad>" is not.
TEST(SpecialQueries, AreThoseOfTheTokensThatRowsWrite) {
  auto trace = std::make_shared<TraceInfo>();
  trace->id = 5;
  Axis source, target;
  source.labels = {"the", "cat", "</s>"};
  source.special = {0, 0, 1};
  target.id = 1;
  target.labels = {"<pad>", "le", "chat"};
  target.special = {1, 0, 0};
  target.writes = {"le", "chat", "</s>"};
  trace->axes = {source, target};
  trace->sites.push_back({.id = 0, .stream = "cross", .layer = 0, .kind = SiteKind::cross, .heads = 1, .query_axis = 1, .key_axis = 0});
  trace->sites.push_back({.id = 1, .stream = "decoder", .layer = 0, .kind = SiteKind::masked_self, .heads = 1, .query_axis = 1, .key_axis = 1});
  Store store;
  store.add_run(trace, "m", {});
  Selection chosen = store.selection();
  for (const auto& [stream, special] : {std::pair{"cross", std::vector{false, false, true}}, {"decoder", std::vector{true, false, false}}}) {
    chosen.stream = stream;
    store.select(chosen);
    EXPECT_EQ(special_queries(store), special) << stream;
  }
}

}  // namespace
}  // namespace headlight::ui
