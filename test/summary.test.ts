import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../server/src/ide/analyse";
import type { ModelSummary } from "../server/src/ide/analysis";
import { printOutputShape, printParams } from "../server/src/ide/summary";
import { layerState } from "../server/src/keras/engine/layer-state";
import { weightsOf } from "../server/src/keras/engine/weights-of";
import { resolveVersions } from "../server/src/project/world";
import { readRecord } from "./support/records";
import { globalsAfter, lastName, printWeight } from "./support/weights";

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

function checkModel(record: RecordedModel, model: ModelSummary): void {
	if (record.raises) assert.equal(model.totalParams, "?");
	else assert.deepEqual(asRecord(model), withoutPaths(record));
}

describe("summaries, compared with model.summary() of real Keras", () => {
	for (const world of ["a", "b"] as const) {
		for (const [program, recorded] of Object.entries(records(world))) {
			it(`${program}, world ${world}`, () => {
				const ours = modelsOf(program, WORLDS[world]);
				for (const record of recorded) {
					const model = ours.find(({ name }) => name === record.name);
					assert.ok(model, `no model ${record.name}`);
					checkModel(record, model);
				}
			});
		}
	}
});

/** Name, shape, dtype and trainability of each weight, in the order of `model.weights`. */
describe("weights of models, compared with real Keras", () => {
	for (const world of ["a", "b"] as const) {
		for (const [program, recorded] of Object.entries(records(world))) {
			it(`${program}, world ${world}`, () => {
				const text = readFileSync(join(PROGRAMS, `${program}.py`), "utf8");
				const ours = new Map([...globalsAfter(text, world).values()].map((value) => [layerState(value)?.name, value]));
				for (const { name, weights } of recorded) {
					const model = ours.get(name);
					const owned = model?.kind === "instance" ? weightsOf(model) : undefined;
					if (weights) assert.deepEqual(owned?.map(printWeight).map(lastName), weights.map(lastName), name);
				}
			});
		}
	}
});

interface RecordedDigest {
	readonly name: string;
	readonly rows: number;
	readonly rows_digest: string;
	readonly total_params: number;
	readonly trainable_params: number;
	readonly non_trainable_params: number;
}

const digestOf = (lines: readonly string[]): string =>
	createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);

/** As record_application_summaries.py: the rows of the table, and the totals below it. */
function asDigest(model: ModelSummary): RecordedDigest {
	const rows = model.layers.map((layer) => {
		const shape = printOutputShape(layer, model);
		const text = `${layer.name} (${layer.className}) ${shape} ${printParams(layer, model)}`;
		return `${text} <- ${layer.connectedTo.join(" ")}`.trim();
	});
	return {
		name: model.name,
		rows: rows.length,
		rows_digest: digestOf(rows),
		total_params: model.totalParams as number,
		trainable_params: model.trainableParams as number,
		non_trainable_params: model.nonTrainableParams as number,
	};
}

/** Every builder of keras.applications, with `weights=None`. */
describe("summaries of keras.applications, compared with real Keras", function () {
	this.timeout(60_000);
	for (const world of ["a", "b"] as const) {
		const recorded = readRecord<Readonly<Record<string, RecordedDigest>>>("summary", "applications", `${world}.json`);
		for (const [builder, record] of Object.entries(recorded)) {
			it(`${builder}, world ${world}`, () => {
				const text = `from tensorflow import keras\nmodel = keras.applications.${builder}(weights=None)\n`;
				const { name, rows, rows_digest, total_params, trainable_params, non_trainable_params } = record;
				const options = { versions: resolveVersions(WORLDS[world]), specPolicy: "tensorflow" } as const;
				const model = analyse("application.py", text, options).models.find((each) => each.name === name);
				assert.ok(model, `no model ${name}`);
				const expected = { name, rows, rows_digest, total_params, trainable_params, non_trainable_params };
				assert.deepEqual(asDigest(model), expected);
			});
		}
	}
});
