#include <thread>

#include "check.h"
#include "exchange.h"
#include "messages.h"
#include "stand_in.h"

namespace test {

namespace {

using netlink::FailureCode;

// No family has this number: generic netlink answers ENOENT without looking for a module.
constexpr std::uint16_t unknownFamily = 0xfff0;

Bytes getFamily(std::uint32_t sequence, std::uint16_t flags) {
	Bytes payload{CTRL_CMD_GETFAMILY, 1, 0, 0, 11, 0, CTRL_ATTR_FAMILY_NAME, 0, 'n', 'l', 'c', 't', 'r', 'l', 0, 0};
	return encode({GENL_ID_CTRL, flags, sequence, payload});
}

Bytes failing(std::uint32_t count) {
	Bytes requests;
	for (std::uint32_t sequence = 1; sequence <= count; sequence += 1) {
		const auto one =
			encode({unknownFamily, sequence == count ? acknowledged : unacknowledged, sequence, {1, 1, 0, 0}});
		requests.insert(requests.end(), one.begin(), one.end());
	}
	return requests;
}

/** A generic netlink socket with the buffers that every program gets, and what the exchange shall believe of them. */
std::shared_ptr<netlink::Socket> ordinarySocket(netlink::BufferSizes believed) {
	return std::make_shared<netlink::Socket>(
		netlink::Descriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC)), believed);
}

void families(Checks& check, const std::shared_ptr<netlink::Socket>& socket) {
	netlink::Exchange one(socket, getFamily(1, acknowledged), patient);
	auto whole = wholeOf(one);
	check.that(!whole.failure && countOf(whole.bytes) == 2, "the family and the acknowledgement");
	netlink::Exchange all(
		socket, joined({getFamily(1, unacknowledged), encode({GENL_ID_CTRL, dump, 2, {CTRL_CMD_GETFAMILY, 1, 0, 0}})}),
		patient);
	whole = wholeOf(all);
	check.that(!whole.failure && countOf(whole.bytes) >= 3, "one family, all families, the end");
	netlink::Exchange unexecuted(
		socket, encode({GENL_ID_CTRL, NLM_F_DUMP, 3, {CTRL_CMD_GETFAMILY, 1, 0, 0}}),
		{std::chrono::milliseconds(5), 1000});
	check.that(endsWith(wholeOf(unexecuted), FailureCode::timeout), "without NLM_F_REQUEST the kernel stays silent");
}

void floods(Checks& check) {
	constexpr std::uint32_t count = 10000;
	netlink::Exchange careful(ordinarySocket({212992, 212992}), failing(count), patient);
	auto whole = wholeOf(careful);
	check.that(!whole.failure && countOf(whole.bytes) == count, "ten thousand errors through an ordinary buffer");
	netlink::Exchange careless(ordinarySocket({212992, std::size_t{1} << 30}), failing(2000), patient);
	whole = wholeOf(careless);
	check.that(endsWith(whole, FailureCode::lostReplies, ENOBUFS), "an overflow is a failure");
	check.that(countOf(whole.bytes) < 2000, "as answers were lost");
}

void strangers(Checks& check) {
	const auto socket = ordinarySocket(roomy);
	sockaddr_nl own{};
	own.nl_family = AF_NETLINK;
	socklen_t length = sizeof own;
	::bind(socket->descriptor(), reinterpret_cast<const sockaddr*>(&own), sizeof own);
	::getsockname(socket->descriptor(), reinterpret_cast<sockaddr*>(&own), &length);
	const netlink::Descriptor other(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC));
	const auto forged = answer(1, -99);
	const auto sent = ::sendto(
		other.get(), forged.data(), forged.size(), 0, reinterpret_cast<const sockaddr*>(&own), sizeof own);
	if (sent == -1) {
		check.skip("an answer forged by another process", "needs CAP_NET_ADMIN");
		return;
	}
	netlink::Exchange exchange(socket, getFamily(1, acknowledged), patient);
	const auto whole = wholeOf(exchange);
	check.that(!whole.failure && countOf(whole.bytes) == 2, "an answer forged by another process is not passed on");
}

}  // namespace

void askingTheKernel(Checks& check) {
	const auto opened = netlink::openSocket("");
	const auto* socket = std::get_if<std::shared_ptr<netlink::Socket>>(&opened);
	if (socket == nullptr) {
		check.skip("asking the kernel", "a netlink socket cannot be opened here");
		return;
	}
	check.that((*socket)->sizes().receive > 0 && (*socket)->sizes().send > 0, "the sizes in effect are known");
	families(check, *socket);
	floods(check);
	strangers(check);
}

}  // namespace test
