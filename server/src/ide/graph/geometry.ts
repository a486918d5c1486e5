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

/** A line between two boxes, which are counted from 0, and what is written on it. */
export type Pair = readonly [from: number, to: number, label?: Size | undefined];

export interface Route {
	/** What the line passes between the two boxes. */
	readonly points: readonly Point[];
	/** The middle of its label, where it has a place of its own. */
	readonly label?: Point | undefined;
}

export const STRAIGHT: Route = { points: [] };

export interface Layout extends Size {
	readonly boxes: readonly Box[];
	/** One for each pair. */
	readonly routes: readonly Route[];
}

export const GAP = { rank: 44, node: 28, edge: 16 } as const;
