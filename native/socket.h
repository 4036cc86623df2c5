#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "descriptor.h"
#include "failure.h"

namespace netlink {

/** Sizes in bytes as the kernel accounts them: already doubled, as getsockopt reports them. */
struct BufferSizes {
	std::size_t send;
	std::size_t receive;
};

enum class Received { datagram, nothing, stranger };

/** A netlink socket to the kernel, used by one thread at a time. */
class Socket {
public:
	/** @param descriptor - any message-preserving socket: the tests stand in for the kernel on a socket pair */
	Socket(Descriptor descriptor, BufferSizes sizes);

	/** Sends one datagram, and with netlink runs the requests in it. Blocks until they have run. */
	std::optional<Failure> send(const std::uint8_t* bytes, std::size_t length);

	/**
	Takes one datagram into `bytes`, of which there are `leastRoom`, without waiting for one. `stranger` is one that another process
	sent: it must not be used.

	Failures: recvmsg with ENOBUFS and a datagram larger than the room are `lostReplies`.
	*/
	Outcome<Received> receive(std::uint8_t* bytes);

	/** Length of the datagram received last. */
	std::size_t length() const { return length_; }
	int descriptor() const { return descriptor_.get(); }
	BufferSizes sizes() const { return sizes_; }

private:
	Descriptor descriptor_;
	BufferSizes sizes_;
	std::size_t length_ = 0;
};

/**
Opens a generic netlink socket in a network namespace; an empty path means the program's own.
Calls that can fail: socket, bind, and those of `insideNetworkNamespace`.
*/
Outcome<std::shared_ptr<Socket>> openSocket(const std::string& networkNamespace);

}  // namespace netlink
