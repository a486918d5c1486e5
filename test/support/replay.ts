import { type Edit, inverse, pick, type Random, randomEdit } from "./random-edits";

/** A text as a person works on it: edits, what takes them back, and now and then all of it as it was at first. */
export interface Replay {
	/** The next edit of a text. */
	next(text: string): Edit;
}

export function createReplay(original: string, random: Random): Replay {
	const undo: Edit[] = [];
	const forget = (): void => {
		undo.length = 0;
	};
	return {
		next(text) {
			const action = pick(random, ["edit", "edit", "edit", "undo"]);
			if (random(25) === 0) {
				forget();
				return { start: 0, end: text.length, text: original };
			}
			const taken = action === "undo" ? undo.pop() : undefined;
			if (taken) return taken;
			const edit = randomEdit(text, random);
			undo.push(inverse(text, edit));
			return edit;
		},
	};
}
