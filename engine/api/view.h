// Views of a trace: what can be asked and what comes back. No Torch, no Qt.
#pragma once

#include "engine/api/view_request.h"
#include "engine/api/view_result.h"
