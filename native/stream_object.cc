#include "stream_object.h"

#include <cstring>
#include <utility>

#include "task.h"

namespace edge {

namespace {

/** Lives on the JavaScript thread. */
struct Stream {
	/** Empty once the stream has ended. */
	std::shared_ptr<netlink::Source> source;
	bool isBusy = false;
};

Napi::Object chunkObject(Napi::Env env, const netlink::Chunk& chunk) {
	auto bytes = Napi::Uint8Array::New(env, chunk.bytes.size());
	// It stays without memory when the environment is ending, as with a Worker that is being terminated.
	if (!chunk.bytes.empty() && !bytes.IsEmpty()) {
		std::memcpy(bytes.Data(), chunk.bytes.data(), chunk.bytes.size());
	}
	auto object = Napi::Object::New(env);
	object.Set("bytes", bytes);
	object.Set("isLast", Napi::Boolean::New(env, chunk.isLast));
	if (chunk.failure) {
		object.Set("failure", failureObject(env, *chunk.failure));
	}
	return object;
}

Napi::Value next(Napi::Env env, const std::shared_ptr<Stream>& stream) {
	if (!stream->source || stream->isBusy) {
		Napi::TypeError::New(env, stream->source ? "next() is already running" : "The stream has ended")
			.ThrowAsJavaScriptException();
		return env.Undefined();
	}
	stream->isBusy = true;
	return Task<netlink::Chunk>::start(
		env,
		[source = stream->source] { return source->next(); },
		[stream](Napi::Env where, const netlink::Chunk& chunk) -> Napi::Value {
			stream->isBusy = false;
			if (chunk.isLast) {
				stream->source.reset();
			}
			return chunkObject(where, chunk);
		});
}

void cancel(const std::shared_ptr<Stream>& stream) {
	if (!stream->source) {
		return;
	}
	if (stream->isBusy) {
		stream->source->cancel();
	} else {
		stream->source.reset();
	}
}

}  // namespace

Napi::Object failureObject(Napi::Env env, const netlink::Failure& failure) {
	auto object = Napi::Object::New(env);
	object.Set("code", Napi::String::New(env, netlink::nameOf(failure.code)));
	object.Set("errno", Napi::Number::New(env, static_cast<double>(failure.number)));
	object.Set("syscall", Napi::String::New(env, failure.syscall));
	return object;
}

Napi::Object streamObject(Napi::Env env, std::shared_ptr<netlink::Source> source) {
	const auto stream = std::make_shared<Stream>();
	stream->source = std::move(source);
	auto object = Napi::Object::New(env);
	object.Set("next", Napi::Function::New(env, [stream](const Napi::CallbackInfo& info) {
		return next(info.Env(), stream);
	}));
	object.Set("cancel", Napi::Function::New(env, [stream](const Napi::CallbackInfo&) { cancel(stream); }));
	return object;
}

}  // namespace edge
