import {
	type Dim,
	type DType,
	type InstanceValue,
	int,
	isStatic,
	noneDim,
	type Opaque,
	ranked,
	type Shape,
	sumDims,
	unknownBecause,
	unknownRank,
	type Value,
} from "../domain";
import { bind, type ClassModel, type LibraryCall, raise, signature, vague } from "../interpreter/api";
import { convert, makeTensor, type Operand, readSizes } from "./convert";
import { readDType } from "./dtypes";
import { isTracing } from "./op";
import { mergeShapes } from "./shape-functions";
import { readShape } from "./shapes";
import { flatten } from "./structure";

/** `tf.TensorArray`. Mirrors tensorflow/python/ops/tensor_array_ops.py: an array of values, or a list of a graph. */

interface ArrayState extends Opaque {
	readonly tag: "tensorflow.array";
	readonly dtype: DType;
	readonly size: Dim;
	readonly isDynamic: boolean;
	/** What is known of every element. */
	readonly element: Shape;
	/** The first axes of the elements of an array of values, for `concat`. */
	readonly lengths: readonly Dim[] | undefined;
}

const isState = (native: Opaque | undefined): native is ArrayState => native?.tag === "tensorflow.array";

function stateOf(self: Value): ArrayState {
	if (self.kind === "instance" && isState(self.native)) return self.native;
	return vague("an array that is not known");
}

const ANY: Shape = unknownRank({ text: "no element was written yet" });
const SIZE = { text: "how many elements there are" };

const CONSTRUCTOR = signature(
	"dtype, size=None, dynamic_size=None, clear_after_read=None, tensor_array_name=None, handle=None, flow=None, infer_shape=True, element_shape=None, colocate_with_first_write_call=True, name=None",
);

function created(call: LibraryCall): ArrayState {
	const bound = bind(CONSTRUCTOR, call.args);
	const { origin } = call.args;
	const size = bound.get("size");
	const isDynamic = bound.get("dynamic_size");
	const shape = bound.get("element_shape");
	if (isDynamic.kind === "unknown") return vague("whether the array grows");
	return {
		tag: "tensorflow.array",
		dtype: readDType(bound.get("dtype")),
		size: size.kind === "none" ? 0 : (readSizes(size, call.machine, origin)?.[0] ?? noneDim(SIZE)),
		isDynamic: isDynamic.kind === "bool" && isDynamic.value === true,
		element: shape.kind === "none" ? ANY : readShape(shape, call.machine, origin).shape,
		lengths: [],
	};
}

const isEager = ({ machine }: LibraryCall): boolean => !isTracing(machine);

/** An array of values is changed itself; a graph makes a new one. */
function changed(self: Value, state: ArrayState, call: LibraryCall): Value {
	if (self.kind !== "instance") return vague("an array that is not known");
	if (!isEager(call)) return { ...self, native: state };
	call.machine.journal.setField(self as { native: Opaque | undefined }, "native", state, (a, b) =>
		a === b ? a : undefined,
	);
	return self;
}

const reject = (exception: string, message: string): never =>
	raise({ code: "invalid-layer-input", exception, message });

const isSymbol = (value: Value): boolean => value.kind === "tensor" && value.flavor === "KerasTensor";

/** A TensorArray converts what it is given, which a KerasTensor refuses. */
function rejectSymbols(name: string, { args, world }: LibraryCall): void {
	const given = [...args.positional, ...args.keywords].flatMap(({ value }) => flatten(value));
	if (!given.some(isSymbol)) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: world === "keras3" || name === "unstack" ? "ValueError" : "TypeError",
		message: `${name} of a TensorArray cannot take a KerasTensor; use it inside a layer's call`,
		facts: { function: `tf.TensorArray.${name}` },
	});
}

/** What is written has the dtype of the array, and the shape of what was written before. */
function withElement(state: ArrayState, { shape, dtype }: Operand, call: LibraryCall): ArrayState {
	if (isEager(call) && typeof dtype === "string" && typeof state.dtype === "string" && dtype !== state.dtype)
		reject("InvalidArgumentError", `an array of ${state.dtype} takes no ${dtype}`);
	const element = mergeShapes(state.element, shape) ?? reject("ValueError", "the elements of an array have one shape");
	const first = shape.kind === "ranked" ? shape.dims[0] : undefined;
	return { ...state, element, lengths: first === undefined ? undefined : state.lengths && [...state.lengths, first] };
}

function write(self: Value, call: LibraryCall): Value {
	rejectSymbols("write", call);
	const state = stateOf(self);
	const bound = bind(signature("index, value, name=None"), call.args);
	const index = convert(bound.get("index")).content;
	const value = convert(bound.get("value"), bound.get("value").kind === "tensor" ? undefined : state.dtype);
	const at = index?.kind === "int" ? index.value : undefined;
	const isOut = at !== undefined && isStatic(state.size) && at >= state.size;
	if (isOut && !state.isDynamic && isEager(call))
		reject("OutOfRangeError", `index ${at} lies beyond an array of ${String(state.size)} elements`);
	const size =
		isOut && state.isDynamic && isEager(call)
			? at + 1
			: at === undefined && state.isDynamic
				? noneDim(SIZE)
				: state.size;
	return changed(self, { ...withElement(state, value, call), size }, call);
}

function unstack(self: Value, call: LibraryCall): Value {
	rejectSymbols("unstack", call);
	const state = stateOf(self);
	const value = convert(bind(signature("value, name=None"), call.args).get("value"));
	if (value.shape.kind !== "ranked") return vague("the rows of a tensor");
	const [count, ...row] = value.shape.dims;
	if (count === undefined) return reject("ValueError", "a scalar has no rows");
	const next = withElement({ ...state, lengths: [] }, { shape: ranked(row), dtype: value.dtype }, call);
	const length = row[0];
	const lengths = length === undefined || !isStatic(count) ? undefined : Array<Dim>(count).fill(length);
	return changed(self, { ...next, size: isEager(call) || state.isDynamic ? count : state.size, lengths }, call);
}

function scatter(self: Value, call: LibraryCall): Value {
	rejectSymbols("scatter", call);
	const state = stateOf(self);
	const { shape, dtype } = convert(bind(signature("indices, value, name=None"), call.args).get("value"));
	if (shape.kind !== "ranked") return vague("the rows of a tensor");
	return changed(self, withElement(state, { shape: ranked(shape.dims.slice(1)), dtype }, call), call);
}

const tensor = (shape: Shape, { dtype }: ArrayState, call: LibraryCall, content?: Value): Value =>
	makeTensor(shape, dtype, { world: call.world, eager: isEager(call), content });

function elementOf(state: ArrayState, call: LibraryCall): Shape {
	if (state.element !== ANY || !isEager(call)) return state.element;
	return vague("an element that was not written");
}

/** How many rows a stack has: a graph forgets it of an array that grows. */
function count(state: ArrayState, call: LibraryCall): Dim {
	return state.isDynamic && !isEager(call) ? noneDim(SIZE) : state.size;
}

const stacked = (rows: Dim, element: Shape): Shape =>
	element.kind === "ranked" ? ranked([rows, ...element.dims]) : element;

function gather(self: Value, call: LibraryCall): Value {
	const state = stateOf(self);
	const { shape } = convert(bind(signature("indices, name=None"), call.args).get("indices"));
	const rows = shape.kind === "ranked" ? (shape.dims[0] ?? vague("the indices")) : vague("the indices");
	return tensor(stacked(rows, elementOf(state, call)), state, call);
}

function concat(self: Value, call: LibraryCall): Value {
	const state = stateOf(self);
	const element = elementOf(state, call);
	if (element.kind !== "ranked") return tensor(element, state, call);
	const rows = isEager(call) ? sumDims(state.lengths ?? vague("how long the elements are")) : noneDim(SIZE);
	return tensor(ranked([rows, ...element.dims.slice(1)]), state, call);
}

const sizeOf = (self: Value, call: LibraryCall): Value => {
	const { size } = stateOf(self);
	const content = isStatic(size) && isEager(call) ? int(size) : undefined;
	return makeTensor(ranked([]), "int32", { world: call.world, eager: isEager(call), content });
};

const NAME = "tensorflow.TensorArray";

export const TensorArray: ClassModel = {
	kind: "class",
	name: NAME,
	init: (self, call) => {
		(self as InstanceValue).native = created(call);
	},
	attribute: (self, name, _machine, origin) => {
		if (self.kind !== "instance" || !isState(self.native)) return undefined;
		if (name === "dtype") return { kind: "dtype", dtype: self.native.dtype };
		return KEPT.has(name) ? unknownBecause(`${name} of a TensorArray`, origin) : undefined;
	},
	methods: {
		write,
		unstack,
		scatter,
		gather,
		concat,
		split: (_self, call) => {
			rejectSymbols("split", call);
			return vague("tf.TensorArray.split is not followed");
		},
		read: (self, call) => tensor(elementOf(stateOf(self), call), stateOf(self), call),
		stack: (self, call) => {
			const state = stateOf(self);
			return tensor(stacked(count(state, call), elementOf(state, call)), state, call);
		},
		size: sizeOf,
		identity: (self) => self,
		close: () => vague("tf.TensorArray.close is not followed"),
		grad: () => vague("tf.TensorArray.grad is not followed"),
	},
};

const KEPT: ReadonlySet<string> = new Set(["flow", "handle", "dynamic_size", "element_shape"]);
