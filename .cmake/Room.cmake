# headlight_room(NAME SOURCES file… [LINKS target…] [TORCH])
#
# One folder is one static library `headlight_<name>` (alias headlight::<name>). LINKS are the only rooms it may
# include from: they are the arrows of the architecture. TORCH links LibTorch and shares one precompiled header.
function(headlight_room name)
  cmake_parse_arguments(ROOM "TORCH" "" "SOURCES;LINKS" ${ARGN})
  set(target headlight_${name})
  add_library(${target} STATIC ${ROOM_SOURCES})
  add_library(headlight::${name} ALIAS ${target})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PUBLIC ${ROOM_LINKS} PRIVATE headlight_warnings)
  if(ROOM_TORCH)
    target_link_libraries(${target} PUBLIC headlight::torch)
    target_precompile_headers(${target} REUSE_FROM headlight_torch_header)
  endif()
endfunction()

# headlight_test(NAME SOURCES file… LINKS target… [TORCH]) — a GoogleTest program, every case known to CTest.
# tests/places.h says where committed files lie.
function(headlight_test name)
  cmake_parse_arguments(TEST "TORCH" "" "SOURCES;LINKS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${TEST_SOURCES})
  target_link_libraries(${target} PRIVATE ${TEST_LINKS} headlight_places GTest::gtest GTest::gmock GTest::gtest_main
    headlight_warnings)
  if(TEST_TORCH)
    target_link_libraries(${target} PRIVATE headlight::torch)
    target_precompile_headers(${target} REUSE_FROM headlight_torch_header)
  endif()
  # Sanitizers slow a test down several times.
  set(timeout 300)
  if(HEADLIGHT_SANITIZE)
    set(timeout 1200)
  endif()
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120 PROPERTIES LABELS ${name} TIMEOUT ${timeout}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_NUM_THREADS=1;GOMP_SPINCOUNT=0")
endfunction()
