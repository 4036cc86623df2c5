#pragma once

#include <napi.h>

#include <memory>

#include "failure.h"
#include "source.h"

namespace edge {

/** {code, errno, syscall} */
Napi::Object failureObject(Napi::Env env, const netlink::Failure& failure);

/**
{next, nextHere, cancel}: `next(spent?)` promises {bytes: Uint8Array, isLast: boolean, failure?}, and may put the bytes into `spent`, those of
an earlier chunk; `nextHere(bytes)` fills at most these, on the calling thread, and returns {length, isLast, failure?}; `cancel()` ends the
stream. The source is let go,
and its descriptors closed, as soon as the stream has ended, without waiting for the garbage collector.
*/
Napi::Object streamObject(Napi::Env env, std::shared_ptr<netlink::Source> source);

}  // namespace edge
