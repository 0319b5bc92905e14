// What lies on the photo of a detector: points, a map, links; the least score; the field of the convolutions beside it.
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSlider>
#include <QTimer>

#include "tests/gui/fake_detector.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/overlay.h"
#include "ui/figures/pair.h"
#include "ui/state/detections.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/inspector.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/receptive_panel.h"
#include "ui/window/export_dialog.h"

namespace headlight::ui {
namespace {

class PhotoTest : public WindowTest {
 protected:
  void open_detector(QSize size = {1600, 1000}) {
    open(size);
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-detr", input);
    ASSERT_TRUE(settled());
  }
  const PictureGraphFigure* links() const { return shown<PictureGraphFigure>(*window_->centre().picture()); }
  template <typename F>
  const F* shown(const FigurePanel& panel) const {
    return panel.canvas()->stale() ? nullptr : dynamic_cast<const F*>(panel.canvas()->figure().get());
  }
  const Selection& chosen() const { return window_->store().selection(); }
  const Look& look() const { return window_->store().look(); }
  void show(Photo photo) {
    Look next = look();
    next.photo = photo;
    window_->store().set_look(next);
    ASSERT_TRUE(settled());
  }
  void open_picture_model() {
    open();
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-vit", input);
    ASSERT_TRUE(settled());
  }
  // Nothing where no dialog came, or did not go again.
  std::optional<FigureView> offered_first() {
    window_->actions().get("export")->trigger();
    QPointer<ExportDialog> dialog = window_->findChild<ExportDialog*>();
    if (dialog.isNull()) return std::nullopt;
    const FigureView view = dialog->spec().view;
    dialog->reject();
    return until([&] { return dialog.isNull(); }) ? std::optional(view) : std::nullopt;
  }
};

TEST_F(PhotoTest, LinksSayWhatOfTheWeightTheyLeaveOut) {
  open_detector();
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  const Undrawn of = links()->undrawn();
  double drawn = 0;
  for (const DetectionLink& link : links()->links()) drawn += link.weight;
  EXPECT_NEAR(of.on_itself + of.elsewhere + of.weaker + drawn, 1, 1e-5);
  EXPECT_GT(of.elsewhere, 0.1) << "17 queries are no detections";
  EXPECT_TRUE(links()->undrawn_text().contains(QStringLiteral("on other queries"))) << links()->undrawn_text().toStdString();
  EXPECT_TRUE(links()->undrawn_text().contains(QStringLiteral("on itself"))) << links()->undrawn_text().toStdString();
  window_->store().select(with_object(*window_->store().trace(), chosen(), 0));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(until([&] { return links() != nullptr && links()->content().detections.size() == 4; }));
  EXPECT_EQ(links()->content().chosen, 3) << "a chosen query that was not read as a detection is linked too";
  EXPECT_FALSE(links()->links().empty());
}

TEST_F(PhotoTest, AChosenObjectHasNoMoreLinksThanTheInspectorSays) {
  open_detector();
  show(Photo::links);
  Look look = window_->store().look();
  look.top_k = 1;
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(until([&] { return links() != nullptr && links()->content().top_k == 1; }));
  ASSERT_GE(links()->content().chosen, 0);
  EXPECT_EQ(links()->links().size(), 1U);
}

TEST_F(PhotoTest, ThePhotoHasTheKeyboardFromTheStart) {
  open_detector();
  EXPECT_TRUE(until([&] { return window_->centre().points()->canvas()->hasFocus(); }));
}

TEST_F(PhotoTest, AModelOfAnotherKindLeavesTheKeyboardAmongThePanels) {
  open_sentence();
  window_->centre().graph()->canvas()->setFocus();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  ASSERT_FALSE(window_->centre().graph()->isVisible());
  EXPECT_TRUE(until([&] { return window_->centre().isAncestorOf(QApplication::focusWidget()); }));
}

TEST_F(PhotoTest, WithoutARowThePictureStandsAloneAndAClickChoosesOne) {
  open_picture_model();
  Selection next = window_->store().selection();
  next.query = next.key = -1;
  window_->store().select(next);
  ASSERT_TRUE(settled());
  FigureCanvas& canvas = *window_->centre().picture()->canvas();
  ASSERT_NE(shown<OverlayFigure>(*window_->centre().picture()), nullptr);
  EXPECT_TRUE(shown<OverlayFigure>(*window_->centre().picture())->data().table.empty()) << "it says no weight";
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.key == 3 && !hit.has_value; });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().selection().query, 3);
  EXPECT_FALSE(shown<OverlayFigure>(*window_->centre().picture())->data().table.empty());
}

TEST_F(PhotoTest, ContoursAreDrawnAndExportedAsChosen) {
  open_picture_model();
  EXPECT_TRUE(shown<OverlayFigure>(*window_->centre().picture())->content().shares.empty());
  Look look = window_->store().look();
  look.contours = Contours::both;
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  EXPECT_EQ(shown<OverlayFigure>(*window_->centre().picture())->content().shares, (std::vector<double>{0.5, 0.9}));
  window_->actions().get("export")->trigger();
  QPointer<ExportDialog> dialog = window_->findChild<ExportDialog*>();
  ASSERT_FALSE(dialog.isNull());
  EXPECT_EQ(dialog->spec().shares, (std::vector<double>{0.5, 0.9}));
  dialog->reject();
  EXPECT_TRUE(until([&] { return dialog.isNull(); }));
}

TEST_F(PhotoTest, EveryWorkspaceGetsThePictureOfARun) {
  open_sentence();
  for (const char* workspace : {"ask", "compare", "explore"}) {
    window_->actions().get(workspace)->trigger();
    ASSERT_TRUE(settled());
  }
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  const auto* map = shown<OverlayFigure>(*window_->centre().picture());
  ASSERT_NE(map, nullptr);
  EXPECT_FALSE(map->content().image.isNull());
}

TEST_F(PhotoTest, OGoesRoundPointsMapAndLinks) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  EXPECT_TRUE(window_->centre().points()->isVisible());
  key(Qt::Key_O);
  ASSERT_TRUE(until([&] { return shown<OverlayFigure>(*window_->centre().picture()) != nullptr; }));
  EXPECT_TRUE(window_->centre().picture()->canvas()->hasFocus()) << "the keyboard goes along";
  EXPECT_FALSE(window_->centre().points()->isVisible());
  EXPECT_EQ(shown<OverlayFigure>(*window_->centre().picture())->content().map.rows, 64);
  key(Qt::Key_O);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  key(Qt::Key_O);
  EXPECT_TRUE(window_->centre().points()->isVisible());
  for (int i = 0; i < 3; ++i) window_->actions().get("undo")->trigger();
  EXPECT_EQ(look().photo, Photo::own);
}

TEST_F(PhotoTest, TheKeyDoesWhatTheButtonsDo) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  const Selection first = chosen();
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().stream, "decoder") << "inspector, grid and matrix are those of the links";
  EXPECT_TRUE(window_->centre().matrix()->isVisible());
  const Selection by_key = chosen();
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), first) << "and back";
  auto buttons = window_->findChild<PhotoSection*>()->kind()->findChildren<QToolButton*>();
  buttons[2]->click();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), by_key);
  buttons[1]->click();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().stream, first.stream) << "the map is of the sampling points";
}

TEST_F(PhotoTest, AMapKeepsTheOtherBoxesToBeClicked) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  const auto* map = shown<OverlayFigure>(*window_->centre().picture());
  ASSERT_NE(map, nullptr);
  ASSERT_EQ(map->content().others.size(), 2U);
  EXPECT_EQ(map->content().others.front().label, QStringLiteral("1 car"));
  FigureCanvas& canvas = *window_->centre().picture()->canvas();
  auto at = point_of(canvas, [](const Hit& hit) { return hit.box == fake::object_query(1); });
  ASSERT_TRUE(at);
  const auto hit = map->hit(*at, canvas.figure_rect(), canvas.style());
  EXPECT_TRUE(hit->key_label.endsWith(QStringLiteral(" px"))) << "a place of the picture: no patch has this size";
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  canvas.setFocus();
  key(Qt::Key_Escape);
  ASSERT_TRUE(settled());
  ASSERT_EQ(chosen().detection, -1);
  const auto* boxes = shown<PointsFigure>(*window_->centre().picture());
  ASSERT_NE(boxes, nullptr) << "a box to be clicked";
  EXPECT_EQ(boxes->content().detections.size(), 3U);
  EXPECT_TRUE(canvas.isVisible());
  at = point_of(canvas, [](const Hit& hit) { return hit.query == fake::object_query(2); });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(2));
  EXPECT_TRUE(until([&] { return shown<OverlayFigure>(*window_->centre().picture()) != nullptr; }));
}

TEST_F(PhotoTest, TheRangeIsTheOneOfTheBar) {
  open_detector();
  Look next = look();
  next.same_scale = false;
  window_->store().set_look(next);
  show(Photo::map);
  QString high;
  for (QLineEdit* field : window_->findChild<ColourSection*>()->findChildren<QLineEdit*>())
    if (field->accessibleName() == QStringLiteral("Highest value")) high = field->text();
  const auto* map = shown<OverlayFigure>(*window_->centre().picture());
  ASSERT_NE(map, nullptr);
  EXPECT_LT(map->content().scale.high, 1);
  EXPECT_NEAR(high.toDouble(), map->content().scale.high, 5e-3);
}

TEST_F(PhotoTest, TheButtonsStayUnderThePointer) {
  open_detector();
  auto* kind = window_->findChild<PhotoSection*>()->kind();
  const QPoint before = kind->mapTo(window_.get(), QPoint());
  kind->findChildren<QToolButton*>()[2]->click();
  ASSERT_TRUE(settled());
  QTest::qWait(50);
  EXPECT_EQ(kind->mapTo(window_.get(), QPoint()), before);
}

TEST_F(PhotoTest, LinksAreNamedByDetection) {
  open_detector();
  window_->findChild<PhotoSection*>()->kind()->findChildren<QToolButton*>()[2]->click();
  ASSERT_TRUE(settled());
  auto* strongest = window_->findChild<StrongestSection*>();
  const auto rows = strongest->findChildren<LinkRow*>();
  ASSERT_FALSE(rows.isEmpty());
  const Edge edge = window_->feed().edges.get<EdgesResult>()->edges.front();
  const QString pair = pair_text(numbered_text(window_->store(), edge.query), numbered_text(window_->store(), edge.key));
  EXPECT_TRUE(rows.front()->accessibleName().startsWith(pair)) << rows.front()->accessibleName().toStdString();
  for (const ElidedLabel* label : strongest->findChildren<ElidedLabel*>()) EXPECT_FALSE(label->text().contains(QStringLiteral("special")));
  for (const StripPlot* strip : window_->findChild<StatisticsSection*>()->findChildren<StripPlot*>())
    EXPECT_TRUE(strip->isHidden() || !strip->accessibleName().startsWith(QStringLiteral("Mean distance"))) << "queries have no order";
}

TEST_F(PhotoTest, TheInspectorChoosesWhatLiesOnThePicture) {
  open_detector();
  auto* section = window_->findChild<PhotoSection*>();
  ASSERT_NE(section, nullptr);
  auto buttons = section->kind()->findChildren<QToolButton*>();
  ASSERT_EQ(buttons.size(), 3);
  QTest::mouseClick(buttons[2], Qt::LeftButton);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  EXPECT_EQ(chosen().stream, "decoder") << "heads and statistics are those of the links";
  Selection next = chosen();
  next.stream = "deformable_encoder";
  next.query = next.key = -1;
  window_->store().select(next);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(buttons[2]->isEnabled()) << "pixels are not linked to detections";
  EXPECT_TRUE(window_->centre().points()->isVisible());
}

TEST_F(PhotoTest, LinksAreOfTheChosenDetectionAndAClickChoosesAnother) {
  open_detector();
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  ASSERT_EQ(links()->content().detections.size(), 3U);
  EXPECT_EQ(links()->content().chosen, 0);
  const int layer = chosen().layer, head = chosen().head.head;
  EXPECT_NEAR(links()->content().weights.at(0, 1), fake::weight(layer, head, fake::object_query(0), fake::object_query(1), 20), 1e-6);
  double rest = 1;
  for (int to = 0; to < 3; ++to) rest -= links()->content().weights.at(0, to);
  EXPECT_NEAR(links()->content().elsewhere[0], rest, 1e-5);
  FigureCanvas& canvas = *window_->centre().picture()->canvas();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.query == fake::object_query(1); });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  ASSERT_TRUE(until([&] { return links() != nullptr && links()->content().chosen == 1; }));
  canvas.setFocus();
  key(Qt::Key_Escape);
  ASSERT_TRUE(until([&] { return links() != nullptr && links()->content().chosen == -1; })) << "then all are linked";
  for (const DetectionLink& link : links()->links()) EXPECT_NE(link.from, link.to);
}

TEST_F(PhotoTest, LinksZoomWithThePicture) {
  open_detector();
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  PicturePanel& panel = *window_->centre().picture();
  const PicturePlace whole = *panel.zoom().place();
  EXPECT_EQ(whole.visible, QRectF(0, 0, 256, 256));
  panel.zoom_middle(4);
  const PicturePlace near = *panel.zoom().place();
  EXPECT_NEAR(near.visible.height(), 64, 1e-6);
  const Detection& first = links()->content().detections[0];
  const QRectF box = near.map(first.box);
  EXPECT_NEAR(box.width() / whole.map(first.box).width(), panel.zoom().scale() * whole.visible.width() / whole.rect.width(), 1e-6);
  const FigureCanvas& canvas = *panel.canvas();
  const auto hit = links()->hit(near.map((first.box.x0 + first.box.x1) / 2, (first.box.y0 + first.box.y1) / 2), canvas.figure_rect(), canvas.style());
  EXPECT_EQ(hit.has_value(), near.rect.contains(box.center()));
  panel.canvas()->setFocus();
  key(Qt::Key_Z);
  EXPECT_EQ(panel.zoom().place()->visible, whole.visible);
  key(Qt::Key_Plus);
  EXPECT_LT(panel.zoom().place()->visible.height(), whole.visible.height()) << "by keys, on the picture in use";
  panel.fit();
}

// As `export --view overlay` draws it; heads that look hard at one place would leave the others dark.
TEST_F(PhotoTest, AMapOnThePictureIsDrawnFromItsOwnValues) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(look().same_scale);
  const auto map = [&] { return shown<OverlayFigure>(*window_->centre().picture()); };
  ASSERT_TRUE(until([&] { return map() != nullptr; }));
  const double most = map()->content().map.high;
  EXPECT_DOUBLE_EQ(map()->content().scale.high, automatic(Scale{}, 0, most, map()->content().axis.size()).high);
  const QString end = window_->findChild<ColourSection*>()->findChildren<QLineEdit*>().last()->text();
  EXPECT_NEAR(end.toDouble(), map()->content().scale.high, 1e-3) << "the inspector says the same";
  window_->actions().get("fit_range")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(look().fixed_range);
  EXPECT_DOUBLE_EQ(look().high, fitted(Scale{}, 0, most).high);
  window_->actions().get("fit_range")->trigger();
  EXPECT_FALSE(look().fixed_range) << "a second time: nobody's";
}

TEST_F(PhotoTest, ARangeSetByHandEndsWithAnotherModel) {
  open_sentence();
  Look next = look();
  next.fixed_range = true;
  next.high = 0.02;
  window_->store().set_look(next);
  window_->input().findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("it was heavy"));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  EXPECT_TRUE(look().fixed_range) << "another text of the same model";
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(until([&] { return window_->store().run()->model == "fake-vit"; }));
  EXPECT_FALSE(look().fixed_range);
  window_->store().undo();
  EXPECT_TRUE(look().fixed_range) << "one step with the run";
}

TEST_F(PhotoTest, WithoutAChosenPatchNothingIsSaidToLook) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  const auto header = [&] {
    QString words;
    for (const ElidedLabel* label : window_->centre().picture()->findChildren<ElidedLabel*>()) words += label->text();
    return words;
  };
  EXPECT_TRUE(header().contains(QStringLiteral("where “")));
  Selection none = chosen();
  none.query = none.key = -1;
  window_->store().select(none);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(header().contains(QStringLiteral("where “"))) << header().toStdString();
}

TEST_F(PhotoTest, ThePictureIsOfferedFirstForExport) {
  open_picture_model();
  EXPECT_TRUE(until([&] { return window_->centre().picture()->canvas()->hasFocus(); })) << "from the start";
  EXPECT_EQ(offered_first(), FigureView::overlay);
  if (QWidget* used = window_->focusWidget()) used->clearFocus();
  EXPECT_EQ(offered_first(), FigureView::overlay) << "where nothing has the keyboard, too";
}

TEST_F(PhotoTest, AMatrixThatHasTheKeyboardIsOfferedFirst) {
  open_picture_model();
  window_->centre().matrix()->canvas()->setFocus();
  EXPECT_EQ(offered_first(), FigureView::matrix);
}

TEST_F(PhotoTest, LinksGoIntoTheExport) {
  open_detector();
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  window_->actions().get("export")->trigger();
  auto* dialog = window_->findChild<ExportDialog*>();
  ASSERT_NE(dialog, nullptr);
  const FigureSpec spec = dialog->spec();
  EXPECT_EQ(spec.view, FigureView::graph);
  EXPECT_EQ(spec.stream, "decoder");
  EXPECT_EQ(spec.detection, 0);
}

TEST_F(PhotoTest, TheScoreSliderFiltersAndGoesBelowTheModelsOwn) {
  open_detector();
  auto* section = window_->findChild<DetectionsSection*>();
  Slide& score = *section->score();
  EXPECT_NEAR(score.value(), 0.5, 1e-9) << "whatever scores were found";
  score.field()->setFocus();
  score.field()->selectAll();
  QTest::keyClicks(score.field(), QStringLiteral("0,9"));
  QTest::keyClick(score.field(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_EQ(section->list()->queries(), (std::vector<std::int64_t>{fake::object_query(0)}));
  score.slider()->setValue(18);
  ASSERT_TRUE(settled());
  EXPECT_NEAR(look().least_score, 0.18, 1e-9);
  ASSERT_EQ(section->list()->queries().size(), 3U + 4) << "queries 0, 1, 2 and 4 have 0.2 − 0.005 · query";
  EXPECT_EQ(section->list()->queries()[3], 0);
  ASSERT_TRUE(until([&] { return shown<PointsFigure>(*window_->centre().points()) != nullptr; }));
  EXPECT_EQ(shown<PointsFigure>(*window_->centre().points())->content().detections.size(), 7U) << "drawn too";
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  EXPECT_EQ(links()->content().detections.size(), 7U);
  ASSERT_TRUE(until([&] { return share_in_box(window_->feed(), 0).has_value(); })) << "with its share in the box";
}

TEST_F(PhotoTest, ADragOfASliderIsOneStepBack) {
  open_detector();
  auto* section = window_->findChild<DetectionsSection*>();
  QSlider& slider = *section->score()->slider();
  slider.setSliderDown(true);
  for (const int position : {60, 50, 40, 30}) slider.setValue(position);
  slider.setSliderDown(false);
  EXPECT_NEAR(look().least_score, 0.3, 1e-9);
  window_->actions().get("undo")->trigger();
  EXPECT_LT(look().least_score, 0);
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_Left);
  QTest::keyClick(&slider, Qt::Key_Left);
  window_->actions().get("undo")->trigger();
  EXPECT_NEAR(look().least_score, 0.49, 1e-9) << "keys are steps of their own";
}

TEST_F(PhotoTest, KeysFilterScoresWeightsHeadsAndLevels) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_Comma, Qt::ControlModifier);
  EXPECT_NEAR(look().least_score, 0.55, 1e-9);
  key(Qt::Key_Period, Qt::ControlModifier);
  EXPECT_NEAR(look().least_score, 0.50, 1e-9);
  key(Qt::Key_Comma);
  EXPECT_NEAR(look().least_weight, 0.005, 1e-9);
  key(Qt::Key_Period);
  EXPECT_EQ(look().least_weight, 0);
  key(Qt::Key_1);
  EXPECT_EQ(look().hidden_heads, 0b1110U);
  key(Qt::Key_0);
  EXPECT_EQ(look().hidden_heads, 0U);
  key(Qt::Key_2, Qt::ControlModifier);
  EXPECT_EQ(look().hidden_levels, 0b10U);
}

TEST_F(PhotoTest, TheHandMovesAndChoosesNothing) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  canvas.setFocus();
  key(Qt::Key_G);
  const auto at = point_of(canvas, [](const Hit& hit) { return !hit.has_value && hit.query == fake::object_query(1); });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  EXPECT_EQ(chosen().detection, fake::object_query(0));
  EXPECT_EQ(canvas.cursor().shape(), Qt::OpenHandCursor);
  for (int i = 0; i < 5; ++i) key(Qt::Key_Plus);  // the picture fills its room
  const Viewport before = canvas.viewport();
  ASSERT_FALSE(before.isEmpty());
  key(Qt::Key_Right, Qt::ControlModifier);
  EXPECT_GT(canvas.viewport().left(), before.left());
  key(Qt::Key_G);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_NE(canvas.cursor().shape(), Qt::OpenHandCursor);
}

TEST_F(PhotoTest, ADoubleClickEnlarges) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_TRUE(canvas.isVisible());
  EXPECT_FALSE(window_->centre().heads()->isVisible());
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_TRUE(window_->centre().heads()->isVisible());
}

TEST_F(PhotoTest, VShowsThePinnedAgainstTheCurrent) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  canvas.setFocus();
  EXPECT_FALSE(window_->actions().get("swap_pinned")->isEnabled());
  key(Qt::Key_Space);
  key(Qt::Key_N);
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  key(Qt::Key_V);
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "what was pinned";
  EXPECT_TRUE(window_->store().pinned());
  key(Qt::Key_V);
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  key(Qt::Key_Escape);
  EXPECT_FALSE(window_->store().pinned());
}

TEST_F(PhotoTest, TheFieldOfTheConvolutionsStandsBesideTheAttention) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_B);
  const FigurePanel& panel = *window_->centre().receptive();
  ASSERT_TRUE(until([&] { return shown<PairFigure>(panel) != nullptr; }));
  const auto& halves = shown<PairFigure>(panel)->halves();
  const auto content = [&](int at) { return dynamic_cast<const OverlayFigure&>(*halves[std::size_t(at)].figure).content(); };
  EXPECT_EQ(content(0).image.cacheKey(), content(1).image.cacheKey()) << "one picture";
  EXPECT_EQ(content(0).axis.image, content(1).axis.image);
  EXPECT_EQ(content(1).map.rows, 128) << "a cell for every pixel";
  EXPECT_EQ(content(0).rings->at, content(1).rings->at) << "around the query's own place";
  window_->centre().points()->zoom_middle(2);
  EXPECT_FALSE(panel.canvas()->viewport().isEmpty());
  EXPECT_EQ(panel.canvas()->viewport(), window_->centre().points()->canvas()->viewport()) << "the same part of it";
  window_->centre().points()->fit();
  EXPECT_TRUE(panel.isVisible());
  key(Qt::Key_B);
  EXPECT_FALSE(panel.isVisible());
}

TEST_F(PhotoTest, TheFieldIsTakenWhereThePictureIsClicked) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_B);
  FigurePanel& panel = *window_->centre().receptive();
  ASSERT_TRUE(until([&] { return shown<PairFigure>(panel) != nullptr; }));
  const auto place = [&](int at) -> std::optional<QPointF> {
    const auto* pair = shown<PairFigure>(panel);
    if (pair == nullptr) return std::nullopt;
    const auto& rings = dynamic_cast<const OverlayFigure&>(*pair->halves()[std::size_t(at)].figure).content().rings;
    return QPointF(rings->at[0], rings->at[1]);
  };
  const auto own = place(0);
  Hit hit;
  hit.place = QPointF(20, 30);
  Q_EMIT panel.canvas()->picked(hit, {});
  EXPECT_TRUE(until([&] { return place(1) == QPointF(20, 30); }));
  EXPECT_EQ(place(0), own) << "the attention is still the query's";
  key(Qt::Key_N);
  EXPECT_TRUE(until([&] { return place(1) && place(1) == place(0); })) << "another query has its own place";
  const FigureCanvas& photo = *window_->centre().points()->canvas();
  Q_EMIT window_->centre().points()->canvas()->missed(shown<PointsFigure>(*window_->centre().points())->place(photo.figure_rect(), photo.style()).map(40, 50));
  EXPECT_TRUE(until([&] { return place(1) && QLineF(*place(1), {40, 50}).length() < 0.01; })) << "a click on the photo, beside its boxes";
}

TEST_F(PhotoTest, AnyLevelOfTheBackboneIsOfferedBesideTheAttention) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_B);
  auto& panel = *window_->centre().receptive();
  const auto names = [&](const char* stage) {
    const auto* pair = shown<PairFigure>(panel);
    return pair != nullptr && pair->halves()[1].name.contains(QLatin1String(stage));
  };
  ASSERT_TRUE(until([&] { return names("stage 3"); })) << "the coarsest first";
  EXPECT_TRUE(panel.levels()->isVisible());
  QTimer::singleShot(0, window_.get(), [] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (menu == nullptr) return;
    menu->actions().front()->trigger();
    menu->close();
  });
  panel.levels()->trigger();
  EXPECT_TRUE(until([&] { return names("stage 2"); }));
  window_->actions().get("undo")->trigger();
  EXPECT_TRUE(until([&] { return names("stage 3"); }));
}

TEST_F(PhotoTest, ThePlaceOfTheFieldIsUndoneAndKeptInASession) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_B);
  FigurePanel& panel = *window_->centre().receptive();
  ASSERT_TRUE(until([&] { return shown<PairFigure>(panel) != nullptr; }));
  const Selection before = chosen();
  Hit hit;
  hit.place = QPointF(20, 30);
  Q_EMIT panel.canvas()->picked(hit, {});
  EXPECT_EQ(chosen().place, (std::array{20.0, 30.0}));
  EXPECT_EQ(window_->saved_session().selection.place, chosen().place);
  window_->actions().get("undo")->trigger();
  EXPECT_EQ(chosen(), before);
  EXPECT_TRUE(until([&] { return shown<PairFigure>(panel) != nullptr; }));
  window_->actions().get("redo")->trigger();
  EXPECT_EQ(chosen().place, (std::array{20.0, 30.0}));
}

TEST_F(PhotoTest, StatisticsOfSampledLayersAreThoseOfPoints) {
  open_detector();
  ASSERT_TRUE(until([&] { return window_->feed().statistics.get<StatisticsResult>() != nullptr; }));
  QStringList shown;
  for (auto* strip : window_->inspector().findChildren<StripPlot*>()) {
    if (!strip->isHidden()) shown += strip->accessibleName().section(QLatin1Char(' '), 0, -1);
  }
  EXPECT_EQ(shown.size(), 4) << shown.join(QStringLiteral(" | ")).toStdString();
}

}  // namespace
}  // namespace headlight::ui
