#pragma once

#include <napi.h>

#include <functional>
#include <optional>
#include <utility>

namespace edge {

/** Runs `work` on a worker thread and resolves a promise with what `finish` makes of its value on the JavaScript thread. */
template <typename Value>
class Task final : public Napi::AsyncWorker {
public:
	using Work = std::function<Value()>;
	using Finish = std::function<Napi::Value(Napi::Env, Value)>;

	static Napi::Promise start(Napi::Env env, Work work, Finish finish) {
		// AsyncWorker deletes itself when it has finished.
		auto* task = new Task(env, std::move(work), std::move(finish));
		const auto promise = task->deferred_.Promise();
		task->Queue();
		return promise;
	}

protected:
	void Execute() override { value_ = work_(); }
	void OnOK() override { deferred_.Resolve(finish_(Env(), std::move(*value_))); }

private:
	Task(Napi::Env env, Work work, Finish finish)
		: Napi::AsyncWorker(env, "ipvs-tui"),
		  deferred_(Napi::Promise::Deferred::New(env)),
		  work_(std::move(work)),
		  finish_(std::move(finish)) {}

	Napi::Promise::Deferred deferred_;
	Work work_;
	Finish finish_;
	std::optional<Value> value_;
};

}  // namespace edge
