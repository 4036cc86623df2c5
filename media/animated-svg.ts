export type Frame = {
	/** A whole drawing; all frames have the same size. */
	readonly svg: string;
	/** How long it is seen. */
	readonly seconds: number;
};

/** Drawings one after the other, for ever, as one drawing that moves by CSS alone, so that it does inside of `<img>` too. */
export const animatedSvg = (frames: readonly Frame[]): string => {
	const whole = frames.reduce((sum, {seconds}) => sum + seconds, 0);
	const opening = /^<svg[^>]*>/.exec(frames[0]?.svg ?? '')?.[0] ?? '<svg>';
	let from = 0;
	const parts = frames.map(({svg, seconds}, index) => {
		const name = `frame${index}`;
		const [start, end] = [percent(from / whole), percent((from + seconds) / whole)];
		from += seconds;
		const inner = svg.slice(opening.length, svg.lastIndexOf('</svg>'));
		const hidden = start === '0%' ? '' : `0%{visibility:hidden}`;
		const after = end === '100%' ? '' : `${end}{visibility:hidden}`;
		return `<style>@keyframes ${name}{${hidden}${start}{visibility:visible}${after}}.${name}{animation:${name} ${whole}s step-end infinite}</style>
<g class="${name}">${inner}</g>`;
	});
	return `${opening}\n${parts.join('\n')}\n</svg>\n`;
};

const percent = (share: number): string => `${Math.round(share * 100_000) / 1000}%`;
