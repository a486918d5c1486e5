import type { World } from "../../domain";
import { CHANGED_NAMES } from "./names.generated";
import { isBefore, parseRelease, type Release } from "./release";

/** The first and the last version that has a name. */
export interface Span {
	readonly since?: string | undefined;
	readonly until?: string | undefined;
}

type Spans = ReadonlyMap<string, Span>;

const parsed = new Map<string, Spans>();

function spansOf(module: string, world: World): Spans | undefined {
	const text = CHANGED_NAMES[world][module];
	if (text === undefined) return undefined;
	const key = `${world} ${module}`;
	const known = parsed.get(key);
	if (known) return known;
	const spans = new Map(text.split(" ").map(readSpan));
	parsed.set(key, spans);
	return spans;
}

function readSpan(text: string): readonly [string, Span] {
	const [name = "", range = ""] = text.split(":");
	const [since, until] = range.split("-");
	return [name, { since: since || undefined, until: until || undefined }];
}

/** `keras.ops.numpy.abs` came with `keras.ops.abs`. */
const moduleOf = (name: string): string =>
	name.startsWith("keras.ops.") ? "keras.ops" : name.slice(0, name.lastIndexOf("."));

/** When a public name came and went; absent when all versions that we know have it, or none. */
export function spanOf(name: string, world: World): Span | undefined {
	if (!name.startsWith("keras.")) return undefined;
	return spansOf(moduleOf(name), world)?.get(name.slice(name.lastIndexOf(".") + 1));
}

/** What to say of a name that a release lacks and others have: `it came with Keras 3.9`. */
export function historyOf(name: string, world: World, release: Release): string | undefined {
	const span = spanOf(name, world);
	if (!span || hasName(name, world, release) !== false) return undefined;
	const { since, until } = span;
	const isEarly = since !== undefined && isBefore(release, parseRelease(since));
	return isEarly ? `it came with Keras ${since}` : `Keras ${until} was the last to have it`;
}

/** Whether a release has a name: absent when it is not known to have come or gone. */
export function hasName(name: string, world: World, release: Release): boolean | undefined {
	const span = spanOf(name, world);
	if (!span) return undefined;
	const came = span.since === undefined || !isBefore(release, parseRelease(span.since));
	const went = span.until !== undefined && isBefore(parseRelease(span.until), release);
	return came && !went;
}
