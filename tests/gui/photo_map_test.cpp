// The map on a picture: its boxes, its range, its contours, and no map without a row.
#include <QLineEdit>
#include <QPlainTextEdit>

#include "tests/gui/fake_detector.h"
#include "tests/gui/photo_window.h"
#include "ui/figures/overlay.h"
#include "ui/panels/inspector.h"
#include "ui/panels/photo_scene.h"

namespace headlight::ui {
namespace {

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

}  // namespace
}  // namespace headlight::ui
