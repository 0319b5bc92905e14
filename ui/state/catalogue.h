// The models that can be chosen and the samples to try them on.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <vector>

#include "ui/state/session_client.h"
#include "ui/state/settings.h"

namespace headlight::ui {

struct Sample {
  QString name;
  QString model;  // empty: any
  InputSpec input;
};

// Its name in the language of the window, where it is one of the bundled samples.
[[nodiscard]] QString sample_title(const Sample& sample);

// What a new user's first picture is of.
inline constexpr char kFirstSentence[] = "The robot picked up the wrench because it was heavy.";

// A family as its authors write it: "marian" → "Marian", "vit" → "ViT"; others as they are.
[[nodiscard]] QString family_name(const std::string& family);

class Catalogue : public QObject {
  Q_OBJECT

 public:
  // `sample_files`: samples.json files; those that are missing are passed over.
  Catalogue(SessionClient& client, Settings& settings, QStringList sample_files, QObject* parent = nullptr);

  void look();  // finds the models again
  [[nodiscard]] bool looked() const { return looked_; }
  [[nodiscard]] const std::vector<ModelEntry>& models() const { return models_; }
  [[nodiscard]] const ModelEntry* find(const std::string& name) const;
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }
  // Samples that fit a model's kind of input.
  [[nodiscard]] std::vector<Sample> samples_for(const ModelEntry* model) const;
  // The model a new user sees first: the sentence encoder, else the translator, else any usable one; "" for none.
  [[nodiscard]] std::string first_model() const;

  void add_folder(const QString& folder) { add_folders({folder}); }
  void add_folders(const QStringList& folders);
  void used(const std::string& model);
  [[nodiscard]] const Settings& settings() const { return settings_; }

 Q_SIGNALS:
  void changed();

 private:
  SessionClient& client_;
  Settings& settings_;
  std::vector<ModelEntry> models_;
  std::vector<Sample> samples_;
  bool looked_ = false;
};

// Reads samples.json: {"sentences": [{title, text, pair?, target?, model?}], "images": [{title, file, model?}]},
// files beside it. Entries that are not of this form are left out.
[[nodiscard]] std::vector<Sample> read_samples(const QString& file);

}  // namespace headlight::ui
