#pragma once

#include <sys/socket.h>

#include <array>
#include <memory>
#include <optional>

#include "exchange.h"
#include "messages.h"

namespace test {

constexpr netlink::BufferSizes roomy{1 << 20, 1 << 20};
constexpr netlink::ExchangeLimits patient{std::chrono::seconds(30), std::size_t{1} << 30};

/** The other end of a socket pair, in the place of the kernel. */
class StandIn {
public:
	explicit StandIn(netlink::BufferSizes sizes = roomy) {
		std::array<int, 2> ends{-1, -1};
		::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data());
		own_ = netlink::Descriptor(ends[0]);
		socket_ = std::make_shared<netlink::Socket>(netlink::Descriptor(ends[1]), sizes);
	}

	std::unique_ptr<netlink::Exchange> exchange(Bytes requests, netlink::ExchangeLimits limits = patient) {
		return std::make_unique<netlink::Exchange>(socket_, std::move(requests), limits);
	}

	/** Waits for what one send brings. */
	Bytes take() { return receive(0).value_or(Bytes()); }

	/** What is there now. */
	std::optional<Bytes> takeIfAny() { return receive(MSG_DONTWAIT); }

	void say(const Bytes& datagram) {
		netlink::restarting([&] { return ::send(own_.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL); });
	}

	void leave() { own_ = netlink::Descriptor(); }

private:
	std::optional<Bytes> receive(int flags) {
		Bytes bytes(std::size_t{1} << 20);
		const auto got =
			netlink::restarting([&] { return ::recv(own_.get(), bytes.data(), bytes.size(), flags); });
		if (got < 0) {
			return std::nullopt;
		}
		bytes.resize(static_cast<std::size_t>(got));
		return bytes;
	}

	netlink::Descriptor own_;
	std::shared_ptr<netlink::Socket> socket_;
};

}  // namespace test
