import {shellAlgorithm} from './shell-algorithm.ts';

/** The completion script for zsh 5.1 and later; it can be sourced, or stand as `_ipvs-tui` in a folder of $fpath. */
export const zshCompletion = (): string => `#compdef ipvs-tui ipvsadm
# zsh completion for ipvs-tui, and for ipvsadm, made by: ipvs-tui completion zsh

${shellAlgorithm('with-help')}
__ipvs_tui_add() {
	if [[ $1 == *"$2" ]]; then
		plain+=("$1")
	elif [[ $1 == -* ]]; then
		options_+=("\${1//:/\\\\:}:$2")
	else
		described+=("\${1//:/\\\\:}:$2")
	fi
}

__ipvs_tui_paths() {
	paths=$1
}

__ipvs_tui_collect() {
	emulate -L ksh
	__ipvs_tui_complete
}

_ipvs_tui() {
	local -a typed leading plain described options_
	local program paths='' current=\${(Q)PREFIX} result=1
	typed=("\${(@Q)words[1,CURRENT]}")
	program=\${\${(Q)words[1]}/#\\~\\//$HOME/}
	__ipvs_tui_collect
	case $paths in
	files) _files && result=0 ;;
	folders) _files -/ && result=0 ;;
	esac
	(($#plain)) && compadd -V values -a plain && result=0
	(($#described)) && _describe -V 'word' described && result=0
	(($#options_)) && _describe -V 'option' options_ && result=0
	return result
}

if [[ $funcstack[1] == _ipvs_tui || $funcstack[1] == _ipvs-tui ]]; then
	_ipvs_tui "$@"
else
	compdef _ipvs_tui ipvs-tui ipvsadm
fi
`;
