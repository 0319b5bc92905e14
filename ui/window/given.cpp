#include "ui/window/given.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <algorithm>

#include "ui/state/picture_files.h"
#include "ui/state/run_controller.h"

namespace headlight::ui {

namespace {

constexpr qint64 kGivenLongestText = 1 << 20;

struct GivenWords {
  Q_DECLARE_TR_FUNCTIONS(Given)
};

bool ends_in(const QString& path, std::initializer_list<const char*> endings) {
  const QString ending = QFileInfo(path).suffix().toLower();
  return std::ranges::any_of(endings, [&](const char* known) { return ending == QLatin1String(known); });
}

bool is_text(const QString& path) { return ends_in(path, {"txt", "md"}); }

// By its name, or because it begins as one: the length of a header, then the header's brace.
bool may_be_trace(const QString& path) {
  if (ends_in(path, {"trace", "safetensors"})) return true;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return true;  // opening it as one says why it cannot be read
  const QByteArray begin = file.read(9);
  return begin.size() == 9 && begin[8] == '{' && qFromLittleEndian<quint64>(begin.constData()) < quint64(file.size());
}

std::string full(const QString& path) { return QDir::cleanPath(QFileInfo(path).absoluteFilePath()).toStdString(); }

void add_text(Given& given, const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return given.refused.push_back({GivenWords::tr("This file cannot be read"), path + QStringLiteral(" · ") + file.errorString()});
  InputSpec input;
  input.text = QString::fromUtf8(file.read(kGivenLongestText)).trimmed().toStdString();
  if (input.text.empty()) return given.refused.push_back({GivenWords::tr("This file holds no text"), path});
  given.inputs.push_back({path, std::move(input)});
}

void add_picture(Given& given, const QString& path) {
  InputSpec input;
  input.image = full(path);
  given.inputs.push_back({path, std::move(input)});
}

QString reader_words(const Given::Input& input, const std::string& model) {
  const QString name = QFileInfo(QString::fromStdString(model)).fileName();
  return input.is_picture() ? GivenWords::tr("“%1” reads text, not pictures").arg(name) : GivenWords::tr("“%1” reads pictures, not text").arg(name);
}

}  // namespace

bool is_video(const QString& path) { return ends_in(path, {"mp4", "m4v", "mov", "mkv", "webm", "avi"}); }

Given sorted(const QStringList& paths, const QStringList& names) {
  Given given;
  for (const QString& path : paths) {
    const QFileInfo info(path);
    if (!info.exists() && names.contains(path)) given.models.push_back(path.toStdString());
    else if (!info.exists()) given.refused.push_back({GivenWords::tr("There is no such file"), path});
    else if (info.isDir() || holds_code(full(path))) given.models.push_back(full(path));
    else if (is_picture_file(path) || is_video(path)) add_picture(given, path);
    else if (ends_in(path, {"headlight"})) given.sessions.append(path);
    else if (is_text(path)) add_text(given, path);
    else if (may_be_trace(path)) given.traces.push_back(full(path));
    else given.refused.push_back({GivenWords::tr("Headlight does not open files of this kind"), path + QStringLiteral(" · ") + GivenWords::tr("It opens model folders, pictures, videos, texts (.txt, .md), TorchScript files, traces and sessions.")});
  }
  return given;
}

Pairs paired(const Given& given, const std::function<Reads(const std::string&)>& reads) {
  Pairs pairs;
  std::vector<bool> read(given.inputs.size(), false);
  for (const std::string& model : given.models) {
    const Reads what = reads(model);
    bool any = false;
    for (std::size_t i = 0; i < given.inputs.size(); ++i) {
      if (!what.takes(given.inputs[i])) continue;
      pairs.openings.push_back({given.inputs[i].path, model, given.inputs[i].spec});
      read[i] = any = true;
    }
    const bool alone = given.inputs.empty() || given.models.size() > 1;  // an input that its only model cannot read is refused
    if (!any && alone) pairs.openings.push_back({QString::fromStdString(model), model, {}});
  }
  for (std::size_t i = 0; i < given.inputs.size() && !given.models.empty(); ++i) {
    if (!read[i]) pairs.refused.push_back({reader_words(given.inputs[i], given.models.back()), given.inputs[i].path});
  }
  for (const std::string& trace : given.traces) pairs.openings.push_back({QString::fromStdString(trace), {}, {}});
  return pairs;
}

}  // namespace headlight::ui
