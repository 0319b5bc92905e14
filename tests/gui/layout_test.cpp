// Shortcuts, translations and what gives way in small windows.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QMultiHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include "tests/gui/window_fixture.h"
#include "tests/places.h"
#include "ui/controls/choices.h"
#include "ui/controls/focus_ring.h"
#include "ui/figures/figure_words.h"
#include "ui/studio/ask/token_chooser.h"

namespace headlight::ui {
namespace {

TEST(Actions, NoShortcutIsGivenTwice) {
  QSet<QString> seen;
  for (const ActionSpec& spec : action_specs()) {
    for (const QString& keys : QString::fromLatin1(spec.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
      const QString portable = QKeySequence(keys).toString(QKeySequence::PortableText);
      EXPECT_FALSE(portable.isEmpty()) << spec.id;
      EXPECT_FALSE(seen.contains(portable)) << spec.id << " " << portable.toStdString();
      seen.insert(portable);
    }
  }
}

TEST(Arrangement, GivesWayInTheAgreedOrder) {
  EXPECT_EQ(arrangement_for({1600, 1000}), Arrangement{});
  EXPECT_EQ(arrangement_for({1400, 1000}).left_width, 200);
  EXPECT_EQ(arrangement_for({1280, 720}).left_width, kCollapsedRail);
  EXPECT_TRUE(arrangement_for({1280, 720}).token_line);
  EXPECT_EQ(arrangement_for({1280, 720}).centre, Centre::stacked);
  EXPECT_EQ(arrangement_for({1280, 720}).inspector_width, 264);
  EXPECT_EQ(arrangement_for({1024, 640}).inspector_width, kCollapsedRail);
  EXPECT_EQ(arrangement_for({1024, 640}).centre, Centre::tabbed);
  EXPECT_TRUE(arrangement_for({1024, 640}).menus_folded);
}

struct Messages {
  int all = 0;
  QSet<QString> counted;  // with plural forms
  QStringList open, twice;  // twice: of one context
};

Messages messages_of(const QString& path) {
  Messages messages;
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  QXmlStreamReader xml(&file);
  QString context, source, comment;
  QSet<QString> known;
  bool counts = false;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QStringLiteral("name")) context = xml.readElementText();
    if (xml.name() == QStringLiteral("message")) {
      comment.clear();
      counts = xml.attributes().value(QStringLiteral("numerus")) == QStringLiteral("yes");
    }
    if (xml.name() == QStringLiteral("source")) source = xml.readElementText();
    if (xml.name() == QStringLiteral("comment")) comment = xml.readElementText();
    if (xml.name() != QStringLiteral("translation")) continue;
    const bool unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
    ++messages.all;
    if (counts) messages.counted += context + QLatin1Char('\n') + source;
    const QString whole = context + QLatin1Char('\n') + source + QLatin1Char('\n') + comment;
    if (known.contains(whole)) messages.twice += whole;
    known.insert(whole);
    if (unfinished || xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed().isEmpty()) messages.open += source;
  }
  return messages;
}

const QString kTranslation = QString::fromStdString(headlight::tests::resources() + "/translations/headlight_ko.ts");

TEST(Translations, KoreanIsComplete) {
  const Messages messages = messages_of(kTranslation);
  EXPECT_GT(messages.all, 200);
  EXPECT_TRUE(messages.open.isEmpty()) << messages.open.join(QLatin1Char('\n')).toStdString();
}

TEST(Translations, EnglishHasThePluralFormsOfWhatIsCounted) {
  const Messages english = messages_of(QString(kTranslation).replace(QStringLiteral("_ko"), QStringLiteral("_en")));
  EXPECT_TRUE(english.open.isEmpty() && english.twice.isEmpty());
  EXPECT_EQ(english.all, english.counted.size()) << "nothing else is translated";
  EXPECT_EQ(english.counted, messages_of(kTranslation).counted);
}

TEST_F(WindowTest, OneIsSaidInTheSingular) {
  set_language(*qApp, QStringLiteral("en"));
  const auto tokens = [](int count) { return QCoreApplication::translate("headlight::ui::TokenLine", "%1 tokens", nullptr, count).arg(count); };
  EXPECT_EQ(tokens(1), QStringLiteral("1 token"));
  EXPECT_EQ(tokens(2), QStringLiteral("2 tokens"));
  EXPECT_EQ(plural_of(QStringLiteral("1")), 1);
  EXPECT_NE(plural_of(QStringLiteral("0.3")), 1);
  set_language(*qApp, QStringLiteral("ko"));
  EXPECT_TRUE(tokens(1).contains(QStringLiteral("1"))) << tokens(1).toStdString();
  EXPECT_NE(tokens(1), QStringLiteral("1 tokens"));
  set_language(*qApp, QStringLiteral("en"));
}

TEST(Translations, KoreanHasNoMessageTwice) {
  const Messages messages = messages_of(kTranslation);
  EXPECT_TRUE(messages.twice.isEmpty()) << messages.twice.join(QLatin1Char('\n')).toStdString();
}

TEST(Translations, KoreanHasEveryStringOfTheSources) {
  const QString root = QString::fromStdString(headlight::tests::resources() + "/..");
  QString tool;
  for (const char* name : {"/usr/lib/qt6/bin/lupdate", "/usr/bin/lupdate-qt6", "/usr/bin/lupdate6"}) {
    if (tool.isEmpty() && QFile::exists(QLatin1String(name))) tool = QLatin1String(name);
  }
  if (tool.isEmpty()) GTEST_SKIP() << "Qt's lupdate is not installed";
  const QString copy = QDir::tempPath() + QStringLiteral("/headlight_ko_check_%1.ts").arg(QCoreApplication::applicationPid());
  ASSERT_TRUE(QFile::copy(kTranslation, copy));
  QProcess process;
  // Without heuristics: what another context translates does not count.
  process.start(tool, {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-disable-heuristic"), QStringLiteral("sametext"), QStringLiteral("-disable-heuristic"), QStringLiteral("similartext"), QStringLiteral("-locations"), QStringLiteral("none"),
                       QStringLiteral("-I"), root, root + QStringLiteral("/ui"), QStringLiteral("-ts"), copy});
  ASSERT_TRUE(process.waitForFinished(120000));
  const Messages messages = messages_of(copy);
  QFile::remove(copy);
  EXPECT_TRUE(messages.open.isEmpty()) << "not translated: " << messages.open.join(QLatin1Char('\n')).toStdString();
}

// The arguments of a call whose opening bracket lies before `at`, as they stand in the source.
QStringList arguments_of(const QString& source, qsizetype at) {
  QStringList arguments{QString()};
  int depth = 1;
  for (bool quoted = false; at < source.size() && depth > 0; ++at) {
    const QChar c = source[at];
    if (quoted && c == QLatin1Char('\\')) {
      arguments.last() += source.mid(at++, 2);
      continue;
    }
    if (c == QLatin1Char('"')) quoted = !quoted;
    if (!quoted && QStringLiteral("([{").contains(c)) ++depth;
    if (!quoted && QStringLiteral(")]}").contains(c)) --depth;
    if (depth == 0) break;
    if (!quoted && depth == 1 && c == QLatin1Char(','))
      arguments += QString();
    else
      arguments.last() += c;
  }
  return arguments;
}

// The text of one or more string literals and nothing else; null for any other expression.
QString literal_of(const QString& argument) {
  static const QRegularExpression whole(QStringLiteral("^(?:\\s*\"(?:[^\"\\\\]|\\\\.)*\")+\\s*$"));
  static const QRegularExpression one(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
  if (!whole.match(argument).hasMatch()) return {};
  QString text;
  for (auto found = one.globalMatch(argument); found.hasNext();) text += found.next().captured(1);
  return text.replace(QStringLiteral("\\\""), QStringLiteral("\""));
}

// What errors of the engine and of figures say in fixed words: what, found, expected.
QSet<QString> error_phrases() {
  static const QRegularExpression call(QStringLiteral("\\b(?:unusable|failed|usage)\\("));
  static const QRegularExpression word(QStringLiteral("[a-z]{3,} |[a-z]{5,}"));  // else it is a value or a shape
  QSet<QString> phrases;
  for (const char* folder : {"engine", "ui/figures", "ui/state"}) {
    QDirIterator files(QString::fromStdString(headlight::tests::resources() + "/../" + folder), {QStringLiteral("*.cpp")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
      const QString path = files.next();
      if (path.contains(QStringLiteral("/training/"))) continue;  // never in the window
      QFile file(path);
      EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
      const QString source = QString::fromUtf8(file.readAll());
      for (auto found = call.globalMatch(source); found.hasNext();) {
        const QStringList arguments = arguments_of(source, found.next().capturedEnd());
        for (const int place : {0, 2, 3}) {
          const QString phrase = literal_of(arguments.value(place));
          if (word.match(phrase).hasMatch()) phrases += phrase;
        }
      }
    }
  }
  return phrases;
}

// "at most 9 bytes" as "at most %1 bytes".
QString with_places(QString phrase) {
  static const QRegularExpression number(QStringLiteral("\\d+(?:[.,]\\d+)*"));
  int place = 0;
  for (qsizetype at = 0; (at = phrase.indexOf(number, at)) >= 0;) {
    const auto found = number.match(phrase, at);
    const QString mark = QStringLiteral("%%1").arg(++place);
    phrase.replace(at, found.capturedLength(), mark);
    at += mark.size();
  }
  return phrase;
}

QStringList bold_words(const QString& file) {
  QFile guide(QString::fromStdString(headlight::tests::resources()) + QStringLiteral("/guide/") + file);
  if (!guide.open(QIODevice::ReadOnly)) return {};
  QStringList words;
  static const QRegularExpression bold(QStringLiteral("\\*\\*(.+?)\\*\\*"));
  for (const QRegularExpressionMatch& match : bold.globalMatch(QString::fromUtf8(guide.readAll()))) words += match.captured(1);
  return words;
}

// What the guides print bold are the window's own words, in the same order in both.
TEST(Translations, KoreanGuideNamesWhatTheWindowSays) {
  QMultiHash<QString, QString> translations;
  QFile file(kTranslation);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  QXmlStreamReader xml(&file);
  QString source;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QStringLiteral("source")) source = xml.readElementText();
    else if (xml.name() == QStringLiteral("translation")) translations.insert(source, xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed());
  }
  const QStringList english = bold_words(QStringLiteral("guide.en.md")), korean = bold_words(QStringLiteral("guide.ko.md"));
  ASSERT_GT(english.size(), 40);
  ASSERT_EQ(english.size(), korean.size());
  int known = 0;
  for (qsizetype i = 0; i < english.size(); ++i) {
    if (!translations.contains(english[i])) continue;  // a model, a head
    ++known;
    EXPECT_TRUE(translations.values(english[i]).contains(korean[i])) << english[i].toStdString() << ": " << korean[i].toStdString();
  }
  EXPECT_GT(known, 25);
}

TEST(Translations, KoreanHasEveryFixedPhraseOfTheErrors) {
  QFile file(kTranslation);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  QXmlStreamReader xml(&file);
  QString context;
  QSet<QString> known;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QStringLiteral("name")) context = xml.readElementText();
    else if (xml.name() == QStringLiteral("source") && context == QStringLiteral("Engine")) known += xml.readElementText();
  }
  const QSet<QString> phrases = error_phrases();
  EXPECT_GT(phrases.size(), 300);
  QStringList missing;
  for (const QString& phrase : phrases)
    if (!known.contains(phrase) && !known.contains(with_places(phrase))) missing += phrase;
  missing.sort();
  EXPECT_TRUE(missing.isEmpty()) << "not in context Engine: " << missing.join(QLatin1Char('\n')).toStdString();
}

class SizeTest : public WindowTest, public ::testing::WithParamInterface<std::tuple<QSize, const char*>> {};

TEST_P(SizeTest, NoLabelIsClipped) {
  const auto [size, language] = GetParam();
  set_language(*qApp, QLatin1String(language));
  open_sentence(size);
  EXPECT_EQ(window_->size(), size);
  for (const QWidget* widget : window_->findChildren<QWidget*>()) {
    const bool must_fit = widget->inherits("headlight::ui::Button") || widget->inherits("headlight::ui::CheckBox") ||
                          widget->objectName() == QStringLiteral("segment") || widget->inherits("QMenuBar");
    if (!must_fit || !widget->isVisible()) continue;
    const int needed = widget->objectName() == QStringLiteral("segment") ? widget->minimumWidth() : widget->minimumSizeHint().width();
    EXPECT_GE(widget->width(), needed) << widget->metaObject()->className() << " " << widget->accessibleName().toStdString();
    const QRect inside(widget->mapTo(window_.get(), QPoint()), widget->size());
    EXPECT_GE(inside.left(), 0);
    EXPECT_LE(inside.right(), window_->width()) << widget->accessibleName().toStdString();
  }
  EXPECT_TRUE(window_->centre().matrix()->isVisible()) << "the matrix is kept longest";
  EXPECT_GE(window_->centre().matrix()->width(), 240);
}

INSTANTIATE_TEST_SUITE_P(Sizes, SizeTest,
                         ::testing::Combine(::testing::Values(QSize(1600, 1000), QSize(1280, 720), QSize(1024, 640)),
                                            ::testing::Values("en", "ko")));

TEST_F(WindowTest, AWordWithoutEndDoesNotWidenARail) {
  open_sentence();
  const QWidget* rail = window_->findChild<QWidget*>(QStringLiteral("leftRail"));
  ASSERT_NE(rail, nullptr);
  for (QLabel* note : window_->work().model().findChildren<QLabel*>()) {
    if (note->property("role") != QStringLiteral("warn")) continue;
    note->setText(QString(200, QLatin1Char('a')));
    note->show();
  }
  QTest::qWait(50);
  for (const QWidget* section : {static_cast<QWidget*>(&window_->input()), static_cast<QWidget*>(&window_->work().model())})
    EXPECT_LE(section->mapTo(rail, QPoint(section->width(), 0)).x(), rail->width()) << "its buttons would be cut";
}

TEST_F(WindowTest, TheRingOfWhatHasTheKeyboardLiesBelowAnOpenedRail) {
  open_sentence({1280, 720});
  window_->actions().get("ask")->trigger();
  ASSERT_TRUE(settled());
  ASSERT_TRUE(window_->left_rail().folded());
  window_->activateWindow();
  ASSERT_TRUE(until([&] { return window_->isActiveWindow(); }));
  auto* line = window_->work().page(Workspace::ask)->findChild<TokenChooser*>();
  line->setFocus(Qt::TabFocusReason);
  QTest::keyClick(line, Qt::Key_Home);
  auto* ring = window_->findChild<FocusRing*>();
  ASSERT_TRUE(until([&] { return ring->isVisible(); }));
  window_->left_rail().open_over(nullptr);
  const QWidget* rail = window_->left_rail().sheet();
  ASSERT_TRUE(rail->isVisible());
  const QRect over(rail->mapTo(window_.get(), QPoint()), rail->size());
  ASSERT_TRUE(over.intersects(ring->geometry())) << "else nothing is tried";
  EXPECT_TRUE(until([&] { return !ring->mask().translated(ring->pos()).intersects(over); }));
  window_->left_rail().close_over();
  EXPECT_TRUE(until([&] { return ring->mask().translated(ring->pos()).intersects(over); }));
}

}  // namespace
}  // namespace headlight::ui
