// What the shipped binary refuses: exit status, one line, nothing left.
#include <nlohmann/json.hpp>

#include "engine/io/npy.h"
#include "engine/io/npy_header.h"
#include "tests/app/command_line.h"

namespace headlight::tests {
namespace {

using nlohmann::json;

TEST_F(CommandLine, WrongLinesGiveTwo) {
  expect_failure("frobnicate --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1,2", 2);
  expect_failure("dump --ids 1,2 --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1,2 --text a --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1,x --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids -4 --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1 --dtype float8 --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1 --device tpu --out " + path("x"), 2);
  expect_failure("export --model " + bert() + " --ids 1,2 --view nonsense --out " + path("x.svg"), 2);
  expect_failure("export --model " + bert() + " --ids 1,2 --view heads --out " + path("x.xyz"), 2);
  expect_failure("help nonsense", 2);
  for (const auto* ids : {"''", "2,,3", "2,", "99999999999999999999"})
    expect_failure("dump --model " + bert() + " --ids " + ids + " --out " + path("x"), 2);
  expect_failure("dump --model " + bert() + " --ids 1 --device cuda:x --out " + path("x"), 2);
}

TEST_F(CommandLine, ATextThatIsTooLongIsNamedByItsFile) {
  const auto file = path("long.txt");
  {
    std::ofstream out(file);
    for (int i = 0; i < 1 << 18; ++i) out << "the black cat ";
  }
  const auto run = headlight("dump --model translate-en-fr --prompt-file " + file + " --out " + path("x"));
  EXPECT_EQ(run.status, 3);
  EXPECT_EQ(run.error.find("headlight: too many tokens for this model — " + file + ": found about "), 0U) << run.error;
  EXPECT_FALSE(fs::exists(path("x")));
  const auto target = headlight("dump --model translate-en-fr --text a --target \"$(head -c 3000 " + file + ")\" --out " + path("x"));
  EXPECT_EQ(target.error.find("headlight: too many tokens for this model — --target: found"), 0U) << target.error;
}

// Forty thousand patches: a forward of minutes.
// Runs the line in the background and interrupts it once the program catches SIGINT (bit 1 of SigCgt) and has begun.
std::string interrupted(const std::string& line) {
  return "exec bash -c '" + line + R"( & pid=$!
    for i in {1..600}; do grep -q "SigCgt:.*[2367abef]$" /proc/$pid/status && break; sleep 0.1; done
    sleep 0.3; kill -INT $pid; wait $pid')";
}

TEST_F(CommandLine, AnInterruptedRunEndsWithOneAndLeavesNothing) {
  const auto file = path("x.npy");
  const std::vector<float> pixels(3 * 1600 * 1600, 0.5F);
  ASSERT_TRUE(headlight::io::write_npy(file, {3, 1600, 1600}, pixels.data()));
  const auto out = folder_ / "out", error = folder_ / "error";
  const std::string run = std::string("\"") + HEADLIGHT_PROGRAM + "\" ";
  for (const auto* command : {"export --view overlay --out ", "trace --out ", "dump --max-bytes 1000000000000 --out "}) {
    const auto line = run + command + (out / "x.png").string() + " --quiet --model scenes-vit --pixels " + file + " 2>\"" + error.string() + "\"";
    std::filesystem::create_directory(out);
    const int status = std::system(interrupted(line).c_str());
    EXPECT_EQ(WEXITSTATUS(status), 1) << command;
    EXPECT_EQ(slurp(error), "headlight: cancelled\n") << command;
    EXPECT_TRUE(fs::is_empty(out)) << command;
  }
}

TEST_F(CommandLine, OptionsThatWouldBeIgnoredAreRefused) {
  const std::string run = " --model " + bert() + " --ids 1,2 --out ";
  expect_failure("dump --target-ids 1" + run + path("x"), 2);
  expect_failure("dump --target a" + run + path("x"), 2);
  expect_failure("dump --pair a" + run + path("x"), 2);
  expect_failure("dump --trace /nowhere.trace --text a --out " + path("x"), 2);
  expect_failure("dump --trace /nowhere.trace --dtype float16 --out " + path("x"), 2);
  expect_failure("export --view matrix --heads 0,1" + run + path("x.png"), 2);
  expect_failure("export --view rollout --head 1" + run + path("x.png"), 2);
  expect_failure("export --view heads --language tlh" + run + path("x.png"), 2);
  expect_failure("export --view overlay --shares 1.5" + run + path("x.png"), 2);
  for (const auto* ignored : {"heads --no-special", "heads --top-k 2", "matrix --threshold 0.1", "rollout --quantity score",
                              "graph --map magma", "graph --scale log", "matrix --smooth", "matrix --shares 0.5",
                              "stats --range 0,1", "stats --query 1", "heads --query 1", "matrix --site encoder.1 --layer 0",
                              "stats --layer 1", "heads --head mean", "heads --head max", "graph --head 1 --heads 0,1",
                              "matrix --quantity score --scale log", "matrix --quantity score --scale root"})
    expect_failure(std::string("export --view ") + ignored + run + path("x.png"), 2);
  for (const auto* dots : {"--dpi 300", "--pixels-wide 400"})
    expect_failure(std::string("export --view matrix ") + dots + run + path("x.svg"), 2);
  for (const auto* range : {"1,0", "0.5,0.5", "nan,1", "0,inf"})
    expect_failure(std::string("export --view matrix --range ") + range + run + path("x.png"), 2);
  for (const auto* option : {"--levels 0", "--min-weight 0.1", "--refinement", "--whole-layer", "--colour level", "--dim 0.3"})
    expect_failure(std::string("export --view heads ") + option + run + path("x.png"), 2);
  for (const auto* option : {"--detection best", "--detection -1", "--detection 0 --query 1", "--colour weight"})
    expect_failure(std::string("export --view points ") + option + run + path("x.png"), 2);
}

// What a model and its input cannot have is said before they run, whatever the input then holds.
TEST_F(CommandLine, WhatTheModelDoesNotHaveIsRefusedBeforeItRuns) {
  const auto file = fs::temp_directory_path() / ("headlight-long-" + std::to_string(::getpid()));
  {
    std::ofstream out(file);
    for (int i = 0; i < 1 << 14; ++i) out << "the black cat ";
  }
  const std::string run = " --model translate-en-fr --prompt-file " + file.string();  // too long: status 3 once it is read
  for (const auto* asked : {"--view matrix --stream encoder --layer 99", "--view matrix --layer 99", "--view graph --head 99",
                            "--view graph --heads 0,99", "--view matrix --site cross.99"})
    expect_failure(std::string("export ") + asked + run + " --out " + path("x.png"), 2);
  expect_failure("diff --a 99.0 --b 0.0" + run, 2);
  expect_failure("diff --a 0.0 --b 0.99" + run, 2);
  expect_failure("ablate --heads 0.0,99.0" + run, 2);
  for (const auto* view : {"overlay", "points", "receptive --at 1,1", "matrix --detection 0"})
    expect_failure(std::string("export --view ") + view + run + " --out " + path("x.png"), 2);
  fs::remove(file);
}

TEST_F(CommandLine, WhereNothingCanBeWrittenIsSaidBeforeTheRun) {
  for (const auto* command : {"export --view heads", "trace"}) {
    const auto run = headlight(std::string(command) + " --model translate-en-fr --text \"The black cat\" --out " + path("none/x.png"));
    EXPECT_EQ(run.status, 3) << run.error;
    EXPECT_NE(run.error.find(path("none/x.png") + ": found no such folder"), std::string::npos) << run.error;
    EXPECT_EQ(run.error.find(path("none")), run.error.rfind(path("none"))) << "named once: " << run.error;
    expect_failure(std::string(command) + " --model /nowhere --text a --out " + path("none/x.png"), 3);
  }
}

// The model does not exist: had it been asked for, the line would name it.
TEST_F(CommandLine, FoldersThatCannotBeWrittenAreRefusedBeforeTheRun) {
  const fs::path file = folder_ / "taken", full = folder_ / "full";
  std::ofstream(file) << "x";
  fs::create_directory(full);
  std::ofstream(full / "other.txt") << "x";
  const std::string run = " --model /nowhere --text a --out ";
  for (const auto* command : {"dump", "diff --a 0.0 --b 0.1", "ablate --heads 0.0"}) {
    for (const auto& out : {file, file / "inside", file / "far" / "inside"}) {
      const auto refused = headlight(command + run + out.string());
      EXPECT_EQ(refused.status, 3) << command;
      EXPECT_EQ(refused.error.find("headlight: the folder cannot be written — " + out.string() + ": found a file"), 0U) << refused.error;
    }
  }
  const std::string tiles = "dump --tiles 64 --model /nowhere --image " + file.string() + " --out ";
  for (const auto& command : {"dump" + run, "diff --a 0.0 --b 0.1" + run, "ablate --heads 0.0" + run, tiles}) {
    const auto others = headlight(command + full.string());
    EXPECT_EQ(others.status, 3) << command;
    EXPECT_EQ(others.error.find("headlight: will not overwrite — " + full.string() + ": found a folder with other files"), 0U)
        << others.error;
  }
  const auto inside = headlight("export --view graph" + run + (file / "x.png").string());
  EXPECT_NE(inside.error.find("found a file where its folder should be"), std::string::npos) << inside.error;
  fs::remove_all(file);
  fs::remove_all(full);
}

// Words outside the vocabulary are worth a note beside what was done, and none beside a failure.
TEST_F(CommandLine, NotesComeWithSuccessAlone) {
  const std::string text = " --model translate-en-fr --text \"The zebra sleeps\" --out ";
  expect_failure("export --view matrix --stream nonsense" + text + path("x.png"), 2);
  expect_failure("export --view matrix --query 99" + text + path("x.png"), 2);
  const auto run = headlight("export --view matrix" + text + path("x.png"));
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.error.rfind("headlight: note — ", 0), 0U) << run.error;
  EXPECT_EQ(std::count(run.error.begin(), run.error.end(), '\n'), 1) << run.error;
}

TEST_F(CommandLine, AQueryBeyondTheTextIsRefusedBeforeTheRun) {
  expect_failure("export --view matrix --query 6 --model " + bert() + " --ids 1,2,3,4,5,6 --out " + path("x.png"), 2);
  EXPECT_EQ(headlight("export --view matrix --query 5 --model " + bert() + " --ids 1,2,3,4,5,6 --out " + path("x.png")).status, 0);
}

TEST_F(CommandLine, OptionsOfGenerationAreForModelsThatGenerate) {
  const auto fixtures = tests::fixtures() + "/parity/";
  for (const auto* option : {"--max-new 3", "--beams 2"}) {
    expect_failure("dump --model " + fixtures + "gpt2-lm --ids 1,2 " + option + " --out " + path("x"), 2);
    expect_failure("trace --model " + bert() + " --ids 1,2 " + option + " --out " + path("x"), 2);
    expect_failure("dump --model " + fixtures + "marian-mt --ids 1,2 --target-ids 1 " + option + " --out " + path("x"), 2);
  }
}

TEST_F(CommandLine, AHugePictureIsRefusedAtOnce) {
  const auto pixels = path("huge.npy");
  {
    std::ofstream out(pixels, std::ios::binary);
    out << headlight::io::npy_header_text("<f4", {3, 4000, 4000});
  }
  fs::resize_file(pixels, fs::file_size(pixels) + std::uintmax_t{4} * 3 * 4000 * 4000);  // zeros, without their room
  const auto run = headlight("dump --model " + tests::fixtures() + "/parity/vit-base --pixels " + pixels + " --out " + path("x"));
  EXPECT_EQ(run.status, 3) << run.error;
  EXPECT_NE(run.error.find("dump too large"), std::string::npos) << run.error;
  EXPECT_NE(run.error.find("2147483648"), std::string::npos) << run.error;
  EXPECT_FALSE(fs::exists(path("x")));
}

TEST_F(CommandLine, APromptFileThatIsNoneSaysWhatItIs) {
  const auto error = [&](const std::string& file) {
    return headlight("dump --model " + bert() + " --prompt-file " + file + " --out " + path("x")).error;
  };
  EXPECT_NE(error(folder_.string()).find("found a folder"), std::string::npos);
  EXPECT_NE(error("/dev/zero").find("found a device"), std::string::npos);
  EXPECT_NE(error(path("none.txt")).find("found no such file"), std::string::npos);
}

TEST_F(CommandLine, AWrongLineIsJsonToo) {
  const auto run = headlight("dump --nope --json");
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(json::parse(run.out)["error"]["what"], "wrong command line");
}

TEST_F(CommandLine, AMissingPathOpensNoWindow) { expect_failure("/nowhere/at-all.png", 3); }

TEST_F(CommandLine, UnusableInputsGiveThree) {
  expect_failure("dump --model no-such-model --ids 1,2 --out " + path("x"), 3);
  expect_failure("dump --model " + bert() + " --ids 999999 --out " + path("x"), 3);
  expect_failure("dump --model " + bert() + " --text hello --out " + path("x"), 3);
  expect_failure("dump --trace /nowhere.trace --out " + path("x"), 3);
  expect_failure("dump --model " + bert() + " --prompt-file /nowhere --out " + path("x"), 3);
  expect_failure("trace --model " + bert() + " --ids 1,2 --out " + path("no/such/folder/x.trace"), 3);
  expect_failure("export --model " + bert() + " --ids 1,2 --view heads --out " + path("no/such/folder/x.svg"), 3);
  expect_failure("dump --model " + bert() + " --ids 1,2 --max-bytes 100 --out " + path("x"), 3);
}

}  // namespace
}  // namespace headlight::tests
