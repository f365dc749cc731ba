"""ELMo in plain NumPy: one word and one sentence at a time, straight from the formulas."""

import json

import h5py
import numpy as np

CELL = "RNN_{}/RNN/MultiRNNCell/Cell{}/LSTMCell/"


def sigmoid(x):
    """Compute the logistic function."""
    return 1 / (1 + np.exp(-x))


def clip(values, largest):
    """Clip values, unless the clip is None."""
    return values if largest is None else np.clip(values, -largest, largest)


def run_lstm(rows, h, c, weights, cell_clip=None, output_clip=None):
    """Run over a sentence; give h of every row (rows, outputs), and the last h and c.

    The weights are a kernel, a bias and, if there is one, a projection.
    """
    kernel, bias, *projection = (np.asarray(weight, np.float64) for weight in weights)
    outputs = []
    for x in rows:
        i, j, f, o = np.split(np.concatenate([x, h]) @ kernel + bias, 4)
        c = clip(sigmoid(f + 1) * c + sigmoid(i) * np.tanh(j), cell_clip)
        h = sigmoid(o) * np.tanh(c)
        for matrix in projection:
            h = h @ matrix
        h = clip(h, output_clip)
        outputs.append(h)
    return np.array(outputs).reshape(-1, len(h)), h, c


def run_stack(rows, states, stack, options):
    """Run one direction's layers over a sentence as it is read.

    Args:
        rows: (words, outputs).
        states: h and c of each layer.
        stack: the weights of each layer.
        options: the section lstm of options.json.

    Returns:
        (layers, words, outputs), and the states after it.
    """
    layers, after = [], []
    for number, ((h, c), weights) in enumerate(zip(states, stack, strict=True)):
        clips = options["cell_clip"], options["proj_clip"]
        outputs, h, c = run_lstm(rows, h, c, weights, *clips)
        if number > 0 and options["use_skip_connections"]:
            outputs = outputs + rows
        layers.append(outputs)
        after.append((h, c))
        rows = outputs
    return np.array(layers), after


def codes_of(word, length):
    """Code a word's bytes: begin, each plus one, end, padding."""
    content = [byte + 1 for byte in word.encode("utf-8", "ignore")[: length - 2]]
    return [259, *content, 260] + [261] * (length - 2 - len(content))


def pool(layers):
    """Normalise the vectors of a text's tokens, and pool them.

    Args:
        layers: (tokens, layers, width).

    Returns:
        (layers, 3 * width): mean, maximum and minimum over the tokens; zeros without a token.
    """
    layers = np.asarray(layers, np.float64)
    if not len(layers):
        return np.zeros((layers.shape[1], 3 * layers.shape[2]))
    layers = layers - layers.mean(axis=2, keepdims=True)
    layers /= np.sqrt((layers**2).mean(axis=2, keepdims=True) + 1e-12)
    return np.concatenate([layers.mean(axis=0), layers.max(axis=0), layers.min(axis=0)], axis=1)


class PlainBilm:
    """A biLM from its folder, by the names in the files."""

    def __init__(self, folder):
        """Read options.json and weights.hdf5."""
        options = json.loads((folder / "options.json").read_text(encoding="utf-8"))
        self.cnn, self.lstm = options["char_cnn"], options["lstm"]
        self.tensors = {}
        with h5py.File(folder / "weights.hdf5") as file:
            file.visititems(self._keep)

    def _keep(self, name, item):
        if isinstance(item, h5py.Dataset):
            self.tensors[name] = np.asarray(item, np.float64)

    def word_vector(self, word):
        """Give the vector of a word."""
        return self.vector_of(codes_of(word, self.cnn["max_characters_per_token"]))

    def vector_of(self, codes):
        """Give the vector of a word's codes; every position is looked at."""
        tensors = self.tensors
        characters = tensors["char_embed"][np.array(codes) - 1]
        maxima = []
        for number, (width, _) in enumerate(self.cnn["filters"]):
            filters = tensors[f"CNN/W_cnn_{number}"][0]
            windows = [
                np.tensordot(characters[start : start + width], filters, 2)
                for start in range(len(codes) - width + 1)
            ]
            maxima.append(np.max(windows, axis=0) + tensors[f"CNN/b_cnn_{number}"])
        x = np.concatenate(maxima)
        x = np.tanh(x) if self.cnn["activation"] == "tanh" else np.maximum(x, 0)
        for number in range(self.cnn["n_highway"]):
            own = f"CNN_high_{number}/"
            carry = sigmoid(x @ tensors[own + "W_carry"] + tensors[own + "b_carry"])
            transform = np.maximum(
                x @ tensors[own + "W_transform"] + tensors[own + "b_transform"], 0
            )
            x = carry * transform + (1 - carry) * x
        if "CNN_proj/W_proj" in tensors:
            x = x @ tensors["CNN_proj/W_proj"] + tensors["CNN_proj/b_proj"]
        return x

    def layers(self, words):
        """Give every layer of a sentence's words: (words, layers, 2 * outputs)."""
        length = self.cnn["max_characters_per_token"]
        ends = [[259, mark, 260] + [261] * (length - 3) for mark in (257, 258)]
        begin, end = (self.vector_of(codes) for codes in ends)
        rows = np.array([begin, *map(self.word_vector, words), end])
        forward, _ = run_stack(rows, self._zeros(), self._stack(0), self.lstm)
        backward, _ = run_stack(rows[::-1], self._zeros(), self._stack(1), self.lstm)
        both = np.concatenate([forward, backward[:, ::-1]], axis=2)
        every = np.concatenate([np.concatenate([rows, rows], axis=1)[None], both])
        return every.transpose(1, 0, 2)[1:-1]

    def _stack(self, direction):
        """Give the weights of each layer, in the order W_0, B, W_P_0."""
        cells = [CELL.format(direction, number) for number in range(self.lstm["n_layers"])]
        names = ("W_0", "B", "W_P_0")
        every = [[self.tensors.get(cell + name) for name in names] for cell in cells]
        return [[tensor for tensor in cell if tensor is not None] for cell in every]

    def _zeros(self):
        h, c = (np.zeros(self.lstm[key]) for key in ("projection_dim", "dim"))
        return [(h, c)] * self.lstm["n_layers"]
