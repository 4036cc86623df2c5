/**
An awk program that picks values for a completion out of rules as `-S -n` prints them, or out of /proc/net/ip_vs, which everybody may
read. It holds no single quotes, so that it fits between two in any shell.

Variables: `want` is `services`, `servers` or `others`; `flag` and `address` name a service: `-t` and `192.0.2.10:80`. Servers are those
behind the service, or all where no such service is known; others are all the rest.
*/
export const tableQuery = `
function number(hex,  at, value) {
	for (at = 1; at <= length(hex); at++) value = value * 16 + index("0123456789abcdef", substr(tolower(hex), at, 1)) - 1
	return sprintf("%.0f", value)
}
function ipv6(text,  groups, part, at, run, longest, start, out) {
	groups = split(text, part, ":")
	for (at = 1; at <= groups; at++) {
		sub(/^0+/, "", part[at])
		run = part[at] == "" ? run + 1 : 0
		if (run > 1 && run > longest) { longest = run; start = at - run + 1 }
	}
	for (at = 1; at <= groups; at++) {
		if (longest && at == start) { out = out "::"; at += longest - 1; continue }
		out = out (out == "" || out ~ /:$/ ? "" : ":") (part[at] == "" ? "0" : part[at])
	}
	return "[" out "]"
}
function endpoint(text,  port) {
	port = text
	sub(/^.*:/, "", port)
	if (substr(text, 1, 1) == "[") return ipv6(substr(text, 2, index(text, "]") - 2)) ":" number(port)
	return number(substr(text, 1, 2)) "." number(substr(text, 3, 2)) "." number(substr(text, 5, 2)) "." number(substr(text, 7, 2)) ":" number(port)
}
function service(kind, name, isNew) {
	# ipvsadm prints large marks as negative numbers, which it does not take.
	if (kind == "-f" && name < 0) name = sprintf("%.0f", name + 4294967296)
	ours = kind == flag && name == address
	if (isNew && want == "services" && kind == flag && !seen[name]++) print name
}
function server(name) {
	if (!(name in known)) { known[name] = 1; order[++count] = name }
	if (ours) { mine[name] = 1; found = 1 }
}
BEGIN { kinds["TCP"] = "-t"; kinds["UDP"] = "-u"; kinds["SCTP"] = "--sctp-service" }
$1 == "-A" { service($2, $3, 1) }
$1 == "-a" { service($2, $3); for (at = 4; at < NF; at++) if ($at == "-r") server($(at + 1)) }
$1 in kinds && $2 ~ /[0-9A-Fa-f]:[0-9A-Fa-f]+$|\\]:/ { service(kinds[$1], endpoint($2), 1) }
$1 == "FWM" { service("-f", number($2), 1) }
$1 == "->" && $2 !~ /^Remote/ { server(endpoint($2)) }
END {
	if (want == "services") exit
	for (at = 1; at <= count; at++) {
		name = order[at]
		if (want == "others" ? !(name in mine) : !found || name in mine) print name
	}
}
`.trim();
