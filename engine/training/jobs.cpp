#include "engine/training/jobs.h"

#include "engine/training/cards.h"
#include "engine/training/detector.h"
#include "engine/training/samples.h"
#include "engine/training/translate.h"
#include "engine/training/translate_metrics.h"
#include "engine/training/vision.h"

namespace headlight::training {
namespace {

LoopOptions loop_options(const Job& job, std::int64_t steps, std::ostream& log) {
  LoopOptions options;
  options.state = job.folder.lexically_normal().string() + ".state.safetensors";
  options.identity = job.name + " seed " + std::to_string(job.seed) + " steps " + std::to_string(steps);
  options.resume = job.resume;
  options.log = &log;
  return options;
}

Result<Done> evaluate_translator(const Job& job, std::ostream& log) {
  const auto vocabulary = Vocabulary::open(job.folder).take();
  const io::Fields config(io::read_json(job.folder / "config.json").take(), "config.json");
  const models::MarianModel model(config, models::Weights::open(job.folder, at::kFloat));
  const auto figures = evaluate(model, vocabulary, {});
  log << figures;
  if (job.evaluate && !job.card) return Done{};
  return write_card(job.folder, figures);
}

Result<Done> train_translator(const Job& job, std::ostream& log) {
  TranslatorOptions options;
  options.seed = job.seed;
  if (job.steps > 0) options.steps = job.steps;
  TranslatorTraining training(Vocabulary::of_grammar(), options);
  log << "vocabulary " << training.vocabulary().size() << " words" << std::endl;
  auto task = training.task();
  train(task, loop_options(job, options.steps, log)).take();
  training.save(job.folder).take();
  return evaluate_translator(job, log);
}

// Measures a model of pictures that `open` makes from config and weights, and writes its card.
template <typename Open>
Result<Done> evaluate_pictures(const Job& job, std::ostream& log, Open&& open) {
  const io::Fields config(io::read_json(job.folder / "config.json").take(), "config.json");
  const auto model = open(config, models::Weights::open(job.folder, at::kFloat));
  const auto figures = evaluate(model, 1000);
  log << figures;
  if (job.evaluate && !job.card) return Done{};
  return write_card(job.folder, figures);
}

Result<Done> evaluate_classifier(const Job& job, std::ostream& log) {
  return evaluate_pictures(job, log, [](const io::Fields& config, const models::Weights& weights) {
    return models::VitModel(config, weights);
  });
}

Result<Done> evaluate_detector(const Job& job, std::ostream& log) {
  return evaluate_pictures(job, log, [](const io::Fields& config, const models::Weights& weights) {
    return models::rt_detr_model(config, weights, true);
  });
}

// `history`: a table of the figures by step beside the model; empty for none.
template <typename Training, typename Options>
Result<Done> train_pictures(const Job& job, std::ostream& log, const std::string& history) {
  Options options;
  options.seed = job.seed;
  if (job.steps > 0) options.steps = job.steps;
  Training training(options);
  auto task = training.task();
  auto loop = loop_options(job, options.steps, log);
  if (!history.empty()) {
    std::filesystem::create_directories(job.folder);
    loop.history = job.folder / history;
  }
  train(task, loop).take();
  return training.save(job.folder);
}

Result<Done> train_classifier(const Job& job, std::ostream& log) {
  train_pictures<ClassifierTraining, ClassifierOptions>(job, log, "").take();
  return evaluate_classifier(job, log);
}

Result<Done> train_detector(const Job& job, std::ostream& log) {
  train_pictures<DetectorTraining, DetectorOptions>(job, log, "training.csv").take();
  return evaluate_detector(job, log);
}

}  // namespace

Result<Done> run(const Job& job, std::ostream& log) {
  return guarded<Done>([&]() -> Result<Done> {
    if (job.name == "translate-en-fr") return job.evaluate ? evaluate_translator(job, log) : train_translator(job, log);
    if (job.name == "scenes-vit") return job.evaluate ? evaluate_classifier(job, log) : train_classifier(job, log);
    if (job.name == "scenes-detr") return job.evaluate ? evaluate_detector(job, log) : train_detector(job, log);
    if (job.name == "samples" && !job.evaluate) return write_samples(job.folder);
    return usage("unknown model", job.name, {}, "translate-en-fr, scenes-vit or scenes-detr");
  });
}

}  // namespace headlight::training
