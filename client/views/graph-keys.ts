import type { Direction } from "./moves";

/** What needs nothing more to be known. */
export type SimpleAction = "fit" | "first" | "last" | "open" | "search" | "leave";

export type GraphAction =
	| { readonly do: "move"; readonly direction: Direction }
	| { readonly do: "pan"; readonly x: number; readonly y: number }
	| { readonly do: "zoom"; readonly factor: number }
	| { readonly do: "step"; readonly forward: boolean }
	| { readonly do: SimpleAction };

interface Key {
	readonly key: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
}

const PAN = 60;
const ZOOM = 1.2;

const ARROWS: Readonly<Record<string, Direction>> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
};

const STEPS: Readonly<Record<Direction, { readonly x: number; readonly y: number }>> = {
	up: { x: 0, y: -PAN },
	down: { x: 0, y: PAN },
	left: { x: -PAN, y: 0 },
	right: { x: PAN, y: 0 },
};

const PLAIN: Readonly<Record<string, GraphAction>> = {
	"+": { do: "zoom", factor: ZOOM },
	"=": { do: "zoom", factor: ZOOM },
	"-": { do: "zoom", factor: 1 / ZOOM },
	"0": { do: "fit" },
	"/": { do: "search" },
	n: { do: "step", forward: true },
	N: { do: "step", forward: false },
	Home: { do: "first" },
	End: { do: "last" },
	Enter: { do: "open" },
	" ": { do: "open" },
	Escape: { do: "leave" },
};

/** What a key does while a layer, or nothing in particular, has the focus. Other chords are VS Code's. */
export function graphAction(key: Key): GraphAction | undefined {
	if (isFind(key)) return { do: "search" };
	if (key.ctrlKey || key.metaKey || key.altKey) return undefined;
	if (key.key === "F3") return { do: "step", forward: !key.shiftKey };
	const direction = ARROWS[key.key];
	if (direction) return key.shiftKey ? { do: "pan", ...STEPS[direction] } : { do: "move", direction };
	return PLAIN[key.key];
}

export const isFind = (key: Key): boolean =>
	(key.ctrlKey || key.metaKey) && !key.altKey && key.key.toLowerCase() === "f";
