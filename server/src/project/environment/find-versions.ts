import { foldersAround, PYPROJECT } from "../configuration/find-configuration";
import { packageRootsIn } from "../package-roots";
import { joinPath, parentOf } from "../paths";
import type { SourceFiles } from "../source-files";
import { type Chosen, chooseVersions } from "./choose-versions";
import { installedIn, packageFoldersOf } from "./installed";
import { readPipfileLock, readTomlLock } from "./read-lock";
import { readCondaEnvironment, readProjectFile, readSetupCfg } from "./read-project-file";
import { readRequirements } from "./read-requirements";

/** Versions of Keras and TensorFlow that something near a file says, and where. */
export interface FoundVersions extends Chosen {
	readonly source: "environment" | "lock" | "requirements";
	/** The folder of packages, or the file. */
	readonly from: string;
}

export interface VersionFinder {
	/** For a program; `environment` is that of the selected interpreter, which is asked first. */
	find(path: string, workspace: readonly string[], environment?: string): FoundVersions | undefined;
	clear(): void;
}

/** Looks at names of folders and texts of files; runs nothing. Answers are kept by folder until they are cleared. */
export function createVersionFinder(files: SourceFiles): VersionFinder {
	const known = new Map<string, FoundVersions | undefined>();
	const around = new Map<string, readonly string[]>();
	const once = (key: string, find: () => FoundVersions | undefined): FoundVersions | undefined => {
		if (!known.has(key)) known.set(key, find());
		return known.get(key);
	};
	const installed = (folders: readonly string[]) => first(folders, (folder) => inPackages(folder, files));
	return {
		find(path, workspace, environment) {
			const selected = environment
				? once(`selected ${environment}`, () => installed(packageFoldersOf(environment, files)))
				: undefined;
			if (selected) return selected;
			const key = JSON.stringify([parentOf(path), workspace]);
			const folders = around.get(key) ?? foldersAround(path, workspace, files);
			around.set(key, folders);
			return (
				first(folders, (folder) => once(`packages ${folder}`, () => installed(packageRootsIn(folder, files)))) ??
				first(folders, (folder) => once(`files ${folder}`, () => inFiles(folder, files)))
			);
		},
		clear() {
			known.clear();
			around.clear();
		},
	};
}

function first<T>(folders: readonly string[], find: (folder: string) => T | undefined): T | undefined {
	for (const folder of folders) {
		const found = find(folder);
		if (found) return found;
	}
	return undefined;
}

function inPackages(folder: string, files: SourceFiles): FoundVersions | undefined {
	const chosen = installedIn(folder, files);
	return chosen && { ...chosen, source: "environment", from: folder };
}

type Reader = (text: string, path: string, files: SourceFiles) => Chosen | undefined;

const READERS: readonly (readonly [RegExp, FoundVersions["source"], Reader])[] = [
	[/^(?:uv|poetry|pdm)\.lock$|^pylock(?:\.[\w-]+)?\.toml$/, "lock", readTomlLock],
	[/^Pipfile\.lock$/, "lock", readPipfileLock],
	[/^requirements[\w.-]*\.txt$/, "requirements", (_text, path, files) => chooseVersions(readRequirements(path, files))],
	[/^pyproject\.toml$/, "requirements", (text) => chooseVersions(readProjectFile(text))],
	[/^(?:environment|conda)\.ya?ml$/, "requirements", (text) => chooseVersions(readCondaEnvironment(text))],
	[/^setup\.cfg$/, "requirements", (text) => chooseVersions(readSetupCfg(text))],
];

/** What is open in an editor may not be on the disk, so that no list of a folder has it. */
const ASKED = ["uv.lock", "poetry.lock", "requirements.txt", PYPROJECT];

function inFiles(folder: string, files: SourceFiles): FoundVersions | undefined {
	const listed = files.list(folder);
	const names = [...new Set([...listed, ...ASKED])].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
	for (const [pattern, source, read] of READERS) {
		for (const name of names) {
			if (!pattern.test(name)) continue;
			const path = joinPath(folder, name);
			const text = files.read(path);
			const chosen = text === undefined ? undefined : read(text, path, files);
			if (chosen) return { ...chosen, source, from: path };
		}
	}
	return undefined;
}

/** Files and folders whose coming, going or content may change an answer. */
export const isVersionFile = (name: string): boolean =>
	READERS.some(([pattern]) => pattern.test(name)) || /\.(?:dist|egg)-info$/.test(name) || name === "pyvenv.cfg";
