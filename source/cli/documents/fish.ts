import {
	ipvsadmLines,
	leadingChoices,
	ownLines,
	wordlessChoices,
	type Choice,
	type CommandLine,
} from './command-lines.ts';
import {byChoices, keyOf, patternsOf, rowOf, startsOf} from './rows.ts';
import {tableQuery} from './table-query.ts';
import {wordLists} from './values.ts';

/** The completion script for fish 3.1 and later: the same way through a command line as in bash and zsh. */
export const fishCompletion = (): string => {
	const own = ownLines();
	const ipvsadm = ipvsadmLines();
	return `# fish completion for ipvs-tui, and for ipvsadm, made by: ipvs-tui completion fish

# Options that may follow a command, one a row: name, group, takes, values, needs, conflicts, words; after | the help.
function __ipvs_tui_rows
	switch $argv[1]
		case start${rows([...leadingChoices(), ...wordlessChoices()])}
		case wordless${rows(wordlessChoices())}
${byChoices([...own, ...ipvsadm])
	.map(({keys, choices}) => `\t\tcase ${keys.join(' ')}${rows(choices)}`)
	.join('\n')}
	end
end

# Which command a word is: the line, the values of the command itself or -, and its operands.
function __ipvs_tui_command
	switch $argv[1]
${ipvsadm.map(lineCase).join('\n')}
		case '*'
			test $argv[2] = start; or return 1
			switch $argv[1]
${own.map(row => `\t\t${lineCase(row)}`).join('\n')}
				case ${startsOf(wordlessChoices()).map(quoted).join(' ')}
					echo wordless -
				case '*'
					return 1
			end
	end
end

# Values, one a line: of what kind, then flag and address of the service on the line.
function __ipvs_tui_values
	switch $argv[1]
		case words${offers(own)}
		case commands${offers(ipvsadm)}
${Object.entries(wordLists)
	.map(([name, words]) => `\t\tcase ${name}\n\t\t\tprintf '%s\\n' ${words.join(' ')}`)
	.join('\n')}
		case tcp
			__ipvs_tui_table services -t ''
		case udp
			__ipvs_tui_table services -u ''
		case sctp
			__ipvs_tui_table services --sctp-service ''
		case marks
			__ipvs_tui_table services -f ''
		case servers
			__ipvs_tui_table servers "$argv[2]" "$argv[3]"
		case other-servers
			__ipvs_tui_table others "$argv[2]" "$argv[3]"
		case interfaces
			command ls -1 /sys/class/net 2>/dev/null
		case namespaces
			command ls -1 /run/netns 2>/dev/null
			string match -q '*/*' -- (commandline -ct); and __fish_complete_path (commandline -ct)
		case files
			__fish_complete_path (commandline -ct)
		case folders
			__fish_complete_directories (commandline -ct)
	end
end
${algorithm}`;
};

const quoted = (text: string): string =>
	`'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const rows = (choices: readonly Choice[]): string =>
	choices.length === 0
		? ''
		: `\n\t\t\tprintf '%s\\n' ${choices.map(choice => quoted(`${rowOf(choice)}|${choice.help}`)).join(' \\\n\t\t\t\t')}`;

const offers = (lines: readonly CommandLine[]): string =>
	`\n\t\t\tprintf '%b\\n' ${lines
		.flatMap(({words, help}) =>
			words.map(word => quoted(`${word}\\t${help}`).replace('\\\\t', '\\t')),
		)
		.join(' \\\n\t\t\t\t')}`;

const lineCase = (row: CommandLine): string =>
	`\t\tcase ${patternsOf(row).map(quoted).join(' ')}
\t\t\techo ${[keyOf(row), row.takes === 'nothing' ? '-' : row.values, ...row.operands].join(' ')}`.replaceAll(
		'\n',
		row.words[0]?.startsWith('-') === true ? '\n' : '\n\t\t',
	);

const algorithm = `
# Asks the program that is being completed, in the director that the line names.
function __ipvs_tui_table
	set -l program $__ipvs_tui_program
	set -l leading $__ipvs_tui_leading
	set -l rules
	# Without this file there is no IPVS, and asking would load its module.
	string match -qr -- '^--(demo|connect)' $leading; or test -r /proc/net/ip_vs; or return
	# Everybody may read that file.
	begin
		$program $leading -S -n 2>/dev/null </dev/null
		or test -n "$leading"
		or command cat /proc/net/ip_vs
	end | awk -v want=$argv[1] -v flag=$argv[2] -v address=$argv[3] '${tableQuery.replaceAll('\\', '\\\\')}' 2>/dev/null
end

# The row with this word.
function __ipvs_tui_find
	for row in $argv[2..-1]
		set -l spellings (string split ' ' -- (string split '|' -- $row)[1])[7..-1]
		if contains -- $argv[1] $spellings
			echo $row
			return
		end
	end
	return 1
end

# Goes through what is typed and offers what may come next, each with its help.
function __ipvs_tui_complete
	set -l typed (commandline -opc)
	set -l current (commandline -ct)
	set -g __ipvs_tui_program $typed[1]
	set -g __ipvs_tui_leading
	set -l line start
	string match -q -- '*ipvsadm' $typed[1]; and set line ipvsadm
	set -l rows (__ipvs_tui_rows $line)
	set -l pending ''
	set -l optional no
	set -l option ''
	set -l used
	set -l operands
	set -l given 0
	set -l flag ''
	set -l address ''
	set -l scheduler ''
	set -l at 1
	for word in $typed[2..-1]
		set at (math $at + 1)
		# What this word is: options with their values, one after the other.
		set -l options
		set -l value
		if test -n "$pending"
			set -l isNext no
			if test $optional = yes
				string match -q -- '-*' $word; and set isNext yes
				test $line = start; and __ipvs_tui_command $word start >/dev/null; and set isNext yes
			end
			set pending ''
			if test $isNext = no
				set value $word
				set word ''
			end
		end
		if test -n "$word"
			set -l found
			contains -- $line start ipvsadm; and set found (string split ' ' -- (__ipvs_tui_command $word $line))
			set -l letters $word
			if test -n "$found[1]"
				set line $found[1]
				set operands $found[3..-1]
				set rows (__ipvs_tui_rows $line)
				test $at -gt 2; and set __ipvs_tui_leading $typed[2..(math $at - 1)]
				set option ''
				set optional no
				test $found[2] != -; and not string match -q -- '*=*' $word; and set pending $found[2]
				if test $line != wordless
					set letters ''
					string match -qr -- '^-[^-].' $word; and set letters -(string sub -s 3 -- $word)
				end
			end
			switch $letters
				case ''
				case '--*=*'
					set options (string split -m 1 = -- $letters)[1]
					set value (string split -m 1 = -- $letters)[2]
				case '--*'
					set options $letters
				case '-?*'
					set letters (string sub -s 2 -- $letters)
					while test -n "$letters"
						set -l letter -(string sub -l 1 -- $letters)
						set letters (string sub -s 2 -- $letters)
						set -a options $letter
						set -l row (string split ' ' -- (__ipvs_tui_find $letter $rows))
						test -n "$row[1]"; or break
						if test $row[3] != nothing -a -n "$letters"
							set value (string replace -r '^=' '' -- $letters)
							set letters ''
						end
					end
				case '*'
					set given (math $given + 1)
			end
		end
		for word in $options
			set -l row (string split ' ' -- (__ipvs_tui_find $word $rows))
			test -n "$row[1]"; or break
			set -a used $row[1] $row[2]
			if test $row[3] != nothing
				set option $row[1]
				set optional no
				test $row[3] = optional; and set optional yes
				set -q value[1]; or set pending $row[4]
			end
		end
		if set -q value[1]
			switch $option
				case tcp-service
					set flag -t
					set address $value
				case udp-service
					set flag -u
					set address $value
				case sctp-service
					set flag --sctp-service
					set address $value
				case fwmark-service
					set flag -f
					set address $value
				case scheduler
					set scheduler $value
			end
		end
	end

	set -l kind $operands[(math $given + 1)]
	if test -n "$pending"
		__ipvs_tui_offer_values $pending '' $current "$flag" "$address" "$scheduler"
		test $optional = yes; or return
	end
	if string match -q -- '--*=*' $current
		set -l name (string split -m 1 = -- $current)[1]
		set -l row (string split ' ' -- (__ipvs_tui_find $name $rows))
		test -n "$row[1]"; and __ipvs_tui_offer_values $row[4] $name= $current "$flag" "$address" "$scheduler"
	else if test -n "$kind"; and not string match -q -- '-*' $current
		__ipvs_tui_offer_values $kind '' $current "$flag" "$address" "$scheduler"
	else
		test $line = start; and __ipvs_tui_values words
		__ipvs_tui_offer_options
		contains -- $line start ipvsadm; and __ipvs_tui_values commands
	end
end

# Values with what stands before them in the same word.
function __ipvs_tui_offer_values -a kind before current flag address scheduler
	if test $kind != sched-flags
		__ipvs_tui_values $kind $flag $address | string replace -r '^' -- $before
		return
	end
	set -l listed (string split , -- (string sub -s (math (string length -- $before) + 1) -- $current))
	for offer in (__ipvs_tui_values $kind)
		contains -- $offer $listed[1..-2]; and continue
		string match -q -- 'flag-*' $offer; or test -z "$scheduler"; or string match -q -- "$scheduler-*" $offer; or continue
		echo $before(string join , -- $listed[1..-2] $offer)
	end
end

# Options of the rows that have not been given and fit to those that have.
function __ipvs_tui_offer_options --no-scope-shadowing
	for row in $rows
		set -l parts (string split -m 1 '|' -- $row)
		set -l fields (string split ' ' -- $parts[1])
		contains -- $fields[2] $used; and continue
		set -l fits yes
		if test $fields[5] != -
			set fits no
			for name in (string split , -- $fields[5])
				contains -- $name $used; and set fits yes
			end
		end
		for name in (string split , -- $fields[6])
			contains -- $name $used; and set fits no
		end
		test $fits = yes; and printf '%s\\n' $fields[7..-1]\\t$parts[2]
	end
end

complete -c ipvs-tui -f -k -a '(__ipvs_tui_complete)'
complete -c ipvsadm -f -k -a '(__ipvs_tui_complete)'
`;
