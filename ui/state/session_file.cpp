#include "ui/state/session_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <span>
#include <type_traits>

#include "ui/state/engine_words.h"
#include "ui/state/layout_fields.h"
#include "ui/state/session_answers.h"
#include "ui/state/session_reader.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

namespace {

constexpr int kFormat = 1;
constexpr qint64 kLargest = 64 << 20;  // bytes of a file
constexpr qsizetype kMostRuns = 10000, kMostSteps = 1000;

QString text(std::string_view words) { return QString::fromUtf8(words.data(), qsizetype(words.size())); }

// --- writing

class Writer {
 public:
  explicit Writer(QJsonObject& object) : object_(object) {}

  template <typename Value>
  void operator()(const char* name, const Value& value) {
    const QJsonValue json = json_of(value);
    if (!json.isUndefined()) object_.insert(QLatin1String(name), json);
  }

 private:
  static QJsonValue json_of(bool value) { return value; }
  static QJsonValue json_of(double value) { return value; }
  static QJsonValue json_of(int value) { return value; }
  static QJsonValue json_of(std::int64_t value) { return qint64(value); }
  static QJsonValue json_of(std::uint64_t bits) { return QString::number(qulonglong(bits), 16); }  // a number has 53 bits
  static QJsonValue json_of(const std::string& value) { return QString::fromStdString(value); }
  template <typename Value>
  static QJsonValue json_of(const std::optional<Value>& value) {
    return value ? json_of(*value) : QJsonValue(QJsonValue::Undefined);
  }
  template <std::size_t Size>
  static QJsonValue json_of(const std::array<double, Size>& values) {
    QJsonArray all;
    for (const double value : values) all.append(value);
    return all;
  }
  static QJsonValue json_of(const std::vector<std::array<double, 4>>& boxes) {
    QJsonArray all;
    for (const auto& box : boxes) all.append(json_of(box));
    return boxes.empty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(all);
  }
  static QJsonValue json_of(const std::vector<std::int64_t>& values) {
    QJsonArray all;
    for (const std::int64_t value : values) all.append(qint64(value));
    return values.empty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(all);
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  static QJsonValue json_of(Choice value) {
    return text(ChoiceNames<Choice>::all.at(std::size_t(value)));
  }

  QJsonObject& object_;
};

// A file by its full path and by that from the session's folder.
void put_file(QJsonObject& object, const char* name, const std::string& path, const QString& folder) {
  if (path.empty()) return;
  const QString full = QString::fromStdString(path);
  object.insert(QLatin1String(name), full);
  const QString beside = QDir(folder).relativeFilePath(full);
  if (QDir::isAbsolutePath(full) && !QDir::isAbsolutePath(beside)) object.insert(QLatin1String(name) + QStringLiteral(" from here"), beside);
}

QJsonObject json_of(const InputSpec& input, const QString& folder) {
  QJsonObject json;
  input_fields(input, Writer(json));
  put_file(json, "image", input.image, folder);
  put_file(json, "pixels", input.pixels, folder);
  return json;
}

QJsonObject json_of(const SessionRun& run, const QString& folder) {
  QJsonObject json;
  put_file(json, "model", run.model, folder);
  if (!run.hash.empty()) json.insert(QStringLiteral("hash"), QString::fromStdString(run.hash));
  put_file(json, "trace", run.trace, folder);
  put_file(json, "tokenizer", run.tokenizer, folder);
  json.insert(QStringLiteral("input"), json_of(run.input, folder));
  return json;
}

// Each change of attention as the command line writes it.
QJsonArray json_of(const std::vector<Step>& steps) {
  QJsonArray all;
  for (const Step& step : steps)
    all.append(QJsonObject{{QStringLiteral("change"), QString::fromStdString(to_text(step.change))}, {QStringLiteral("on"), step.on}});
  return all;
}

// --- reading

// The file that is meant: where it was, else where it lies from the session's folder, else beside the session.
std::string found(const std::string& path, const std::string& from_here, const QString& folder) {
  const QString full = QString::fromStdString(path);
  if (path.empty() || !QDir::isAbsolutePath(full) || QFileInfo::exists(full)) return path;
  for (const QString& other : {QString::fromStdString(from_here), QFileInfo(full).fileName()}) {
    const QString there = QDir::cleanPath(folder + QLatin1Char('/') + other);
    if (!other.isEmpty() && QFileInfo::exists(there)) return there.toStdString();
  }
  return path;
}

void read_file(SessionReader& read, const char* name, std::string& path, const QString& folder) {
  std::string beside;
  read(name, path);
  read((std::string(name) + " from here").c_str(), beside);
  path = found(path, beside, folder);
}

InputSpec input_from(SessionReader& read, const QString& folder) {
  InputSpec input;
  input_fields(input, read);
  read_file(read, "image", input.image, folder);
  read_file(read, "pixels", input.pixels, folder);
  return input;
}

SessionRun run_from(SessionReader& read, const QString& folder) {
  SessionRun run;
  read_file(read, "model", run.model, folder);
  read("hash", run.hash);
  read_file(read, "trace", run.trace, folder);
  read_file(read, "tokenizer", run.tokenizer, folder);
  if (run.model.empty() && run.trace.empty()) read.refuse("model", "a model or a trace");
  if (!read.has("input")) read.refuse("input", "an object");
  SessionReader input = read.object("input");
  run.input = input_from(input, folder);
  return run;
}

Step step_from(SessionReader& read) {
  std::string words;
  Step step;
  read("change", words);
  read("on", step.on);
  auto change = intervention_from(words);
  if (change.ok()) step.change = std::move(change.value());
  else read.refuse("change", "a change of attention as `headlight ablate --change` reads it");
  return step;
}

Studio studio_from(SessionReader read) {
  Studio studio;
  studio_fields(studio, read);
  for (SessionReader& step : read.objects("steps", kMostSteps)) studio.steps.push_back(step_from(step));
  return studio;
}

// What was not dragged or folded by this version of the window is left out.
QVariantMap layout_from(SessionReader read) {
  QVariantMap layout;
  for (auto at = read.all().begin(); at != read.all().end(); ++at) {
    const LayoutKind kind = layout_kind(at.key());
    if (kind == LayoutKind::unknown) continue;
    if (!is_layout(kind, at.value().toVariant())) read.refuse(at.key().toUtf8().constData(), expected_layout(kind));
    layout.insert(at.key(), at.value().toVariant());
  }
  return layout;
}

std::string choice_from(SessionReader& read, const char* name, std::span<const std::string_view> all) {
  std::string word;
  read(name, word);
  if (word.empty() || std::ranges::find(all, word) != all.end()) return word;
  std::string names;
  for (const auto each : all) names += (names.empty() ? "" : ", ") + std::string(each);
  read.refuse(name, "one of " + names);
  return {};
}

// What is broken of the answers leaves them out, not the session.
void read_many(SessionReader read, const QString& file, SavedSession& session) {
  ManyInputs& many = session.many.emplace();
  many_fields(many, read);
  if (!read.has("answers")) return;
  const auto lines = QString::fromStdString(many.inputs).split(QLatin1Char('\n'), Qt::SkipEmptyParts).size();
  auto answers = answers_from(read.all().value(QStringLiteral("answers")).toObject(), std::size_t(lines), file);
  if (answers) many.answers = std::move(answers.value());
  else session.broken_answers = engine_line(answers.error());
}

// Values that a window cannot show are those nearest to them that it can.
Look shown(Look look) {
  if (ColourMap::find(QString::fromStdString(look.map)) == nullptr) look.map = Look{}.map;
  look.top_k = std::clamp(look.top_k, 1, 12);
  look.threshold = std::clamp(look.threshold, 0.0, 1.0);
  look.picture_opacity = std::clamp(look.picture_opacity, 0.0, 1.0);
  look.point_size = std::clamp(look.point_size, 0.4, 3.0);
  look.dim = std::clamp(look.dim, 0.0, 0.8);
  look.least_weight = std::clamp(look.least_weight, 0.0, 1.0);
  look.field_level = std::max(look.field_level, -1);
  if (!(look.low < look.high)) look.fixed_range = false;
  return look;
}

std::string absent(const std::string& path) {
  const QString full = QString::fromStdString(path);
  return QDir::isAbsolutePath(full) && !QFileInfo::exists(full) ? path : std::string();
}

}  // namespace

QByteArray session_bytes(const SavedSession& session, const QString& folder) {
  QJsonObject json{{QStringLiteral("headlight session"), kFormat}};
  QJsonArray runs;
  for (const SessionRun& run : session.runs) runs.append(json_of(run, folder));
  QJsonObject selection, look, studio;
  studio_fields(session.studio, Writer(studio));
  studio.insert(QStringLiteral("steps"), json_of(session.studio.steps));
  json.insert(QStringLiteral("studio"), studio);
  selection_fields(session.selection, Writer(selection));
  look_fields(session.look, Writer(look));
  json.insert(QStringLiteral("runs"), runs);
  json.insert(QStringLiteral("shown"), session.shown);
  json.insert(QStringLiteral("selection"), selection);
  json.insert(QStringLiteral("look"), look);
  json.insert(QStringLiteral("layout"), QJsonObject::fromVariantMap(session.layout));
  json.insert(QStringLiteral("theme"), session.theme);
  json.insert(QStringLiteral("workspace"), QString::fromStdString(session.workspace));
  if (session.many) {
    QJsonObject many;
    many_fields(*session.many, Writer(many));
    if (session.many->answers) many.insert(QStringLiteral("answers"), answers_json(*session.many->answers));
    json.insert(QStringLiteral("many inputs"), many);
  }
  if (session.typed) json.insert(QStringLiteral("typed"), json_of(*session.typed, folder));
  return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

Result<SavedSession> session_from(const QByteArray& bytes, const QString& file) {
  QJsonParseError fault;
  const QJsonDocument document = QJsonDocument::fromJson(bytes, &fault);
  const QJsonObject json = document.object();
  const QJsonValue format = json.value(QStringLiteral("headlight session"));
  if (!document.isObject() || format.toInt() != kFormat) {
    const std::string what = !document.isObject() ? fault.errorString().toStdString() : format.isDouble() ? "format " + std::to_string(format.toInt()) : "another file";
    return unusable("this is no session of Headlight", file.toStdString(), what, "a session file of format " + std::to_string(kFormat));
  }
  SavedSession session;
  std::optional<Error> error;
  SessionReader read(json, file, {}, error);
  if (!read.has("runs")) read.refuse("runs", "a list of objects");
  const QString folder = QFileInfo(file).absolutePath();
  for (SessionReader& run : read.objects("runs", kMostRuns)) session.runs.push_back(run_from(run, folder));
  read("shown", session.shown);
  selection_fields(session.selection, read.object("selection"));
  look_fields(session.look, read.object("look"));
  session.studio = studio_from(read.object("studio"));
  session.layout = layout_from(read.object("layout"));
  session.theme = QString::fromStdString(choice_from(read, "theme", kThemeNames));
  session.workspace = choice_from(read, "workspace", kWorkspaceNames);
  if (read.has("many inputs")) read_many(read.object("many inputs"), file, session);
  if (read.has("typed")) {
    SessionReader typed = read.object("typed");
    session.typed = input_from(typed, folder);
  }
  if (error) return *error;
  session.shown = std::clamp(session.shown, -1, int(session.runs.size()) - 1);
  session.look = shown(session.look);
  return session;
}

Result<SavedSession> read_session(const QString& file) {
  QFile source(file);
  if (!source.open(QIODevice::ReadOnly)) return unusable("this file cannot be read", file.toStdString(), source.errorString().toStdString());
  if (source.size() > kLargest) return unusable("this is no session of Headlight", file.toStdString(), std::to_string(source.size()) + " bytes", "at most " + std::to_string(kLargest));
  return session_from(source.readAll(), file);
}

void relocate(SessionRun& run, const QString& from, const QString& to) {
  const QDir beside = QFileInfo(to).dir();
  for (std::string* path : {&run.model, &run.trace, &run.tokenizer, &run.input.image, &run.input.pixels}) {
    const QFileInfo old(QString::fromStdString(*path));
    const bool gone = !absent(*path).empty(), near = gone && old.path() == QFileInfo(from).path();
    if (*path == from.toStdString()) *path = to.toStdString();
    else if (near && beside.exists(old.fileName())) *path = beside.filePath(old.fileName()).toStdString();
  }
}

QStringList missing_files(const SessionRun& run) {
  QStringList all;
  for (const std::string& path : {run.model, run.trace, run.tokenizer, run.input.image, run.input.pixels}) {
    if (const std::string gone = absent(path); !gone.empty()) all += QString::fromStdString(gone);
  }
  return all;
}

}  // namespace headlight::ui
