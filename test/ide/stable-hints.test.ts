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
});
