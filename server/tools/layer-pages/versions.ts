import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signature } from "../../src/interpreter/api";
import { ROOT } from "../generated-files";

export type Letter = "a" | "b";

interface Range {
	readonly since?: string;
	readonly until?: string;
}

/** What was not the same in all versions of a world; the newest signatures are not in it. */
interface WorldVersions {
	readonly versions: readonly string[];
	readonly names: Readonly<Record<string, Readonly<Record<string, Range>>>>;
	readonly signatures: Readonly<
		Record<string, { readonly constructor?: readonly { readonly until: string; readonly text: string }[] }>
	>;
}

interface Newest {
	readonly signatures: Readonly<Record<string, { readonly constructor?: readonly { readonly name: string }[] } | null>>;
}

const golden = (...path: readonly string[]): unknown =>
	JSON.parse(readFileSync(join(ROOT, "test", "golden", ...path), "utf8"));

const VERSIONS = golden("versions", "signatures.json") as Readonly<Record<Letter, WorldVersions>>;
const NEWEST: Readonly<Record<Letter, Newest>> = {
	a: golden("signatures", "a.json") as Newest,
	b: golden("signatures", "b.json") as Newest,
};

/** The versions that have a layer: "since 3.8", or nothing when all of them do. */
export const layerRange = (name: string, letter: Letter): string =>
	rangeText(VERSIONS[letter].names["keras.layers"]?.[name] ?? {});

/** Since when the newest constructor has an argument: "since 3.10", or nothing. */
export function argumentSince(name: string, argument: string, letter: Letter): string {
	const { versions } = VERSIONS[letter];
	const newest = NEWEST[letter].signatures[`keras.layers.${name}`]?.constructor;
	if (!Array.isArray(newest) || !newest.some((each: { name: string }) => each.name === argument)) return "";
	const lacking = earlier(name, letter).filter(({ text }) => !argumentsOf(text).includes(argument));
	const last = lacking.at(-1);
	return last ? rangeText({ since: versions[versions.indexOf(last.until) + 1] ?? "?" }) : "";
}

export interface Former {
	readonly argument: string;
	readonly until: string;
}

/** Arguments that earlier constructors had, and `current` has not. */
export function formerArguments(name: string, current: readonly string[], letter: Letter): readonly Former[] {
	const found = new Map<string, string>();
	for (const { text, until } of earlier(name, letter)) {
		for (const argument of argumentsOf(text))
			if (!current.includes(argument)) found.set(argument, rangeText({ until }));
	}
	return [...found].map(([argument, until]) => ({ argument, until }));
}

function earlier(name: string, letter: Letter): readonly { readonly until: string; readonly text: string }[] {
	const recorded = VERSIONS[letter].signatures[`keras.layers.${name}`]?.constructor;
	return Array.isArray(recorded) ? recorded : [];
}

const argumentsOf = (text: string): readonly string[] => signature(text).parameters.map(({ name }) => name);

const rangeText = ({ since, until }: Range): string =>
	[since && `since ${since}`, until && `until ${until}`].filter(Boolean).join(", ");
