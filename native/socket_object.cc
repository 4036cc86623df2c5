#include "socket_object.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "arguments.h"
#include "exchange.h"
#include "stream_object.h"

namespace edge {

namespace {

using SharedSocket = std::shared_ptr<netlink::Socket>;

std::optional<std::vector<std::uint8_t>> requestsFrom(const Napi::Value& value) {
	if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
		return std::nullopt;
	}
	const auto array = value.As<Napi::Uint8Array>();
	// A copy: the worker reads it while JavaScript may write to, or detach, the original.
	std::vector<std::uint8_t> bytes(array.Data(), array.Data() + array.ByteLength());
	return netlink::areRequests(bytes) ? std::make_optional(std::move(bytes)) : std::nullopt;
}

Napi::Value startExchange(const Napi::CallbackInfo& info, const SharedSocket& socket) {
	auto requests = requestsFrom(info[0]);
	const auto silence = wholeNumberFrom(info[1]);
	const auto limit = wholeNumberFrom(info[2]);
	if (!socket || !requests || !silence || !limit) {
		return typeError(info.Env(), "exchange needs an open socket, netlink requests, milliseconds and a limit in bytes");
	}
	const netlink::ExchangeLimits limits{
		std::chrono::milliseconds(std::min<std::uint64_t>(*silence, INT32_MAX)),
		static_cast<std::size_t>(*limit),
	};
	return streamObject(
		info.Env(), std::make_shared<netlink::Exchange>(socket, std::move(*requests), limits));
}

}  // namespace

Napi::Object socketObject(Napi::Env env, std::shared_ptr<netlink::Socket> socket) {
	const auto held = std::make_shared<SharedSocket>(std::move(socket));
	auto object = Napi::Object::New(env);
	object.Set("exchange", Napi::Function::New(env, [held](const Napi::CallbackInfo& info) {
		return startExchange(info, *held);
	}));
	object.Set("close", Napi::Function::New(env, [held](const Napi::CallbackInfo&) { held->reset(); }));
	return object;
}

}  // namespace edge
