import {
	type Dim,
	type IteratorValue,
	isNone,
	isStatic,
	type NoneDim,
	type Origin,
	type Shape,
	type TypeSpecValue,
	tuple,
	unknownRank,
	type Value,
} from "../../domain";
import {
	type Bound,
	drawNext,
	iteratorOf,
	type LibraryCall,
	type Machine,
	Raised,
	raise,
	syntheticArguments,
	typeName,
	Vague,
	vague,
} from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { readDType } from "../dtypes";
import { readShape } from "../shapes";
import { NO_FUNCTION } from "./call-function";
import { type Drawn, type DrawnSizes, type FirstElement, makeDataset, type Sizes, withOwnDims } from "./dataset";
import { elementLeaves, mapElement, reshaped, typeSpec } from "./element";
import { failureInPython, yieldMistake } from "./generator-yields";
import { source } from "./sources";

/** `Dataset.from_generator`. Mirrors tensorflow/python/data/ops/from_generator_op.py. */

const TEXT = "generator, output_types=None, output_shapes=None, args=None, output_signature=None, name=None";

const reject = (message: string, argument?: string, exception = "TypeError"): never =>
	raise({ code: "invalid-dataset", exception, message, argument });

export const fromGenerator = source("from_generator", TEXT, (args, call) => {
	const generator = args.get("generator");
	rejectNoCallable(generator);
	const element = mapElement(signatureOf(args, call), (leaf) =>
		leaf.kind === "typespec" ? reshaped(leaf, withOwnDims(leaf.spec.shape)) : leaf,
	);
	const first = new Map<NoneDim, Drawn>();
	const sizes = new Map<NoneDim, Sizes>(
		openDims(element).map((dim) => [dim, { at: (index) => first.get(dim)?.[index], every: undefined }]),
	);
	const given = generatorArguments(args.get("args"), call);
	const firstElement: FirstElement = (machine, origin, count = 1) => {
		const values = given ?? vague("the arguments of a generator");
		return checkFirst({ generator, values, element, first, count: Math.min(count, MAX_DRAWN) }, machine, origin);
	};
	return makeDataset({ element, cardinality: "unknown", sizes, firstElement }, call.world);
});

const NO_CALLABLE: ReadonlySet<Value["kind"]> = new Set([...NO_FUNCTION, "set", "tensor", "iterator"] as const);

function rejectNoCallable(generator: Value): void {
	if (NO_CALLABLE.has(generator.kind))
		reject(`from_generator takes a function that makes a generator, found a ${typeName(generator)}`, "generator");
}

/** The specs of the elements: what `output_signature` says, or the legacy types and shapes. */
function signatureOf(args: Bound, call: LibraryCall): Value {
	const signature = args.get("output_signature");
	const types = args.get("output_types");
	if (signature.kind === "unknown" || types.kind === "unknown") return signature.kind === "unknown" ? signature : types;
	if (signature.kind !== "none") {
		if (types.kind !== "none") reject("output_types cannot be used together with output_signature", "output_types");
		if (args.get("output_shapes").kind !== "none")
			reject("output_shapes cannot be used together with output_signature", "output_shapes");
		for (const leaf of elementLeaves(signature)) rejectNoSpec(leaf);
		return signature;
	}
	if (types.kind === "none") return reject("from_generator needs an output_signature: what the elements are like");
	return legacySignature(types, args.get("output_shapes"), call);
}

function rejectNoSpec(leaf: Value): void {
	if (leaf.kind === "typespec" || leaf.kind === "unknown" || leaf.kind === "instance") return;
	const hint = leaf.kind === "list" ? "; a structure of specs is a tuple or a dict" : "";
	reject(`output_signature holds TensorSpecs, found a ${typeName(leaf)}${hint}`, "output_signature");
}

function legacySignature(types: Value, shapes: Value, call: LibraryCall): Value {
	if (shapes.kind === "none") {
		const why = { text: "from_generator was given no shapes", origin: call.args.origin };
		return mapElement(types, (leaf) => typeSpec(unknownRank(why), readDType(leaf)));
	}
	return alongside(types, shapes, (type, shape) =>
		typeSpec(readShape(shape, call.machine, call.args.origin).shape, readDType(type)),
	);
}

/** Shapes that nest as the types do; what stands beside a dtype is a shape, however it is written. */
function alongside(types: Value, shapes: Value, pair: (type: Value, shape: Value) => Value): Value {
	if (types.kind !== "tuple" && types.kind !== "dict") return pair(types, shapes);
	if (shapes.kind === "unknown") return vague(shapes.why);
	if (types.kind === "tuple" && shapes.kind === "tuple") {
		if (types.items.length !== shapes.items.length)
			reject(`${shapes.items.length} shapes for ${types.items.length} types`, "output_shapes", "ValueError");
		return { ...types, items: types.items.map((type, index) => alongside(type, shapes.items[index] as Value, pair)) };
	}
	if (types.kind === "dict" && shapes.kind === "dict" && types.entries) {
		const entries = [...types.entries].map(([key, entry]) => {
			const shape = shapes.entries?.get(key)?.value;
			if (!shape) reject("output_shapes lacks a key of output_types", "output_shapes", "ValueError");
			return [key, { key: entry.key, value: alongside(entry.value, shape as Value, pair) }] as const;
		});
		return { ...types, entries: new Map(entries) };
	}
	return reject(`output_shapes does not nest as output_types does`, "output_shapes");
}

const openDims = (element: Value): readonly NoneDim[] =>
	elementLeaves(element).flatMap((leaf) =>
		leaf.kind === "typespec" && leaf.spec.shape.kind === "ranked" ? leaf.spec.shape.dims.filter(isNone) : [],
	);

/** The arguments become tensors, and reach the generator as NumPy arrays; absent when they are not known. */
function generatorArguments(args: Value, call: LibraryCall): readonly Value[] | undefined {
	if (args.kind === "none") return [];
	const items = args.kind === "tuple" || args.kind === "list" ? args.items : undefined;
	return items?.map((item) => {
		const { shape, dtype, content } = convert(item);
		if (content?.kind === "int" && typeof dtype === "string")
			return { kind: "int", value: content.value, numpy: dtype };
		if (content?.kind === "float" && typeof dtype === "string")
			return { kind: "float", value: content.value, numpy: dtype };
		return {
			...makeTensor(shape, dtype, { world: call.world, eager: true, content }),
			flavor: "ndarray",
			eager: undefined,
		};
	});
}

interface Generated {
	readonly generator: Value;
	readonly values: readonly Value[];
	readonly element: Value;
	/** The open sizes of the first elements that were drawn last. */
	readonly first: Map<NoneDim, Drawn>;
	/** How many are drawn. */
	readonly count: number;
}

/** A batch is looked through as far as this. */
const MAX_DRAWN = 64;

/** Draws the first elements, as TensorFlow does where the dataset is iterated over. */
function checkFirst(
	{ generator, values, element, first, count }: Generated,
	machine: Machine,
	origin: Origin,
): "empty" | DrawnSizes | undefined {
	first.clear();
	const drawn = machine.trap(() => machine.guard(origin, () => drawFirst(generator, values, count, machine, origin)));
	if (drawn instanceof Raised) {
		failureInPython(drawn, origin);
		return undefined;
	}
	if (drawn.kind !== "tuple") return undefined;
	if (drawn.items.length === 0) return "empty";
	for (const [index, item] of drawn.items.entries()) {
		const mistake = yieldMistake(element, item);
		if (mistake !== undefined)
			raise(
				{
					code: "invalid-dataset",
					exception: "InvalidArgumentError",
					message: `the generator does not yield what its signature says: ${mistake}`,
				},
				origin,
			);
		noteSizes(element, item, index, first);
	}
	return first;
}

/** The first items in a tuple, which is empty when there is none; `?` when that is not known. */
function drawFirst(generator: Value, values: readonly Value[], count: number, machine: Machine, origin: Origin): Value {
	const made = machine.call(generator, syntheticArguments(values, origin));
	if (made.kind === "unknown" || made.kind === "instance") return vague("what a generator gives");
	if (NO_ITERABLE.has(made.kind))
		raise({ code: "invalid-dataset", exception: "TypeError", message: `a ${typeName(made)} is not iterable` }, origin);
	const iterator = iteratorOf(made, origin, machine) ?? vague("what a generator gives");
	const items: Value[] = [];
	while (items.length < count) {
		const item = items.length === 0 ? drawNext(iterator, machine) : drawFurther(iterator, machine);
		if (!item) break;
		items.push(item);
	}
	return tuple(items);
}

/** What is not known of later items leaves the first ones as they are. */
function drawFurther(iterator: IteratorValue, machine: Machine): Value | undefined {
	try {
		return drawNext(iterator, machine);
	} catch (signal) {
		if (signal instanceof Vague) return undefined;
		throw signal;
	}
}

const NO_ITERABLE: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "none"] as const);

function noteSizes(element: Value, item: Value, index: number, first: Map<NoneDim, Drawn>): void {
	pairs(element, item, (spec, value) => {
		const own = shapeOf(value);
		if (spec.spec.shape.kind !== "ranked" || own?.kind !== "ranked") return;
		for (const [axis, dim] of spec.spec.shape.dims.entries()) {
			const size: Dim | undefined = own.dims[axis];
			if (isNone(dim) && size !== undefined && isStatic(size)) first.set(dim, { ...first.get(dim), [index]: size });
		}
	});
}

function pairs(element: Value, item: Value, visit: (spec: TypeSpecValue, value: Value) => void): void {
	if (element.kind === "typespec") visit(element, item);
	else if (element.kind === "tuple" && item.kind === "tuple")
		for (const [index, each] of element.items.entries()) if (item.items[index]) pairs(each, item.items[index], visit);
	if (element.kind !== "dict" || item.kind !== "dict") return;
	for (const [key, entry] of element.entries ?? []) {
		const value = item.entries?.get(key)?.value;
		if (value) pairs(entry.value, value, visit);
	}
}

function shapeOf(value: Value): Shape | undefined {
	try {
		return convert(value).shape;
	} catch {
		return undefined;
	}
}
