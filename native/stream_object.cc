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

/** The bytes of an earlier chunk, to be written over; null when the caller gave none. */
using Spent = std::shared_ptr<Napi::Reference<Napi::Uint8Array>>;

/** Where the bytes of a chunk are put: into memory of an earlier one where they fit, because fresh memory costs more than the copy. */
Napi::Uint8Array bytesFor(Napi::Env env, std::size_t length, const Spent& spent) {
	if (spent && spent->Value().ByteLength() >= length) {
		const auto earlier = spent->Value();
		return Napi::Uint8Array::New(env, length, earlier.ArrayBuffer(), earlier.ByteOffset());
	}
	return Napi::Uint8Array::New(env, length);
}

Napi::Object chunkObject(Napi::Env env, const netlink::Chunk& chunk, const Spent& spent) {
	auto bytes = bytesFor(env, chunk.bytes.size(), spent);
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

Spent spentFrom(const Napi::Value& value) {
	if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
		return nullptr;
	}
	return std::make_shared<Napi::Reference<Napi::Uint8Array>>(Napi::Persistent(value.As<Napi::Uint8Array>()));
}

Napi::Value next(const Napi::CallbackInfo& info, const std::shared_ptr<Stream>& stream) {
	const auto env = info.Env();
	if (!stream->source || stream->isBusy) {
		Napi::TypeError::New(env, stream->source ? "next() is already running" : "The stream has ended")
			.ThrowAsJavaScriptException();
		return env.Undefined();
	}
	stream->isBusy = true;
	return Task<netlink::Chunk>::start(
		env,
		[source = stream->source] { return source->next(); },
		[stream, spent = spentFrom(info[0])](Napi::Env where, const netlink::Chunk& chunk) -> Napi::Value {
			stream->isBusy = false;
			if (chunk.isLast) {
				stream->source.reset();
			}
			return chunkObject(where, chunk, spent);
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
		return next(info, stream);
	}));
	object.Set("cancel", Napi::Function::New(env, [stream](const Napi::CallbackInfo&) { cancel(stream); }));
	return object;
}

}  // namespace edge
