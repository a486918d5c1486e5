import {
	type Dim,
	type DType,
	isDTypeName,
	noneDim,
	type Origin,
	ranked,
	type Shape,
	type Spec,
	spec,
	type TensorFlavor,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
} from "../domain";
import type { Expr } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import type { Core } from "./core";
import { constantToValue } from "./literals";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { Raised } from "./signals";

/** What a parameter is assumed to be because of its annotation; absent when that says nothing that can be used. */
export function annotatedValue(annotation: Expr, name: string, scope: Scope, core: Core): Value | undefined {
	const node = unquoted(annotation);
	const why = { text: `parameter ${name}, by its annotation`, origin: originOf(annotation, scope) };
	const plain = plainValue(dottedName(node.type === "Subscript" ? node.value : node), why.text, why.origin);
	if (plain) return plain;
	if (node.type === "Subscript") return subscripted(node, why.text, why.origin, core);
	const flavor = flavorOf(dottedName(node));
	if (flavor) return tensor(flavor, spec(topShape(why), unknownDType(why)), core);
	return evaluated(node, scope, core);
}

/** An annotation may be a string that holds one. */
function unquoted(node: Expr): Expr {
	if (node.type !== "Constant" || node.value.kind !== "str") return node;
	const { module, problems } = parsePython(node.value.value.trim());
	const [statement] = module.body;
	return problems.length === 0 && statement?.type === "Expr" ? statement.value : node;
}

function dottedName(node: Expr): string | undefined {
	if (node.type === "Name") return node.id;
	if (node.type !== "Attribute") return undefined;
	const owner = dottedName(node.value);
	return owner === undefined ? undefined : `${owner}.${node.attr}`;
}

function plainValue(name: string | undefined, text: string, origin: Origin): Value | undefined {
	const why = { text, origin };
	switch (name?.split(".").at(-1)) {
		case "int":
		case "float":
		case "str":
		case "bool":
			return { kind: name as "int", value: undefined, why };
		case "list":
		case "List":
			return { kind: "list", items: undefined, why };
		case "dict":
		case "Dict":
			return { kind: "dict", entries: undefined, why };
		default:
			return undefined;
	}
}

/** Which tensors a class stands for, by its name. */
function flavorOf(name: string | undefined): TensorFlavor | undefined {
	switch (name?.split(".").at(-1)) {
		case "Tensor":
		case "TensorLike":
			return "Tensor";
		case "KerasTensor":
			return "KerasTensor";
		case "ndarray":
			return "ndarray";
		default:
			return undefined;
	}
}

/** `Literal["a", "b"]`, and arrays with their axes: `Float32[tf.Tensor, "batch 28 28 3"]`. */
function subscripted(
	node: Extract<Expr, { type: "Subscript" }>,
	text: string,
	origin: Origin,
	core: Core,
): Value | undefined {
	const head = dottedName(node.value)?.split(".").at(-1);
	const parts = node.slice.type === "Tuple" ? node.slice.elts : [node.slice];
	if (head === "Literal") {
		const values = parts.flatMap((each) => (each.type === "Constant" ? [constantToValue(each.value)] : []));
		if (values.length !== parts.length) return undefined;
		return values.length === 1 ? values[0] : { kind: "unknown", why: { text, origin }, oneOf: values };
	}
	const [array, axes] = parts;
	if (parts.length !== 2 || axes?.type !== "Constant" || axes.value.kind !== "str" || !array) return undefined;
	const dtype = namedDType(head, text, origin);
	const flavor = flavorOf(dottedName(array)) ?? (dottedName(array)?.endsWith("Array") ? "Tensor" : undefined);
	return dtype && flavor && tensor(flavor, spec(namedAxes(axes.value.value, origin), dtype), core);
}

/** Families of dtypes name no one dtype. */
const FAMILIES: ReadonlySet<string> = new Set([
	"Float",
	"Int",
	"UInt",
	"Integer",
	"Complex",
	"Num",
	"Real",
	"Shaped",
	"Inexact",
]);

function namedDType(name: string | undefined, text: string, origin: Origin): DType | undefined {
	if (name === undefined) return undefined;
	const exact = name.toLowerCase();
	if (isDTypeName(exact)) return exact;
	return FAMILIES.has(name) ? unknownDType({ text, origin }) : undefined;
}

/** Sizes are known, a name or `_` is some size, `...` and `*name` are any number of axes; the batch may be open. */
function namedAxes(text: string, origin: Origin): Shape {
	const names = text.trim().split(/\s+/).filter(Boolean);
	if (names.some((name) => name.startsWith("*") || name === "...")) return topShape({ text: `axes "${text}"`, origin });
	return ranked(
		names.map((name): Dim => {
			const why = { text: `axis "${name}" of an annotation`, origin };
			if (/^\d+$/.test(name)) return Number(name);
			return /^(b|bs|batch|batch_size)$/.test(name) ? noneDim(why) : unknownDim(why);
		}),
	);
}

const tensor = (flavor: TensorFlavor, of: Spec, core: Core): Value => ({
	kind: "tensor",
	flavor,
	spec: of,
	world: core.world,
});

/** A `TensorSpec` as an annotation, or a class of the user's. */
function evaluated(node: Expr, scope: Scope, core: Core): Value | undefined {
	const { result } = core.journal.attempt(() => core.trap(() => core.evaluate(node, { ...scope, isHidden: true })));
	if (result instanceof Raised) return undefined;
	if (result.kind === "typespec") return tensor("Tensor", result.spec, core);
	const isPlain = result.kind === "class" && core.mro(result).every((each) => each.kind === "class");
	return isPlain ? { kind: "instance", cls: result, attrs: new Map(), assumed: true } : undefined;
}
