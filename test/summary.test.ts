import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../server/src/ide/analyse";
import type { ModelSummary } from "../server/src/ide/analysis";
import { printOutputShape, printParams } from "../server/src/ide/summary";
import { resolveVersions } from "../server/src/project/world";

interface RecordedModel {
	readonly name: string;
	readonly raises?: { readonly exception: string };
	readonly layers?: readonly Readonly<Record<string, unknown>>[];
	readonly total_params?: number;
	readonly trainable_params?: number;
	readonly non_trainable_params?: number;
	readonly weights?: readonly string[];
}

const WORLDS = { a: "2.15.0", b: "3.15.1" } as const;
const PROGRAMS = join(__dirname, "fixtures/summary");

const records = (world: "a" | "b"): Readonly<Record<string, readonly RecordedModel[]>> =>
	JSON.parse(readFileSync(join(__dirname, "golden/summary", `${world}.json`), "utf8"));

function modelsOf(program: string, keras: string): readonly ModelSummary[] {
	const text = readFileSync(join(PROGRAMS, `${program}.py`), "utf8");
	return analyse(`${program}.py`, text, { versions: resolveVersions(keras), specPolicy: "tensorflow" }).models;
}

/** What the table says, in the record's own form. */
const asRecord = (model: ModelSummary): RecordedModel => ({
	name: model.name,
	layers: model.layers.map((layer) => ({
		name: layer.name,
		class: layer.className,
		output_shape: printOutputShape(layer, model),
		params: printParams(layer, model),
		connected_to: layer.connectedTo,
	})),
	total_params: model.totalParams as number,
	trainable_params: model.trainableParams as number,
	non_trainable_params: model.nonTrainableParams as number,
});

/** Real Keras names a weight by its whole path. */
const withoutPaths = ({ weights: _, ...record }: RecordedModel): RecordedModel => record;

describe("summaries, compared with model.summary() of real Keras", () => {
	for (const world of ["a", "b"] as const) {
		for (const [program, recorded] of Object.entries(records(world))) {
			it(`${program}, world ${world}`, () => {
				const ours = modelsOf(program, WORLDS[world]);
				for (const record of recorded) {
					const model = ours.find(({ name }) => name === record.name);
					assert.ok(model, `no model ${record.name}`);
					if (record.raises) assert.equal(model.totalParams, "?");
					else assert.deepEqual(asRecord(model), withoutPaths(record));
				}
			});
		}
	}
});
