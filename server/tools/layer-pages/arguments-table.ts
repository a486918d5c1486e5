import { type ClassModel, type Parameter, signature, toText } from "../../src/interpreter/api";
import { argumentSince, formerArguments, type Letter } from "./versions";

const WORLD = { a: "keras2", b: "keras3" } as const;
const NONE = "–";

/** The arguments of a constructor with their defaults in each Keras, and since or until when an argument is there. */
export function argumentsTable(model: ClassModel, name: string, worlds: readonly Letter[]): readonly string[] {
	const columns = new Map(worlds.map((letter) => [letter, columnOf(model, name, letter)]));
	const names = [...worlds].reverse().flatMap((letter) => [...(columns.get(letter)?.keys() ?? [])]);
	const rows = [...new Set(names)].map((argument) => {
		const cells = worlds.map((letter) => columns.get(letter)?.get(argument) ?? NONE);
		return `| \`${argument}\` | ${cells.join(" | ")} |`;
	});
	if (rows.length === 0) return ["None of its own."];
	const titles = worlds.map((letter) => (letter === "a" ? "Keras 2" : "Keras 3"));
	return [`| argument | ${titles.join(" | ")} |`, `|---|${titles.map(() => "---|").join("")}`, ...rows];
}

/** Each argument's default. */
function columnOf(model: ClassModel, name: string, letter: Letter): ReadonlyMap<string, string> {
	const { parameters } = signature(model.signatures?.[WORLD[letter]] ?? "");
	const cells = new Map(parameters.map((each) => [each.name, cellOf(each, argumentSince(name, each.name, letter))]));
	for (const each of model.otherKeywords?.[WORLD[letter]] ?? []) if (!cells.has(each)) cells.set(each, "as a keyword");
	for (const { argument, until } of formerArguments(name, [...cells.keys()], letter)) cells.set(argument, until);
	return cells;
}

function cellOf(parameter: Parameter, since: string): string {
	const text = parameter.default ? `\`${toText(parameter.default, true) ?? "…"}\`` : "required";
	return since ? `${text}, ${since}` : text;
}
