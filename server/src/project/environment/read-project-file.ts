import { itemsOf, readToml, type TomlTable, type TomlValue, textOf, tomlAt } from "../configuration/toml";
import { type Demand, readConstraint, readMatchSpec, readRequirement } from "./demand";

/** The dependencies of a `pyproject.toml`: of the project, its extras and groups, as PEP 621, PEP 735 or Poetry write them. */
export function readProjectFile(text: string): readonly Demand[] {
	if (!/keras|tensorflow|tf[-_.]nightly/i.test(text)) return [];
	const { root } = readToml(text);
	const own = requirementsIn(tomlAt(root, "project", "dependencies"));
	const poetry = poetryIn(tomlAt(root, "tool", "poetry", "dependencies"));
	const optional = [
		...groups(tomlAt(root, "project", "optional-dependencies")),
		...groups(tomlAt(root, "dependency-groups")),
	].flatMap(requirementsIn);
	const poetryGroups = groups(tomlAt(root, "tool", "poetry", "group")).flatMap((group) =>
		group.kind === "table" ? poetryIn(tomlAt(group, "dependencies")) : [],
	);
	// Of extras, only some are installed.
	const others = [...optional, ...poetryGroups].map((demand) => ({ ...demand, isConditional: true }));
	return [...own, ...poetry, ...others];
}

const groups = (value: TomlValue | undefined): readonly TomlValue[] =>
	value?.kind === "table" ? [...value.entries.values()].map((entry) => entry.value) : [];

const requirementsIn = (value: TomlValue | undefined): readonly Demand[] =>
	itemsOf(value).flatMap((item) => readRequirement(textOf(item) ?? "") ?? []);

function poetryIn(value: TomlValue | undefined): readonly Demand[] {
	const entries: TomlTable["entries"] = value?.kind === "table" ? value.entries : new Map();
	return [...entries].flatMap(([name, entry]) => {
		const plain = textOf(entry.value);
		if (plain !== undefined) return readConstraint(name, plain);
		const ways = entry.value.kind === "array" ? entry.value.items : [entry.value];
		return ways.flatMap((way) => {
			const version = way.kind === "table" ? textOf(tomlAt(way, "version")) : undefined;
			const isConditional = way.kind === "table" && (way.entries.has("markers") || way.entries.has("python"));
			return version === undefined ? [] : readConstraint(name, version, isConditional || ways.length > 1);
		});
	});
}

/** `install_requires` and extras of a `setup.cfg`. */
export function readSetupCfg(text: string): readonly Demand[] {
	let section = "";
	let key = "";
	return text.split(/\r\n?|\n/).flatMap((line) => {
		section = /^\[([^\]]+)\]/.exec(line)?.[1]?.trim() ?? section;
		const pair = /^([\w.-]+)\s*[=:](?!=)\s*(.*)$/.exec(line);
		if (pair) key = pair[1] as string;
		const isOwn = section === "options" && key === "install_requires";
		if (!isOwn && section !== "options.extras_require") return [];
		const item = (pair ? (pair[2] as string) : line).replace(/(?:^|\s)[#;]\s.*$/, "").trim();
		const demand = item === "" || item.startsWith("[") ? undefined : readRequirement(item);
		return demand ? [isOwn ? demand : { ...demand, isConditional: true }] : [];
	});
}

/** The `environment.yml` of conda, with what pip installs in it. */
export function readCondaEnvironment(text: string): readonly Demand[] {
	let isPip = false;
	let pipIndent = -1;
	return text.split(/\r\n?|\n/).flatMap((line) => {
		const [, indent = "", quoted = ""] = /^(\s*)-\s+(.*?)\s*(?:\s#.*)?$/.exec(line) ?? [];
		const item = quoted.replace(/^(["'])(.*)\1$/, "$2");
		if (item === "") return [];
		if (isPip && indent.length <= pipIndent) isPip = false;
		if (/^pip\s*:/.test(item)) {
			isPip = true;
			pipIndent = indent.length;
			return [];
		}
		return (isPip ? readRequirement(item) : readMatchSpec(item)) ?? [];
	});
}
