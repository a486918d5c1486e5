import {
	type Dim,
	type DType,
	type DTypeName,
	isComplex,
	isFloating,
	isInteger,
	isStatic,
	printDType,
	printShape,
	ranked,
	type Shape,
	type Spec,
	spec,
	topShape,
	unknownDType,
	type Value,
	type World,
} from "../../domain";
import { raise, vague } from "../../interpreter/api";
import type { CallContext } from "./layer-definition";
import { isSpec, mapTensors, type SpecStructure } from "./structure";

/** dtypes that an operation of TensorFlow takes. */
export type DTypeFamily = "none" | "float" | "float-complex" | "real" | "number" | "numeric" | "any";

/** What an operation that keeps its input's shape does with dtypes, and with a list in a tensor's place. */
export interface ElementwiseRule {
	readonly takes: DTypeFamily;
	/** The dtype that comes out; the input's own when absent. */
	readonly gives?: ((dtype: DType) => DType) | undefined;
	/** Raised for another dtype, in a graph and eagerly. */
	readonly rejects?: { readonly graph: string; readonly eager: string } | undefined;
	/** What real tensors of some dtypes raise, where that is not what others do. */
	readonly oddly?: Partial<Readonly<Record<DTypeName, string>>> | undefined;
	/** A list is packed into one tensor, kept as it is, or raises. */
	readonly nested: "pack" | "keep" | "AttributeError" | "TypeError";
	/** What is raised for None; absent where it is handed on. */
	readonly none?: string | undefined;
	/** What is raised for a dict, where lists are packed. */
	readonly dict?: string | undefined;
	/** What is done with the packed list afterwards, by attribute: it has none. */
	readonly afterPack?: "AttributeError" | undefined;
}

const FAMILIES: Readonly<Record<DTypeFamily, (dtype: DType) => boolean>> = {
	none: () => false,
	float: isFloating,
	"float-complex": (dtype) => isFloating(dtype) || isComplex(dtype),
	real: (dtype) => isFloating(dtype) || isInteger(dtype),
	number: (dtype) => isFloating(dtype) || isInteger(dtype) || isComplex(dtype),
	numeric: (dtype) => dtype !== "string",
	any: () => true,
};

const REJECTS = { graph: "TypeError", eager: "InvalidArgumentError" };

/** The part of a call that the rules look at. */
export type ElementwiseCall = Pick<CallContext, "world" | "mode" | "argument" | "computeDtype" | "fail">;

/**
 * A layer that keeps its input's shape. Keras 3 declares the layer's compute dtype for every KerasTensor; otherwise
 * the operation itself decides, on the tensors after autocast.
 */
export function keepShape(rules: Readonly<Record<World, ElementwiseRule>>, context: CallContext): SpecStructure {
	if (isDeclared(context)) return declare(context.argument, context.computeDtype);
	return applyRule(rules[context.world], { ...context, argument: castArgument(context) });
}

/** What the layer was called on, after its autocast. */
export const castArgument = ({ argument, cast }: Pick<CallContext, "argument" | "cast">): Value =>
	mapTensors(argument, (tensor) => ({ ...tensor, spec: cast(tensor.spec) }));

export const isDeclared = (context: Pick<CallContext, "world" | "mode">): boolean =>
	context.world === "keras3" && context.mode === "symbolic";

/** Keras 3's answer from `compute_output_shape`: every shape as it is, with the layer's compute dtype. */
export function declare(argument: Value, dtype: DType): SpecStructure {
	return mapStructure(argument, (leaf) => {
		if (leaf.kind === "tensor") return { shape: leaf.spec.shape, dtype };
		if (leaf.kind === "none") {
			raise({
				code: "invalid-layer-input",
				exception: "ValueError",
				message: "the layer was called on a list that holds None",
			});
		}
		return vague("the layer was called on something that is not a tensor");
	});
}

function mapStructure(value: Value, map: (leaf: Value) => SpecStructure): SpecStructure {
	if ((value.kind === "list" || value.kind === "tuple") && value.items)
		return { kind: value.kind, items: value.items.map((item) => mapStructure(item, map)) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries.values()].map(({ key, value: item }) => {
			if (key.kind !== "str" || key.value === undefined) return vague("a dict whose keys are not strings");
			return [key.value, mapStructure(item, map)] as const;
		});
		return { kind: "dict", entries: Object.fromEntries(entries) };
	}
	return map(value);
}

/** One operation of TensorFlow on whatever the layer was called on. */
export function applyRule(rule: ElementwiseRule, context: ElementwiseCall): SpecStructure {
	const input = mapStructure(context.argument, (leaf) => leafSpec(leaf, rule, context));
	if (isSpec(input)) return through(rule, input, context);
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-input", exception, message });
	if (rule.nested === "keep") return mapSpecs(input, (each) => through(rule, each, context));
	if (rule.nested !== "pack")
		return fail(rule.nested, "the layer was called on a list or dict of tensors, it takes one");
	const packed = through(rule, packSpecs(input, rule, context), context);
	return rule.afterPack ? fail(rule.afterPack, "the layer was called on a list of tensors, it takes one") : packed;
}

function mapSpecs(structure: SpecStructure, map: (spec: Spec) => Spec): SpecStructure {
	if (isSpec(structure)) return map(structure);
	if (structure.kind === "dict") {
		const entries = Object.entries(structure.entries).map(([name, item]) => [name, mapSpecs(item, map)] as const);
		return { kind: "dict", entries: Object.fromEntries(entries) };
	}
	return { kind: structure.kind, items: structure.items.map((item) => mapSpecs(item, map)) };
}

/** The tensor that TensorFlow makes of a value. */
function leafSpec(leaf: Value, rule: ElementwiseRule, context: ElementwiseCall): Spec {
	if (leaf.kind === "tensor") return leaf.spec;
	if (leaf.kind === "str" || leaf.kind === "bytes") return spec(ranked([]), "string");
	const exception = rule.none ?? (rule.nested === "pack" ? "ValueError" : undefined);
	if (leaf.kind !== "none" || exception === undefined)
		return vague("the layer was called on something that is not a tensor");
	return context.fail({
		code: "invalid-layer-input",
		exception,
		message: "the layer was called on None, which is not a tensor",
	});
}

function through(rule: ElementwiseRule, input: Spec, context: ElementwiseCall): Spec {
	if (typeof input.dtype === "string" && !FAMILIES[rule.takes](input.dtype)) {
		const { graph, eager } = rule.rejects ?? REJECTS;
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode === "eager" ? (rule.oddly?.[input.dtype] ?? eager) : graph,
			message: `the layer computes with ${rule.takes} dtypes, found ${printDType(input.dtype)}`,
		});
	}
	return { shape: input.shape, dtype: rule.gives ? rule.gives(input.dtype) : input.dtype };
}

/** What is converted is no tensor: Keras 3 calls TensorFlow, which says so otherwise in a graph. */
const ofDict = ({ world, mode }: ElementwiseCall): string =>
	world === "keras3" && mode === "eager" ? "ValueError" : "TypeError";

/** `tf.convert_to_tensor` of a list: its items, of one dtype and compatible shapes, stacked along a new first axis. */
function packSpecs(structure: SpecStructure, rule: ElementwiseRule, context: ElementwiseCall): Spec {
	if (isSpec(structure)) return structure;
	const symbolic = context.mode !== "eager";
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-input", exception, message });
	if (structure.kind === "dict") {
		const isEmpty = Object.keys(structure.entries).length === 0;
		return fail(
			isEmpty ? "ValueError" : (rule.dict ?? ofDict(context)),
			"the layer was called on a dict, it takes one tensor",
		);
	}
	const items = structure.items.map((item) => packSpecs(item, rule, context));
	const first = items[0];
	if (!first) return spec(ranked([0]), "float32");
	for (const item of items) {
		if (typeof item.dtype === "string" && typeof first.dtype === "string" && item.dtype !== first.dtype) {
			const message = `a list of tensors is taken as one: dtypes ${first.dtype} and ${item.dtype} differ`;
			fail(symbolic ? "TypeError" : "InvalidArgumentError", message);
		}
	}
	const inner = items.map((item) => item.shape).reduce((a, b) => mergeShapes(a, b, fail, symbolic));
	const dtype = items.find((item) => typeof item.dtype !== "string")?.dtype ?? first.dtype;
	return spec(inner.kind === "ranked" ? ranked([items.length, ...inner.dims]) : inner, dtype);
}

function mergeShapes(
	a: Shape,
	b: Shape,
	fail: (exception: string, message: string) => never,
	symbolic: boolean,
): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return topShape({ text: "a list of tensors of unknown shape" });
	const conflict = (): never =>
		fail(
			symbolic ? "ValueError" : "InvalidArgumentError",
			`a list of tensors is taken as one: shapes ${printShape(a)} and ${printShape(b)} differ`,
		);
	if (a.dims.length !== b.dims.length) return conflict();
	return ranked(
		a.dims.map((dim, axis) => {
			const other = b.dims[axis] as Dim;
			if (isStatic(dim) && isStatic(other) && dim !== other) return conflict();
			return isStatic(dim) ? dim : isStatic(other) ? other : dim;
		}),
	);
}

/** For rules that turn ints into floats. */
export const intsToFloat32 = (dtype: DType): DType => {
	if (typeof dtype !== "string") return unknownDType(dtype.why);
	return isInteger(dtype) || dtype === "bool" ? "float32" : dtype;
};
