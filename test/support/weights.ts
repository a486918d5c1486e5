import { printDim, type Value } from "../../server/src/domain";
import { registry } from "../../server/src/ide/registry";
import { executeProgram } from "../../server/src/interpreter/create-machine";
import { type OwnedWeight, weightsOf } from "../../server/src/keras/engine/weights-of";
import { resolveVersions } from "../../server/src/project/world";
import { parsePython } from "../../server/src/syntax/parse";
import type { WorldLetter } from "./golden";

/** A record of test/golden/weights: a layer that is called once, and what Keras says of its weights. */
export interface WeightCall {
	readonly layer: string;
	/** What it is called on. */
	readonly argument: string;
	readonly weights?: readonly string[];
	readonly params?: number;
	readonly raises?: string;
}

const PRELUDE: Readonly<Record<WorldLetter, string>> = {
	a: "from tensorflow import keras\nfrom tensorflow.keras import layers\n",
	b: "import keras\nfrom keras import layers\n",
};

interface Ended {
	readonly globals: ReadonlyMap<string, Value>;
	/** The exception that we predict. */
	readonly raises: string | undefined;
}

function run(text: string, letter: WorldLetter): Ended {
	const execution = executeProgram(parsePython(text).module, "weights.py", {
		world: letter === "a" ? "keras2" : "keras3",
		versions: resolveVersions(letter === "a" ? "2.15.0" : undefined),
		registry,
		maxSteps: 1_000_000,
		maxMilliseconds: 30_000,
		now: () => performance.now(),
	});
	const problem = execution.events.find((event) => event.kind === "problem");
	return {
		globals: execution.globals,
		raises: problem?.kind === "problem" ? problem.problem.exception : undefined,
	};
}

/** What a program's global names hold at its end. */
export const globalsAfter = (text: string, letter: WorldLetter): ReadonlyMap<string, Value> =>
	run(text, letter).globals;

/** What we say of such a call; nothing when the weights are not known. */
export function weightsAfter(
	{ layer, argument }: WeightCall,
	letter: WorldLetter,
): { readonly weights?: readonly OwnedWeight[]; readonly raises?: string } | undefined {
	const { globals, raises } = run(`${PRELUDE[letter]}layer = ${layer}\nlayer(${argument})\n`, letter);
	if (raises !== undefined) return { raises };
	const made = globals.get("layer");
	const weights = made?.kind === "instance" ? weightsOf(made) : undefined;
	return weights && { weights };
}

/** `kernel (3, 4) float32 trainable`, as the oracle writes weights. */
export function printWeight({ weight, trainable }: OwnedWeight): string {
	const dtype = typeof weight.dtype === "string" ? weight.dtype : "?";
	const word = trainable === undefined ? " ?" : trainable ? " trainable" : "";
	return `${weight.name} (${weight.shape.map(printDim).join(", ")}) ${dtype}${word}`;
}

/** The name by which a layer knows its weight is the last one of the path that real Keras gives. */
export const lastName = (weight: string): string => weight.replace(/^[^ ]*\//, "");
