import {duplicateAddressCheck, localCheck, nonlocalBindCheck} from './checks/addresses.ts';
import {fileCheck, ruleOrderCheck, writersCheck} from './checks/company.ts';
import {bridgeCheck, forwardCheck, reversePathCheck} from './checks/forwarding.ts';
import {connectionTableCheck, permissionCheck, versionCheck} from './checks/kernel.ts';
import {catchAllCheck, markCheck, shadowCheck} from './checks/marks.ts';
import {companionCheck, moduleCheck, schedulerCheck} from './checks/modules.ts';
import {preparedCheck} from './checks/prepared.ts';
import {linkCheck} from './checks/links.ts';
import {packetFilterCheck} from './checks/packet-filter.ts';
import {answerCheck, portCheck, routeCheck} from './checks/servers.ts';
import {emptyCheck, portZeroCheck, thresholdCheck} from './checks/services.ts';
import {
	defenceCheck,
	estimationCheck,
	nodestCheck,
	quiescentCheck,
	reuseCheck,
	syncCheck,
} from './checks/settings.ts';
import {
	conntrackCheck,
	conntrackPressureCheck,
	portExhaustionCheck,
	returnPathCheck,
	snatRerouteCheck,
} from './checks/source-nat.ts';
import {untrackedCheck} from './checks/untracked.ts';
import type {Check} from './finding.ts';

/**
Causes before what follows from them: of findings that are equally bad the first in this order is said first.
*/
export const checks: readonly Check[] = [
	moduleCheck,
	fileCheck,
	schedulerCheck,
	preparedCheck,
	localCheck,
	duplicateAddressCheck,
	linkCheck,
	forwardCheck,
	packetFilterCheck,
	conntrackCheck,
	untrackedCheck,
	reversePathCheck,
	portCheck,
	routeCheck,
	answerCheck,
	emptyCheck,
	thresholdCheck,
	markCheck,
	shadowCheck,
	conntrackPressureCheck,
	portExhaustionCheck,
	returnPathCheck,
	ruleOrderCheck,
	nodestCheck,
	quiescentCheck,
	reuseCheck,
	defenceCheck,
	snatRerouteCheck,
	bridgeCheck,
	nonlocalBindCheck,
	syncCheck,
	estimationCheck,
	portZeroCheck,
	connectionTableCheck,
	companionCheck,
	writersCheck,
	catchAllCheck,
	permissionCheck,
	versionCheck,
];
