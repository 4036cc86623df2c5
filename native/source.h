#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "failure.h"

namespace netlink {

/** What one visit to a worker thread brought back. Bytes that came before a failure are kept beside it. */
struct Chunk {
	std::vector<std::uint8_t> bytes;
	bool isLast = false;
	/** Set only when `isLast` is. */
	std::optional<Failure> failure;
};

/** Bytes that are fetched when somebody asks for them: answers of the kernel, or a file. */
class Source {
public:
	virtual ~Source() = default;

	/** Blocks; runs on a worker thread, one call at a time, and not again after the last chunk. */
	virtual Chunk next() = 0;

	/** From any thread, at any time: makes a running or later `next` end soon with `cancelled`. */
	virtual void cancel() = 0;
};

inline Chunk endedBy(Chunk chunk, Failure failure) {
	chunk.isLast = true;
	chunk.failure = failure;
	return chunk;
}

}  // namespace netlink
