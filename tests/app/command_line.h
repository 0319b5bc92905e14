// The shipped binary, as scripts call it.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/places.h"

namespace headlight::tests {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;
  std::string out, error;
};

class CommandLine : public testing::Test {
 protected:
  CommandLine() : folder_(fs::temp_directory_path() / ("headlight-cli-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~CommandLine() override { fs::remove_all(folder_); }

  static std::string slurp(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  Outcome headlight(const std::string& arguments) const {
    const auto out = folder_ / "stdout", error = folder_ / "stderr";
    const std::string command = std::string("QT_QPA_PLATFORM=offscreen '") + HEADLIGHT_PROGRAM + "' " + arguments +
                                " >'" + out.string() + "' 2>'" + error.string() + "' </dev/null";
    const int status = std::system(command.c_str());
    Outcome run{WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(out), slurp(error)};
    fs::remove(out);
    fs::remove(error);
    return run;
  }

  // A failure: this status, one line on stderr that begins as promised, nothing left in the folder.
  void expect_failure(const std::string& arguments, int status) const {
    const auto run = headlight(arguments);
    EXPECT_EQ(run.status, status) << arguments << "\n" << run.error;
    EXPECT_EQ(run.error.rfind("headlight: ", 0), 0U) << arguments << "\n" << run.error;
    EXPECT_EQ(std::count(run.error.begin(), run.error.end(), '\n'), 1) << arguments << "\n" << run.error;
    EXPECT_TRUE(fs::is_empty(folder_)) << arguments << " left something behind";
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static std::string bert() { return fixtures() + "/parity/bert-sequence"; }

  fs::path folder_;
};

}  // namespace headlight::tests
