#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "check.h"
#include "stand_in.h"

namespace test {

namespace {

using netlink::FailureCode;
using std::chrono::milliseconds;

// A signal handler has nowhere else to leave its mark.
std::atomic<int> signalsSeen{0};

void timeouts(Checks& check) {
	StandIn kernel;
	kernel.say(data(1, 8));
	auto whole = wholeOf(*kernel.exchange(request(1, acknowledged), {milliseconds(5), 1000}));
	check.that(endsWith(whole, FailureCode::timeout), "silence is a failure");
	check.that(countOf(whole.bytes) == 1, "what came before the silence is kept");
	whole = wholeOf(*kernel.exchange(request(1, acknowledged), {milliseconds(0), 1000}));
	check.that(endsWith(whole, FailureCode::timeout), "no patience at all");
}

void cancellation(Checks& check) {
	StandIn kernel;
	auto exchange = kernel.exchange(request(1, acknowledged));
	exchange->cancel();
	check.that(endsWith(wholeOf(*exchange), FailureCode::cancelled), "before it began");
	check.that(!kernel.takeIfAny(), "and nothing was sent");

	exchange = kernel.exchange(request(1, acknowledged));
	std::thread canceller([&] {
		// Once the request is here the exchange is waiting, or about to.
		kernel.take();
		exchange->cancel();
	});
	check.that(endsWith(wholeOf(*exchange), FailureCode::cancelled), "while it waits");
	canceller.join();
}

void cancellationWhileBusy(Checks& check) {
	StandIn kernel;
	const auto exchange = kernel.exchange(request(1, dump));
	std::atomic<bool> isOver{false};
	std::thread flooding([&] {
		kernel.take();
		const auto page = data(1, 30000);
		for (int sent = 0; !isOver.load(); sent += 1) {
			kernel.say(page);
			if (sent == 50) {
				exchange->cancel();
			}
		}
	});
	const auto whole = wholeOf(*exchange);
	isOver.store(true);
	// The flood may be waiting for room.
	auto drain = kernel.exchange(request(2, dump), {milliseconds(0), std::size_t{1} << 30});
	wholeOf(*drain);
	flooding.join();
	check.that(endsWith(whole, FailureCode::cancelled), "a dump without end");
}

/** Signals the calling thread over and over until `enough` of them were handled, then runs `finish`. */
template <typename Finish>
std::thread signalStorm(int enough, Finish finish) {
	struct sigaction action{};
	action.sa_handler = [](int) { signalsSeen.fetch_add(1); };
	// Without SA_RESTART every system call that waits is interrupted.
	::sigaction(SIGUSR1, &action, nullptr);
	signalsSeen.store(0);
	return std::thread([target = ::pthread_self(), enough, finish] {
		while (signalsSeen.load() < enough) {
			::pthread_kill(target, SIGUSR1);
			std::this_thread::yield();
		}
		finish();
	});
}

void signals(Checks& check) {
	StandIn kernel;
	const auto exchange = kernel.exchange(request(1, acknowledged));
	auto storm = signalStorm(200, [&] {
		kernel.take();
		kernel.say(answer(1, 0));
	});
	const auto whole = wholeOf(*exchange);
	storm.join();
	check.that(!whole.failure && countOf(whole.bytes) == 1, "two hundred signals do not end an exchange");

	const auto hurried = kernel.exchange(request(2, acknowledged), {milliseconds(20), 1000});
	std::atomic<bool> isOver{false};
	std::thread endless([target = ::pthread_self(), &isOver] {
		while (!isOver.load()) {
			::pthread_kill(target, SIGUSR1);
			std::this_thread::yield();
		}
	});
	const auto late = wholeOf(*hurried);
	isOver.store(true);
	endless.join();
	check.that(endsWith(late, FailureCode::timeout), "signals do not prolong the silence");
}

}  // namespace

void interrupting(Checks& check) {
	timeouts(check);
	cancellation(check);
	cancellationWhileBusy(check);
	signals(check);
}

}  // namespace test
