// What a figure was made from, as kept in the metadata of files.
#pragma once

#include <QJsonObject>
#include <QString>

#include "engine/api/trace_info.h"
#include "ui/figures/spec.h"

namespace headlight::ui {

QJsonObject provenance(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);

// As a file keeps it: with the SHA-256 of the picture or video that it is of (none where that cannot be read any more),
// and no more digits than float32 values have.
QJsonObject file_provenance(QJsonObject provenance, const QString& input_file);

// The decimal number of the fewest digits that is read back as this float: 0.15 rather than 0.15000000596046448.
double shortest(float value);

// "Headlight 0.1.0"
QString program_name();

// "Cross attention", "Encoder", "Attention" (where there is one stream only); tapped modules by their name.
QString stream_title(const TraceInfo& trace, const std::string& stream);

}  // namespace headlight::ui
