#pragma once

#include <napi.h>

#include <memory>

#include "socket.h"

namespace edge {

/**
{exchange, close}: `exchange(requests: Uint8Array, silence: milliseconds, limit: bytes)` returns a stream (see `streamObject`) or
throws a TypeError; `close()` lets the socket go, at once or when the exchange that is running has ended.
*/
Napi::Object socketObject(Napi::Env env, std::shared_ptr<netlink::Socket> socket);

}  // namespace edge
