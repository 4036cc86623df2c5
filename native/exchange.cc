#include "exchange.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

namespace netlink {

namespace {

using Clock = std::chrono::steady_clock;

/** Rounded up, so that poll does not return just before the deadline and spin. */
int millisecondsUntil(Clock::time_point deadline) {
	const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
	return static_cast<int>(std::clamp<long long>(left, 0, INT_MAX));
}

}  // namespace

Exchange::Exchange(std::shared_ptr<Socket> socket, std::vector<std::uint8_t> requests, ExchangeLimits limits)
	: socket_(std::move(socket)),
	  requests_(std::move(requests)),
	  limits_(limits),
	  batchLimits_(limitsFor(socket_->sizes())) {}

Progress Exchange::next(Room& room) {
	if (cancellation_.error() != 0) {
		return endedBy({FailureCode::system, cancellation_.error(), "eventfd"});
	}
	// Time between two calls is the reader's, not the kernel's silence.
	deadline_.reset();
	while (room.left() >= leastRoom) {
		if (cancellation_.isRequested()) {
			return endedBy({FailureCode::cancelled, 0, ""});
		}
		const auto outcome = step(room);
		if (const auto* failure = std::get_if<Failure>(&outcome)) {
			return endedBy(*failure);
		}
		if (std::get<Step>(outcome) == Step::finished) {
			return {true, std::nullopt};
		}
	}
	return {};
}

Outcome<Exchange::Step> Exchange::step(Room& room) {
	if (phase_ == Phase::send) {
		return sendBatch();
	}
	const auto outcome = socket_->receive(room.end());
	if (const auto* failure = std::get_if<Failure>(&outcome)) {
		return *failure;
	}
	switch (std::get<Received>(outcome)) {
		case Received::datagram:
			return take(room);
		case Received::stranger:
			return Step::goOn;
		case Received::nothing:
			break;
	}
	if (phase_ == Phase::drain) {
		phase_ = Phase::send;
		return Step::goOn;
	}
	return waitForDatagram();
}

Outcome<Exchange::Step> Exchange::sendBatch() {
	const auto batch = batchAt(requests_, sent_, batchLimits_);
	if (const auto failure = socket_->send(requests_.data() + batch.offset, batch.length)) {
		return *failure;
	}
	sent_ += batch.length;
	awaited_ = batch.lastSequence;
	// Generic netlink runs requests inside sendmsg: their answers are all in the queue by now. Only a dump goes on after
	// it, and the last request is waited for because an acknowledgement may, rarely, come from elsewhere later.
	phase_ = batch.isDump || sent_ == requests_.size() ? Phase::wait : Phase::drain;
	return Step::goOn;
}

Outcome<Exchange::Step> Exchange::take(Room& room) {
	const auto length = socket_->length();
	if (length > limits_.bytes - received_) {
		return Failure{FailureCode::tooLarge, 0, ""};
	}
	received_ += length;
	deadline_.reset();
	const auto* datagram = room.end();
	for (room.filled += length; room.filled % 4 != 0; room.filled += 1) {
		room.bytes[room.filled] = 0;
	}
	if (phase_ == Phase::wait && answers(datagram, length, awaited_)) {
		phase_ = Phase::send;
		return sent_ == requests_.size() ? Step::finished : Step::goOn;
	}
	return Step::goOn;
}

Outcome<Exchange::Step> Exchange::waitForDatagram() {
	if (!deadline_) {
		deadline_ = Clock::now() + limits_.silence;
	}
	std::array<pollfd, 2> watched{{
		{socket_->descriptor(), POLLIN, 0},
		{cancellation_.descriptor(), POLLIN, 0},
	}};
	const int ready = restarting(
		[&] { return ::poll(watched.data(), watched.size(), millisecondsUntil(*deadline_)); });
	if (ready == -1) {
		return systemFailure("poll");
	}
	if (ready == 0) {
		return Failure{FailureCode::timeout, 0, ""};
	}
	return Step::goOn;
}

}  // namespace netlink
