import { type InstanceValue, library, type Opaque, str, tuple, type Value, type World } from "../../domain";
import { type ClassModel, type LibraryCall, type MethodModel, type TypeModel, vague } from "../../interpreter/api";
import { textOf } from "../arguments";
import { anyBool, anyStr, nothing } from "./define";
import { absolute, joinPaths, splitExtension, splitPath } from "./os";

const PATH = "pathlib.Path";

interface Path extends Opaque {
	readonly tag: "path";
	readonly text: string;
}

const isPath = (value: Value): value is InstanceValue => value.kind === "instance" && value.native?.tag === "path";

const textOfPath = (value: Value | undefined): string =>
	value && isPath(value) ? (value.native as Path).text : textOf(value);

/** `a//b/./c/` is `a/b/c`. */
const normal = (text: string): string => {
	const parts = text.split("/").filter((part) => part !== "" && part !== ".");
	return (text.startsWith("/") ? "/" : "") + parts.join("/") || ".";
};

const make = (text: string, world: World): Value => ({
	kind: "instance",
	cls: library(PATH, world),
	attrs: new Map(),
	native: { tag: "path", text: normal(text) } as Path,
});

const joined = (parts: readonly Value[], world: World): Value => make(joinPaths(parts.map(textOfPath)), world);

const changed =
	(change: (text: string, argument: string) => string): MethodModel =>
	(self, { args, world }) =>
		make(change(textOfPath(self), textOf(args.positional[0]?.value)), world);

const sibling = (text: string, name: string): string => joinPaths([splitPath(text)[0], name]);

const parentsOf = (text: string): readonly string[] =>
	text === "/" ? [] : [splitPath(text)[0], ...parentsOf(splitPath(text)[0])];

function attribute(self: InstanceValue, name: string): Value | undefined {
	const text = textOfPath(self);
	const world = self.cls.kind === "library" ? self.cls.world : "keras3";
	const base = splitPath(text)[1];
	if (name === "name") return str(base);
	if (name === "stem") return str(splitExtension(base)[0]);
	if (name === "suffix") return str(splitExtension(base)[1]);
	if (name === "parent") return make(splitPath(text)[0], world);
	if (name === "parents" && text.startsWith("/")) return tuple(parentsOf(text).map((each) => make(each, world)));
	if (name === "parts")
		return tuple((text.startsWith("/") ? ["/"] : []).concat(text.split("/").filter(Boolean)).map(str));
	return { kind: "unknown", why: { text: `${name} of a path is not modelled` } };
}

const somewhere = (_self: Value, _call: LibraryCall): Value => vague("a path that depends on the machine");

const settled: MethodModel = (self, { world }) =>
	make(absolute(textOfPath(self)) ?? vague("a path that depends on the machine"), world);

export const PATHLIB: readonly ClassModel[] = [
	{
		kind: "class",
		name: PATH,
		aliases: ["pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath"],
		init(self, { args }) {
			const parts = args.positional.map(({ value }) => textOfPath(value));
			self.native = { tag: "path", text: normal(parts.length === 0 ? "." : joinPaths(parts)) } as Path;
		},
		attribute,
		methods: {
			__str__: (self) => str(textOfPath(self)),
			as_posix: (self) => str(textOfPath(self)),
			joinpath: (self, { args, world }) => joined([self, ...args.positional.map(({ value }) => value)], world),
			with_suffix: changed((text, suffix) => splitExtension(text)[0] + suffix),
			with_name: changed(sibling),
			exists: anyBool,
			is_file: anyBool,
			is_dir: anyBool,
			mkdir: nothing,
			unlink: nothing,
			touch: nothing,
			read_text: anyStr,
			write_text: () => ({ kind: "int" }),
			glob: () => vague("what a folder holds"),
			iterdir: () => vague("what a folder holds"),
			resolve: settled,
			absolute: settled,
			expanduser: somewhere,
		},
	},
];

/** `path / "name"`. */
export const PathType: TypeModel = {
	handles: isPath,
	truth: () => true,
	binary: (op, left, right, machine) => (op === "/" ? joined([left, right], machine.world) : undefined),
};
