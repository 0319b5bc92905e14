# OpenCV's core, imgproc, imgcodecs and videoio as targets opencv_<component>, and OpenCV_INCLUDE_DIRS.
#
# OpenCV's own package file is used where it is. Debian and Ubuntu ship it only with every module of OpenCV
# (600 MB); there the headers and libraries of the small packages are found by themselves.
find_package(OpenCV CONFIG QUIET COMPONENTS ${OpenCV_FIND_COMPONENTS})
if(NOT OpenCV_FOUND)
  find_path(OpenCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
  set(OpenCV_INCLUDE_DIRS "${OpenCV_INCLUDE_DIR}")
  set(_opencv_libraries "")
  foreach(_component IN LISTS OpenCV_FIND_COMPONENTS)
    find_library(OpenCV_${_component}_LIBRARY opencv_${_component})
    list(APPEND _opencv_libraries OpenCV_${_component}_LIBRARY)
    if(OpenCV_${_component}_LIBRARY AND NOT TARGET opencv_${_component})
      add_library(opencv_${_component} UNKNOWN IMPORTED GLOBAL)
      set_target_properties(opencv_${_component} PROPERTIES
        IMPORTED_LOCATION "${OpenCV_${_component}_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIR}")
    endif()
  endforeach()
  include(FindPackageHandleStandardArgs)
  find_package_handle_standard_args(OpenCV REQUIRED_VARS OpenCV_INCLUDE_DIR ${_opencv_libraries})
endif()
