import { joinPath } from "./paths";
import type { SourceFiles } from "./source-files";

const ENVIRONMENTS = [".venv", "venv", "env"];

/** The `site-packages` of the environments in a folder. */
export function packageRootsIn(folder: string, files: SourceFiles): readonly string[] {
	return ENVIRONMENTS.flatMap((name) => {
		const environment = joinPath(folder, name);
		if (!files.isFile(joinPath(environment, "pyvenv.cfg"))) return [];
		const library = joinPath(environment, "lib");
		const versions = files.list(library).filter((each) => each.startsWith("python"));
		const roots = [...versions.map((each) => joinPath(library, each)), joinPath(environment, "Lib")];
		return roots.map((root) => joinPath(root, "site-packages")).filter((root) => files.isFolder(root));
	});
}
