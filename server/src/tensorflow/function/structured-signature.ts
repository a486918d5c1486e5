import { list, str, type TypeSpecValue, tuple, unknown, type Value } from "../../domain";
import { dictFrom } from "../../interpreter/api";
import { convert } from "../convert";
import { mapLeaves, specClass, specOfTensor } from "../spec-values";
import { flatten } from "../structure";
import type { FunctionType, TracedParameter } from "./function-type";

/** What a trace remembers of an argument without a spec: the specs of its tensors, and its Python values. */
export const constraintOf = (value: Value, traced: Value): Value =>
	mapLeaves(value.kind === "unknown" ? traced : unrolled(value), (leaf) => {
		if (leaf.kind === "typespec" || leaf.kind === "unknown") return leaf;
		if (leaf.kind === "tensor" && leaf.flavor === "Variable") return variableSpec(leaf.spec);
		if (leaf.kind === "tensor" && leaf.flavor !== "KerasTensor") return specOfTensor(leaf.spec);
		if ((leaf.kind === "int" || leaf.kind === "float") && leaf.numpy !== undefined) {
			const { shape, dtype } = convert(leaf);
			return specOfTensor({ shape, dtype });
		}
		return leaf;
	});

const unrolled = (value: Value): Value =>
	value.kind === "tuple" && value.view === "range" ? list(value.items) : value;

const variableSpec = (spec: TypeSpecValue["spec"]): TypeSpecValue => ({
	kind: "typespec",
	spec,
	derived: false,
	type: "VariableSpec",
	parts: { trainable: { kind: "bool", value: true }, alias_id: { kind: "int", value: 0 } },
});

/** `structured_input_signature`: the specs with the names that their placeholders have. */
export function structuredSignature({ parameters }: FunctionType): Value {
	const isByName = ({ kind }: TracedParameter): boolean => kind === "keyword-only";
	const byPosition = parameters.filter((each) => !isByName(each)).map(namedConstraint);
	const byName = parameters.filter(isByName).map((each) => [str(each.name), namedConstraint(each)] as const);
	return tuple([tuple(byPosition), dictFrom(byName)]);
}

function namedConstraint({ name, constraint }: TracedParameter): Value {
	return constraint ? named(constraint, name) : unknown({ text: "an object among the arguments" });
}

/** A spec without a name takes that of its place: `x`, `x_0`, `x_key`. */
function named(value: Value, name: string): Value {
	if (value.kind === "list" && value.items)
		return list(value.items.map((item, index) => named(item, `${name}_${index}`)));
	if (value.kind === "tuple" && !value.view)
		return { ...value, items: value.items.map((item, index) => named(item, `${name}_${index}`)) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(([key, entry]) => {
			const part = entry.key.kind === "str" ? entry.key.value : key;
			return [key, { ...entry, value: named(entry.value, `${name}_${part}`) }] as const;
		});
		return { ...value, entries: new Map(entries) };
	}
	if (value.kind === "typespec")
		return specClass(value) === "TensorSpec" ? { ...value, name: value.name ?? name } : value;
	return LITERALS.has(value.kind) ? value : unknown({ text: "an object among the arguments" });
}

const LITERALS: ReadonlySet<Value["kind"]> = new Set(
	"none int float bool str bytes complex".split(" ") as Value["kind"][],
);

/** The specs of the tensors that go into the graph, with their names, in its order. */
export function flatSpecs(type: FunctionType): readonly TypeSpecValue[] {
	const byName = type.parameters.filter(({ kind }) => kind === "keyword-only");
	const sorted = [...byName].sort((a, b) => (a.name < b.name ? -1 : 1));
	const ordered = [...type.parameters.filter(({ kind }) => kind !== "keyword-only"), ...sorted];
	return ordered.flatMap((parameter) => {
		const leaves = flatten(namedConstraint(parameter));
		return leaves.filter((leaf): leaf is TypeSpecValue => leaf.kind === "typespec");
	});
}

/** The names by which the flat signature takes its tensors; those that are taken get a number. */
export function flatNames(type: FunctionType): readonly string[] {
	const names: string[] = [];
	const counts = new Map<string, number>();
	for (const { name = "tensor_arg" } of flatSpecs(type)) {
		let proposal = name;
		while (names.includes(proposal)) {
			const count = counts.get(name) ?? 1;
			proposal = `${name}_${count}`;
			counts.set(name, count + 1);
		}
		names.push(proposal);
	}
	return names;
}
