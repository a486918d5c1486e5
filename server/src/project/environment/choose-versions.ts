import { satisfies, validRange } from "@renovatebot/pep440";
import type { Demand } from "./demand";
import { compareReleases, KERAS_RELEASES, normalVersion, type Package, TENSORFLOW_RELEASES } from "./releases";

/** Versions that a file says; the other one is brought by the one that is there. */
export interface Chosen {
	readonly keras?: string | undefined;
	readonly tensorflow?: string | undefined;
}

/** The newest versions that fit all demands, and one another; absent when the demands leave everything open. */
export function chooseVersions(demands: readonly Demand[]): Chosen | undefined {
	const keras = candidates("keras", KERAS_RELEASES, demands);
	const tensorflow = candidates("tensorflow", TENSORFLOW_RELEASES, demands);
	if (!keras && !tensorflow) return undefined;
	for (const ours of tensorflow ?? []) {
		const theirs = keras?.find((each) => goTogether(each, ours));
		if (theirs !== undefined) return { keras: theirs, tensorflow: ours };
	}
	return { keras: keras?.[0], tensorflow: tensorflow?.[0] };
}

/** TensorFlow up to 2.15 asks for the Keras of its own minor version, later ones for Keras 3. */
function goTogether(keras: string, tensorflow: string): boolean {
	const [major = 0, minor = 0] = tensorflow.split(".").map(Number);
	if (major === 2 && minor >= 16) return Number.parseInt(keras, 10) >= 3;
	return keras.startsWith(`${major}.${minor}.`);
}

/** Versions that the demands on a package let through, the newest first; absent when they say nothing. */
function candidates(name: Package, releases: readonly string[], demands: readonly Demand[]) {
	const own = demands.filter((each) => each.package === name && isMeaningful(each.specifier));
	const certain = own.filter(({ isConditional }) => !isConditional);
	const ways =
		certain.length > 0 ? [certain.map(({ specifier }) => specifier).join(",")] : own.map((each) => each.specifier);
	const found = [...new Set(ways.flatMap((specifier) => versionsFor(specifier, releases)))].sort(compareReleases);
	return found.length > 0 ? found : undefined;
}

const isMeaningful = (specifier: string): boolean => specifier !== "" && isValid(specifier);

function isValid(specifier: string): boolean {
	try {
		return validRange(specifier);
	} catch {
		return false;
	}
}

/** A pin holds though we do not know the release. */
function versionsFor(specifier: string, releases: readonly string[]): readonly string[] {
	const pins = specifier.split(",").flatMap((part) => /^={2,3}([^*=]+)$/.exec(part)?.[1] ?? []);
	const pinned = pins.map(normalVersion).find((each) => each !== undefined);
	if (pinned !== undefined) return [pinned];
	return releases.filter((release) => satisfies(release, specifier));
}
