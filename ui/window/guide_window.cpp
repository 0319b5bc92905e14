#include "ui/window/guide_window.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <algorithm>

namespace headlight::ui {

namespace {

constexpr int kMargin = 24, kWidest = 1100;

// Pictures fit the window's width.
class GuideText : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;

 protected:
  QVariant loadResource(int type, const QUrl& name) override {
    const QVariant held = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource) return held;
    QImage picture = held.typeId() == QMetaType::QByteArray ? QImage::fromData(held.toByteArray()) : qvariant_cast<QImage>(held);
    const int room = std::clamp(viewport()->width() - 2 * kMargin, 200, kWidest);
    return picture.width() > room ? picture.scaledToWidth(room, Qt::SmoothTransformation) : picture;
  }
};

}  // namespace

QString guide_file(const QStringList& folders, const QString& language) {
  for (const QString& code : {language.isEmpty() ? QStringLiteral("en") : language, QStringLiteral("en")}) {
    for (const QString& folder : folders) {
      const QString file = folder + QStringLiteral("/guide.") + code + QStringLiteral(".md");
      if (QFileInfo::exists(file)) return file;
    }
  }
  return {};
}

GuideWindow::GuideWindow(const QStringList& folders, const QString& language, QWidget* parent) : QDialog(parent), text_(new GuideText(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Guide"));
  resize(860, 900);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(text_);
  text_->setAccessibleName(tr("Guide"));
  text_->setOpenLinks(true);
  text_->document()->setDocumentMargin(kMargin);
  const QString path = guide_file(folders, language);
  QFile file(path);
  if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
    text_->setPlainText(tr("The guide is not among this program's files."));
    return;
  }
  text_->setSearchPaths({QFileInfo(path).absolutePath()});
  text_->setMarkdown(QString::fromUtf8(file.readAll()));
}

}  // namespace headlight::ui
