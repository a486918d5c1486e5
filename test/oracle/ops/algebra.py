"""Ops of keras/src/ops/math.py and linalg.py."""

from .modes import over

SQUARE = ["{3,3}", "{N,4,4}", "{2,3}", "{3}", "{N,N}", "{3,3:int32}"]


def on_symbols(*call):
    return [f"s:{each}" for each in over(*call)]


OPS = {
    **{name: [f"s:{each}" for each in over(name, SQUARE)] for name in "det inv cholesky cholesky_inverse".split()},
    "qr": on_symbols("qr", ["{4,3}", "{N,3,5}", "{3}", "{N,N}"], ["", "mode=\"complete\"", "mode=\"foo\""]),
    "svd": on_symbols("svd", ["{4,3}", "{N,3,5}", "{3}"], ["", "full_matrices=False", "compute_uv=False"]),
    "fft": [".fft(({N,8}, {N,8}))", ".fft(({2,8}, {2,4}))", ".fft(({2,N}, {2,N}))"], "fft2": [".fft2(({N,4,8}, {N,4,8}))", ".fft2(({8}, {8}))"], "ifft2": [".ifft2(({N,4,8}, {N,4,8}))"],
    "rfft": over("rfft", ["{N,8}", "{2,5}", "{N,N}", "{2,8}"], ["", "16", "fft_length=4"]), "irfft": [".irfft(({N,5}, {N,5}))", ".irfft(({2,5}, {2,5}), fft_length=6)", ".irfft(({2,N}, {2,N}))"],
    "stft": on_symbols("stft", ["{N,64}", "{2,100}", "{N,N}"], ["16, 4, 16", "16, 8, 32, window=\"hamming\"", "16, 4, 16, center=False", "16, 4, 8", "16, 0, 16", "16, 4, 16, window=None", "16, 4, 16, window=\"foo\""]),
    "istft": ["s:.istft(({N,9,17}, {N,9,17}), 32, 8, 32)", "s:.istft(({2,9,17}, {2,9,17}), 32, 8, 32, length=64)"],
    "extract_sequences": over("extract_sequences", ["{N,64}", "{2,N}", "{100}"], ["16, 4", "16, 16", "200, 1"]),
    "cdist": [".cdist({N,3}, {5,3})", ".cdist({2,4,3}, {2,5,3})", ".cdist({4,3}, {5,2})"],
    "erf": over("erf", ["{N,3}"]),
}
