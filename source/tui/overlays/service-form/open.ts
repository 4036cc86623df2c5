import {serviceFlag, type Service, wholeNetmask, familyOfMatch} from '../../../model/service.ts';
import {schedulerBits} from '../../../ipvsadm/scheduler-flags.ts';
import {viewOf} from '../../../operator/situation.ts';
import {textInput} from '../../form/text-input.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {newLineForm} from '../line-form/state.ts';
import {serviceForm, serviceFormHandle} from './overlay.ts';
import {valuesOfService, type ServiceSubject} from './values.ts';

/** Opens the form for a new virtual service. */
export const openAddService: Action = state =>
	serviceFormHandle.open(
		newLineForm(serviceForm, {
			subject: subjectOf(state, undefined),
			values: {
				kind: 'tcp',
				address: textInput(),
				port: textInput(),
				mark: textInput(),
				family: 'ipv4',
				scheduler: textInput('wlc'),
				persistence: textInput('0'),
				netmask: textInput(),
				engine: textInput(),
			},
			focus: 'address',
		}),
	)(state);

/** Opens the form for a service as it is. */
export const openEditService =
	(key: string): Action =>
	state => {
		const {sample} = state.sampler;
		const present = sample && viewOf(sample, key)?.service;
		return present === undefined
			? say(`there is no service ${key} any more`)(state)
			: serviceFormHandle.open(
					newLineForm(serviceForm, {
						subject: subjectOf(state, present),
						values: valuesOfService(present),
						focus: 'scheduler',
						isRareShown: hasRareOptions(present),
					}),
				)(state);
	};

const subjectOf = (
	{sampler: {sample}}: TuiState,
	present: Service | undefined,
): ServiceSubject => ({
	present,
	known: new Set(sample?.structure.serviceKeys),
	schedulers: new Set(sample?.table.services.scheduler),
});

const hasRareOptions = ({flags, match, netmask, persistenceEngine}: Service): boolean =>
	(flags & (serviceFlag.onePacket | schedulerBits)) !== 0 ||
	persistenceEngine !== '' ||
	((flags & serviceFlag.persistent) !== 0 && netmask !== wholeNetmask(familyOfMatch(match)));
