import {
	bool,
	inferredValue,
	int,
	library,
	list,
	type Origin,
	type Spec,
	type TensorValue,
	type Value,
	type World,
	withLayout,
} from "../../domain";
import { type BinaryOperator, type CompareOperator, type Machine, raise, vague } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { dtypeUnderFloatx } from "../engine/floatx-result";
import { seen } from "../engine/layouts";
import { promotedElsewhere } from "../engine/other-backend";
import { mapTensors } from "../engine/structure";
import { inferItem } from "./get-item";
import { inferBinary, inferComparison, scalarDType } from "./infer";
import { operandsAt, recordOperation } from "./operation";
import { operationLayout } from "./operation-layout";
import { ABSOLUTE, BINARY, COMPARE, classOf, GET_ITEM, type OperatorNames, replayName, UNARY } from "./operators";

const isKerasTensor = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";

/** Operands whose operators are Keras's to answer; objects of the user's may have operators of their own. */
const isOperand = (value: Value): boolean => value.kind !== "unknown" && value.kind !== "instance";

const worldOf = (values: readonly Value[]): World => values.find(isKerasTensor)?.world ?? vague("no KerasTensor");

/** The graph tensor that stands for a KerasTensor while Keras 2 traces an operator. */
export function standIn(value: Value): Value {
	if (value.kind === "slice") {
		return { ...value, lower: standIn(value.lower), upper: standIn(value.upper), step: standIn(value.step) };
	}
	if (value.kind === "tuple") return { ...value, items: value.items.map(standIn) };
	return mapTensors(value, (tensor) =>
		tensor.flavor === "KerasTensor"
			? { ...tensor, spec: seen(tensor.spec), flavor: "Tensor", eager: false, history: undefined }
			: tensor,
	);
}

const symbolic = (spec: Spec, world: World): TensorValue => makeTensor(spec, "KerasTensor", { world });

/** What came out of the trace, as a KerasTensor; what an error left is not known. */
const leaveTrace = (value: Value, world: World): Value =>
	value.kind === "tensor" ? { ...symbolic(value.spec, world), content: keptValue(value) } : value;

/** Keras 2 takes ints for a shape, of which it makes a tensor: a negative one is an error. */
function keptValue({ spec, content }: TensorValue): Value | undefined {
	const value = inferredValue(spec, content);
	if (value !== "negative") return value;
	return raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "ints on KerasTensors are taken for sizes, and none is negative; compute with Python's ints instead",
	});
}

function declared(
	names: OperatorNames,
	output: TensorValue,
	operands: readonly Value[],
	machine: Machine,
): TensorValue {
	const dtype = dtypeUnderFloatx(output.spec.dtype, operands, { machine, world: "keras3" });
	return { ...output, spec: withLayout({ ...output.spec, dtype }, operationLayout(names.operation, operands)) };
}

function place(
	names: OperatorNames,
	output: Value,
	operands: readonly Value[],
	machine: Machine,
	origin: Origin,
): Value {
	if (output.kind !== "tensor") return output;
	const world = worldOf(operands);
	const placed = world === "keras3" ? declared(names, output, operands, machine) : output;
	const replay = library(replayName(names), world);
	const site = { machine, world, args: operandsAt(operands, origin) };
	return world === "keras2"
		? recordOperation(classOf(names, world), placed, replay, site, names.function)
		: recordOperation(classOf(names, world), placed, replay, site);
}

/** `left op right` where one operand is a KerasTensor. */
export function applyBinary(
	op: BinaryOperator,
	left: Value,
	right: Value,
	machine: Machine,
	origin: Origin,
): Value | undefined {
	const names = BINARY[op];
	const operands = [left, right];
	if (!operands.every(isOperand)) return undefined;
	if (!names)
		raise({ code: "invalid-layer-input", exception: "TypeError", message: `a KerasTensor has no operator ${op}` });
	const world = worldOf(operands);
	if (world === "keras2") {
		rejectSparse(operands);
		const traced = machine.binary(op, standIn(left), standIn(right), origin);
		return place(names, leaveTrace(traced, world), operands, machine, origin);
	}
	rejectArray(left);
	if (left.kind === "str" && op === "%") vague("formatted text");
	const spec = inferBinary(op, left, right);
	const promoted = { ...spec, dtype: promotedElsewhere(spec.dtype, { machine, world }) };
	return place(names, symbolic(promoted, world), operands, machine, origin);
}

/** Keras 2 calls `tf.math.add` and the like, which take no SparseTensor. */
function rejectSparse(operands: readonly Value[]): void {
	if (!operands.some((value) => isKerasTensor(value) && value.spec.layout?.kind === "sparse")) return;
	raise({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "a sparse KerasTensor is no operand of TensorFlow's operators: they take dense tensors",
	});
}

/** NumPy asks a KerasTensor on its right for its values, which Keras 2 prevents. */
function rejectArray(left: Value): void {
	const isArray = left.kind === "tensor" && left.flavor === "ndarray";
	if (!isArray && scalarDType(left) === undefined) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "NumPy cannot take a KerasTensor as its right operand: it has no values; put the array on the right",
	});
}

/** Keras 3 compares KerasTensors by identity; every other comparison is an operation. */
export function applyComparison(
	op: CompareOperator,
	left: Value,
	right: Value,
	machine: Machine,
	origin: Origin,
): Value | undefined {
	const names = COMPARE[op];
	const operands = [left, right];
	if (!names || !operands.every(isOperand)) return undefined;
	const world = worldOf(operands);
	if (world === "keras2") {
		rejectSparse(operands);
		const traced = machine.compare(op, standIn(left), standIn(right), origin);
		return place(names, leaveTrace(traced, world), operands, machine, origin);
	}
	rejectArray(left);
	rejectTensor(op, left, right);
	if (op === "==")
		return isKerasTensor(left) && isKerasTensor(right) ? bool(left === right) : otherEquality(left, right);
	return place(names, symbolic(inferComparison(left, right), world), operands, machine, origin);
}

/** The comparisons of a tensor of TensorFlow convert the other operand, where its arithmetic leaves it to the KerasTensor. */
function rejectTensor(op: CompareOperator, left: Value, right: Value): void {
	const isTensor = (value: Value): boolean => value.kind === "tensor" && value.flavor === "Tensor";
	if (!isTensor(left) && !(op === "==" && isTensor(right))) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "ValueError",
		message: `a KerasTensor cannot be compared with a tensor by ${op}: it has no values; use keras.ops`,
	});
}

const otherEquality = (left: Value, right: Value): Value =>
	left.kind === "tensor" && right.kind === "tensor" ? vague("a tensor compared with a KerasTensor") : bool(false);

/** `-x` and `~x`; there is no `+x`. */
export function applyUnary(op: "+" | "-" | "~", operand: Value, machine: Machine, origin: Origin): Value {
	if (!isKerasTensor(operand)) return vague("not a KerasTensor");
	if (op === "+") return rejectUnary(op, "KerasTensor");
	const { world, spec } = operand;
	if (world === "keras2") rejectUnaryDType(op, spec.dtype);
	if (world === "keras2" && spec.layout?.kind === "sparse") return vague("-x of a SparseTensor is not followed");
	const dtype = op === "~" && world === "keras3" ? "bool" : spec.dtype;
	const negated = op === "-" && operand.content ? negative(operand.content) : undefined;
	const output = { ...symbolic({ ...spec, dtype }, world), content: negated };
	return place(UNARY[op], leaveTrace(output, world), [operand], machine, origin);
}

const isOpen = (item: Value): boolean => item.kind !== "int" || item.value === undefined;

/** Of a shape that is known in part, TensorFlow computes nothing. */
function negative(content: Value): Value | undefined {
	const items = content.kind === "list" ? (content.items ?? []) : [content];
	if (items.some(isOpen)) return undefined;
	if (content.kind === "int") return int(-(content.value ?? 0));
	return list(items.map((item) => negative(item) ?? item));
}

const rejectUnary = (op: string, what: string): never =>
	raise({ code: "invalid-layer-input", exception: "TypeError", message: `there is no ${op}x for a ${what}` });

/** What TensorFlow's negative and invert do not take. */
function rejectUnaryDType(op: "-" | "~", dtype: Spec["dtype"]): void {
	if (typeof dtype !== "string") return;
	const takes = op === "-" ? dtype !== "bool" && dtype !== "string" : dtype === "bool" || /^u?int/.test(dtype);
	if (!takes) rejectUnary(op, `tensor of ${dtype}`);
}

/** An operation that keeps the shape and dtype: `abs(x)`, `round(x)`. */
export function applyElementwise(names: OperatorNames, operand: Value, machine: Machine, origin: Origin): Value {
	if (!isKerasTensor(operand)) return vague("not a KerasTensor");
	const { content, world } = operand;
	const spec = names === ABSOLUTE && world === "keras2" ? magnitude(operand.spec) : operand.spec;
	const isKept = content?.kind === "int" && names === ABSOLUTE;
	return place(names, { ...symbolic(spec, world), content: isKept ? content : undefined }, [operand], machine, origin);
}

/** What TensorFlow's `abs` gives: it takes no truths, text and numbers without a sign. */
function magnitude({ shape, dtype, layout }: Spec): Spec {
	if (dtype === "bool" || dtype === "string" || (typeof dtype === "string" && dtype.startsWith("uint"))) {
		const message = `tf.abs takes no tensor of ${dtype}`;
		raise({ code: "invalid-layer-input", exception: "TypeError", message });
	}
	const real = dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;
	return withLayout({ shape, dtype: real }, layout);
}

/** `x[key]`. */
export function applyItem(operand: Value, key: Value, machine: Machine, origin: Origin): Value {
	if (!isKerasTensor(operand)) return vague("not a KerasTensor");
	const { world, spec } = operand;
	const output =
		world === "keras2"
			? leaveTrace(machine.getItem(standIn(operand), standIn(key), origin), world)
			: symbolic({ ...spec, shape: inferItem(spec.shape, key) }, world);
	return place(GET_ITEM, output, [operand, key], machine, origin);
}
