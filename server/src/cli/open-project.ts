import { absolutePath, nodeFiles } from "../project/node-files";
import { createProject, type Project } from "../project/project";
import { createTrees } from "../project/trees";
import type { Options } from "./arguments";

/** The modules that the files of one run can import; each is parsed once. */
export function openProject({ follow, packageRoots }: Options): Project {
	const project = createProject({
		files: nodeFiles,
		roots: [absolutePath(".")],
		follow,
		packageRoots: packageRoots.map(absolutePath),
		parse: createTrees().parse,
	});
	return { open: (path, isLibrary) => project.open(absolutePath(path), isLibrary) };
}
