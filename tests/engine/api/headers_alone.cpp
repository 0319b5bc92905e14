// Compiles every public header of engine/api in a program that links neither Torch nor Qt.
#include "engine/api/axis.h"
#include "engine/api/code_points.h"
#include "engine/api/input.h"
#include "engine/api/intervention.h"
#include "engine/api/out_folder.h"
#include "engine/api/parts.h"
#include "engine/api/pictures.h"
#include "engine/api/positions.h"
#include "engine/api/result.h"
#include "engine/api/session.h"
#include "engine/api/trace_info.h"
#include "engine/api/utf8.h"
#include "engine/api/video_file.h"
#include "engine/api/view.h"

#if defined(C10_MACROS_H_) || defined(AT_PARALLEL_OPENMP) || defined(QT_VERSION) || defined(CAFFE2_NIGHTLY_VERSION)
#error "engine/api must not reach Torch or Qt"
#endif
#if __has_include(<ATen/ATen.h>)
#error "engine/api must not see Torch's include folder"
#endif
