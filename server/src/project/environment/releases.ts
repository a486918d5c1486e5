/** Releases on PyPI of what is modelled, the newest first: those that a range such as `>=2.12,<2.16` is resolved among. */
export const KERAS_RELEASES: readonly string[] = [
	...["3.15.1", "3.15.0", "3.14.1", "3.14.0", "3.13.2", "3.13.1", "3.13.0"],
	...["3.12.4", "3.12.3", "3.12.2", "3.12.1", "3.12.0", "3.11.3", "3.11.2", "3.11.1", "3.11.0", "3.10.0"],
	...[
		"3.9.2",
		"3.9.1",
		"3.9.0",
		"3.8.0",
		"3.7.0",
		"3.6.0",
		"3.5.0",
		"3.4.1",
		"3.4.0",
		"3.3.3",
		"3.3.2",
		"3.3.1",
		"3.3.0",
	],
	...["3.2.1", "3.2.0", "3.1.1", "3.1.0", "3.0.5", "3.0.4", "3.0.3", "3.0.2", "3.0.1", "3.0.0"],
	...["2.15.0", "2.14.0", "2.13.1", "2.12.0", "2.11.0", "2.10.0", "2.9.0", "2.8.0", "2.7.0", "2.6.0"],
];

export const TENSORFLOW_RELEASES: readonly string[] = [
	...["2.21.0", "2.20.0", "2.19.1", "2.19.0", "2.18.1", "2.18.0", "2.17.1", "2.17.0", "2.16.2", "2.16.1"],
	...["2.15.1", "2.15.0", "2.14.1", "2.14.0", "2.13.1", "2.13.0", "2.12.1", "2.12.0", "2.11.1", "2.11.0"],
	...["2.10.1", "2.10.0", "2.9.3", "2.9.2", "2.9.1", "2.9.0", "2.8.4", "2.8.0", "2.7.4", "2.7.0", "2.6.5", "2.6.0"],
];

export type Package = "keras" | "tensorflow";

const NAMES: Readonly<Record<string, Package>> = {
	keras: "keras",
	"keras-nightly": "keras",
	tensorflow: "tensorflow",
	"tensorflow-cpu": "tensorflow",
	"tensorflow-cpu-aws": "tensorflow",
	"tensorflow-gpu": "tensorflow",
	"tensorflow-intel": "tensorflow",
	"tensorflow-macos": "tensorflow",
	"tensorflow-rocm": "tensorflow",
	"intel-tensorflow": "tensorflow",
	"tf-nightly": "tensorflow",
	"tf-nightly-cpu": "tensorflow",
};

/** What a distribution brings, by its name in any spelling. */
export function packageOf(distribution: string): Package | undefined {
	const name = distribution.toLowerCase().replace(/[-_.]+/g, "-");
	return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** `2.15.0.post1` and `2.15` as `2.15.0`; absent for what is no version. */
export function normalVersion(version: string): string | undefined {
	const found = /^\s*v?(?:\d+!)?(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?/.exec(version);
	return found?.[1] === undefined ? undefined : `${found[1]}.${found[2] ?? 0}.${found[3] ?? 0}`;
}

/** Negative when `left` is the later one. */
export function compareReleases(left: string, right: string): number {
	const [a, b] = [left.split(".").map(Number), right.split(".").map(Number)];
	for (let at = 0; at < 3; at += 1) {
		const difference = (b[at] ?? 0) - (a[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
