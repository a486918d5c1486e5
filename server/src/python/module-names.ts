/** Top-level modules of Python's standard library, those included that newer versions have dropped. */
const STANDARD_LIBRARY: ReadonlySet<string> = new Set(
	"__future__ _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo".split(
		" ",
	),
);

/** Those that some supported Python, or some platform, lacks. */
const NOT_EVERYWHERE: ReadonlySet<string> = new Set(
	"aifc asynchat asyncore audioop cgi cgitb chunk crypt curses dbm distutils ensurepip fcntl graphlib grp idlelib imghdr imp lib2to3 lzma mailcap msilib msvcrt nis nntplib nt ntpath ossaudiodev pipes posix pty pwd readline resource smtpd sndhdr spwd sqlite3 ssl sunau syslog telnetlib termios this tkinter tomllib tty turtle turtledemo uu winreg winsound xdrlib zoneinfo".split(
		" ",
	),
);

/** Names that these modules have had since Python 3.8 at the latest, as far as programs import them. */
const NAMES: Readonly<Record<string, string>> = {
	datetime: "date datetime time timedelta timezone tzinfo",
	io: "BytesIO StringIO TextIOWrapper",
	numbers: "Complex Integral Number Rational Real",
	pathlib: "Path PosixPath PurePath PurePosixPath WindowsPath",
	typing:
		"Any Callable ClassVar Dict Final FrozenSet Generic Iterable Iterator List Literal Mapping NamedTuple NoReturn Optional Protocol Sequence Set Text Tuple Type TypeVar TypedDict Union cast overload",
	warnings: "catch_warnings filterwarnings simplefilter warn",
};

export const isStandardLibrary = (name: string): boolean => STANDARD_LIBRARY.has(name);

/** Whether an import of the name certainly succeeds: a module of the standard library, or one of its names. */
export function isInEveryPython(name: string): boolean {
	const [module = "", own, ...rest] = name.split(".");
	if (!STANDARD_LIBRARY.has(module) || NOT_EVERYWHERE.has(module)) return false;
	if (own === undefined || module === "__future__") return true;
	return rest.length === 0 && NAMES[module]?.split(" ").includes(own) === true;
}
