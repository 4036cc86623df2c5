#include <napi.h>

// Stands in for the addon where there is no netlink, so that an installation elsewhere than on Linux compiles: without `openSocket`
// the TypeScript side reports that the kernel cannot be reached, and the embedded engine still works.
namespace {

Napi::Object start(Napi::Env, Napi::Object exports) {
	return exports;
}

}  // namespace

NODE_API_MODULE(netlink, start)
