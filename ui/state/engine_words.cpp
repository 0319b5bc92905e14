#include "ui/state/engine_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

namespace headlight::ui {
namespace {

struct EngineWords {
  Q_DECLARE_TR_FUNCTIONS(EngineWords)
};

// Null where the translations do not know the phrase.
QString known(const QString& phrase) {
  const QString said = QCoreApplication::translate("Engine", phrase.toUtf8().constData());
  return said == phrase ? QString() : said;
}

// The phrase with its values as %1, %2 …, which are put back into the translation. Null where that is not known.
QString with_values(const QString& phrase, const QRegularExpression& value) {
  static const QRegularExpression place(QStringLiteral("%([1-9])"));
  QString pattern, said;
  QStringList values;
  qsizetype from = 0;
  for (auto found = value.globalMatch(phrase); found.hasNext();) {
    const auto match = found.next();
    values.append(match.captured());
    pattern += phrase.mid(from, match.capturedStart() - from) + QLatin1Char('%') + QString::number(values.size());
    from = match.capturedEnd();
  }
  if (values.isEmpty() || values.size() > 9) return {};
  const QString translation = known(pattern + phrase.mid(from));
  from = 0;
  for (auto found = place.globalMatch(translation); found.hasNext();) {
    const auto match = found.next();
    said += translation.mid(from, match.capturedStart() - from) + values.value(match.captured(1).toInt() - 1);
    from = match.capturedEnd();
  }
  return translation.isEmpty() ? QString() : said + translation.mid(from);
}

// Numbers, and what stands in quotation marks, from the first to the last: it may hold some of its own.
QString with_values(const QString& phrase) {
  static const QRegularExpression number(QStringLiteral("\\d+(?:[.,]\\d+)*")), quoted(QStringLiteral("\".*\""));
  const QString said = with_values(phrase, number);
  return said.isEmpty() ? with_values(phrase, quoted) : said;
}

// "config.json, field model_type": what parts of a file are called is the engine's.
QString place_words(const QString& where) {
  const std::pair<const char*, QString> kinds[] = {{"field ", EngineWords::tr("field %1")},     {"tensor ", EngineWords::tr("tensor %1")},
                                                   {"byte ", EngineWords::tr("byte %1")},       {"layer ", EngineWords::tr("layer %1")},
                                                   {"head ", EngineWords::tr("head %1")},       {"position ", EngineWords::tr("position %1")}};
  QStringList parts = where.split(QStringLiteral(", "));
  for (QString& part : parts) {
    for (const auto& [kind, said] : kinds)
      if (part.startsWith(QLatin1String(kind)) && !part.mid(qstrlen(kind)).contains(QLatin1Char(' '))) part = said.arg(part.mid(qstrlen(kind)));
  }
  return parts.join(QStringLiteral(", "));
}

// "not in the model's vocabulary, read as <unk>: “a”, “b” and 3 more"
QString unknown_words(const QString& phrase) {
  static const QRegularExpression parts(QStringLiteral("^(.*, read as )(.+?): (“.*”)(?: and (\\d+) more)?$"));
  const auto found = parts.match(phrase);
  const QString said = found.hasMatch() ? known(found.captured(1) + QStringLiteral("%1")) : QString();
  if (said.isEmpty()) return {};
  const QString more = found.captured(4).isEmpty() ? QString() : QLatin1Char(' ') + EngineWords::tr("and %1 more").arg(found.captured(4));
  return said.arg(found.captured(2)) + QStringLiteral(": ") + found.captured(3) + more;
}

QString phrase_words(const QString& phrase) {
  if (const QString said = known(phrase); !said.isEmpty()) return said;
  if (const QString said = with_values(phrase); !said.isEmpty()) return said;
  if (const QString said = unknown_words(phrase); !said.isEmpty()) return said;
  const auto colon = phrase.indexOf(QStringLiteral(": "));
  const QString before = colon > 0 ? known(phrase.left(colon)) : QString();
  return before.isEmpty() ? place_words(phrase) : before + phrase.mid(colon);
}

QString line_of(const QString& what, const QString& where, const QString& found, const QString& expected) {
  QString line = phrase_words(what);
  if (!where.isEmpty()) line += QStringLiteral(" — ") + place_words(where);
  QStringList rest;
  if (!found.isEmpty()) rest += EngineWords::tr("found %1").arg(phrase_words(found));
  if (!expected.isEmpty()) rest += EngineWords::tr("expected %1").arg(phrase_words(expected));
  return rest.isEmpty() ? line : line + QStringLiteral(": ") + rest.join(QStringLiteral(", "));
}

// In a window nobody types options.
QString without_options(const QString& words) {
  if (!words.contains(QStringLiteral("--"))) return words;
  const std::pair<const char*, QString> names[] = {{"--text", EngineWords::tr("a text")},
                                                   {"--ids", EngineWords::tr("token numbers")},
                                                   {"--image", EngineWords::tr("a picture")},
                                                   {"--pixels", EngineWords::tr("raw pixels")},
                                                   {"--pair", EngineWords::tr("a second text")},
                                                   {"--target", EngineWords::tr("a target")},
                                                   {"--tokenizer", EngineWords::tr("a tokenizer's folder")},
                                                   {"--beams", EngineWords::tr("the number of beams")},
                                                   {"--window", EngineWords::tr("Window and level: Full or 1–99 %")}};
  static const QRegularExpression option(QStringLiteral("(\\bno )?(--[a-z]+)(?: DIR)?(?![a-z-])"));
  static const QString article = QStringLiteral("a ");
  QString said;
  qsizetype from = 0;
  for (auto found = option.globalMatch(words); found.hasNext();) {
    const auto match = found.next();
    const auto at = std::ranges::find_if(names, [&](const auto& each) { return match.captured(2) == QLatin1String(each.first); });
    if (at == std::end(names)) continue;
    const bool none = !match.captured(1).isEmpty() && at->second.startsWith(article);
    said += words.mid(from, match.capturedStart() - from) + match.captured(1) + (none ? at->second.mid(article.size()) : at->second);
    from = match.capturedEnd();
  }
  return said + words.mid(from);
}

QString words_of(const QString& text) {
  if (const QString said = known(text); !said.isEmpty()) return said;
  static const QRegularExpression line(QStringLiteral("^(.*?) — (.*?)(?:: (?:found (.*?))?(?:, )?(?:expected (.*))?)?$"));
  const auto parts = line.match(text);
  if (parts.hasMatch()) return line_of(parts.captured(1), parts.captured(2), parts.captured(3), parts.captured(4));
  QStringList words;
  for (const QString& phrase : text.split(QStringLiteral("; "))) words += phrase_words(phrase);
  return words.join(QStringLiteral("; "));
}

}  // namespace

QString engine_words(const std::string& english) { return without_options(words_of(QString::fromStdString(english))); }

QString engine_sentence(const std::string& english) {
  QString words = engine_words(english);
  const bool file = words.section(QLatin1Char(' '), 0, 0).contains(QLatin1Char('.'));  // its name is as it is
  if (!words.isEmpty() && !file) words[0] = words[0].toUpper();
  return words;
}

ModelNotes model_notes(const ModelInfo& model) {
  const bool described = model.family == "ultralytics" && model.note.starts_with("Ultralytics ");
  if (!described) return {{}, engine_sentence(model.note)};
  const auto end = std::min(model.note.find("; "), model.note.size());
  return {engine_sentence(model.note.substr(0, end)), engine_sentence(model.note.substr(std::min(end + 2, model.note.size())))};
}

std::string without_window(std::string note) {
  static const QRegularExpression said(QStringLiteral("(?:; )?16-bit grey above .* \\(--window\\) shows them"));
  QString left = QString::fromStdString(note).remove(said);
  return (left.startsWith(QStringLiteral("; ")) ? left.mid(2) : left).toStdString();
}

namespace {

// A part alone has its control characters escaped and its length bounded.
QString part(const std::string& text) { return QString::fromStdString(Error{{}, text, {}, {}, {}}.line()); }

}  // namespace

QString engine_reason(const Error& error) {
  const QString what = phrase_words(part(error.what));
  return without_options(error.found.empty() ? what : what + QStringLiteral(": ") + phrase_words(part(error.found)));
}

QString engine_line(const Error& error) {
  return without_options(line_of(part(error.what), part(error.where), part(error.found), part(error.expected)));
}

}  // namespace headlight::ui
