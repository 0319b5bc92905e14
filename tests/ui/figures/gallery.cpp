// Writes a picture of every kind of figure into a folder: `gallery FOLDER`. For looking at, not a test.
#include <QDir>
#include <QGuiApplication>
#include <QTranslator>
#include <QPainter>
#include <QSvgRenderer>
#include <cstdio>

#include "tests/ui/figures/fake_session.h"
#include "ui/figures/export.h"
#include "ui/figures/panels.h"

using namespace headlight;
using namespace headlight::ui;
using namespace headlight::testing;

namespace {

std::string folder;

void write(FakeTrace trace, const std::string& name, FigureSpec spec, PageSpec page = {}) {
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  auto built = build(session, info, spec);
  if (!built) return void(std::printf("%s: %s\n", name.c_str(), built.error().line().c_str()));
  auto written = write_figure(built.value(), folder + "/" + name, page);
  std::printf("%s: %s\n", name.c_str(), written ? "written" : written.error().line().c_str());
}

void screen(FakeTrace trace, const std::string& name, FigureSpec spec, QSize size,
            Appearance appearance = Appearance::dark) {
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  auto built = build(session, info, spec);
  if (!built) return void(std::printf("%s: %s\n", name.c_str(), built.error().line().c_str()));
  FigureStyle style = screen_style(Theme::of(appearance));
  style.titles = false;
  style.selected = built->selected;
  style.selected_site = built->site;
  style.selected_head = built->head;
  render_on_screen(built.value(), style, size, 2).save(QString::fromStdString(folder + "/" + name));
}

FigureSpec spec(FigureView view) {
  FigureSpec out;
  out.view = view;
  return out;
}

FigureSpec one(FigureView view, int layer, int head, std::int64_t query = -1, std::int64_t key = -1) {
  FigureSpec out = spec(view);
  out.layer = layer;
  out.head = HeadChoice{HeadChoice::Mode::one, head};
  out.query = query;
  out.key = key;
  return out;
}

std::vector<std::string> numbered(int count) {
  std::vector<std::string> words;
  for (int i = 0; i < count; ++i) words.push_back(std::string("w").append(std::to_string(i)));
  return words;
}

void sentence() {
  const FakeTrace trace = fake_sentence();
  FigureSpec graph = one(FigureView::graph, 3, 1, 9);
  write(trace, "graph.png", graph, {85, 300});
  write(trace, "graph.svg", graph, {85, 300});
  write(trace, "graph.pdf", graph, {85, 300});
  for (const char* data : {"graph.csv", "graph.json", "graph.npy"}) write(trace, data, graph);
  FigureSpec many = graph;
  many.heads = {1, 4, 7};
  many.query = -1;
  write(trace, "graph-heads.png", many, {175, 200});
  FigureSpec matrix = one(FigureView::matrix, 3, 1, 9, 7);
  for (const char* name : {"matrix.png", "matrix.svg", "matrix.pdf"}) write(trace, name, matrix, {85, 300});
  matrix.merge_words = matrix.drop_special = true;
  write(trace, "matrix-words.png", matrix, {175, 200});
  matrix.merge_words = matrix.drop_special = false;
  matrix.quantity = Quantity::score;
  write(trace, "matrix-score.png", matrix, {85, 300});
  for (const char* name : {"heads.png", "heads.svg", "heads.pdf"})
    write(trace, name, spec(FigureView::heads), {175, 200});
  for (const char* name : {"stats.png", "stats.svg"}) write(trace, name, spec(FigureView::stats), {175, 200});
  write(trace, "stats-85.png", spec(FigureView::stats), {85, 300});
  write(trace, "rollout-tokens.png", spec(FigureView::rollout), {85, 300});
  FigureSpec row = spec(FigureView::rollout);
  row.query = 0;
  write(trace, "rollout-row.png", row, {85, 300});
  screen(trace, "screen-graph.png",
         [] {
           auto s = one(FigureView::graph, 3, 1, 9, 7);
           s.merge_words = s.drop_special = false;
           s.top_k = 3;
           return s;
         }(),
         {488, 480});
  screen(trace, "screen-matrix.png", one(FigureView::matrix, 3, 1, 9, 7), {550, 480});
  screen(trace, "screen-matrix-light.png", one(FigureView::matrix, 3, 1, 9, 7), {800, 800}, Appearance::light);
  screen(trace, "screen-heads.png", spec(FigureView::heads), {784, 392});
  screen(trace, "screen-stats.png", spec(FigureView::stats), {700, 420});
}

void others() {
  for (const char* name : {"cat.png", "cat.svg"}) write(fake_translation(), name, spec(FigureView::graph), {85, 300});
  write(fake_translation(), "cat-matrix.png", spec(FigureView::matrix), {85, 300});
  FigureSpec overlay = spec(FigureView::overlay);
  for (const char* name : {"overlay.png", "overlay.svg", "overlay.pdf"})
    write(fake_picture(), name, overlay, {175, 200});
  overlay.smooth = true;
  overlay.shares = {0.5, 0.8};
  write(fake_picture(), "overlay-smooth.png", overlay, {175, 200});
  overlay.smooth = false;
  overlay.query = 1 + 3 * 14 + 12;
  write(fake_picture(), "overlay-patch.png", overlay, {85, 300});
  screen(fake_picture(), "screen-overlay.png", overlay, {600, 400});
  write(fake_picture(), "rollout.png", spec(FigureView::rollout), {175, 200});
  write(fake_picture(), "matrix-patches.png", one(FigureView::matrix, 3, 0), {85, 300});
  write(fake_words({"안녕하세요", "저는", "어텐션", "헤드를", "봅니다", "."}), "korean.png", spec(FigureView::graph),
        {85, 300});
  const std::vector<std::string> arabic{"القطة", "السوداء", "تجلس", "على", "الكرسي", "."};
  write(fake_words(arabic, "القطة السوداء تجلس على الكرسي."), "arabic.png", one(FigureView::graph, 0, 1, 2), {85, 300});
  write(fake_words(arabic, "القطة السوداء تجلس على الكرسي."), "arabic.svg", one(FigureView::graph, 0, 1, 2), {85, 300});
  write(fake_words(arabic, "القطة السوداء تجلس على الكرسي."), "arabic-matrix.png", one(FigureView::matrix, 0, 1, 2, 4),
        {85, 300});
  write(fake_words({"החתול", "השחור", "יושב"}, "החתול השחור יושב"), "hebrew.png", one(FigureView::graph, 0, 1),
        {85, 300});
  write(fake_words({"one"}), "graph-1.png", one(FigureView::graph, 0, 0), {85, 300});
  write(fake_words({"one"}), "matrix-1.png", one(FigureView::matrix, 0, 0), {85, 300});
  const std::string longest = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  write(fake_words({"the", longest, "is", "a", "word", longest}), "graph-long.png", one(FigureView::graph, 0, 0, 1),
        {85, 300});
  write(fake_words({"the", longest, "is", "a", "word", longest}), "matrix-long.png", one(FigureView::matrix, 0, 0, 1),
        {85, 300});
  for (const int count : {60, 300, 3000}) {
    write(fake_words(numbered(count)), "matrix-" + std::to_string(count) + ".png", one(FigureView::matrix, 0, 0, 7, 3),
          {85, 300});
    if (count < 4000)
      write(fake_words(numbered(count)), "graph-" + std::to_string(count) + ".png", one(FigureView::graph, 0, 0, 7),
            {85, 150});
  }
  screen(fake_words(numbered(300)), "screen-matrix-300.png", one(FigureView::matrix, 0, 0, 7, 30), {550, 480});
  screen(fake_words(numbered(60)), "screen-graph-60.png", one(FigureView::graph, 0, 0, 7), {488, 480});
}

void heads_that_agree() {
  FakeTrace trace = fake_sentence();
  auto& heads = trace.sites[3].weights;
  for (std::size_t head = 0; head < heads.size(); ++head) heads[head] = heads[1];
  FigureSpec graph = spec(FigureView::graph);
  graph.layer = 3;
  graph.heads = {1, 4, 7};
  write(trace, "agree-3.png", graph, {85, 300});
  graph.query = 9;
  write(trace, "agree-3-query.png", graph, {85, 300});
  for (int head = 0; head < 12; ++head) graph.heads.push_back(head);
  graph.heads.erase(graph.heads.begin(), graph.heads.begin() + 3);
  write(trace, "agree-12.png", graph, {85, 300});
}

// Every view at every width, in pixels.
void widths() {
  const std::vector<std::pair<const char*, FakeTrace>> traces{{"sentence", fake_sentence()},
                                                              {"translation", fake_translation()},
                                                              {"picture", fake_picture()},
                                                              {"deformable", fake_deformable_detector()},
                                                              {"dense", fake_dense_detector()}};
  for (const auto& [name, trace] : traces)
    for (const FigureView view : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::overlay,
                                  FigureView::points, FigureView::rollout, FigureView::stats})
      for (const int pixels : {160, 300, 600, 1200, 3000}) {
        PageSpec page;
        page.width_px = pixels;
        write(trace, "width-" + to_string(view) + "-" + name + "-" + std::to_string(pixels) + ".png", spec(view), page);
      }
}

void detections() {
  const FakeTrace trace = fake_deformable_detector();
  FigureSpec stats = spec(FigureView::stats);
  for (const char* stream : {"deformable_decoder", "deformable_encoder"}) {
    stats.stream = stream;
    write(trace, "stats-" + std::string(stream) + ".png", stats, {175, 200});
  }
  FigureSpec points = spec(FigureView::points);
  write(trace, "points.png", points, {175, 200});
  write(trace, "points.svg", points, {175, 200});
  write(trace, "points.pdf", points, {175, 200});
  write(trace, "points-85.png", points, {85, 300});
  points.refinement = false;
  points.detection = 1;
  points.heads = {0, 3};
  points.least_weight = 0.05;
  write(trace, "points-filtered.png", points, {175, 200});
  points = spec(FigureView::points);
  points.all_detections = true;
  points.by_level = true;
  write(trace, "points-all.png", points, {175, 200});
  points = spec(FigureView::points);
  points.stream = "deformable_encoder";
  write(trace, "points-cell.png", points, {175, 200});
  screen(trace, "screen-points.png", spec(FigureView::points), {900, 570});
  for (const auto view : {FigureView::overlay, FigureView::heads}) {
    FigureSpec deformable = spec(view);
    deformable.stream = "deformable_decoder";
    write(trace, to_string(view) + "-deformable.png", deformable, {175, 200});
  }
  FigureSpec graph = spec(FigureView::graph);
  write(fake_dense_detector(), "picture-graph.png", graph, {175, 200});
  graph.detection = 0;
  graph.threshold = 0;
  write(fake_dense_detector(), "picture-graph-one.png", graph, {175, 200});
  write(fake_dense_detector(), "overlay-detection.png", spec(FigureView::overlay), {175, 200});
}

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  QTranslator words;  // HEADLIGHT_TRANSLATION: a .qm file
  if (words.load(qEnvironmentVariable("HEADLIGHT_TRANSLATION"))) QGuiApplication::installTranslator(&words);
  folder = argc > 1 ? argv[1] : ".";
  QDir().mkpath(QString::fromStdString(folder));
  detections();
  if (argc > 2 && std::string(argv[2]) == "detections") return 0;
  heads_that_agree();
  if (argc > 2 && std::string(argv[2]) == "widths") widths();
  sentence();
  others();
  const FakeTrace trace = fake_sentence();
  FakeSession session({trace});
  FigureSpec matrix = one(FigureView::matrix, 3, 1, 9, 6);
  matrix.merge_words = matrix.drop_special = true;
  auto a = build(session, trace.info, one(FigureView::graph, 3, 1, 9)), b = build(session, trace.info, matrix);
  matrix.head->head = 7;
  matrix.layer = 5;
  auto c = build(session, trace.info, matrix);
  BuiltFigure panels = a.value();
  panels.selected = {9, 6};
  panels.figure =
      std::make_shared<PanelsFigure>(std::vector<std::vector<FigurePtr>>{{a->figure}, {b->figure, c->figure}},
                                     QStringLiteral("Three views"), QStringLiteral("Synthetic weights."));
  for (const char* name : {"panels.png", "panels.svg", "panels.pdf"})
    std::printf("%d\n", write_figure(panels, folder + "/" + name, {120, 300}).ok());
  for (const char* name : {"panels", "heads", "overlay", "arabic", "stats"}) {
    QSvgRenderer renderer(QString::fromStdString(folder + "/" + name + ".svg"));
    QImage image(renderer.defaultSize() * 3, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    image.save(QString::fromStdString(folder + "/" + name + ".svg.png"));
  }
  return 0;
}
