"""tf.nn: losses, lookups, sampling, sequences of labels."""

from .image_shapes import MODES
from .sampling import Function as F

PAIRS = ["4,6|4,6", "?,6|4,6", "4,6|4,5", "6|4,6", "4,?|4,6", "6:int32|6", "6|6:int32", "|", "=6|=6", "6|6:float16"]
LABELS = ["4:int32|4,6", ":int32|6", "4|4,6", "5:int32|4,6", "4,6:int32|4,6", "4,1:int32|4,6", "?:int64|?,6", ":uint8|6", "4:int32|4,6:int32", "4:int32|4,6:float16", ":int32|", "4:int32|4,?"]
IDS = ["4:int32|=10,3", ":int64|=10,3", "?:int32|=10,3,2", "4|=10,3", "4:int32|=10", "4:int16|=10,3:int32", "2,3:int32|=10,3"]
SPARSE = "tf.sparse.from_dense(tf.cast(x, tf.int32))"

FUNCTIONS = {
    "cross entropies": F(["tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=y)", "tf.nn.softmax_cross_entropy_with_logits(x, y, axis=1)", "tf.nn.softmax_cross_entropy_with_logits(x, y, 0)", "tf.nn.softmax_cross_entropy_with_logits(x, y, axis=5)",
                          "tf.nn.softmax_cross_entropy_with_logits(x, y, -1, 'name')", "tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=y)", "tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2(x, y, dim=1)",
                          "tf.compat.v1.nn.softmax_cross_entropy_with_logits(labels=x, logits=y)", "tf.compat.v1.nn.softmax_cross_entropy_with_logits(labels=x, logits=y, dim=-1)", "tf.nn.softmax_cross_entropy_with_logits(labels=None, logits=y)",
                          "tf.compat.v1.losses.softmax_cross_entropy(x, y)"], PAIRS, modes=MODES),
    "pairs": F(["tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y)", "tf.nn.sigmoid_cross_entropy_with_logits(x, y)", "tf.nn.weighted_cross_entropy_with_logits(x, y, 2.0)", "tf.nn.weighted_cross_entropy_with_logits(labels=x, logits=y, pos_weight=tf.constant([2.0]))",
                "tf.nn.log_poisson_loss(x, y)", "tf.nn.log_poisson_loss(x, y, compute_full_loss=True)", "tf.compat.v1.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y)", "tf.compat.v1.nn.sigmoid_cross_entropy_with_logits(x, y)",
                "tf.compat.v1.nn.weighted_cross_entropy_with_logits(labels=x, logits=y, pos_weight=2)", "tf.nn.weighted_cross_entropy_with_logits(x, y)", "tf.nn.weighted_cross_entropy_with_logits(x, y, tf.ones((7,)))"],
               PAIRS, modes=MODES),
    "old losses": F(["tf.compat.v1.losses.mean_squared_error(x, y)", "tf.compat.v1.losses.absolute_difference(x, y)", "tf.compat.v1.losses.huber_loss(x, y)", "tf.compat.v1.losses.log_loss(x, y)", "tf.compat.v1.losses.hinge_loss(x, y)",
                     "tf.compat.v1.losses.cosine_distance(x, y, axis=1)", "tf.compat.v1.losses.sigmoid_cross_entropy(x, y)", "tf.compat.v1.losses.mean_squared_error(x, y, weights=0.5)", "tf.compat.v1.losses.mean_squared_error(x, y, reduction='none')",
                     "tf.compat.v1.losses.mean_squared_error(x, None)"], ["4,6|4,6", "?,6|4,6", "4,6|4,5", "6:int32|6"], modes=MODES),
    "sparse cross entropies": F(["tf.nn.sparse_softmax_cross_entropy_with_logits(labels=x, logits=y)", "tf.nn.sparse_softmax_cross_entropy_with_logits(x, y, 'name')", "tf.compat.v1.nn.sparse_softmax_cross_entropy_with_logits(labels=x, logits=y)",
                                 "tf.compat.v1.nn.sparse_softmax_cross_entropy_with_logits(x, y)", "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(x, [-1]), logits=y)", "tf.nn.sparse_softmax_cross_entropy_with_logits(None, y)",
                                 "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=x)", "tf.compat.v1.losses.sparse_softmax_cross_entropy(x, y)"], LABELS, modes=MODES),
    "lookups": F(["tf.nn.embedding_lookup(y, x)", "tf.nn.embedding_lookup([y], x)", "tf.nn.embedding_lookup([y, y], x)", "tf.nn.embedding_lookup(params=y, ids=x, max_norm=1.0)", "tf.nn.embedding_lookup(y, x, 1)", "tf.nn.embedding_lookup(None, x)",
                  "tf.nn.embedding_lookup([], x)", "tf.compat.v1.nn.embedding_lookup(y, x)", "tf.compat.v1.nn.embedding_lookup(y, x, partition_strategy='div')", "tf.nn.embedding_lookup(y, ids=[0, 1])"],
                 IDS, modes=MODES, alone=["tf.nn.embedding_lookup(tf.Variable(tf.ones((10, 3))), [1, 2])"]),
    "sparse lookups": F([f"tf.nn.embedding_lookup_sparse(y, {SPARSE}, None)", f"tf.nn.embedding_lookup_sparse(y, {SPARSE}, None, combiner='sum')", f"tf.nn.embedding_lookup_sparse(y, sp_ids={SPARSE}, sp_weights=None, combiner='sqrtn')",
                         f"tf.nn.embedding_lookup_sparse(y, {SPARSE}, None, combiner='foo')", "tf.nn.embedding_lookup_sparse(y, x, None)", f"tf.nn.embedding_lookup_sparse([y], {SPARSE}, None)", f"tf.nn.safe_embedding_lookup_sparse([y], {SPARSE})",
                         f"tf.nn.safe_embedding_lookup_sparse(y, {SPARSE}, combiner='sum')", f"tf.nn.embedding_lookup_sparse(y, {SPARSE}, None, max_norm=1.0)"], ["4|=10,3", "?|=10,3", "4:int32|=10"], modes="call eager"),
    "sampled": F([f"tf.nn.{name}(weights=tf.ones((50, 6)), biases=tf.ones((50,)), labels=x, inputs=y, num_sampled=5, num_classes=50{last})" for name in ("nce_loss", "sampled_softmax_loss") for last in ["", ", num_true=2", ", remove_accidental_hits=True"]]
                 + ["tf.compat.v1.nn.nce_loss(tf.ones((50, 6)), tf.ones((50,)), x, y, 5, 50)", "tf.compat.v1.nn.sampled_softmax_loss(tf.ones((50, 6)), tf.ones((50,)), x, y, 5, 50)", "tf.nn.compute_accidental_hits(x, tf.constant([1, 2, 3], tf.int64), 1)",
                    "tf.random.log_uniform_candidate_sampler(x, 1, 5, True, 50)", "tf.random.uniform_candidate_sampler(x, 1, 5, True, 50)", "tf.nn.all_candidate_sampler(x, 1, 5, True)", "tf.random.learned_unigram_candidate_sampler(x, 1, 5, True, 50)",
                    "tf.random.uniform_candidate_sampler(x, 2, 5, False, 50)"], ["1:int64|6", "2:int64|6", "1:int32|6", "1:int64|5"], modes=MODES),
    "labels": F(["tf.nn.ctc_loss(tf.ones((2, 3), tf.int32), x, [3, 3], [5, 5], logits_time_major=False)", "tf.nn.ctc_loss(labels=tf.ones((2, 3), tf.int32), logits=x, label_length=[3, 3], logit_length=[5, 5], logits_time_major=False, blank_index=-1)",
                 "tf.nn.ctc_loss(tf.ones((2, 3), tf.int32), tf.transpose(x, [1, 0, 2]), tf.constant([3, 3]), tf.constant([5, 5]))", "tf.nn.ctc_loss(tf.sparse.from_dense([[1, 2], [1, 1]]), x, None, [5, 5], False, blank_index=0)",
                 "tf.nn.ctc_greedy_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[1]", "tf.nn.ctc_greedy_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[0][0].values",
                 "tf.nn.ctc_greedy_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[0][0].dense_shape", "tf.nn.ctc_beam_search_decoder(tf.transpose(x, [1, 0, 2]), [5, 5], top_paths=2, beam_width=4)[1]",
                 "len(tf.nn.ctc_beam_search_decoder(tf.transpose(x, [1, 0, 2]), [5, 5], top_paths=2, beam_width=4)[0])", "tf.nn.ctc_beam_search_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[0][0].indices", "tf.sparse.to_dense(tf.nn.ctc_greedy_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[0][0])",
                 "tf.nn.ctc_unique_labels(tf.ones((2, 3), tf.int32))", "tf.nn.collapse_repeated(tf.ones((2, 3), tf.int32), [3, 3])", "tf.nn.ctc_unique_labels(tf.cast(x[:, :, 0], tf.int32))", "tf.nn.collapse_repeated(tf.cast(x[:, :, 0], tf.int32), [3, 3])",
                 "tf.compat.v1.nn.ctc_beam_search_decoder(tf.transpose(x, [1, 0, 2]), [5, 5])[1]", "tf.compat.v1.nn.ctc_loss_v2(tf.ones((2, 3), tf.int32), x, [3, 3], [5, 5], logits_time_major=False)"],
                ["5,6", "?,6", "5", "5,6:float16"], modes="call eager"),
    "averages": F(["tf.nn.compute_average_loss(x)", "tf.nn.compute_average_loss(x, global_batch_size=8)", "tf.nn.compute_average_loss(x, sample_weight=tf.ones((2,)), global_batch_size=4)", "tf.nn.compute_average_loss(x, global_batch_size=0)", "tf.nn.compute_average_loss(x, global_batch_size=2.0)",
                   "tf.nn.scale_regularization_loss(x)", "tf.nn.l2_loss(x)", "tf.nn.l2_loss(t=x, name='l')", "tf.nn.zero_fraction(x)", "tf.nn.zero_fraction(value=x)", "tf.math.zero_fraction(x)"], ["4,6", "?", "", "6:int32", "6:float16", "6:bool", "=3:string"], modes=MODES),
    "ranks": F(["tf.nn.in_top_k(y, x, 2)", "tf.math.in_top_k(targets=y, predictions=x, k=tf.constant(2))", "tf.nn.in_top_k(y, x, [2])", "tf.compat.v1.nn.in_top_k(x, y, 2)", "tf.nn.top_k(x, 2)", "tf.nn.top_k(x, k=2, sorted=False)", "tf.nn.top_k(x)", "tf.nn.top_k(x, 20)", "tf.nn.top_k(x, -1)", "tf.nn.top_k(x, tf.constant(3))",
                "tf.nn.top_k(x, [2])", "tf.math.top_k(x, 2).indices", "tf.math.top_k(x, 2, index_type=tf.int64).indices", "tf.nn.top_k(x, tf.shape(x)[1])", "tf.nn.isotonic_regression(x)", "tf.nn.isotonic_regression(x, decreasing=False, axis=0)", "tf.nn.isotonic_regression(x, axis=3)",
                "tf.math.approx_max_k(x, 2)", "tf.nn.approx_min_k(x, 2)", "tf.math.approx_max_k(x, 2, reduction_dimension=0)", "tf.approx_top_k(x, 2)"],
               ["6|:int32", "?|:int32", "6:int32|:int64", "4,6|:int32", "|:int32", "6|3:int32", "6|:float32", "6:float16|:int32"], modes=MODES),
}
