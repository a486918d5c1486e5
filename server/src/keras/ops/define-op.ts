import {
	library,
	type Reason,
	type TensorValue,
	topShape,
	tuple,
	unknown,
	unknownDType,
	type Value,
	withLayout,
} from "../../domain";
import {
	type Bound,
	describeBindError,
	Failure,
	type FunctionModel,
	type LibraryCall,
	raise,
	signature,
	Vague,
} from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { dtypeUnderFloatx } from "../engine/floatx-result";
import { onBackend, otherBackend } from "../engine/other-backend";
import { flattenTensors } from "../engine/structure";
import { operationClass, recordOperation } from "../operators/operation";
import { operationLayout } from "../operators/operation-layout";
import { OPERATION_CLASSES } from "../operators/operators";
import { bindAt, laterArgument } from "../versions/former-signatures";
import { agreed } from "./backends";
import { createOpCall, type Mode, type OpCall } from "./op-call";
import type { OpResult, TensorResult } from "./op-result";

export type { OpResult, SequenceResult, TensorResult } from "./op-result";

export type Infer = (call: OpCall) => OpResult;

export interface OpOptions {
	/** The class of the operation; the name in CamelCase when absent. */
	readonly operation?: string | undefined;
	/** The arguments in which Keras looks for KerasTensors; the first one when absent. */
	readonly symbolic?: readonly string[] | undefined;
	/** Other names of the function below `keras.ops`. */
	readonly aliases?: readonly string[] | undefined;
	/** The function does not make a node for KerasTensors. */
	readonly unrecorded?: boolean | undefined;
	/** What comes out is not one tensor: when it is not known, it is `?`. */
	readonly many?: boolean | undefined;
}

/** A function of `keras.ops`. */
export interface OpModel extends FunctionModel {
	readonly operation: string | undefined;
}

/** The modules of keras/src/ops that have a name below `keras.ops`. */
const PUBLIC_MODULES = ["image", "linalg", "nn", "numpy"];

const camelCase = (name: string): string =>
	name.replace(/(^|_)([a-z0-9])/g, (_all, _dash, letter) => letter.toUpperCase());

/**
 * A function of `keras.ops`, by its public name, the module of keras/src/ops that has it, and its Python signature.
 * With KerasTensors among the arguments it makes a node of the graph, and a model replays it; on other values it is the
 * function of the TensorFlow backend.
 */
export function defineOp(name: string, module: string, text: string, infer: Infer, options: OpOptions = {}): OpModel {
	const isPublic = PUBLIC_MODULES.includes(module);
	const names = [name, ...(options.aliases ?? [])].flatMap((each) => [
		`keras.ops.${each}`,
		...(isPublic ? [`keras.ops.${module}.${each}`] : []),
	]);
	const [own, ...aliases] = names as [string, ...string[]];
	const operation = options.unrecorded ? undefined : (options.operation ?? camelCase(name));
	const watched = options.symbolic ?? [signature(text).parameters[0]?.name ?? signature(text).vararg ?? ""];
	return {
		kind: "function",
		name: own,
		aliases,
		worlds: ["keras3"],
		operation,
		call(call) {
			const bound = bindAt(own, "init", text, call, call.args);
			const error = bound.errors[0];
			if (error) {
				const later = "name" in error ? laterArgument(`ops.${name}`, own, error.name, text, call) : undefined;
				const message = later ?? describeBindError(error, `ops.${name}`);
				raise({ code: later ? "unknown-library-name" : "python-error", exception: "TypeError", message });
			}
			return runOp({ own, operation, many: options.many === true, watched, infer }, bound, call);
		},
	};
}

interface Op {
	readonly own: string;
	readonly operation: string | undefined;
	readonly many: boolean;
	readonly watched: readonly string[];
	readonly infer: Infer;
}

const isSymbol = (tensor: TensorValue): boolean => tensor.flavor === "KerasTensor";

/** The arguments that Keras searches for KerasTensors. */
function watchedValues(watched: readonly string[], bound: Bound): readonly Value[] {
	const rest = bound.rest.map((argument) => argument.value);
	return [...watched.flatMap((name) => (bound.given(name) ? [bound.get(name)] : [])), ...rest];
}

function runOp(op: Op, bound: Bound, call: LibraryCall): Value {
	const { machine, world, args } = call;
	if (bound.open) return unknown(bound.open);
	const values = watchedValues(op.watched, bound);
	const lost = values.find((value) => value.kind === "unknown");
	if (lost?.kind === "unknown" && !flattenTensors(tuple(values)).some(isSymbol))
		return unknown({ text: `result of ${op.own}`, origin: args.origin, cause: lost.why });
	const all = flattenTensors(tuple([...args.positional, ...args.keywords].map((argument) => argument.value)));
	const mode = modeOf(flattenTensors(tuple(values)), all, call);
	const why = (cause: Reason): Reason => ({ text: `result of ${op.own}`, origin: args.origin, cause });
	if (mode !== "symbolic" && all.some(({ spec }) => spec.layout))
		return unknown(why({ text: "operations on sparse and ragged tensors are not followed" }));
	const operands = [...args.positional, ...args.keywords].map((argument) => argument.value);
	const isDeclared = mode === "symbolic" && op.operation !== undefined;
	const layout = isDeclared ? operationLayout(op.operation ?? "", operands) : undefined;
	const computed = attempt(op, createOpCall(bound, mode, call), why);
	const other = mode === "symbolic" ? undefined : otherBackend(call);
	const result = other ? agreed(computed, secondOpinion(op, bound, call, why), other) : computed;
	const make = ({ shape, dtype: declared, content }: TensorResult): TensorValue => {
		const dtype = dtypeUnderFloatx(declared, operands, call, op.own);
		const known = shape.kind === "top" && !shape.why.origin ? topShape(why(shape.why)) : shape;
		const flavor = mode === "symbolic" ? "KerasTensor" : "Tensor";
		const spec = onBackend(withLayout({ shape: known, dtype }, layout), mode, operands, call);
		return { ...makeTensor(spec, flavor, { world }, mode === "eager"), content };
	};
	const output = toValue(result, make);
	if (mode !== "symbolic" || op.operation === undefined) return output;
	return recordOperation(op.operation, output, library(op.own, world), { machine, world, args });
}

function attempt(op: Op, call: OpCall, why: (cause: Reason) => Reason): OpResult {
	try {
		return op.infer(call);
	} catch (signal) {
		// What is declared of KerasTensors is Keras's own; the rest, its backend computes.
		if (signal instanceof Failure && call.mode === "symbolic")
			throw new Failure({ ...signal.problem, anyBackend: true }, signal.origin);
		if (!(signal instanceof Vague)) throw signal;
		const cause = why(signal.why);
		return op.many ? { value: unknown(cause) } : { shape: topShape(cause), dtype: unknownDType(cause) };
	}
}

/**
 * What Keras declares of the same operands: another backend computes that, mostly. Absent where it declares nothing, or where
 * backends are known to go ways of their own.
 */
function secondOpinion(op: Op, bound: Bound, call: LibraryCall, why: (cause: Reason) => Reason): OpResult | undefined {
	if (UNLIKE.has(op.own)) return undefined;
	try {
		return attempt(op, createOpCall(bound, "symbolic", call), why);
	} catch (signal) {
		if (signal instanceof Failure) return undefined;
		throw signal;
	}
}

/** Operations that NumPy computes in 64 bits, or of other shapes than Keras declares. */
const UNLIKE: ReadonlySet<string> = new Set(
	"associative_scan diagonal matrix_rank psnr slice sparsemax tril triu vstack"
		.split(" ")
		.map((name) => `keras.ops.${name}`),
);

function modeOf(watched: readonly TensorValue[], all: readonly TensorValue[], { machine }: LibraryCall): Mode {
	if (watched.some(isSymbol)) return "symbolic";
	const inGraph = machine.tracing !== undefined || machine.inGraph;
	return inGraph || all.some((tensor) => tensor.eager === false) ? "graph" : "eager";
}

function toValue(result: OpResult, make: (result: TensorResult) => Value): Value {
	if ("value" in result) return result.value;
	if ("shape" in result) return make(result);
	return { kind: result.kind, items: result.items.map((item) => toValue(item, make)) };
}

/** The classes of operations that these functions make, besides those of the operators. */
export const operationClasses = (ops: readonly OpModel[]) =>
	[...new Set(ops.flatMap(({ operation }) => operation ?? []))]
		.filter((name) => !OPERATION_CLASSES.includes(name))
		.map(operationClass);
