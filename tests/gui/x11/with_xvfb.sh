#!/bin/sh
# with_xvfb.sh PROGRAM…: on an X server of its own; 77 where there is none.
command -v xvfb-run >/dev/null && command -v xauth >/dev/null || exit 77
xvfb-run -a -s "-screen 0 2800x1100x24" true || exit 77
exec xvfb-run -a -s "-screen 0 2800x1100x24" env QT_QPA_PLATFORM=xcb "$@"
