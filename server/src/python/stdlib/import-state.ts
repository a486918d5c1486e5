import { type InstanceValue, NONE, unknownBecause, type Value } from "../../domain";
import {
	type ClassModel,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	type MethodModel,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, textOf } from "../arguments";
import { anyInt, anyStr, nothing } from "./define";

const MODULES = "sys.ModulesDict";
const PATH = "sys.PathList";

const isOf =
	(name: string) =>
	(value: Value): value is InstanceValue =>
		value.kind === "instance" && value.cls.kind === "library" && value.cls.name === name;

const isPath = isOf(PATH);
const nameOf = (value: Value): string | undefined => (value.kind === "str" ? value.value : undefined);

/** A module that was taken out of `sys.modules` is executed anew, and is another object then. */
const forget = (name: Value, machine: Machine): void =>
	machine.modules.replace(nameOf(name), unknownBecause("a module that the program takes out of sys.modules"));

const loaded = (name: Value, { modules }: Machine): Value =>
	modules.loaded(textOf(name)) ?? unknownBecause(`what sys.modules has for ${textOf(name)}`);

/** `sys.modules`. */
export const ModulesType: TypeModel = {
	handles: isOf(MODULES),
	getItem: (_self, index, machine) => loaded(index, machine),
	setItem: (_self, index, value, machine) => machine.modules.replace(nameOf(index), value),
	deleteItem: (_self, index, machine) => forget(index, machine),
	contains: (_self, item, { modules }) => (modules.loaded(nameOf(item) ?? "")?.kind === "module" ? true : undefined),
	truth: () => true,
};

type Where = "first" | "last";

function add(folder: Value | undefined, where: Where, { modules }: Machine): void {
	if (folder?.kind === "str" && folder.value !== undefined) modules.search(folder.value, where);
}

function addAll(folders: readonly Value[] = [], where: Where, machine: Machine): void {
	for (const folder of where === "first" ? [...folders].reverse() : folders) add(folder, where, machine);
}

/** `sys.path`. Only what is added to it matters; the rest is the machine's. */
export const SearchPathType: TypeModel = {
	handles: isPath,
	getItem: anyStr,
	setItem: () => undefined,
	deleteItem: () => undefined,
	contains: () => undefined,
	truth: () => true,
	length: anyInt,
	binary(op, left, right, machine, origin) {
		if (op !== "+") return undefined;
		const isAppended = isPath(left);
		addAll(machine.iterate(isAppended ? right : left, origin), isAppended ? "last" : "first", machine);
		return isAppended ? left : right;
	},
};

const argument = (name: string, signature: string, call: LibraryCall, parameter: string): Value =>
	bindMethod(name, signature, call).get(parameter);

const pathMethods: Readonly<Record<string, MethodModel>> = {
	append: (_self, call) => {
		add(argument("append", "object, /", call, "object"), "last", call.machine);
		return NONE;
	},
	insert: (_self, call) => {
		const bound = bindMethod("insert", "index, object, /", call);
		const index = bound.get("index");
		add(bound.get("object"), index.kind === "int" && index.value === 0 ? "first" : "last", call.machine);
		return NONE;
	},
	extend: (_self, call) => {
		const folders = argument("extend", "iterable, /", call, "iterable");
		addAll(call.machine.iterate(folders, call.args.origin), "last", call.machine);
		return NONE;
	},
	remove: nothing,
	pop: anyStr,
	index: anyInt,
};

const unlisted = (): Value => vague("the modules that are loaded");

const moduleMethods: Readonly<Record<string, MethodModel>> = {
	get: (_self, call) => loaded(argument("get", "key, default=None, /", call, "key"), call.machine),
	pop: (_self, call) => {
		forget(argument("pop", "key, default=None, /", call, "key"), call.machine);
		return vague("a module that is taken out of sys.modules");
	},
	update: (_self, { machine }) => {
		machine.modules.replace(undefined, unknownBecause("a change of sys.modules"));
		return NONE;
	},
	keys: unlisted,
	items: unlisted,
	values: unlisted,
	copy: unlisted,
};

const only = (name: string, of: string, methods: Readonly<Record<string, MethodModel>>): readonly LibraryModel[] => {
	const model: ClassModel = {
		kind: "class",
		name: of,
		init: () => undefined,
		attribute: (_self, attribute, _machine, origin) => unknownBecause(`${attribute} of ${name}`, origin),
		methods,
	};
	const value = (_machine: Machine, world: LibraryCall["world"]): Value => ({
		kind: "instance",
		cls: { kind: "library", name: of, world },
		attrs: new Map(),
	});
	return [model, { kind: "constant", name, value }];
};

/** What Python's import system keeps where programs can change it. */
export const IMPORT_STATE: readonly LibraryModel[] = [
	...only("sys.modules", MODULES, moduleMethods),
	...only("sys.path", PATH, pathMethods),
];
