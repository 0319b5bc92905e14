// HEADLIGHT_CLONES before a function compiles it for several instruction sets; the best one that the processor has is
// picked when the program starts. Sanitizers run before their own start-up is done otherwise, so they get the plain
// version.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define HEADLIGHT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
// Functions that are written for one of them and picked by hand may be compiled.
#define HEADLIGHT_TARGETS
#else
#define HEADLIGHT_CLONES
#endif
// For what is called from such a function: inlined, it is compiled for the same instruction set.
#define HEADLIGHT_INLINE inline __attribute__((always_inline))
