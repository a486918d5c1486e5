import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type InstanceValue, printShape, type Spec, type Value, type World } from "../../server/src/domain";
import { registry } from "../../server/src/ide/registry";
import { toText } from "../../server/src/interpreter/api";
import { executeProgram } from "../../server/src/interpreter/create-machine";
import { historyOf, layerState } from "../../server/src/keras/engine/layer-state";
import { countParams, weightsOf } from "../../server/src/keras/engine/weights-of";
import { resolveVersions } from "../../server/src/project/world";
import { parsePython } from "../../server/src/syntax/parse";
import type { WorldLetter } from "./golden";

interface RecordedSpec {
	readonly shape: readonly (number | null)[] | null;
	readonly dtype: string;
}

export interface RecordedModel {
	readonly name: string;
	readonly class: string;
	readonly inputs: readonly RecordedSpec[];
	readonly outputs: readonly RecordedSpec[];
	readonly params: number;
	readonly trainable: number;
	readonly layers: number;
	/** Each layer: name, class, output shape, parameters, and what it was called on. */
	readonly lines?: readonly string[];
	readonly digest?: string;
}

/** One program of test/golden/applications: expressions that are evaluated in turn. */
export interface ApplicationRecord {
	readonly program: readonly string[];
	readonly model?: RecordedModel;
	/** The names that Keras gives to the layers that come next. */
	readonly next?: readonly string[];
	readonly raises?: { readonly exception: string; readonly message: string };
}

/** What we say of the same program. `vague` when the model, or a part of it, is `?`. */
export type Answer =
	| { readonly raises: string }
	| { readonly vague: string }
	| { readonly model: RecordedModel; readonly next: readonly string[] };

const GOLDEN = join(__dirname, "..", "golden", "applications");

/** Families that have records. */
export const applicationFamilies = (world: WorldLetter): readonly string[] =>
	readdirSync(join(GOLDEN, world))
		.filter((name) => name.endsWith(".jsonl"))
		.map((name) => name.slice(0, -".jsonl".length))
		.sort();

export const readApplications = (world: WorldLetter, family: string): readonly ApplicationRecord[] =>
	readFileSync(join(GOLDEN, world, `${family}.jsonl`), "utf8")
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line) as ApplicationRecord);

const PRELUDE: Readonly<Record<WorldLetter, string>> = {
	a: "from tensorflow import keras\nfrom tensorflow.keras import layers, applications\n",
	b: "import keras\nfrom keras import layers, applications\n",
};

/** As in record_applications.py. */
const NEXT = `following = [layer.name for layer in (
    layers.Conv2D(1, 1), layers.BatchNormalization(), layers.Activation("relu"), layers.Add(), layers.Concatenate(), layers.Multiply(),
    layers.Dense(1), layers.Dropout(0.5), layers.ReLU(), layers.ZeroPadding2D(), layers.Cropping2D(), layers.Rescaling(1.0),
    layers.GlobalAveragePooling2D(), layers.GlobalMaxPooling2D(), layers.MaxPooling2D(2), layers.AveragePooling2D(2),
    layers.Flatten(), layers.LayerNormalization(), layers.Normalization(), keras.Sequential())]
`;

/** Runs a recorded program through the whole engine. */
export function answer(program: readonly string[], letter: WorldLetter, full = false): Answer {
	const world: World = letter === "a" ? "keras2" : "keras3";
	const text = `${PRELUDE[letter]}${program.map((code) => `model = ${code}\n`).join("")}${NEXT}`;
	const execution = executeProgram(parsePython(text).module, "application.py", {
		world,
		versions: resolveVersions(world === "keras2" ? "2.15.0" : undefined),
		registry,
		maxSteps: 1_000_000,
		maxMilliseconds: 60_000,
		now: () => performance.now(),
	});
	const problem = execution.events.find((event) => event.kind === "problem");
	if (problem?.kind === "problem") return { raises: problem.problem.exception };
	const model = execution.globals.get("model");
	const next = execution.globals.get("following");
	if (model?.kind !== "instance") return { vague: model?.kind === "unknown" ? reasonOf(model.why) : "no model" };
	const names = next?.kind === "list" ? (next.items ?? []).map((item) => toText(item) ?? "?") : [];
	const described = describeModel(model, full);
	return typeof described === "string" ? { vague: described } : { model: described, next: names };
}

const reasonOf = (why: { readonly text: string; readonly cause?: unknown }): string => {
	const cause = why.cause as typeof why | undefined;
	return cause ? `${why.text} <- ${reasonOf(cause)}` : why.text;
};

function describeModel(model: InstanceValue, full: boolean): RecordedModel | string {
	const state = layerState(model);
	const graph = state?.graph;
	const weights = weightsOf(model);
	if (!state || !graph || !weights) return state?.vague?.text ?? "a model without a graph";
	const layers = graph.layers.filter((layer) => !isOperation(layer, state.world));
	const lines = layers.map(lineOf);
	const params = countParams(weights);
	const trainable = countParams(weights.filter((each) => each.trainable));
	return {
		name: state.name ?? "?",
		class: "Functional",
		inputs: tensorsOf(graph.inputs).map(specOf),
		outputs: tensorsOf(graph.outputs).map(specOf),
		params: numberOf(params),
		trainable: numberOf(trainable),
		layers: lines.length,
		...(full ? { lines } : { digest: createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16) }),
	};
}

const numberOf = (value: Value): number => (value.kind === "int" ? (value.value ?? Number.NaN) : Number.NaN);

const isOperation = (layer: InstanceValue, world: World): boolean =>
	world === "keras3" && layer.cls.kind === "library" && layer.cls.name.startsWith("keras.operations.");

const tensorsOf = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple" ? (value.items ?? []) : [value];

function specOf(value: Value): RecordedSpec {
	const spec: Spec | undefined = value.kind === "tensor" ? value.spec : undefined;
	if (spec?.shape.kind !== "ranked" || typeof spec.dtype !== "string") return { shape: null, dtype: "?" };
	return { shape: spec.shape.dims.map((dim) => (typeof dim === "number" ? dim : null)), dtype: spec.dtype };
}

/** A line of the record. */
function lineOf(layer: InstanceValue): string {
	const state = layerState(layer);
	const node = state?.nodes[0];
	const output = node?.outputs[0]?.spec.shape;
	const own = weightsOf(layer);
	const params = own ? numberOf(countParams(own)) : "?";
	const names = (node?.inputs ?? []).map((tensor) => {
		const producer = historyOf(tensor)?.node.layer;
		return (producer && layerState(producer)?.name) ?? "?";
	});
	const cls = layer.cls.name.split(".").at(-1);
	return `${state?.name} ${cls} ${output ? printShape(output) : "?"} ${params} <- ${names.join(" ")}`.trim();
}
