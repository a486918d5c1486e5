import assert from "node:assert/strict";
import { inlayHints } from "../../server/src/ide/inlay-hints";
import { stableHints } from "../../server/src/ide/stable-hints";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { analyseText } from "../support/analyse";

const OPTIONS = DEFAULT_SETTINGS.inlayHints;
const TEXT = `import keras
from keras import layers
x = keras.Input((3,))
y = layers.Dense(2)(x)
z = layers.Dense(1)(y)
`;

/** Each hint with the line that it stands in. */
function lines(text: string, before: string): readonly string[] {
	const { hints } = stableHints(analyseText(text), OPTIONS, stableHints(analyseText(before), OPTIONS, undefined));
	return hints.map(({ offset, parts }) => {
		const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n")[0];
		return `${line}${parts.map((part) => part.text).join("")}`;
	});
}

describe("hints while the text is typed", () => {
	it("stay on the lines that are not touched", () => {
		const stable = lines(TEXT, TEXT).filter((line) => !line.startsWith("y"));
		assert.equal(stable.length, 2);
		const typed = "y = layers.Dense(2)(x)";
		for (let length = 0; length < typed.length; length += 1) {
			const text = TEXT.replace(typed, typed.slice(0, length));
			const analysis = analyseText(text);
			if (analysis.file.problems.length === 0) continue;
			const shown = lines(text, TEXT).filter((line) => !line.startsWith("y"));
			assert.deepEqual(shown, stable, text);
		}
	});

	it("are those of the new text when it is Python", () => {
		const text = TEXT.replace("Dense(2)", "Dense(5)");
		const { hints } = stableHints(analyseText(text), OPTIONS, stableHints(analyseText(TEXT), OPTIONS, undefined));
		assert.deepEqual(hints, inlayHints(analyseText(text), OPTIONS));
	});

	it("move with lines that are added above", () => {
		const text = TEXT.replace("y = ", "a = (\nb = 1\ny = ");
		const shown = lines(text, TEXT);
		assert.ok(shown.includes("z = layers.Dense(1)(y): (None, 1) float32"), shown.join("\n"));
	});

	it("are those of the program as soon as other lines are edited", () => {
		const broken = TEXT.replace("Dense(2)(x)", "Dense(2)(x");
		const elsewhere = broken.replace("Input((3,))", "Input((5, 3))");
		const base = stableHints(analyseText(TEXT), OPTIONS, undefined);
		const first = stableHints(analyseText(broken), OPTIONS, base);
		assert.ok(first.hints.some(({ offset }) => offset > broken.indexOf("z =")));
		const { hints } = stableHints(analyseText(elsewhere), OPTIONS, first);
		assert.deepEqual(hints, inlayHints(analyseText(elsewhere), OPTIONS));
	});

	it("that a fault takes away are known to be of the past", () => {
		const faulty = TEXT.replace("Dense(2)(x)", "De");
		const base = stableHints(analyseText(TEXT), OPTIONS, undefined);
		const first = stableHints(analyseText(faulty), OPTIONS, base);
		assert.equal(base.isDated, false);
		assert.equal(first.isDated, true);
		const more = faulty.replace("Input((3,))", "Input((5, 3))");
		const second = stableHints(analyseText(more), OPTIONS, first);
		assert.equal(second.isDated, false);
		assert.deepEqual(second.hints, inlayHints(analyseText(more), OPTIONS));
	});
});
