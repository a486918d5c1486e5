import { bool, type InstanceValue, int, library, list, type Opaque, str, tuple, type Value } from "../../domain";
import { type LibraryModel, type TypeModel, vague } from "../../interpreter/api";
import { bindMethod, textOf } from "../arguments";

interface Version extends Opaque {
	readonly tag: "version";
	readonly text: string;
	readonly parts: readonly number[];
}

const isVersion = (value: Value): value is InstanceValue =>
	value.kind === "instance" && value.native?.tag === "version";
const stateOf = (value: Value): Version => (isVersion(value) ? (value.native as Version) : vague("a version"));

/** A release such as `2.15.0`; other forms have an order that is not followed. */
function parseVersion(text: string): Version {
	if (!/^v?\d+(?:\.\d+)*$/.test(text)) return vague("a version that is no plain release");
	return { tag: "version", text: text.replace(/^v/, ""), parts: text.replace(/^v/, "").split(".").map(Number) };
}

function order(a: Version, b: Version): number {
	for (let at = 0; at < Math.max(a.parts.length, b.parts.length); at += 1) {
		const difference = (a.parts[at] ?? 0) - (b.parts[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

const DECIDE: Readonly<Record<string, (difference: number) => boolean>> = {
	"<": (d) => d < 0,
	"<=": (d) => d <= 0,
	">": (d) => d > 0,
	">=": (d) => d >= 0,
	"==": (d) => d === 0,
	"!=": (d) => d !== 0,
};

/** Versions compare number by number. */
export const VersionType: TypeModel = {
	handles: isVersion,
	compare(op, left, right) {
		const decide = DECIDE[op];
		const versions = [left, right].map((each) => (each.kind === "str" ? parseVersion(textOf(each)) : stateOf(each)));
		return decide && bool(decide(order(versions[0] as Version, versions[1] as Version)));
	},
};

const versionClass = (name: string, aliases: readonly string[]): LibraryModel => ({
	kind: "class",
	name,
	aliases,
	init(self, call) {
		self.native = parseVersion(textOf(bindMethod("Version", "version", call).get("version")));
	},
	attribute: (self, attribute) => {
		const { parts } = stateOf(self);
		const at = ["major", "minor", "micro"].indexOf(attribute);
		if (at >= 0) return int(parts[at] ?? 0);
		if (attribute === "release") return tuple(parts.map(int));
		if (attribute === "version") return list(parts.map(int));
		if (attribute === "base_version" || attribute === "public" || attribute === "vstring")
			return str(stateOf(self).text);
		return attribute.startsWith("is_") ? bool(false) : undefined;
	},
	methods: { __str__: (self) => str(stateOf(self).text) },
});

/** What the installed libraries call themselves: the versions that the project says, or our defaults. */
const versionOf = (name: string, library: "keras" | "tensorflow", aliases: readonly string[] = []): LibraryModel => ({
	kind: "constant",
	name,
	aliases,
	value: ({ versions }) => str(versions[library]),
});

export const VERSIONS: readonly LibraryModel[] = [
	versionClass("packaging.version.Version", ["distutils.version.LooseVersion", "distutils.version.StrictVersion"]),
	{
		kind: "function",
		name: "packaging.version.parse",
		aliases: ["pkg_resources.parse_version"],
		call: ({ machine, world, args }) => machine.instantiate(library("packaging.version.Version", world), args),
	},
	versionOf("tensorflow.__version__", "tensorflow", ["tensorflow.version.VERSION"]),
	versionOf("keras.__version__", "keras"),
];
