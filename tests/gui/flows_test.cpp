// Recorded flows: scripts that use the window with mouse and keyboard, on the real engine, with what they see compared with
// small pictures. With HEADLIGHT_WRITE_FLOWS set the pictures are written anew, to be looked at before they are kept.
#include <QDir>
#include <QFile>
#include <QSettings>

#include "tests/gui/engine_window.h"
#include "tests/gui/flow_player.h"

namespace headlight::ui {
namespace {

constexpr int kWide = 360, kBlock = 6;
// Of 255, mean over the colours of a block of 6 × 6 pixels of the small picture (24 × 24 of the window), and of all blocks:
// text may be drawn a little otherwise by another FreeType; a panel, map, bar or line of text that is not there is far more.
constexpr double kMostOfABlock = 26, kMostOfAll = 1.5;

QString flows() { return QString::fromStdString(tests::fixtures()) + QStringLiteral("/../gui/flows/"); }

double apart(const QImage& a, const QImage& b, int x0, int y0) {
  double sum = 0, count = 0;
  for (int y = y0; y < std::min(y0 + kBlock, a.height()); ++y) {
    for (int x = x0; x < std::min(x0 + kBlock, a.width()); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      sum += qRed(p) + qGreen(p) + qBlue(p) - qRed(q) - qGreen(q) - qBlue(q);
      ++count;
    }
  }
  return std::abs(sum) / (3 * std::max(1.0, count));
}

// Empty where the pictures are alike.
QString difference(const QImage& shown, const QImage& kept) {
  if (shown.size() != kept.size()) return QStringLiteral("its size is another one");
  double most = 0, all = 0, blocks = 0;
  QPoint where;
  for (int y = 0; y < shown.height(); y += kBlock) {
    for (int x = 0; x < shown.width(); x += kBlock) {
      const double by = apart(shown, kept, x, y);
      if (by > most) most = by, where = {x, y};
      all += by;
      ++blocks;
    }
  }
  if (most <= kMostOfABlock && all / blocks <= kMostOfAll) return {};
  return QStringLiteral("it differs by %1 at %2, %3 (of %4 across) and by %5 on average").arg(most).arg(where.x()).arg(where.y()).arg(kWide).arg(all / blocks);
}

class Flows : public EngineWindow, public testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());  // where file dialogs were last
    qputenv("HOME", folder_.path().toUtf8());  // files are offered to be written into its Documents
    ASSERT_TRUE(QDir(folder_.path()).mkpath(QStringLiteral("Documents")));
    QDir::setCurrent(folder_.filePath(QStringLiteral("Documents")));
    EngineWindow::SetUp();
    QApplication::setCursorFlashTime(0);
  }

  void TearDown() override {
    QDir::setCurrent(QDir::rootPath());
    home_.isNull() ? qunsetenv("HOME") : qputenv("HOME", home_);
    EngineWindow::TearDown();
  }

  // Without the status bar: it says how long things took.
  QString compare(const QString& name, QImage picture) const {
    if (picture.height() == window_->height()) picture = picture.copy(0, 0, picture.width(), picture.height() - window_->status().height());
    picture = picture.convertToFormat(QImage::Format_RGB888).scaledToWidth(std::min(kWide, picture.width()), Qt::SmoothTransformation);
    const QString file = flows() + QString::fromLatin1(GetParam()) + QLatin1Char('.') + name + QStringLiteral(".png");
    if (qEnvironmentVariableIsSet("HEADLIGHT_WRITE_FLOWS")) return picture.save(file) ? QString() : file + QStringLiteral(" cannot be written");
    const QImage kept(file);
    if (kept.isNull()) return file + QStringLiteral(" is not there");
    const QString fault = difference(picture, kept.convertToFormat(QImage::Format_RGB888));
    if (fault.isEmpty()) return {};
    const QString seen = QString::fromStdString(tests::failed_picture(GetParam() + ('.' + name.toStdString() + ".png")));
    picture.save(seen);
    return QStringLiteral("picture %1: %2; what was seen: %3").arg(name, fault, seen);
  }

  void begin(const QString& line) {
    const QStringList words = line.split(QLatin1Char(' '));
    const QString rest = words.mid(2).join(QLatin1Char(' '));
    open_engine(words.value(0).toStdString(), words.value(1) == QLatin1String("image") ? sample(rest.toStdString()) : text(rest.toUtf8().constData()));
    window_->resize(1440, 900);
    window_->windowHandle()->requestActivate();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window_.get()));
  }

 private:
  const QByteArray home_ = qgetenv("HOME");
};

TEST_P(Flows, GoAsRecorded) {
  QFile file(flows() + QString::fromLatin1(GetParam()) + QStringLiteral(".flow"));
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  // "# needs MODEL": one that a checkout may lack.
  for (const QString& line : lines) {
    if (!line.startsWith(QLatin1String("# needs "))) continue;
    folders_ = {tests::installed(), tests::resources()};
    const QString model = QString::fromStdString(tests::installed()) + QStringLiteral("/packages/") + line.mid(8);
    if (!QFile::exists(model)) GTEST_SKIP() << line.mid(8).toStdString() << " is not installed";
  }
  lines.removeIf([](const QString& line) { return line.startsWith(QLatin1Char('#')); });
  ASSERT_TRUE(!lines.isEmpty() && lines.front().startsWith(QLatin1String("open ")));
  begin(lines.takeFirst().mid(5));  // "open MODEL text|image WHAT"
  ASSERT_FALSE(HasFatalFailure());
  FlowPlayer player(*window_, [this] { return !window_->client().any_busy(); });
  player.on_shot = [this](const QString& name, const QImage& picture) { return compare(name, picture); };
  const QString fault = player.play(lines);
  EXPECT_TRUE(fault.isEmpty()) << GetParam() << ": " << fault.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Recorded, Flows, testing::Values("guide-1-mouse", "guide-1-keys", "guide-2-mouse", "guide-2-keys", "guide-3-mouse", "guide-3-keys", "guide-4-mouse", "guide-4-keys", "guide-5-mouse", "guide-5-keys", "workspace", "weight", "weight-sampled", "compare", "ask", "ask-text"), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace headlight::ui
