import type { RuleLevel } from "../../../shared/settings";
import { RULE_CODES } from "../ide/rule-levels";
import { overlaySettings } from "../project/configuration/apply-project";
import { DEFAULTS, type KnownSettings } from "../project/configuration/editor-settings";
import { foldersAround } from "../project/configuration/find-configuration";
import { createProjectSettings, type ReadProject } from "../project/configuration/project-settings";
import { createVersionFinder } from "../project/environment/find-versions";
import { absolutePath, nodeFiles } from "../project/node-files";
import { packageRootsIn } from "../project/package-roots";
import { createProject, type Project } from "../project/project";
import { rememberingFiles } from "../project/remembering-files";
import { createTrees } from "../project/trees";
import { type Versions, versionsFor } from "../project/world";
import type { Options } from "./arguments";

/** All that decides how one file is analysed. */
export interface ProgramSetup extends Pick<KnownSettings["settings"], "rules" | "specPolicy"> {
	readonly versions: Versions;
	readonly project: Project;
}

/** What the files of one run have in common; nothing changes on the disk meanwhile. */
export interface Setups {
	/** Flags over the nearest `pyproject.toml` over the defaults. */
	of(path: string): ProgramSetup;
	/** Those `pyproject.toml` with mistakes that were not given before. */
	newMistakes(): readonly ReadProject[];
}

export function openProject(options: Options): Setups {
	const files = rememberingFiles(nodeFiles);
	const settings = createProjectSettings(files, RULE_CODES);
	const finder = createVersionFinder(files);
	const parse = createTrees().parse;
	const flags = flagsOf(options);
	const projects = new Map<string, Project>();
	const told = new Set<string>();

	function projectFor(path: string, { settings: { follow }, origins }: KnownSettings): Project {
		const isOwn = origins.follow?.kind === "pyproject" && options.packageRoots.length === 0;
		const packageRoots = isOwn
			? foldersAround(path, [], files).flatMap((folder) => packageRootsIn(folder, files))
			: options.packageRoots.map(absolutePath);
		const key = JSON.stringify([follow, packageRoots]);
		const known =
			projects.get(key) ?? createProject({ files: nodeFiles, roots: [absolutePath(".")], follow, packageRoots, parse });
		projects.set(key, known);
		return { open: (each, isLibrary) => known.open(absolutePath(each), isLibrary) };
	}

	return {
		of(path) {
			const place = absolutePath(path);
			const known = overlaySettings(settings.settingsFor(place, [], DEFAULTS), flags, { kind: "flag" });
			const { rules, specPolicy, kerasVersion, tensorflowVersion } = known.settings;
			const found = kerasVersion || tensorflowVersion ? undefined : finder.find(place, []);
			const versions = versionsFor(known, found);
			const { from } = versions;
			return {
				rules,
				specPolicy,
				versions: from === undefined ? versions : { ...versions, from: shownPath(from) },
				project: projectFor(place, known),
			};
		},
		newMistakes() {
			const found = settings.used().flatMap((path) => settings.read(path) ?? []);
			const mistaken = found.filter(({ path, problems }) => problems.length > 0 && !told.has(path));
			for (const { path } of mistaken) told.add(path);
			return mistaken;
		},
	};
}

/** As seen from the current folder, where it is below that. */
export function shownPath(path: string): string {
	const here = `${absolutePath(".").replace(/\/$/, "")}/`;
	return path.startsWith(here) ? path.slice(here.length) : path;
}

function flagsOf(options: Options): ReadonlyMap<string, unknown> {
	const { keras, tensorflow, specPolicy, follow, rules } = options;
	const said: readonly (readonly [string, unknown])[] = [
		["kerasVersion", keras],
		["tensorflowVersion", tensorflow],
		["specPolicy", specPolicy],
		["follow", follow.length > 0 ? follow : undefined],
		...Object.entries(rules).map(([code, level]: [string, RuleLevel]) => [`rules.${code}`, level] as const),
	];
	return new Map(said.filter(([, value]) => value !== undefined));
}
