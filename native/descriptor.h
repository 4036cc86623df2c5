#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace netlink {

/** Owns a file descriptor: closes it exactly once. */
class Descriptor {
public:
	Descriptor() = default;
	explicit Descriptor(int number) : number_(number) {}
	Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
	Descriptor& operator=(Descriptor&& other) noexcept {
		std::swap(number_, other.number_);
		return *this;
	}
	Descriptor(const Descriptor&) = delete;
	Descriptor& operator=(const Descriptor&) = delete;
	~Descriptor() {
		if (number_ >= 0) {
			// Not restarted on EINTR: Linux has released the number by then, and another thread may own it.
			::close(number_);
		}
	}

	int get() const { return number_; }
	bool isOpen() const { return number_ >= 0; }

private:
	int number_ = -1;
};

/** Repeats a system call for as long as a signal interrupts it. */
template <typename Call>
auto restarting(Call call) {
	auto result = call();
	while (result == -1 && errno == EINTR) {
		result = call();
	}
	return result;
}

}  // namespace netlink
