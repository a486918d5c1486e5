import { printDim, type Shape, type TypeSpecValue, type Value } from "../domain";
import { topLevel } from "./edit-text";
import type { Edit } from "./rule";

/** `[tf.TensorSpec([None, 4], tf.float32)]`; absent when something in it is not known. */
export function printSignature(specs: readonly Value[], module: string): string | undefined {
	return printItems(specs, module, ["[", "]"]);
}

function printItems(
	items: readonly Value[],
	module: string,
	[open, close]: readonly [string, string],
): string | undefined {
	const texts = items.map((item) => printStructure(item, module));
	return texts.includes(undefined) ? undefined : `${open}${texts.join(", ")}${close}`;
}

function printStructure(value: Value, module: string): string | undefined {
	if (value.kind === "typespec") return printTensorSpec(value, module);
	if (value.kind === "list") return value.items && printItems(value.items, module, ["[", "]"]);
	if (value.kind === "tuple")
		return value.fields ? undefined : printItems(value.items, module, ["(", value.items.length === 1 ? ",)" : ")"]);
	if (value.kind !== "dict" || !value.entries || value.type) return undefined;
	const texts = [...value.entries.values()].map(({ key, value: each }) => {
		const text = printStructure(each, module);
		return key.kind === "str" && key.value !== undefined && text ? `${JSON.stringify(key.value)}: ${text}` : undefined;
	});
	return texts.includes(undefined) ? undefined : `{${texts.join(", ")}}`;
}

export function printTensorSpec({ spec, name }: TypeSpecValue, module: string): string | undefined {
	const { shape, dtype, layout } = spec;
	const sizes = printSizes(shape);
	if (sizes === undefined || typeof dtype !== "string" || layout) return undefined;
	const named = name === undefined ? "" : `, name=${JSON.stringify(name)}`;
	return `${module}.TensorSpec(${sizes}, ${module}.${dtype}${named})`;
}

function printSizes(shape: Shape): string | undefined {
	if (shape.kind === "unknown-rank") return "None";
	if (shape.kind !== "ranked") return undefined;
	const sizes = shape.dims.map(printDim);
	return sizes.includes("?") ? undefined : `[${sizes.join(", ")}]`;
}

/** How `tf.function` was written: the name of the module, and what stands in the brackets. */
interface Written {
	readonly module: string;
	/** Offsets of what is between the brackets; absent without brackets. */
	readonly arguments: { readonly start: number; readonly end: number } | undefined;
}

function readExpression(text: string): Written | undefined {
	const match = /^([\w.]+)\.function\s*(\()?/.exec(text);
	if (!match?.[1]) return undefined;
	if (!match[2]) return match[0].trimEnd() === text ? { module: match[1], arguments: undefined } : undefined;
	if (!text.endsWith(")")) return undefined;
	return { module: match[1], arguments: { start: match[0].length, end: text.length - 1 } };
}

const KEYWORD = /^\s*input_signature\s*=\s*/;

/** Gives the `tf.function` expression at an offset of the file another signature, or its first one. */
export function signatureEdit(text: string, offset: number, specs: readonly Value[]): Edit | undefined {
	const written = readExpression(text);
	const signature = written && printSignature(specs, written.module);
	if (!written || signature === undefined) return undefined;
	const argument = `input_signature=${signature}`;
	if (!written.arguments) return { start: offset + text.length, end: offset + text.length, newText: `(${argument})` };
	const { start, end } = written.arguments;
	const inside = text.slice(start, end);
	const commas = [...topLevel(inside, ","), inside.length];
	let from = 0;
	for (const comma of commas) {
		const part = inside.slice(from, comma);
		const keyword = KEYWORD.exec(part);
		if (keyword) {
			const value = part.slice(keyword[0].length).trimEnd();
			const at = offset + start + from + keyword[0].length;
			return /^[[(]/.test(value) ? { start: at, end: at + value.length, newText: signature } : undefined;
		}
		// The second argument is the signature; a comma may also stand among the parameters of a lambda.
		if (from > 0 && /^\s*(?:None\b|[[(])/.test(part)) return undefined;
		from = comma + 1;
	}
	const at = offset + start + inside.trimEnd().length;
	const comma = inside.trim() === "" || inside.trimEnd().endsWith(",") ? "" : ", ";
	return { start: at, end: at, newText: `${comma}${argument}` };
}
