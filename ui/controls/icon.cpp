#include "ui/controls/icon.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPixmap>
#include <QSvgRenderer>
#include <memory>

#include "ui/controls/appearance.h"

namespace headlight::ui {

namespace {

QByteArray drawing(const QString& name) {
  QFile file(QStringLiteral(":/headlight/icons/%1.svg").arg(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Parsed once for each colour: a window paints the same few again and again. On the GUI thread.
QSvgRenderer& renderer(const QString& name, const QColor& colour) {
  static QHash<std::pair<QString, QRgb>, std::shared_ptr<QSvgRenderer>> known;
  auto& entry = known[{name, colour.rgb()}];
  if (entry == nullptr) entry = std::make_shared<QSvgRenderer>(drawing(name).replace("#000000", colour.name().toLatin1()));
  return *entry;
}

class TintedIcon : public QIconEngine {
 public:
  TintedIcon(QString name, const char* role) : name_(std::move(name)), role_(role) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    paint_icon(*painter, rect, name_, colour(mode == QIcon::Disabled ? "disabled" : role_));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap image(size);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return image;
  }
  [[nodiscard]] QIconEngine* clone() const override { return new TintedIcon(name_, role_); }

 private:
  QString name_;
  const char* role_;
};

}  // namespace

void paint_icon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour) {
  renderer(name, colour).render(&painter, rect);
}

QIcon icon(const QString& name, const char* role) { return QIcon(new TintedIcon(name, role)); }

QIcon mark() { return QIcon(QStringLiteral(":/headlight/icons/mark.svg")); }

}  // namespace headlight::ui
