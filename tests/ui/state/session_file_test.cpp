// Sessions as files: everything comes back, from another place too, and no byte is trusted.
#include "ui/state/session_file.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <random>
#include <type_traits>

#include "ui/state/session_answers.h"
#include "ui/state/session_fields.h"

namespace headlight::ui {
namespace {

void touch(const QString& path) {
  ASSERT_TRUE(QDir().mkpath(QFileInfo(path).path()));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
}

SavedSession session_in(const QString& folder) {
  SavedSession session;
  SessionRun text{"all-MiniLM-L6-v2", "53aa", {}, {}};
  text.input.text = "열쇠 “keys”\n and a line";
  text.input.pair = "second";
  SessionRun picture{(folder + "/models/vit").toStdString(), {}, {}, {}};
  picture.input.image = (folder + "/pictures/a.png").toStdString();
  picture.input.window = std::array{-12.5, 4095.0};
  picture.input.region = std::array{1.0, 2.0, 30.0, 40.5};
  picture.input.frame = 7;
  SessionRun numbers{"m", {}, {}, {}};
  numbers.input.ids = {2, 7, 9};
  SessionRun script{(folder + "/models/bert.pt").toStdString(), {}, {}, {}};
  script.tokenizer = (folder + "/models/tokenizer").toStdString();
  SessionRun trace{{}, {}, (folder + "/run.trace").toStdString(), {}};
  session.runs = {text, picture, numbers, trace, script};
  session.shown = 1;
  session.selection = {"encoder", 3, {HeadChoice::Mode::max, 5}, 9, 7, -1};
  session.look.quantity = Quantity::score;
  session.look.map = "magma";
  session.look.scale = ValueScale::log;
  session.look.fixed_range = true;
  session.look.low = 0.05;
  session.look.high = 0.7;
  session.look.link_rule = LinkRule::threshold;
  session.look.threshold = 0.31;
  session.look.hidden_heads = 0x8000000000000001ULL;
  session.look.photo = Photo::links;
  session.look.merge_words = true;
  session.layout = {{QStringLiteral("splitter.wide"), QVariantList{10, 20}}, {QStringLiteral("section.model"), false},
                    {QStringLiteral("leftRail.width.264"), 300}, {QStringLiteral("enlarged"), QStringLiteral("matrix")},
                    {QStringLiteral("floating.graph"), QVariantList{-20, 5, 600, 400}}};
  session.workspace = "ask";
  session.studio.b = {2, 4, 1, 7};
  session.studio.question = {{1, 2}, {5}, std::array{0.0, 1.0, 2.0, 3.5}};
  session.studio.steps = {{{Intervention::Kind::hide, "encoder", 2, 7, 5, 3}, false}};
  session.theme = QStringLiteral("contrast");
  session.many = ManyInputs{"encoder", "word:it", "region", {}, {{0.25, 0, 0.5, 1}}, true, false, "One. 하나\nTwo, “2”"};
  session.typed = InputSpec{};
  session.typed->text = "not run";
  return session;
}

// Moves a member off what it is.
struct Mover {
  void operator()(const char*, bool& value) const { value = !value; }
  void operator()(const char*, int& value) const { value += 1; }
  void operator()(const char*, std::int64_t& value) const { value += 1; }
  void operator()(const char*, std::uint64_t& value) const { value += 5; }
  void operator()(const char*, double& value) const { value += 0.125; }
  void operator()(const char* name, std::string& value) const { value = name == std::string("map") ? "cividis" : "decoder"; }
  void operator()(const char*, std::vector<std::int64_t>& values) const { values.push_back(3); }
  void operator()(const char*, std::vector<std::array<double, 4>>& boxes) const { boxes.push_back({1, 2, 3, 4.5}); }
  template <typename Value>
  void operator()(const char* name, std::optional<Value>& value) const {
    value = Value{};
    (*this)(name, *value);
  }
  template <std::size_t Size>
  void operator()(const char*, std::array<double, Size>& values) const {
    for (std::size_t i = 0; i < Size; ++i) values[i] = 0.5 + double(i);
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  void operator()(const char*, Choice& value) const { value = Choice(1); }
};

TEST(SessionFile, EveryFieldComesBack) {
  const QTemporaryDir folder;
  SavedSession before = session_in(folder.path());
  before.studio.question = {};
  selection_fields(before.selection, Mover());
  look_fields(before.look, Mover());
  studio_fields(before.studio, Mover());
  before.studio.b.run = 1;
  const auto after = session_from(session_bytes(before, folder.path()), folder.filePath(QStringLiteral("s.headlight")));
  ASSERT_TRUE(after.ok()) << after.error().line();
  EXPECT_EQ(after->selection, before.selection);
  EXPECT_EQ(after->look, before.look);
  EXPECT_EQ(after->studio, before.studio);
}

// Whoever adds a member to Look adds it to session_fields.h: this no longer compiles then.
TEST(SessionFile, KnowsEveryMemberOfALook) {
  const Look look;
  [[maybe_unused]] const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30] = look;
  int fields = 0;
  look_fields(look, [&](const char*, const auto&) { ++fields; });
  EXPECT_EQ(fields, 30);
}

TEST(SessionFile, ComesBackAsItWas) {
  const QTemporaryDir folder;
  const SavedSession before = session_in(folder.path());
  const auto after = session_from(session_bytes(before, folder.path()), folder.filePath(QStringLiteral("s.headlight")));
  ASSERT_TRUE(after.ok()) << after.error().line();
  EXPECT_EQ(after->runs, before.runs);
  EXPECT_EQ(after->selection, before.selection);
  EXPECT_EQ(after->look, before.look);
  EXPECT_EQ(after->studio, before.studio);
  EXPECT_EQ(after->shown, 1);
  EXPECT_EQ(after->theme, before.theme);
  EXPECT_EQ(after->workspace, before.workspace);
  EXPECT_EQ(after->typed, before.typed);
  EXPECT_EQ(after->many, before.many);
  EXPECT_EQ(QJsonObject::fromVariantMap(after->layout), QJsonObject::fromVariantMap(before.layout));
}

TEST(SessionFile, AColourMapThatIsNotKnownIsTheUsualOne) {
  const QTemporaryDir folder;
  SavedSession before = session_in(folder.path());
  before.look.map = "of a later version";
  const auto after = session_from(session_bytes(before, folder.path()), folder.filePath(QStringLiteral("s.headlight")));
  ASSERT_TRUE(after.ok()) << after.error().line();
  EXPECT_EQ(after->look.map, Look{}.map);
}

TEST(SessionFile, MovedWithItsFilesFindsThemAndNamesThoseThatAreGone) {
  const QTemporaryDir here, there;
  const QByteArray bytes = session_bytes(session_in(here.path()), here.path());
  for (const char* file : {"/pictures/a.png", "/models/vit/config.json"}) touch(there.path() + QLatin1String(file));
  const auto moved = session_from(bytes, there.filePath(QStringLiteral("s.headlight")));
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->runs[1].input.image, (there.path() + "/pictures/a.png").toStdString());
  EXPECT_EQ(moved->runs[1].model, (there.path() + "/models/vit").toStdString());
  EXPECT_EQ(missing_files(moved->runs[1]), QStringList());
  EXPECT_EQ(missing_files(moved->runs[3]), QStringList{here.path() + "/run.trace"});
  EXPECT_EQ(missing_files(moved->runs[0]), QStringList()) << "a model's name is no file";
}

TEST(SessionFile, WrongFieldsAreNamed) {
  const QByteArray good = session_bytes(session_in(QStringLiteral("/x")), QStringLiteral("/x"));
  const auto changed = [&](const QByteArray& from, const QByteArray& to) {
    QByteArray bytes = good;
    EXPECT_TRUE(bytes.contains(from)) << from.constData();
    return session_from(bytes.replace(from, to), QStringLiteral("/x/s.headlight"));
  };
  for (const auto& [from, to, field] : {std::tuple{"\"layer\": 3", "\"layer\": \"three\"", "selection.layer"},
                                        std::tuple{"\"quantity\": \"score\"", "\"quantity\": \"size\"", "look.quantity"},
                                        std::tuple{"\"frame\": 7", "\"frame\": 1e300", "runs[1].input.frame"},
                                        std::tuple{"\"theme\": \"contrast\"", "\"theme\": 3", "theme"},
                                        std::tuple{"\"theme\": \"contrast\"", "\"theme\": \"pink\"", "theme"},
                                        std::tuple{"\"workspace\": \"ask\"", "\"workspace\": \"kitchen\"", "workspace"},
                                        std::tuple{"\"section.model\": false", "\"section.model\": 1", "layout.section.model"},
                                        std::tuple{"\"leftRail.width.264\": 300", "\"leftRail.width.264\": -3", "layout.leftRail.width.264"},
                                        std::tuple{"\"on\": false", "\"on\": 0", "studio.steps[0].on"},
                                        std::tuple{"\"change\": \"", "\"change\": \"no ", "studio.steps[0].change"},
                                        std::tuple{"\"pair\": \"second\"", "\"pair\": [1]", "runs[0].input.pair"}}) {
    const auto read = changed(from, to);
    ASSERT_FALSE(read.ok()) << field;
    EXPECT_NE(read.error().line().find(field), std::string::npos) << read.error().line();
  }
  const auto whole = [&](const char* part, const QJsonValue& value) {
    QJsonObject json = QJsonDocument::fromJson(good).object();
    json.insert(QLatin1String(part), value);
    return session_from(QJsonDocument(json).toJson(), QStringLiteral("/x/s.headlight"));
  };
  for (const char* part : {"runs", "selection", "look", "studio", "layout"}) {
    const auto read = whole(part, QStringLiteral("words"));
    ASSERT_FALSE(read.ok()) << part;
    EXPECT_NE(read.error().line().find(std::string("/x/s.headlight, field ") + part), std::string::npos) << read.error().line();
    EXPECT_NE(read.error().line().find("found \"words\""), std::string::npos) << read.error().line();
    EXPECT_NE(read.error().line().find("expected "), std::string::npos) << read.error().line();
  }
  EXPECT_FALSE(whole("runs", QJsonArray{1}).ok());
  QJsonArray steps;
  for (int i = 0; i < 2000; ++i) steps.append(QJsonObject{{QStringLiteral("change"), QStringLiteral("head 0.0 off")}});
  const auto many = whole("studio", QJsonObject{{QStringLiteral("steps"), steps}});
  ASSERT_FALSE(many.ok());
  EXPECT_NE(many.error().line().find("studio.steps"), std::string::npos) << many.error().line();
  for (const QByteArray& other : {QByteArray("{}"), QByteArray("[1]"), QByteArray("{\"headlight session\": 2}"), QByteArray("\xff\xfe")})
    EXPECT_FALSE(session_from(other, QStringLiteral("s")).ok());
}

ManyAnswers two_answers() {
  ManyAnswers answers{"53aa"};
  answers.heads = {{0, 0, 0}, {0, 0, 1}, {1, 1, 0}};
  answers.states = "dl";
  answers.masses = {0.25F, 0.5F, 1.0F / 3};
  answers.reasons = {{"no such word", "word:it", "it", "a word of “2”"}};
  return answers;
}

TEST(SessionFile, KeepsTheAnswersOfManyInputs) {
  const QTemporaryDir folder;
  SavedSession before = session_in(folder.path());
  before.many->answers = two_answers();
  before.many->shown = true;
  const auto after = session_from(session_bytes(before, folder.path()), folder.filePath(QStringLiteral("s.headlight")));
  ASSERT_TRUE(after.ok()) << after.error().line();
  EXPECT_EQ(after->many, before.many);
  EXPECT_EQ(after->broken_answers, QString());
}

// The session opens without them, and one line says why.
TEST(SessionFile, BrokenAnswersAreLeftOutByName) {
  SavedSession session = session_in(QStringLiteral("/x"));
  session.many->answers = two_answers();
  const QJsonObject good = QJsonDocument::fromJson(session_bytes(session, QStringLiteral("/x"))).object();
  const auto changed = [&](const char* part, const QJsonValue& value) {
    QJsonObject json = good, many = json.value(QStringLiteral("many inputs")).toObject(), answers = many.value(QStringLiteral("answers")).toObject();
    answers.insert(QLatin1String(part), value);
    many.insert(QStringLiteral("answers"), part == std::string("answers") ? value : QJsonValue(answers));
    json.insert(QStringLiteral("many inputs"), many);
    return session_from(QJsonDocument(json).toJson(), QStringLiteral("/x/s.headlight"));
  };
  const auto base64 = [](const std::vector<float>& numbers) {
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(numbers.data()), qsizetype(numbers.size() * sizeof(float))).toBase64());
  };
  for (const auto& [part, value] : {std::pair{"format", QJsonValue(2)}, std::pair{"masses", QJsonValue(QStringLiteral("%%"))},
                                    std::pair{"masses", QJsonValue(base64({0.25F, 0.5F, 0.34F}))}, std::pair{"masses", QJsonValue(base64({0.25F, 0.5F}))},
                                    std::pair{"masses", QJsonValue(base64({0.25F, 0.5F, std::numeric_limits<float>::quiet_NaN()}))},
                                    std::pair{"heads", QJsonValue(QStringLiteral("AAAA"))}, std::pair{"states", QJsonValue(QStringLiteral("d"))},
                                    std::pair{"states", QJsonValue(QStringLiteral("dd"))}, std::pair{"states", QJsonValue(QStringLiteral("dx"))},
                                    std::pair{"reasons", QJsonValue(QJsonArray())}, std::pair{"reasons", QJsonValue(QJsonArray{1})},
                                    std::pair{"sum", QJsonValue()}, std::pair{"answers", QJsonValue(QJsonArray{1})}}) {
    const auto read = changed(part, value);
    ASSERT_TRUE(read.ok()) << part << read.error().line();
    EXPECT_FALSE(read->many->answers) << part;
    EXPECT_EQ(read->many->inputs, session.many->inputs);
    EXPECT_TRUE(read->broken_answers.contains(QStringLiteral("many inputs.answers"))) << part << read->broken_answers.toStdString();
    EXPECT_FALSE(read->broken_answers.contains(QLatin1Char('\n')));
  }
}

// Cut anywhere, or with any byte changed, it is read or refused; nothing else happens.
TEST(SessionFile, AnyBytesAreReadOrRefused) {
  SavedSession session = session_in(QStringLiteral("/x"));
  session.many->answers = two_answers();
  const QByteArray good = session_bytes(session, QStringLiteral("/x"));
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    QByteArray bytes = good;
    if (i % 3 == 0) bytes.truncate(qsizetype(random() % std::size_t(good.size())));
    for (int change = 0; change < 3 && !bytes.isEmpty(); ++change) bytes[qsizetype(random() % std::size_t(bytes.size()))] = char(random());
    const auto read = session_from(bytes, QStringLiteral("s.headlight"));
    if (!read.ok()) EXPECT_EQ(read.error().kind, Error::Kind::unusable);
    else EXPECT_LT(read->shown, int(read->runs.size()));
  }
}

}  // namespace
}  // namespace headlight::ui
