// The effective receptive field of the convolutions beside the attention.
#include <QApplication>
#include <QMenu>
#include <QTimer>

#include "tests/gui/photo_window.h"
#include "ui/figures/overlay.h"
#include "ui/figures/pair.h"

namespace headlight::ui {
namespace {

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

}  // namespace
}  // namespace headlight::ui
