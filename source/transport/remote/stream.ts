import type {Duplex} from 'node:stream';
import {
	frameBytes,
	frameCutter,
	frameKind,
	greeting,
	protocolVersion,
	type Frame,
	type FrameKind,
} from './frames.ts';

/** A byte stream as frames. */
export type FrameStream = {
	/** Resolves when the stream takes more; never rejects, a stream that is gone takes everything. */
	readonly send: (kind: FrameKind, id: number, payload?: Uint8Array) => Promise<void>;
	/** Tells the other side why, and closes. */
	readonly refuse: (sentence: string) => void;
	readonly close: () => void;
};

export type FrameListener = {
	/** Every frame after the other side's hello; a sentence refuses it. */
	readonly onFrame: (frame: Frame) => string | undefined;
	readonly onGreeted: () => void;
	/** Called once, when nothing more can come. The sentence is the other side's, or what was wrong with what it sent. */
	readonly onEnd: (sentence: string | undefined) => void;
};

/** Speaks frames over a byte stream, beginning with the hello of both sides. */
export const openFrames = (
	duplex: Duplex,
	{onFrame, onGreeted, onEnd}: FrameListener,
): FrameStream => {
	const cut = frameCutter();
	let isGreeted = false;
	let hasEnded = false;

	const end = (sentence?: string): void => {
		if (!hasEnded) {
			hasEnded = true;
			onEnd(sentence);
		}
	};

	const send: FrameStream['send'] = (kind, id, payload) => {
		if (duplex.destroyed || duplex.writableEnded || duplex.write(frameBytes(kind, id, payload))) {
			return Promise.resolve();
		}
		const {promise, resolve} = Promise.withResolvers<void>();
		const done = (): void => {
			duplex.off('drain', done);
			duplex.off('close', done);
			resolve();
		};
		duplex.on('drain', done);
		duplex.on('close', done);
		return promise;
	};

	const refuse = (sentence: string): void => {
		void send(frameKind.refusal, 0, Buffer.from(sentence));
		duplex.end(() => duplex.destroy());
		end(sentence);
	};

	const take = (frame: Frame): string | undefined => {
		if (frame.kind === frameKind.refusal) {
			end(readable(Buffer.from(frame.payload).toString()));
			duplex.destroy();
			return undefined;
		}
		if (isGreeted) {
			return onFrame(frame);
		}
		const problem = greetingProblem(frame);
		if (problem === undefined) {
			isGreeted = true;
			onGreeted();
		}
		return problem;
	};

	duplex.on('data', (piece: Buffer) => {
		if (hasEnded) {
			return;
		}
		const frames = cut(piece);
		if (frames === undefined) {
			refuse('what came is no frame of this protocol');
			return;
		}
		for (const frame of frames) {
			const problem = take(frame);
			if (problem !== undefined) {
				refuse(problem);
			}
			if (hasEnded) {
				return;
			}
		}
	});
	duplex.on('error', () => duplex.destroy());
	duplex.on('end', () => duplex.destroy());
	duplex.on('close', () => end());
	void send(frameKind.hello, protocolVersion, Buffer.from(greeting));

	return {
		send,
		refuse,
		close: () => {
			duplex.destroy();
			end();
		},
	};
};

const greetingProblem = ({kind, id, payload}: Frame): string | undefined => {
	if (kind !== frameKind.hello || Buffer.from(payload).toString('latin1') !== greeting) {
		return 'a hello was expected first';
	}
	return id === protocolVersion
		? undefined
		: `this is version ${protocolVersion} of the protocol, but the other side speaks version ${id}; use the same ipvs-tui on both sides`;
};

/** Of a sentence from elsewhere, what does nothing to a terminal. */
const readable = (text: string): string =>
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	text.slice(0, 500).replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
