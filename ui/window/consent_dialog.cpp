#include "ui/window/consent_dialog.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include "ui/controls/focus_ring.h"
#include "ui/controls/icon.h"
#include "ui/panels/scene.h"

namespace headlight::ui {

namespace {

constexpr int kWidth = 480, kIcon = 24;

QLabel* words(const QString& text, const char* role, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setProperty("role", role);
  return label;
}

QString size_text(std::int64_t bytes) {
  const QLocale locale = QLocale::c();
  const double mega = double(bytes) / 1e6;
  return mega < 0.1 ? locale.toString(double(bytes) / 1e3, 'f', 1) + QStringLiteral(" kB")
                    : locale.toString(mega, 'f', 1) + QStringLiteral(" MB");
}

}  // namespace

QString grouped_hash(const std::string& hash) {
  QString out;
  for (std::size_t at = 0; at < hash.size(); at += 8) {
    if (at > 0) out += at % 32 == 0 ? QLatin1Char('\n') : QLatin1Char(' ');
    out += from_utf8(hash.substr(at, 8));
  }
  return out;
}

ConsentDialog::ConsentDialog(CodeFile file, QString tokenizer, QWidget* parent)
    : FramedDialog(parent), file_(std::move(file)), tokenizer_(std::move(tokenizer)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Run the program in this file?"));
  setModal(true);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(20, 20, 20, 16);
  all->setSpacing(8);
  all->setSizeConstraint(QLayout::SetFixedSize);
  auto* row = new QHBoxLayout;
  row->setSpacing(14);
  all->addLayout(row);
  auto* warning = new QLabel(this);
  warning->setPixmap(icon(QStringLiteral("warn"), "warn").pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
  row->addWidget(warning, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout;
  column->setSpacing(8);
  row->addLayout(column, 1);
  add_words(*column);
  add_facts(*column);
  add_tokenizer(*column);
  add_buttons(*all);
  new FocusRing(this);
}

void ConsentDialog::add_words(QVBoxLayout& column) {
  auto* question = words(windowTitle(), "heading", this);
  question->setFixedWidth(kWidth - 20 - 20 - kIcon - 14);
  column.addWidget(question);
  column.addWidget(words(tr("A TorchScript file holds a program, not only weights. It has not run yet."), "second", this));
  column.addSpacing(4);
  column.addWidget(words(tr("What running it may do"), "strong", this));
  for (const QString& may : {tr("read and write every file that you can"), tr("use processor and memory without limit"),
                             tr("crash Headlight")}) {
    column.addWidget(words(QStringLiteral("•  ") + may, "second", this));
  }
  column.addWidget(words(tr("Headlight does not confine it. Run only files whose maker you trust."), "second", this));
  column.addSpacing(4);
}

void ConsentDialog::add_facts(QVBoxLayout& column) {
  auto* box = new QWidget(this);
  box->setObjectName(QStringLiteral("facts"));
  box->setAttribute(Qt::WA_StyledBackground);
  auto* form = new QFormLayout(box);
  form->setContentsMargins(12, 8, 12, 8);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(4);
  const QFileInfo info(from_utf8(file_.path));
  const auto add = [&](const QString& name, const QString& value, const char* role) {
    auto* shown = words(value, role, box);
    shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    shown->setAccessibleName(name);
    form->addRow(words(name, "second", box), shown);
  };
  add(tr("file"), info.fileName(), "strong");
  add(tr("folder"), info.path(), "");
  const QLocale language(tr("en_GB"));  // of the window, whatever the desktop's is
  const QString written = language.toString(info.lastModified().date(), QLocale::LongFormat);
  add(tr("size"), info.exists() ? tr("%1, written %2").arg(size_text(file_.bytes), written) : size_text(file_.bytes), "");
  if (!file_.note.empty()) add(tr("says it is"), from_utf8(file_.note), "");
  add(QStringLiteral("SHA-256"), grouped_hash(file_.hash), "code");
  column.addWidget(box);
  column.addWidget(words(tr("“Always” holds for this SHA-256 only: a changed file asks again."), "hint", this));
}

// One line: a file that reads text is fed by a folder beside it.
void ConsentDialog::add_tokenizer(QVBoxLayout& column) {
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  folder_ = new ElidedLabel("text2", 12, 400, this);
  folder_->set_middle_elide(true);
  folder_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // a long path is cut, the dialog keeps its width
  auto* choose = new Button(Button::Kind::normal, tr("Choose…"), this);
  choose->setAccessibleName(tr("Choose the tokenizer's folder"));
  choose->setAutoDefault(false);
  choose->setFixedHeight(24);
  row->addWidget(folder_, 1);
  row->addWidget(choose);
  column.addLayout(row);
  set_tokenizer(tokenizer_);
  connect(choose, &QPushButton::clicked, this, [this] {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the tokenizer"), QFileInfo(from_utf8(file_.path)).path());
    if (!folder.isEmpty()) set_tokenizer(folder);
  });
}

void ConsentDialog::set_tokenizer(const QString& folder) {
  tokenizer_ = folder;
  folder_->set_text(folder.isEmpty() ? tr("Name the folder of its tokenizer or image processor") : tr("Tokenizer: %1").arg(folder));
}

void ConsentDialog::add_buttons(QVBoxLayout& column) {
  auto* copy = new Button(Button::Kind::link, tr("Copy details"), this);
  copy->set_icon_name(QStringLiteral("copy"));
  auto* always = new Button(Button::Kind::normal, tr("Always for this file"), this);
  auto* once = new Button(Button::Kind::normal, tr("Run once"), this);
  auto* cancel = new Button(Button::Kind::normal, tr("Cancel"), this);
  cancel->set_key(QStringLiteral("Esc"));
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(copy);
  row->addStretch(1);
  for (Button* button : {always, once, cancel}) row->addWidget(button);
  column.addLayout(row);
  for (Button* button : {copy, always, once}) button->setAutoDefault(false);
  cancel->setDefault(true);
  cancel->setFocus();
  connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
  connect(always, &QPushButton::clicked, this, [this] { agree(true); });
  connect(once, &QPushButton::clicked, this, [this] { agree(false); });
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

QString ConsentDialog::details() const {
  return QStringLiteral("%1\n%2 bytes\nSHA-256 %3").arg(from_utf8(file_.path)).arg(file_.bytes).arg(from_utf8(file_.hash));
}

void ConsentDialog::agree(bool always) {
  Q_EMIT agreed(file_, always);
  accept();
}

}  // namespace headlight::ui
