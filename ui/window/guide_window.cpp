#include "ui/window/guide_window.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextList>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <vector>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kGuideWindowMargin = 24, kWidest = 1100;
constexpr int kSlack = 4;  // what a line needs beside its picture

// Pictures fit the window's width.
class GuideText : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;

 protected:
  QVariant loadResource(int type, const QUrl& name) override {
    const QVariant held = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource) return held;
    QImage picture = held.typeId() == QMetaType::QByteArray ? QImage::fromData(held.toByteArray()) : qvariant_cast<QImage>(held);
    const int room = std::clamp(viewport()->width() - 2 * kGuideWindowMargin - kSlack, 200, kWidest);
    return picture.width() > room ? picture.scaledToWidth(room, Qt::SmoothTransformation) : picture;
  }
};

struct Measure {
  double above, below;  // of a block, px
  int size = 0;         // of its letters; 0: as they are
};

// Of the first, second … heading, from the window's own sizes.
Measure heading(int level) {
  if (level == 1) return {0, 12, 24};
  return level == 2 ? Measure{32, 8, 17} : Measure{16, 4, 13};
}

bool is_heading_like(const QTextBlock& block) {  // "**Mouse**": bold words that stand alone
  for (auto part = block.begin(); !part.atEnd(); ++part) {
    if (part.fragment().charFormat().fontWeight() < QFont::DemiBold) return false;
  }
  return !block.text().isEmpty() && block.textList() == nullptr;
}

// Steps of a list stand close together, paragraphs apart, and each heading nearer to what follows than to what is before.
Measure measure_of(const QTextBlock& block) {
  if (block.blockFormat().headingLevel() > 0) return heading(block.blockFormat().headingLevel());
  if (is_heading_like(block)) return {12, 4};
  if (block.textList() != nullptr) return {2, block.next().textList() == nullptr ? 10.0 : 2.0};
  return {0, 10};
}

// Markdown's own size of a heading is a property that wins over every other, as long as it is there at all.
void enlarge(const QTextBlock& block, int size) {
  struct Part {
    int begin, end;
    QTextCharFormat format;
  };
  std::vector<Part> parts;
  for (auto at = block.begin(); !at.atEnd(); ++at) parts.push_back({at.fragment().position(), at.fragment().position() + at.fragment().length(), at.fragment().charFormat()});
  for (Part& part : parts) {
    part.format.clearProperty(QTextFormat::FontSizeAdjustment);
    part.format.setProperty(QTextFormat::FontPixelSize, size);
    part.format.setFontWeight(QFont::DemiBold);
    QTextCursor cursor(block);
    cursor.setPosition(part.begin);
    cursor.setPosition(part.end, QTextCursor::KeepAnchor);
    cursor.setCharFormat(part.format);
  }
}

// Keys and names to type, in the window's own letters: those of the code's have no arrows of their size.
void mark_code(const QTextBlock& block) {
  std::vector<std::pair<int, int>> places;
  for (auto at = block.begin(); !at.atEnd(); ++at) {
    const QTextFragment part = at.fragment();
    if (part.charFormat().fontFixedPitch()) places.emplace_back(part.position(), part.position() + part.length());
  }
  QTextCharFormat look;
  look.setFontFamilies(widget_font(12).families());
  look.setFontFixedPitch(false);
  look.setFontWeight(QFont::Medium);
  if (high_contrast()) look.setForeground(colour("accent"));
  else look.setBackground(colour("hover"));
  for (const auto& [begin, end] : places) {
    QTextCursor cursor(block);
    cursor.setPosition(begin);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.mergeCharFormat(look);
  }
}

void lay_out(QTextDocument& document) {
  constexpr double kLines = 140;  // per cent
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    const Measure measure = measure_of(block);
    QTextCursor cursor(block);
    QTextBlockFormat format;
    format.setTopMargin(measure.above);
    format.setBottomMargin(measure.below);
    const bool picture = block.text().contains(QChar::ObjectReplacementCharacter);
    if (!picture) format.setLineHeight(kLines, QTextBlockFormat::ProportionalHeight);
    cursor.mergeBlockFormat(format);
    mark_code(block);
    if (measure.size == 0) continue;
    enlarge(block, measure.size);
  }
}

// No line ends within "Ctrl K".
QString unbroken_keys(QString text) {
  static const QRegularExpression code(QStringLiteral("`[^`\\n]+`"));
  for (auto found = code.globalMatch(text); found.hasNext();) {
    const auto match = found.next();
    text.replace(match.capturedStart(), match.capturedLength(), match.captured().replace(QLatin1Char(' '), QChar::Nbsp));
  }
  return text;
}

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
  text_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // pictures are made for the width beside it
  text_->document()->setDocumentMargin(kGuideWindowMargin);
  const QString path = guide_file(folders, language);
  QFile file(path);
  if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
    text_->setPlainText(tr("The guide is not among this program's files."));
    return;
  }
  text_->setSearchPaths({QFileInfo(path).absolutePath()});
  markdown_ = unbroken_keys(QString::fromUtf8(file.readAll()));
  fill();
}

void GuideWindow::fill() {
  appearance_ = int(current_theme().appearance());
  text_->setMarkdown(markdown_);
  lay_out(*text_->document());
}

// Colours of keys and links are part of the text: it is filled anew, and stays where it was read.
void GuideWindow::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() != QEvent::StyleChange || markdown_.isEmpty() || appearance_ == int(current_theme().appearance())) return;
  appearance_ = int(current_theme().appearance());
  QTimer::singleShot(0, this, [this] {  // once the text has the new style, too
    const int at = text_->verticalScrollBar()->value();
    fill();
    text_->verticalScrollBar()->setValue(at);
  });
}

}  // namespace headlight::ui
