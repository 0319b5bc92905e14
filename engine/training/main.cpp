// headlight-train: makes and measures the bundled teaching models.
#include <ATen/Parallel.h>

#include <charconv>
#include <iostream>
#include <optional>

#include "engine/training/jobs.h"

namespace {

using namespace headlight;

constexpr const char* help =
    "headlight-train NAME --out DIR [--steps N] [--seed S] [--resume] [--threads T]   train a bundled model\n"
    "headlight-train evaluate NAME --model DIR [--card] [--threads T]   measure its figures (and write the card) again\n"
    "headlight-train samples --out DIR                                                draw the sample images\n"
    "NAME: translate-en-fr, scenes-vit, scenes-detr\n";

std::int64_t number(const std::string& option, const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > 100000000)
    throw Failure{usage("wrong value", option, text, "an integer from 1 to 100000000")};
  return value;
}

training::Job parse(const std::vector<std::string>& words) {
  training::Job job;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 == words.size()) throw Failure{usage("missing value", word)};
      return words[++i];
    };
    if (word == "--out" || word == "--model") job.folder = value();
    else if (word == "--steps") job.steps = number(word, value());
    else if (word == "--seed") job.seed = static_cast<std::uint64_t>(number(word, value()));
    else if (word == "--threads") job.threads = static_cast<int>(number(word, value()));
    else if (word == "--resume") job.resume = true;
    else if (word == "--card") job.card = true;
    else if (word.starts_with("-")) throw Failure{usage("unknown option", word)};
    else names.push_back(word);
  }
  job.evaluate = names.size() == 2 && names[0] == "evaluate";
  if (names.size() != (job.evaluate ? 2 : 1)) throw Failure{usage("wrong command", "headlight-train", {}, "NAME, evaluate NAME or samples")};
  job.name = names.back();
  if (job.folder.empty()) throw Failure{usage("missing folder", job.evaluate ? "--model" : "--out")};
  return job;
}

Result<Done> run(const std::vector<std::string>& words) {
  return guarded<Done>([&]() -> Result<Done> {
    const auto job = parse(words);
    if (job.threads > 0) at::set_num_threads(job.threads);
    return training::run(job, std::cout);
  });
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.empty() || words[0] == "--help" || words[0] == "help") {
    std::cout << help;
    return words.empty() ? 2 : 0;
  }
  const auto done = run(words);
  if (done) return 0;
  std::cerr << "headlight-train: " << done.error().line() << "\n";
  return static_cast<int>(done.error().kind);
}
