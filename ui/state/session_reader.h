// Reads one object of a session file. Every part that is there must be of its kind; an Error names the file, the field,
// what was found and what is expected. The first fault counts.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/api/result.h"
#include "ui/state/session_fields.h"

namespace headlight::ui {

class SessionReader {
 public:
  SessionReader(QJsonObject object, QString file, QString place, std::optional<Error>& error)
      : object_(std::move(object)), file_(std::move(file)), place_(std::move(place)), error_(error) {}

  // A field that is not there leaves its value as it is.
  template <typename Value>
  void operator()(const char* name, Value& value) {
    const QJsonValue json = object_.value(QLatin1String(name));
    if (!json.isUndefined() && !read(json, value)) refuse(name, expected(value));
  }

  [[nodiscard]] bool has(const char* name) const { return object_.contains(QLatin1String(name)); }
  [[nodiscard]] const QJsonObject& all() const { return object_; }

  // An object or list that is not there is an empty one.
  [[nodiscard]] SessionReader object(const char* name) {
    const QJsonValue json = object_.value(QLatin1String(name));
    if (!json.isUndefined() && !json.isObject()) refuse(name, "an object");
    return {json.toObject(), file_, place_ + QLatin1String(name) + QLatin1Char('.'), error_};
  }
  [[nodiscard]] std::vector<SessionReader> objects(const char* name, qsizetype most) {
    const QJsonValue json = object_.value(QLatin1String(name));
    if (!json.isUndefined() && !json.isArray()) refuse(name, "a list of objects");
    const QJsonArray list = json.toArray();
    if (list.size() > most) refuse(name, "at most " + std::to_string(most) + " entries", std::to_string(list.size()));
    std::vector<SessionReader> readers;
    for (qsizetype i = 0; i < list.size() && !error_; ++i) {
      const QString entry = QStringLiteral("%1[%2]").arg(QLatin1String(name)).arg(i);
      if (!list[i].isObject()) refuse(entry.toUtf8().constData(), "an object", shown(list[i]));
      readers.push_back({list[i].toObject(), file_, place_ + entry + QLatin1Char('.'), error_});
    }
    return readers;
  }

  void refuse(const char* name, const std::string& expected) { refuse(name, expected, shown(object_.value(QLatin1String(name)))); }
  void refuse(const char* name, const std::string& expected, const std::string& found) {
    if (error_) return;
    error_ = unusable("the session file cannot be read", (file_ + QStringLiteral(", field ") + place_ + QLatin1String(name)).toStdString(), found, expected);
  }

 private:
  static std::string shown(const QJsonValue& found) {
    if (found.isUndefined()) return "nothing";
    return QJsonDocument(QJsonArray{found}).toJson(QJsonDocument::Compact).mid(1).chopped(1).left(60).toStdString();
  }

  static std::string expected(const bool&) { return "true or false"; }
  static std::string expected(const double&) { return "a number"; }
  static std::string expected(const int&) { return "a whole number"; }
  static std::string expected(const std::int64_t&) { return "a whole number"; }
  static std::string expected(const std::uint64_t&) { return "a text of hexadecimal digits"; }
  static std::string expected(const std::string&) { return "a text"; }
  static std::string expected(const std::vector<std::int64_t>&) { return "a list of whole numbers"; }
  static std::string expected(const std::vector<std::array<double, 4>>&) { return "a list of boxes, each of 4 numbers"; }
  template <typename Value>
  static std::string expected(const std::optional<Value>&) {
    return expected(Value{});
  }
  template <std::size_t Size>
  static std::string expected(const std::array<double, Size>&) {
    return "a list of " + std::to_string(Size) + " numbers";
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  static std::string expected(const Choice&) {
    std::string words = "one of ";
    for (const auto name : ChoiceNames<Choice>::all) words += (words.size() > 7 ? ", " : "") + std::string(name);
    return words;
  }

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
    if (!read(json, number) || number != std::floor(number)) return false;
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
  static bool read(const QJsonValue& json, std::vector<std::array<double, 4>>& boxes) {
    boxes.clear();
    for (const QJsonValue& each : json.toArray()) {
      if (!read(each, boxes.emplace_back())) return false;
    }
    return json.isArray();
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  static bool read(const QJsonValue& json, Choice& value) {
    const auto& names = ChoiceNames<Choice>::all;
    const std::string word = json.toString().toStdString();
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (word != names[i]) continue;
      value = Choice(i);
      return true;
    }
    return false;
  }

  QJsonObject object_;
  QString file_, place_;
  std::optional<Error>& error_;
};

}  // namespace headlight::ui
