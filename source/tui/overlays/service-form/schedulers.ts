/** The schedulers of the kernel and what they do, in few words. */
export const schedulers: Readonly<Record<string, string>> = {
	rr: 'one after the other',
	wrr: 'one after the other, by weight',
	lc: 'fewest connections',
	wlc: 'fewest connections, by weight',
	lblc: 'by destination address, then fewest connections',
	lblcr: 'the same with a set of servers for each address',
	dh: 'hash of the destination address',
	sh: 'hash of the client address',
	sed: 'shortest expected delay',
	nq: 'an idle server first, else shortest expected delay',
	fo: 'the heaviest server that is not full: failover',
	ovf: 'the heaviest server until its connections reach its weight: overflow',
	mh: 'hash of the client address, few moves when servers change',
	twos: 'the better one of two picked at random',
	none: 'schedules nothing',
};
