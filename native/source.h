#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "failure.h"

namespace netlink {

/** Memory of the caller that bytes are put into, from its start. */
struct Room {
	std::uint8_t* bytes;
	std::size_t size;
	std::size_t filled = 0;

	std::size_t left() const { return size - filled; }
	std::uint8_t* end() const { return bytes + filled; }
};

/** The longest datagram and the longest read: so much room is there before either, and a caller has to give at least as much. */
constexpr std::size_t leastRoom = std::size_t{64} * 1024;

/** Enough that a visit to a worker thread is cheap beside its bytes, small enough to decode between two key presses. */
constexpr std::size_t usualRoom = std::size_t{256} * 1024;

/** How a visit ended. Bytes that came before a failure are kept. */
struct Progress {
	bool isLast = false;
	/** Set only when `isLast` is. */
	std::optional<Failure> failure;
};

/** Bytes that are fetched when somebody asks for them: answers of the kernel, or a file. */
class Source {
public:
	virtual ~Source() = default;

	/** Blocks; one call at a time, and not again after the last. */
	virtual Progress next(Room& room) = 0;

	/** From any thread, at any time: makes a running or later `next` end soon with `cancelled`. */
	virtual void cancel() = 0;
};

inline Progress endedBy(Failure failure) {
	return {true, failure};
}

}  // namespace netlink
