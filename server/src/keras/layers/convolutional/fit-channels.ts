import { isStatic, type RankedShape } from "../../../domain";
import { failFit, weightShape } from "../../engine/fit-weights";
import type { CallContext } from "../../engine/layer-definition";
import type { Size } from "../../utils/argument-validation";
import { splitShape } from "../../utils/spatial";

interface Window {
	readonly rank: number;
	readonly channelsFirst: boolean;
	readonly filters: Size;
}

/** The channels of a group are those of the kernel, and each group makes as many filters. */
export function fitChannels(
	{ rank, channelsFirst, filters }: Window,
	{ dims }: RankedShape,
	context: CallContext,
): void {
	const kernel = weightShape(context.built(), "kernel")?.at(-2);
	if (dims.length < rank + 2 || kernel === undefined) return;
	const { channels } = splitShape(dims, rank, channelsFirst);
	if (!isStatic(kernel) || !isStatic(channels) || kernel === 0) return;
	const groups = channels / kernel;
	const fits = Number.isInteger(groups) && (!isStatic(filters.dim) || groups === 0 || filters.dim % groups === 0);
	if (!fits) failFit(`${kernel} channels a group`, dims, { ...context, mode: "graph" });
}
