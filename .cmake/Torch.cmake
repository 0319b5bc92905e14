# headlight::torch — LibTorch as an imported target over a wheel's include/ and lib/.
#
# Looked for, in this order: TORCH_ROOT (or Torch_DIR, as its own cmake package is found), the Python `torch`
# that `python3` imports, and the pinned wheel that ./run unpacked into <build>/../torch.
# LibTorch's own cmake package is not used: it insists on a CUDA toolkit even for CPU builds.

set(TORCH_ROOT "$ENV{TORCH_ROOT}" CACHE PATH "Folder that holds LibTorch's include/ and lib/")

function(_headlight_torch_candidates out)
  set(found "${TORCH_ROOT}")
  foreach(dir "${Torch_DIR}" "$ENV{Torch_DIR}")
    if(dir)
      list(APPEND found "${dir}/../../..")
    endif()
  endforeach()
  find_program(HEADLIGHT_PYTHON NAMES python3)
  if(HEADLIGHT_PYTHON)
    execute_process(
      COMMAND ${HEADLIGHT_PYTHON} -c "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])"
      OUTPUT_VARIABLE python_torch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND found "${python_torch}")
  endif()
  list(APPEND found "${CMAKE_SOURCE_DIR}/build/torch/torch")
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

_headlight_torch_candidates(_candidates)
foreach(_candidate IN LISTS _candidates)
  if(_candidate AND EXISTS "${_candidate}/include/ATen/ATen.h" AND EXISTS "${_candidate}/lib/libtorch_cpu.so")
    get_filename_component(HEADLIGHT_TORCH "${_candidate}" REALPATH)
    break()
  endif()
endforeach()
if(NOT HEADLIGHT_TORCH)
  message(FATAL_ERROR "LibTorch not found: run ./run, or set TORCH_ROOT to the folder that holds its include/ and lib/")
endif()
message(STATUS "LibTorch: ${HEADLIGHT_TORCH}")

# libtorch_cpu.so of a CUDA wheel needs the CUDA runtime and CUPTI: beside the wheel (PyPI) or from a toolkit.
get_filename_component(_site "${HEADLIGHT_TORCH}/.." ABSOLUTE)
file(GLOB _cuda_beside "${_site}/nvidia/cu*/lib" "${_site}/nvidia/cuda_runtime/lib" "${_site}/nvidia/cuda_cupti/lib")
set(_torch_rpath "${HEADLIGHT_TORCH}/lib" ${_cuda_beside})
set(HEADLIGHT_TORCH_COMPANIONS "")  # what an installation carries beside libtorch_cpu.so
file(GLOB _gomp "${HEADLIGHT_TORCH}/lib/libgomp*.so*" "${_site}/torch.libs/libgomp*.so*")
list(APPEND HEADLIGHT_TORCH_COMPANIONS ${_gomp})
foreach(_name cudart cupti)
  find_file(HEADLIGHT_${_name} NAMES lib${_name}.so.13 lib${_name}.so.12
            PATHS ${_cuda_beside} /usr/local/cuda/lib64 /usr/local/cuda/lib /usr/local/cuda/extras/CUPTI/lib64 /usr/local/lib)
  if(HEADLIGHT_${_name})
    get_filename_component(_dir "${HEADLIGHT_${_name}}" DIRECTORY)
    list(APPEND _torch_rpath "${_dir}")
    list(APPEND HEADLIGHT_TORCH_COMPANIONS "${HEADLIGHT_${_name}}")
  endif()
endforeach()
list(REMOVE_DUPLICATES _torch_rpath)
set(HEADLIGHT_TORCH_RPATH "${_torch_rpath}")

add_library(headlight_torch INTERFACE)
add_library(headlight::torch ALIAS headlight_torch)
target_include_directories(headlight_torch SYSTEM INTERFACE
  "${HEADLIGHT_TORCH}/include" "${HEADLIGHT_TORCH}/include/torch/csrc/api/include")
# The release binary and a debug build disagree on RecordFunction's layout: NDEBUG always.
target_compile_definitions(headlight_torch INTERFACE NDEBUG)
target_link_libraries(headlight_torch INTERFACE
  "${HEADLIGHT_TORCH}/lib/libtorch_cpu.so" "${HEADLIGHT_TORCH}/lib/libc10.so")
foreach(_dir IN LISTS _torch_rpath)
  target_link_options(headlight_torch INTERFACE "LINKER:-rpath-link,${_dir}")
endforeach()
