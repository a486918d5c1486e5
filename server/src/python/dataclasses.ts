import { type ClassValue, type InstanceValue, library, NONE, type Value } from "../domain";
import {
	bind,
	type CallArguments,
	type ClassModel,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	type Parameter,
	raise,
	syntheticArguments,
	vague,
} from "../interpreter/api";
import { defineFunction } from "./function";

const INIT = "dataclasses.<init>";
const DECORATE = "dataclasses.<decorate>";
const FIELD = "dataclasses.Field";

/** Gives the class an `__init__` that binds its annotated names. */
function decorate(cls: Value, call: LibraryCall): Value {
	if (cls.kind !== "class") return vague("a dataclass that is not a class");
	if (cls.attrs.has("__init__")) return cls;
	const init: Value = { kind: "partial", func: library(INIT, call.world), args: [cls], keywords: [] };
	call.machine.journal.setEntry(cls.attrs, "__init__", init);
	return cls;
}

const plain = (call: LibraryCall): boolean =>
	call.args.keywords.every(
		({ name }) => name === "frozen" || name === "eq" || name === "order" || name === "repr" || name === "slots",
	);

/** Fields of the bases first, each name once, with the default of the most derived class. */
function parametersOf(cls: ClassValue, machine: Machine): readonly Parameter[] {
	const parameters = new Map<string, Parameter>();
	const classes = machine.mro(cls).filter((each): each is ClassValue => each.kind === "class");
	for (const each of [...classes].reverse()) {
		for (const name of each.annotated ?? [])
			parameters.set(name, { name, kind: "positional", default: each.attrs.get(name) });
	}
	return [...parameters.values()];
}

const isField = (value: Value): value is InstanceValue =>
	value.kind === "instance" && value.cls.kind === "library" && value.cls.name === FIELD;

function initialize(call: LibraryCall): Value {
	const { machine, args } = call;
	const [cls, self, ...rest] = args.positional;
	if (cls?.value.kind !== "class" || self?.value.kind !== "instance") return vague("a dataclass that is not followed");
	const parameters = parametersOf(cls.value, machine);
	const own: CallArguments = { ...args, positional: rest };
	const bound = bind({ text: "", parameters }, own);
	if (bound.errors.length > 0) {
		raise({ code: "python-error", exception: "TypeError", message: `the arguments do not fit ${cls.value.name}()` });
	}
	for (const { name } of parameters) {
		machine.setAttribute(self.value, name, valueOf(bound.get(name), call), args.origin);
	}
	const post = machine.findAttribute(self.value, "__post_init__", args.origin);
	if (post?.kind === "method") machine.call(post, syntheticArguments([], args.origin));
	return NONE;
}

/** A `field(default_factory=…)` makes its value anew for every object. */
function valueOf(value: Value, { machine, args }: LibraryCall): Value {
	if (!isField(value)) return value;
	const factory = value.attrs.get("default_factory");
	if (factory) return machine.call(factory, syntheticArguments([], args.origin));
	return value.attrs.get("default") ?? vague("a field without a default");
}

const Field: ClassModel = {
	kind: "class",
	name: FIELD,
	init(self, call) {
		for (const { name, value } of call.args.keywords) {
			if (name === "init" || name === "kw_only") vague(`a field with ${name}=`);
			call.machine.journal.setEntry(self.attrs, name, value);
		}
	},
};

const initModel: FunctionModel = { kind: "function", name: INIT, call: initialize };

/** `@dataclass` and `field`, as config objects use them. */
export const DATACLASSES: readonly LibraryModel[] = [
	Field,
	initModel,
	defineFunction(DECORATE, "cls", (bound, call) => decorate(bound.get("cls"), call)),
	defineFunction("dataclasses.dataclass", "cls=None, **kwargs", (bound, call) => {
		if (!plain(call)) return vague("a dataclass with options that are not followed");
		const cls = bound.get("cls");
		return cls.kind === "none" ? library(DECORATE, call.world) : decorate(cls, call);
	}),
	{
		kind: "function",
		name: "dataclasses.field",
		call: (call) => call.machine.instantiate(library(FIELD, call.world), call.args),
	},
];
