import { type Dim, isNone, isUnknown, printDim, type World } from "../../../domain";
import type { FailureText } from "../../engine/layer-definition";

/** A size of `output_shape=` that is no size. */
export interface BadSize {
	readonly kind: "bad";
	readonly text: string;
}

export type PartialDim = Dim | BadSize;

export interface Equation {
	readonly input: string;
	readonly weight: string;
	readonly output: string;
	readonly elided: "none" | "left" | "right";
}

export interface EinsumShapes {
	readonly kernel: readonly PartialDim[];
	readonly bias: readonly PartialDim[] | undefined;
	/** What Keras takes for the full output shape. */
	readonly output: readonly PartialDim[];
}

export type Fail = (failure: FailureText) => never;

const FORMS: readonly (readonly [RegExp, Equation["elided"]])[] = [
	[/^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)/, "none"],
	[/^0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)/, "left"],
	[/^([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0/, "right"],
];

/** The parts of `input,weight->output`; only the input and the output may have `...`. */
export function parseEquation(equation: string, fail: Fail): Equation {
	const dotless = equation.replaceAll("...", "0");
	for (const [form, elided] of FORMS) {
		const match = form.exec(dotless);
		if (match) return { input: match[1] ?? "", weight: match[2] ?? "", output: match[3] ?? "", elided };
	}
	return fail({
		code: "invalid-layer-argument",
		message: `the equation ${equation} is not of the form input,weight->output`,
		argument: "equation",
	});
}

/**
 * Shapes of kernel, bias and output. Mirrors `_analyze_split_string` of keras/src/layers/core/einsum_dense.py: in
 * Keras 2 a label of the weight takes its size from the input first, in Keras 3 from `output_shape` first.
 */
export function analyzeEinsum(
	equation: Equation,
	biasAxes: readonly string[] | undefined,
	inputDims: readonly Dim[],
	partial: readonly PartialDim[],
	world: World,
	fail: Fail,
): EinsumShapes {
	const elided = inputDims.length - equation.input.length;
	const left = equation.elided === "left";
	if (inputDims.length === 0) failIndex(fail, equation, inputDims);
	const output = fullOutput(inputDims, partial, elided, left);
	const inputSize = (label: string): Dim => {
		const index = equation.input.lastIndexOf(label);
		return inputDims[left ? index + elided : index] ?? failIndex(fail, equation, inputDims);
	};
	const outputSize = (label: string): PartialDim =>
		output.at(equation.output.lastIndexOf(label) + (left ? elided : 0)) ?? failIndex(fail, equation, inputDims);
	for (const label of equation.input) {
		const size = inputSize(label);
		if (equation.output.includes(label)) compareSizes(label, size, outputSize(label), fail);
	}
	for (const label of equation.output) {
		if (!equation.input.includes(label) && !equation.weight.includes(label)) failLabel(fail, label, "output");
	}
	const kernel = [...equation.weight].map((label) => {
		const inInput = equation.input.includes(label);
		const inOutput = equation.output.includes(label);
		if (!inInput && !inOutput) return failLabel(fail, label, "weight");
		return inInput && (world === "keras2" || !inOutput) ? inputSize(label) : outputSize(label);
	});
	const bias = biasAxes && biasShape(equation, biasAxes, output, elided, left, fail);
	return { kernel, bias, output };
}

function fullOutput(
	inputDims: readonly Dim[],
	partial: readonly PartialDim[],
	elided: number,
	left: boolean,
): readonly PartialDim[] {
	const first = inputDims[0] as Dim;
	if (elided <= 0) return [first, ...partial];
	// Keras inserts the elided dimensions one by one at index 1, which reverses them.
	if (left) return [first, ...inputDims.slice(1, elided).reverse(), ...partial];
	return [first, ...partial, ...inputDims.slice(inputDims.length - elided)];
}

function compareSizes(label: string, input: Dim, output: PartialDim, fail: Fail): void {
	if (typeof output !== "number" && output.kind !== "bad" && (isNone(output) || isUnknown(output))) return;
	if (output === input || (typeof input !== "number" && isUnknown(input))) return;
	fail({
		code: "input-axis-size",
		message: `label ${label} has size ${printDim(input)} in the input, ${printPartial(output)} in output_shape`,
		argument: "output_shape",
	});
}

function biasShape(
	equation: Equation,
	axes: readonly string[],
	output: readonly PartialDim[],
	elided: number,
	left: boolean,
	fail: Fail,
): readonly PartialDim[] {
	const shift = left ? elided : 0;
	const sizes = [...equation.output].map((_, index) => output[index + shift] ?? failIndex(fail, equation, output));
	for (const label of axes) if (!equation.output.includes(label)) failLabel(fail, label, "bias");
	if (axes.length === 0) failLabel(fail, "", "bias");
	const start = Math.min(...axes.map((label) => equation.output.indexOf(label)));
	const shape: PartialDim[] = [];
	[...equation.output].forEach((label, index) => {
		const size = sizes[equation.output.lastIndexOf(label)] as PartialDim;
		if (index >= start) shape.push(axes.includes(label) ? size : 1);
	});
	if (!left) for (let i = 0; i < elided; i += 1) shape.push(1);
	return shape;
}

export const printPartial = (dim: PartialDim): string =>
	typeof dim !== "number" && dim.kind === "bad" ? dim.text : printDim(dim);

function failIndex(fail: Fail, { input, output }: Equation, dims: readonly PartialDim[]): never {
	return fail({
		code: "input-rank",
		exception: "IndexError",
		message: `the equation has ${input.length} input and ${output.length} output labels, the shape is (${dims.map(printPartial).join(", ")})`,
	});
}

function failLabel(fail: Fail, label: string, where: "output" | "weight" | "bias"): never {
	return fail({
		code: "invalid-layer-argument",
		message:
			where === "bias"
				? `bias_axes ${label === "" ? "is empty" : `has the label ${label}, which the output lacks`}`
				: `label ${label} of the ${where} stands in no other part of the equation`,
		argument: where === "bias" ? "bias_axes" : "equation",
	});
}
