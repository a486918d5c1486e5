import { type Dim, isNone, type NoneDim, printShape, type TypeSpecValue } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import type { CheckedFinding, Rule, RuleContext, Severity } from "./rule";

type SpecEvent = Extract<InterpreterEvent, { kind: "typespec" }>;

interface OpenAxis {
	readonly axis: number;
	readonly dim: NoneDim;
}

/** The axes that the policy looks at: what the user left open on purpose counts only where all must be defined. */
function openAxes({ value, handwritten }: SpecEvent, { specPolicy }: RuleContext): readonly OpenAxis[] {
	const { shape } = value.spec;
	const dims: readonly Dim[] = shape.kind === "ranked" ? shape.dims : [];
	return dims.flatMap((dim, axis) => {
		const isOwn = handwritten.includes(axis) && specPolicy === "tensorflow";
		return isNone(dim) && !isOwn ? [{ axis, dim }] : [];
	});
}

function severityOf(open: readonly OpenAxis[], { specPolicy }: RuleContext): Severity {
	if (specPolicy === "fully-defined") return "warning";
	return open.every(({ axis }) => axis === 0) ? "hint" : "information";
}

function messageOf(value: TypeSpecValue, open: readonly OpenAxis[]): string {
	const shape = printShape(value.spec.shape);
	const axes = open.map(({ axis }) => axis);
	if (axes.length === 1 && axes[0] === 0) return `the spec ${shape} of a KerasTensor leaves the batch size open`;
	const which =
		axes.length === 1 ? `axis ${axes[0]} is` : `axes ${axes.slice(0, -1).join(", ")} and ${axes.at(-1)} are`;
	return `the spec ${shape} of a KerasTensor is not fully defined: ${which} None`;
}

function check(event: InterpreterEvent, context: RuleContext): CheckedFinding | undefined {
	if (event.kind !== "typespec" || !event.value.derived) return undefined;
	const open = openAxes(event, context);
	if (open.length === 0) return undefined;
	return {
		code: "partial-tensorspec",
		severity: severityOf(open, context),
		message: messageOf(event.value, open),
		exception: undefined,
		origin: event.origin,
		because: open.map(({ dim }) => dim.why),
	};
}

export const partialTensorspec: Rule = {
	code: "partial-tensorspec",
	severity: "hint",
	summary: "A TensorSpec that is built from a KerasTensor leaves sizes open.",
	why: "TensorFlow accepts it: `None` means any size, and TensorSpecs with `None` are the usual way to say so. A spec that is read from a KerasTensor inherits what its `Input` left open, perhaps without its author's knowledge. Under the policy `tensorflow` an open batch axis is a hint and any other open axis an information. Under `fully-defined`, for code that needs every size, both are warnings, and so is a `None` written by hand into such a shape. A signature written out in full is never reported.",
	bad: `import keras
import tensorflow as tf

x = keras.Input((None, 8))
spec = tf.TensorSpec(x.shape, x.dtype)
`,
	good: `import keras
import tensorflow as tf

x = keras.Input((16, 8), batch_size=4)
spec = tf.TensorSpec(x.shape, x.dtype)
`,
	check,
};
