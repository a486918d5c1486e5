import {
	type Dim,
	isNone,
	isStatic,
	type Origin,
	ranked,
	type Shape,
	type TensorValue,
	unknownDim,
	type Value,
	type World,
	withLayout,
} from "../../domain";
import { Failure, raise, typeName, vague } from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { mapLeaves } from "../spec-values";

/** What a body returns becomes tensors of its graph. Mirrors `convert` in func_graph.py of tensorflow/python/framework. */
export const toOutputs = (value: Value, name: string, world: World, origin: Origin): Value =>
	mapLeaves(value, (leaf) => toOutput(leaf, name, world, origin));

function toOutput(leaf: Value, name: string, world: World, origin: Origin): Value {
	if (leaf.kind === "none" || leaf.kind === "unknown") return leaf;
	if (leaf.kind === "tensor") return tensorOutput(leaf, name, origin);
	if (leaf.kind === "instance" && !isPlainObject(leaf)) return vague("an object that a traced function returns");
	if (!CONVERTED.has(leaf.kind)) return rejectOutput(typeName(leaf), name, origin);
	try {
		const { shape, dtype, content } = convert(leaf);
		return makeTensor(shape, dtype, { world, eager: false, content });
	} catch (signal) {
		if (signal instanceof Failure) return rejectOutput(typeName(leaf), name, origin);
		throw signal;
	}
}

const CONVERTED: ReadonlySet<Value["kind"]> = new Set(
	"int float bool str bytes complex list tuple tensorshape".split(" ") as Value["kind"][],
);

const isPlainObject = ({ cls }: Extract<Value, { kind: "instance" }>): boolean =>
	cls.kind === "library" && (cls.name === "builtins.object" || cls.name.startsWith("keras.layers."));

function tensorOutput(leaf: TensorValue, name: string, origin: Origin): Value {
	if (leaf.flavor === "KerasTensor") {
		return raise(
			{
				code: "keras-tensor-in-tf-function",
				exception: "TypeError",
				message: `the tf.function ${name} returns a KerasTensor; it may return tensors only`,
			},
			origin,
		);
	}
	return { ...leaf, flavor: "Tensor", eager: false };
}

const rejectOutput = (what: string, name: string, origin: Origin): never =>
	raise(
		{
			code: "non-tensor-from-tf-function",
			exception: "TypeError",
			message: `the tf.function ${name} returns a ${what}; it may return tensors and None only`,
		},
		origin,
	);

/** Whether the trace leaves a size open that a call may tell. */
export function isOpenOutput(value: Value): boolean {
	let found = false;
	mapLeaves(value, (leaf) => {
		if (leaf.kind === "unknown") found = true;
		if (leaf.kind === "tensor") found ||= !isClosed(leaf.spec.shape) || leaf.content !== undefined;
		return leaf;
	});
	return found;
}

const isClosed = (shape: Shape): boolean => shape.kind === "ranked" && shape.dims.every(isStatic);

/**
 * The result of a call: what the trace says, with the sizes that the body gives on the arguments of this call. In eager
 * code nothing is open any more: what is not known is `?`.
 */
export function resultOf(outputs: Value, actual: Value | undefined, isEager: boolean): Value {
	const others = actual ? leavesInOrder(actual) : [];
	let index = 0;
	return mapLeaves(outputs, (leaf) => {
		const other = others[index];
		index += 1;
		const found = other?.kind === "tensor" && other.flavor === "Tensor" ? other : undefined;
		if (leaf.kind === "unknown" && found) return resultTensor(found, found, isEager);
		return leaf.kind === "tensor" ? resultTensor(leaf, found, isEager) : leaf;
	});
}

function leavesInOrder(value: Value): readonly Value[] {
	const leaves: Value[] = [];
	mapLeaves(value, (leaf) => {
		leaves.push(leaf);
		return leaf;
	});
	return leaves;
}

function resultTensor(traced: TensorValue, actual: TensorValue | undefined, eager: boolean): TensorValue {
	const { shape, layout } = traced.spec;
	const dtype = typeof traced.spec.dtype === "string" ? traced.spec.dtype : (actual?.spec.dtype ?? traced.spec.dtype);
	const found = actual ? refine(shape, actual.spec.shape) : shape;
	const content = actual ? actual.content : traced.content;
	return {
		...traced,
		eager,
		spec: withLayout({ shape: eager && !layout ? settled(found) : found, dtype }, layout),
		content: eager ? knownContent(content) : traced.content,
	};
}

/** The sizes of a call, unless they contradict the trace: then the body asked for static sizes. */
function refine(shape: Shape, actual: Shape): Shape {
	if (shape.kind !== "ranked") return actual;
	if (actual.kind !== "ranked" || shape.dims.length !== actual.dims.length) return shape;
	const isContradiction = shape.dims.some((dim, axis) => isStatic(dim) && clashes(dim, actual.dims[axis] as Dim));
	return isContradiction
		? shape
		: ranked(shape.dims.map((dim, axis) => (isStatic(dim) ? dim : (actual.dims[axis] as Dim))));
}

const clashes = (size: number, dim: Dim): boolean => isStatic(dim) && dim !== size;

function settled(shape: Shape): Shape {
	if (shape.kind === "unknown-rank") return { kind: "top", why: shape.why };
	if (shape.kind !== "ranked") return shape;
	return ranked(
		shape.dims.map((dim) =>
			!isStatic(dim) && isNone(dim)
				? unknownDim({ text: "a size that is known at run time only", cause: dim.why })
				: dim,
		),
	);
}

/** Values that a graph does not know are no values of a result. */
function knownContent(content: Value | undefined): Value | undefined {
	if (content?.kind === "none") return undefined;
	if (content?.kind !== "list" || !content.items) return content;
	return content.items.every((item) => knownContent(item) !== undefined) ? content : undefined;
}
