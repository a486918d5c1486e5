import type { World } from "../../domain";
import { APPLICATIONS } from "./applications";

const PREFIX = "keras.applications";

/** The public names of each module, `keras.applications` first: those of the models, and the modules themselves. */
function collect(world: World): ReadonlyMap<string, ReadonlySet<string>> {
	const modules = new Map<string, Set<string>>([[PREFIX, new Set()]]);
	for (const model of APPLICATIONS) {
		if (model.worlds && !model.worlds.includes(world)) continue;
		for (const path of [model.name, ...(model.aliases ?? [])]) {
			if (!path.startsWith(`${PREFIX}.`)) continue;
			const [name, module] = path
				.slice(PREFIX.length + 1)
				.split(".")
				.reverse() as [string, string?];
			if (module) modules.get(PREFIX)?.add(module);
			const key = module ? `${PREFIX}.${module}` : PREFIX;
			modules.set(key, (modules.get(key) ?? new Set()).add(name));
		}
	}
	return modules;
}

const known = new Map<World, ReadonlyMap<string, ReadonlySet<string>>>();

/** Whether a module of `keras.applications` has a name; absent for other modules. */
export function isApplicationExport(module: string, name: string, world: World): boolean | undefined {
	if (module !== PREFIX && !module.startsWith(`${PREFIX}.`)) return undefined;
	const modules = known.get(world) ?? collect(world);
	known.set(world, modules);
	return modules.get(module)?.has(name);
}
