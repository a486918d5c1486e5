import { type DType, isFloating, type Opaque, type TensorValue, type Value } from "../../../domain";
import type { TypeModel } from "../../../interpreter/api";

/** Marks a weight that counts as a tensor of the compute dtype within the calls of its layer; Keras 2 still shows its own. */
interface Autocast extends Opaque {
	readonly tag: "autocast-variable";
	/** The dtype that the variable has, while it counts as another. */
	readonly shown: DType;
}

const markOf = (value: Value): Autocast | undefined =>
	value.kind === "tensor" && value.flavor === "Variable" && value.history?.tag === "autocast-variable"
		? (value.history as Autocast)
		: undefined;

/** `AutoCastVariable` of keras/src/mixed_precision/autocast_variable.py (2.15). */
export function autocastVariable(tensor: TensorValue): TensorValue {
	if (!isFloating(tensor.spec.dtype)) return tensor;
	const mark: Autocast = { tag: "autocast-variable", shown: tensor.spec.dtype };
	return { ...tensor, history: mark };
}

export const isAutocastVariable = (value: Value): boolean => markOf(value) !== undefined;

/** The variable as it looks, whatever it counts as. */
export function shownVariable(value: TensorValue): TensorValue {
	const mark = markOf(value);
	return mark ? { ...value, spec: { ...value.spec, dtype: mark.shown }, history: undefined } : value;
}

const inner = (value: Value): Value =>
	value.kind === "tensor" && markOf(value) ? { ...value, history: undefined } : value;

export const AutocastVariableType: TypeModel = {
	handles: isAutocastVariable,
	attribute: (self, name, machine, origin) =>
		machine.findAttribute(name === "dtype" && self.kind === "tensor" ? shownVariable(self) : inner(self), name, origin),
	methods: {
		assign: (self) => (self.kind === "tensor" ? shownVariable(self) : self),
		assign_add: (self) => (self.kind === "tensor" ? shownVariable(self) : self),
		assign_sub: (self) => (self.kind === "tensor" ? shownVariable(self) : self),
		numpy: (self, { machine, args }) =>
			machine.call(
				machine.getAttribute(self.kind === "tensor" ? shownVariable(self) : self, "numpy", args.origin),
				args,
			),
	},
	getItem: (self, index, machine, origin) => machine.getItem(inner(self), index, origin),
	binary: (op, left, right, machine, origin) => machine.binary(op, inner(left), inner(right), origin),
	compare: (op, left, right, machine, origin) => machine.compare(op, inner(left), inner(right), origin),
	unary: (op, operand, machine, origin) =>
		machine.registry.typeOf(inner(operand))?.unary?.(op, inner(operand), machine, origin) ?? inner(operand),
	iterate: (self, machine, origin) => machine.iterate(inner(self), origin),
	typeName: () => "AutoCastVariable",
};
