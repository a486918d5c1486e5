"""tf.strings, and the conversions to and from text."""

from .sampling import Function as F

S = [":string", "4:string", "?,2:string", "4:int32"]
PLAIN = [":string", "4:string"]

FUNCTIONS = {
    "case": F(["tf.strings.lower(x)", "tf.strings.upper(input=x, encoding='utf-8')", "tf.strings.strip(x)", "tf.strings.lower(x, 'utf-16')", "tf.strings.length(x)", "tf.strings.length(x, unit='UTF8_CHAR')",
               "tf.strings.length(x, unit='WORD')", "tf.strings.strip(input=x, name='s')"], S),
    "regex": F(["tf.strings.regex_replace(x, 'a', 'b')", "tf.strings.regex_replace(input=x, pattern='[0-9]+', rewrite='', replace_global=False)", "tf.strings.regex_full_match(x, 'a.*')",
                "tf.strings.regex_full_match(input=x, pattern=tf.constant('a'))", "tf.strings.regex_replace(x, ['a', 'b'], 'c')", "tf.strings.regex_full_match(x, 3)", "tf.strings.regex_replace(x, 'a', 3)"], S),
    "substr": F(["tf.strings.substr(x, 0, 1)", "tf.strings.substr(input=x, pos=0, len=1, unit='UTF8_CHAR')", "tf.strings.substr(x, tf.zeros_like(x, tf.int32), tf.ones_like(x, tf.int32))", "tf.strings.substr(x, [0, 0], [1, 1])",
                 "tf.strings.substr(x, 0.5, 1)", "tf.strings.substr(x, 0, [1, 1])", "tf.strings.substr(x, 0, 1, 'CHAR')"], S),
    "hash": F(["tf.strings.to_hash_bucket(x, 10)", "tf.strings.to_hash_bucket_fast(input=x, num_buckets=10)", "tf.strings.to_hash_bucket_strong(x, 10, [1, 2])", "tf.strings.to_hash_bucket_fast(x, 0)",
               "tf.strings.to_hash_bucket(x, num_buckets=3, name='h')", "tf.strings.to_hash_bucket_strong(input=x, num_buckets=5, key=[1, 2])"], S),
    "join": F(["tf.strings.join([x, x])", "tf.strings.join(inputs=[x, 'b'], separator='-')", "tf.strings.join([x, ['a', 'b']])", "tf.strings.join([x, 1])", "tf.strings.join((x, x, x), ' ')", "tf.strings.join([x])",
               "tf.strings.join([x, x[:1]])", "x + 'b'", "'b' + x", "x + x", "x * 2", "x == 'a'", "tf.add(x, 'b')", "tf.equal(x, 'a')"], S),
    "reduce_join": F(["tf.strings.reduce_join(x)", "tf.strings.reduce_join(x, axis=-1)", "tf.strings.reduce_join(inputs=x, axis=0, keepdims=True)", "tf.strings.reduce_join(x, [0], separator=',')", "tf.strings.reduce_join(x, axis=5)",
                      "tf.strings.reduce_join(x, None, True, '-')", "tf.strings.reduce_join(x, axis=[0, 1])"], S),
    "format": F(["tf.strings.format('{}', x)", "tf.strings.format('{} {}', (x, x))", "tf.strings.format(template='{}', inputs=[x], summarize=2)", "tf.strings.format('{}', (x, x))", "tf.strings.format('#', x, '#')",
                 "tf.strings.format('no', [])"], PLAIN, modes="call eager"),
    "as_string": F(["tf.strings.as_string(x)", "tf.as_string(x)", "tf.strings.as_string(input=x, precision=2)", "tf.as_string(x, scientific=True)", "tf.as_string(x, width=5, fill='0')", "tf.as_string(x, -1, False, True)",
                    "tf.strings.as_string(x, name='a')"], ["4", "?,6", "4:int32", "4:bool", "4:complex64", "4:string"]),
    "to_number": F(["tf.strings.to_number(x)", "tf.strings.to_number(input=x, out_type=tf.int32)", "tf.strings.to_number(x, tf.float64)", "tf.strings.to_number(x, tf.string)", "tf.strings.to_number(x, tf.int64, 'n')",
                    "tf.strings.to_number(x, out_type='int32')"], S, modes="symbolic static call"),
    "to_number2": F([], alone=["tf.strings.to_number('1')", "tf.strings.to_number(['1', '2.5'])", "tf.strings.to_number(['1'], tf.int64)", "tf.strings.to_number(1)", "tf.strings.to_number(tf.constant([['1']]), out_type=tf.float64)"]),
    "split": F(["tf.strings.split(x)", "tf.strings.split(x, ',')", "tf.strings.split(input=x, sep=' ', maxsplit=2)", "tf.strings.split(x).to_tensor()", "tf.strings.split(x).values", "tf.strings.split(x).row_lengths()",
                "tf.strings.split(x, sep=',').to_tensor('')", "tf.strings.split(x, sep=' ').flat_values"], S),
    "unicode": F(["tf.strings.unicode_split(x, 'UTF-8')", "tf.strings.unicode_decode(x, 'UTF-8')", "tf.strings.unicode_decode(input=x, input_encoding='UTF-8', errors='ignore').to_tensor()", "tf.strings.unicode_split_with_offsets(x, 'UTF-8')",
                  "tf.strings.unicode_decode_with_offsets(x, 'UTF-8')[0]", "tf.strings.bytes_split(x)", "tf.strings.bytes_split(input=x)", "tf.strings.unicode_transcode(x, 'UTF-8', 'UTF-16-BE')",
                  "tf.strings.unicode_transcode(input=x, input_encoding='UTF-8', output_encoding='LATIN')"], S),
    "encode": F(["tf.strings.unicode_encode(x, 'UTF-8')", "tf.strings.unicode_encode(input=x, output_encoding='UTF-16-BE')", "tf.strings.unicode_script(x)", "tf.strings.unicode_script(input=x)", "tf.strings.unicode_encode(x, 'OTHER')",
                 "tf.strings.unicode_encode(x, 'UTF-8', errors='ignore')"], ["4:int32", "?:int32", ":int32", "4", "4,2:int32"], modes="symbolic static call"),
    "ngrams": F(["tf.strings.ngrams(x, 2)", "tf.strings.ngrams(data=x, ngram_width=2, separator='-')", "tf.strings.ngrams(x, [1, 2])", "tf.strings.ngrams(x, 2, pad_values='p')", "tf.strings.ngrams(x, 2, preserve_short_sequences=True)",
                 "tf.strings.ngrams(x, 0)", "tf.strings.ngrams(x, 3, ' ', ('<', '>'), 1)"], ["4:string", "?:string", ":string"], modes="symbolic static call"),
    "segment_join": F(["tf.strings.unsorted_segment_join(x, [0, 1], 2)", "tf.strings.unsorted_segment_join(inputs=x, segment_ids=[0, 0], num_segments=3, separator=',')", "tf.strings.unsorted_segment_join(x, [0, 1], tf.constant(2))",
                       "tf.strings.unsorted_segment_join(x, [0.5, 1.0], 2)"], S),
    "io": F(["tf.io.decode_raw(x, tf.uint8)", "tf.io.decode_raw(input_bytes=x, out_type=tf.int16, little_endian=False)", "tf.io.decode_raw(x, tf.int32, fixed_length=8)", "tf.io.encode_base64(x)", "tf.io.decode_base64(x)",
             "tf.io.decode_csv(x, [[0.0], [1]])", "tf.io.decode_csv(records=x, record_defaults=[[0.0]], field_delim=';')", "tf.io.parse_tensor(x, tf.float32)", "tf.io.serialize_tensor(x)", "tf.io.decode_compressed(x)"], S, modes="symbolic static call"),
}
