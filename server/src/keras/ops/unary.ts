import { type DType, printDType } from "../../domain";
import { defineOp, type OpModel } from "./define-op";
import { type DTypeMap, same, TAKES, type Takes } from "./dtype-rules";
import type { OpCall, OpFailure } from "./op-call";

/** An operation that keeps its argument's shape. */
export interface UnaryRule {
	/** The dtype that `compute_output_spec` declares. */
	readonly declares?: DTypeMap;
	/** The dtype that the TensorFlow backend gives; what is declared when absent. */
	readonly gives?: DTypeMap;
	/** What its kernels take, in a graph and on real tensors. */
	readonly takes?: Takes;
	/** How it refuses the rest. */
	readonly rejects?: OpFailure["exception"];
	/** What `rejects` does not say of complex numbers. */
	readonly rejectsComplex?: OpFailure["exception"];
	/** What `rejects` does not say of unsigned ints. */
	readonly rejectsUnsigned?: OpFailure["exception"];
	readonly signature?: string;
	readonly operation?: string;
	/** What the shape function refuses besides; kernels take it. */
	readonly graphRefuses?: Takes;
	/** KerasTensors are refused, too. */
	readonly always?: boolean;
}

const REJECTS = { graph: "TypeError" };

export function rejectDType(dtype: DType, op: OpCall, exception: OpFailure["exception"] = REJECTS): never {
	return op.fail({
		code: "invalid-layer-input",
		exception,
		message: `this operation of TensorFlow cannot take an input of dtype ${printDType(dtype)}`,
	});
}

/** Functions of one tensor, by name, that follow one rule. */
export function unaryOps(module: string, names: readonly string[], rule: UnaryRule = {}): readonly OpModel[] {
	const declares = rule.declares ?? same;
	const gives = rule.gives ?? declares;
	const takes = rule.takes ?? TAKES.any;
	const text = rule.signature ?? "x";
	const argument = text.split(",")[0] as string;
	return names.map((name) =>
		defineOp(
			name,
			module,
			text,
			(op) => {
				const x = op.tensor(argument);
				if (op.isSymbolic && rule.always && typeof x.dtype === "string" && !takes(x.dtype))
					rejectDType(x.dtype, op, rule.rejects);
				if (op.isSymbolic) return { shape: x.shape, dtype: declares(x.dtype) };
				if (typeof x.dtype === "string" && !takes(x.dtype)) {
					const isComplex = rule.rejectsComplex !== undefined && x.dtype.startsWith("complex");
					const isUnsigned = rule.rejectsUnsigned !== undefined && x.dtype.startsWith("uint");
					const odd = isComplex ? rule.rejectsComplex : rule.rejectsUnsigned;
					rejectDType(x.dtype, op, isComplex || isUnsigned ? odd : rule.rejects);
				}
				if (op.mode === "graph" && rule.graphRefuses?.(x.dtype)) rejectDType(x.dtype, op);
				return { shape: x.shape, dtype: gives(x.dtype) };
			},
			{ operation: rule.operation },
		),
	);
}
