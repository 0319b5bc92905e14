#include "ui/studio/compare/beside_run.h"

#include <utility>

namespace headlight::ui {

void make_b(Store& store, std::int64_t run) {
  Studio next = store.studio();
  const bool own = store.run() != nullptr && run == store.run()->number;
  next.b = {own ? -1 : run, -1, 0, next.b.query};
  store.set_studio(std::move(next));
}

BesideRun::BesideRun(Context context, QObject* parent) : QObject(parent), context_(context) {
  // What is asked for stands beside the run that is shown.
  connect(&context.store, &Store::run_changed, this, [this] {
    stop();
    forget_error();
  });
}

void BesideRun::run_model(const QString& folder) {
  if (const Run* a = context_.store.run()) run(folder.toStdString(), a->input, folder);
}

void BesideRun::run_text(const QString& text, const QString& target) {
  const Run* a = context_.store.run();
  if (a == nullptr || text.trimmed().isEmpty()) return;
  InputSpec input;
  input.text = text.toStdString();
  if (!target.trimmed().isEmpty()) input.target = target.toStdString();
  run(a->model, std::move(input), text);
}

void BesideRun::run_picture(const QString& file) {
  const Run* a = context_.store.run();
  if (a == nullptr || file.isEmpty()) return;
  InputSpec input;
  input.image = file.toStdString();
  input.text = a->input.text;  // of models that read both
  run(a->model, std::move(input), file);
}

bool BesideRun::stop() {
  const bool some = running();
  context_.client.drop(kSlot);  // also an answer that is on its way
  if (some) Q_EMIT changed();
  return some;
}

void BesideRun::forget_error() {
  if (std::exchange(error_, std::nullopt)) Q_EMIT changed();
}

void BesideRun::run(std::string model, InputSpec input, const QString& what) {
  if (model.empty()) return;
  const Run* a = context_.store.run();
  what_ = what;
  progress_ = {};
  error_.reset();
  RunRequest request{model, input, model == a->model ? context_.runs.options_of(*a) : RunOptions{}};
  context_.client.submit({.slot = kSlot,
                          .request = std::move(request),
                          .receiver = this,
                          .done =
                              [this, model, input](Result<Reply> reply) {
                                auto* trace = reply.ok() ? std::get_if<TracePtr>(&reply.value()) : nullptr;
                                if (!reply.ok()) error_ = reply.error();
                                if (trace != nullptr) {
                                  make_b(context_.store, context_.store.add_beside(std::move(*trace), model, input));
                                  Q_EMIT arrived();
                                }
                                Q_EMIT changed();
                              },
                          .progress =
                              [this](Progress progress) {
                                progress_ = advanced(progress_, std::move(progress));
                                Q_EMIT changed();
                              },
                          .stopped = [this] { Q_EMIT changed(); }});
  Q_EMIT changed();
}

}  // namespace headlight::ui
