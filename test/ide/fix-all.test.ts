import assert from "node:assert/strict";
import { analyse } from "../../server/src/ide/analyse";
import type { Analysis } from "../../server/src/ide/analysis";
import { fixAll } from "../../server/src/ide/fix-all";
import { resolveVersions } from "../../server/src/project/world";

const analyseText = (text: string): Analysis =>
	analyse("/model.py", text, { versions: resolveVersions(), specPolicy: "tensorflow" });

const mended = (text: string, again: boolean): string | undefined => {
	const action = fixAll(analyseText(text), () => true, again ? analyseText : undefined);
	return (
		action &&
		[...action.edits]
			.sort((a, b) => b.start - a.start)
			.reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text)
	);
};

const HEAD = "import keras\nx = keras.Input((28, 28, 3))\n";

describe("all fixes at once", () => {
	it("go on with what is found behind what was mended", () => {
		const text = `${HEAD}y = keras.layers.Dens(4, activation="rellu")(x)\nprint(y.shape.as_list())\n`;
		assert.equal(mended(text, true), `${HEAD}y = keras.layers.Dense(4, activation="relu")(x)\nprint(list(y.shape))\n`);
	});

	it("are one round where only a part of the program may be changed", () => {
		const text = `${HEAD}y = keras.layers.Dens(4, activation="rellu")(x)\n`;
		assert.equal(mended(text, false), `${HEAD}y = keras.layers.Dense(4, activation="rellu")(x)\n`);
	});

	it("leave nothing to mend", () => {
		const text = mended(`${HEAD}y = keras.layers.Dens(4, activation="rellu")(x)\n`, true) ?? assert.fail();
		assert.equal(mended(text, true), undefined);
	});
});
