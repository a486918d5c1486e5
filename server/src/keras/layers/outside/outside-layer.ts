import type { World } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";

interface OutsideOptions {
	readonly name: string;
	readonly signature: string;
	readonly callSignature: string;
	/** What the layer runs, which lies outside of Keras. */
	readonly runs: string;
}

const WORLDS: readonly World[] = ["keras3"];

/** A layer of Keras 3 around something that another library made: its constructor is checked, its output is `?`. */
export const defineOutsideLayer = ({ runs, ...options }: OutsideOptions) =>
	defineLayer({
		...options,
		worlds: WORLDS,
		manyInputs: true,
		configure: () => vague(`the layer runs ${runs}, which is not followed`),
		call: () => vague(`the layer runs ${runs}, which is not followed`),
	});
