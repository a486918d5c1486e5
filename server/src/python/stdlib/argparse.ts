import { bool, type InstanceValue, library, list, NONE, type Opaque, str, tuple, type Value } from "../../domain";
import {
	type ClassModel,
	type LibraryCall,
	type LibraryModel,
	type MethodModel,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { bindMethod, textOf } from "../arguments";
import { type OptionSyntax, readCommandLine } from "./command-line";
import { inertClass, nothing } from "./define";

const PARSER = "argparse.ArgumentParser";
const GROUP = "argparse._ArgumentGroup";
const SUBPARSERS = "argparse._SubParsersAction";

/** One `add_argument`. */
interface Option extends OptionSyntax {
	/** A text default goes through the `type`, as a text of the command line would. */
	readonly fallback: Value;
	readonly isRequired: boolean;
}

interface Parser extends Opaque {
	readonly tag: "parser";
	readonly options: Option[];
	readonly defaults: Map<string, Value>;
	/** True when arguments were added that are not known. */
	isOpen: boolean;
}

const stateOf = (self: Value): Parser =>
	self.kind === "instance" && self.native?.tag === "parser" ? (self.native as Parser) : vague("an argument parser");

const ACTIONS: Readonly<Record<string, Value | undefined>> = {
	store_true: bool(false),
	store_false: bool(true),
};

/** Actions that put nothing into the namespace. */
const SILENT: ReadonlySet<string> = new Set(["help", "version"]);

/** `--learning-rate` is `learning_rate`; the first long option counts, else the first short one. */
function targetOf(flags: readonly string[]): string {
	const long = flags.find((flag) => flag.startsWith("--")) ?? (flags[0] as string);
	return long.replace(/^-+/, "").replaceAll("-", "_");
}

function addArgument(self: Value, call: LibraryCall): Value {
	const parser = stateOf(self);
	const { args } = call;
	if (args.open) {
		parser.isOpen = true;
		return vague("an argument that is not known");
	}
	const given = (name: string): Value | undefined => args.keywords.find((each) => each.name === name)?.value;
	const flags = args.positional.map(({ value }) => textOf(value));
	const action = given("action");
	const kind = action?.kind === "str" ? (action.value ?? "") : action ? "unknown" : "store";
	if (SILENT.has(kind)) return NONE;
	const dest = given("dest");
	const isPositional = flags.length > 0 && !(flags[0] as string).startsWith("-");
	const nargs = given("nargs");
	const isOptional = nargs?.kind === "str" && (nargs.value === "?" || nargs.value === "*");
	parser.options.push({
		target: dest ? textOf(dest) : targetOf(flags),
		fallback:
			given("default") ?? ACTIONS[kind] ?? (isPositional && isOptional && nargs.value === "*" ? list([]) : NONE),
		convert: given("type") ?? NONE,
		flags: isPositional ? [] : flags,
		action: kind,
		nargs: nargs ?? NONE,
		choices: given("choices"),
		isRequired:
			(isPositional && !isOptional) ||
			(given("required") !== undefined && call.machine.truth(given("required") as Value, args.origin) !== false),
	});
	return NONE;
}

/** What a program that is run with no arguments reads, or what the texts that are given say. */
function parse(self: Value, call: LibraryCall): Value {
	const parser = stateOf(self);
	const bound = bindMethod("parse_args", "args=None, namespace=None", call);
	const { machine, args } = call;
	const given = bound.get("args");
	const texts = textsOf(given);
	if (parser.isOpen) return vague("an argument parser whose arguments are not known");
	const read = readCommandLine(texts, parser.options, call);
	if (given.kind === "none") machine.assume({ text: "if the program is run without arguments", origin: args.origin });
	const attrs = new Map<string, Value>();
	for (const option of parser.options) {
		if (!attrs.has(option.target)) attrs.set(option.target, read.get(option.target) ?? startOf(option, parser, call));
	}
	for (const [name, value] of parser.defaults) if (!attrs.has(name)) attrs.set(name, value);
	return { kind: "instance", cls: library("types.SimpleNamespace", call.world), attrs };
}

/** The texts that are parsed: none for the program's own, which is run without. */
function textsOf(given: Value): readonly string[] {
	if (given.kind === "none") return [];
	const items = given.kind === "list" || given.kind === "tuple" ? given.items : undefined;
	return (items ?? vague("arguments that are parsed")).map((each) => textOf(each));
}

function startOf(option: Option, parser: Parser, { machine, args }: LibraryCall): Value {
	const set = parser.defaults.get(option.target);
	const value = set ?? option.fallback;
	if (option.isRequired && !set)
		return {
			kind: "unknown",
			why: { text: `the argument ${option.target}, which must be given`, origin: args.origin },
		};
	if (value.kind !== "str" || option.convert.kind === "none") return value;
	return machine.call(option.convert, syntheticArguments([value], args.origin));
}

/** Groups add to the parser that they are of. */
const group: MethodModel = (self, call) => ({
	kind: "instance",
	cls: library(GROUP, call.world),
	attrs: new Map(),
	native: stateOf(self),
});

const setDefaults: MethodModel = (self, { args }) => {
	const parser = stateOf(self);
	if (args.open) parser.isOpen = true;
	for (const { name, value } of args.keywords) parser.defaults.set(name, value);
	return NONE;
};

/** A choice of the user's: which one is not known, so neither are the arguments. */
const subparsers: MethodModel = (self, call) => {
	stateOf(self).isOpen = true;
	return { kind: "instance", cls: library(SUBPARSERS, call.world), attrs: new Map() };
};

function setUp(self: InstanceValue, call: LibraryCall): void {
	const parents = call.args.keywords.find(({ name }) => name === "parents")?.value;
	const options = parents
		? (call.machine.iterate(parents, call.args.origin) ?? []).flatMap((each) => stateOf(each).options)
		: [];
	self.native = {
		tag: "parser",
		options: [...options],
		defaults: new Map(),
		isOpen: call.args.open !== undefined,
	} as Parser;
}

const methods: Readonly<Record<string, MethodModel>> = {
	add_argument: addArgument,
	add_argument_group: group,
	add_mutually_exclusive_group: group,
	add_subparsers: subparsers,
	set_defaults: setDefaults,
	get_default: (self, { args }) => {
		const name = textOf(args.positional[0]?.value);
		const parser = stateOf(self);
		return parser.defaults.get(name) ?? parser.options.find(({ target }) => target === name)?.fallback ?? NONE;
	},
	parse_args: parse,
	parse_known_args: (self, call) => tuple([parse(self, call), list([])]),
	print_help: nothing,
	print_usage: nothing,
	format_help: () => ({ kind: "str" }),
};

const parserClass = (name: string): ClassModel => ({
	kind: "class",
	name,
	init: setUp,
	attribute: (_self, attribute) => ({ kind: "unknown", why: { text: `${attribute} of an argument parser` } }),
	methods,
});

export const ARGPARSE: readonly LibraryModel[] = [
	parserClass(PARSER),
	parserClass(GROUP),
	inertClass(SUBPARSERS, "add_parser", () => vague("a sub-command")),
	...["ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter", "RawDescriptionHelpFormatter", "HelpFormatter"].map(
		(name) => inertClass(`argparse.${name}`, "add_usage", nothing),
	),
	{ kind: "constant", name: "argparse.REMAINDER", value: () => str("...") },
	{ kind: "constant", name: "argparse.SUPPRESS", value: () => str("==SUPPRESS==") },
];
