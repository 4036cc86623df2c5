#include "batch.h"

#include <linux/netlink.h>

#include <algorithm>
#include <cstring>

namespace netlink {

namespace {

// The kernel refuses a datagram longer than the send buffer less this (net/netlink/af_netlink.c, netlink_sendmsg).
constexpr std::size_t sendOverhead = 32;

// What one answer may take of the receive buffer. Acknowledgements and errors were measured at 768 bytes in 6.1;
// a request without NLM_F_ACK that reads something is answered with more, one with NLM_F_ACK gets both.
constexpr std::size_t replyAllowance = 4096;

constexpr std::size_t headerBytes = sizeof(nlmsghdr);

std::size_t aligned(std::size_t length) {
	return (length + 3) & ~std::size_t{3};
}

nlmsghdr headerAt(const std::uint8_t* bytes) {
	nlmsghdr header;
	std::memcpy(&header, bytes, headerBytes);
	return header;
}

bool isDump(const nlmsghdr& header) {
	return (header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
}

}  // namespace

BatchLimits limitsFor(BufferSizes sizes) {
	return {
		sizes.send > sendOverhead ? sizes.send - sendOverhead : 1,
		std::max<std::size_t>(1, sizes.receive / replyAllowance),
	};
}

bool areRequests(const std::vector<std::uint8_t>& bytes) {
	std::size_t offset = 0;
	bool isAnswered = false;
	while (offset < bytes.size()) {
		if (bytes.size() - offset < headerBytes) {
			return false;
		}
		const auto header = headerAt(bytes.data() + offset);
		if (header.nlmsg_len < headerBytes || header.nlmsg_len > bytes.size() - offset) {
			return false;
		}
		isAnswered = isDump(header) || (header.nlmsg_flags & NLM_F_ACK) != 0;
		offset += aligned(header.nlmsg_len);
	}
	return isAnswered;
}

Batch batchAt(const std::vector<std::uint8_t>& bytes, std::size_t offset, BatchLimits limits) {
	Batch batch{offset, 0, false, 0};
	for (std::size_t count = 0; count < limits.requests && offset < bytes.size(); count += 1) {
		const auto header = headerAt(bytes.data() + offset);
		const auto length = std::min(aligned(header.nlmsg_len), bytes.size() - offset);
		const bool isFirst = count == 0;
		if (!isFirst && (isDump(header) || batch.length + length > limits.bytes)) {
			break;
		}
		batch.length += length;
		batch.lastSequence = header.nlmsg_seq;
		offset += length;
		if (isDump(header)) {
			batch.isDump = true;
			break;
		}
	}
	return batch;
}

bool answers(const std::uint8_t* datagram, std::size_t length, std::uint32_t sequence) {
	std::size_t offset = 0;
	while (offset < length && length - offset >= headerBytes) {
		const auto header = headerAt(datagram + offset);
		if (header.nlmsg_len < headerBytes || header.nlmsg_len > length - offset) {
			return false;
		}
		const bool isEnd = header.nlmsg_type == NLMSG_ERROR || header.nlmsg_type == NLMSG_DONE;
		if (isEnd && header.nlmsg_seq == sequence) {
			return true;
		}
		offset += aligned(header.nlmsg_len);
	}
	return false;
}

}  // namespace netlink
