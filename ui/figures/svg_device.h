// A paint device that writes plain SVG: text stays text with its anchor, pictures stay sharp, nothing is grouped.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QPaintDevice>
#include <QSizeF>
#include <memory>

namespace headlight::ui {

class SvgEngine;

class SvgDevice final : public QPaintDevice {
 public:
  explicit SvgDevice(QSizeF points);  // one unit is a point
  ~SvgDevice() override;

  QPaintEngine* paintEngine() const override;
  // The finished file. `metadata` is kept as JSON in <metadata>, `description` in <desc>.
  [[nodiscard]] QByteArray document(const QString& title, const QString& description,
                                    const QJsonObject& metadata) const;

 protected:
  int metric(PaintDeviceMetric metric) const override;

 private:
  QSizeF size_;
  std::unique_ptr<SvgEngine> engine_;
};

}  // namespace headlight::ui
