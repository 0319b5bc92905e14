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
#include <QtEndian>
#include <algorithm>

#include "ui/panels/scene.h"
#include "ui/window/consent_dialog.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

namespace {

constexpr qint64 kLongestText = 1 << 20;

bool is_picture(const QString& path) {
  static const QStringList endings = {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                      QStringLiteral("webp"), QStringLiteral("bmp"), QStringLiteral("tif"), QStringLiteral("tiff")};
  return endings.contains(QFileInfo(path).suffix().toLower());
}

bool is_video(const QString& path) {
  static const QStringList endings = {QStringLiteral("mp4"), QStringLiteral("m4v"), QStringLiteral("mov"),
                                      QStringLiteral("mkv"), QStringLiteral("webm"), QStringLiteral("avi")};
  return endings.contains(QFileInfo(path).suffix().toLower());
}

bool shows(const QString& path) { return is_picture(path) || is_video(path); }

bool is_text(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  return ending == QStringLiteral("txt") || ending == QStringLiteral("md");
}

// By its name, or because it begins as one: the length of a header, then the header's brace.
bool may_be_trace(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending == QStringLiteral("trace") || ending == QStringLiteral("safetensors")) return true;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return true;  // opening it as one says why it cannot be read
  const QByteArray begin = file.read(9);
  return begin.size() == 9 && begin[8] == '{' && qFromLittleEndian<quint64>(begin.constData()) < quint64(file.size());
}

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

}  // namespace

// Unless somebody was quicker.
void MainWindow::take_first_look() {
  disconnect(&catalogue_, &Catalogue::changed, this, &MainWindow::take_first_look);
  const std::string model = catalogue_.first_model();
  if (model.empty() || !runs_.model().empty() || runs_.running() || store_.run() != nullptr) return;
  InputSpec input;
  input.text = start_->sentence()->text().toStdString();
  open_model(model, input);
}

// A new picture starts with a number: the strongest key of the first query that no tokenizer added.
void MainWindow::choose_first_key() {
  const LineResult* line = fresh_ ? selected_row(feed_) : nullptr;
  if (line == nullptr) return;
  fresh_ = false;
  const Axis& keys = key_axis(*store_.trace(), *store_.site());
  if (store_.selection().key >= 0 || keys.kind != AxisKind::tokens) return;
  Selection next = store_.selection();
  for (std::size_t i = 0; i < line->values.size(); ++i) {
    if (is_special(keys, std::int64_t(i))) continue;
    if (next.key < 0 || line->values[i] > line->values[std::size_t(next.key)]) next.key = std::int64_t(i);
  }
  store_.select(next);
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
  if (!runs_.ready() || holds_code(model)) show_start(false);  // with what feeds it at hand
  runs_.run();
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
  connect(&catalogue_, &Catalogue::changed, this, &MainWindow::open_awaited, Qt::UniqueConnection);
  if (from_utf8(model).startsWith(QLatin1Char('/'))) return catalogue_.add_folder(from_utf8(model));
  catalogue_.look();
}

void MainWindow::open_awaited() {
  disconnect(&catalogue_, &Catalogue::changed, this, &MainWindow::open_awaited);
  if (!awaited_.empty()) open_model(std::string(awaited_), {});
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
                                                    tr("Pictures and videos") + QStringLiteral(" (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff"
                                                                                               " *.mp4 *.m4v *.mov *.mkv *.webm *.avi)"));
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

// A model and an input given together belong together, whichever comes first.
void MainWindow::open_paths(const QStringList& paths) {
  const auto named = [&](const QString& path) { return options_.model_names.contains(path) && !QFileInfo::exists(path); };
  const auto full = [&](const QString& path) {
    return (named(path) ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath())).toStdString();
  };
  const auto is_model = [&](const QString& path) {
    const QFileInfo info(path);
    return named(path) || info.isDir() || (info.exists() && holds_code(full(path)));
  };
  const auto is_input = [](const QString& path) { return QFileInfo::exists(path) && (shows(path) || is_text(path)); };
  const auto at = std::find_if(paths.rbegin(), paths.rend(), is_model);
  const std::string model = at == paths.rend() ? std::string() : full(*at);
  const bool inputs = std::any_of(paths.begin(), paths.end(), is_input);
  const auto open_on_model = [&](const QString& path) {
    InputSpec input;
    input.image = full(path);
    open_model(model, input);
  };
  for (const QString& path : paths) {
    if (!QFileInfo::exists(path) && !named(path)) message_->say(tr("There is no such file"), path, true);
    else if (is_model(path) && !inputs) open_model(full(path), {});
    else if (is_model(path)) continue;
    else if (shows(path) && model.empty()) open_picture(full(path));
    else if (shows(path)) open_on_model(path);
    else if (is_text(path)) open_text_file(path, model);
    else if (may_be_trace(path)) runs_.open_trace(full(path));
    else message_->say(tr("Headlight does not open files of this kind"), path + QStringLiteral(" · ") + tr("It opens model folders, pictures, videos, texts (.txt, .md), TorchScript files and traces."), true);
  }
}

void MainWindow::open_picture(const std::string& path) {
  if (!catalogue_.looked()) {
    connect(&catalogue_, &Catalogue::changed, this, [this, path] { open_picture(path); }, Qt::SingleShotConnection);
    return catalogue_.look();
  }
  InputSpec input;
  input.image = path;
  const std::string model = picture_model(path);
  if (model.empty()) return message_->say(tr("No model here sees pictures"), tr("Open the folder of one that does"), true);
  open_model(model, input);
}

// The chosen model where it sees. Else the first detector for videos, whose frames hold many things, and the first that
// sees for pictures.
std::string MainWindow::picture_model(const std::string& path) const {
  const ModelEntry* chosen = catalogue_.find(runs_.model());
  const bool sees = chosen != nullptr ? chosen->takes_image : holds_code(runs_.model());
  if (sees) return runs_.model();
  const auto first = [&](bool detects) -> std::string {
    for (const ModelEntry& other : catalogue_.models()) {
      if (other.usable && other.takes_image && (!detects || other.detects)) return other.name;
    }
    return {};
  };
  const std::string detector = is_video(from_utf8(path)) ? first(true) : std::string();
  return detector.empty() ? first(false) : detector;
}

void MainWindow::open_text_file(const QString& path, const std::string& model) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) {
    return message_->say(tr("This file cannot be read"), path + QStringLiteral(" · ") + file.errorString(), true);
  }
  open_text(QString::fromUtf8(file.read(kLongestText)).trimmed(), model);
}

void MainWindow::open_text(const QString& text, const std::string& model) {
  const ModelEntry* held = catalogue_.find(runs_.model());
  const bool reads = !runs_.model().empty() && (held == nullptr || held->takes_text);
  const std::string chosen = !model.empty() ? model : reads ? runs_.model() : catalogue_.first_model();
  if (chosen.empty() && !catalogue_.looked()) {
    connect(&catalogue_, &Catalogue::changed, this, [this, text] { open_text(text); }, Qt::SingleShotConnection);
    return catalogue_.look();
  }
  InputSpec input;
  input.text = text.left(kLongestText).toStdString();
  open_model(chosen, input);
}

void MainWindow::paste() {
  const QMimeData* held = QGuiApplication::clipboard()->mimeData();
  if (held == nullptr) return;
  if (held->hasUrls() && held->urls().front().isLocalFile()) return open_paths({held->urls().front().toLocalFile()});
  if (held->hasImage()) {
    const QString file = pasted_path();
    const bool kept = QDir().mkpath(QFileInfo(file).path()) && qvariant_cast<QImage>(held->imageData()).save(file);
    return kept ? open_paths({file}) : message_->say(tr("The picture cannot be kept"), file, true);
  }
  if (held->hasText()) open_text(held->text());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QMimeData* held = event->mimeData();
  if (held->hasUrls() || held->hasText() || held->hasImage()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QMimeData* held = event->mimeData();
  QStringList paths;
  for (const QUrl& url : held->urls()) {
    if (url.isLocalFile()) paths += url.toLocalFile();
  }
  if (!paths.isEmpty()) {
    open_paths(paths);
  } else if (held->hasText()) {
    open_text(held->text());
  }
  event->acceptProposedAction();
}

}  // namespace headlight::ui
