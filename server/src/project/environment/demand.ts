import { type Package, packageOf } from "./releases";

/** What a file asks of a package. */
export interface Demand {
	readonly package: Package;
	/** PEP 440 specifiers with commas between them; empty: any version. */
	readonly specifier: string;
	/** Whether it holds only on some machines, by its marker, or is one of several ways. */
	readonly isConditional: boolean;
}

const REQUIREMENT = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/s;

/** A requirement as PEP 508 writes it, such as `tensorflow[and-cuda]~=2.15; python_version < "3.12"`. */
export function readRequirement(text: string): Demand | undefined {
	const [, name = "", rest = ""] = REQUIREMENT.exec(text.trim()) ?? [];
	const known = packageOf(name);
	if (!known) return undefined;
	const [head = "", marker = ""] = rest.split(";", 2);
	const isConditional = marker.trim() !== "";
	const wheel = /^\s*@/.test(head) ? /\/[\w.]+-(\d[\w.]*?)(?:[-+]|%2B|\.tar)/i.exec(head)?.[1] : undefined;
	if (wheel) return { package: known, specifier: `==${wheel}`, isConditional };
	if (/^\s*@/.test(head)) return undefined;
	const specifier = head.replace(/^\s*\(([^)]*)\)\s*$/, "$1").replace(/\s+/g, "");
	return { package: known, specifier, isConditional };
}

/** A version as Poetry and Pipenv write it: `^2.15`, `~2.15`, `2.15.*`, `*`, or as PEP 440 does; alternatives with `||` between them. */
export function readConstraint(name: string, constraint: string, isConditional = false): readonly Demand[] {
	const known = packageOf(name);
	if (!known) return [];
	const ways = constraint.split("||");
	return ways.map((way) => ({
		package: known,
		specifier: way.split(",").flatMap(fromPoetry).join(","),
		isConditional: isConditional || ways.length > 1,
	}));
}

function fromPoetry(part: string): readonly string[] {
	const text = part.replace(/\s+/g, "");
	if (text === "" || text === "*" || text === "latest") return [];
	const [, sign = "", version = ""] = /^([\^~]?)(?!=)(\d.*)$/.exec(text) ?? [];
	if (version === "") return [text];
	const [major = 0, minor] = version.split(".").map((each) => Number.parseInt(each, 10));
	if (sign === "^") return [`>=${version}`, `<${major + 1}`];
	if (sign === "~") return [`>=${version}`, minor === undefined ? `<${major + 1}` : `<${major}.${minor + 1}`];
	return [`==${version}`];
}

/** A match specification of conda: `tensorflow=2.15`, `conda-forge::keras>=3`, `tensorflow 2.10.* cuda*`. */
export function readMatchSpec(text: string): Demand | undefined {
	const [, name = "", rest = ""] = /^(?:[\w./:-]+::)?([\w.-]+)\s*(.*)$/.exec(text.trim()) ?? [];
	const known = packageOf(name);
	if (!known) return undefined;
	const version = (rest.replace(/\[.*$/, "").trim().split(/\s+/, 1)[0] ?? "").replace(
		/^(=?[^=]*[^=<>!~]|==[^=]*)=[^=]*$/,
		"$1",
	);
	const parts = version.split(",").map((part) => {
		if (/^=?\d/.test(part) && !part.startsWith("==")) {
			const bare = part.replace(/^=/, "").replace(/\.?\*$/, "");
			return `==${bare}.*`;
		}
		return part.replace(/^(==[^*]*[^.*])\*$/, "$1.*");
	});
	// Alternatives of conda have no form in PEP 440.
	const specifier = version === "*" || version.includes("|") ? "" : parts.filter(Boolean).join(",");
	return { package: known, specifier, isConditional: false };
}
