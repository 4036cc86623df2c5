#include <thread>

#include "check.h"
#include "stand_in.h"

namespace test {

namespace {

using netlink::FailureCode;

void everythingArrives(Checks& check) {
	StandIn kernel;
	const auto stale = answer(1, -16);
	const auto early = answer(10, -17);
	const auto last = answer(12, 0);
	kernel.say(stale);
	kernel.say(early);
	kernel.say(last);
	const auto requests =
		joined({request(10, unacknowledged), request(11, unacknowledged), request(12, acknowledged)});
	const auto exchange = kernel.exchange(requests);
	const auto whole = wholeOf(*exchange);
	check.that(whole.bytes == joined({stale, early, last}) && !whole.failure, "all frames, in order, also stale ones");
	check.that(whole.chunks == 1, "in one visit");
	check.that(kernel.takeIfAny() == requests, "in one send");
}

void batchesAreDrained(Checks& check) {
	StandIn kernel({1 << 20, 3 * 4096});
	Bytes requests;
	for (std::uint32_t sequence = 1; sequence <= 8; sequence += 1) {
		const auto one = request(sequence, sequence == 8 ? acknowledged : unacknowledged);
		requests.insert(requests.end(), one.begin(), one.end());
	}
	// There before the first send, as the kernel's are after it: read between two sends.
	kernel.say(answer(1, -17));
	kernel.say(answer(8, 0));
	const auto exchange = kernel.exchange(requests);
	std::thread reader([&] {
		check.that(countOf(kernel.take()) == 3, "three to a batch");
		check.that(countOf(kernel.take()) == 3, "three more");
		check.that(countOf(kernel.take()) == 2, "the rest");
		kernel.say(answer(8, 0));
	});
	const auto whole = wholeOf(*exchange);
	reader.join();
	check.that(countOf(whole.bytes) == 3 && !whole.failure, "an answer found while draining does not end the exchange");
}

void dumpsGoOneByOne(Checks& check) {
	StandIn kernel;
	const auto exchange =
		kernel.exchange(joined({request(1, unacknowledged), request(2, dump), request(3, dump), request(4, acknowledged)}));
	std::thread answering([&] {
		check.that(countOf(kernel.take()) == 1, "what is before the dump");
		check.that(countOf(kernel.take()) == 1, "the dump");
		check.that(!kernel.takeIfAny(), "and nothing until it has ended");
		kernel.say(joined({data(2, 400), data(2, 400)}));
		kernel.say(done(2));
		check.that(countOf(kernel.take()) == 1, "the second dump");
		check.that(!kernel.takeIfAny(), "and nothing until it has ended");
		kernel.say(answer(3, -1));
		check.that(countOf(kernel.take()) == 1, "what is behind");
		kernel.say(answer(4, 0));
	});
	const auto whole = wholeOf(*exchange);
	answering.join();
	check.that(countOf(whole.bytes) == 5 && !whole.failure, "two records, the end, an error for an end, an answer");
}

void largeDumpsComeInChunks(Checks& check) {
	StandIn kernel;
	const auto exchange = kernel.exchange(request(1, dump));
	const auto page = data(1, 32000);
	constexpr std::size_t pages = 100;
	std::thread answering([&] {
		kernel.take();
		for (std::size_t index = 0; index < pages; index += 1) {
			kernel.say(page);
		}
		kernel.say(done(1));
	});
	const auto whole = wholeOf(*exchange);
	answering.join();
	check.that(whole.bytes.size() == pages * page.size() + 20 && !whole.failure, "nothing is missing");
	check.that(whole.chunks == 15, "a chunk for every seven pages: there is no room for another of any length");
}

void framesArePadded(Checks& check) {
	StandIn kernel;
	auto odd = encode({anyType, 0, 1, Bytes(5, 9)});
	odd.resize(21);
	kernel.say(odd);
	kernel.say(answer(1, 0));
	const auto whole = wholeOf(*kernel.exchange(request(1, acknowledged)));
	check.that(whole.bytes.size() == 24 + 36 && whole.bytes[21] == 0, "the next message starts on a multiple of 4");
}

void lossesAreReported(Checks& check) {
	StandIn kernel;
	kernel.say(data(1, 400));
	kernel.say(data(1, 70000));
	auto whole = wholeOf(*kernel.exchange(request(1, dump)));
	check.that(endsWith(whole, FailureCode::lostReplies, EMSGSIZE), "a datagram larger than the buffer");
	check.that(countOf(whole.bytes) == 1, "what came before it is kept");

	StandIn chatty;
	chatty.say(data(1, 400));
	chatty.say(data(1, 400));
	whole = wholeOf(*chatty.exchange(request(1, dump), {std::chrono::seconds(30), 831}));
	check.that(endsWith(whole, FailureCode::tooLarge), "more than the limit");
	check.that(countOf(whole.bytes) == 1, "what was within it is kept");

	StandIn exact;
	exact.say(done(1));
	whole = wholeOf(*exact.exchange(request(1, dump), {std::chrono::seconds(30), 20}));
	check.that(!whole.failure, "exactly the limit");

	StandIn gone;
	auto exchange = gone.exchange(request(1, dump));
	gone.leave();
	check.that(endsWith(wholeOf(*exchange), FailureCode::system, EPIPE), "a send that fails");
}

}  // namespace

void exchanging(Checks& check) {
	everythingArrives(check);
	batchesAreDrained(check);
	dumpsGoOneByOne(check);
	largeDumpsComeInChunks(check);
	framesArePadded(check);
	lossesAreReported(check);
}

}  // namespace test
