// The numbers behind the chosen query's row, key by key, fetched while they are looked at.
#pragma once

#include <QObject>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/panels/context.h"
#include "ui/studio/common/site_shapes.h"
#include "ui/studio/weight/weight_numbers.h"

namespace headlight::ui {

class WeightModel : public QObject {
  Q_OBJECT

 public:
  explicit WeightModel(Context context, QObject* parent = nullptr);

  void refresh();  // asks for what the selection needs; nothing where it is shown
  void clear();

  struct Key {
    KeyPart part;
    QString label;
    const WeightResult* numbers = nullptr;
  };
  // Of the last complete row: every key, or the heaviest and the chosen one of a long row, by position.
  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  [[nodiscard]] bool current() const { return cells_.current(); }  // the keys are of the chosen query and head
  [[nodiscard]] const Key* chosen() const;  // the selected key, null while it has not arrived
  [[nodiscard]] std::int64_t heaviest_key() const;  // of the row's keys; −1 before they have arrived
  [[nodiscard]] std::int64_t left_out() const { return left_out_; }    // keys of a long row
  [[nodiscard]] double left_weight() const { return left_weight_; }    // theirs together
  [[nodiscard]] QString query_label() const { return query_label_; }
  // While the rollout is shown: up to the chosen layer, of a key of the row; nothing before it has arrived.
  [[nodiscard]] std::optional<Rolled> rolled(std::int64_t key) const;
  // Weight on all tokens of the chosen key's word, where it has several: "wren 0.132 + ##ch 0.324".
  struct Word {
    QString text, sum;
    double weight = 0;
  };
  [[nodiscard]] std::optional<Word> word() const;

  // Sampling points of the chosen head, level by level; deformable sites only.
  struct Sample {
    SampleRequest place;
    const SampleResult* numbers = nullptr;
    double share = 0;  // of the output
  };
  [[nodiscard]] const std::vector<float>& sampled_output() const { return sampled_output_; }  // Σ weight × value of them
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }
  [[nodiscard]] const Sample* chosen_sample() const;
  void choose_sample(std::size_t index);

  [[nodiscard]] int dimension() const { return dimension_; }  // under the pointer in one view, lit up in all; −1
  void point(int dimension);

  [[nodiscard]] const std::optional<Error>& error() const;

 Q_SIGNALS:
  void changed();
  void pointed();

 private:
  void ask_cells(const TraceInfo& trace, const SiteInfo& site);
  void ask_samples(const TraceInfo& trace);
  void ask_rollout(const TraceInfo& trace, const SiteInfo& site);
  void take_cells();
  void take_samples();

  Context context_;
  SiteShapes shapes_;
  ViewLoader line_, rollout_, below_;
  ViewSet cells_, points_;
  std::vector<Key> keys_;
  std::vector<Sample> samples_;
  std::vector<float> sampled_output_;
  std::size_t sample_ = SIZE_MAX;  // the heaviest, until one is chosen
  bool sample_chosen_ = false;
  std::int64_t left_out_ = 0;
  double left_weight_ = 0;
  QString query_label_;
  int dimension_ = -1;
};

}  // namespace headlight::ui
