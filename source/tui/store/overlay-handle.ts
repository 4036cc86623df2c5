import type {Action, OpenOverlay, TuiState} from './state.ts';

/** The way to the state of one kind of overlay. */
export type OverlayHandle<Own> = {
	readonly name: string;
	/** Its state while it is open, wherever in the stack. */
	readonly of: (state: TuiState) => Own | undefined;
	/** Puts it on top; one that is open already begins anew there. */
	readonly open: (own: Own) => Action;
	readonly close: Action;
	/** Changes its state; nothing happens while it is not open. */
	readonly step: (change: (own: Own, state: TuiState) => Own) => Action;
};

/** @param name - unique among all overlays; the record in the table of overlays has the same */
export const overlayHandle = <Own>(name: string): OverlayHandle<Own> => {
	const entry = ({overlays}: TuiState): OpenOverlay | undefined =>
		overlays.find(overlay => overlay.name === name);
	// Only this handle opens overlays of this name.
	const of = (state: TuiState): Own | undefined => entry(state)?.own as Own | undefined;
	const others = ({overlays}: TuiState): readonly OpenOverlay[] =>
		overlays.filter(overlay => overlay.name !== name);
	return {
		name,
		of,
		open: own => state => ({...state, overlays: [...others(state), {name, own}]}),
		close: state => (entry(state) === undefined ? state : {...state, overlays: others(state)}),
		step: change => state => {
			const present = entry(state);
			if (present === undefined) {
				return state;
			}
			const own = change(present.own as Own, state);
			return Object.is(own, present.own)
				? state
				: {
						...state,
						overlays: state.overlays.map(overlay =>
							overlay.name === name ? {name, own} : overlay,
						),
					};
		},
	};
};
