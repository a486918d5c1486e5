export interface Size {
	readonly width: number;
	readonly height: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** A box by its upper left corner. */
export interface Box extends Size, Point {}

/** Boxes are counted from 0. */
export type Pair = readonly [from: number, to: number];

export interface Layout extends Size {
	readonly boxes: readonly Box[];
	/** For each pair, what its line passes between the two boxes. */
	readonly routes: readonly (readonly Point[])[];
}

export const GAP = { rank: 44, node: 28, edge: 16 } as const;
