#include "socket.h"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <utility>

#include "network_namespace.h"
#include "source.h"

namespace netlink {

namespace {

// Each answer in the queue is charged with far more than its length. 4 MiB (the kernel doubles it) hold the answers
// of two thousand requests, and so few sends are needed; nothing is allocated until it is used.
constexpr int wantedBufferBytes = 4 * 1024 * 1024;

/** Sets one buffer, above the system's limit where CAP_NET_ADMIN allows that. @returns the size in effect, in bytes */
std::size_t sizeBuffer(int descriptor, int forcing, int ordinary) {
	if (::setsockopt(descriptor, SOL_SOCKET, forcing, &wantedBufferBytes, sizeof wantedBufferBytes) == -1) {
		::setsockopt(descriptor, SOL_SOCKET, ordinary, &wantedBufferBytes, sizeof wantedBufferBytes);
	}
	int size = 0;
	socklen_t length = sizeof size;
	if (::getsockopt(descriptor, SOL_SOCKET, ordinary, &size, &length) == -1 || size < 0) {
		return 0;
	}
	return static_cast<std::size_t>(size);
}

Outcome<std::shared_ptr<Socket>> open() {
	Descriptor descriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC));
	if (!descriptor.isOpen()) {
		return systemFailure("socket");
	}
	sockaddr_nl own{};
	own.nl_family = AF_NETLINK;
	if (::bind(descriptor.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own) == -1) {
		return systemFailure("bind");
	}
	const BufferSizes sizes{
		sizeBuffer(descriptor.get(), SO_SNDBUFFORCE, SO_SNDBUF),
		sizeBuffer(descriptor.get(), SO_RCVBUFFORCE, SO_RCVBUF),
	};
	// Errors then echo 16 bytes of the request instead of all of it. Kernels before 4.3 do not know it: no loss.
	const int on = 1;
	::setsockopt(descriptor.get(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
	return std::make_shared<Socket>(std::move(descriptor), sizes);
}

}  // namespace

Socket::Socket(Descriptor descriptor, BufferSizes sizes) : descriptor_(std::move(descriptor)), sizes_(sizes) {}

std::optional<Failure> Socket::send(const std::uint8_t* bytes, std::size_t length) {
	// No address: a netlink socket that is not connected sends to the kernel.
	if (restarting([&] { return ::send(descriptor_.get(), bytes, length, MSG_NOSIGNAL); }) == -1) {
		return systemFailure("sendmsg");
	}
	return std::nullopt;
}

Outcome<Received> Socket::receive(std::uint8_t* bytes) {
	sockaddr_nl sender{};
	// The kernel fills datagrams of a dump according to the largest buffer this socket ever received with, up to 32 KiB; one
	// constant size above that can never be too small for what an earlier receive led it to build.
	iovec part{bytes, leastRoom};
	msghdr message{};
	message.msg_name = &sender;
	message.msg_namelen = sizeof sender;
	message.msg_iov = &part;
	message.msg_iovlen = 1;
	length_ = 0;
	const auto received = restarting([&] { return ::recvmsg(descriptor_.get(), &message, MSG_DONTWAIT); });
	if (received == -1) {
		if (errno == EAGAIN || errno == EWOULDBLOCK) {
			return Received::nothing;
		}
		if (errno == ENOBUFS) {
			return Failure{FailureCode::lostReplies, ENOBUFS, "recvmsg"};
		}
		return systemFailure("recvmsg");
	}
	if (sender.nl_pid != 0) {
		return Received::stranger;
	}
	if ((message.msg_flags & MSG_TRUNC) != 0) {
		return Failure{FailureCode::lostReplies, EMSGSIZE, "recvmsg"};
	}
	if (received == 0) {
		// The kernel never sends an empty datagram; on the socket pair of a test the other side has gone.
		return Failure{FailureCode::system, ECONNRESET, "recvmsg"};
	}
	length_ = static_cast<std::size_t>(received);
	return Received::datagram;
}

Outcome<std::shared_ptr<Socket>> openSocket(const std::string& networkNamespace) {
	Outcome<std::shared_ptr<Socket>> opened = Failure{FailureCode::cancelled, 0, ""};
	const auto failure = insideNetworkNamespace(networkNamespace, [&] { opened = open(); });
	if (failure) {
		return *failure;
	}
	return opened;
}

}  // namespace netlink
