import {
	type DictValue,
	type InstanceValue,
	int,
	NONE,
	type Origin,
	str,
	tuple,
	unknownBecause,
	type Value,
} from "../../domain";
import {
	foreignBackend,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	put,
	setEntries,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, textOf } from "../arguments";
import { defineFunction } from "../function";
import { answering, anyBool, anyFloat, anyInt, anyStr, constant, nothing } from "./define";

const ENVIRON = "os._Environ";

/** The variables that the program has set itself; those of its surroundings are not known. */
const variables = (machine: Machine): DictValue =>
	machine.libraryState<DictValue>("python.environ", () => ({ kind: "dict", entries: new Map() }));

/** The variable's value; absent when the program has not set it. */
function setByProgram(name: string, machine: Machine): Value | undefined {
	const { entries } = variables(machine);
	return entries ? entries.get(`s:${name}`)?.value : unknownBecause("the environment");
}

/**
 * What the surroundings of a program say is as open as its input, and both ways are followed; but a default that is
 * written beside the question is what most runs see, and is assumed.
 */
function read(name: Value, fallback: Value, { machine, args }: LibraryCall): Value {
	const key = textOf(name);
	const own = setByProgram(key, machine);
	if (own) return own;
	if (fallback.kind === "none") return unknownBecause(`the environment variable ${key}`, args.origin);
	machine.assume({ text: `if the environment variable ${key} is not set`, origin: args.origin });
	return fallback;
}

const LEGACY: ReadonlySet<string> = new Set(["1", "true", "True"]);

/** Variables that decide what the libraries are. */
function turnSwitch(name: string, value: Value, { switches, world }: Machine): void {
	const text = value.kind === "str" ? value.value : undefined;
	if (name === "TF_USE_LEGACY_KERAS" && text !== undefined && LEGACY.has(text)) switches.tensorflowKeras = "keras2";
	if (name === "KERAS_BACKEND" && world === "keras3")
		switches.silence = foreignBackend(text ?? "a backend that is not known");
}

function write(name: Value, value: Value, machine: Machine): void {
	if (name.kind === "str" && name.value !== undefined) turnSwitch(name.value, value, machine);
	const target = variables(machine);
	const entries =
		target.entries && name.kind === "str" && name.value !== undefined ? new Map(target.entries) : undefined;
	if (entries) put(entries, { key: name, value });
	setEntries(target, entries, machine);
}

const argument = (call: LibraryCall, index: number): Value => call.args.positional[index]?.value ?? NONE;

const isEnviron = (value: Value): value is InstanceValue =>
	value.kind === "instance" && value.cls.kind === "library" && value.cls.name === ENVIRON;

function required(name: Value, machine: Machine, origin: Origin): Value {
	return setByProgram(textOf(name), machine) ?? unknownBecause(`the environment variable ${textOf(name)}`, origin);
}

/** `os.environ["X"]`. */
export const EnvironType: TypeModel = {
	handles: isEnviron,
	getItem: (_self, index, machine, origin) => required(index, machine, origin),
	setItem: (_self, index, value, machine) => write(index, value, machine),
	deleteItem: (_self, _index, machine) => setEntries(variables(machine), undefined, machine),
	contains: (_self, item, machine) => (setByProgram(textOf(item), machine) ? true : undefined),
	truth: () => undefined,
};

const environMethods = {
	get: (_self: Value, call: LibraryCall) => {
		const bound = bindMethod("get", "key, default=None", call);
		return read(bound.get("key"), bound.get("default"), call);
	},
	setdefault: (_self: Value, call: LibraryCall) => {
		const value = read(argument(call, 0), argument(call, 1), call);
		write(argument(call, 0), value, call.machine);
		return value;
	},
	update: (_self: Value, call: LibraryCall) => {
		const source = argument(call, 0);
		if (source.kind === "dict" && source.entries)
			for (const { key, value } of source.entries.values()) write(key, value, call.machine);
		else if (call.args.positional.length > 0) setEntries(variables(call.machine), undefined, call.machine);
		for (const { name, value } of call.args.keywords) write(str(name), value, call.machine);
		return NONE;
	},
	pop: (_self: Value, call: LibraryCall) => {
		setEntries(variables(call.machine), undefined, call.machine);
		return vague("an environment variable");
	},
	copy: () => vague("the environment"),
	items: () => vague("the environment"),
	keys: () => vague("the environment"),
};

/** `posixpath.join`. */
export function joinPaths(parts: readonly string[]): string {
	return parts.reduce((path, part) => {
		if (part.startsWith("/")) return part;
		return path === "" || path.endsWith("/") ? path + part : `${path}/${part}`;
	});
}

/** The folder and the last part of a path. */
export function splitPath(path: string): readonly [string, string] {
	const at = path.lastIndexOf("/") + 1;
	const head = path.slice(0, at);
	return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ""), path.slice(at)];
}

/** The path without its extension, and the extension. */
export function splitExtension(path: string): readonly [string, string] {
	const [, name] = splitPath(path);
	const dot = name.lastIndexOf(".");
	if (dot <= 0 || /^\.+$/.test(name.slice(0, dot))) return [path, ""];
	return [path.slice(0, path.length - name.length + dot), name.slice(dot)];
}

/** An absolute path without `.` and `..`; absent for what is relative to a folder of the machine's. Links are not seen. */
export function absolute(path: string): string | undefined {
	if (!path.startsWith("/")) return undefined;
	const parts: string[] = [];
	for (const part of path.split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "" && part !== ".") parts.push(part);
	}
	return `/${parts.join("/")}`;
}

function absolutePath(path: string): Value | undefined {
	const found = absolute(path);
	return found === undefined ? undefined : str(found);
}

const pathOf = (value: Value, call: LibraryCall): string => {
	if (value.kind === "instance") {
		const text = call.machine.call(
			{ kind: "library", name: "builtins.str", world: call.world },
			{ positional: [{ value, origin: call.args.origin }], keywords: [], origin: call.args.origin },
		);
		return textOf(text);
	}
	return textOf(value);
};

const path = (name: string, run: (path: string) => Value): LibraryModel =>
	defineFunction(`os.path.${name}`, "p", (bound, call) => run(pathOf(bound.get("p"), call)));

const PATH: readonly LibraryModel[] = [
	defineFunction("os.path.join", "a, *p", (bound, call) =>
		str(joinPaths([bound.get("a"), ...bound.rest.map(({ value }) => value)].map((each) => pathOf(each, call)))),
	),
	path("basename", (value) => str(splitPath(value)[1])),
	path("dirname", (value) => str(splitPath(value)[0])),
	path("split", (value) => tuple(splitPath(value).map(str))),
	...["abspath", "realpath"].map((name) => path(name, (value) => absolutePath(value) ?? { kind: "str" })),
	path("splitext", (value) => tuple(splitExtension(value).map(str))),
	...answering("exists isfile isdir islink lexists ismount samefile", "os.path.", anyBool),
	...answering("expanduser expandvars relpath normpath commonpath commonprefix", "os.path.", anyStr),
	...answering("getsize", "os.path.", anyInt),
	...answering("getmtime getctime getatime", "os.path.", anyFloat),
	constant("os.path.sep", str("/")),
	constant("os.path.pardir", str("..")),
	constant("os.pardir", str("..")),
];

const unknownNames = (): Value => ({ kind: "list", items: undefined, why: { text: "what a folder holds" } });

export const OS: readonly LibraryModel[] = [
	{
		kind: "class",
		name: ENVIRON,
		init: () => undefined,
		attribute: (_self, name, _machine, origin) => unknownBecause(`${name} of the environment`, origin),
		methods: environMethods,
	},
	{
		kind: "constant",
		name: "os.environ",
		value: (_machine, world) => ({
			kind: "instance",
			cls: { kind: "library", name: ENVIRON, world },
			attrs: new Map(),
		}),
	},
	defineFunction("os.getenv", "key, default=None", (bound, call) => read(bound.get("key"), bound.get("default"), call)),
	defineFunction("os.putenv", "key, value", () => NONE),
	...PATH,
	...answering(
		"makedirs mkdir remove unlink rmdir removedirs rename replace chdir chmod symlink kill nice",
		"os.",
		nothing,
	),
	...answering("getcwd", "os.", anyStr),
	...answering("getpid getppid umask system", "os.", anyInt),
	...answering("listdir", "os.", unknownNames),
	...answering("glob iglob", "glob.", unknownNames),
	...answering("copy copy2 copyfile move", "shutil.", anyStr),
	...answering("rmtree copymode", "shutil.", nothing),
	constant("os.sep", str("/")),
	constant("os.linesep", { kind: "str" }),
	constant("os.name", { kind: "str" }),
	constant("os.pathsep", { kind: "str" }),
	constant("os.curdir", str(".")),
	constant("os.F_OK", int(0)),
];
