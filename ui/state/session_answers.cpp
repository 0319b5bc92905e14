#include "ui/state/session_answers.h"

#include <QByteArray>
#include <QJsonArray>
#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace headlight::ui {

namespace {

constexpr int kAnswersFormat = 1;
constexpr std::size_t kMostHeads = 1U << 16U, kParts = 4;  // of heads; of an Error

template <typename Number>
QByteArray bytes_of(const std::vector<Number>& numbers) {
  QByteArray bytes(qsizetype(numbers.size() * sizeof(Number)), Qt::Uninitialized);
  qToLittleEndian<Number>(numbers.data(), qsizetype(numbers.size()), bytes.data());
  return bytes;
}

QString base64(const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); }

// What a changed byte changes, too.
int sum_of(const QByteArray& heads, const QByteArray& masses, const std::string& states) {
  return qChecksum(heads + masses + QByteArray::fromStdString(states));
}

std::vector<std::int32_t> flat(const std::vector<std::array<std::int64_t, 3>>& heads) {
  std::vector<std::int32_t> numbers;
  for (const auto& head : heads) {
    for (const std::int64_t number : head) numbers.push_back(std::int32_t(number));
  }
  return numbers;
}

// Reads the parts one by one; the first that is broken counts.
class AnswersReader {
 public:
  AnswersReader(const QJsonObject& json, QString file) : json_(json), file_(std::move(file)) {}

  void refuse(const char* field, const std::string& found, const std::string& expected) {
    if (!error_) error_ = unusable("the session's answers cannot be read", (file_ + QStringLiteral(", field many inputs.answers.") + QLatin1String(field)).toStdString(), found, expected);
  }

  template <typename Number>
  std::vector<Number> numbers(const char* field, QByteArray& bytes) {
    const QJsonValue value = json_.value(QLatin1String(field));
    const auto decoded = QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!value.isString() || !decoded || decoded.decoded.size() % qsizetype(sizeof(Number)) != 0) refuse(field, "other text", "base64 of numbers");
    if (error_) return {};
    bytes = decoded.decoded;
    std::vector<Number> all(std::size_t(bytes.size()) / sizeof(Number));
    qFromLittleEndian<Number>(bytes.constData(), qsizetype(all.size()), all.data());
    return all;
  }

  std::vector<std::array<std::string, kParts>> reasons() {
    std::vector<std::array<std::string, kParts>> all;
    for (const QJsonValue& each : json_.value(QStringLiteral("reasons")).toArray()) {
      const QJsonArray parts = each.toArray();
      if (parts.size() != qsizetype(kParts)) refuse("reasons", "another list", "lists of 4 texts");
      if (error_) return {};
      auto& one = all.emplace_back();
      for (std::size_t i = 0; i < kParts; ++i) one[i] = parts[qsizetype(i)].toString().toStdString();
    }
    return all;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const QJsonObject& json_;
  QString file_;
  std::optional<Error> error_;
};

void check_heads(AnswersReader& read, const std::vector<std::int32_t>& heads) {
  const bool good = heads.size() % 3 == 0 && heads.size() / 3 <= kMostHeads && std::ranges::all_of(heads, [](std::int32_t number) { return number >= 0; });
  if (!good) read.refuse("heads", std::to_string(heads.size()) + " numbers", "site, layer and head of each");
}

void check_states(AnswersReader& read, const ManyAnswers& answers, std::size_t inputs) {
  const std::string& states = answers.states;
  if (states.size() != inputs || states.find_first_not_of("wdl") != std::string::npos) read.refuse("states", std::to_string(states.size()) + " letters", "one of w, d, l for each of " + std::to_string(inputs) + " inputs");
  const auto count = [&](char state) { return std::size_t(std::ranges::count(states, state)); };
  if (answers.masses.size() != count('d') * answers.heads.size()) read.refuse("masses", std::to_string(answers.masses.size()) + " numbers", std::to_string(count('d') * answers.heads.size()));
  if (answers.reasons.size() != count('l')) read.refuse("reasons", std::to_string(answers.reasons.size()), std::to_string(count('l')));
  const bool good = std::ranges::all_of(answers.masses, [](float mass) { return std::isfinite(mass) && mass >= 0; });
  if (!good) read.refuse("masses", "a number that is no mass", "finite numbers from 0");
}

}  // namespace

QJsonObject answers_json(const ManyAnswers& answers) {
  const QByteArray heads = bytes_of(flat(answers.heads)), masses = bytes_of(answers.masses);
  QJsonArray reasons;
  for (const auto& parts : answers.reasons) {
    QJsonArray one;
    for (const std::string& part : parts) one.append(QString::fromStdString(part));
    reasons.append(one);
  }
  return {{QStringLiteral("format"), kAnswersFormat}, {QStringLiteral("model"), QString::fromStdString(answers.model)},
          {QStringLiteral("heads"), base64(heads)}, {QStringLiteral("masses"), base64(masses)},
          {QStringLiteral("states"), QString::fromStdString(answers.states)}, {QStringLiteral("reasons"), reasons},
          {QStringLiteral("sum"), sum_of(heads, masses, answers.states)}};
}

Result<ManyAnswers> answers_from(const QJsonObject& json, std::size_t inputs, const QString& file) {
  AnswersReader read(json, file);
  const int format = json.value(QStringLiteral("format")).toInt();
  if (format != kAnswersFormat) read.refuse("format", std::to_string(format), std::to_string(kAnswersFormat));
  ManyAnswers answers;
  QByteArray heads, masses;
  answers.model = json.value(QStringLiteral("model")).toString().toStdString();
  answers.states = json.value(QStringLiteral("states")).toString().toStdString();
  const auto places = read.numbers<std::int32_t>("heads", heads);
  check_heads(read, places);
  answers.masses = read.numbers<float>("masses", masses);
  answers.reasons = read.reasons();
  for (std::size_t i = 0; i + 2 < places.size(); i += 3) answers.heads.push_back({places[i], places[i + 1], places[i + 2]});
  check_states(read, answers, inputs);
  const int sum = json.value(QStringLiteral("sum")).toInt(-1);
  if (sum != sum_of(heads, masses, answers.states)) read.refuse("sum", std::to_string(sum), "that of the numbers");
  if (read.error()) return *read.error();
  return answers;
}

}  // namespace headlight::ui
