#include "ui/state/catalogue.h"

#include <map>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace headlight::ui {

namespace {

Sample sample_of(const QJsonObject& object, const QDir& folder) {
  Sample sample;
  sample.name = object.value("title").toString();
  sample.model = object.value("model").toString();
  sample.input.text = object.value("text").toString().toStdString();
  if (object.contains("pair")) sample.input.pair = object.value("pair").toString().toStdString();
  if (object.contains("target")) sample.input.target = object.value("target").toString().toStdString();
  const QString image = object.value("file").toString();
  if (!image.isEmpty()) sample.input.image = folder.absoluteFilePath(image).toStdString();
  if (sample.name.isEmpty()) sample.name = image.isEmpty() ? QString::fromStdString(sample.input.text) : image;
  return sample;
}

std::vector<Sample> sentences() {
  std::vector<Sample> samples;
  for (const char* text : {kFirstSentence, "The black cat sleeps."}) {
    Sample sample{QString::fromLatin1(text), {}, {}};
    sample.input.text = text;
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace

QString sample_title(const Sample& sample) {
  // The titles of the bundled samples.json.
  static constexpr const char* kTitles[] = {QT_TRANSLATE_NOOP("Samples", "A car in the sun"),
                                            QT_TRANSLATE_NOOP("Samples", "A bus in the rain"),
                                            QT_TRANSLATE_NOOP("Samples", "A tram at night"),
                                            QT_TRANSLATE_NOOP("Samples", "Cyclists in the snow"),
                                            QT_TRANSLATE_NOOP("Samples", "A truck in the sun"),
                                            QT_TRANSLATE_NOOP("Samples", "A car in fog"),
                                            QT_TRANSLATE_NOOP("Samples", "Two cars, a video"),
                                            QT_TRANSLATE_NOOP("Samples", "What is heavy? it → wrench"),
                                            QT_TRANSLATE_NOOP("Samples", "Who is hungry? it → robot"),
                                            QT_TRANSLATE_NOOP("Samples", "An adjective changes places"),
                                            QT_TRANSLATE_NOOP("Samples", "Too tired: the animal"),
                                            QT_TRANSLATE_NOOP("Samples", "Too wide: the street"),
                                            QT_TRANSLATE_NOOP("Samples", "Which of the two is too small?")};
  const std::string name = sample.name.toStdString();
  const bool bundled = std::ranges::find(kTitles, name) != std::end(kTitles);
  return bundled ? QCoreApplication::translate("Samples", name.c_str()) : sample.name;
}

std::vector<Sample> read_samples(const QString& path) {
  QFile file(path);
  std::vector<Sample> samples;
  if (!file.open(QIODevice::ReadOnly)) return samples;
  const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
  const QDir folder = QFileInfo(path).absoluteDir();
  for (const char* list : {"sentences", "images"}) {
    for (const QJsonValue& value : document.object().value(QLatin1String(list)).toArray()) {
      Sample sample = sample_of(value.toObject(), folder);
      const bool has_image = !sample.input.image.empty() && QFile::exists(QString::fromStdString(sample.input.image));
      if (!sample.input.text.empty() || has_image) samples.push_back(std::move(sample));
    }
  }
  return samples;
}

QString family_name(const std::string& family) {
  static const std::map<std::string, const char*> names = {
      {"bart", "BART"}, {"bert", "BERT"}, {"camembert", "CamemBERT"}, {"deformable_detr", "Deformable DETR"}, {"deit", "DeiT"}, {"detr", "DETR"}, {"dinov2", "DINOv2"},
      {"dinov2_with_registers", "DINOv2 with registers"}, {"distilbert", "DistilBERT"}, {"electra", "ELECTRA"},
      {"gpt2", "GPT-2"}, {"marian", "Marian"}, {"roberta", "RoBERTa"}, {"rt_detr", "RT-DETR"}, {"rt_detr_v2", "RT-DETRv2"}, {"vit", "ViT"}, {"xlm-roberta", "XLM-R"}, {"yolos", "YOLOS"}};
  const auto found = names.find(family);
  return found != names.end() ? QString::fromUtf8(found->second) : QString::fromStdString(family);
}

Catalogue::Catalogue(SessionClient& client, Settings& settings, QStringList sample_files, QObject* parent)
    : QObject(parent), client_(client), settings_(settings) {
  for (const QString& file : sample_files) {
    if (samples_.empty()) samples_ = read_samples(file);
  }
  const auto is_text = [](const Sample& sample) { return !sample.input.text.empty(); };
  if (std::none_of(samples_.begin(), samples_.end(), is_text)) {
    const auto built_in = sentences();
    samples_.insert(samples_.begin(), built_in.begin(), built_in.end());
  }
}

void Catalogue::look() {
  std::vector<std::string> folders;
  for (const QString& folder : settings_.model_folders) folders.push_back(folder.toStdString());
  client_.find_models(std::move(folders), this, [this](std::vector<ModelEntry> models) {
    models_ = std::move(models);
    looked_ = true;
    Q_EMIT changed();
  });
}

const ModelEntry* Catalogue::find(const std::string& name) const {
  const auto at = std::find_if(models_.begin(), models_.end(),
                               [&](const ModelEntry& entry) { return entry.name == name || entry.path == name; });
  return at == models_.end() ? nullptr : &*at;
}

std::vector<Sample> Catalogue::samples_for(const ModelEntry* model) const {
  std::vector<Sample> fitting;
  for (const Sample& sample : samples_) {
    const bool kind = model == nullptr || (sample.input.image.empty() ? model->takes_text : model->takes_image);
    const QString name = model == nullptr ? QString() : QString::fromStdString(model->name);
    const bool meant = model == nullptr || sample.model.isEmpty() || sample.model == name.section(QLatin1Char('/'), -1);
    if (kind && meant) fitting.push_back(sample);
  }
  return fitting;
}

std::string Catalogue::first_model() const {
  for (const char* name : {"all-MiniLM-L6-v2", "translate-en-fr"}) {
    const ModelEntry* entry = find(name);
    if (entry != nullptr && entry->usable) return name;
  }
  for (const ModelEntry& entry : models_) {
    if (entry.usable && entry.takes_text) return entry.name;
  }
  return {};
}

void Catalogue::add_folders(const QStringList& folders) {
  for (const QString& folder : folders) {
    if (!settings_.model_folders.contains(folder)) settings_.model_folders.prepend(folder);
  }
  settings_.save();
  look();
}

void Catalogue::used(const std::string& model) {
  settings_.used_model(QString::fromStdString(model));
  settings_.save();
}

}  // namespace headlight::ui
