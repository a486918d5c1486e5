import {
	broadcastDims,
	type DType,
	dimToValue,
	int,
	isClash,
	isFloating,
	isInteger,
	isStatic,
	list,
	NONE,
	type Origin,
	printShape,
	ranked,
	type TensorValue,
	tuple,
	unknown,
	type Value,
} from "../domain";
import {
	type BinaryOperator,
	type CompareOperator,
	forget,
	type LibraryCall,
	type Machine,
	type MethodModel,
	raise,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { arrayOrScalar, commonDType, dimsOf, makeArray, toArray } from "./arrays";
import { readDType, toFloat } from "./dtypes";
import { indexDims } from "./indexing";
import { matmul } from "./products";
import { REDUCTIONS, reduce } from "./reductions";
import { argmax, ravel, repeat, reshape, squeeze, swapAxes, transpose } from "./shaping";

const asArray = (value: Value): TensorValue =>
	value.kind === "tensor" && value.flavor === "ndarray" ? value : vague("not an array");

/** A method is the function of the same name with the array as its first argument. */
const fromFunction =
	(run: (call: LibraryCall) => Value): MethodModel =>
	(self, call) => {
		const origin = call.args.origin;
		return run({ ...call, args: { ...call.args, positional: [{ value: self, origin }, ...call.args.positional] } });
	};

/** A method that writes into its array: the values are not known after it. */
const overwrite: MethodModel = (self, { machine }) => {
	forget(self, machine);
	return NONE;
};

/** `numpy.ndarray`. Operators follow NumPy's broadcasting and promotion. */
export const ArrayType: TypeModel = {
	handles: (value) => value.kind === "tensor" && value.flavor === "ndarray",
	attribute: (self, name, machine, origin) => attribute(asArray(self), name, machine, origin),
	methods: {
		astype: (self, call) => astype(asArray(self), call),
		reshape: (self, call) => reshapeMethod(asArray(self), call),
		transpose: (self, call) => transposeMethod(asArray(self), call),
		copy: (self) => copied(asArray(self)),
		flatten: fromFunction(ravel),
		ravel: fromFunction(ravel),
		squeeze: fromFunction(squeeze),
		swapaxes: fromFunction(swapAxes),
		repeat: fromFunction(repeat),
		argmax: fromFunction(argmax),
		argmin: fromFunction(argmax),
		...Object.fromEntries(REDUCTIONS.map((name) => [name, fromFunction(reduce(name))])),
		tolist: (self) => listOf(asArray(self)),
		...Object.fromEntries(["fill", "itemset", "partition", "put", "sort"].map((name) => [name, overwrite])),
		item: (self) => scalarOf(asArray(self)),
	},
	getItem: (self, index, machine, origin) => item(asArray(self), index, machine, origin),
	setItem: (self, _index, _value, machine) => forget(self, machine),
	binary,
	compare,
	unary: (_op, operand) => ({ ...asArray(operand), content: undefined }),
	iterate: (self) => rows(asArray(self)),
	truth: () => undefined,
	length: (self) => length(asArray(self)),
	typeName: () => "ndarray",
};

/** Another array of the same values: what is written into one is not seen in the other. */
const copied = (self: TensorValue): TensorValue => ({ ...self, content: self.content && freshValue(self.content) });

function freshValue(content: Value): Value {
	if (content.kind === "list") return { ...content, items: content.items?.map(freshValue) };
	return content.kind === "int" ? { ...content, numpy: undefined } : content;
}

/** `tolist`: nested lists of Python's own numbers. */
function listOf(self: TensorValue): Value {
	const dims = dimsOf(toArray(self));
	if (dims.length === 0) return self.content ? freshValue(self.content) : numberOf(self.spec.dtype);
	const parts = rows(self);
	if (!parts) return { kind: "list", items: undefined };
	return list(parts.map((part) => (part.kind === "tensor" ? listOf(part) : freshValue(part))));
}

function numberOf(dtype: DType): Value {
	if (dtype === "bool") return { kind: "bool" };
	if (dtype === "string") return { kind: "str" };
	if (isFloating(dtype)) return { kind: "float" };
	return isInteger(dtype) ? { kind: "int" } : vague("the values of an array");
}

function attribute(self: TensorValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	const { shape, dtype } = self.spec;
	const dims = shape.kind === "ranked" ? shape.dims : undefined;
	switch (name) {
		case "shape":
			return dims
				? tuple(dims.map((dim, axis) => dimToValue(dim, axis, false)))
				: unknown({ text: "the shape is not known", origin });
		case "dtype":
			return { kind: "dtype", dtype, numpy: "dtype" };
		case "ndim":
			return dims ? int(dims.length) : { kind: "int" };
		case "size":
			return dims?.every(isStatic)
				? int(dims.reduce((total: number, dim) => total * (dim as number), 1))
				: { kind: "int" };
		case "T":
			return transpose({
				machine,
				world: self.world,
				args: { positional: [{ value: self, origin }], keywords: [], origin },
			});
		case "as_list":
		case "numpy":
		case "get_shape":
			return undefined;
		default:
			return unknown({ text: `the attribute ${name} of an array is not modelled`, origin });
	}
}

function astype(self: TensorValue, call: LibraryCall): Value {
	const dtype = readDType((call.args.positional[0] ?? call.args.keywords[0])?.value ?? vague("a dtype"));
	return { ...self, spec: { ...self.spec, dtype }, content: undefined };
}

/** `a.reshape(2, 3)` is `a.reshape((2, 3))`. */
function reshapeMethod(self: TensorValue, call: LibraryCall): Value {
	const { positional, origin } = call.args;
	const sizes = positional.map(({ value }) => value);
	const shape = sizes.length === 1 ? (sizes[0] as Value) : tuple(sizes);
	return reshape({ ...call, args: { ...call.args, positional: [self, shape].map((value) => ({ value, origin })) } });
}

function transposeMethod(self: TensorValue, call: LibraryCall): Value {
	const { positional, origin } = call.args;
	const axes = positional.map(({ value }) => value);
	const given = axes.length > 1 ? [tuple(axes)] : axes;
	return transpose({
		...call,
		args: { ...call.args, positional: [self, ...given].map((value) => ({ value, origin })) },
	});
}

function scalarOf(self: TensorValue): Value {
	if (self.content && self.content.kind !== "list") return self.content;
	return isFloating(self.spec.dtype) ? { kind: "float" } : vague("the value of an array");
}

function item(self: TensorValue, index: Value, machine: Machine, origin: Origin): Value {
	const dims = indexDims(dimsOf(toArray(self)), index, origin);
	const { content } = self;
	const isPlain = index.kind === "int" || index.kind === "slice";
	const picked =
		content?.kind === "list" && content.items && isPlain ? machine.getItem(content, index, origin) : undefined;
	return arrayOrScalar(ranked(dims), self.spec.dtype, self.world, picked);
}

const ARITHMETIC = new Set<BinaryOperator>(["+", "-", "*", "/", "//", "%", "**", "&", "|", "^"]);

/** What NumPy converts by itself; tensors have operators of their own, which come before NumPy's. */
const isOperand = (value: Value): boolean =>
	(value.kind === "tensor" && value.flavor === "ndarray") ||
	["int", "float", "bool", "list", "tuple"].includes(value.kind);

function binary(op: BinaryOperator, left: Value, right: Value, _machine: Machine, _origin: Origin): Value | undefined {
	if (!isOperand(left) || !isOperand(right)) return undefined;
	const world = left.kind === "tensor" ? left.world : right.kind === "tensor" ? right.world : "keras3";
	if (op === "@") return matmul(left, right, world);
	const [a, b] = [toArray(left), toArray(right)];
	if (!ARITHMETIC.has(op)) return undefined;
	const dtype = commonDType(a, b);
	return makeArray(ranked(broadcast(left, right)), op === "/" ? toFloat(dtype) : dtype, world);
}

function broadcast(left: Value, right: Value) {
	const [a, b] = [toArray(left), toArray(right)];
	const dims = broadcastDims(dimsOf(a), dimsOf(b));
	if (!isClash(dims)) return dims;
	raise({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `arrays of the shapes ${printShape(a.shape)} and ${printShape(b.shape)} do not broadcast`,
	});
}

function compare(op: CompareOperator, left: Value, right: Value): Value | undefined {
	if (!isOperand(left) || !isOperand(right) || op === "is" || op === "is not") return undefined;
	const world = left.kind === "tensor" ? left.world : right.kind === "tensor" ? right.world : "keras3";
	return makeArray(ranked(broadcast(left, right)), "bool", world);
}

const MAX_ROWS = 4096;

function rows(self: TensorValue): readonly Value[] | undefined {
	const { shape, dtype } = self.spec;
	const count = shape.kind === "ranked" ? shape.dims[0] : undefined;
	if (shape.kind !== "ranked" || typeof count !== "number" || count > MAX_ROWS) return undefined;
	const contents = self.content?.kind === "list" ? self.content.items : undefined;
	const inner = ranked(shape.dims.slice(1));
	return Array.from({ length: count }, (_, row) => arrayOrScalar(inner, dtype, self.world, contents?.[row]));
}

function length(self: TensorValue): Value {
	const { shape } = self.spec;
	const count = shape.kind === "ranked" ? shape.dims[0] : undefined;
	return typeof count === "number" ? int(count) : { kind: "int" };
}
