import {
	bool,
	type ClassValue,
	type InstanceValue,
	identity,
	keyOf,
	library,
	NONE,
	str,
	tuple,
	type Value,
} from "../domain";
import {
	bind,
	type CallArguments,
	type ClassModel,
	dictFrom,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	type Parameter,
	raise,
	syntheticArguments,
	textOf,
	vague,
} from "../interpreter/api";
import { defineFunction } from "./function";

const INIT = "dataclasses.<init>";
const DECORATE = "dataclasses.<decorate>";
const EQUAL = "dataclasses.<eq>";
const SHOW = "dataclasses.<repr>";
const FIELD = "dataclasses.Field";

/** One field of a dataclass, as the class that declares it says. */
interface Field {
	readonly name: string;
	readonly default?: Value | undefined;
	readonly factory?: Value | undefined;
	readonly isKeyword: boolean;
	/** False for `field(init=False)`. */
	readonly isParameter: boolean;
	/** True for an `InitVar`: it goes to `__post_init__` and is not kept. */
	readonly isPassedOn: boolean;
	readonly isShown: boolean;
	readonly isCompared: boolean;
}

/** The fields that each dataclass declares itself. */
const declared = new WeakMap<ClassValue, readonly Field[]>();

const isField = (value: Value | undefined): value is InstanceValue =>
	value?.kind === "instance" && value.cls.kind === "library" && value.cls.name === FIELD;

function declareFields(cls: ClassValue, keywordOnly: boolean, { machine }: LibraryCall): readonly Field[] {
	let isKeyword = keywordOnly;
	const fields: Field[] = [];
	for (const name of cls.annotated ?? []) {
		const mark = cls.marks?.get(name);
		if (mark === "KW_ONLY") isKeyword = true;
		if (mark === "KW_ONLY" || mark === "ClassVar") continue;
		const value = cls.attrs.get(name);
		const option = (key: string): boolean | undefined => {
			const given = isField(value) ? value.attrs.get(key) : undefined;
			return given && (machine.truth(given, NOWHERE) ?? vague(`a field whose ${key}= is not known`));
		};
		fields.push({
			name,
			default: isField(value) ? value.attrs.get("default") : value,
			factory: isField(value) ? value.attrs.get("default_factory") : undefined,
			isKeyword: option("kw_only") ?? isKeyword,
			isParameter: option("init") ?? true,
			isPassedOn: mark === "InitVar",
			isShown: option("repr") ?? true,
			isCompared: option("compare") ?? true,
		});
	}
	return fields;
}

const NOWHERE = { path: "", start: 0, end: 0 };

const OPTIONS: ReadonlySet<string> = new Set(
	"init repr eq order unsafe_hash frozen match_args kw_only slots weakref_slot".split(" "),
);

/** Gives the class an `__init__` that binds its annotated names, and what compares and shows its objects. */
function decorate(cls: Value, options: CallArguments["keywords"], call: LibraryCall): Value {
	if (cls.kind !== "class") return vague("a dataclass that is not a class");
	const { machine, world } = call;
	const option = (name: string, fallback: boolean): boolean => {
		const given = options.find((each) => each.name === name);
		return given ? (machine.truth(given.value, NOWHERE) ?? vague(`a dataclass whose ${name}= is not known`)) : fallback;
	};
	if (options.some(({ name }) => !OPTIONS.has(name))) return vague("a dataclass with options that are not followed");
	const fields = declareFields(cls, option("kw_only", false), call);
	declared.set(cls, fields);
	for (const field of fields) keepDefault(cls, field, machine);
	const own = (func: string): Value => ({ kind: "partial", func: library(func, world), args: [cls], keywords: [] });
	const provide = (name: string, value: Value): void => {
		if (!cls.attrs.has(name)) machine.journal.setEntry(cls.attrs, name, value);
	};
	const positional = fieldsOf(cls, machine).filter((field) => field.isParameter && !field.isKeyword);
	if (option("match_args", true)) provide("__match_args__", tuple(positional.map(({ name }) => str(name))));
	if (option("init", true)) provide("__init__", own(INIT));
	if (option("eq", true)) provide("__eq__", library(EQUAL, world));
	const hashes = !cls.attrs.has("__hash__") && (option("frozen", false) || option("unsafe_hash", false));
	if (hashes && option("eq", true)) frozen.add(cls);
	if (option("order", false)) for (const each of ORDERINGS) provide(each.method, library(each.model, world));
	if (option("repr", true))
		provide("__repr__", { kind: "descriptor", flavor: "property", func: library(`${SHOW}.bound`, world) });
	return cls;
}

/** What `field(...)` stood for is left in the class as its default, if it has one. */
function keepDefault(cls: ClassValue, field: Field, machine: Machine): void {
	if (!isField(cls.attrs.get(field.name))) return;
	if (field.default) machine.journal.setEntry(cls.attrs, field.name, field.default);
	else machine.journal.deleteEntry(cls.attrs, field.name);
}

/** Fields of the bases first, each name once, as the most derived class has it; keyword-only ones last. */
function fieldsOf(cls: Value, machine: Machine): readonly Field[] {
	const fields = new Map<string, Field>();
	for (const each of [...machine.mro(cls)].reverse()) {
		for (const field of (each.kind === "class" ? declared.get(each) : undefined) ?? []) fields.set(field.name, field);
	}
	return [...fields.values()];
}

const parameterOf = (field: Field): Parameter => ({
	name: field.name,
	kind: field.isKeyword ? "keyword-only" : "positional",
	default: field.default ?? (field.factory ? NONE : undefined),
});

function initialize(call: LibraryCall): Value {
	const { machine, args } = call;
	const [cls, self, ...rest] = args.positional;
	if (cls?.value.kind !== "class" || self?.value.kind !== "instance") return vague("a dataclass that is not followed");
	const fields = fieldsOf(cls.value, machine);
	const parameters = fields.filter((field) => field.isParameter).map(parameterOf);
	const bound = bind({ text: "", parameters }, { ...args, positional: rest });
	if (bound.errors.length > 0) {
		raise({ code: "python-error", exception: "TypeError", message: `the arguments do not fit ${cls.value.name}()` });
	}
	const passedOn: Value[] = [];
	for (const field of fields) {
		const given = field.isParameter && (bound.given(field.name) || bound.open) ? bound.get(field.name) : undefined;
		const value = given ?? startOf(field, call);
		if (field.isPassedOn) passedOn.push(value ?? NONE);
		else if (value) machine.setAttribute(self.value, field.name, value, args.origin);
	}
	const post = machine.findAttribute(self.value, "__post_init__", args.origin);
	if (post?.kind === "method") machine.call(post, syntheticArguments(passedOn, args.origin));
	if (frozen.has(cls.value) && self.value.cls === cls.value) self.value.hashed = keyOfContent(self.value, call);
	return NONE;
}

/** Classes whose objects do not change and are hashed by what they hold. */
const frozen = new WeakSet<ClassValue>();

/** What an object of a frozen dataclass is as a key; absent when that is not known. */
function keyOfContent(self: InstanceValue, call: LibraryCall): string | undefined {
	const held = contentOf(self, call).filter(([field]) => field.isCompared);
	const key = keyOf(tuple(held.map(([, value]) => value)));
	return key && `c:${identity(self.cls)}${key}`;
}

/** A `field(default_factory=…)` makes its value anew for every object. */
function startOf(field: Field, { machine, args }: LibraryCall): Value | undefined {
	return field.factory ? machine.call(field.factory, syntheticArguments([], args.origin)) : field.default;
}

const FieldClass: ClassModel = {
	kind: "class",
	name: FIELD,
	init(self, call) {
		for (const { name, value } of call.args.keywords) call.machine.journal.setEntry(self.attrs, name, value);
	},
};

const isInstance = (value: Value, machine: Machine): value is InstanceValue =>
	value.kind === "instance" && machine.mro(value).some((each) => each.kind === "class" && declared.has(each));

/** The fields of an object with their values, in order. */
function contentOf(value: Value, call: LibraryCall): readonly (readonly [Field, Value])[] {
	if (!isInstance(value, call.machine)) return vague("an object of a dataclass that is not known");
	return fieldsOf(value, call.machine)
		.filter((field) => !field.isPassedOn)
		.map((field) => [field, call.machine.getAttribute(value, field.name, call.args.origin)]);
}

/** `asdict` and `astuple` at every depth. */
function convert(
	value: Value,
	call: LibraryCall,
	make: (pairs: readonly (readonly [string, Value])[]) => Value,
): Value {
	if (isInstance(value, call.machine))
		return make(contentOf(value, call).map(([field, each]) => [field.name, convert(each, call, make)]));
	if (value.kind === "list") return { ...value, items: value.items?.map((item) => convert(item, call, make)) };
	if (value.kind === "tuple") return { ...value, items: value.items.map((item) => convert(item, call, make)) };
	if (value.kind !== "dict" || !value.entries) return value;
	return dictFrom([...value.entries.values()].map((entry) => [entry.key, convert(entry.value, call, make)]));
}

function replace(call: LibraryCall): Value {
	const [object] = call.args.positional;
	if (!object || !isInstance(object.value, call.machine)) return vague("a dataclass that is not known");
	const kept = contentOf(object.value, call)
		.filter(([field]) => field.isParameter && !call.args.keywords.some(({ name }) => name === field.name))
		.map(([field, value]) => ({ name: field.name, value, origin: call.args.origin }));
	const keywords = [...kept, ...call.args.keywords];
	return call.machine.instantiate(object.value.cls, { ...call.args, positional: [], keywords });
}

function same(left: Value, right: Value, call: LibraryCall): Value {
	if (left === right) return bool(true);
	if (left.kind !== "instance" || right.kind !== "instance")
		return right.kind === "unknown" ? { kind: "bool" } : bool(false);
	if (left.cls !== right.cls) return bool(false);
	const others = contentOf(right, call);
	const compared = contentOf(left, call).flatMap(([field, value], index) =>
		field.isCompared ? [call.machine.compare("==", value, others[index]?.[1] ?? NONE, call.args.origin)] : [],
	);
	const truths = compared.map((each) => call.machine.truth(each, call.args.origin));
	if (truths.includes(false)) return bool(false);
	return truths.includes(undefined) ? { kind: "bool" } : bool(true);
}

function shown(self: Value, call: LibraryCall): Value {
	const parts = contentOf(self, call)
		.filter(([field]) => field.isShown)
		.map(([field, value]) => {
			const text = textOf(value, true, call.machine);
			return text === undefined ? undefined : `${field.name}=${text}`;
		});
	if (parts.includes(undefined) || self.kind !== "instance" || self.cls.kind !== "class") return { kind: "str" };
	return str(`${self.cls.name}(${parts.join(", ")})`);
}

/** `order=True`: objects of one class compare as the tuples of their fields do. */
const ORDERINGS = (["lt", "le", "gt", "ge"] as const).map((name) => ({
	method: `__${name}__`,
	model: `dataclasses.<${name}>`,
	op: ({ lt: "<", le: "<=", gt: ">", ge: ">=" } as const)[name],
}));

const orderModels = ORDERINGS.map(({ model, op }) =>
	defineFunction(model, "self, other", (bound, call) => {
		const [left, right] = [bound.get("self"), bound.get("other")];
		if (left.kind !== "instance" || right.kind !== "instance" || left.cls !== right.cls)
			return vague("a comparison of objects of several classes");
		const [a, b] = [left, right].map((each) =>
			tuple(contentOf(each, call).flatMap(([field, value]) => (field.isCompared ? [value] : []))),
		);
		return call.machine.compare(op, a ?? NONE, b ?? NONE, call.args.origin);
	}),
);

const initModel: FunctionModel = { kind: "function", name: INIT, call: initialize };

/** `@dataclass` and `field`, as config objects use them. */
export const DATACLASSES: readonly LibraryModel[] = [
	FieldClass,
	initModel,
	...orderModels,
	defineFunction(EQUAL, "self, other", (bound, call) => same(bound.get("self"), bound.get("other"), call)),
	defineFunction(`${SHOW}.bound`, "self", (bound, { world }) => ({
		kind: "partial",
		func: library(SHOW, world),
		args: [bound.get("self")],
		keywords: [],
	})),
	defineFunction(SHOW, "self", (bound, call) => shown(bound.get("self"), call)),
	defineFunction(DECORATE, "cls, **kwargs", (bound, call) => decorate(bound.get("cls"), bound.extra, call)),
	defineFunction("dataclasses.dataclass", "cls=None, **kwargs", (bound, call) => {
		const cls = bound.get("cls");
		if (cls.kind !== "none") return decorate(cls, bound.extra, call);
		const keywords = bound.extra.map(({ name, value }) => [name, value] as const);
		return { kind: "partial", func: library(DECORATE, call.world), args: [], keywords };
	}),
	{
		kind: "function",
		name: "dataclasses.field",
		call: (call) => call.machine.instantiate(library(FIELD, call.world), call.args),
	},
	defineFunction("dataclasses.asdict", "obj", (bound, call) =>
		convert(bound.get("obj"), call, (pairs) => dictFrom(pairs.map(([name, value]) => [str(name), value]))),
	),
	defineFunction("dataclasses.astuple", "obj", (bound, call) =>
		convert(bound.get("obj"), call, (pairs) => tuple(pairs.map(([, value]) => value))),
	),
	{ kind: "function", name: "dataclasses.replace", call: replace },
	defineFunction("dataclasses.is_dataclass", "obj", (bound, { machine }) =>
		bool(machine.mro(bound.get("obj")).some((each) => each.kind === "class" && declared.has(each))),
	),
	defineFunction("dataclasses.fields", "cls", (bound, { machine, world }) =>
		tuple(
			fieldsOf(bound.get("cls"), machine)
				.filter((field) => !field.isPassedOn)
				.map((field) => ({
					kind: "instance",
					cls: library(FIELD, world),
					attrs: new Map<string, Value>([
						["name", str(field.name)],
						...(field.default ? [["default", field.default] as const] : []),
					]),
				})),
		),
	),
	{ kind: "class", name: "dataclasses.InitVar", init: () => undefined },
	{ kind: "class", name: "dataclasses.KW_ONLY", init: () => undefined },
];
