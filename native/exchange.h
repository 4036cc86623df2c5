#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "batch.h"
#include "cancellation.h"
#include "socket.h"
#include "source.h"

namespace netlink {

struct ExchangeLimits {
	/** Longest time without a datagram while one is awaited. */
	std::chrono::milliseconds silence;
	/** Most bytes that all answers together may have. */
	std::size_t bytes;
};

/**
Sends requests and gives back every message of the kernel until the last request is answered, in the order of arrival
and undecoded; each datagram is padded to a multiple of 4. Knows nothing but the 16 bytes of nlmsghdr.

Messages with a foreign nlmsg_seq are passed on as well: the reader matches by number. They cannot be leftovers of an earlier
exchange, because whoever stops an exchange before its last chunk must discard the socket, on which a dump may still be running.
*/
class Exchange final : public Source {
public:
	/** @param requests - bytes for which `areRequests` is true */
	Exchange(std::shared_ptr<Socket> socket, std::vector<std::uint8_t> requests, ExchangeLimits limits);

	Progress next(Room& room) override;
	void cancel() override { cancellation_.request(); }

private:
	/** Sending; taking what a send has left in the queue; waiting for the answer to the last request of the batch. */
	enum class Phase { send, drain, wait };
	enum class Step { goOn, finished };

	Outcome<Step> step(Room& room);
	Outcome<Step> sendBatch();
	Outcome<Step> take(Room& room);
	Outcome<Step> waitForDatagram();

	std::shared_ptr<Socket> socket_;
	std::vector<std::uint8_t> requests_;
	ExchangeLimits limits_;
	BatchLimits batchLimits_;
	Cancellation cancellation_;
	Phase phase_ = Phase::send;
	std::size_t sent_ = 0;
	std::size_t received_ = 0;
	std::uint32_t awaited_ = 0;
	/** When the present silence becomes a failure; empty when nobody is waiting. */
	std::optional<std::chrono::steady_clock::time_point> deadline_;
};

}  // namespace netlink
