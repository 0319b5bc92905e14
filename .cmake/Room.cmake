# headlight_room(NAME SOURCES file… [ALONE file…] [LINKS target…] [TORCH])
#
# One folder is one static library `headlight_<name>` (alias headlight::<name>). LINKS are the only rooms it may
# include from: they are the arrows of the architecture. TORCH links LibTorch and shares one precompiled header.
# SOURCES are compiled several at once (CMAKE_UNITY_BUILD), ALONE are not: files that name their own things alike, as one
# family of models and the next do, or that have flags of their own.
function(headlight_room name)
  cmake_parse_arguments(ROOM "TORCH" "" "SOURCES;ALONE;LINKS" ${ARGN})
  set(target headlight_${name})
  add_library(${target} STATIC ${ROOM_SOURCES} ${ROOM_ALONE})
  set_source_files_properties(${ROOM_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
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
  set(environment "QT_QPA_PLATFORM=offscreen;OMP_NUM_THREADS=1;GOMP_SPINCOUNT=0")
  if(HEADLIGHT_SANITIZE)
    # Such a program takes a second to start: its cases run in two processes, not in one each.
    foreach(shard RANGE 1)
      add_test(NAME ${target}.${shard} COMMAND ${target} --gtest_brief=1)
      set_tests_properties(${target}.${shard} PROPERTIES LABELS ${name} TIMEOUT 1800
        ENVIRONMENT "${environment};GTEST_TOTAL_SHARDS=2;GTEST_SHARD_INDEX=${shard}")
    endforeach()
    return()
  endif()
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120 PROPERTIES LABELS ${name} TIMEOUT 300
    ENVIRONMENT "${environment}")
endfunction()
