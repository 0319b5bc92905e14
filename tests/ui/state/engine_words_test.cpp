#include "ui/state/engine_words.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTranslator>

namespace headlight::ui {
namespace {

// Knows a few phrases, in upper case.
class Shouting : public QTranslator {
 public:
  QString translate(const char* context, const char* text, const char*, int) const override {
    static const QStringList known{QStringLiteral("cannot read"), QStringLiteral("at most %1 bytes"), QStringLiteral("%1 × %2"),
                                   QStringLiteral("family not supported"), QStringLiteral("first doubt"),
                                   QStringLiteral("no such file"), QStringLiteral("a word of %1"), QStringLiteral("not known, read as %1")};
    const QString phrase = QString::fromUtf8(text);
    if (qstrcmp(context, "Engine") == 0 && known.contains(phrase)) return phrase.toUpper();
    if (qstrcmp(context, "EngineWords") == 0 && phrase == QStringLiteral("field %1")) return QStringLiteral("THE FIELD %1");
    return {};
  }
};

class EngineWordsTest : public ::testing::Test {
 protected:
  EngineWordsTest() {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    static const QCoreApplication application(count, arguments);  // translators belong to it
    QCoreApplication::installTranslator(&translator_);
  }
  ~EngineWordsTest() override { QCoreApplication::removeTranslator(&translator_); }

  Shouting translator_;
};

std::string words(const char* english) { return engine_words(english).toStdString(); }

TEST_F(EngineWordsTest, FixedPhrasesAreTranslatedOthersStay) {
  EXPECT_EQ(words("cannot read"), "CANNOT READ");
  EXPECT_EQ(words("cannot write"), "cannot write");
  EXPECT_EQ(words(""), "");
}

TEST_F(EngineWordsTest, NumbersArePutBackIntoTheTranslation) {
  EXPECT_EQ(words("at most 2048 bytes"), "AT MOST 2048 BYTES");
  EXPECT_EQ(words("12 × 7"), "12 × 7");
  EXPECT_EQ(words("at most 3 apples"), "at most 3 apples");
}

TEST_F(EngineWordsTest, SoIsWhatIsQuoted) {
  EXPECT_EQ(words("a word of \"The %1 cat\""), "A WORD OF \"The %1 cat\"");
  EXPECT_EQ(words("a word of \"he said \"no\" 2 times\""), "A WORD OF \"he said \"no\" 2 times\"");
  EXPECT_EQ(words("a line of \"The cat\""), "a line of \"The cat\"");
}

TEST_F(EngineWordsTest, PartsAreTranslatedOneByOne) {
  EXPECT_EQ(words("family not supported: t5"), "FAMILY NOT SUPPORTED: t5");
  EXPECT_EQ(words("first doubt; second doubt"), "FIRST DOUBT; second doubt");
}

TEST_F(EngineWordsTest, PlacesAreNamedInTheWindowsLanguage) {
  EXPECT_EQ(words("config.json, field model_type"), "config.json, THE FIELD model_type");
  EXPECT_EQ(words("fields.json"), "fields.json");
  EXPECT_EQ(engine_line(unusable("cannot read", "a.json, field size")).toStdString(), "CANNOT READ — a.json, THE FIELD size");
}

TEST_F(EngineWordsTest, LinesKeepNamesAndValues) {
  const Error error = unusable("cannot read", "a/b.txt", "no such file", "at most 9 bytes");
  EXPECT_EQ(engine_line(error).toStdString(), "CANNOT READ — a/b.txt: found NO SUCH FILE, expected AT MOST 9 BYTES");
  EXPECT_EQ(engine_words(error.line()), engine_line(error));
  EXPECT_EQ(engine_line(unusable("cannot read", "cannot read")).toStdString(), "CANNOT READ — cannot read");
}

TEST(EngineWords, NoOptionOfTheCommandLineIsNamed) {
  const QString said = engine_words("the picture's values reach 4095, and a window of values (--window) shows them");
  EXPECT_FALSE(said.contains(QStringLiteral("--"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("Full"))) << "what to click";
}

TEST(EngineWords, WithoutATranslationALineIsTheEngines) {
  for (const Error& error : {unusable("cannot read", "x\ny", "2", "3"), failed("out of memory"), usage("a", "", "b", ""),
                             usage("a", "b", "", "c")})
    EXPECT_EQ(engine_line(error).toStdString(), error.line());
}

TEST(EngineWords, OptionsAreSaidAsWhatTheyName) {
  const Error error{Error::Kind::unusable, "a picture is needed", "a.torchscript", "no --tokenizer", "--tokenizer DIR with a preprocessor_config.json"};
  EXPECT_EQ(engine_line(error).toStdString(),
            "a picture is needed — a.torchscript: found no tokenizer's folder, expected a tokenizer's folder with a preprocessor_config.json");
}

// Ultralytics' exports describe themselves first; what the run doubts follows.
TEST_F(EngineWordsTest, AnExportsDescriptionIsNoWarning) {
  ModelInfo model;
  model.family = "ultralytics";
  model.note = "Ultralytics YOLO12n model";
  EXPECT_EQ(model_notes(model).own, QStringLiteral("Ultralytics YOLO12n model"));
  EXPECT_TRUE(model_notes(model).warnings.isEmpty());
  model.note += "; first doubt";
  EXPECT_EQ(model_notes(model).own, QStringLiteral("Ultralytics YOLO12n model"));
  EXPECT_EQ(model_notes(model).warnings, QStringLiteral("FIRST DOUBT"));
  model.note = "first doubt";
  EXPECT_TRUE(model_notes(model).own.isEmpty()) << "an export that says nothing of itself";
  model.family = "vit";
  model.note = "teaching model";
  EXPECT_TRUE(model_notes(model).own.isEmpty());
  EXPECT_EQ(model_notes(model).warnings, QStringLiteral("Teaching model"));
}

TEST(EngineWords, WhatControlsSayOfAWindowIsLeftOut) {
  const std::string window = "16-bit grey above 255 is white to the model, as its own loader reads it; the picture's values reach 4095, and a window of values (--window) shows them";
  EXPECT_EQ(without_window(window), "");
  EXPECT_EQ(without_window("teaching model; " + window), "teaching model");
  EXPECT_EQ(without_window(window + "; teaching model"), "teaching model");
  EXPECT_EQ(without_window("teaching model"), "teaching model");
}

TEST_F(EngineWordsTest, UnknownWordsKeepTheirNames) {
  EXPECT_EQ(words("not known, read as <unk>: “a:”, “b”"), "NOT KNOWN, READ AS <unk>: “a:”, “b”");
  EXPECT_EQ(words("not known, read as <unk>: “a” and 3 more"), "NOT KNOWN, READ AS <unk>: “a” and 3 more");
  EXPECT_EQ(words("not seen, read as <unk>: “a”"), "not seen, read as <unk>: “a”");
}

}  // namespace
}  // namespace headlight::ui
