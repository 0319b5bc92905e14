// Asked of a picture: boxes, brushed regions, mask files, and winners drawn on it.
#include <QLabel>
#include <QTemporaryDir>
#include <cmath>

#include "tests/gui/ask_workspace.h"
#include "ui/figures/overlay.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/picture_region.h"
#include "ui/studio/ask/ranking_table.h"

namespace headlight::ui {
namespace {

TEST_F(AskWorkspace, ABoxOnThePictureAsksAboutItsPatches) {
  ask_picture("fake-vit");
  auto* picture = page_->findChild<PictureRegion*>();
  ASSERT_TRUE(picture->isVisible());
  const QPoint from = picture->shown({70, 70}).toPoint(), to = picture->shown({180, 120}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(picture, to);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_TRUE(settled());
  const Axis& axis = window_->store().trace()->axes[0];
  ASSERT_FALSE(page_->model().question().to.empty());
  for (const std::int64_t position : page_->model().question().to) EXPECT_TRUE(axis.is_cell(position));
  EXPECT_EQ(page_->model().answer()->heads.size(), 16U);
}

TEST_F(AskWorkspace, SampledLayersAreAskedAboutTheBoxOfTheDetection) {
  ask_picture("fake-detr");
  ASSERT_TRUE(page_->model().sampled());
  ASSERT_TRUE(page_->model().question().box);
  const Answer* answer = page_->model().answer();
  ASSERT_NE(answer, nullptr);
  EXPECT_NEAR(answer->heads.front().mass, fake::inside(answer->heads.front().layer, answer->heads.front().head), 1e-6);
}

TEST_F(AskWorkspace, WinnersOfSampledLayersAreTheirPointsOnThePicture) {
  ask_picture("fake-detr");
  page_->model().set_region(false, {{0, 0, 128, 256}, {100, 0, 160, 256}});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_TRUE(winners->isVisible());
  const Answer& answer = *page_->model().answer();
  ASSERT_EQ(winners->figures().size(), answer.winners);
  for (std::size_t i = 0; i < answer.winners; ++i) {
    ASSERT_NE(winners->figures()[i], nullptr);
    const WinnerContent& content = winners->figures()[i]->content();
    const auto* points = dynamic_cast<const PointsFigure*>(content.picture.get());
    ASSERT_NE(points, nullptr);
    const QueryPoints& query = points->content().queries.at(0);
    EXPECT_EQ(query.points.size(), 4U);
    for (const SamplePoint& point : query.points) EXPECT_EQ(point.head, answer.heads[i].head);
    EXPECT_NEAR(query.level_share.at(0) + query.level_share.at(1), answer.heads[i].mass, 1e-5) << "the mass, level by level";
    EXPECT_EQ(content.name, QStringLiteral("%1.%2").arg(answer.heads[i].layer).arg(answer.heads[i].head));
    EXPECT_EQ(content.value, page_->model().mass_text(answer.heads[i].mass));
    const auto place = winners->figures()[i]->place(winners->table()->area(int(i), 0), screen_style(current_theme()));
    EXPECT_GT(place.rect.width(), 120) << "large enough to say something";
  }
  const auto figures = page_->figures();
  EXPECT_TRUE(std::ranges::any_of(figures, [](const ShownFigure& figure) { return figure.name == QStringLiteral("Winning heads"); }));
}

TEST_F(AskWorkspace, FromEverywhereWinnersAreMapsOfWherePointsFell) {
  ask_picture("fake-detr");
  page_->model().set_region(false, {{0, 0, 128, 256}});
  page_->model().set_from({});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_FALSE(winners->figures().empty());
  for (const auto& figure : winners->figures()) {
    ASSERT_NE(figure, nullptr);
    EXPECT_NE(dynamic_cast<const OverlayFigure*>(figure->content().picture.get()), nullptr);
    EXPECT_FALSE(figure->content().asked.isEmpty());
  }
}

TEST_F(AskWorkspace, WinnersBetweenDetectionsAreLinksOnThePicture) {
  ask_picture("fake-detr");
  Selection next = window_->store().selection();
  next.stream = "decoder";
  window_->store().select(next);
  ASSERT_TRUE(settled());
  page_->model().set_from({fake::object_query(0)});
  page_->model().set_to({fake::object_query(1)});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_FALSE(winners->figures().empty());
  for (const auto& figure : winners->figures()) {
    ASSERT_NE(figure, nullptr);
    const auto* links = dynamic_cast<const PictureGraphFigure*>(figure->content().picture.get());
    ASSERT_NE(links, nullptr);
    EXPECT_EQ(links->content().chosen, 0);
  }
}

TEST_F(AskWorkspace, ARegionOfSampledLayersHoldsThePointsInsideOfIt) {
  ask_picture("fake-detr");
  const Region region{{0, 0, 128, 256}, {100, 0, 160, 256}};
  page_->model().set_region(false, region);
  ASSERT_TRUE(until([&] { return page_->model().answer() != nullptr && !window_->client().any_busy(); }));
  const Answer& answer = *page_->model().answer();
  EXPECT_EQ(answer.heads.size(), 12U);
  EXPECT_NEAR(answer.even, 160.0 / 256, 1e-9);  // the boxes overlap
  const std::int64_t query = page_->model().question().from.at(0);
  for (const RankedHead& head : answer.heads) {
    double mass = 0;
    for (int level = 0; level < 2; ++level) {
      for (int point = 0; point < 2; ++point) {
        const SamplePoint one = fake::sample(head.layer, query, head.head, level, point);
        if (holds(region, one.x, one.y)) mass += one.weight;
      }
    }
    EXPECT_NEAR(head.mass, mass, 1e-6);
  }
  window_->store().undo();
  EXPECT_TRUE(page_->model().question().region.empty());
}

TEST_F(AskWorkspace, TurnedRoundASampledLayerSaysWhereWhatLandsThereComesFrom) {
  ask_picture("fake-detr");
  const Region region{{0, 0, 128, 256}, {100, 0, 160, 256}};
  AskModel& model = page_->model();
  model.set_region(false, region);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(model.looks_back());
  ASSERT_TRUE(model.can_turn());
  key(Qt::Key_R);
  ASSERT_TRUE(until([&] { return model.answer() != nullptr && !window_->client().any_busy(); }));
  ASSERT_TRUE(model.reversed());
  const std::int64_t query = model.question().from.at(0), queries = query_axis(*window_->store().trace(), *window_->store().site()).size();
  EXPECT_DOUBLE_EQ(model.answer()->even, 1.0 / double(queries));
  const auto inside = [&](int layer, int head, std::int64_t of) {
    double mass = 0;
    for (int level = 0; level < 2; ++level) {
      for (int point = 0; point < 2; ++point) {
        const SamplePoint one = fake::sample(layer, of, head, level, point);
        if (holds(region, one.x, one.y)) mass += one.weight;
      }
    }
    return mass;
  };
  for (const RankedHead& head : model.answer()->heads) {
    double all = 0;
    for (std::int64_t each = 0; each < queries; ++each) all += inside(head.layer, head.head, each);
    EXPECT_NEAR(head.mass, all > 0 ? inside(head.layer, head.head, query) / all : 0, 1e-6);
  }
  EXPECT_TRUE(model.table().startsWith(QStringLiteral("stream\tlayer\thead\tshare")));
  EXPECT_EQ(page_->figures().front().built.figure->data().header.at(1), QStringLiteral("share"));
  window_->store().undo();
  EXPECT_FALSE(model.reversed());
}

TEST_F(AskWorkspace, ABrushChoosesThePatchesUnderIt) {
  ask_picture("fake-vit");
  auto* picture = page_->findChild<PictureRegion*>();
  picture->set_brush(true);
  const QPoint from = picture->shown({32, 32}).toPoint(), to = picture->shown({96, 32}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(picture, to);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_TRUE(settled());
  const std::int64_t leading = window_->store().trace()->axes[0].leading;
  EXPECT_EQ(page_->model().question().to, (std::vector<std::int64_t>{leading, leading + 1}));  // 4 × 4 patches of 64 px
}

// What is seen as brushed is what is asked: another question takes it away, and a pointer that has left leaves no brush.
// A mask that cannot be taken is said as an error, and no longer once another one is taken.
TEST_F(AskWorkspace, AMaskFileIsTakenOrRefusedInOneLine) {
  ask_picture("fake-vit");
  const QTemporaryDir folder;
  QImage mask(256, 256, QImage::Format_Grayscale8);  // as the picture
  const auto take = [&](const char* name) {
    const QString path = folder.filePath(QLatin1String(name));
    EXPECT_TRUE(mask.save(path));
    page_->take_mask(path);
    EXPECT_TRUE(settled());
  };
  const auto errors = [&] {
    QStringList found;
    for (auto* label : page_->findChildren<QLabel*>()) {
      if (label->isVisible() && label->property("role").toString() == QStringLiteral("error")) found << label->text();
    }
    return found;
  };
  mask.fill(0);
  take("black.png");
  ASSERT_EQ(errors().size(), 1);
  EXPECT_TRUE(errors().front().contains(QStringLiteral("black everywhere")));
  mask.fill(255);
  take("white.png");
  EXPECT_TRUE(errors().isEmpty());
  EXPECT_EQ(page_->model().question().to.size(), 16U) << "every patch";
  mask = QImage(300, 20, QImage::Format_Grayscale8);
  mask.fill(255);
  take("wide.png");
  ASSERT_EQ(errors().size(), 1);
  EXPECT_EQ(page_->model().question().to.size(), 16U) << "the question stays";
  mask = QImage(256, 256, QImage::Format_RGB32);
  mask.fill(Qt::red);
  take("red.png");
  EXPECT_TRUE(errors().isEmpty());
}

TEST_F(AskWorkspace, AnotherQuestionTakesTheBrushedRegionAway) {
  ask_picture("fake-detr");
  auto* picture = page_->findChild<PictureRegion*>();
  const QImage before = picture->grab().toImage();
  picture->set_brush(true);
  const QPoint at = picture->shown({200, 200}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, at);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, at);
  ASSERT_TRUE(settled());
  ASSERT_FALSE(page_->model().question().region.empty());
  const QColor brushed = picture->grab().toImage().pixelColor(at);
  EXPECT_GT(brushed.lightness(), before.pixelColor(at).lightness());
  page_->model().set_region(false, {{0, 0, 20, 20}});
  ASSERT_TRUE(settled());
  EXPECT_EQ(picture->grab().toImage().pixelColor(at), before.pixelColor(at));
}

}  // namespace
}  // namespace headlight::ui
