import assert from "node:assert/strict";
import { countParams } from "../server/src/keras/engine/weights-of";
import { LAYER_MODELS } from "../server/src/keras/layers/index.generated";
import type { WorldLetter } from "./support/golden";
import { readRecord } from "./support/records";
import { lastName, printWeight, type WeightCall, weightsAfter } from "./support/weights";

const isModelled = ({ layer }: WeightCall): boolean =>
	!layer.startsWith("layers.") ||
	LAYER_MODELS.some(({ name }) => name === `keras.${layer.slice(0, layer.indexOf("("))}`);

function check(record: WeightCall, letter: WorldLetter): void {
	const ours = weightsAfter(record, letter);
	if (!ours && !isModelled(record)) return;
	assert.ok(ours, "the weights are not known");
	assert.equal(ours.raises, record.raises);
	if (!record.weights || !ours.weights) return;
	assert.deepEqual(ours.weights.map(printWeight).map(lastName), record.weights.map(lastName));
	assert.deepEqual(countParams(ours.weights), { kind: "int", value: record.params });
}

/** Name, shape, dtype and trainability of every weight, in Keras's order, after one call of every layer. */
describe("the weights of layers, compared with real Keras", () => {
	for (const letter of ["a", "b"] as const) {
		for (const record of readRecord<readonly WeightCall[]>("weights", `${letter}.json`))
			it(`${record.layer} on ${record.argument}, world ${letter}`, () => check(record, letter));
	}
});
