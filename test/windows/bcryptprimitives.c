/* Wine 8 lacks this library of Windows. esbuild, a Go program, asks it for random bytes when it starts. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
  return RtlGenRandom(data, (ULONG)length);
}
