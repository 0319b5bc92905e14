// What can be opened: models, pictures, texts, traces; by dialog, paste, drop, or at the start.
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QStandardPaths>

#include "ui/panels/scene.h"
#include "ui/state/picture_files.h"
#include "ui/window/consent_dialog.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

namespace {

constexpr qsizetype kWindowOpenLongestText = 1 << 20, kNameLength = 40;

// Whether a folder holds a tokenizer, not an image processor alone.
bool holds_tokenizer(const QString& folder) {
  for (const char* name : {"tokenizer.json", "tokenizer_config.json", "vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model"}) {
    if (!folder.isEmpty() && QFileInfo::exists(folder + QLatin1Char('/') + QLatin1String(name))) return true;
  }
  return false;
}

// A name of its own: earlier runs still show the picture that they ran on.
QString pasted_path() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
  const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
  return folder + QStringLiteral("/pasted-") + stamp + QStringLiteral(".png");
}

QStringList local_paths(const QMimeData& held) {
  QStringList paths;
  for (const QUrl& url : held.urls()) {
    if (url.isLocalFile()) paths += url.toLocalFile();
  }
  return paths;
}

Given given_text(const QString& text) {
  Given given;
  InputSpec input;
  input.text = text.left(kWindowOpenLongestText).toStdString();
  given.inputs.push_back({text.left(kNameLength).simplified(), std::move(input)});
  return given;
}

}  // namespace

// Unless somebody was quicker.
void MainWindow::take_first_look() {
  disconnect(&catalogue_, &Catalogue::changed, this, &MainWindow::take_first_look);
  const std::string model = catalogue_.first_model();
  const bool others = opening_ || !awaited_.empty() || awaiting_ || store_.run() != nullptr;
  const bool theirs = start_->sentence()->isModified();  // somebody types: the page stays until they are done
  if (model.empty() || others || !runs_.model().empty() || runs_.running() || theirs) return;
  InputSpec input;
  input.text = start_->sentence()->text().toStdString();
  open_model(model, input);
  connect(start_->sentence(), &QLineEdit::textEdited, this, [this] {
    if (shows_start()) runs_.stop();
  });
}

// A new picture starts with a number: the strongest key of the first query that no tokenizer added.
void MainWindow::choose_first_key() {
  const std::vector<float>* line = fresh_ ? selected_row(feed_) : nullptr;
  if (line == nullptr) return;
  fresh_ = false;
  const Axis& keys = key_axis(*store_.trace(), *store_.site());
  if (store_.selection().key >= 0 || keys.kind != AxisKind::tokens) return;
  Selection next = store_.selection();
  for (std::size_t i = 0; i < line->size(); ++i) {
    if (is_special(keys, std::int64_t(i))) continue;
    if (next.key < 0 || (*line)[i] > (*line)[std::size_t(next.key)]) next.key = std::int64_t(i);
  }
  store_.settle(next);
}

void MainWindow::open_model(const std::string& model, InputSpec input) {
  const ModelEntry* entry = catalogue_.find(model);
  const bool nothing = input == InputSpec{};
  const bool folder = from_utf8(model).startsWith(QLatin1Char('/'));
  if (entry == nullptr && nothing && !holds_code(model) && (folder || !catalogue_.looked()) && awaited_ != model) return await_model(model);
  awaited_.clear();
  if (entry != nullptr && !entry->usable) return open_unusable(model);
  if (nothing) input = input_for(model, entry);
  runs_.set_model(model);
  runs_.set_input(input);
  if (!opening_session_ && (!runs_.ready() || holds_code(model))) show_start(false);  // with what feeds it at hand
  runs_.run();
}

// By hand: what was still to be opened is not.
void MainWindow::open_chosen(const std::string& model, InputSpec input) {
  open_no_more();
  open_model(model, std::move(input));
}

// The engine says why, in the panels where nothing has run yet.
void MainWindow::open_unusable(const std::string& model) {
  runs_.set_model(model);
  if (store_.run() == nullptr) show_start(false);
  runs_.load();
}

// What is at hand where the model reads it, else its first sample. Nobody knows what a script reads; most see.
InputSpec MainWindow::input_for(const std::string& model, const ModelEntry* entry) {
  const bool script = holds_code(model), known = entry != nullptr;
  const bool reads = script && holds_tokenizer(settings_.tokenizers.value(from_utf8(model)).toString());
  const bool text = known ? entry->takes_text : !script || reads, image = known ? entry->takes_image : !reads;
  const InputSpec& now = runs_.input();
  if (now.image.empty() ? text && !now.text.empty() : image) return now;
  for (const Sample& sample : catalogue_.samples_for(entry)) {
    const bool fits = sample.input.image.empty() ? text : image;
    if (fits && (known || (script && !reads))) return sample.input;
  }
  InputSpec input = image || now.image.empty() ? now : InputSpec{};
  if (text && now.ids.empty() && now.pixels.empty()) input.text = start_->sentence()->text().toStdString();
  return input;
}

void MainWindow::ask_consent(const CodeFile& file) {
  auto* dialog = new ConsentDialog(file, from_utf8(runs_.tokenizer()), this);
  connect(dialog, &ConsentDialog::agreed, this, [this, dialog](const CodeFile& agreed, bool always) {
    take_tokenizer(dialog->tokenizer());
    if (holds_tokenizer(dialog->tokenizer()) && !runs_.input().image.empty()) runs_.set_input(input_for(runs_.model(), nullptr));
    if (always) settings_.trusted_code.append(from_utf8(agreed.hash));
    settings_.save();
    runs_.agree(agreed, always);
  });
  connect(dialog, &QDialog::rejected, this, [this] {
    open_no_more();
    if (store_.run() == nullptr) show_start(true);
    message_->say(tr("The file was not run"), from_utf8(runs_.model()), false);
  });
  dialog->open();
}

// Kept for this file, for the next time it is opened too.
void MainWindow::take_tokenizer(const QString& folder) {
  const QString model = from_utf8(runs_.model());
  if (folder.isEmpty()) settings_.tokenizers.remove(model);
  else settings_.tokenizers[model] = folder;
  settings_.save();
  runs_.set_tokenizer(folder.toStdString());
}

void MainWindow::choose_tokenizer() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the tokenizer"), QFileInfo(from_utf8(runs_.model())).path());
  if (folder.isEmpty()) return;
  take_tokenizer(folder);
  if (runs_.ready()) runs_.run();
}

// What it reads is known once it has been looked at.
void MainWindow::await_model(const std::string& model) {
  awaited_ = model;
  await_catalogue([this] { open_model(std::string(awaited_), {}); });
  if (from_utf8(model).startsWith(QLatin1Char('/'))) return catalogue_.add_folder(from_utf8(model));
  catalogue_.look();
}

void MainWindow::choose_folder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open model folder"));
  if (!folder.isEmpty()) open_paths({folder});
}

void MainWindow::choose_script() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open TorchScript file"), {},
                                                    tr("TorchScript") + QStringLiteral(" (*.torchscript *.pt)"));
  if (!file.isEmpty()) open_paths({file});
}

void MainWindow::choose_image() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open picture or video"), {},
                                                    tr("Pictures and videos") + QStringLiteral(" (%1 *.mp4 *.m4v *.mov *.mkv *.webm *.avi)").arg(picture_patterns().join(QLatin1Char(' '))));
  if (!file.isEmpty()) open_paths({file});
}

void MainWindow::choose_trace() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open trace"), {}, tr("Traces") + QStringLiteral(" (*.trace)"));
  if (!file.isEmpty()) open_paths({file});
}

void MainWindow::save_trace() {
  const QString file = QFileDialog::getSaveFileName(this, tr("Save trace"), QStringLiteral("headlight.trace"), tr("Traces") + QStringLiteral(" (*.trace)"));
  if (!file.isEmpty()) runs_.save_trace(file.toStdString());
}

void MainWindow::paste() {
  const QMimeData* held = QGuiApplication::clipboard()->mimeData();
  if (held == nullptr) return;
  if (const QStringList paths = local_paths(*held); !paths.isEmpty()) return open_paths(paths);
  if (held->hasImage()) {
    const QString file = pasted_path();
    const bool kept = QDir().mkpath(QFileInfo(file).path()) && qvariant_cast<QImage>(held->imageData()).save(file);
    return kept ? open_paths({file}) : message_->say(tr("The picture cannot be kept"), file, true);
  }
  if (held->hasText()) open_given(given_text(held->text()));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QMimeData* held = event->mimeData();
  if (held->hasUrls() || held->hasText() || held->hasImage()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QMimeData* held = event->mimeData();
  if (const QStringList paths = local_paths(*held); !paths.isEmpty()) {
    open_paths(paths);
  } else if (held->hasText()) {
    open_given(given_text(held->text()));
  }
  event->acceptProposedAction();
}

}  // namespace headlight::ui
