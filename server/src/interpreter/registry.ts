import {
	type LibraryValue,
	library,
	type ModelSummary,
	type Reason,
	type Snapshot,
	type Value,
	type World,
} from "../domain";
import type { LibraryModel, Machine, Registry, TypeModel } from "./machine";

/** `tf.keras` is `keras`: a module prefix, what it stands for, and the world that it forces. */
export interface Namespace {
	readonly prefix: string;
	readonly target: string;
	readonly world?: World | undefined;
	/** Worlds in which the prefix means this; both when absent. */
	readonly within?: World | undefined;
	/** True for what means this only where it is reached through TensorFlow. */
	readonly fromTensorflow?: boolean | undefined;
	/** True for the prefixes that are `tf.keras`. */
	readonly viaTensorflow?: boolean | undefined;
	/**
	 * A library's own package. What lies in it by the name of a model of the target is that model, in whichever module;
	 * everything else there is not known, rather than missing.
	 */
	readonly isInternal?: boolean | undefined;
}

export interface Library {
	readonly models: readonly LibraryModel[];
	readonly types: readonly TypeModel[];
	readonly namespaces: readonly Namespace[];
	describe(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined;
	/** What the library can say of the models that the program has made since it was asked last. */
	summarize?(machine: Machine): readonly ModelSummary[];
	/** Whether the library certainly has the name, modelled or not. */
	exists?(name: string, world: World, viaTensorflow: boolean): boolean;
	/** Whether there is a module of this name, whatever is modelled of it. */
	hasModule?(name: string, world: World): boolean;
	/** Whether there is certainly no module of this name. */
	lacksModule?(name: string, world: World, viaTensorflow: boolean, version: string): boolean;
	/** Whether a version has a name that came or went; absent when the name is in all versions that are known, or in none. */
	hasName?(name: string, world: World, versions: Versions): boolean | undefined;
	/** When a name that a version lacks came or went, to be said beside that: `it came with Keras 3.9`. */
	historyOf?(name: string, world: World, versions: Versions): string | undefined;
	/** Why a missing name is `?`; absent when the library certainly lacks it, `null` for a library that is not ours. */
	missing(name: string, world: World, viaTensorflow: boolean): Reason | undefined | null;
}

/** The versions that a program runs on. */
export type Versions = Machine["versions"];

type HasName = (name: string, world: World) => boolean | undefined;

interface Index {
	readonly models: Map<string, LibraryModel>;
	readonly children: Map<string, Set<string>>;
}

function indexModels(models: readonly LibraryModel[], world: World, hasName: HasName): Index {
	const index: Index = { models: new Map(), children: new Map() };
	for (const model of models) {
		if (model.worlds && !model.worlds.includes(world)) continue;
		for (const name of [model.name, ...(model.aliases ?? [])]) {
			if (hasName(name, world) === false) continue;
			index.models.set(name, model);
			addToParents(name, index.children);
		}
	}
	return index;
}

function addToParents(name: string, children: Map<string, Set<string>>): void {
	let child = name;
	for (let dot = child.lastIndexOf("."); dot > 0; dot = child.lastIndexOf(".")) {
		const parent = child.slice(0, dot);
		const known = children.get(parent);
		if (known) {
			known.add(child.slice(dot + 1));
			return;
		}
		children.set(parent, new Set([child.slice(dot + 1)]));
		child = parent;
	}
}

/** The registry of the newest versions, which gives those of others. */
export function createRegistry(libraries: readonly Library[]): Registry {
	const known = new Map<string, Registry>();
	const at = (versions: Versions): Registry => {
		const found = known.get(versions.keras);
		if (found) return found;
		const hasName: HasName = (name, world) => firstAnswer(libraries, (each) => each.hasName?.(name, world, versions));
		const made: Registry = { ...indexLibraries(libraries, hasName), at };
		known.set(versions.keras, made);
		return made;
	};
	return { ...indexLibraries(libraries, () => undefined), at };
}

function firstAnswer<T>(libraries: readonly Library[], ask: (library: Library) => T | undefined): T | undefined {
	for (const each of libraries) {
		const answer = ask(each);
		if (answer !== undefined) return answer;
	}
	return undefined;
}

function indexLibraries(libraries: readonly Library[], hasName: HasName): Omit<Registry, "at"> {
	const models = libraries.flatMap((each) => each.models);
	const types = libraries.flatMap((each) => each.types);
	const namespaces = libraries.flatMap((each) => each.namespaces).sort((a, b) => b.prefix.length - a.prefix.length);
	const roots = new Map<string, Set<string>>();
	const rootsOf = { keras2: new Map<string, Set<string>>(), keras3: new Map<string, Set<string>>() };
	for (const { prefix, within } of namespaces) {
		addToParents(prefix, roots);
		for (const world of ["keras2", "keras3"] as const)
			if (!within || within === world) addToParents(prefix, rootsOf[world]);
	}
	const indexes = { keras2: indexModels(models, "keras2", hasName), keras3: indexModels(models, "keras3", hasName) };

	function canonical(name: string, world: World, throughTensorflow = false): LibraryValue {
		for (const { prefix, target, world: forced, within, viaTensorflow, fromTensorflow, isInternal } of namespaces) {
			if ((within && within !== world) || (fromTensorflow && !throughTensorflow)) continue;
			if (name !== prefix && !name.startsWith(`${prefix}.`)) continue;
			if (isInternal) {
				const meant = meantBy(name, prefix, target, world);
				if (meant) return library(meant, world);
				continue;
			}
			const value = canonical(target + name.slice(prefix.length), forced ?? world, viaTensorflow ?? throughTensorflow);
			return viaTensorflow ? { ...value, viaTensorflow } : value;
		}
		return library(name, world);
	}

	/** The model that a name inside of a library stands for: at the same place below the target, or right below it. */
	function meantBy(name: string, prefix: string, target: string, world: World): string | undefined {
		if (indexes[world].models.has(name)) return undefined;
		const below = name.slice(prefix.length);
		const direct = below.slice(below.lastIndexOf("."));
		return [target + below, target + direct].find((each) => indexes[world].models.has(each));
	}

	/** Modules inside of a library, of which nothing is known but the names that they hold for a public module. */
	const isInternalModule = (name: string): boolean =>
		/\.[a-z_]+$/.test(name) &&
		namespaces.some(({ prefix, isInternal }) => isInternal && (name === prefix || name.startsWith(`${prefix}.`)));

	function describe(value: Value): Snapshot | undefined {
		for (const each of libraries) {
			const snapshot = each.describe(value, describe);
			if (snapshot) return snapshot;
		}
		return undefined;
	}

	return {
		canonical,
		find: (name, world) => indexes[world].models.get(name),
		isModule: (name, world) =>
			(world === undefined || hasName(name, world) !== false) &&
			((world ? rootsOf[world] : roots).has(name) ||
				(world !== undefined && libraries.some((each) => each.hasModule?.(name, world) === true)) ||
				(world ? [world] : (["keras2", "keras3"] as const)).some((each) => indexes[each].children.has(name)) ||
				isInternalModule(name)),
		names: (module, world) => [...(indexes[world].children.get(module) ?? [])],
		typeOf: (value) => types.find((type) => type.handles(value)),
		describe,
		summarize: (machine) => libraries.flatMap((each) => each.summarize?.(machine) ?? []),
		exists: (name, world, viaTensorflow = false) =>
			hasName(name, world) ?? libraries.some((each) => each.exists?.(name, world, viaTensorflow) === true),
		historyOf: ({ name, world }, versions) => firstAnswer(libraries, (each) => each.historyOf?.(name, world, versions)),
		lacksModule: ({ name, world, viaTensorflow = false }, { keras }) =>
			libraries.some((each) => each.lacksModule?.(name, world, viaTensorflow, keras) === true),
		missing(name, world, viaTensorflow = false) {
			const had = hasName(name, world);
			if (had === false) return undefined;
			if (had) return { text: `${name} is not modelled` };
			for (const each of libraries) {
				const why = each.missing(name, world, viaTensorflow);
				if (why !== null) return why;
			}
			return { text: `${name} is not modelled yet` };
		},
	};
}
