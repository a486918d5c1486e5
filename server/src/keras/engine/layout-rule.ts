import type { Layout, Spec, Value } from "../../domain";
import type { CallContext } from "./layer-definition";
import type { SpecStructure } from "./structure";

/** What a layer does with such inputs: called as if they were dense, it gives the same shapes in this layout. */
export type LayoutRule =
	| { readonly kind: "layout"; readonly layout: Layout | undefined }
	| { readonly kind: "raise"; readonly exception: string }
	/** It is not modelled what the layer does. */
	| { readonly kind: "unknown" }
	/** The layer looks at the layouts itself. */
	| { readonly kind: "itself" }
	| { readonly kind: "own"; call(asDense: () => SpecStructure): SpecStructure };

/** A call with inputs that are not all dense. */
export interface OddCall {
	readonly name: string;
	readonly context: CallContext;
	readonly config: unknown;
	/** All tensors that it was called on. */
	readonly inputs: readonly Spec[];
	readonly layouts: readonly Layout[];
	/** An argument of the constructor. */
	option(name: string): Value | undefined;
	/** An argument of the constructor of a layer inside. */
	inner(layer: Value, name: string): Value | undefined;
}
