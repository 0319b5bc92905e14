// The window as a person uses it: mouse and keyboard on real widgets, offscreen.
#include <QAbstractButton>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <array>

#include "tests/gui/window_fixture.h"
#include "ui/figures/builder.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/graph.h"
#include "ui/theme/face.h"
#include "ui/window/palette.h"

namespace headlight::ui {
namespace {

const MatrixFigure* matrix_of(MainWindow& window) {
  return dynamic_cast<const MatrixFigure*>(window.centre().matrix()->canvas()->figure().get());
}

TEST_F(WindowTest, StartPageLooksAtTheSentence) {
  open();
  ASSERT_TRUE(window_->shows_start());
  EXPECT_EQ(window_->start_page().sentence()->text(), QLatin1String(kSentence));
  QTest::keyClick(window_->start_page().sentence(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(window_->shows_start());
  ASSERT_NE(matrix_of(*window_), nullptr);
  EXPECT_EQ(matrix_of(*window_)->content().queries.label(9), QStringLiteral("it"));
  EXPECT_GE(window_->store().selection().key, 0) << "the first picture has a number";
}

// The head that an exported graph shows is the one that the window opens on; another sentence in the same model keeps it.
TEST_F(WindowTest, OpensOnTheHeadThatAnExportedGraphShows) {
  open();
  InputSpec input;
  input.text = kSentence;
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  const TraceInfo& trace = *window_->store().trace();
  FigureSpec graph;
  graph.view = FigureView::graph;
  const auto built = build(*session_, trace, graph);
  ASSERT_TRUE(built.ok()) << built.error().line();
  const Selection first = window_->store().selection();
  EXPECT_EQ(first.layer, *built->spec.layer);
  EXPECT_EQ(first.head, *built->spec.head);
  EXPECT_GE(first.key, 0) << "the first picture has a number";
  Selection moved = first;
  moved.layer = first.layer == 4 ? 3 : 4;
  window_->store().select(moved);
  input.text = "The wrench was heavy.";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().selection().layer, moved.layer);
}

TEST_F(WindowTest, ClickInHeadsGridShowsThatHeadInTheMatrix) {
  open_sentence();
  FigureCanvas& grid = *window_->centre().heads()->canvas();
  const auto at = point_of(grid, [](const Hit& hit) { return hit.site == 2 && hit.head == 5; });
  ASSERT_TRUE(at);
  QTest::mouseClick(&grid, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().selection().layer, 2);
  EXPECT_EQ(window_->store().selection().head.head, 5);
  const MatrixContent& shown = matrix_of(*window_)->content();
  EXPECT_EQ(shown.site, 2);
  EXPECT_EQ(shown.head, 5);
  EXPECT_NEAR(shown.plane.at(9, 8), fake::weight(2, 5, 9, 8, 14), 1e-6);
}

TEST_F(WindowTest, HoverTellsTheExactWeightAtOnce) {
  open_sentence();
  FigureCanvas& canvas = *window_->centre().matrix()->canvas();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.query == 9 && hit.key == 8 && hit.has_value; });
  ASSERT_TRUE(at);
  QTest::mouseMove(&canvas, QPoint(2, 2));
  QCoreApplication::processEvents();
  QTest::mouseMove(&canvas, *at);
  QCoreApplication::processEvents();  // the picture holds the number: no view is waited for
  const double expected = fake::weight(3, 1, 9, 8, 14);
  EXPECT_EQ(window_->tip().words().value, format_value(expected, 4));
  EXPECT_EQ(window_->tip().words().name, QStringLiteral("it → because"));
  EXPECT_TRUE(window_->tip().isVisible());
  EXPECT_FALSE(window_->tip().isWindow());
  EXPECT_EQ(window_->store().hovered().query, 9);
  EXPECT_EQ(window_->centre().graph()->canvas()->style().hovered.key, 8) << "lights up in the other views";
  EXPECT_TRUE(until([&] { return window_->tip().words().second.contains(QStringLiteral("rank")); }));
}

TEST_F(WindowTest, ClickInTheMatrixSelectsAndTheInspectorReadsIt) {
  open_sentence();
  FigureCanvas& canvas = *window_->centre().matrix()->canvas();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.query == 5 && hit.key == 4 && hit.has_value; });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().selection().query, 5);
  EXPECT_EQ(window_->store().selection().key, 4);
  ASSERT_NE(window_->feed().cell.get<CellResult>(), nullptr);
  EXPECT_NEAR(window_->feed().cell.get<CellResult>()->weight, fake::weight(3, 1, 5, 4, 14), 1e-6);
}

TEST_F(WindowTest, KeysMoveSelectionAndLook) {
  open_sentence();
  window_->centre().matrix()->canvas()->setFocus();
  const Selection begin = window_->store().selection();
  key(Qt::Key_Right);
  EXPECT_EQ(window_->store().selection().head.head, begin.head.head + 1);
  key(Qt::Key_Down);
  EXPECT_EQ(window_->store().selection().layer, begin.layer + 1);
  key(Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(window_->store().selection().query, begin.query + 1);
  key(Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(window_->store().selection().key, begin.key + 1);
  key(Qt::Key_H);
  EXPECT_EQ(window_->store().selection().head.mode, HeadChoice::Mode::mean);
  key(Qt::Key_L);
  EXPECT_EQ(window_->store().look().scale, ValueScale::log);
  key(Qt::Key_S);
  EXPECT_EQ(window_->store().look().quantity, Quantity::score);
  key(Qt::Key_L);
  EXPECT_EQ(window_->store().look().scale, ValueScale::log) << "scores have no other scale than the linear one";
  key(Qt::Key_Period);
  EXPECT_EQ(window_->store().look().top_k, 4);
  key(Qt::Key_U);
  EXPECT_TRUE(window_->store().look().merge_words);
  for (int i = 0; i < 9; ++i) key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(window_->store().selection(), begin);
  EXPECT_EQ(window_->store().look(), Look{});
}

TEST_F(WindowTest, F6GoesRoundAllPanels) {
  open_sentence();
  window_->centre().heads()->canvas()->setFocus();
  QStringList names;
  for (int i = 0; i < 8; ++i) {
    key(Qt::Key_F6);
    EXPECT_TRUE(until([&] { return window_->findChild<FocusRing*>()->isVisible(); }, 2000)) << QApplication::focusWidget()->accessibleName().toStdString() << "no ring says where the keyboard is";
    names += QApplication::focusWidget() == nullptr ? QStringLiteral("nothing") : QApplication::focusWidget()->accessibleName();
  }
  for (const char* name : {"Row of weights", "Links", "Matrix", "Layer", "Heads", "Workspaces"}) {
    EXPECT_TRUE(names.contains(QLatin1String(name))) << name << " is not among " << names.join(QStringLiteral(", ")).toStdString();
  }
}

TEST_F(WindowTest, LettersSleepWhileTyping) {
  open_sentence();
  QPlainTextEdit* text = window_->input().text();
  text->setFocus();
  text->selectAll();
  QTest::keyClicks(text, QStringLiteral("hs ,."));
  EXPECT_EQ(text->toPlainText(), QStringLiteral("hs ,."));
  EXPECT_EQ(window_->store().selection().head.mode, HeadChoice::Mode::one);
  EXPECT_EQ(window_->store().look().quantity, Quantity::weight);
  EXPECT_EQ(window_->store().look().top_k, 3);
}

TEST_F(WindowTest, RunsAsOneTypesAndTheNewestTextWins) {
  open_sentence();
  window_->input().text()->setPlainText(QStringLiteral("The cat"));
  window_->input().text()->setPlainText(QStringLiteral("The cat sleeps here."));
  EXPECT_TRUE(window_->runs().edited());
  ASSERT_TRUE(until([&] { return window_->store().trace()->input == "The cat sleeps here."; }));
  EXPECT_EQ(session_->runs_started, 2) << "the unfinished text was never run";
}

TEST_F(WindowTest, EscapeStopsARunAndKeepsThePicture) {
  open_sentence();
  session_->run_delay_ms = 3000;
  InputSpec input;
  input.text = "Something else.";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(window_->runs().running());
  window_->centre().matrix()->canvas()->setFocus();
  QTest::keyClick(window_->centre().matrix()->canvas(), Qt::Key_Escape);
  EXPECT_TRUE(until([&] { return !window_->runs().running(); }));
  EXPECT_EQ(window_->store().trace()->input, kSentence);
  EXPECT_FALSE(window_->runs().error().has_value()) << "stopping is no error";
}

TEST_F(WindowTest, FailuresAreSaidInWordsInTheWindow) {
  open_sentence();
  InputSpec input;
  input.text = "x";
  window_->open_model("broken", input);
  ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->runs().error(); }));
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("ends too early"))) << window_->message().text().toStdString();
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("1179648")));
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  EXPECT_NE(window_->store().run(), nullptr) << "the earlier picture stays";
  window_->open_paths({QStringLiteral("/no/such/file.trace")});
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("no such file")));
}

TEST_F(WindowTest, PicturesShowAnOverlay) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return window_->centre().picture()->isVisible(); }));
  EXPECT_FALSE(window_->centre().graph()->isVisible());
  ASSERT_TRUE(until([&] { return window_->centre().picture()->canvas()->figure() != nullptr; }));
  const auto at = point_of(*window_->centre().picture()->canvas(), [](const Hit& hit) { return hit.key == 10; });
  EXPECT_TRUE(at) << "patches can be pointed at";
}

TEST_F(WindowTest, PinHoldsWhatIsHovered) {
  open_sentence();
  window_->centre().matrix()->canvas()->setFocus();
  window_->store().hover({3, 4, -1, -1});
  key(Qt::Key_Space);
  EXPECT_TRUE(window_->store().pinned());
  key(Qt::Key_Escape);
  EXPECT_FALSE(window_->store().pinned());
}

TEST_F(WindowTest, ZoomAsksForTheVisibleCellsOnly) {
  open_sentence();
  MatrixPanel& matrix = *window_->centre().matrix();
  matrix.zoom_middle(2);
  ASSERT_TRUE(until([&] { return matrix_of(*window_)->content().extent.rows() < 14 && !window_->client().any_busy(); }));
  const MatrixContent& shown = matrix_of(*window_)->content();
  EXPECT_NEAR(shown.plane.at(0, 0), fake::weight(3, 1, shown.extent.row0, shown.extent.column0, 14), 1e-6);
  matrix.fit();
  EXPECT_TRUE(until([&] { return matrix_of(*window_)->content().extent.rows() == 14; }));
}

TEST_F(WindowTest, PaletteFindsAHead) {
  open_sentence();
  window_->actions().get("find")->trigger();
  auto* palette = window_->findChild<Palette*>();
  ASSERT_NE(palette, nullptr);
  QTest::keyClicks(palette->field(), QStringLiteral("5.7"));
  ASSERT_GE(palette->list()->count(), 1);
  QTest::keyClick(palette->field(), Qt::Key_Return);
  ASSERT_TRUE(until([&] { return window_->store().selection().layer == 5; }));
  EXPECT_EQ(window_->store().selection().head.head, 7);
}

TEST_F(WindowTest, LanguageSwitchesWithoutLosingThePicture) {
  open_sentence();
  const Selection before = window_->store().selection();
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->findChild<QMenuBar*>()->actions().front()->text().startsWith(QStringLiteral("파일")));
  EXPECT_EQ(window_->centre().heads()->title(), QStringLiteral("헤드"));
  EXPECT_EQ(window_->store().selection(), before);
  EXPECT_NE(window_->centre().matrix()->canvas()->figure(), nullptr);
}

TEST_F(WindowTest, AFloatingPanelWorksAndComesBack) {
  open_sentence();
  CentreView& centre = window_->centre();
  centre.matrix()->canvas()->setFocus();
  window_->actions().get("float")->trigger();
  ASSERT_TRUE(centre.floats(centre.matrix()));
  EXPECT_NE(centre.matrix()->window(), window_.get());
  EXPECT_TRUE(until([&] { return centre.matrix()->isVisible() && centre.graph()->isVisible(); }));
  FigureCanvas& canvas = *centre.matrix()->canvas();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.query == 5 && hit.key == 4; });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  EXPECT_EQ(window_->store().selection().query, 5);
  QMouseEvent move(QEvent::MouseMove, *at, canvas.mapToGlobal(*at), Qt::NoButton, Qt::NoButton, {});
  QApplication::sendEvent(&canvas, &move);
  EXPECT_TRUE(window_->tip().isVisible());
  EXPECT_EQ(window_->tip().window(), centre.matrix()->window()) << "the tip is where the pointer is";
  centre.matrix()->window()->close();
  EXPECT_FALSE(centre.floats(centre.matrix()));
  EXPECT_EQ(centre.matrix()->window(), window_.get());
  EXPECT_TRUE(until([&] { return centre.matrix()->isVisible(); }));
  QTest::qWait(50);
  EXPECT_EQ(window_->tip().window(), window_.get());
  for (PanelFrame* panel : std::initializer_list<PanelFrame*>{centre.heads(), centre.graph(), centre.matrix()}) centre.toggle_floating(panel);
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->centre().floats(window_->centre().matrix())) << "another language makes all panels anew, where they were";
  EXPECT_TRUE(until([&] { return window_->centre().matrix()->isVisible(); }));
}

// The tip goes with the window whose floating panel it stands in: there is no home any more to go back to.
TEST_F(WindowTest, IsClosedWithTheTipInAFloatingPanel) {
  for (int i = 0; i < 4; ++i) {
    open_sentence();
    CentreView& centre = window_->centre();
    centre.toggle_floating(centre.matrix());
    window_->tip().stay_in(centre.matrix()->window());
    ASSERT_EQ(window_->tip().parentWidget(), centre.matrix()->window());
    centre.matrix()->canvas()->setFocus();
    window_.reset();
  }
}

TEST_F(WindowTest, ThemesAreChosenFromTheMenuAndByKey) {
  open_sentence();
  const auto comes = [&](Appearance wanted) { return until([&] { return current_theme().appearance() == wanted && !window_->changes_theme(); }); };
  window_->actions().get("theme_contrast")->trigger();
  EXPECT_TRUE(comes(Appearance::contrast));
  EXPECT_TRUE(window_->actions().get("theme_contrast")->isChecked());
  EXPECT_FALSE(window_->actions().get("theme_dark")->isChecked());
  window_->actions().get("theme_next")->trigger();
  EXPECT_TRUE(comes(Appearance::dark)) << "round again";
  window_->actions().get("theme_next")->trigger();
  EXPECT_TRUE(comes(Appearance::light));
  EXPECT_TRUE(window_->actions().get("theme_light")->isChecked());
}

// No soft fill is left in high contrast: every ground is black, every line and letter far from it.
TEST_F(WindowTest, HighContrastPaintsNoGreyGrounds) {
  open_sentence();
  window_->set_theme(QStringLiteral("contrast"));
  ASSERT_TRUE(until([&] { return !window_->changes_theme(); }));
  const QImage seen = window_->left_rail().grab().toImage();
  qint64 grey = 0;
  for (int y = 0; y < seen.height(); ++y) {
    for (int x = 0; x < seen.width(); ++x) {
      const QColor at = seen.pixelColor(x, y);
      const int most = std::max({at.red(), at.green(), at.blue()});
      const bool like_ground = most > 8 && most < 80 && at.saturation() < 60;
      grey += like_ground ? 1 : 0;
    }
  }
  EXPECT_LT(double(grey) / double(seen.width() * seen.height()), 0.02) << "only edges of letters";
}

TEST_F(WindowTest, RightToLeftTextMirrorsTokensKeysAndTheirArrows) {
  open({1280, 720});
  InputSpec input;
  input.text = "التقط الروبوت المفتاح لأنه كان ثقيلا";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  FigureCanvas& canvas = *window_->centre().matrix()->canvas();
  canvas.setFocus();
  const auto first = point_of(canvas, [](const Hit& hit) { return hit.query == 3 && hit.key == 1; });
  const auto second = point_of(canvas, [](const Hit& hit) { return hit.query == 3 && hit.key == 2; });
  ASSERT_TRUE(first && second);
  EXPECT_GT(first->x(), second->x()) << "keys run from right to left";
  auto* tokens = window_->work().token_line().findChild<TokenFlow*>();
  ASSERT_TRUE(tokens->isVisible());
  QTest::mouseClick(tokens, Qt::LeftButton, {}, QPoint(tokens->width() - 8, 11));
  EXPECT_EQ(window_->store().selection().query, 0) << "the first token is at the right";
  Selection next = window_->store().selection();
  next.key = 3;
  window_->store().select(next);
  key(Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(window_->store().selection().key, 4) << "the arrow goes where it points";
  // The row as columns stands under the matrix: the same place is the same key.
  RowView* columns = nullptr;
  for (RowView* view : window_->centre().findChildren<RowView*>()) {
    if (view->isVisible()) columns = view;
  }
  ASSERT_NE(columns, nullptr);
  const int x = columns->mapFromGlobal(canvas.mapToGlobal(*second)).x();
  QTest::mouseClick(columns, Qt::LeftButton, {}, QPoint(x, columns->height() / 2));
  EXPECT_EQ(window_->store().selection().key, 2);
  EXPECT_EQ(pair_text(QStringLiteral("a"), QStringLiteral("b")), QStringLiteral("a → b"));
  EXPECT_EQ(pair_text(QStringLiteral("it"), QStringLiteral(".")), QStringLiteral("it → “.”")) << "no full stop of the text around";
  EXPECT_EQ(pair_text(QStringLiteral("[SEP]"), QStringLiteral("…")), QStringLiteral("[SEP] → …"));
}

// Figures draw Korean words, and data files keep their English names.
TEST_F(WindowTest, FiguresSpeakTheChosenLanguageAndDataStaysEnglish) {
  open_sentence();
  const auto painted = [&] { return window_->centre().heads()->canvas()->picture(1).toImage(); };
  const QImage english = painted();
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_NE(painted(), english);
  const auto* graph = dynamic_cast<const GraphFigure*>(window_->centre().graph()->canvas()->figure().get());
  ASSERT_NE(graph, nullptr);
  EXPECT_EQ(graph->data().header, QStringList({"head", "query", "query label", "key", "key label", "weight"}));
  EXPECT_EQ(matrix_of(*window_)->data().header.front(), QStringLiteral("query"));
  EXPECT_EQ(shown_word(QStringLiteral("query")), QStringLiteral("쿼리"));
  EXPECT_EQ(FigureWords::tr("weight from %1").arg(QStringLiteral("it")), QStringLiteral("it의 가중치"));
  window_->set_language(QStringLiteral("en"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(shown_word(QStringLiteral("query")), QStringLiteral("query"));
}

// A list that somebody has opened is theirs: what arrives meanwhile leaves it open.
TEST_F(WindowTest, AnOpenListStaysOpenWhenARunArrives) {
  open_sentence();
  QPushButton* samples = nullptr;
  for (auto* button : window_->input().findChildren<QPushButton*>()) {
    if (button->text() == QStringLiteral("Samples")) samples = button;
  }
  ASSERT_NE(samples, nullptr);
  session_->run_delay_ms = 300;
  InputSpec other;
  other.text = "A cat.";
  window_->runs().set_input(other);
  window_->runs().run();
  QTest::mouseClick(samples, Qt::LeftButton);
  const QPointer<QWidget> list = QApplication::activePopupWidget();
  ASSERT_NE(list, nullptr);
  ASSERT_TRUE(until([&] { return window_->store().run()->input.text == "A cat."; }));
  ASSERT_TRUE(settled());
  QTest::qWait(50);
  ASSERT_NE(list, nullptr);
  EXPECT_TRUE(list->isVisible());
  EXPECT_EQ(QApplication::activePopupWidget(), list);
  list->close();
}

// What lies over a figure or is hovered in it is added to the picture that is kept of it.
TEST_F(WindowTest, AHoveredFigureLooksAsIfItWerePaintedAtOnce) {
  open_sentence();
  const std::array canvases{window_->centre().heads()->canvas(), window_->centre().matrix()->canvas(), window_->centre().graph()->canvas()};
  for (const Hover& hover : {Hover{}, Hover{4, 2, -1, -1}, Hover{9, 7, -1, -1}, Hover{-1, -1, 2, 5}, Hover{3, -1, -1, -1}, Hover{}}) {
    window_->store().hover(hover);
    for (FigureCanvas* canvas : canvases) {
      const QImage shown = canvas->grab().toImage().convertToFormat(QImage::Format_RGB32);
      QImage expected(shown.size(), QImage::Format_RGB32);
      expected.setDevicePixelRatio(shown.devicePixelRatio());
      expected.fill(colour("ground"));
      QPainter painter(&expected);
      canvas->figure()->paint(painter, canvas->figure_rect(), canvas->style());
      painter.end();
      qint64 other = 0;
      for (int y = 0; y < shown.height(); ++y) {
        for (int x = 0; x < shown.width(); ++x) {
          const QColor a = shown.pixelColor(x, y), b = expected.pixelColor(x, y);
          other += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) > 60 ? 1 : 0;
        }
      }
      EXPECT_LT(other, 200) << "edges of two labels at most; query " << hover.query << ", key " << hover.key << ", head " << hover.head;
    }
  }
}

}  // namespace
}  // namespace headlight::ui
