/** Where something stands in a source file, as offsets in UTF-16 code units. */
export interface Origin {
	readonly path: string;
	readonly start: number;
	readonly end: number;
}

/** Why a dimension is `None`, or why a value is `?`. Data, rendered late. */
export interface Reason {
	readonly text: string;
	readonly origin?: Origin | undefined;
	readonly cause?: Reason | undefined;
}

export const reason = (text: string, origin?: Origin, cause?: Reason): Reason => ({ text, origin, cause });
