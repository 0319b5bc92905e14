// Shortcuts, translations and what gives way in small windows.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QXmlStreamReader>

#include "tests/gui/window_fixture.h"
#include "ui/controls/choices.h"
#include "tests/places.h"

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
  QStringList open;
};

Messages messages_of(const QString& path) {
  Messages messages;
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  QXmlStreamReader xml(&file);
  QString source;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QStringLiteral("source")) source = xml.readElementText();
    if (xml.name() != QStringLiteral("translation")) continue;
    const bool unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
    ++messages.all;
    if (unfinished || xml.readElementText().isEmpty()) messages.open += source;
  }
  return messages;
}

const QString kTranslation = QString::fromStdString(headlight::tests::resources() + "/translations/headlight_ko.ts");

TEST(Translations, KoreanIsComplete) {
  const Messages messages = messages_of(kTranslation);
  EXPECT_GT(messages.all, 200);
  EXPECT_TRUE(messages.open.isEmpty()) << messages.open.join(QLatin1Char('\n')).toStdString();
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
  process.start(tool, {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"),
                       QStringLiteral("-I"), root, root + QStringLiteral("/ui"), QStringLiteral("-ts"), copy});
  ASSERT_TRUE(process.waitForFinished(120000));
  const Messages messages = messages_of(copy);
  QFile::remove(copy);
  EXPECT_TRUE(messages.open.isEmpty()) << "not translated: " << messages.open.join(QLatin1Char('\n')).toStdString();
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

}  // namespace
}  // namespace headlight::ui
