// Turns what is chosen and typed into runs: loads, tokenizes as one types, runs, opens traces; one job at a time.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>
#include <set>

#include "ui/state/session_client.h"
#include "ui/state/store.h"

namespace headlight::ui {

// Whether what `--model` takes is a TorchScript file by its name.
[[nodiscard]] bool holds_code(const std::string& model);

class RunController : public QObject {
  Q_OBJECT

 public:
  RunController(Store& store, SessionClient& client, QObject* parent = nullptr);

  [[nodiscard]] const std::string& model() const { return model_; }
  [[nodiscard]] const InputSpec& input() const { return input_; }
  [[nodiscard]] bool running() const { return client_.busy("run"); }
  // Whether somebody has waited for a run for so long that what is shown of the one before is dimmed.
  [[nodiscard]] bool late() const { return late_ && running(); }
  [[nodiscard]] bool automatic() const { return automatic_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }  // of the last run, load or played frame
  [[nodiscard]] const Progress& progress() const { return progress_; }
  // Whether the input differs from that of the run shown.
  [[nodiscard]] bool edited() const;
  [[nodiscard]] bool of_file() const;  // a trace file is shown and no model chosen: its input cannot be run
  [[nodiscard]] bool ready() const;  // there is a model and something to run it on

  // What the model would read, and what was read; null before the first answer.
  [[nodiscard]] const Axis* tokens() const { return tokens_ ? &*tokens_ : nullptr; }
  [[nodiscard]] const std::optional<Error>& token_error() const { return token_error_; }

  void set_model(std::string model);
  void set_input(InputSpec input);   // tokenizes soon, and runs soon when automatic
  void set_automatic(bool automatic);
  void run();
  void load();  // the model alone: what it says of one that cannot be run
  void open_trace(const std::string& path);
  void save_trace(const std::string& path);
  void stop();
  void clear_error();
  void show_error(Error error) { fail(std::move(error)); }  // of a run that somebody else started

  // A TorchScript file holds a program. It runs only while the hash of its content is among those agreed to: for good,
  // or as long as it stays the chosen model.
  void trust_always(const std::set<std::string>& hashes) { trusted_ = hashes; }
  void agree(const CodeFile& file, bool always);  // and runs it
  [[nodiscard]] const std::set<std::string>& trusted() const { return trusted_; }
  // The folder of the tokenizer (or image processor) of a TorchScript file, which holds none itself; "" for none.
  [[nodiscard]] const std::string& tokenizer() const { return tokenizer_; }
  void set_tokenizer(std::string folder);
  // As a run was made: to ask more of its model.
  [[nodiscard]] RunOptions options_of(const Run& run) const;
  // The input and model of the run shown, as after choosing another run; starts nothing.
  void take_from_run();
  // After another model could not be opened: the one that is shown is the chosen one again, and error() stays. A
  // TorchScript file stays chosen, which may only lack its tokenizer, and so does a model that only lacks an input.
  void return_to_shown();

 Q_SIGNALS:
  void model_changed();
  void input_changed();
  void tokens_changed();
  void state_changed();  // running, progress, error, edited
  void finished();       // a run arrived in the store
  void run_failed();     // error() says why
  void loaded();         // by load()
  void stopped();        // by somebody
  void saved(QString path);
  void save_failed(headlight::Error error);
  void consent_wanted(headlight::CodeFile file);  // a run waits for agree(); nothing has run yet

 private:
  void inspect();  // the file's content now, before it may run
  void forget_consent();
  void run_model(bool trust_code);
  void begin(Progress progress);
  void start(Request request, std::function<void(TracePtr)> arrived);
  void fail(Error error);
  void tokenize();
  void forget_tokens();

  Store& store_;
  SessionClient& client_;
  std::string model_;
  std::set<std::string> trusted_;
  std::string trusted_once_, tokenizer_;
  bool agreed_ = false;  // to the chosen model's file, as it was when it last ran
  std::string agreed_stamp_;  // of that file then
  InputSpec input_;
  bool automatic_ = true;
  bool typed_on_ = false;  // while a run arrives that is no longer what is typed
  std::optional<Error> error_, token_error_;
  std::optional<Axis> tokens_;
  Progress progress_;
  bool late_ = false;
  QTimer tokenize_soon_, run_soon_, patience_;
};

}  // namespace headlight::ui
