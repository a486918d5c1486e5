import type { TypeSpecValue, Value } from "../../domain";
import { Failure, type Machine } from "../../interpreter/api";
import { convert } from "../convert";
import { specClass, specOfTensor } from "../spec-values";
import { flatten, isNested } from "../structure";
import type { BoundArgument } from "./function-type";
import { constraintOf } from "./structured-signature";
import type { Polymorphic, Wrapped } from "./wrapper";

/** Tells the rules what a `tf.function` is called on. */
export function announceCall(
	{ func, wrapper }: Wrapped<Polymorphic>,
	bound: readonly BoundArgument[],
	machine: Machine,
): void {
	machine.emit({
		kind: "traced-function",
		origin: wrapper.origin,
		name: func.name,
		parameters: wrapper.type.parameters.map(({ name }) => name).filter((name) => name !== "self"),
		signature: wrapper.isSigned ? wrapper.type.parameters.flatMap(({ constraint }) => constraint ?? []) : undefined,
		specs: specsOfCall(bound, wrapper),
		assumptions: machine.assumptions,
	});
}

/** Parameters that are left to their defaults need no spec, if all behind them are. */
function specsOfCall(all: readonly BoundArgument[], { type }: Polymorphic): readonly Value[] | undefined {
	const bound = all.filter(({ parameter }) => parameter.name !== "self");
	const count = bound.findLastIndex(({ isGiven }) => isGiven) + 1;
	const given = bound.slice(0, count);
	const isPlain = given.every(({ isGiven, parameter }) => isGiven && parameter.kind !== "keyword-only");
	if (!isPlain || type.rest !== undefined || type.isLoose) return undefined;
	const specs = given.map(specOfArgument);
	return specs.every((spec): spec is Value => spec !== undefined) ? specs : undefined;
}

/** Numbers and arrays take the dtype of a spec that is there; without one, a number is a constant of the trace. */
function specOfArgument({ value, parameter }: BoundArgument): Value | undefined {
	const { constraint } = parameter;
	const written = constraint?.kind === "typespec" && specClass(constraint) === "TensorSpec" ? constraint : undefined;
	const spec = written && !isSpecOrUnknown(value) ? adapted(value, written) : constraintOf(value, value);
	const leaves = spec && (isNested(spec) ? flattened(spec) : [spec]);
	return leaves?.every((leaf) => leaf.kind === "typespec" && specClass(leaf) === "TensorSpec") ? spec : undefined;
}

const isSpecOrUnknown = ({ kind }: Value): boolean => kind === "typespec" || kind === "unknown" || kind === "instance";

const flattened = (value: Value): readonly Value[] | undefined => {
	const isKnown =
		value.kind === "tuple" || (value.kind === "list" && value.items) || (value.kind === "dict" && value.entries);
	return isKnown && !holdsObject(value) ? flatten(value) : undefined;
};

const holdsObject = (value: Value): boolean => {
	if (value.kind === "list" || value.kind === "tuple") return value.items?.some(holdsObject) !== false;
	if (value.kind === "dict") return [...(value.entries?.values() ?? [])].some((entry) => holdsObject(entry.value));
	return value.kind === "unknown" || value.kind === "instance";
};

function adapted(value: Value, written: TypeSpecValue): Value | undefined {
	if (value.kind === "tensor" && (value.flavor === "KerasTensor" || value.spec.layout)) return undefined;
	try {
		const { shape, dtype, adapts } = convert(value);
		return specOfTensor({ shape, dtype: adapts ? written.spec.dtype : dtype }, written.name);
	} catch (signal) {
		if (signal instanceof Failure) return undefined;
		throw signal;
	}
}
