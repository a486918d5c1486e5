import { type InstanceValue, NONE, str, tuple, unknownBecause, type Value } from "../../domain";
import { type ClassModel, EXCEPTION_CLASSES, type LibraryCall, textOf } from "../../interpreter/api";

/** Keeps what an exception was made with; one that a model predicts has no arguments that are known. */
function keepArguments(self: InstanceValue, { args, machine }: LibraryCall): void {
	const values = args.positional.map((each) => each.value);
	machine.journal.setEntry(
		self.attrs,
		"args",
		args.open ? unknownBecause("the arguments of an exception") : tuple(values),
	);
}

function exceptionText(self: Value, { machine }: LibraryCall): Value {
	const args = self.kind === "instance" ? self.attrs.get("args") : undefined;
	if (args?.kind !== "tuple") return { kind: "str" };
	const [only] = args.items;
	if (!only) return str("");
	const isKeyError = machine.mro(self).some((each) => each.kind === "library" && each.name === "builtins.KeyError");
	const text = args.items.length === 1 ? textOf(only, isKeyError, machine) : textOf(args, false, machine);
	return text === undefined ? { kind: "str" } : str(text);
}

const exceptionClass = ({ name, aliases, bases }: (typeof EXCEPTION_CLASSES)[number]): ClassModel => ({
	kind: "class",
	name: `builtins.${name}`,
	aliases: aliases.map((each) => `builtins.${each}`),
	bases: bases.map((each) => `builtins.${each}`),
	init: keepArguments,
	attribute: (_self, attribute, _machine, origin) => unknownBecause(`${attribute} of an exception`, origin),
	methods: {
		__init__: (self, call) => {
			if (self.kind === "instance") keepArguments(self, call);
			return NONE;
		},
		__str__: exceptionText,
	},
});

/** Python's exception classes. */
export const EXCEPTIONS: readonly ClassModel[] = EXCEPTION_CLASSES.map(exceptionClass);
