/** Modules that are loaded before a program starts, or compiled into the interpreter: no file can stand before them. */
const BUILT_IN: ReadonlySet<string> = new Set(
	"__future__ _thread abc atexit builtins codecs encodings errno faulthandler gc io itertools marshal os posix posixpath site stat sys time zipimport".split(
		" ",
	),
);

export const isBuiltIn = (name: string): boolean => BUILT_IN.has(name);

/** Modules that some builds of Python have compiled in, and others have as files. */
const PERHAPS_BUILT_IN: ReadonlySet<string> = new Set(
	"array binascii cmath fcntl grp math pwd select syslog unicodedata zlib".split(" "),
);

export const isPerhapsBuiltIn = (name: string): boolean => PERHAPS_BUILT_IN.has(name);
