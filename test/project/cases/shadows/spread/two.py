from .one import N as ONE

N = ONE + 1
