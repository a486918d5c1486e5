import type { InstanceValue, World } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { BuildContext } from "../../engine/layer-definition";
import { knownState } from "../rnn/wrapped-layer";

/** What the `build` of layers of Keras 2 raises for a shape of unknown rank, which None in place of a tensor has. */
const NONE2: readonly (readonly [layer: RegExp, exception: string])[] = [
	[/^(Dense|Embedding|Conv\dDTranspose)$/, "ValueError"],
	[/^Conv\dD$/, "TypeError"],
];

const exceptionOfNone = (name: string, world: World): string | undefined =>
	world === "keras3" ? "TypeError" : NONE2.find(([layers]) => layers.test(name))?.[1];

/** A list of one tensor; more are not followed. */
function exceptionOfList(name: string, { argument, inputs, world }: BuildContext): string | undefined {
	const isList = argument?.kind === "list" || argument?.kind === "tuple";
	if (!isList || inputs.length !== 1 || !/^(Dense|Embedding)$/.test(name)) return undefined;
	return world === "keras3" ? "ValueError" : "TypeError";
}

/** A wrapper that was called on None, a list or a dict hands its shapes to `build` of a layer that takes one. */
export function rejectNestedInput(wrapper: string, layer: InstanceValue, context: BuildContext): void {
	const { argument, world } = context;
	if (!argument || argument.kind === "tensor") return;
	const name = knownState(layer).definition?.name ?? "";
	const exception = argument.kind === "none" ? exceptionOfNone(name, world) : exceptionOfList(name, context);
	if (exception === undefined) vague(`${wrapper} was called on something that is not a tensor`);
	context.fail({
		code: "invalid-layer-input",
		exception,
		message: `${wrapper}(${name}) takes one tensor`,
	});
}
