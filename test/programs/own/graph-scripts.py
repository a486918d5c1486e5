# world: a, b
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% modules
class Dense(tf.Module):
    def __init__(self, in_features, out_features, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.normal([in_features, out_features]), name="w")
        self.b = tf.Variable(tf.zeros([out_features]), name="b")

    def __call__(self, x):
        y = tf.matmul(x, self.w) + self.b
        return tf.nn.relu(y)


class SequentialModule(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.dense_1 = Dense(in_features=3, out_features=3)
        self.dense_2 = Dense(in_features=3, out_features=2)

    @tf.function
    def __call__(self, x):
        x = self.dense_1(x)
        return self.dense_2(x)


my_model = SequentialModule(name="the_model")
result = my_model(tf.constant([[2.0, 2.0, 2.0]]))
results = my_model([[[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]])

# %% training-loop
inputs = keras.Input(shape=(784,), name="digits")
x1 = layers.Dense(64, activation="relu")(inputs)
x2 = layers.Dense(64, activation="relu")(x1)
outputs = layers.Dense(10, name="predictions")(x2)
model = keras.Model(inputs=inputs, outputs=outputs)
optimizer = keras.optimizers.Adam(1e-3)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
x_train = np.zeros((128, 784), "float32")
y_train = np.zeros((128,), "int64")
train_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(64).batch(64)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss_value = loss_fn(y, logits)
    grads = tape.gradient(loss_value, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss_value


for step, (x_batch, y_batch) in enumerate(train_dataset):
    loss = train_step(x_batch, y_batch)
    if step > 0:
        break

# %% serving
base = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(8, 3), layers.GlobalAveragePooling2D(), layers.Dense(10)])


class Server(tf.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 3], tf.uint8)])
    def serve(self, images):
        images = tf.image.resize(tf.cast(images, tf.float32) / 255.0, (32, 32))
        scores = tf.nn.softmax(self.model(images))
        top = tf.math.top_k(scores, k=3)
        return {"scores": top.values, "classes": top.indices}


server = Server(base)
answer = server.serve(tf.zeros((2, 48, 40, 3), tf.uint8))
classes = answer["classes"]
concrete = server.serve.get_concrete_function()

# %% frozen-graph
model = keras.Sequential([keras.Input((16,)), layers.Dense(4)])
full_model = tf.function(lambda x: model(x))
frozen = full_model.get_concrete_function(tf.TensorSpec(model.inputs[0].shape, model.inputs[0].dtype))
answer = frozen(tf.zeros((3, 16)))

# %% flops
model = keras.Sequential([keras.Input((16,)), layers.Dense(4)])
specs = [tf.TensorSpec([1] + list(inp.shape[1:]), inp.dtype) for inp in model.inputs]
forward = tf.function(model.call, input_signature=specs)
concrete = forward.get_concrete_function()

# %% style-transfer
def gram_matrix(input_tensor):
    result = tf.linalg.einsum("bijc,bijd->bcd", input_tensor, input_tensor)
    input_shape = tf.shape(input_tensor)
    num_locations = tf.cast(input_shape[1] * input_shape[2], tf.float32)
    return result / num_locations


def high_pass_x_y(image):
    x_var = image[:, :, 1:, :] - image[:, :, :-1, :]
    y_var = image[:, 1:, :, :] - image[:, :-1, :, :]
    return x_var, y_var


vgg = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(8, 3, name="a"), layers.Conv2D(16, 3, name="b")])
extractor = keras.Model(vgg.inputs, [vgg.get_layer(name).output for name in ("a", "b")])


class StyleContentModel(keras.models.Model):
    def __init__(self, extractor):
        super().__init__()
        self.extractor = extractor

    def call(self, inputs):
        inputs = inputs * 255.0
        style, content = self.extractor(inputs)
        return {"style": gram_matrix(style), "content": content}


image = tf.Variable(tf.zeros((1, 64, 48, 3)))
model = StyleContentModel(extractor)
targets = model(tf.zeros((1, 64, 48, 3)))


@tf.function()
def train_step(image):
    with tf.GradientTape() as tape:
        outputs = model(image)
        loss = tf.add_n([tf.reduce_mean((outputs[name] - targets[name]) ** 2) for name in targets])
        loss += 30 * tf.image.total_variation(image)
    grad = tape.gradient(loss, image)
    return grad


grad = train_step(image)
x_deltas, y_deltas = high_pass_x_y(image)
sobel = tf.image.sobel_edges(tf.zeros((1, 64, 48, 3)))

# %% dreams
def random_roll(img, maxroll):
    shift = tf.random.uniform(shape=[2], minval=-maxroll, maxval=maxroll, dtype=tf.int32)
    img_rolled = tf.roll(img, shift=shift, axis=[0, 1])
    return shift, img_rolled


img = tf.zeros((60, 80, 3))
shift, img_rolled = random_roll(img, 512)
base_shape = tf.shape(img)[:-1]
float_base_shape = tf.cast(base_shape, tf.float32)
new_shape = tf.cast(float_base_shape * 1.3, tf.int32)
resized = tf.image.resize(img, new_shape)
xs = tf.range(0, tf.shape(resized)[1], 32)
tile = tf.reverse(resized, axis=[0])

# %% attribution
model = keras.Sequential([keras.Input((24, 24, 3)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(5)])
baseline = tf.zeros(shape=(24, 24, 3))
image = tf.ones((24, 24, 3))
alphas = tf.linspace(start=0.0, stop=1.0, num=6)


def interpolate_images(baseline, image, alphas):
    alphas_x = alphas[:, tf.newaxis, tf.newaxis, tf.newaxis]
    baseline_x = tf.expand_dims(baseline, axis=0)
    input_x = tf.expand_dims(image, axis=0)
    delta = input_x - baseline_x
    return baseline_x + alphas_x * delta


def compute_gradients(images, target_class_idx):
    with tf.GradientTape() as tape:
        tape.watch(images)
        logits = model(images)
        probs = tf.nn.softmax(logits, axis=-1)[:, target_class_idx]
    return tape.gradient(probs, images)


def integral_approximation(gradients):
    grads = (gradients[:-1] + gradients[1:]) / tf.constant(2.0)
    return tf.math.reduce_mean(grads, axis=0)


interpolated = interpolate_images(baseline, image, alphas)
path_gradients = compute_gradients(interpolated, 2)
ig = integral_approximation(path_gradients)
mask = tf.reduce_sum(tf.math.abs(ig), axis=-1)

# %% actor-critic
class ActorCritic(keras.Model):
    def __init__(self, num_actions, num_hidden_units):
        super().__init__()
        self.common = layers.Dense(num_hidden_units, activation="relu")
        self.actor = layers.Dense(num_actions)
        self.critic = layers.Dense(1)

    def call(self, inputs):
        x = self.common(inputs)
        return self.actor(x), self.critic(x)


def get_expected_return(rewards, gamma):
    n = tf.shape(rewards)[0]
    returns = tf.TensorArray(dtype=tf.float32, size=n)
    rewards = tf.cast(rewards[::-1], dtype=tf.float32)
    discounted_sum = tf.constant(0.0)
    for i in range(4):
        reward = rewards[i]
        discounted_sum = reward + gamma * discounted_sum
        returns = returns.write(i, discounted_sum)
    returns = returns.stack()[::-1]
    return returns


model = ActorCritic(2, 16)
state = tf.expand_dims(tf.zeros((4,)), 0)
action_logits, value = model(state)
action = tf.random.categorical(action_logits, 1)[0, 0]
probs = tf.nn.softmax(action_logits)
log_prob = tf.math.log(probs[0, action])
returns = get_expected_return(tf.ones((4,)), 0.99)
advantage = returns - tf.squeeze(value)

# %% q-values
q_network = keras.Sequential([keras.Input((8,)), layers.Dense(32, activation="relu"), layers.Dense(4)])
states, actions = tf.zeros((16, 8)), tf.zeros((16,), tf.int32)
rewards, done_vals = tf.zeros((16,)), tf.zeros((16,))
max_qsa = tf.reduce_max(q_network(states), axis=-1)
y_targets = rewards + (1 - done_vals) * 0.99 * max_qsa
q_values = q_network(states)
q_values = tf.gather_nd(q_values, tf.stack([tf.range(q_values.shape[0]), tf.cast(actions, tf.int32)], axis=1))
masks = tf.one_hot(actions, 4)
q_action = tf.reduce_sum(tf.multiply(q_network(states), masks), axis=1)

# %% transformer-masks
def positional_encoding(length, depth):
    depth = depth / 2
    positions = np.arange(length)[:, np.newaxis]
    depths = np.arange(depth)[np.newaxis, :] / depth
    angle_rates = 1 / (10000**depths)
    angle_rads = positions * angle_rates
    pos_encoding = np.concatenate([np.sin(angle_rads), np.cos(angle_rads)], axis=-1)
    return tf.cast(pos_encoding, dtype=tf.float32)


def create_padding_mask(seq):
    seq = tf.cast(tf.math.equal(seq, 0), tf.float32)
    return seq[:, tf.newaxis, tf.newaxis, :]


def create_look_ahead_mask(size):
    return 1 - tf.linalg.band_part(tf.ones((size, size)), -1, 0)


def scaled_dot_product_attention(q, k, v, mask):
    matmul_qk = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    logits = matmul_qk / tf.math.sqrt(dk)
    if mask is not None:
        logits += mask * -1e9
    weights = tf.nn.softmax(logits, axis=-1)
    return tf.matmul(weights, v), weights


class MultiHead(layers.Layer):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.d_model = d_model
        self.depth = d_model // num_heads
        self.wq, self.wk, self.wv = layers.Dense(d_model), layers.Dense(d_model), layers.Dense(d_model)
        self.dense = layers.Dense(d_model)

    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])

    def call(self, v, k, q, mask):
        batch_size = tf.shape(q)[0]
        q = self.split_heads(self.wq(q), batch_size)
        k = self.split_heads(self.wk(k), batch_size)
        v = self.split_heads(self.wv(v), batch_size)
        attention, weights = scaled_dot_product_attention(q, k, v, mask)
        attention = tf.transpose(attention, perm=[0, 2, 1, 3])
        concat = tf.reshape(attention, (batch_size, -1, self.d_model))
        return self.dense(concat), weights


encoding = positional_encoding(50, 32)
padding = create_padding_mask(tf.constant([[7, 6, 0, 0, 1], [1, 2, 3, 0, 0]]))
ahead = create_look_ahead_mask(5)
combined = tf.maximum(padding, ahead)
attend = MultiHead(32, 4)
y = tf.random.uniform((2, 5, 32))
out, weights = attend(y, y, y, padding)

# %% gan-step
generator = keras.Sequential(
    [
        keras.Input((100,)),
        layers.Dense(7 * 7 * 16, use_bias=False),
        layers.Reshape((7, 7, 16)),
        layers.Conv2DTranspose(8, 5, strides=2, padding="same"),
        layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"),
    ]
)
discriminator = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 5, strides=2, padding="same"), layers.Flatten(), layers.Dense(1)])
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def gradient_penalty(real_images, fake_images):
    alpha = tf.random.uniform([tf.shape(real_images)[0], 1, 1, 1], 0.0, 1.0)
    interpolated = real_images + alpha * (fake_images - real_images)
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(interpolated)
        pred = discriminator(interpolated, training=True)
    grads = gp_tape.gradient(pred, [interpolated])[0]
    norm = tf.sqrt(tf.reduce_sum(tf.square(grads), axis=[1, 2, 3]))
    return tf.reduce_mean((norm - 1.0) ** 2)


@tf.function
def train_step(images):
    noise = tf.random.normal([images.shape[0], 100])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_images = generator(noise, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated_images, training=True)
        loss = discriminator_loss(real_output, fake_output)
    return loss, gradient_penalty(images, generated_images)


loss, penalty = train_step(tf.zeros((4, 28, 28, 1)))

# %% ragged-words
words = tf.ragged.constant([["So", "long"], ["thanks", "for", "all", "the", "fish"]])
lengths = words.row_lengths()
padded = words.to_tensor(default_value="")
ids = tf.strings.to_hash_bucket_fast(words, 100)
table = tf.Variable(tf.zeros((100, 4)))
embedded = tf.nn.embedding_lookup(table, ids)
dense = embedded.to_tensor()
mean = tf.reduce_mean(embedded, axis=1)

# %% ctc
y_pred = tf.zeros((4, 32, 20))
labels = tf.zeros((4, 10), tf.int32)
batch_len = tf.cast(tf.shape(labels)[0], dtype="int64")
input_length = tf.cast(tf.shape(y_pred)[1], dtype="int64")
label_length = tf.cast(tf.shape(labels)[1], dtype="int64")
input_length = input_length * tf.ones(shape=(batch_len,), dtype="int64")
label_length = label_length * tf.ones(shape=(batch_len,), dtype="int64")
loss = tf.nn.ctc_loss(labels, tf.transpose(y_pred, (1, 0, 2)), label_length, input_length, blank_index=-1)
decoded, log_prob = tf.nn.ctc_greedy_decoder(tf.transpose(y_pred, (1, 0, 2)), tf.cast(input_length, tf.int32))
best = tf.sparse.to_dense(decoded[0])

# %% anchor-boxes
def iou(boxes1, boxes2):
    lu = tf.maximum(boxes1[:, None, :2], boxes2[:, :2])
    rd = tf.minimum(boxes1[:, None, 2:], boxes2[:, 2:])
    intersection = tf.maximum(0.0, rd - lu)
    area = intersection[:, :, 0] * intersection[:, :, 1]
    a1 = boxes1[:, 2] * boxes1[:, 3]
    a2 = boxes2[:, 2] * boxes2[:, 3]
    union = tf.maximum(a1[:, None] + a2 - area, 1e-8)
    return tf.clip_by_value(area / union, 0.0, 1.0)


rx = tf.range(5, dtype=tf.float32) + 0.5
ry = tf.range(4, dtype=tf.float32) + 0.5
centers = tf.stack(tf.meshgrid(rx, ry), axis=-1) * 32
centers = tf.expand_dims(centers, axis=-2)
centers = tf.tile(centers, [1, 1, 9, 1])
dims = tf.tile(tf.zeros((1, 1, 9, 2)), [4, 5, 1, 1])
anchors = tf.concat([centers, dims], axis=-1)
anchors = tf.reshape(anchors, [4 * 5 * 9, 4])
matrix = iou(anchors, tf.zeros((3, 4)))
max_iou = tf.reduce_max(matrix, axis=1)
matched = tf.argmax(matrix, axis=1)
positive = tf.greater_equal(max_iou, 0.5)
gathered = tf.gather(tf.zeros((3, 4)), matched)
targets = tf.where(tf.expand_dims(positive, -1), gathered, tf.zeros_like(gathered))
selected = tf.boolean_mask(targets, positive)
nms = tf.image.non_max_suppression(tf.zeros((20, 4)), tf.zeros((20,)), 5)
boxes, scores, classes, valid = tf.image.combined_non_max_suppression(
    tf.zeros((2, 30, 1, 4)), tf.zeros((2, 30, 3)), 10, 100, 0.5, 0.05, clip_boxes=False
)
