#pragma once

#include <sys/eventfd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "descriptor.h"

namespace netlink {

/**
A request to stop, from the JavaScript thread to the worker. The flag is for a worker that is busy, the descriptor for
one that sleeps in poll.
*/
class Cancellation {
public:
	Cancellation() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), error_(event_.isOpen() ? 0 : errno) {}

	void request() {
		isRequested_.store(true);
		const std::uint64_t one = 1;
		// It can only fail when the counter is full, and then the worker is being woken already.
		[[maybe_unused]] const auto written =
			restarting([&] { return ::write(event_.get(), &one, sizeof one); });
	}

	bool isRequested() const { return isRequested_.load(); }

	/** Becomes readable once a stop was requested, and stays so. */
	int descriptor() const { return event_.get(); }

	/** errno of the failed eventfd, such as EMFILE; 0 when all is well. */
	int error() const { return error_; }

private:
	Descriptor event_;
	int error_;
	std::atomic<bool> isRequested_{false};
};

}  // namespace netlink
