"""Imports the modules that a program follows from instrumented text."""

import builtins
import importlib.abc
import importlib.machinery
import linecache
import os
import sys

import tensorflow as tf

from instrument import instrument
from sights import Sights


class Files:
    """The files that a program has run, each with its text and its sights."""

    def __init__(self):
        self.texts, self.sights = {}, {}

    def compile(self, text, path, shown=None):
        """Code of the instrumented text; `__see__` is bound per file through a number of its own."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
        source, places = instrument(text, path)
        self.texts[path], self.sights[path] = text, Sights(places)
        index = len(self.texts)
        look = self.sights[path].look
        source = source.replace("__see__(", f"__see{index}__(")

        @tf.autograph.experimental.do_not_convert
        def see(number, value):
            look(number, value)
            return value

        setattr(builtins, f"__see{index}__", see)
        # Without a time of change, linecache never looks at the file itself again.
        linecache.cache[path] = (len(source), None, source.splitlines(True), path)
        return compile(source, path, "exec", dont_inherit=True)


class Loader(importlib.machinery.SourceFileLoader):
    files = None

    def get_code(self, fullname):
        """Under a name that is not quite the module's file: of that one, AutoGraph would read the text from the disk."""
        path = self.get_filename(fullname)
        folder, name = os.path.split(path)
        return self.files.compile(self.get_data(path).decode("utf-8"), f"{folder}/./{name}")


class Finder(importlib.abc.MetaPathFinder):
    """Takes the followed prefixes; finds them as Python does."""

    def __init__(self, prefixes, files):
        self.prefixes, self.files = prefixes, files

    def follows(self, name):
        return any(name == prefix or name.startswith(prefix + ".") for prefix in self.prefixes)

    def find_spec(self, name, path=None, target=None):
        if not self.follows(name):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            return spec
        loader = Loader(spec.loader.name, spec.loader.path)
        loader.files = self.files
        spec.loader = loader
        return spec

    def forget(self):
        """Imports afresh what is followed, with the rest of its package; Keras itself is too much to import again."""
        packages = {prefix.split(".")[0] for prefix in self.prefixes} - {"keras"}
        for name in [name for name in sys.modules if self.follows(name) or name.split(".")[0] in packages]:
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                vars(sys.modules[parent]).pop(child, None)
            del sys.modules[name]
