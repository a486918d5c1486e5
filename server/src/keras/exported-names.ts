/** The public names of one module of Keras. */
export interface Exports {
	/** In both worlds. */
	readonly both: readonly string[];
	readonly keras2: readonly string[];
	readonly keras3: readonly string[];
	/** In Keras 3, only as `tf.keras`. */
	readonly legacy?: readonly string[];
	/** Of `both`, those that `tf.keras` lacks in Keras 3. */
	readonly notLegacy?: readonly string[];
}
