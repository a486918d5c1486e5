import { bool, int, list, str, type Value } from "../../domain";
import { formatValue, type LibraryCall, type MethodModel, type TypeModel, vague } from "../../interpreter/api";

const text = (value: Value | undefined): string =>
	value?.kind === "str" && value.value !== undefined ? value.value : vague("a string that is not known");

const argument = (call: LibraryCall, index: number): string => text(call.args.positional[index]?.value);

const map =
	(change: (self: string) => string): MethodModel =>
	(self) =>
		str(change(text(self)));

const test =
	(decide: (self: string, other: string) => boolean): MethodModel =>
	(self, call) => {
		const other = call.args.positional[0]?.value;
		if (other?.kind === "tuple") return bool(other.items.some((each) => decide(text(self), text(each))));
		return bool(decide(text(self), text(other)));
	};

/** `"{}_{name}".format(…)` for the fields that layer names use. */
function format(self: Value, call: LibraryCall): Value {
	let next = 0;
	const result = text(self).replace(
		/\{\{|\}\}|\{(\w*)(?::([^{}]*))?\}/g,
		(match, field: string | undefined, spec: string | undefined) => {
			if (match === "{{" || match === "}}") return match.slice(1);
			const index = field === "" || field === undefined ? next++ : Number(field);
			const value = Number.isNaN(index)
				? call.args.keywords.find((each) => each.name === field)?.value
				: call.args.positional[index]?.value;
			return (value && formatValue(value, spec ?? "")) ?? vague("a formatted value that is not known");
		},
	);
	return str(result);
}

function split(self: Value, call: LibraryCall): Value {
	if (call.args.positional.length > 1) return vague("split() with a limit");
	const separator = call.args.positional[0]?.value;
	const parts =
		separator && separator.kind !== "none" ? text(self).split(text(separator)) : text(self).trim().split(/\s+/);
	return list(parts.filter((part, _index, all) => separator || part !== "" || all.length > 1).map(str));
}

function join(self: Value, call: LibraryCall): Value {
	const source = call.args.positional[0]?.value;
	const items = source && call.machine.iterate(source, call.args.origin);
	return str((items ?? vague("items that are not known")).map((item) => text(item)).join(text(self)));
}

const capitalize = (value: string): string => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase();

export const StrType: TypeModel = {
	handles: (value) => value.kind === "str",
	attribute: () => undefined,
	methods: {
		format,
		split,
		join,
		lower: map((value) => value.toLowerCase()),
		upper: map((value) => value.toUpperCase()),
		capitalize: map(capitalize),
		title: map((value) => value.replace(/[A-Za-z]+/g, capitalize)),
		strip: map((value) => value.trim()),
		lstrip: map((value) => value.trimStart()),
		rstrip: map((value) => value.trimEnd()),
		startswith: test((self, other) => self.startsWith(other)),
		endswith: test((self, other) => self.endsWith(other)),
		isdigit: (self) => bool(/^\d+$/.test(text(self))),
		replace: (self, call) => str(text(self).replaceAll(argument(call, 0), argument(call, 1))),
		find: (self, call) => int(text(self).indexOf(argument(call, 0))),
		count: (self, call) => int(text(self).split(argument(call, 0)).length - 1),
		zfill: (self, call) => {
			const width = call.args.positional[0]?.value;
			return str(text(self).padStart(width?.kind === "int" ? (width.value ?? 0) : 0, "0"));
		},
		encode: () => vague("encoded text"),
	},
};
