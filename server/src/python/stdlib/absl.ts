import { bool, library, NONE, type Opaque, type Value } from "../../domain";
import { type LibraryCall, type LibraryModel, type Machine, syntheticArguments, vague } from "../../interpreter/api";
import { textOf } from "../arguments";
import { defineFunction } from "../function";
import { nothing } from "./define";

interface Flags extends Opaque {
	readonly tag: "flags";
	readonly values: Map<string, Value>;
}

const flagsOf = (machine: Machine): Flags =>
	machine.libraryState<Flags>("python.absl.flags", () => ({ tag: "flags", values: new Map() }));

const KINDS =
	"integer float string boolean bool enum list multi_string multi_integer multi_float multi_enum spaceseplist enum_class";

/** Where the default stands among the arguments: after the allowed values for an enum. */
const define = (kind: string): LibraryModel =>
	defineFunction(
		`absl.flags.DEFINE_${kind}`,
		kind === "enum" || kind === "multi_enum" || kind === "enum_class"
			? "name, default, values=None, help='', *args, **kwargs"
			: "name, default, help='', *args, **kwargs",
		(bound, { machine }) => {
			const value = bound.get("default");
			const isList = /^(?:list|spaceseplist|multi_)/.test(kind) && value.kind === "none";
			machine.journal.setEntry(flagsOf(machine).values, textOf(bound.get("name")), isList ? NONE : value);
			return { kind: "unknown", why: { text: "a flag holder" } };
		},
	);

/** `FLAGS.x`: the default, as long as the program is run without arguments. */
function read(name: string, machine: Machine): Value | undefined {
	const value = flagsOf(machine).values.get(name);
	if (value) machine.assume({ text: "if the program is run without arguments" });
	return value ?? { kind: "unknown", why: { text: `the flag ${name} is not known` } };
}

/** `app.run(main)` parses the command line, calls `main(argv)` and ends the program. */
function run(call: LibraryCall, main: Value): Value {
	const argv: Value = { kind: "list", items: undefined, why: { text: "the command line" } };
	call.machine.call(main, syntheticArguments([argv], call.args.origin));
	return NONE;
}

export const ABSL: readonly LibraryModel[] = [
	...KINDS.split(" ").map(define),
	{
		kind: "class",
		name: "absl.flags.FlagValues",
		init: () => undefined,
		attribute: (_self, name, machine) => read(name, machine),
		methods: { mark_as_parsed: nothing, set_default: nothing },
		call: (_self, { args }) => {
			const argv = args.positional[0]?.value;
			return argv?.kind === "list" && argv.items?.length === 1 ? argv : vague("a command line that is parsed");
		},
		setAttribute: (_self, name, value, machine) => machine.journal.setEntry(flagsOf(machine).values, name, value),
	},
	{
		kind: "constant",
		name: "absl.flags.FLAGS",
		value: (_machine, world) => ({
			kind: "instance",
			cls: library("absl.flags.FlagValues", world),
			attrs: new Map(),
		}),
	},
	{ kind: "function", name: "absl.flags.mark_flag_as_required", call: nothing },
	{ kind: "function", name: "absl.flags.mark_flags_as_required", call: nothing },
	defineFunction("absl.app.run", "main, *args, **kwargs", (bound, call) => run(call, bound.get("main"))),
	{ kind: "constant", name: "six.PY3", value: () => bool(true) },
	{ kind: "constant", name: "six.PY2", value: () => bool(false) },
	...(["string_types", "integer_types", "text_type"] as const).map(
		(name): LibraryModel => ({
			kind: "constant",
			name: `six.${name}`,
			value: (_machine, world) => library(name === "integer_types" ? "builtins.int" : "builtins.str", world),
		}),
	),
	...["iteritems", "itervalues", "iterkeys"].map((name) =>
		defineFunction(`six.${name}`, "d, **kwargs", (bound, { machine, args }) =>
			machine.call(
				machine.getAttribute(bound.get("d"), name.slice("iter".length), args.origin),
				syntheticArguments([], args.origin),
			),
		),
	),
	...["range", "zip", "map", "filter"].map(
		(name): LibraryModel => ({
			kind: "function",
			name: `six.moves.${name === "range" ? "xrange" : name}`,
			aliases: name === "range" ? ["six.moves.range"] : [],
			call: (call) => call.machine.call(library(`builtins.${name}`, call.world), call.args),
		}),
	),
];
