#include "batch.h"

#include "check.h"
#include "messages.h"

namespace test {

namespace {

void wholeness(Checks& check) {
	const auto whole = request(1, acknowledged);
	check.that(netlink::areRequests(whole), "one acknowledged request");
	check.that(netlink::areRequests(request(1, dump)), "one dump");
	check.that(!netlink::areRequests({}), "nothing is no request");
	check.that(!netlink::areRequests(request(1, unacknowledged)), "nobody would see the end of it");
	check.that(!netlink::areRequests(request(1, NLM_F_REQUEST | NLM_F_ROOT)), "half of the dump flags is no dump");
	check.that(
		!netlink::areRequests(joined({request(1, acknowledged), request(2, unacknowledged)})),
		"it is the last one that counts");
	for (std::size_t length = 1; length < whole.size(); length += 1) {
		check.that(!netlink::areRequests(Bytes(whole.begin(), whole.begin() + static_cast<long>(length))), "cut short");
	}
	check.that(!netlink::areRequests(joined({whole, {1, 2, 3}})), "a tail shorter than a header");
	auto tooShort = whole;
	tooShort[0] = 15;
	check.that(!netlink::areRequests(tooShort), "a length below that of the header");
	auto tooLong = whole;
	tooLong[3] = 0xff;
	check.that(!netlink::areRequests(tooLong), "a length of almost 4 GiB");
	auto unpadded = joined({whole, encode({anyType, acknowledged, 2, Bytes(5)})});
	unpadded.resize(unpadded.size() - 3);
	check.that(netlink::areRequests(unpadded), "the last one may lack its padding");
}

void division(Checks& check) {
	const auto requests = joined(
		{request(1, unacknowledged), request(2, unacknowledged), request(3, unacknowledged), request(4, dump),
		 request(5, dump), request(6, acknowledged)});
	const netlink::BatchLimits two{1000, 2};
	auto batch = netlink::batchAt(requests, 0, two);
	check.that(batch.length == 40 && batch.lastSequence == 2 && !batch.isDump, "as many as allowed");
	batch = netlink::batchAt(requests, 40, two);
	check.that(batch.length == 20 && batch.lastSequence == 3 && !batch.isDump, "up to the dump");
	batch = netlink::batchAt(requests, 60, two);
	check.that(batch.length == 20 && batch.lastSequence == 4 && batch.isDump, "the dump alone");
	batch = netlink::batchAt(requests, 80, two);
	check.that(batch.length == 20 && batch.lastSequence == 5 && batch.isDump, "the second dump alone");
	batch = netlink::batchAt(requests, 100, two);
	check.that(batch.length == 20 && batch.lastSequence == 6 && !batch.isDump, "the rest");
	check.that(netlink::batchAt(requests, 0, {59, 99}).length == 40, "as many bytes as allowed");
	check.that(netlink::batchAt(requests, 0, {60, 99}).length == 60, "exactly as many bytes as allowed");
	check.that(netlink::batchAt(requests, 0, {1, 99}).length == 20, "at least one, for the kernel to refuse");
}

void limits(Checks& check) {
	const auto usual = netlink::limitsFor({212992, 212992});
	check.that(usual.bytes == 212960, "longest datagram that the kernel takes with its default buffer");
	check.that(usual.requests >= 1 && usual.requests <= 250, "the default buffer holds 256 answers, 277 before 6.3");
	const auto none = netlink::limitsFor({0, 0});
	check.that(none.bytes == 1 && none.requests == 1, "never nothing");
}

void recognition(Checks& check) {
	const auto datagram = joined({data(5, 6), done(5)});
	check.that(netlink::answers(datagram.data(), datagram.size(), 5), "the end after a message with padding");
	check.that(!netlink::answers(datagram.data(), datagram.size(), 6), "the end of another one");
	const auto error = answer(7, -17);
	check.that(netlink::answers(error.data(), error.size(), 7), "an error");
	check.that(!netlink::answers(error.data(), 15, 7), "less than a header");
	check.that(!netlink::answers(error.data(), error.size() - 1, 7), "cut short");
	const auto lying = encode({NLMSG_NOOP, 0, 7, {}});
	const Bytes zero(16);
	check.that(!netlink::answers(zero.data(), zero.size(), 0), "a length of nothing does not go round for ever");
	check.that(!netlink::answers(lying.data(), lying.size(), 7), "another type");
}

}  // namespace

void batching(Checks& check) {
	wholeness(check);
	division(check);
	limits(check);
	recognition(check);
}

}  // namespace test
