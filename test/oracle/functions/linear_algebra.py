"""tf.linalg: decompositions, solvers, diagonals and products."""

from .sampling import Function as F

SQUARE = ["4,4", "?,4", "3,4", "4,4:float64", "4,4:int32", "4"]
WIDE = ["4,6", "?,6", "4,6:int32", "4,6:complex64"]


EYE = "(tf.eye(3, batch_shape=[2]))"  # what inverts a matrix refuses one of ones


def on(*calls, inputs=SQUARE):
    return F(list(calls), list(inputs))


def unary(name, *more):
    calls = [f"tf.linalg.{name}(x)", *more]
    return F(calls, SQUARE, modes="symbolic static call", alone=[f"(lambda x: {call}){EYE}" for call in calls])


PAIRS = ["4,4|4,4", "4,4|4,2", "?,4|4,2", "4,4|3,2", "4,4|4", "4,4|4,4:float64", "4,4|=4,2"]
FUNCTIONS = {
    "det": unary("det", "tf.linalg.logdet(x)", "tf.linalg.slogdet(input=x)", "tf.linalg.det(input=x, name='d')", "tf.linalg.slogdet(x)[0]", "tf.linalg.slogdet(x).log_abs_determinant"),
    "inv": unary("inv", "tf.linalg.inv(input=x, adjoint=True)", "tf.linalg.pinv(x)", "tf.linalg.pinv(a=x, rcond=0.1)", "tf.linalg.pinv(x, None, True)", "tf.linalg.expm(x)",
                 "tf.linalg.sqrtm(x)"),
    # On a singular matrix the kernel never ends.
    "logm": F(["tf.linalg.logm(tf.cast(x, tf.complex64))", "tf.linalg.logm(x)"], SQUARE, modes="symbolic static call"),
    "eig": unary("eigh", "tf.linalg.eigvalsh(x)", "tf.linalg.eigh(tensor=x)[0]", "tf.linalg.eig(x)", "tf.linalg.eigvals(x)", "tf.linalg.eigh(x, name='e')[1]", "tf.eig(x)[0]", "tf.eigvals(x)"),
    "svd": F(["tf.linalg.svd(x)", "tf.linalg.svd(x, full_matrices=True)", "tf.linalg.svd(tensor=x, compute_uv=False)", "tf.linalg.svd(x)[1]", "tf.linalg.svd(x, True, False)",
              "tf.linalg.qr(x)", "tf.linalg.qr(input=x, full_matrices=True)", "tf.linalg.qr(x).q", "tf.linalg.qr(x, True)[1]", "tf.linalg.matrix_rank(x)",
              "tf.linalg.matrix_rank(a=x, tol=0.1, validate_args=True)", "tf.linalg.pinv(x)"], WIDE),
    "lu": unary("lu", "tf.linalg.lu(x)[0]", "tf.linalg.lu(input=x, output_idx_type=tf.int64)", "tf.linalg.lu(x).p", "tf.linalg.lu_reconstruct(*tf.linalg.lu(x))",
                "tf.linalg.lu_matrix_inverse(*tf.linalg.lu(x))", "tf.linalg.lu_solve(*tf.linalg.lu(x), rhs=x)"),
    "cholesky": unary("cholesky", "tf.linalg.cholesky(input=x)", "tf.linalg.cholesky_solve(x, x)", "tf.linalg.cholesky_solve(chol=x, rhs=x[..., :2])",
                      "tf.linalg.cholesky_solve(x, x[..., 0])", "tf.linalg.cholesky(x, 'name')"),
    "solve": F(["tf.linalg.solve(x, y)", "tf.linalg.solve(matrix=x, rhs=y, adjoint=True)", "tf.linalg.triangular_solve(x, y)", "tf.linalg.triangular_solve(x, y, lower=False)",
                "tf.linalg.triangular_solve(matrix=x, rhs=y, adjoint=True)", "tf.linalg.lstsq(x, y)", "tf.linalg.lstsq(x, y, l2_regularizer=0.1)",
                "tf.linalg.lstsq(matrix=x, rhs=y, fast=False)", "tf.linalg.cholesky_solve(x, y)", "tf.linalg.banded_triangular_solve(x, y)"], PAIRS, modes="symbolic static call",
               alone=[f"(lambda x: tf.linalg.{name}(x, tf.ones((2, 3, 4)))){EYE}" for name in ["solve", "triangular_solve", "lstsq", "cholesky_solve"]]),
    "band": F(["tf.linalg.band_part(x, 1, 0)", "tf.linalg.band_part(input=x, num_lower=-1, num_upper=0)", "tf.linalg.band_part(x, 0, tf.constant(1))", "tf.linalg.band_part(x, 0.5, 1)",
               "tf.linalg.band_part(x, tf.constant(0, tf.int64), 0)", "tf.linalg.band_part(x, -1, -1, name='b')", "tf.linalg.band_part(x[0, 0], 0, 0)"], WIDE + ["4:bool"]),
    "diag": F(["tf.linalg.diag(x)", "tf.linalg.diag(x, k=1)", "tf.linalg.diag(diagonal=x, k=-2)", "tf.linalg.diag(x, num_rows=8, num_cols=8)", "tf.linalg.diag(x, k=(0, 1))",
               "tf.linalg.diag(x, num_cols=7, padding_value=0)", "tf.linalg.diag(x, k=(-1, 1), align='LEFT_RIGHT')", "tf.linalg.diag(x, num_rows=2)",
               "tf.linalg.tensor_diag(x)", "tf.linalg.tensor_diag(diagonal=x[0])", "tf.linalg.diag(x[0, 0, 0])"], ["4,6", "?,6", "3,2", "4,6:int32"]),
    "diag_part": F(["tf.linalg.diag_part(x)", "tf.linalg.diag_part(x, k=1)", "tf.linalg.diag_part(input=x, k=-2)", "tf.linalg.diag_part(x, k=(0, 1))", "tf.linalg.diag_part(x, k=(-1, 1), align='LEFT_LEFT')",
                    "tf.linalg.diag_part(x, k=9)", "tf.linalg.diag_part(x, padding_value=1, k=(1, 0))", "tf.linalg.tensor_diag_part(x[0])", "tf.linalg.tensor_diag_part(x)",
                    "tf.linalg.diag_part(x[0, 0])", "tf.linalg.trace(x)", "tf.linalg.trace(x=x, name='t')", "tf.linalg.trace(x[0, 0])"], ["4,6", "?,6", "4,4", "4,6:int32"]),
    "set_diag": F(["tf.linalg.set_diag(x, y)", "tf.linalg.set_diag(x, diagonal=y, k=0)", "tf.linalg.set_diag(x, y, k=1)", "tf.linalg.set_diag(x, y, k=-1)", "tf.linalg.set_diag(x, y, k=(0, 1))",
                   "tf.linalg.set_diag(x, y, align='LEFT_RIGHT')"], ["4,4|4", "4,6|4", "?,6|4", "4,4|3", "4,4|2,4", "4,4|4:int32", "4,6|5"]),
    "cross": F(["tf.linalg.cross(x, y)", "tf.linalg.cross(a=x, b=y)", "tf.linalg.cross(x, y, name='c')"], ["4,3|4,3", "3|3", "4,2|4,2", "4,3|3", "4,3|4,3:int32", "?,3|4,3", "4,3:bool|4,3:bool"]),
    "norm": F(["tf.norm(x)", "tf.norm(x, ord=1)", "tf.norm(x, axis=-1)", "tf.norm(tensor=x, ord='fro', axis=[-2, -1])", "tf.norm(x, ord=np.inf, axis=1, keepdims=True)", "tf.norm(x, 'euclidean', None, True)",
               "tf.norm(x, ord='nuc')", "tf.norm(x, axis=7)", "tf.norm(x, axis=[0, 1, 2])", "tf.norm(x, ord=2, axis=[-2, -1])", "tf.norm(x, ord='fro', axis=1)", "tf.linalg.global_norm([x, x])",
               "tf.linalg.normalize(x)", "tf.linalg.normalize(x, axis=-1)", "tf.linalg.normalize(tensor=x, ord=1, axis=1)[1]", "tf.linalg.l2_normalize(x, axis=-1)", "tf.math.l2_normalize(x, 1, 1e-6)"], WIDE),
    "transpose": F(["tf.linalg.matrix_transpose(x)", "tf.linalg.adjoint(x)", "tf.linalg.matrix_transpose(a=x, conjugate=True)", "tf.linalg.adjoint(matrix=x, name='a')", "tf.linalg.matrix_transpose(x[0, 0])",
                    "tf.linalg.adjoint(x[0, 0])"], WIDE),
    "tridiagonal": F(["tf.linalg.tridiagonal_solve(x, y)", "tf.linalg.tridiagonal_solve(diagonals=x, rhs=y, diagonals_format='compact')", "tf.linalg.tridiagonal_matmul(x, y)",
                      "tf.linalg.tridiagonal_matmul(diagonals=x, rhs=y, diagonals_format='compact')", "tf.linalg.tridiagonal_solve(x, y, diagonals_format='matrix')",
                      "tf.linalg.tridiagonal_matmul(x, y, diagonals_format='matrix')", "tf.linalg.tridiagonal_solve(x, y, partial_pivoting=False)", "tf.linalg.tridiagonal_solve(x, y, 'other')"],
                     ["3,4|4,2", "3,4|4", "4,4|4,2", "3,4|5,2"], modes="symbolic static call"),
    "matmul": F(["tf.matmul(x, y)", "tf.matmul(x, y, transpose_b=True)", "tf.matmul(a=x, b=y, transpose_a=True)", "x @ y", "tf.linalg.matmul(x, y, adjoint_b=True)", "tf.matmul(x, y, transpose_a=True, adjoint_a=True)",
                 "tf.matmul(x, y, a_is_sparse=True)", "tf.matmul(x, y, output_type=tf.int32)", "tf.linalg.matvec(x, y)", "tf.linalg.matvec(a=x, b=y, transpose_a=True)"],
                ["4,6|6,3", "4,6|4,6", "4,6|=6,3", "4,6|6", "?,6|6,?", "4,6|6,3:int32", "4,6:int32|6,3:int32", "2,4,6|6,3", "4,6:bool|6,3:bool"]),
    "tensordot": F(["tf.tensordot(x, y, 1)", "tf.tensordot(x, y, axes=[[2], [1]])", "tf.tensordot(a=x, b=y, axes=[[-1], [-1]])", "tf.tensordot(x, y, 0)", "tf.tensordot(x, y, [2, 1])", "tf.tensordot(x, y, [[1, 2], [1, 2]])",
                    "tf.tensordot(x, y, axes=[[1], [1, 2]])", "tf.tensordot(x, y, axes=5)", "tf.tensordot(x, y, axes=-1)", "tf.tensordot(x, y, [[7], [0]])"],
                   ["4,6|6,3", "4,6|4,6", "?,6|6,3", "4,6|=6,3", "4,6|6,3:int32"]),
    "einsum": F(["tf.einsum('bij,bjk->bik', x, y)", "tf.einsum('bij,bjk', x, y)", "tf.einsum('...ij,...jk->...ik', x, y)", "tf.einsum('bij,bkj->bk', x, y)", "tf.einsum('bij, bjk -> ki', x, y)",
                 "tf.einsum('bij,bjk->bz', x, y)", "tf.einsum('bij->bi', x, y)", "tf.einsum('bij,bjk->bik', x)", "tf.einsum('bii->b', x)", "tf.einsum('bij->', x)", "tf.einsum('bij->bji', x, optimize='optimal')",
                 "tf.einsum('b...,b...->b...', x, x)", "tf.einsum('ij,jk->ik', x, y)", "tf.einsum('bij,bjk->bbik', x, y)", "tf.einsum('bij', x)", "tf.einsum('bji', x)", "tf.einsum('b...j->...j', x)", "tf.linalg.einsum('aij,ajk->ik', x, y)"],
                ["4,6|6,3", "4,6|4,6", "?,6|6,?", "4,6|6,3:int32", "4,4|4,4"]),
    "operators": F([], alone=["tf.linalg.LinearOperatorFullMatrix([[1.0, 0.0], [0.0, 1.0]]).matmul([[1.0], [2.0]])", "tf.linalg.LinearOperatorIdentity(3).to_dense()",
                              "tf.linalg.LinearOperatorDiag([1.0, 2.0]).shape"]),
}
