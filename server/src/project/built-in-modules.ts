/** Modules that are loaded before a program starts, or compiled into the interpreter: no file can stand before them. */
const BUILT_IN: ReadonlySet<string> = new Set(
	"__future__ _thread abc atexit builtins codecs encodings errno faulthandler gc io itertools marshal math os posix posixpath site stat sys time zipimport".split(
		" ",
	),
);

export const isBuiltIn = (name: string): boolean => BUILT_IN.has(name);
