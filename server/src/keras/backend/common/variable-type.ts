import type { DType, Opaque, TensorValue, Value } from "../../../domain";
import { str, unknown } from "../../../domain";
import type { Machine, TypeModel } from "../../../interpreter/api";

/** Marks a Variable as one of Keras 3's own, which wraps TensorFlow's. */
const MARK: Opaque = { tag: "keras-variable" };

/** A weight of a Keras 3 layer, as user code sees it. */
export const kerasVariable = (tensor: TensorValue): TensorValue => ({ ...tensor, history: MARK });

export const isKerasVariable = (value: Value): value is TensorValue =>
	value.kind === "tensor" && value.flavor === "Variable" && value.history?.tag === MARK.tag;

/** A weight that was made with `autocast=False`. */
const FIXED: Opaque = { tag: "keras-variable" };

export const fixedVariable = (tensor: TensorValue): TensorValue => ({ ...tensor, history: FIXED });

/** Whether the variable counts as a tensor of the compute dtype within calls of mixed precision. */
export const isCastByKeras3 = (value: Value): boolean => isKerasVariable(value) && value.history !== FIXED;

/** A variable that counts as a tensor of another dtype; what is assigned to it has its own. */
interface Cast extends Opaque {
	readonly own: DType;
}

export function castVariable(tensor: TensorValue, dtype: DType): TensorValue {
	const mark: Cast = { tag: MARK.tag, own: tensor.spec.dtype };
	return { ...tensor, spec: { ...tensor.spec, dtype }, history: mark };
}

/** TensorFlow's variable inside, which answers everything but the dtype. */
const inner = (value: Value): Value => (isKerasVariable(value) ? { ...value, history: undefined } : value);

const typeOfInner = (value: Value, machine: Machine): TypeModel | undefined => machine.registry.typeOf(inner(value));

/** What is assigned comes back as a tensor of the variable's dtype. */
const assigned = (self: Value): Value =>
	isKerasVariable(self)
		? { ...self, flavor: "Tensor", spec: { ...self.spec, dtype: ownDType(self) }, history: undefined }
		: self;

const ownDType = ({ history, spec }: TensorValue): DType => (history as Cast | undefined)?.own ?? spec.dtype;

/** `keras.Variable`: its dtype is a string. Mirrors keras/src/backend/common/variables.py. */
export const KerasVariableType: TypeModel = {
	handles: isKerasVariable,
	attribute: (self, name, machine, origin) => {
		if (!isKerasVariable(self)) return undefined;
		const { dtype } = self.spec;
		if (name === "dtype") return typeof dtype === "string" ? str(dtype) : unknown(dtype.why);
		if (name === "path" || name === "trainable" || name === "regularizer" || name === "constraint")
			return unknown({ text: `the attribute ${name} of a variable is not modelled`, origin });
		return machine.findAttribute(inner(self), name, origin);
	},
	methods: {
		assign: (self, call) => {
			typeOfInner(self, call.machine)?.methods?.assign?.(inner(self), call);
			return assigned(self);
		},
		assign_add: assigned,
		assign_sub: assigned,
	},
	getItem: (self, index, machine, origin) => machine.getItem(inner(self), index, origin),
	binary: (op, left, right, machine, origin) => machine.binary(op, inner(left), inner(right), origin),
	compare: (op, left, right, machine, origin) => machine.compare(op, inner(left), inner(right), origin),
	unary: (op, operand, machine, origin) =>
		typeOfInner(operand, machine)?.unary?.(op, inner(operand), machine, origin) ??
		unknown({ text: "an operator that is not followed", origin }),
	iterate: (self, machine, origin) => machine.iterate(inner(self), origin),
	length: (self, machine, origin) =>
		typeOfInner(self, machine)?.length?.(inner(self), machine, origin) ?? { kind: "int" },
	typeName: () => "Variable",
};
