import { PYPROJECT } from "./configuration/find-configuration";
import { isVersionFile } from "./environment/find-versions";
import { baseName, parentOf } from "./paths";

/** Whether a file may say which settings or versions hold for programs. */
export function isConfigurationFile(path: string): boolean {
	const name = baseName(path);
	return (
		isProjectFile(path) || isVersionFile(name) || (name === "METADATA" && isVersionFile(baseName(parentOf(path) ?? "")))
	);
}

export const isProjectFile = (path: string): boolean => baseName(path) === PYPROJECT;
