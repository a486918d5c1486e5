import { joinPath } from "../paths";
import type { SourceFiles } from "../source-files";
import type { Chosen } from "./choose-versions";
import { newest } from "./read-lock";

const METADATA = /^([A-Za-z][\w.]*)-(\d[^-]*)(?:-py[\d.]+)?\.(?:dist|egg)-info$/;

/** The versions that a folder such as `site-packages` holds, by the names of its folders. */
export function installedIn(folder: string, files: SourceFiles): Chosen | undefined {
	const names = files.list(folder).flatMap((name) => {
		const [, distribution, version] = METADATA.exec(name) ?? [];
		return distribution && version ? [{ name: distribution, version }] : [];
	});
	return newest(names);
}

/** The folders of packages in an environment, which is named by its own folder or by the interpreter in it. */
export function packageFoldersOf(environment: string, files: SourceFiles): readonly string[] {
	return prefixesOf(environment).flatMap((prefix) => {
		const libraries = [joinPath(prefix, "lib"), joinPath(joinPath(prefix, "local"), "lib")];
		const versions = libraries.flatMap((library) =>
			files
				.list(library)
				.filter((name) => /^python3/.test(name))
				.map((name) => joinPath(library, name)),
		);
		return [...versions, joinPath(prefix, "Lib")]
			.flatMap((each) => [joinPath(each, "site-packages"), joinPath(each, "dist-packages")])
			.filter((each) => files.isFolder(each));
	});
}

/** `/p/bin/python3` and `C:\p\Scripts\python.exe` stand in the environment `p`; `C:\p\python.exe` beside it. */
function prefixesOf(environment: string): readonly string[] {
	const path = environment.replace(/\/+$/, "");
	const inside = /^(.*)\/(?:bin|Scripts)\/[^/]*python[^/]*$/i.exec(path)?.[1];
	if (inside !== undefined) return [inside];
	const beside = /^(.*)\/python[^/]*\.exe$/i.exec(path)?.[1];
	return beside === undefined ? [path] : [beside];
}
