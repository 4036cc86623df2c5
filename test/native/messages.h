#pragma once

#include <linux/genetlink.h>
#include <linux/netlink.h>

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "source.h"

namespace test {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint16_t acknowledged = NLM_F_REQUEST | NLM_F_ACK;
constexpr std::uint16_t unacknowledged = NLM_F_REQUEST;
constexpr std::uint16_t dump = NLM_F_REQUEST | NLM_F_DUMP;
constexpr std::uint16_t anyType = 99;

struct Message {
	std::uint16_t type;
	std::uint16_t flags;
	std::uint32_t sequence;
	Bytes payload;
};

/** One netlink message. Its length field has the exact length; the bytes are padded to 4. */
inline Bytes encode(const Message& message) {
	nlmsghdr header{};
	header.nlmsg_len = static_cast<std::uint32_t>(sizeof header + message.payload.size());
	header.nlmsg_type = message.type;
	header.nlmsg_flags = message.flags;
	header.nlmsg_seq = message.sequence;
	Bytes bytes(sizeof header);
	std::memcpy(bytes.data(), &header, sizeof header);
	bytes.insert(bytes.end(), message.payload.begin(), message.payload.end());
	bytes.resize((bytes.size() + 3) & ~std::size_t{3});
	return bytes;
}

inline Bytes joined(std::initializer_list<Bytes> parts) {
	Bytes whole;
	for (const auto& part : parts) {
		whole.insert(whole.end(), part.begin(), part.end());
	}
	return whole;
}

inline Bytes request(std::uint32_t sequence, std::uint16_t flags, std::size_t payload = 4) {
	return encode({anyType, flags, sequence, Bytes(payload)});
}

/** NLMSG_ERROR, or with 0 an acknowledgement. */
inline Bytes answer(std::uint32_t sequence, std::int32_t error) {
	Bytes payload(sizeof error + sizeof(nlmsghdr));
	std::memcpy(payload.data(), &error, sizeof error);
	return encode({NLMSG_ERROR, 0, sequence, payload});
}

inline Bytes data(std::uint32_t sequence, std::size_t payload) {
	return encode({anyType, NLM_F_MULTI, sequence, Bytes(payload, 7)});
}

inline Bytes done(std::uint32_t sequence) {
	return encode({NLMSG_DONE, NLM_F_MULTI, sequence, Bytes(4)});
}

/** Number of whole messages in the bytes. */
inline std::size_t countOf(const Bytes& bytes) {
	std::size_t count = 0;
	std::size_t offset = 0;
	while (bytes.size() - offset >= sizeof(nlmsghdr)) {
		nlmsghdr header;
		std::memcpy(&header, bytes.data() + offset, sizeof header);
		offset += (header.nlmsg_len + 3) & ~std::uint32_t{3};
		count += 1;
	}
	return count;
}

/** Everything a source gives until it ends. */
struct Whole {
	Bytes bytes;
	std::size_t chunks;
	std::optional<netlink::Failure> failure;
};

inline Whole wholeOf(netlink::Source& source) {
	Whole whole{{}, 0, std::nullopt};
	Bytes memory(netlink::usualRoom);
	for (bool isLast = false; !isLast;) {
		netlink::Room room{memory.data(), memory.size()};
		const auto progress = source.next(room);
		whole.bytes.insert(whole.bytes.end(), room.bytes, room.end());
		whole.chunks += 1;
		whole.failure = progress.failure;
		isLast = progress.isLast;
	}
	return whole;
}

inline bool endsWith(const Whole& whole, netlink::FailureCode code, int number = 0) {
	return whole.failure && whole.failure->code == code && whole.failure->number == number;
}

}  // namespace test
