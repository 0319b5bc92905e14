#include "ui/figures/export.h"

#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <cmath>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/panels.h"
#include "ui/figures/provenance.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

class Export : public ::testing::Test {
 protected:
  static BuiltFigure figure(FigureView view, FakeTrace trace, std::int64_t query = -1) {
    const TraceInfo info = trace.info;
    FakeSession session({std::move(trace)});
    FigureSpec spec;
    spec.view = view;
    spec.query = query;
    auto built = build(session, info, spec);
    EXPECT_TRUE(built.ok()) << built.error().line();
    return built.value();
  }

  QByteArray written(const BuiltFigure& built, const char* name, const PageSpec& page = {}) {
    path_ = folder_.filePath(QString::fromLatin1(name));
    auto done = write_figure(built, path_.toStdString(), page);
    EXPECT_TRUE(done.ok()) << done.error().line();
    QFile file(path_);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_EQ(done->bytes, bytes.size());
    return bytes;
  }

  QTemporaryDir folder_;
  QString path_;
};

struct SvgContent {
  QStringList texts;
  int images = 0;
  QJsonObject provenance;
  bool whole = false;
};

SvgContent read_svg(const QByteArray& bytes) {
  SvgContent out;
  QXmlStreamReader xml(bytes);
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("text"))
      out.texts += xml.readElementText();
    else if (xml.name() == QLatin1String("image"))
      ++out.images;
    else if (xml.name() == QLatin1String("provenance"))
      out.provenance = QJsonDocument::fromJson(xml.readElementText().toUtf8()).object();
  }
  out.whole = !xml.hasError();
  return out;
}

TEST_F(Export, SvgKeepsTextAsTextWithItsProvenance) {
  const SvgContent svg = read_svg(written(figure(FigureView::graph, fake_translation()), "cat.svg"));
  EXPECT_TRUE(svg.whole);
  for (const char* word : {"le", "chat", "noir", "The", "black", "cat", "0.950", "written", "source"}) {
    EXPECT_TRUE(svg.texts.contains(QString::fromUtf8(word))) << word;
  }
  EXPECT_EQ(svg.images, 0);
  EXPECT_EQ(svg.provenance.value(QStringLiteral("model")).toString(), QStringLiteral("translate-en-fr"));
  EXPECT_EQ(svg.provenance.value(QStringLiteral("layer")).toInt(), 1);
  EXPECT_TRUE(svg.provenance.value(QStringLiteral("program")).toString().startsWith(QStringLiteral("Headlight ")));
}

TEST_F(Export, SvgSurvivesHostileLabels) {
  const std::string hostile("a<b>&\"'\x01\x1f", 9);
  const SvgContent svg =
      read_svg(written(figure(FigureView::graph, fake_words({hostile, "]]>", "\xff\xfe"})), "hostile.svg"));
  EXPECT_TRUE(svg.whole);
  EXPECT_TRUE(svg.texts.contains(QStringLiteral("]]>")));
}

TEST_F(Export, EveryViewIsWrittenInEveryFormat) {
  for (const FigureView view :
       {FigureView::heads, FigureView::matrix, FigureView::overlay, FigureView::rollout, FigureView::stats}) {
    const bool picture = view == FigureView::overlay || view == FigureView::rollout;
    const BuiltFigure built = figure(view, picture ? fake_picture() : fake_sentence());
    for (const char* name : {"f.png", "f.svg", "f.pdf", "f.csv", "f.json", "f.npy"}) {
      EXPECT_GT(written(built, name, {85, 72}).size(), 200) << to_string(view) << " " << name;
    }
  }
}

TEST_F(Export, PngHasItsSizeResolutionAndOrigin) {
  written(figure(FigureView::graph, fake_sentence(), 9), "graph.png", {85, 200});
  const QImage image(path_);
  EXPECT_EQ(image.width(), static_cast<int>(std::lround(85 / 25.4 * 200)));
  EXPECT_NEAR(image.dotsPerMeterX(), 200 / 0.0254, 1);
  const QJsonObject origin = QJsonDocument::fromJson(image.text(QStringLiteral("headlight")).toUtf8()).object();
  EXPECT_EQ(origin.value(QStringLiteral("query")).toInt(), 9);
  EXPECT_EQ(image.text(QStringLiteral("Title")),
            QStringLiteral("Layer 3, head 1: the two strongest links of each word"));
  written(figure(FigureView::graph, fake_sentence()), "wide.png", {0, 300, 640});
  EXPECT_EQ(QImage(path_).width(), 640);
}

TEST_F(Export, PdfEmbedsItsFontsAndNamesItself) {
  const QByteArray pdf = written(figure(FigureView::graph, fake_sentence(), 9), "graph.pdf", {85});
  EXPECT_TRUE(pdf.startsWith("%PDF-1."));
  EXPECT_TRUE(pdf.contains("/FontFile"));
  EXPECT_TRUE(pdf.contains("urn:headlight:provenance"));
  EXPECT_TRUE(pdf.contains("all-MiniLM-L6-v2"));
  EXPECT_FALSE(pdf.contains("/Subtype /Image"));
}

TEST_F(Export, JsonAndCsvHoldTheNumbersShown) {
  const FakeTrace trace = fake_sentence();
  const BuiltFigure built = figure(FigureView::matrix, trace);
  const QJsonObject json = QJsonDocument::fromJson(written(built, "m.json")).object();
  const Plane& plane = trace.sites[3].weights[1];
  EXPECT_EQ(static_cast<float>(json.value(QStringLiteral("values")).toArray()[9].toArray()[7].toDouble()),
            plane.at(9, 7));
  EXPECT_EQ(json.value(QStringLiteral("labels")).toObject().value(QStringLiteral("columns")).toArray()[7].toString(),
            QStringLiteral("##ch"));
  EXPECT_EQ(json.value(QStringLiteral("provenance")).toObject().value(QStringLiteral("transform")).toString(),
            QStringLiteral("square root"));
  const QList<QByteArray> lines = written(built, "m.csv").split('\n');
  EXPECT_TRUE(lines[0].startsWith("# {"));
  EXPECT_TRUE(lines[1].startsWith("query,[CLS],the,"));
  EXPECT_EQ(lines[2 + 9].split(',')[8].toFloat(), plane.at(9, 7));
}

TEST_F(Export, NumbersHaveNoMoreDigitsThanTheyNeed) {
  EXPECT_EQ(shortest(0.15F), 0.15);
  EXPECT_EQ(shortest(1e-7F), 1e-7);
  EXPECT_EQ(shortest(16777217.0F), 16777216.0);
  EXPECT_TRUE(std::isnan(shortest(NAN)));
  const auto kept = file_provenance({{QStringLiteral("a"), 0.1 + 0.05}, {QStringLiteral("b"), QJsonArray{0.1 + 0.2, 3, 1234567890123.0}}}, {});
  EXPECT_EQ(QJsonDocument(kept).toJson(QJsonDocument::Compact), QByteArray(R"({"a":0.15,"b":[0.3,3,1234567890123]})"));
}

TEST_F(Export, ThePictureIsKnownByItsHash) {
  const QString path = folder_.filePath(QStringLiteral("picture.png"));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("abc");
  file.close();
  auto built = figure(FigureView::overlay, fake_picture());
  built.input_file = path;
  EXPECT_EQ(read_svg(written(built, "a.svg")).provenance.value(QStringLiteral("input sha256")).toString(),
            QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  built.input_file = folder_.filePath(QStringLiteral("gone.png"));
  EXPECT_FALSE(read_svg(written(built, "b.svg")).provenance.contains(QStringLiteral("input sha256")));
}

TEST_F(Export, StatisticsKeepTheRangeOfEveryMap) {
  const auto ranges = figure(FigureView::stats, fake_sentence()).provenance.value(QStringLiteral("colour ranges")).toObject();
  ASSERT_GE(ranges.size(), 3);
  for (const QJsonValue& range : ranges) {
    ASSERT_EQ(range.toArray().size(), 2);
    EXPECT_LT(range.toArray()[0].toDouble(), range.toArray()[1].toDouble());
  }
}

TEST_F(Export, CsvQuotesWhatNeedsIt) {
  const QByteArray csv = written(figure(FigureView::matrix, fake_words({"a,b", "say \"x\"", "#c"})), "q.csv");
  EXPECT_TRUE(csv.contains("query,\"a,b\",\"say \"\"x\"\"\",\"#c\"\r\n"));
}

TEST_F(Export, NpyIsAlignedAndExact) {
  const FakeTrace trace = fake_sentence();
  const QByteArray npy = written(figure(FigureView::matrix, trace), "m.npy");
  ASSERT_TRUE(npy.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)));
  const int header = static_cast<unsigned char>(npy[8]) + 256 * static_cast<unsigned char>(npy[9]);
  EXPECT_EQ((10 + header) % 64, 0);
  EXPECT_TRUE(npy.mid(10, header).startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (14, 14, ), } # {"));
  EXPECT_EQ(npy[10 + header - 1], '\n');
  ASSERT_EQ(npy.size(), 10 + header + 14 * 14 * 4);
  float value = 0;
  std::memcpy(&value, npy.constData() + 10 + header + 4 * (9 * 14 + 7), 4);
  EXPECT_EQ(value, trace.sites[3].weights[1].at(9, 7));
}

TEST_F(Export, PanelsHaveLettersAndOneFile) {
  BuiltFigure all = figure(FigureView::graph, fake_sentence());
  all.figure = std::make_shared<PanelsFigure>(std::vector<std::vector<FigurePtr>>{
      {all.figure}, {figure(FigureView::matrix, fake_sentence()).figure, all.figure}});
  const SvgContent svg = read_svg(written(all, "panels.svg", {175}));
  for (const char* letter : {"a", "b", "c"}) EXPECT_TRUE(svg.texts.contains(QString::fromLatin1(letter)));
}

TEST_F(Export, FailuresLeaveNothingBehind) {
  const BuiltFigure built = figure(FigureView::graph, fake_sentence());
  auto missing = write_figure(built, folder_.filePath(QStringLiteral("no/such/folder.png")).toStdString());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().kind, Error::Kind::unusable);
  EXPECT_NE(missing.error().line().find("folder.png"), std::string::npos);
  EXPECT_EQ(write_figure(built, "x.gif").error().kind, Error::Kind::usage);
  EXPECT_EQ(write_figure(built, folder_.filePath(QStringLiteral("x.png")).toStdString(), {85, 1e9}).error().kind,
            Error::Kind::usage);
  EXPECT_EQ(write_figure(built, folder_.filePath(QStringLiteral("x.svg")).toStdString(), {-3}).error().kind,
            Error::Kind::usage);
  EXPECT_TRUE(QDir(folder_.path()).isEmpty());
}

// No file of this process may pass `most` bytes while it lives: what a full disk does, with another reason.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t most) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{most, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST_F(Export, AFileThatFillsUpHalfWayGivesItsReasonAndLeavesNothing) {
  const auto built = figure(FigureView::matrix, fake_sentence());
  for (const char* name : {"a.png", "a.svg", "a.pdf", "a.csv", "a.json", "a.npy"}) {
    const std::string path = folder_.filePath(QString::fromLatin1(name)).toStdString();
    const auto done = [&] {
      const SmallFiles limit(100);
      return write_figure(built, path);
    }();
    ASSERT_FALSE(done.ok()) << name;
    EXPECT_NE(done.error().line().find("File too large"), std::string::npos) << done.error().line();
    EXPECT_TRUE(QDir(folder_.path()).isEmpty()) << name;
  }
}

}  // namespace
}  // namespace headlight::ui
