// What the shipped binary writes: exit status, whole files.
#include <nlohmann/json.hpp>
#include <set>

#include "engine/io/npy.h"
#include "engine/io/npy_header.h"
#include "tests/app/command_line.h"

namespace headlight::tests {
namespace {

using nlohmann::json;

TEST_F(CommandLine, VersionAndHelp) {
  const auto version = headlight("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.out.rfind("headlight ", 0), 0U);
  EXPECT_EQ(headlight("help").status, 0);
  EXPECT_NE(headlight("help dump").out.find("--max-bytes"), std::string::npos);
  EXPECT_NE(headlight("export --help").out.find("--view"), std::string::npos);
}

TEST_F(CommandLine, TheWindowTakesModelsByName) {
  expect_failure("no-such-model", 3);
  expect_failure("translate-en-fr --screenshot " + path("no/such/folder.png"), 3);
  expect_failure("translate-en-fr no-such-picture.png", 3);
  const auto run = headlight("translate-en-fr --screenshot " + path("window.png"));
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_TRUE(fs::exists(path("window.png")));
}

TEST_F(CommandLine, QuietSaysNothingOfWhatWentWell) {
  const std::string run = " --quiet --model " + bert() + " --ids 1,2 --out ";
  for (const auto& line : {"trace" + run + path("x.trace"), "dump" + run + path("x"), "export --view heads" + run + path("x.png")}) {
    const auto outcome = headlight(line);
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_EQ(outcome.out + outcome.error, "") << line;
  }
  EXPECT_NE(headlight("dump --json" + run + path("x")).out, "");
}

TEST_F(CommandLine, DumpWritesWhatTraceJsonNames) {
  const auto run = headlight("dump --model " + bert() + " --ids 3,4,5,6,7 --out " + path("dump"));
  ASSERT_EQ(run.status, 0) << run.error;
  const auto trace = json::parse(slurp(folder_ / "dump" / "trace.json"));
  EXPECT_EQ(trace["format"], 1);
  EXPECT_EQ(trace["model"]["family"], "bert");
  ASSERT_FALSE(trace["sites"].empty());
  for (const auto& site : trace["sites"]) {
    const auto weights = headlight::io::read_npy(folder_ / "dump" / site["weights"].get<std::string>());
    ASSERT_TRUE(weights) << weights.error().line();
    EXPECT_EQ(weights->shape, (std::vector<std::int64_t>{site["heads"], 5, 5}));
    EXPECT_TRUE(fs::exists(folder_ / "dump" / site["scores"].get<std::string>()));
  }
  EXPECT_TRUE(fs::exists(folder_ / "dump" / trace["outputs"]["logits"].get<std::string>()));
}

TEST_F(CommandLine, ATraceOpensWithoutItsModel) {
  const auto kept = headlight("trace --json --model " + bert() + " --ids 3,4,5 --out " + path("a.trace"));
  ASSERT_EQ(kept.status, 0) << kept.error;
  const auto line = json::parse(kept.out);
  for (const auto* name : {"load", "forward", "write"}) EXPECT_TRUE(line["seconds"].contains(name));
  EXPECT_GT(line["bytes"]["trace"], 0);
  EXPECT_GT(line["bytes"]["peak"], line["bytes"]["trace"]);
  ASSERT_EQ(headlight("dump --model " + bert() + " --ids 3,4,5 --out " + path("direct")).status, 0);
  ASSERT_EQ(headlight("dump --trace " + path("a.trace") + " --out " + path("from-trace")).status, 0);
  EXPECT_EQ(slurp(folder_ / "direct" / "000.weights.npy"), slurp(folder_ / "from-trace" / "000.weights.npy"));
}

TEST_F(CommandLine, AThresholdThatNothingReachesStaysInTheData) {
  const auto target = path("links.json");
  const auto run = headlight("export --view graph --special --threshold 0.9999 --model " + bert() + " --ids 1,2,3,4,5 --out " + target);
  ASSERT_EQ(run.status, 0) << run.error;
  const auto data = json::parse(slurp(target));
  EXPECT_EQ(data["provenance"]["threshold"], 0.9999) << data.dump().substr(0, 600);
  EXPECT_TRUE(data["table"].empty()) << data.dump().substr(0, 600);
}

TEST_F(CommandLine, EveryViewExportsInEveryFormat) {
  for (const auto* view : {"heads", "matrix", "graph", "stats", "rollout"})
    for (const auto* format : {"png", "svg", "pdf", "npy", "csv", "json"}) {
      const auto name = std::string(view) + "." + format;
      const auto run = headlight("export --model " + bert() + " --ids 3,4,5,6 --view " + view + " --out " + path(name));
      EXPECT_EQ(run.status, 0) << name << ": " << run.error;
      EXPECT_GT(fs::exists(path(name)) ? fs::file_size(path(name)) : 0, 60U) << name;
    }
}

TEST_F(CommandLine, FiguresSpeakTheLanguageThatIsAskedForAndTheirDataEnglish) {
  const auto run = "export --model " + bert() + " --ids 3,4,5,6 --view heads --out ";
  for (const auto* language : {"", " --language ko"}) {
    ASSERT_EQ(headlight(run + path("words.svg") + language).status, 0) << language;
    ASSERT_EQ(headlight(run + path("words.csv") + language).status, 0) << language;
    const bool korean = slurp(path("words.svg")).find("레이어") != std::string::npos || slurp(path("words.svg")).find("층") != std::string::npos;
    EXPECT_EQ(korean, *language != 0);
    EXPECT_NE(slurp(path("words.csv")).find("layer,head,row,column,weight"), std::string::npos) << language;
  }
}

TEST_F(CommandLine, TheGridOfHeadsTakesOneLayerOneHeadOrOneSite) {
  const auto run = "export --model " + bert() + " --ids 3,4,5,6 --view heads --out " + path("grid.json");
  for (const auto* none : {" --layer 99", " --head 99"}) expect_failure(run + none, 2);
  const auto maps = [&](const std::string& options) {
    const auto written = headlight(run + options);
    EXPECT_EQ(written.status, 0) << options << written.error;
    return json::parse(slurp(path("grid.json")));
  };
  const auto all = maps("")["labels"]["maps"].size();
  const auto row = maps(" --layer 1"), column = maps(" --head 2"), cell = maps(" --site 1 --head 2");
  EXPECT_GT(all, row["labels"]["maps"].size());
  for (const auto& map : row["labels"]["maps"]) EXPECT_EQ(map["layer"], 1);
  for (const auto& map : column["labels"]["maps"]) EXPECT_EQ(map["head"], 2);
  EXPECT_EQ(row["labels"]["maps"].size() * column["labels"]["maps"].size(), all);
  ASSERT_EQ(cell["labels"]["maps"].size(), 1U);
  EXPECT_EQ(cell["labels"]["maps"][0], (json{{"layer", 1}, {"head", 2}}));
  EXPECT_EQ(cell["provenance"]["layer"], 1);
  EXPECT_EQ(cell["provenance"]["head"], 2);
}

// Two small random detectors on noise: what their queries read, from the run and from the trace kept of it.
TEST_F(CommandLine, SamplingPointsComeFromARunOrFromItsTrace) {
  const auto body = [](const std::string& csv) { return csv.substr(csv.find('\n')); };
  std::vector<float> pixels(3 * 64 * 96);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<float>((i * 7919) % 97) / 48.0F - 1;
  ASSERT_TRUE(headlight::io::write_npy(path("in.npy"), {3, 64, 96}, pixels.data()).ok());
  for (const auto* name : {"rt-detr", "deformable-detr-refine"}) {
    const auto run = " --model " + tests::fixtures() + "/parity/" + name + " --pixels " + path("in.npy");
    const auto kept = headlight("trace" + run + " --out " + path("a.trace"));
    ASSERT_EQ(kept.status, 0) << kept.error;
    const std::string of_trace = " --trace " + path("a.trace"), points = " --view points --query 1 --out ";
    ASSERT_EQ(headlight("export" + run + points + path("run.csv")).status, 0) << name;
    ASSERT_EQ(headlight("export" + of_trace + points + path("trace.csv")).status, 0) << name;
    EXPECT_GT(slurp(path("run.csv")).size(), 400U);
    EXPECT_EQ(body(slurp(path("run.csv"))), body(slurp(path("trace.csv")))) << name;
    for (const auto* view : {"points", "overlay", "heads"}) {
      const auto written = headlight("export" + of_trace + " --stream deformable_decoder --view " + view +
                                     (view == std::string("points") ? " --heads 0 --no-refinement" : "") + " --out " +
                                     path("figure.svg"));
      EXPECT_EQ(written.status, 0) << name << " " << view << ": " << written.error;
    }
    const auto refused = headlight("export" + of_trace + " --stream deformable_decoder --view matrix --out " + path("x.svg"));
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.error.find("--view points, overlay, heads or stats"), std::string::npos) << refused.error;
    const auto dumped = headlight("dump" + of_trace + " --out " + path("dump"));
    ASSERT_EQ(dumped.status, 0) << dumped.error;
    int deformable = 0;
    const auto dump = json::parse(slurp(folder_ / "dump" / "trace.json"));
    for (const auto& site : dump["sites"]) {
      if (site["kind"] != "deformable") continue;
      ++deformable;
      const auto array = headlight::io::read_npy(folder_ / "dump" / site["points"].get<std::string>());
      ASSERT_TRUE(array) << array.error().line();
      EXPECT_EQ(array->shape.size(), 5U);
      EXPECT_EQ(array->shape[2], static_cast<std::int64_t>(site["levels"].size()));
    }
    EXPECT_GT(deformable, 0) << name;
  }
}

// The place of a random detector's picture: its encoder's attention and the field of every level of its backbone.
TEST_F(CommandLine, AttentionStandsBesideTheReceptiveFieldOfAnyLevel) {
  std::vector<float> pixels(3 * 64 * 96);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<float>((i * 7919) % 97) / 48.0F - 1;
  ASSERT_TRUE(headlight::io::write_npy(path("in.npy"), {3, 64, 96}, pixels.data()).ok());
  const auto run = "export --model " + tests::fixtures() + "/parity/deformable-detr-base --pixels " + path("in.npy") +
                   " --view receptive --at 50,30 --out ";
  std::vector<std::string> bodies;
  for (const auto* level : {"", " --level 0", " --level 2"}) {
    const auto written = headlight(run + path("beside.json") + level);
    ASSERT_EQ(written.status, 0) << written.error;
    const auto data = json::parse(slurp(path("beside.json")));
    const auto& field = data["provenance"]["receptive field"];
    EXPECT_EQ(field["levels"].size(), 3U);
    EXPECT_EQ(field["layer"], field["levels"][field["level"].get<std::size_t>()]);
    bodies.push_back(data.dump());
  }
  EXPECT_NE(bodies[1], bodies[2]);
  EXPECT_EQ(bodies[0], bodies[2]) << "the level of the encoder's query, which is a cell of the coarsest";
  ASSERT_EQ(headlight(run + path("beside.svg")).status, 0);
  const auto without = run.substr(0, run.find(" --at")) + " --out ";
  for (const auto& wrong : {run + path("x.svg") + " --level 3", run + path("x.svg") + " --query 100000", without + path("x.svg")}) {
    const auto refused = headlight(wrong);
    EXPECT_EQ(refused.status, 2) << wrong << refused.error;
    EXPECT_FALSE(fs::exists(path("x.svg")));
  }
}

// Of a detection, of any query and of any place: the field where the attention is looked from, unless another place is named.
TEST_F(CommandLine, TheReceptiveFieldIsTakenAtADetectionAQueryOrAPlace) {
  const auto picture = (fs::path(tests::fixtures()) / "../../resources/samples/car-sun.png").string();
  const auto place = [&](const std::string& chosen) {
    const auto written = headlight("export --model scenes-detr --image " + picture + " --view receptive " + chosen + " --out " + path("beside.json"));
    EXPECT_EQ(written.status, 0) << written.error;
    if (written.status != 0) return std::vector<double>{};
    const auto field = json::parse(slurp(path("beside.json")))["provenance"]["receptive field"];
    EXPECT_EQ(field["levels"].size(), 6U) << "the encoder's too";
    return field["at"].get<std::vector<double>>();
  };
  const auto detection = place("--detection 0");
  ASSERT_EQ(detection.size(), 2U);
  EXPECT_NEAR(detection[0], 134, 12) << "the middle of the green car";
  EXPECT_NEAR(detection[1], 325, 12);
  EXPECT_EQ(place("--query 0"), detection);
  EXPECT_EQ(place("--detection 0 --at 200,100"), (std::vector<double>{200, 100}));
  EXPECT_EQ(place("--stream encoder --query 5"), (std::vector<double>{192, 192})) << "the cell's middle";
  EXPECT_EQ(place("--at 200,100 --level 5"), (std::vector<double>{200, 100}));
}

// A trace whose picture is gone still gives its figures, and the figure says so.
TEST_F(CommandLine, ATraceOutlivesItsPicture) {
  const auto picture = fs::path(tests::fixtures()) / "../../resources/samples/bus-rain.png";
  fs::copy_file(picture, path("scene.png"));
  const auto kept = headlight("trace --model scenes-vit --image " + path("scene.png") + " --out " + path("a.trace"));
  ASSERT_EQ(kept.status, 0) << kept.error;
  fs::remove(path("scene.png"));
  const auto written = headlight("export --trace " + path("a.trace") + " --view overlay --out " + path("a.svg"));
  ASSERT_EQ(written.status, 0) << written.error;
  EXPECT_NE(slurp(path("a.svg")).find("The picture "), std::string::npos);
}

TEST_F(CommandLine, ModelsAreListedAsJson) {
  const auto run = headlight("models list --json");
  ASSERT_EQ(run.status, 0) << run.error;
  EXPECT_TRUE(json::parse(run.out).is_array());
  const auto odd = fs::path(path("models")) / "caf\xE9";  // Latin-1: no UTF-8
  fs::create_directories(odd);
  fs::copy_file(fs::path(bert()) / "config.json", odd / "config.json");
  const auto listed = headlight("models list --json '" + path("models") + "'");
  ASSERT_EQ(listed.status, 0) << listed.error;
  EXPECT_EQ(json::parse(listed.out).back()["name"], "caf\uFFFD");
  const auto shown = headlight("models show " + bert() + " --json");
  ASSERT_EQ(shown.status, 0) << shown.error;
  EXPECT_EQ(json::parse(shown.out)["family"], "bert");
}

// Of sampled layers and of attention between detections; both name what is in the picture where the class is not.
TEST_F(CommandLine, RanksTheBoxesOfAClass) {
  const std::string run = "rank --model scenes-detr --image " + tests::resources() + "/samples/car-sun.png ";
  const auto ranked = headlight(run + "--from class:car --to class:car --json");
  ASSERT_EQ(ranked.status, 0) << ranked.error;
  std::set<std::string> streams;
  for (const auto& row : json::parse(ranked.out)) streams.insert(row["stream"].get<std::string>());
  EXPECT_TRUE(streams.contains("deformable_decoder"));
  EXPECT_TRUE(streams.contains("decoder"));
  for (const auto* asked : {"--from all --to class:unicorn", "--from class:unicorn --to all"}) {
    expect_failure(run + asked, 2);
    const auto refused = headlight(run + asked);
    EXPECT_NE(refused.error.find("class:unicorn"), std::string::npos) << refused.error;
    EXPECT_NE(refused.error.find("car"), std::string::npos) << refused.error;
  }
  expect_failure("rank --model " + bert() + " --ids 1,2 --from class:car --to all", 2);
}

class CommandLineVideo : public CommandLine {
 protected:
  static std::string clip() { return " --model scenes-detr --image " + tests::resources() + "/samples/cars.mp4 "; }
};

TEST_F(CommandLineVideo, OneFrame) {
  const auto run = headlight("export" + clip() + "--frame 37 --view points --json --out " + path("a.json"));
  ASSERT_EQ(run.status, 0) << run.error;
  const auto figure = json::parse(slurp(path("a.json")));
  EXPECT_EQ(figure["provenance"]["frame"], 37);
  const auto kept = headlight("trace" + clip() + "--frame 37 --out " + path("a.trace"));
  ASSERT_EQ(kept.status, 0) << kept.error;
  const auto again = headlight("export --trace " + path("a.trace") + " --view points --out " + path("b.json"));
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(json::parse(slurp(path("b.json")))["provenance"]["frame"], 37);
}

TEST_F(CommandLineVideo, ARangeAsNumberedFigures) {
  const auto run = headlight("export" + clip() + "--frames 30-38:4 --view points --json --out " + path("fig-%03d.json"));
  ASSERT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(json::parse(run.out)["figures"], 3);
  std::set<double> marks;
  for (const auto* name : {"fig-030.json", "fig-034.json", "fig-038.json"})
    marks.insert(json::parse(slurp(path(name)))["provenance"]["weight of the largest mark"].get<double>());
  EXPECT_EQ(marks.size(), 1U) << "one scale for all";
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3);
}

TEST_F(CommandLineVideo, ARangeAsAVideoThatIsReadAgain) {
  const auto run = headlight("export" + clip() + "--frames 0-4 --view overlay --pixels-wide 300 --out " + path("a.avi"));
  ASSERT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
  const std::string back = "export --model scenes-detr --image " + path("a.avi") + " --view points --out " + path("b.png");
  EXPECT_EQ(headlight(back + " --frame 4").status, 0);
  EXPECT_EQ(headlight(back + " --frame 5").status, 2);
}

TEST_F(CommandLineVideo, WrongFramesAreOneLine) {
  expect_failure("export" + clip() + "--frame 75 --view points --out " + path("a.png"), 2);
  expect_failure("export" + clip() + "--frame -2 --view points --out " + path("a.png"), 2);
  expect_failure("export" + clip() + "--frames 70-80 --view points --out " + path("a-%d.png"), 2);
  expect_failure("export" + clip() + "--frames 5-2 --view points --out " + path("a-%d.png"), 2);
  expect_failure("export" + clip() + "--frames 0-2 --view points --out " + path("a.png"), 2);
  expect_failure("export" + clip() + "--frames 0-2 --frame 1 --view points --out " + path("a-%d.png"), 2);
  expect_failure("export" + clip() + "--fps 10 --view points --out " + path("a.png"), 2);
  expect_failure("export --model " + bert() + " --ids 1,2 --frames 0-2 --view heads --out " + path("a-%d.png"), 2);
  const std::string still = tests::resources() + "/samples/car-sun.png";
  expect_failure("dump --model scenes-detr --image " + still + " --frame 0 --out " + path("d"), 2);
  expect_failure("export --model scenes-detr --image " + still + " --frames 0-1 --view points --out " + path("a-%d.png"), 3);
}

}  // namespace
}  // namespace headlight::tests
