#pragma once

#include <napi.h>

#include <cstdint>
#include <optional>
#include <string>

namespace edge {

/** The TypeScript side checks its arguments; these only keep a wrong call from doing harm. */
inline std::optional<std::uint64_t> wholeNumberFrom(const Napi::Value& value) {
	if (!value.IsNumber()) {
		return std::nullopt;
	}
	const double number = value.As<Napi::Number>().DoubleValue();
	constexpr double largest = 9007199254740991.0;  // 2^53 - 1; the comparison is false for NaN
	return number >= 0 && number <= largest ? std::make_optional(static_cast<std::uint64_t>(number)) : std::nullopt;
}

/** A path without a NUL, which the kernel would take for its end. */
inline std::optional<std::string> pathFrom(const Napi::Value& value) {
	if (!value.IsString()) {
		return std::nullopt;
	}
	auto path = value.As<Napi::String>().Utf8Value();
	return path.find('\0') == std::string::npos ? std::make_optional(std::move(path)) : std::nullopt;
}

inline Napi::Value typeError(Napi::Env env, const char* message) {
	Napi::TypeError::New(env, message).ThrowAsJavaScriptException();
	return env.Undefined();
}

}  // namespace edge
