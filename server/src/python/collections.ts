import { library, str, type Value } from "../domain";
import { bind, type LibraryCall, type LibraryModel, type Parameter, raise, vague } from "../interpreter/api";
import { defineFunction } from "./function";

const MAKE = "collections.<namedtuple>";

const text = (value: Value): string =>
	value.kind === "str" && value.value !== undefined ? value.value : vague("a field name that is not known");

/** `"a b"`, `"a, b"` or a sequence of names. */
function fieldNames(value: Value, call: LibraryCall): readonly string[] {
	if (value.kind === "str")
		return text(value)
			.split(/[\s,]+/)
			.filter(Boolean);
	return (call.machine.iterate(value, call.args.origin) ?? vague("field names that are not known")).map(text);
}

/** `collections.namedtuple`: a class whose objects are tuples with names. */
export const COLLECTIONS: readonly LibraryModel[] = [
	defineFunction("collections.namedtuple", "typename, field_names, *, defaults=None", (bound, call): Value => {
		if (bound.given("defaults")) return vague("a namedtuple with defaults");
		const names = fieldNames(bound.get("field_names"), call);
		const args: Value[] = [bound.get("typename"), { kind: "tuple", items: names.map(str) }];
		return { kind: "partial", func: library(MAKE, call.world), args, keywords: [] };
	}),
	{
		kind: "function",
		name: MAKE,
		call(call) {
			const [, names, ...rest] = call.args.positional;
			const fields = names?.value.kind === "tuple" ? names.value.items.map(text) : vague("a namedtuple");
			const parameters = fields.map((name): Parameter => ({ name, kind: "positional" }));
			const bound = bind({ text: "", parameters }, { ...call.args, positional: rest });
			if (bound.errors.length > 0)
				raise({ code: "python-error", exception: "TypeError", message: "the arguments do not fit the namedtuple" });
			return { kind: "tuple", items: fields.map((name) => bound.get(name)), fields };
		},
	},
];
