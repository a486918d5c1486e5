import { type Chosen, chooseVersions } from "./choose-versions";
import { type Demand, readConstraint } from "./demand";
import { compareReleases, normalVersion, type Package, packageOf } from "./releases";

/** `[[package]]` with its name and version, as uv, Poetry, PDM and PEP 751 write them. */
const LOCKED = /^\[\[packages?\]\][ \t]*\r?\n((?:[ \t]*[\w-]+[ \t]*=.*\r?\n?)*)/gm;

/** What a lock file in TOML says. It is long, and of two simple lines in it only: they are looked for without reading all the rest. */
export function readTomlLock(text: string): Chosen | undefined {
	const found = [...text.matchAll(LOCKED)].flatMap(([, head = ""]) => {
		const name = /^[ \t]*name[ \t]*=[ \t]*["']([^"']+)["']/m.exec(head)?.[1];
		const version = /^[ \t]*version[ \t]*=[ \t]*["']([^"']+)["']/m.exec(head)?.[1];
		return name && version ? [{ name, version }] : [];
	});
	return newest(found);
}

/** The latest version of each package: a lock for several machines may hold more than one. */
export function newest(
	distributions: readonly { readonly name: string; readonly version: string }[],
): Chosen | undefined {
	const found = new Map<Package, string>();
	for (const { name, version } of distributions) {
		const known = packageOf(name);
		const normal = normalVersion(version);
		if (!known || !normal) continue;
		const before = found.get(known);
		if (before === undefined || compareReleases(normal, before) < 0) found.set(known, normal);
	}
	return found.size > 0 ? { keras: found.get("keras"), tensorflow: found.get("tensorflow") } : undefined;
}

/** `Pipfile.lock`. */
export function readPipfileLock(text: string): Chosen | undefined {
	const lock = parseJson(text);
	const demands = ["default", "develop"].flatMap((section): readonly Demand[] => {
		const packages = recordAt(lock, section);
		return Object.entries(packages).flatMap(([name, each]) => {
			const { version } = each as { version?: unknown };
			return typeof version === "string" ? readConstraint(name, version) : [];
		});
	});
	return chooseVersions(demands);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Its members that are objects. */
function recordAt(value: unknown, key: string): Readonly<Record<string, object>> {
	const inner: unknown = isObject(value) ? (value as Record<string, unknown>)[key] : undefined;
	return isObject(inner) ? Object.fromEntries(Object.entries(inner).filter(([, each]) => isObject(each))) : {};
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
