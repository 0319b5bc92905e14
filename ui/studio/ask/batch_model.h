// One question of many inputs: each is run, ranked and let go, one after the other. What is answered stays when the run is
// stopped, and is not asked again; of the last questions it is there again when the same one is asked.
#pragma once

#include <QObject>
#include <QStringList>
#include <deque>
#include <map>
#include <unordered_map>

#include "ui/panels/context.h"
#include "ui/state/engine_words.h"
#include "ui/studio/ask/batch_question.h"

namespace headlight::ui {

// A head's mass over the inputs.
struct HeadSpread {
  int layer = 0, head = 0;
  double mean = 0, spread = 0;  // sample standard deviation; 0 for one input
  double least = 0, most = 0;
  std::size_t inputs = 0;
};

// What a head puts there in one input: its place in items(), and the mass.
struct InputMass {
  std::size_t item = 0;
  double mass = 0;
};

class BatchModel : public QObject {
  Q_OBJECT

 public:
  explicit BatchModel(Context context, QObject* parent = nullptr) : QObject(parent), context_(context) {}

  enum class State { waiting, done, left_out };
  struct Item {
    QString name;  // the sentence, or the file's name
    InputSpec input;
    State state = State::waiting;
    std::optional<Error> why;  // it was left out
    [[nodiscard]] QString reason() const { return why ? engine_reason(*why) : QString(); }
    std::vector<RankedHead> heads;
  };

  // Sentences, one each (blank lines are none), or picture files. What was answered of them is kept.
  void set_sentences(const QStringList& lines);
  void set_pictures(const QStringList& files);
  void set_question(BatchQuestion question);  // what was answered of it is there again
  // What stands in the fields, asked or not yet.
  struct Typed {
    QString from, to;
  };
  void set_typed(Typed typed) { typed_ = std::move(typed); }
  [[nodiscard]] const Typed& typed() const { return typed_; }
  // Ask shows the many inputs, not its question of one.
  void set_shown(bool shown) { shown_ = shown; }
  [[nodiscard]] bool shown() const { return shown_; }
  // What is asked of the inputs from now on, where the page's own question has become `described`; nothing: what is asked
  // stays. That is so where the page only follows an input of the list that is looked at, or the selection there (`seen`:
  // the list is), and after restore(); but never where it does not fit the model that is shown.
  [[nodiscard]] std::optional<BatchQuestion> follow(const BatchQuestion& described, bool seen);
  // As sessions have it: the list, the question, and the answers as far as there is room for them.
  [[nodiscard]] std::optional<ManyInputs> kept() const;  // nothing where the list is empty
  void restore(const ManyInputs& many);
  [[nodiscard]] const BatchQuestion& question() const { return question_; }
  void start();  // or goes on
  void stop();

  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] std::size_t count(State state) const;
  [[nodiscard]] const std::vector<HeadSpread>& heads() const { return heads_; }  // falling mean
  [[nodiscard]] std::vector<InputMass> masses(int layer, int head) const;        // of the answered inputs, falling

  // Every head's mass for every input, then mean and spread: a line an input and head.
  [[nodiscard]] QByteArray csv() const;
  // Written under a temporary name and renamed.
  [[nodiscard]] Result<Written> write(const QString& path) const;

 Q_SIGNALS:
  void changed();
  void restored();  // from a session

 private:
  static constexpr char kSlot[] = "studio.batch";
  void set_items(std::vector<Item> items);
  void put_away();   // what is answered of the question
  void take_back();  // what was, of the inputs that are in the list
  [[nodiscard]] ManyAnswers kept_answers() const;
  void restore_answers(const ManyAnswers& answers);
  [[nodiscard]] std::string hash_of(const std::string& model) const;  // of a run's model; its name where it has none
  void next();
  void take_run(std::size_t at, Result<Reply> reply);
  void ask(std::size_t at, const TracePtr& trace);
  struct Asking {
    std::size_t at;
    TracePtr trace;
    BatchAsk ask;
    std::vector<ViewPtr> answers;  // so far
  };
  void ask_next(Asking asking);
  void take_answer(Asking asking, Result<Reply> reply);
  void leave_out(std::size_t at, const Error& error);
  void let_go(const TraceInfo& trace);
  void summarise();  // anew
  void add(const Item& item);  // one more answer
  void sort_heads();

  Context context_;
  BatchQuestion question_;
  std::string model_;  // of the answers
  std::optional<BatchQuestion> described_ = BatchQuestion{};  // the page's own question as it was last; nothing: restored
  std::int64_t described_run_ = -1;                           // of which run that was
  std::vector<Item> items_;
  std::map<std::pair<int, int>, HeadSpread> totals_;  // by layer and head; `spread` is the sum of squares about the mean
  std::vector<HeadSpread> heads_;
  bool running_ = false;
  Typed typed_{question_.from, question_.to};
  bool shown_ = false;
  struct PutAway {
    std::string model;
    BatchQuestion question;
    std::unordered_map<std::string, Item> answers;  // by input
  };
  std::deque<PutAway> put_away_;  // the last first
  TracePtr asking_;  // of the input that is asked about: let go as soon as it is answered, left out or stopped
};

}  // namespace headlight::ui
