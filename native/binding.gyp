{
	"targets": [
		{
			"target_name": "netlink",
			"dependencies": ["<!(node -p \"require('node-addon-api').targets\"):node_addon_api"],
			# The second: an answer may arrive while the environment is ending and JavaScript cannot run any more. Without it that
			# ends the process by a fatal error.
			"defines": ["NAPI_VERSION=8", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
			"cflags_cc": ["-Wall", "-Wextra", "-fvisibility=hidden"],
			"conditions": [
				["OS=='linux'", {
					"sources": [
						"addon.cc",
						"batch.cc",
						"exchange.cc",
						"file.cc",
						"network_namespace.cc",
						"socket.cc",
						"socket_object.cc",
						"stream_object.cc"
					]
				}, {
					"sources": ["unsupported.cc"]
				}]
			]
		}
	]
}
