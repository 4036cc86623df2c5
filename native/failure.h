#pragma once

#include <cerrno>
#include <variant>

namespace netlink {

/** What ended a call early; the names are those the JavaScript side reads (see `nameOf`). */
enum class FailureCode {
	/** A system call failed: `number` is its errno, `syscall` its name. */
	system,
	/** Nothing arrived for as long as the caller was ready to wait. */
	timeout,
	cancelled,
	/** The receive queue overflowed or a datagram was cut: requests ran, answers are gone. */
	lostReplies,
	/** More bytes than the caller's limit. */
	tooLarge,
};

struct Failure {
	FailureCode code;
	/** errno of the failed call, 0 when no call failed. */
	int number;
	/** Name of the failed call, empty when no call failed; always a literal, never freed. */
	const char* syscall;
};

/** A value, or why there is none. Nothing here throws. */
template <typename Value>
using Outcome = std::variant<Value, Failure>;

/** Must come straight after the failed call: it takes errno as it is now. */
inline Failure systemFailure(const char* syscall) {
	return {FailureCode::system, errno, syscall};
}

inline const char* nameOf(FailureCode code) {
	switch (code) {
		case FailureCode::system:
			return "system";
		case FailureCode::timeout:
			return "timeout";
		case FailureCode::cancelled:
			return "cancelled";
		case FailureCode::lostReplies:
			return "lost-replies";
		case FailureCode::tooLarge:
			return "too-large";
	}
	return "system";
}

}  // namespace netlink
