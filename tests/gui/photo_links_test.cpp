// Links between detections on the photo: whose they are, what they leave out, how they zoom and are exported.
#include "tests/gui/fake_detector.h"
#include "tests/gui/photo_window.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/photo_scene.h"
#include "ui/state/detections.h"

namespace headlight::ui {
namespace {

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

TEST_F(PhotoTest, LinksAreNamedByDetection) {
  open_detector();
  window_->findChild<PhotoSection*>()->kind()->findChildren<QToolButton*>()[2]->click();
  ASSERT_TRUE(settled());
  auto* strongest = window_->findChild<StrongestSection*>();
  const auto rows = strongest->findChildren<LinkRow*>();
  ASSERT_FALSE(rows.isEmpty());
  QStringList names;  // as the matrix and the picture have them
  for (std::int64_t object = 0; object < 3; ++object) names += numbered_text(window_->store(), fake::object_query(int(object)));
  EXPECT_TRUE(names[1].startsWith(QStringLiteral("1 "))) << names[1].toStdString();
  for (const LinkRow* row : rows) {
    const bool named = std::ranges::any_of(names, [&](const QString& query) {
      return std::ranges::any_of(names, [&](const QString& key) { return row->accessibleName().startsWith(pair_text(query, key) + QLatin1Char(' ')); });
    });
    EXPECT_TRUE(named) << row->accessibleName().toStdString();
  }
  for (const ElidedLabel* label : strongest->findChildren<ElidedLabel*>()) EXPECT_FALSE(label->text().contains(QStringLiteral("special")));
  for (const StripPlot* strip : window_->findChild<StatisticsSection*>()->findChildren<StripPlot*>())
    EXPECT_TRUE(strip->isHidden() || !strip->accessibleName().startsWith(QStringLiteral("Mean distance"))) << "queries have no order";
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

}  // namespace
}  // namespace headlight::ui
