import assert from "node:assert/strict";
import { diagnostics } from "../../server/src/ide/diagnostics";
import { RULES } from "../../server/src/rules/index.generated";
import { analyseIn, WORLDS } from "../support/records";

describe("messages of diagnostics", () => {
	it("are one line of at most 120 characters, in every sample of every rule", () => {
		const programs = RULES.flatMap(({ bad, samples = [] }) => [bad, ...samples.map((sample) => sample.bad)]);
		const name = "a_name_of_a_layer_that_is_as_long_as_names_can_be_before_anybody_minds";
		const long = `import keras\nx = keras.Input((3, 4))\ny = keras.layers.LSTM(3, name="${name}")(keras.layers.Flatten()(x))\n`;
		for (const world of WORLDS) {
			for (const text of [...programs, long]) {
				for (const { message } of diagnostics(analyseIn(world, text)))
					assert.match(message, /^\S.{0,118}\S$/u, message);
			}
		}
	});
});
