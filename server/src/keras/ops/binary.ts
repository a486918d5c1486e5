import { type DType, printDType } from "../../domain";
import type { PromotedType } from "../backend/common/dtypes";
import { defineOp, type OpModel } from "./define-op";
import { type DTypeMap, same, TAKES, type Takes } from "./dtype-rules";
import type { OpCall, OpFailure } from "./op-call";
import type { Operand } from "./operand";
import { broadcast, promote, standardized } from "./shapes";

/** An operation on two tensors that broadcast. */
export interface BinaryRule {
	/** On real values a Python number is converted by itself first; else it keeps its weak type. */
	readonly strict?: boolean;
	/** Types that are promoted along. */
	readonly extra?: readonly PromotedType[];
	/** What becomes of the promoted dtype. */
	readonly gives?: DTypeMap;
	/** What becomes of it in a graph and on real tensors, where that is something else. */
	readonly computes?: DTypeMap;
	/** Its arguments are cast to bool, each by itself. */
	readonly truth?: boolean;
	/** What its kernels take of the promoted dtypes, in a graph and on real tensors. */
	readonly takes?: Takes;
	readonly rejects?: OpFailure["exception"];
	/** On KerasTensors the dtypes are not looked at: this one comes out. */
	readonly declares?: DType;
	/** Its `compute_output_spec` reads the attributes of both arguments: a Python value has none. */
	readonly attributes?: boolean;
	/** On KerasTensors a Python number counts as a dtype of its own. */
	readonly standard?: boolean;
	/** What has no dtype counts as `floatx` on KerasTensors. */
	readonly defaults?: boolean;
	readonly signature?: string;
	readonly names?: readonly [string, string];
}

function rejectValue(value: Operand, op: OpCall): void {
	if (value.isTensor) return;
	op.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `a value of type ${value.shown} has no dtype: this operation takes tensors only`,
	});
}

function declaredDType(a: Operand, b: Operand, rule: BinaryRule, op: OpCall): DType {
	if (rule.declares) return rule.declares;
	if (rule.standard) return (rule.gives ?? same)(promote([a, b].map(standardized), op, rule.extra));
	const count = ({ isTensor, ...operand }: Operand): Operand =>
		isTensor || !rule.defaults ? { ...operand, isTensor } : { ...operand, isTensor, type: "float32" };
	return (rule.gives ?? same)(promote([count(a), count(b)], op, rule.extra));
}

/** The dtype in which TensorFlow computes; it must be one that the kernel takes. */
function computedDType(a: Operand, b: Operand, rule: BinaryRule, op: OpCall): DType {
	if (rule.truth) return rejectText([a, b], op);
	const strict = rule.strict || rule.declares !== undefined;
	const operands = strict ? [a, b].map((each) => ({ ...each, type: each.dtype })) : [a, b];
	const dtype = promote(operands, op, rule.extra);
	const takes = rule.takes ?? TAKES.any;
	if (typeof dtype === "string" && !takes(dtype)) {
		op.fail({
			code: "invalid-layer-input",
			exception: rule.rejects ?? { graph: "TypeError" },
			message: `this operation of TensorFlow cannot take inputs of dtype ${printDType(dtype)}`,
		});
	}
	return rule.declares ?? (rule.computes ?? rule.gives ?? same)(dtype);
}

/** No kernel makes bools of text; a graph finds that out when it runs. */
function rejectText(operands: readonly Operand[], op: OpCall): DType {
	if (op.mode === "eager" && operands.some(({ dtype }) => dtype === "string"))
		op.fail({
			code: "invalid-layer-input",
			exception: "UnimplementedError",
			message: "TensorFlow casts no text to bool",
		});
	return "bool";
}

/** Functions of two tensors, by name, that follow one rule. Mirrors keras/src/ops/numpy.py. */
export function binaryOps(names: readonly string[], rule: BinaryRule): readonly OpModel[] {
	const [left, right] = rule.names ?? ["x1", "x2"];
	const strict = rule.strict || rule.declares !== undefined;
	return names.map((name) =>
		defineOp(
			name,
			"numpy",
			rule.signature ?? `${left}, ${right}`,
			(op) => {
				const read = (argument: string): Operand => (strict ? op.tensor(argument) : op.weak(argument));
				const [a, b] = [read(left), read(right)];
				if (op.isSymbolic && rule.attributes) for (const each of [a, b]) rejectValue(each, op);
				const dtype = op.isSymbolic ? undefined : computedDType(a, b, rule, op);
				const shape = broadcast(a.shape, b.shape, op);
				return { shape, dtype: dtype ?? declaredDType(a, b, rule, op) };
			},
			{ symbolic: [left, right] },
		),
	);
}
