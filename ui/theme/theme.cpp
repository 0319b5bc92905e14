#include "ui/theme/theme.h"

#include <QJsonArray>

#include "ui/theme/tokens.h"

namespace headlight::ui {
namespace {

constexpr int kHeads = 8;

int wrapped(int index) { return ((index % kHeads) + kHeads) % kHeads; }

QHash<QString, QColor> colours_at(const QString& path) {
  QHash<QString, QColor> colours;
  const QJsonObject object = token(path).toObject();
  for (auto entry = object.begin(); entry != object.end(); ++entry) {
    colours.insert(entry.key(), QColor(entry.value().toString()));
  }
  return colours;
}

}  // namespace

Theme::Theme(Appearance appearance) : appearance_(appearance) {
  const QString base =
      appearance == Appearance::light ? QStringLiteral("themes.light.") : QStringLiteral("themes.dark.");
  colours_ = colours_at(base + QStringLiteral("ui"));
  roles_ = colours_at(base + QStringLiteral("roles"));
  const QJsonArray heads = token(base + QStringLiteral("heads")).toArray();
  for (const QJsonValue& head : heads) heads_.append(QColor(head.toString()));
  if (appearance == Appearance::contrast) raise_contrast();
}

// ui.md, "High contrast": black grounds, white text, lines from borderStrong, accent and fills from focus.
void Theme::raise_contrast() {
  const QColor black(Qt::black), white(Qt::white), strong = colours_["borderStrong"], focus = colours_["focus"];
  for (const char* name : {"ground", "panel", "header", "field", "raised", "hover", "pressed", "track", "tooltip",
                           "accentSoft", "errorSoft", "warnSoft", "onAccent"}) {
    colours_[QString::fromLatin1(name)] = black;
  }
  for (const char* name : {"text", "text2", "text3"}) colours_[QString::fromLatin1(name)] = white;
  for (const char* name : {"line", "border", "disabled"}) colours_[QString::fromLatin1(name)] = strong;
  for (const char* name : {"accent", "accentFill", "accentFillHover", "accentLine"}) {
    colours_[QString::fromLatin1(name)] = focus;
  }
}

const Theme& Theme::of(Appearance appearance) {
  static const Theme dark(Appearance::dark), light(Appearance::light), contrast(Appearance::contrast);
  if (appearance == Appearance::light) return light;
  return appearance == Appearance::dark ? dark : contrast;
}

QColor Theme::colour(const QString& name) const {
  const auto found = colours_.constFind(name);
  if (found == colours_.constEnd()) qFatal("No colour named %s", qPrintable(name));
  return *found;
}

QColor Theme::head(int index) const { return heads_[wrapped(index)]; }

QColor Theme::role(const QString& name) const { return roles_.value(name, colour(QStringLiteral("text"))); }

QString Theme::difference_map() const {
  return is_dark() ? QStringLiteral("differenceDark") : QStringLiteral("differenceLight");
}

Marker head_marker(int index) { return static_cast<Marker>(wrapped(index)); }

QList<qreal> head_dashes(int index, double line_width) {
  QList<qreal> pattern;
  const QJsonArray lengths = token(QStringLiteral("headDashes")).toArray()[wrapped(index + index / 8)].toArray();
  for (const QJsonValue& length : lengths) pattern.append(length.toDouble() / std::max(line_width, 0.1));
  return pattern;
}

QString head_name(int index) { return token(QStringLiteral("headNames")).toArray()[wrapped(index)].toString(); }

}  // namespace headlight::ui
