#include <malloc.h>
#include <napi.h>

#include <memory>
#include <string>
#include <utility>

#include "arguments.h"
#include "file.h"
#include "socket.h"
#include "socket_object.h"
#include "stream_object.h"
#include "task.h"

namespace {

using Opened = netlink::Outcome<std::shared_ptr<netlink::Socket>>;

Napi::Value openedObject(Napi::Env env, const Opened& opened) {
	auto result = Napi::Object::New(env);
	if (const auto* failure = std::get_if<netlink::Failure>(&opened)) {
		result.Set("failure", edge::failureObject(env, *failure));
	} else {
		result.Set("socket", edge::socketObject(env, std::get<0>(opened)));
	}
	return result;
}

/** openSocket(networkNamespace): promises {socket} or {failure}; an empty path means the program's own namespace. */
Napi::Value openSocket(const Napi::CallbackInfo& info) {
	const auto networkNamespace = edge::pathFrom(info[0]);
	if (!networkNamespace) {
		return edge::typeError(info.Env(), "openSocket needs the path of a network namespace, or an empty string");
	}
	return edge::Task<Opened>::start(
		info.Env(),
		[path = *networkNamespace] { return netlink::openSocket(path); },
		openedObject);
}

/** The same on the calling thread: {socket} or {failure}. */
Napi::Value openSocketHere(const Napi::CallbackInfo& info) {
	const auto networkNamespace = edge::pathFrom(info[0]);
	return networkNamespace
		? openedObject(info.Env(), netlink::openSocket(*networkNamespace))
		: edge::typeError(info.Env(), "openSocketHere needs the path of a network namespace, or an empty string");
}

/** readFile(path, networkNamespace, limit): a stream of the file's bytes; it is opened by the first `next()`. */
Napi::Value readFile(const Napi::CallbackInfo& info) {
	auto path = edge::pathFrom(info[0]);
	auto networkNamespace = edge::pathFrom(info[1]);
	const auto limit = edge::wholeNumberFrom(info[2]);
	if (!path || !networkNamespace || !limit) {
		return edge::typeError(info.Env(), "readFile needs a path, the path of a network namespace and a limit in bytes");
	}
	return edge::streamObject(
		info.Env(),
		std::make_shared<netlink::File>(netlink::FileRequest{
			std::move(*path), std::move(*networkNamespace), static_cast<std::size_t>(*limit)}));
}

/**
giveBackMemory(): from now on larger buffers that are freed go back to the system at once, each by itself. Otherwise glibc takes the size of what is
freed as a sign that such will be wanted again, and what lies between buffers still in use stays (mallopt(3), M_MMAP_THRESHOLD).
*/
void giveBackMemory(const Napi::CallbackInfo&) {
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 48 * 1024);
#endif
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
	exports.Set("openSocket", Napi::Function::New(env, openSocket));
	exports.Set("openSocketHere", Napi::Function::New(env, openSocketHere));
	exports.Set("readFile", Napi::Function::New(env, readFile));
	exports.Set("giveBackMemory", Napi::Function::New(env, giveBackMemory));
	return exports;
}

}  // namespace

NODE_API_MODULE(netlink, start)
