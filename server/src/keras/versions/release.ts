import type { World } from "../../domain";
import type { Machine } from "../../interpreter/api";
import { RECORDED_VERSIONS } from "./signatures.generated";

/** A version of Keras as far as behaviour is known to differ: patches of a minor version are one. */
export interface Release {
	readonly major: number;
	readonly minor: number;
}

/** Whoever knows which Keras is meant: a call, the arguments of a layer, the context of `build` or `call`. */
export interface Versioned {
	readonly machine: Pick<Machine, "versions">;
	readonly world: World;
}

const releases = new Map<string, Release>();

/** `3.5.0`, `3.5` or `3.5.0rc1` as a release. */
export function parseRelease(version: string): Release {
	const known = releases.get(version);
	if (known) return known;
	const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
	const release = { major, minor };
	releases.set(version, release);
	return release;
}

export const isBefore = (left: Release, right: Release): boolean =>
	left.major < right.major || (left.major === right.major && left.minor < right.minor);

const newestOf = (world: World): Release => parseRelease(RECORDED_VERSIONS[world].at(-1) as string);

/** The release that a world's names and layers belong to; the newest of a world that is not the program's own. */
export function releaseOf({ machine, world }: Versioned): Release {
	const own = parseRelease(machine.versions.keras);
	return own.major >= 3 === (world === "keras3") ? own : newestOf(world);
}

/** Patches aside, `3.10`. */
export const printRelease = ({ major, minor }: Release): string => `${major}.${minor}`;

/** The minor version behind one. */
export const nextRelease = ({ major, minor }: Release): Release => ({ major, minor: minor + 1 });

/** Whether the Keras that is meant is this version or a later one. */
export const isSince = (version: string, versioned: Versioned): boolean =>
	!isBefore(releaseOf(versioned), parseRelease(version));
