#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "socket.h"

namespace netlink {

/** Requests that go to the kernel in one send. */
struct Batch {
	/** First byte in the requests. */
	std::size_t offset;
	std::size_t length;
	/** A dump always goes alone: a second one on the socket before the first has ended is refused with EBUSY. */
	bool isDump;
	/** nlmsg_seq of the last request in it. */
	std::uint32_t lastSequence;
};

/** How much may go out in one send; both at least 1. */
struct BatchLimits {
	std::size_t bytes;
	std::size_t requests;
};

BatchLimits limitsFor(BufferSizes sizes);

/**
Says whether the bytes are whole netlink messages, each starting on a multiple of 4, of which the last asks for an answer that
shows the end (NLM_F_ACK or NLM_F_DUMP). What the kernel finds malformed it drops without a word.
*/
bool areRequests(const std::vector<std::uint8_t>& bytes);

/** @param offset - of a message, inside bytes for which `areRequests` was true */
Batch batchAt(const std::vector<std::uint8_t>& bytes, std::size_t offset, BatchLimits limits);

/** Says whether a datagram has the last answer to a request: NLMSG_ERROR (also an acknowledgement) or NLMSG_DONE. */
bool answers(const std::uint8_t* datagram, std::size_t length, std::uint32_t sequence);

}  // namespace netlink
