import { int, str, type Value } from "../../domain";
import { formatValue, type LibraryCall, vague } from "../../interpreter/api";
import { pythonError, textOf } from "../arguments";

const unknownPart = (): never => vague("a formatted value that is not known");

interface Numbering {
	next: number;
}

/** `"{} {name!r:>{width}} {0.shape[1]}".format(…)`. */
export function formatMethod(self: Value, call: LibraryCall): Value {
	return str(formatText(textOf(self), call, { next: 0 }, 0));
}

function formatText(text: string, call: LibraryCall, numbering: Numbering, depth: number): string {
	if (depth > 2) return unknownPart();
	let result = "";
	for (let at = 0; at < text.length; ) {
		const char = text[at] as string;
		if ((char === "{" || char === "}") && text[at + 1] === char) {
			result += char;
			at += 2;
		} else if (char === "{") {
			const end = closing(text, at);
			result += formatField(text.slice(at + 1, end), call, numbering, depth);
			at = end + 1;
		} else if (char === "}") {
			return pythonError("ValueError", "Single '}' encountered in format string");
		} else {
			result += char;
			at += 1;
		}
	}
	return result;
}

/** Where the field that opens at `from` ends; a specification may hold fields of its own. */
function closing(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		if (text[at] === "{") depth += 1;
		if (text[at] === "}") depth -= 1;
		if (depth === 0) return at;
	}
	return pythonError("ValueError", "expected '}' before end of string");
}

const FIELD = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/;

function formatField(field: string, call: LibraryCall, numbering: Numbering, depth: number): string {
	const match = FIELD.exec(field);
	if (!match) return unknownPart();
	const [, name = "", conversion, spec = ""] = match;
	const value = fieldValue(name, call, numbering);
	const format = spec.includes("{") ? formatText(spec, call, numbering, depth + 1) : spec;
	return formatValue(value, format, conversion as "r" | undefined, call.machine) ?? unknownPart();
}

/** `0.attribute[index]`. */
function fieldValue(name: string, call: LibraryCall, numbering: Numbering): Value {
	const [, first = "", path = ""] = /^([^.[]*)(.*)$/s.exec(name) ?? [];
	let value = firstValue(first, call, numbering);
	for (const [, attribute, index] of path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
		const { machine, args } = call;
		if (attribute !== undefined) value = machine.getAttribute(value, attribute, args.origin);
		else if (index !== undefined)
			value = machine.getItem(value, /^\d+$/.test(index) ? int(Number(index)) : str(index), args.origin);
	}
	return value;
}

function firstValue(name: string, call: LibraryCall, numbering: Numbering): Value {
	if (call.args.open) vague(call.args.open);
	if (name === "" || /^\d+$/.test(name)) {
		const index = name === "" ? numbering.next++ : Number(name);
		return call.args.positional[index]?.value ?? pythonError("IndexError", "format() has too few positional arguments");
	}
	return (
		call.args.keywords.find((each) => each.name === name)?.value ??
		pythonError("KeyError", `format() has no argument ${name}`)
	);
}
