import type { LayerSummary } from "../analysis";
import type { Colour } from "./svg-style";

/** Layers of one family have one colour. The colour alone says nothing: the class stands in the box. */
const FAMILIES: readonly (readonly [RegExp, Colour])[] = [
	[/^Input/, "green"],
	[/Conv|UpSampling|Cropping|ZeroPadding/, "blue"],
	[/Normalization|Dropout|Noise/, "yellow"],
	[/Pool|Flatten|Reshape|Permute|Repeat/, "orange"],
	[/Dense|Embedding/, "purple"],
	[/LSTM|GRU|RNN|Attention|Bidirectional|TimeDistributed/, "red"],
];

export const colourOf = ({ className, model }: LayerSummary): Colour =>
	model ? "text" : (FAMILIES.find(([name]) => name.test(className))?.[1] ?? "muted");
