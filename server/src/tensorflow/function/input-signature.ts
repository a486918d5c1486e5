import { type Origin, type TypeSpecClass, tuple, type Value } from "../../domain";
import { raise, typeName, vague } from "../../interpreter/api";
import { specClass } from "../spec-values";
import type { FunctionType, TracedParameter } from "./function-type";
import { constraintOf } from "./structured-signature";

/** Specs whose components are tensors; a variable's is refused by name, the others are none at all. */
const TENSOR_SPECS: ReadonlySet<TypeSpecClass> = new Set<TypeSpecClass>([
	"TensorSpec",
	"BoundedTensorSpec",
	"RaggedTensorSpec",
	"SparseTensorSpec",
	"IndexedSlicesSpec",
	"TensorArraySpec",
	"RowPartitionSpec",
	"OptionalSpec",
	"DatasetSpec",
	"IteratorSpec",
]);

export function rejectSignature(message: string, origin: Origin): never {
	raise({ code: "input-signature-mismatch", exception: "TypeError", message, argument: "input_signature" }, origin);
}

/** The specs of an `input_signature`. Mirrors `_validate_signature` of function_type_utils.py. */
export function readSignature(value: Value, origin: Origin): readonly Value[] | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind !== "list" && value.kind !== "tuple")
		return rejectSignature(
			`input_signature must be a list or a tuple of TensorSpecs, found a ${nameOf(value)}`,
			origin,
		);
	const items = value.items ?? vague("a signature that is not known");
	for (const leaf of leavesOf(items)) {
		if (leaf.kind === "unknown" || isUserObject(leaf)) return vague("a signature that is not known");
		if (leaf.kind === "typespec" && TENSOR_SPECS.has(specClass(leaf))) continue;
		return rejectSignature(`input_signature must hold TensorSpecs, found a ${nameOf(leaf)}`, origin);
	}
	return items;
}

const nameOf = (value: Value): string =>
	value.kind === "typespec" ? specClass(value) : value.kind === "tensor" ? value.flavor : typeName(value);

const isUserObject = (value: Value): boolean => value.kind === "instance" && value.cls.kind === "class";

function leavesOf(items: readonly Value[]): readonly Value[] {
	return items.flatMap((item) => {
		if ((item.kind === "list" || item.kind === "tuple") && item.items) return leavesOf(item.items);
		if (item.kind === "dict" && item.entries) return leavesOf([...item.entries.values()].map((entry) => entry.value));
		return [item];
	});
}

/**
 * The parameters as a signature constrains them: a parameter called `self` has no spec, `**kwargs` go, `*args` become as
 * many parameters as specs are left, and a default without a spec is the only value that is taken. Mirrors
 * `add_type_constraints` of function_type.py.
 */
export function constrain(type: FunctionType, specs: readonly Value[], name: string, origin: Origin): FunctionType {
	const left = [...specs];
	const next = (parameter: TracedParameter): TracedParameter => {
		const kind = type.rest !== undefined && parameter.kind === "positional" ? "positional-only" : parameter.kind;
		if (parameter.name === "self") return { ...parameter, kind };
		if (parameter.kind === "keyword-only" && !parameter.default)
			rejectSignature(`with an input_signature, the keyword-only parameter ${parameter.name} needs a default`, origin);
		const constraint = left.shift() ?? (parameter.default && constraintOf(parameter.default, parameter.default));
		if (!constraint)
			rejectSignature(`input_signature has no spec for the parameter ${parameter.name} of ${name}`, origin);
		return { ...parameter, kind, constraint };
	};
	const isByName = ({ kind }: TracedParameter): boolean => kind === "keyword-only";
	const byPosition = type.parameters.filter((each) => !isByName(each)).map(next);
	const rest = type.rest === undefined ? [] : restOf(type.rest, left.splice(0));
	const byName = type.parameters.filter(isByName).map(next);
	if (left.length > 0) {
		const count = byPosition.length + byName.length;
		rejectSignature(`input_signature has ${specs.length} specs, but ${name} takes ${count} arguments`, origin);
	}
	return { parameters: [...byPosition, ...rest, ...byName], isLoose: type.isLoose };
}

const restOf = (name: string, specs: readonly Value[]): readonly TracedParameter[] =>
	specs.map((constraint, index) => ({ name: `${name}_${index}`, kind: "positional-only", constraint }));

/** The attribute `input_signature`. Mirrors `to_input_signature` of function_type_utils.py. */
export function writtenSignature({ parameters }: FunctionType): Value {
	const constrained = parameters.some(({ name }) => name === "self") ? parameters.slice(1) : parameters;
	if (constrained.length === 0) return tuple([]);
	const specs: Value[] = [];
	for (const { constraint } of constrained) {
		if (!constraint) continue;
		if (leavesOf([constraint]).some((leaf) => leaf.kind !== "typespec")) return tuple(specs);
		specs.push(constraint);
	}
	return specs.length > 0 ? tuple(specs) : { kind: "none" };
}
