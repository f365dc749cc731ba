"""The same biLM with PyTorch's own LSTM, as one who knows PyTorch would run it.

Texts are sorted by length and packed, so that no step is taken over padding, and a word that
stands in a batch more than once goes through the convolutions once. `nn.LSTM` has no clips: cells
and projections beyond ±3 stay as they are here, which costs less and, where the clips of the model
would act, gives other values.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from bakeoff.core.runtime import limit_threads
from benchmarks.bilm.weights import (
    SENTENCE_END,
    SENTENCE_START,
    Floats,
    Model,
    lstm_name,
    read_model,
    run_side,
    spell,
)

BATCH = 64


class Encoder:
    """The characters' part as functions of the weights, and one `nn.LSTM` a layer and direction."""

    def __init__(self, model: Model) -> None:
        self.options = model.options
        arrays, names = model.arrays, list(model.arrays)
        stored = {name: torch.from_numpy(arrays.pop(name)) for name in names}
        self.lstms = [
            [build_lstm(stored, lstm_name(direction, layer)) for direction in range(2)]
            for layer in range(model.options["lstm"]["n_layers"])
        ]
        self.characters = stored["char_embed"]
        self.convolutions = [  # (1, width, characters, filters) to (filters, characters, width)
            (stored[f"CNN/W_cnn_{i}"][0].permute(2, 1, 0).contiguous(), stored[f"CNN/b_cnn_{i}"])
            for i in range(len(model.filters))
        ]
        self.dense = {
            name: (stored[name].T.contiguous(), stored[name.replace("W_", "b_")])
            for name in stored
            if name.startswith(("CNN_high", "CNN_proj")) and "/W_" in name
        }

    def embed(self, ids: Tensor) -> Tensor:
        """(words, 50) character ids to (words, projection)."""
        characters = functional.embedding(ids, self.characters).transpose(1, 2)
        activation = getattr(torch, self.options["char_cnn"]["activation"])
        maxima = [functional.conv1d(characters, *weights).amax(2) for weights in self.convolutions]
        x = activation(torch.cat(maxima, 1))
        for i in range(self.options["char_cnn"]["n_highway"]):
            carry = torch.sigmoid(functional.linear(x, *self.dense[f"CNN_high_{i}/W_carry"]))
            new = torch.relu(functional.linear(x, *self.dense[f"CNN_high_{i}/W_transform"]))
            x = torch.lerp(x, new, carry)
        return functional.linear(x, *self.dense["CNN_proj/W_proj"])

    def embed_texts(self, texts: list[list[str]]) -> Tensor:
        """Give the words of a batch between the boundaries, (texts, length, projection)."""
        words = sorted({word for text in texts for word in text})
        rows = {word: row for row, word in enumerate(words, 2)}
        spelled = [spell([SENTENCE_START]), spell([SENTENCE_END])]
        spelled += [spell(word.encode()) for word in words]
        vectors = self.embed(torch.from_numpy(np.stack(spelled)))
        ids = [torch.tensor([0, *(rows[word] for word in text), 1]) for text in texts]
        return vectors[pad_sequence(ids, batch_first=True, padding_value=1)]

    def means(self, texts: list[list[str]]) -> Tensor:
        """Average every layer over each text's words; texts come longest first."""
        lengths = torch.tensor([len(text) + 2 for text in texts])
        words = self.embed_texts(texts)
        places = torch.arange(words.shape[1])[None]
        real = (places > 0) & (places < lengths[:, None] - 1)
        weights = real / (lengths - 2).clamp(min=1)[:, None]
        turned = torch.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)
        turned = turned[:, :, None].expand_as(words)
        both = [words, words.gather(1, turned)]  # a mean does not ask for the order
        layers = [torch.cat([words, words], 2)]
        for number, pair in enumerate(self.lstms):
            outputs = [run_packed(*both_of, lengths) for both_of in zip(pair, both, strict=True)]
            if number and self.options["lstm"]["use_skip_connections"]:
                outputs = [output + x for output, x in zip(outputs, both, strict=True)]
            both = outputs
            layers.append(torch.cat(both, 2))
        return torch.stack([torch.einsum("nt,ntd->nd", weights, layer) for layer in layers], 1)


def build_lstm(stored: dict[str, Tensor], name: str) -> nn.LSTM:
    """Make a layer; PyTorch's gates are i, f, g, o, the file's i, g, f, o with 1 added to f."""
    kernel, bias = stored.pop(f"{name}/W_0"), stored.pop(f"{name}/B")
    projection = stored.pop(f"{name}/W_P_0")
    cells, outputs = projection.shape
    inputs = kernel.shape[0] - outputs
    enter, candidate, forget, leave = range(4)
    order = torch.tensor([enter, forget, candidate, leave])
    gates = kernel.T.reshape(4, cells, -1)[order].reshape(4 * cells, -1)
    biases = bias.reshape(4, cells)[order]
    biases[1] += 1
    lstm = nn.LSTM(inputs, cells, batch_first=True, proj_size=outputs)
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(gates[:, :inputs])
        lstm.weight_hh_l0.copy_(gates[:, inputs:])
        lstm.bias_ih_l0.copy_(biases.flatten())
        lstm.bias_hh_l0.zero_()
        lstm.weight_hr_l0.copy_(projection.T)
    return lstm


def run_packed(lstm: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """Run a layer over texts sorted by length; what comes after a text's end is zero."""
    packed, _ = lstm(pack_padded_sequence(x, lengths, batch_first=True))
    output, _ = pad_packed_sequence(packed, batch_first=True)
    return output


def encode(folder: Path, texts: list[list[str]], threads: int) -> Floats:
    """Encode texts with PyTorch: sorted, packed, each word of a batch once; no clips."""
    limit_threads(threads)
    torch.set_num_threads(threads)
    encoder = Encoder(read_model(folder))
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    means: list[Floats] = []
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            batch = [texts[i] for i in order[start : start + BATCH]]
            means.extend(encoder.means(batch).numpy())
    return np.stack(means)[np.argsort(order)]


if __name__ == "__main__":
    run_side(encode)
