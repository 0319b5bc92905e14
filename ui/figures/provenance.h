// What a figure was made from, as kept in the metadata of files.
#pragma once

#include <QJsonObject>
#include <QString>

#include "engine/api/trace_info.h"
#include "ui/figures/spec.h"

namespace headlight::ui {

QJsonObject provenance(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);

// "Headlight 0.1.0"
QString program_name();

// "Cross attention", "Encoder", "Attention" (where there is one stream only); tapped modules by their name.
QString stream_title(const TraceInfo& trace, const std::string& stream);

}  // namespace headlight::ui
