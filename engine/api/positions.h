// Positions of an axis by what a person calls them. No Torch, no Qt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/view.h"

namespace headlight {

// Where a description names nothing, or is none, an Error of kind usage. Descriptions:
//   all
//   tokens:3-5,7          positions from 0, of any axis
//   word:wrench           every token of every such word; exactly, else whatever the case of its letters
//   box:x0,y0,x1,y1       original-image pixels: patches whose centre lies in it (else the patch under its centre),
//                         queries whose box's centre does
//   detections:0,2-3      by place in TraceInfo::detections: their queries (or the tokens that a detector reads them
//                         from); on an axis of patches alone the patches in their boxes
//   class:car             the detections of that class, likewise; exactly so named, else whatever the case of its letters
// `written`: words are those that a decoder's rows write, not those that they read.
Result<std::vector<std::int64_t>> positions(const TraceInfo& trace, const Axis& axis, const std::string& description,
                                            bool written = false);

// Whether a description is one, whatever the trace: what can be said before a model runs.
Result<Done> check_form(const std::string& description);

// Which heads of a stream look from one description to another. The rows of cross attention are called by what they
// write. For deformable streams `to` must be a box, detections or a class (their boxes together), or all.
Result<RankingRequest> ranking_between(const TraceInfo& trace, const std::string& stream, const std::string& from,
                                       const std::string& to);

}  // namespace headlight
