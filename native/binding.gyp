{
	"targets": [
		{
			"target_name": "netlink",
			# The headers only: as a dependency, node-addon-api would have its makefiles written outside of the build folder.
			"include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
			"defines": [
				"NAPI_VERSION=8",
				"NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS",
				# An answer may arrive while the environment is ending and JavaScript cannot run any more. Without this that
				# ends the process by a fatal error.
				"NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"
			],
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
	],
	"conditions": [
		["OS=='linux'", {
			"targets": [
				{
					"target_name": "launcher",
					"type": "executable",
					"sources": ["launcher.cc"],
					"cflags_cc": ["-Wall", "-Wextra"],
					# Starts sooner, and under every C library; some systems have no static one.
					"ldflags": ["<!@(test -e $(${CXX:-g++} -print-file-name=libc.a) && echo -static -s || true)"]
				}
			]
		}]
	]
}
