import type { Origin } from "../domain";
import { captured } from "./captured-fix";
import { isPath, type ProblemEvent, replaceAll, sourceOf } from "./edit-text";
import { KERAS_TENSOR_SAMPLES } from "./keras-tensor-samples";
import { asOperation } from "./ops-fix";
import { OPS_TABLE } from "./ops-table";
import type { Fix, Rule, RuleContext } from "./rule";

const CALL = /^(\w+)((?:\s*\.\s*\w+)*)\s*\(([\s\S]*)\)$/;

/** How the file names Keras and its layers. */
const kerasIn = ({ text }: RuleContext, module: string): string =>
	/^import keras\b|^from tensorflow import keras\b/m.test(text) ? "keras" : `${module}.keras`;

const layersIn = (context: RuleContext, module: string): string =>
	/^from (?:tensorflow\.)?keras import (?:[\w, ]*, *)?layers\b/m.test(context.text)
		? "layers"
		: `${kerasIn(context, module)}.layers`;

/** The function that is written there: what is told of may be one that it calls, or another name of it. */
function calledName(told: string, path: string): string | undefined {
	const written = path.replace(/\s/g, "").slice(1);
	const last = (dotted: string): string | undefined => dotted.split(".").at(-1);
	if (written === "") return undefined;
	return last(written) === last(told) ? told : OPS_TABLE[written] === undefined ? undefined : written;
}

/** Not a part of its result by name, nor what is handed on to TensorFlow, which takes no `None`. */
const isWhole = ({ start, end }: Origin, { text }: RuleContext): boolean =>
	!/^\s*\.\s*[A-Za-z_]/.test(text.slice(end, end + 40)) &&
	!/\btf\.[\w.]+\([^()]*$/.test(text.slice(0, start).split("\n").at(-1) ?? "");

/** `tf.reduce_mean(x, axis=1)` -> `keras.ops.mean(x, axis=1)`, by the table of operations that are the same. */
function withOps(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts } = event.problem;
	const told = /^tf\.(.+)$/.exec(String(facts?.function ?? ""))?.[1];
	const [, module = "", path = "", inner = ""] = CALL.exec(sourceOf(origin, context)) ?? [];
	const name = told && calledName(told, path);
	if (!facts?.ops || !name || !isWhole(origin, context)) return [];
	const converted = asOperation(name, inner, facts?.isFloat === true);
	if (!converted) return [];
	const isBackend = name.startsWith("keras.backend.");
	const keras =
		isBackend && !/^import keras\b|^from tensorflow import keras\b/m.test(context.text)
			? undefined
			: kerasIn(context, module);
	if (!keras) return [];
	const title = `Call ${keras}.${converted.op}${converted.isSame ? "" : ", which gives int32"}`;
	return [{ title, safe: converted.isSame, edits: [replaceAll(origin, `${keras}.${converted.text}`)] }];
}

interface Place {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The arguments that are KerasTensors, as the model tells where they stand. */
function symbolsOf({ problem }: ProblemEvent, context: RuleContext): readonly Place[] {
	const places = Array.isArray(problem.facts?.symbols) ? problem.facts.symbols : [];
	return places.map((place) => {
		const [start = 0, end = 0] = place.split(":").map(Number);
		return { start, end, text: context.text.slice(start, end) };
	});
}

/** What is none of a layer's outputs, or is refused in a layer's call too. */
const NO_OUTPUT = /^\.(?:constant|Variable)$/;

/** `tf.f(x, 1)` -> `layers.Lambda(lambda t: tf.f(t, 1))(x)`. */
function withLambda(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const text = sourceOf(origin, context);
	const places = symbolsOf(event, context);
	const names = [...new Set(places.map((place) => place.text))];
	const [, module = "", path = ""] = CALL.exec(text) ?? [];
	if (NO_OUTPUT.test(path.replace(/\s/g, ""))) return [];
	if (places.length === 0 || path === "" || !names.every(isPath) || /#|\bt\b/.test(text)) return [];
	const inside = [...places]
		.sort((a, b) => b.start - a.start)
		.reduce((current, place) => {
			const by = names.length === 1 ? "t" : `t[${names.indexOf(place.text)}]`;
			return current.slice(0, place.start - origin.start) + by + current.slice(place.end - origin.start);
		}, text);
	const input = names.length === 1 ? names[0] : `[${names.join(", ")}]`;
	const layer = `${layersIn(context, module)}.Lambda`;
	const newText = `${layer}(lambda t: ${inside})(${input})`;
	return [{ title: `Call it in a Lambda`, safe: false, edits: [replaceAll(origin, newText)] }];
}

function fixes(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	if (event.problem.facts?.captured) return captured(event, context);
	const operations = withOps(event, context);
	return operations.length > 0 ? operations : withLambda(event, context);
}

export const kerasTensorInTfFunction: Rule = {
	code: "keras-tensor-in-tf-function",
	severity: "error",
	summary: "A function of TensorFlow or NumPy is called on a KerasTensor.",
	why: "A `KerasTensor` has no values. Keras 2 turned most calls of `tf.*` into layers of the model; Keras 3 does not: use `keras.ops`, or make the call inside a layer.",
	bad: `import keras
import tensorflow as tf

x = keras.Input((28, 28))
y = tf.reduce_mean(x, axis=1)
`,
	good: `import keras
import tensorflow as tf

x = keras.Input((28, 28))
y = keras.ops.mean(x, axis=1)
`,
	worlds: ["keras3"],
	samples: KERAS_TENSOR_SAMPLES,
	fix: (event, context) => (event.kind === "problem" ? fixes(event, context) : []),
};
