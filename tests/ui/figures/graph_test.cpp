#include "ui/figures/first_head.h"
#include "ui/figures/graph_rows.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <cmath>
#include <set>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/built.h"
#include "ui/figures/builder.h"
#include "ui/figures/export.h"
#include "ui/figures/graph_layout.h"
#include "ui/figures/scale.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

Side side(std::int64_t size) {
  Side out;
  for (std::int64_t i = 0; i < size; ++i) {
    out.labels.push_back(QStringLiteral("w%1").arg(i));
    out.positions.push_back({i});
    out.special.push_back(0);
  }
  return out;
}

// Weights below 0.1 from a fixed sequence, and a few strong ones.
GraphContent content_of(std::int64_t size, int heads = 1) {
  GraphContent out;
  out.queries = out.keys = side(size);
  out.top_k = 2;
  out.threshold = 0.02;
  for (int head = 0; head < heads; ++head) {
    Plane plane;
    plane.rows = plane.columns = size;
    for (std::int64_t i = 0; i < size * size; ++i)
      plane.values.push_back(float((i * 7919 + head * 31) % 1000) / 10000);
    find_range(plane);
    out.heads.push_back({QStringLiteral("head %1").arg(head), head, plane});
  }
  return out;
}

void set(GraphContent& content, std::int64_t query, std::int64_t key, float weight) {
  for (GraphHead& head : content.heads)
    head.plane.values[static_cast<std::size_t>(query * head.plane.columns + key)] = weight;
}

TEST(GraphRows, WhatFitsIsLeftAlone) {
  const GraphContent all = readable_part(content_of(20), -1, 20);
  EXPECT_FALSE(all.links.has_value());
  EXPECT_EQ(all.queries.size(), 20);
  EXPECT_EQ(all.left_out.queries, 0);
}

TEST(GraphRows, TheStrongestLinksStayAndTheRestIsCounted) {
  GraphContent content = content_of(60);
  set(content, 57, 3, 0.9F);
  set(content, 4, 58, 0.8F);
  const auto links = strongest_links(content);
  const GraphContent part = readable_part(content, -1, 10);
  EXPECT_LE(part.queries.size(), 10);
  EXPECT_LE(part.keys.size(), 10);
  EXPECT_GT(part.queries.size(), 5);
  ASSERT_TRUE(part.links.has_value());
  EXPECT_EQ(part.left_out.queries, 60 - part.queries.size());
  EXPECT_EQ(part.left_out.keys, 60 - part.keys.size());
  EXPECT_EQ(part.left_out.links + std::int64_t(part.links->size()), std::int64_t(links.size()));
  const GraphLink& first = part.links->front();
  EXPECT_EQ(part.queries.label(first.query), QStringLiteral("w57"));
  EXPECT_EQ(part.keys.label(first.key), QStringLiteral("w3"));
  EXPECT_FLOAT_EQ(first.weight, 0.9F);
  // Every link that is shown is one of the whole graph: none moves up because its better was left out.
  for (const GraphLink& link : *part.links) {
    const auto same = [&](const GraphLink& other) {
      return other.query == part.queries.position(link.query) && other.key == part.keys.position(link.key) &&
             other.weight == link.weight;
    };
    EXPECT_TRUE(std::any_of(links.begin(), links.end(), same));
    EXPECT_FLOAT_EQ(part.heads[0].plane.at(link.query, link.key), link.weight);
  }
}

TEST(GraphRows, TheChosenQueryIsAmongThem) {
  GraphContent content = content_of(60);
  for (std::int64_t i = 0; i < 60; ++i) set(content, i, (i * 17 + 5) % 60, 0.7F);
  set(content, 31, (31 * 17 + 5) % 60, 0.05F);
  const GraphContent part = readable_part(content, 31, 8);
  EXPECT_GE(part.queries.find(31), 0);
  EXPECT_TRUE(std::any_of(part.links->begin(), part.links->end(),
                          [&](const GraphLink& link) { return part.queries.position(link.query) == 31; }));
}

TEST(GraphRows, WithoutAnyLinkTheFirstEntriesAreShown) {
  GraphContent content = content_of(40);
  content.threshold = 0.99;
  const GraphContent part = readable_part(content, -1, 6);
  EXPECT_EQ(part.queries.size(), 6);
  EXPECT_EQ(part.keys.size(), 6);
  EXPECT_TRUE(part.links->empty());
}

// Down the middle of a flat bundle: which heads are hit, from top to bottom.
std::vector<int> heads_from_the_top(const GraphFigure& figure, const QRectF& rect, const FigureStyle& style) {
  std::vector<int> heads;
  for (double y = rect.top(); y < rect.bottom(); y += 0.05) {
    const auto hit = figure.hit({rect.left() + 130, y}, rect, style);
    if (hit && hit->has_value && (heads.empty() || heads.back() != hit->head)) heads.push_back(hit->head);
  }
  return heads;
}

TEST(Graph, EqualLinksOfSeveralHeadsRunSideBySideInTheirOrder) {
  for (const int count : {2, 3, 8}) {
    GraphContent content = content_of(3, count);
    content.threshold = 0.5;
    set(content, 1, 1, 0.8F);
    std::vector<int> wanted;
    for (int head = 0; head < count; ++head) wanted.push_back(head);
    const GraphFigure figure(content);
    const FigureStyle style = paper_style();
    const QSizeF size = figure.natural_size(style, 260);
    EXPECT_EQ(heads_from_the_top(figure, QRectF(QPointF(0, 0), size), style), wanted);
    // They stay within their row.
    const double row = 1.53 * style.label;
    EXPECT_FALSE(figure.hit({130, size.height()}, QRectF(QPointF(0, 0), size), style).has_value());
    EXPECT_LT(row * 3, size.height());
  }
}

// Wherever links of several heads come together they end in their head's lane, and equal weights are of equal width.
TEST(Graph, HeadsHaveALaneEachAtEveryEnd) {
  const FigureStyle style = paper_style();
  std::vector<GraphLink> links;
  for (int head = 0; head < 4; ++head)
    for (std::int64_t query = 0; query < 5; ++query) links.push_back({query, (query + head) % 3, head, 0.9F});
  links.push_back({0, 4, 0, 0.9F});  // alone at its key
  const double row = 1.53 * style.label;
  const auto strokes = strokes_of(links, row, style);
  for (std::size_t a = 0; a < links.size(); ++a) {
    EXPECT_EQ(strokes[a].width, strokes[0].width);
    EXPECT_LE(std::abs(strokes[a].at_key) + strokes[a].width / 2, row / 2);
    EXPECT_LE(std::abs(strokes[a].at_query) + strokes[a].width / 2, row / 2);
    for (std::size_t b = a + 1; b < links.size(); ++b) {
      const bool one = links[a].head == links[b].head;
      const double least = (strokes[a].width + strokes[b].width) / 2;
      if (links[a].key == links[b].key && !one) {
        EXPECT_GT(std::abs(strokes[a].at_key - strokes[b].at_key), least);
      }
      if (links[a].key == links[b].key && one) {
        EXPECT_EQ(strokes[a].at_key, strokes[b].at_key);
      }
      if (links[a].query == links[b].query && !one) {
        EXPECT_GT(std::abs(strokes[a].at_query - strokes[b].at_query), least);
      }
    }
  }
}

// Links of one head that meet at a key lie on one another there, so their dashes must begin there.
TEST(Graph, DashesBeginAtBothEnds) {
  const LinkCurve curve{{10, 20}, {110, 90}};
  const QPainterPath path = curve.path(true);
  const auto polygons = path.toSubpathPolygons();
  ASSERT_EQ(polygons.size(), 2);
  EXPECT_EQ(polygons[0].first(), curve.from);
  EXPECT_EQ(polygons[1].first(), curve.to);
  EXPECT_EQ(polygons[0].last(), polygons[1].last());
  const double whole = curve.path().length();
  EXPECT_NEAR(path.length(), whole, whole * 0.01) << "the same curve";
  for (const QPointF point : {polygons[0][polygons[0].size() / 2], polygons[1][polygons[1].size() / 2]}) {
    double nearest = 1e9;
    for (int i = 0; i <= 400; ++i) nearest = std::min(nearest, QLineF(curve.at(i / 400.0), point).length());
    EXPECT_LT(nearest, 0.3);
  }
}

TEST(Graph, ManyHeadsDifferInColourOrDashes) {
  const auto heads = paper_style().heads;
  std::set<std::pair<QString, QList<qreal>>> looks;
  for (int head = 0; head < 24; ++head) looks.insert({heads[head % heads.size()].name(), head_dashes(head, 1)});
  EXPECT_EQ(looks.size(), 24U);
}

TEST(Graph, ALegendOfManyHeadsTakesTheLinesThatItNeeds) {
  const FigureStyle style = paper_style();
  const GraphFigure few(content_of(5, 2)), many(content_of(5, 24));
  EXPECT_GT(many.natural_size(style, 240).height(), few.natural_size(style, 240).height() + 3 * style.label);
}

TEST(Graph, LongOnesStayOnAPageAndSayWhatIsLeftOut) {
  for (const int count : {1, 40, 130, 400, 1600}) {
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i) words.push_back("w" + std::to_string(i));
    FigureSpec spec = view(FigureView::graph);
    spec.layer = 0;
    spec.head = HeadChoice{HeadChoice::Mode::one, 0};
    const auto figure = built(fake_words(words), spec);
    ASSERT_TRUE(figure.ok()) << figure.error().line();
    const auto& graph = dynamic_cast<const GraphFigure&>(*figure->figure);
    EXPECT_LT(figure->figure->natural_size(paper_style(), 240).height(), 750) << count;
    EXPECT_LE(graph.content().queries.size(), kMostGraphRows);
    EXPECT_EQ(graph.content().note.contains(QStringLiteral("Only what the strongest links join")), count > kMostGraphRows);
    EXPECT_EQ(figure->provenance.contains(QStringLiteral("left out")), count > kMostGraphRows);
    const FigureData data = figure->figure->data();
    EXPECT_EQ(data.shape, (std::vector<std::int64_t>{1, graph.content().queries.size(), graph.content().keys.size()}));
  }
}

TEST(Graph, SaysWhichLinksAreNotDrawn) {
  FigureSpec spec = view(FigureView::graph);
  for (const double threshold : {0.02, 0.1}) {
    spec.threshold = threshold;
    const auto figure = built(fake_sentence(), spec);
    ASSERT_TRUE(figure.ok());
    const QString note = dynamic_cast<const GraphFigure&>(*figure->figure).content().note;
    EXPECT_TRUE(note.contains(QStringLiteral("Links below %1 are not drawn.").arg(threshold))) << note.toStdString();
  }
}

TEST(FirstHead, ThatWhichLooksAFixedWayBackSaysLittle) {
  const FakeTrace trace = fake_words({"a", "b", "c", "d", "e", "f", "g", "h"});
  HeadsResult maps{1, 2, {}};
  for (int head = 0; head < 2; ++head) {
    Plane plane;
    plane.rows = plane.columns = 8;
    plane.values.assign(64, 0.01F);
    for (std::int64_t i = 0; i < 8; ++i) {
      const std::int64_t varied[] = {3, 5, 7, 0, 2, 1, 0, 4};
      const auto key = head == 0 ? (i + 2) % 8 : varied[i];
      plane.values[static_cast<std::size_t>(i * 8 + key)] = head == 0 ? 0.9F : 0.5F;
    }
    maps.maps.push_back({0, 0, head, plane});
  }
  const auto first = first_head(trace.info, view(FigureView::graph), maps);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->head, 1);
}

// A map of `keys.size()` words whose rows look at the given keys with the given weight.
HeadMap head_looking(int head, const std::vector<std::int64_t>& keys, float weight) {
  Plane plane;
  plane.rows = plane.columns = std::ssize(keys);
  plane.values.assign(keys.size() * keys.size(), (1 - weight) / float(keys.size() - 1));
  for (std::size_t i = 0; i < keys.size(); ++i) plane.values[i * keys.size() + std::size_t(keys[i])] = weight;
  return {0, 0, head, plane};
}

TEST(FirstHead, ASinkSaysLittle) {
  const FakeTrace trace = fake_words({"a", "b", "c", "d", "e", "f", "g", "h"});
  const HeadsResult maps{1, 2, {head_looking(0, {4, 4, 4, 4, 4, 4, 4, 4}, 0.9F), head_looking(1, {3, 5, 7, 0, 2, 1, 0, 4}, 0.3F)}};
  EXPECT_EQ(first_head(trace.info, view(FigureView::graph), maps)->head, 1);
}

// A full stop more or less moves nothing: what looks at it says nothing, and it is no word itself.
TEST(FirstHead, PunctuationNeitherAsksNorAnswers) {
  const std::vector<std::int64_t> at_words = {3, 5, 6, 0, 2, 1, 0}, fixed = {2, 3, 4, 5, 6, 4, 5};
  for (const bool stop : {false, true}) {
    std::vector<std::string> words = {"a", "b", "c", "d", "e", "f", "g"};
    std::vector<std::int64_t> telling = at_words, mute = fixed;
    if (stop) {
      words.emplace_back(".");
      telling.push_back(0);
      for (std::size_t i : {0U, 2U, 4U}) mute[i] = 7;  // these look at the full stop
      mute.push_back(2);
    }
    const FakeTrace trace = fake_words(words);
    const HeadsResult maps{1, 2, {head_looking(0, mute, 0.9F), head_looking(1, telling, 0.5F)}};
    EXPECT_EQ(first_head(trace.info, view(FigureView::graph), maps)->head, 1) << stop;
  }
}

struct Shown {
  const char* name;
  FakeTrace (*trace)();
};

// A width that is too small is refused with the least one, and that one works, for every view and format.
TEST(Widths, TooNarrowIsRefusedWithTheLeastThatWorks) {
  const QString folder = QDir::tempPath() + QStringLiteral("/headlight-widths-%1").arg(QCoreApplication::applicationPid());
  ASSERT_TRUE(QDir().mkpath(folder));
  for (const Shown shown : {Shown{"sentence", fake_sentence}, Shown{"picture", fake_picture},
                            Shown{"detector", fake_deformable_detector}, Shown{"dense", fake_dense_detector}})
    for (const FigureView which : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::overlay,
                                   FigureView::points, FigureView::rollout, FigureView::stats}) {
      const auto figure = built(shown.trace(), view(which));
      if (!figure.ok()) continue;  // not of this trace
      for (const char* ending : {"png", "svg", "pdf"}) {
        const std::string path = (folder + QStringLiteral("/x.")).toStdString() + ending;
        PageSpec page;
        page.dpi = 72;
        page.width_mm = 20;
        const auto refused = write_figure(figure.value(), path, page);
        ASSERT_FALSE(refused.ok()) << shown.name << " " << to_string(which);
        EXPECT_EQ(refused.error().kind, Error::Kind::usage);
        EXPECT_EQ(refused.error().found, "20 mm");
        EXPECT_FALSE(QFile::exists(QString::fromStdString(path)));
        page.width_mm = std::stoi(refused.error().expected.substr(std::string("at least ").size()));
        EXPECT_LE(page.width_mm, 90) << shown.name << " " << to_string(which);
        const auto written = write_figure(figure.value(), path, page);
        EXPECT_TRUE(written.ok()) << written.error().line();
        QFile::remove(QString::fromStdString(path));
      }
      const double least = figure->figure->least_width(paper_style());
      EXPECT_NEAR(figure->figure->natural_size(paper_style(), least).width(), least, 1e-6);
    }
  QDir(folder).removeRecursively();
}

TEST(Widths, PixelsAloneLayTheFigureOutSoThatLettersCanBeRead) {
  for (const FigureView which : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::stats}) {
    const auto figure = built(fake_sentence(), view(which));
    ASSERT_TRUE(figure.ok());
    for (const int pixels : {60, 160, 300, 600, 1200, 3000}) {
      PageSpec page;
      page.width_px = pixels;
      const auto image = render(figure.value(), page);
      if (!image.ok()) {
        EXPECT_LT(pixels, 200) << to_string(which);
        EXPECT_EQ(image.error().kind, Error::Kind::usage);
        EXPECT_NE(image.error().expected.find("at least"), std::string::npos);
        continue;
      }
      EXPECT_EQ(image->width(), pixels);
      EXPECT_GE(image->dotsPerMeterX(), 72 / 0.0254 * 0.99) << to_string(which);
      EXPECT_LT(image->height(), 4 * pixels);
    }
  }
}

TEST(Scales, TheBarSaysThatItIsARoot) {
  Scale scale;
  const FigureStyle style = paper_style();
  const double plain = colour_bar_head(scale, style);
  scale.transform = Transform::root;
  EXPECT_GT(colour_bar_head(scale, style), plain);
  const auto figure = built(fake_sentence(), view(FigureView::matrix));
  const QString path = QDir::tempPath() + QStringLiteral("/headlight-root-%1.svg").arg(QCoreApplication::applicationPid());
  ASSERT_TRUE(write_figure(figure.value(), path.toStdString()).ok());
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_TRUE(QString::fromUtf8(file.readAll()).contains(QStringLiteral("√ scale")));
  QFile::remove(path);
}

TEST(Statistics, OfSamplingPointsShowLevelsAndTheBox) {
  FigureSpec spec = view(FigureView::stats);
  const auto figure = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.stream, "deformable_decoder");
  const FigureData data = figure->figure->data();
  EXPECT_TRUE(data.header.contains(QStringLiteral("Inside final boxes (share)")));
  EXPECT_TRUE(data.header.contains(QStringLiteral("On level 0 (share)")));
  EXPECT_TRUE(data.header.contains(QStringLiteral("Mean distance (pixels)")));
  EXPECT_FALSE(data.header.contains(QStringLiteral("On itself (share)")));
  spec.stream = "deformable_encoder";
  const auto cells = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(cells.ok()) << cells.error().line();
  EXPECT_FALSE(cells->figure->data().header.contains(QStringLiteral("Inside final boxes (share)")));
}

}  // namespace
}  // namespace headlight::ui
