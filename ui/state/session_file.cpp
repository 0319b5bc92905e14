#include "ui/state/session_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "ui/state/session_fields.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

namespace {

constexpr int kFormat = 1;
constexpr qint64 kLargest = 64 << 20;  // bytes of a file
constexpr qsizetype kMostRuns = 10000;

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

QJsonObject json_of(const SessionRun& run, const QString& folder) {
  QJsonObject json, input;
  put_file(json, "model", run.model, folder);
  if (!run.hash.empty()) json.insert(QStringLiteral("hash"), QString::fromStdString(run.hash));
  put_file(json, "trace", run.trace, folder);
  input_fields(run.input, Writer(input));
  put_file(input, "image", run.input.image, folder);
  put_file(input, "pixels", run.input.pixels, folder);
  json.insert(QStringLiteral("input"), input);
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

class Reader {
 public:
  Reader(const QJsonObject& object, QString file, QString place, std::optional<Error>& error)
      : object_(object), file_(std::move(file)), place_(std::move(place)), error_(error) {}

  // A field that is not there leaves its value as it is.
  template <typename Value>
  void operator()(const char* name, Value& value) {
    const QJsonValue json = object_.value(QLatin1String(name));
    if (!json.isUndefined() && !read(json, value)) refuse(name, json);
  }

  [[nodiscard]] QJsonValue value(const char* name) const { return object_.value(QLatin1String(name)); }

  void refuse(const char* name, const QJsonValue& found) {
    if (error_) return;
    QJsonArray shown{found};
    const QByteArray words = QJsonDocument(shown).toJson(QJsonDocument::Compact).mid(1).chopped(1).left(60);
    error_ = unusable("the session file cannot be read", (file_ + QStringLiteral(", field ") + place_ + QLatin1String(name)).toStdString(),
                      words.toStdString(), "a value as Headlight writes it");
  }

 private:
  static bool read(const QJsonValue& json, bool& value) {
    value = json.toBool(value);
    return json.isBool();
  }
  static bool read(const QJsonValue& json, double& value) {
    value = json.toDouble(value);
    return json.isDouble() && std::isfinite(value) && std::fabs(value) < 1e15;
  }
  static bool read(const QJsonValue& json, std::int64_t& value) {
    double number = 0;
    if (!read(json, number) || number != std::floor(number) || std::fabs(number) > 9e15) return false;
    value = std::int64_t(number);
    return true;
  }
  static bool read(const QJsonValue& json, int& value) {
    std::int64_t number = 0;
    if (!read(json, number) || number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) return false;
    value = int(number);
    return true;
  }
  static bool read(const QJsonValue& json, std::uint64_t& bits) {
    bool good = false;
    bits = json.toString().toULongLong(&good, 16);
    return good;
  }
  static bool read(const QJsonValue& json, std::string& value) {
    value = json.toString().toStdString();
    return json.isString();
  }
  template <typename Value>
  static bool read(const QJsonValue& json, std::optional<Value>& value) {
    return read(json, value.emplace());
  }
  static bool read(const QJsonValue& json, std::vector<std::array<double, 4>>& boxes) {
    boxes.clear();
    for (const QJsonValue& each : json.toArray()) {
      if (!read(each, boxes.emplace_back())) return false;
    }
    return json.isArray();
  }
  template <std::size_t Size>
  static bool read(const QJsonValue& json, std::array<double, Size>& values) {
    const QJsonArray all = json.toArray();
    if (all.size() != qsizetype(Size)) return false;
    bool good = true;
    for (std::size_t i = 0; i < Size; ++i) good = read(all.at(qsizetype(i)), values[i]) && good;
    return good;
  }
  static bool read(const QJsonValue& json, std::vector<std::int64_t>& values) {
    bool good = json.isArray();
    for (const QJsonValue& each : json.toArray()) good = read(each, values.emplace_back()) && good;
    return good;
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  static bool read(const QJsonValue& json, Choice& value) {
    const auto& names = ChoiceNames<Choice>::all;
    const auto at = std::find_if(names.begin(), names.end(), [&](auto name) { return text(name) == json.toString(); });
    if (at == names.end()) return false;
    value = Choice(at - names.begin());
    return true;
  }

  const QJsonObject& object_;
  QString file_, place_;
  std::optional<Error>& error_;
};

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

void read_file(Reader& read, const char* name, std::string& path, const QString& folder) {
  std::string beside;
  read(name, path);
  read((std::string(name) + " from here").c_str(), beside);
  path = found(path, beside, folder);
}

SessionRun run_from(const QJsonObject& json, const QString& file, const QString& place, std::optional<Error>& error) {
  SessionRun run;
  const QString folder = QFileInfo(file).absolutePath();
  Reader read(json, file, place, error);
  read_file(read, "model", run.model, folder);
  read("hash", run.hash);
  read_file(read, "trace", run.trace, folder);
  if (!read.value("input").isObject() || (run.model.empty() && run.trace.empty())) read.refuse(run.model.empty() && run.trace.empty() ? "model" : "input", read.value("input"));
  const QJsonObject input = read.value("input").toObject();
  Reader inside(input, file, place + QStringLiteral("input."), error);
  input_fields(run.input, inside);
  read_file(inside, "image", run.input.image, folder);
  read_file(inside, "pixels", run.input.pixels, folder);
  return run;
}

std::vector<Step> steps_from(const QJsonValue& json, const QString& file, std::optional<Error>& error) {
  std::vector<Step> steps;
  for (const QJsonValue& each : json.toArray()) {
    const QJsonObject object = each.toObject();
    Reader read(object, file, QStringLiteral("studio.steps[%1].").arg(steps.size()), error);
    std::string words;
    Step step;
    read("change", words);
    read("on", step.on);
    auto change = intervention_from(words);
    if (!change.ok()) read.refuse("change", object.value(QStringLiteral("change")));
    if (error) return {};
    step.change = std::move(change.value());
    steps.push_back(std::move(step));
  }
  return steps;
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
  return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

Result<SavedSession> session_from(const QByteArray& bytes, const QString& file) {
  QJsonParseError fault;
  const QJsonDocument document = QJsonDocument::fromJson(bytes, &fault);
  const QJsonObject json = document.object();
  if (!document.isObject() || json.value(QStringLiteral("headlight session")).toInt() != kFormat) {
    const std::string what = document.isObject() ? "another file or format" : fault.errorString().toStdString();
    return unusable("this is no session of Headlight", file.toStdString(), what, "a session file of this version");
  }
  SavedSession session;
  std::optional<Error> error;
  Reader read(json, file, {}, error);
  const QJsonArray runs = read.value("runs").toArray();
  if (!read.value("runs").isArray() || runs.size() > kMostRuns) read.refuse("runs", QJsonValue(qint64(runs.size())));
  for (qsizetype i = 0; i < runs.size() && !error; ++i)
    session.runs.push_back(run_from(runs.at(i).toObject(), file, QStringLiteral("runs[%1].").arg(i), error));
  read("shown", session.shown);
  const QJsonObject selection = read.value("selection").toObject(), look = read.value("look").toObject();
  selection_fields(session.selection, Reader(selection, file, QStringLiteral("selection."), error));
  look_fields(session.look, Reader(look, file, QStringLiteral("look."), error));
  const QJsonObject studio = read.value("studio").toObject();
  studio_fields(session.studio, Reader(studio, file, QStringLiteral("studio."), error));
  session.studio.steps = steps_from(studio.value(QStringLiteral("steps")), file, error);
  session.layout = read.value("layout").toObject().toVariantMap();
  std::string theme;
  read("theme", theme);
  session.theme = QString::fromStdString(theme);
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

QString missing_file(const SessionRun& run) {
  for (const std::string& path : {run.model, run.trace, run.input.image, run.input.pixels}) {
    if (const std::string gone = absent(path); !gone.empty()) return QString::fromStdString(gone);
  }
  return {};
}

}  // namespace headlight::ui
