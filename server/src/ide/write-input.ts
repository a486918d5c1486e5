import { isNone, isStatic, type ModelSummary, type Spec, sameShape } from "../domain";
import { LAYER_MODELS } from "../keras/layers/index.generated";
import type { Call } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { importNames, qualifiedName, writtenName } from "./import-names";

/** How the file writes `keras.Input`, and what it must import first for that. */
export interface InputName {
	readonly name: string;
	/** `from tensorflow.keras import Input`; absent when nothing is missing. */
	readonly missing: string | undefined;
}

const SEQUENTIAL = /^(keras|tf_keras|tensorflow\.keras)(?:\.models)?\.Sequential$/;

/** The `Input` of the library that a Sequential comes from, in the words of the file. */
export function inputName({ func }: Call, { file }: Analysis): InputName | undefined {
	const names = importNames(file.module);
	const path = qualifiedName(func, names);
	const root = path && SEQUENTIAL.exec(path)?.[1];
	if (!root) return undefined;
	const name = writtenName([`${root}.Input`, `${root}.layers.Input`], names);
	if (name) return { name, missing: undefined };
	return /\bInput\b/.test(file.text) ? undefined : { name: "Input", missing: `from ${root} import Input` };
}

/** Calls of an object that are told; of more there may be others that are not. */
const ALL_TOLD = 24;

/** `shape=(28, 28, 1)` of an Input that changes nothing; absent when the calls differ, or leave something open. */
export function inferredInput(models: readonly ModelSummary[], analysis: Analysis): string | undefined {
	const [first] = models;
	const spec = first?.inputs?.[0];
	if (!first || !spec || analysis.exhausted || /\bset_floatx\b/.test(analysis.file.text)) return undefined;
	const isSame = (other: Spec | undefined): boolean => other !== undefined && sameRows(spec, other);
	const areSame = models.every(
		({ inputs }) => inputs?.length === 1 && isSame(inputs[0]) && inputs[0]?.dtype === spec.dtype,
	);
	const { origin } = first;
	const uses = analysis.uses.filter(
		({ detail: { origin: made } }) =>
			made?.start === origin.start && made.end === origin.end && made.path === origin.path,
	);
	const fits = uses.every(({ detail: { inputs } }) => inputs?.length === 1 && isSame(inputs[0]));
	if (!areSame || !fits || uses.length >= ALL_TOLD || !canOpenBatch(first, spec, analysis)) return undefined;
	return printInput(spec);
}

const OPEN_CODE: ReadonlySet<string> = new Set(["Lambda", "RNN"]);

/** Whether two specs are the same but for their batch. */
function sameRows(one: Spec, other: Spec): boolean {
	if (one.shape.kind !== "ranked" || other.shape.kind !== "ranked" || other.layout) return false;
	const withoutBatch = ({ shape }: Spec): Spec["shape"] =>
		shape.kind === "ranked" ? { ...shape, dims: shape.dims.slice(1) } : shape;
	return one.shape.dims.length === other.shape.dims.length && sameShape(withoutBatch(one), withoutBatch(other));
}

/**
 * Without the Input, the batch of the first call may be what the model is built for. With a batch that is open, layers that
 * keep state raise, code of the user's may, and so does Keras 3 when `build` is given another one.
 */
function canOpenBatch(model: ModelSummary, { shape }: Spec, { file }: Analysis): boolean {
	const batch = shape.kind === "ranked" ? shape.dims[0] : undefined;
	if (batch === undefined || isNone(batch)) return batch !== undefined;
	if (!isStatic(batch) || /\bstateful\b/.test(file.text)) return false;
	if (model.world === "keras3" && /\.\s*build\s*\(/.test(file.text)) return false;
	return model.layers.every(({ className }) => KNOWN.has(className));
}

/** Layers whose code is Keras's, and takes any batch. */
const KNOWN: ReadonlySet<string> = new Set(
	LAYER_MODELS.map(({ name }) => name.split(".").at(-1) ?? name).filter((name) => !OPEN_CODE.has(name)),
);

function printInput({ shape, dtype, layout }: Spec): string | undefined {
	if (shape.kind !== "ranked" || layout || typeof dtype !== "string") return undefined;
	const dims = shape.dims.slice(1).map((dim) => (isStatic(dim) ? String(dim) : isNone(dim) ? "None" : undefined));
	if (dims.includes(undefined)) return undefined;
	const sizes = `(${dims.join(", ")}${dims.length === 1 ? "," : ""})`;
	return `shape=${sizes}${dtype === "float32" ? "" : `, dtype="${dtype}"`}`;
}
