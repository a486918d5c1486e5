import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type WeightCall, weightsAfter } from "../../../test/support/weights";
import { printDim } from "../../src/domain";
import type { OwnedWeight } from "../../src/keras/engine/weights-of";
import { ROOT } from "../generated-files";
import type { Letter } from "./versions";

const readCalls = (letter: Letter): readonly WeightCall[] =>
	JSON.parse(readFileSync(join(ROOT, "test", "golden", "weights", `${letter}.json`), "utf8"));

const CALLS: Readonly<Record<Letter, readonly WeightCall[]>> = { a: readCalls("a"), b: readCalls("b") };
const MAX_ROWS = 12;

/** The weights that a layer has after a call, as the engine makes them; a test compares these calls with real Keras. */
export function weightsTable(name: string, worlds: readonly Letter[]): readonly string[] {
	const letter = worlds.at(-1);
	const call = letter && CALLS[letter].find(({ layer, weights }) => weights && layer.startsWith(`layers.${name}(`));
	const weights = call && weightsAfter(call, letter)?.weights;
	if (!weights) return [];
	if (weights.length === 0) return ["It has no weights."];
	const rows = weights.slice(0, MAX_ROWS).map(weightRow);
	return [
		"## Weights",
		"",
		`Of \`${call.layer}\`, called on \`${call.argument}\`:`,
		"",
		"| weight | shape | dtype | trained |",
		"|---|---|---|---|",
		...rows,
		...(weights.length > MAX_ROWS ? ["", `And ${weights.length - MAX_ROWS} more.`] : []),
	];
}

function weightRow({ weight, trainable }: OwnedWeight): string {
	const sizes = `(${weight.shape.map(printDim).join(", ")}${weight.shape.length === 1 ? "," : ""})`;
	const dtype = typeof weight.dtype === "string" ? weight.dtype : "?";
	return `| \`${weight.name}\` | ${sizes} | ${dtype} | ${trainable ? "yes" : "no"} |`;
}
