#include "stream_object.h"

#include <cstring>
#include <utility>

#include "arguments.h"
#include "task.h"

namespace edge {

namespace {

/** Lives on the JavaScript thread, but for `memory` while a worker fills it. */
struct Stream {
	/** Empty once the stream has ended. */
	std::shared_ptr<netlink::Source> source;
	bool isBusy = false;
	/** What a worker fills; made when one first does. */
	std::unique_ptr<std::uint8_t[]> memory;
};

/** What one visit to a worker brought back. */
struct Visit {
	netlink::Progress progress;
	std::size_t length;
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

/** With the properties that say how a visit ended. */
Napi::Object resultObject(Napi::Env env, const netlink::Progress& progress) {
	auto object = Napi::Object::New(env);
	object.Set("isLast", Napi::Boolean::New(env, progress.isLast));
	if (progress.failure) {
		object.Set("failure", failureObject(env, *progress.failure));
	}
	return object;
}

/** A stream that has ended is let go, with what it holds. */
void settle(Stream& stream, const netlink::Progress& progress) {
	stream.isBusy = false;
	if (progress.isLast) {
		stream.source.reset();
	}
}

bool isReady(Napi::Env env, const Stream& stream) {
	if (stream.source && !stream.isBusy) {
		return true;
	}
	Napi::TypeError::New(env, stream.source ? "next() is already running" : "The stream has ended")
		.ThrowAsJavaScriptException();
	return false;
}

bool isBytes(const Napi::Value& value) {
	return value.IsTypedArray() && value.As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array;
}

Spent spentFrom(const Napi::Value& value) {
	if (!isBytes(value)) {
		return nullptr;
	}
	return std::make_shared<Napi::Reference<Napi::Uint8Array>>(Napi::Persistent(value.As<Napi::Uint8Array>()));
}

/** next(spent): on a worker thread. */
Napi::Value next(const Napi::CallbackInfo& info, const std::shared_ptr<Stream>& stream) {
	const auto env = info.Env();
	if (!isReady(env, *stream)) {
		return env.Undefined();
	}
	if (!stream->memory) {
		// Not filled with zeros: what nothing is written to is never touched.
		stream->memory.reset(new std::uint8_t[netlink::usualRoom]);
	}
	stream->isBusy = true;
	return Task<Visit>::start(
		env,
		[stream, source = stream->source]() -> Visit {
			netlink::Room room{stream->memory.get(), netlink::usualRoom};
			auto progress = source->next(room);
			return {progress, room.filled};
		},
		[stream, spent = spentFrom(info[0])](Napi::Env where, const Visit& visit) -> Napi::Value {
			settle(*stream, visit.progress);
			auto object = resultObject(where, visit.progress);
			auto bytes = bytesFor(where, visit.length, spent);
			// It stays without memory when the environment is ending, as with a Worker that is being terminated.
			if (visit.length > 0 && !bytes.IsEmpty()) {
				std::memcpy(bytes.Data(), stream->memory.get(), visit.length);
			}
			object.Set("bytes", bytes);
			return object;
		});
}

/** nextHere(bytes): on the calling thread, straight into its memory. */
Napi::Value nextHere(const Napi::CallbackInfo& info, const std::shared_ptr<Stream>& stream) {
	const auto env = info.Env();
	if (!isBytes(info[0]) || info[0].As<Napi::Uint8Array>().ByteLength() < netlink::leastRoom) {
		return typeError(env, "nextHere needs a Uint8Array of at least 64 KiB");
	}
	if (!isReady(env, *stream)) {
		return env.Undefined();
	}
	auto bytes = info[0].As<Napi::Uint8Array>();
	netlink::Room room{bytes.Data(), bytes.ByteLength()};
	const auto progress = stream->source->next(room);
	settle(*stream, progress);
	auto object = resultObject(env, progress);
	object.Set("length", Napi::Number::New(env, static_cast<double>(room.filled)));
	return object;
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
	object.Set("nextHere", Napi::Function::New(env, [stream](const Napi::CallbackInfo& info) {
		return nextHere(info, stream);
	}));
	object.Set("cancel", Napi::Function::New(env, [stream](const Napi::CallbackInfo&) { cancel(stream); }));
	return object;
}

}  // namespace edge
