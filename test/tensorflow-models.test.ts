import assert from "node:assert/strict";
import { tensorflowLibrary } from "../server/src/tensorflow/library";

describe("models of TensorFlow", () => {
	it("has one model for each name", () => {
		const seen = new Set<string>();
		const twice = tensorflowLibrary.models
			.flatMap(({ name, aliases = [], worlds = ["keras2", "keras3"] }) =>
				[name, ...aliases].flatMap((each) => worlds.map((world) => `${each} in ${world}`)),
			)
			.filter((name) => seen.size === seen.add(name).size);
		assert.deepEqual(twice, []);
	});
});
