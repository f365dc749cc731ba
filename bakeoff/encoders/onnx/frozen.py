"""Encode texts by a graph: split them, run the graph in batches, pool and scale."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Pooling
from bakeoff.encoders.base.sentences import normalize_rows
from bakeoff.encoders.onnx.pooling import Pool, pool
from bakeoff.encoders.onnx.probe import SECONDS, expect_same, is_like, some_tokens
from bakeoff.encoders.onnx.session import Session
from bakeoff.encoders.onnx.splitting import Splitter, Tokens

STEP = 4  # tokens: texts are padded to a multiple of it; larger steps pad more than batches gain
ROWS = 512  # tokens that run together: the results of more do not fit into the nearest caches
PROBE = 16  # tokens of the longest text that `_probe` encodes
CHUNK = 256  # texts whose tokens are counted together


class OnnxEncoder:
    """A graph from token ids to vectors.

    Attributes:
        layers: one.
        width: of the vectors.
        pooling: one vector per text.
    """

    layers = 1

    def __init__(
        self,
        session: Session,
        splitter: Splitter,
        *,
        pool: Pool,
        normalize: bool,
        padding: int,
        tokens: int,
        alone: bool,
    ) -> None:
        """Encode a few tokens, to see that the parts fit together.

        Args:
            session: the graph.
            splitter: of texts.
            pool: how the token vectors of a text are pooled.
            normalize: whether the vector of a text is scaled to length 1.
            padding: the id of padding.
            tokens: how many the tokenizer has.
            alone: whether each text is encoded by itself, because others would change its vector.
        """
        self._session, self._splitter, self._padding = session, splitter, padding
        self._pool, self._normalize = pool, normalize
        self._lengths: dict[str, int] = {}
        self.pooling: list[Pooling] = ["text"]
        self._alone, self._size_matters, self.width = True, False, 0
        self._probe(
            some_tokens(tokens, min(PROBE, splitter.max_tokens)),
            alone=alone or "attention_mask" not in session.inputs,
        )

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        if text not in self._lengths:
            return len(self._splitter.split([text])[0].ids)
        return self._lengths[text]

    def form(self, length: int) -> int:
        """Pad tokens to a multiple of STEP, unless each text is encoded by itself."""
        if self._alone:
            return 0
        return min(-(-length // STEP) * STEP, self._splitter.max_tokens)

    def prepare(self, texts: list[str]) -> None:
        """Count the tokens of the texts, and warn of texts that are cut."""
        self._lengths, cut = {}, 0
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start : start + CHUNK]
            for text, tokens in zip(chunk, self._splitter.split(chunk), strict=True):
                self._lengths[text] = len(tokens.ids)
                cut += tokens.cut
        self._splitter.warn(cut, len(texts))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode texts in one batch; see `Encoder`. Equal ones are computed once where possible."""
        kept = texts if self._size_matters else list(dict.fromkeys(texts))
        split = self._splitter.split(kept)
        real = [tokens for tokens in split if tokens.ids]
        vectors = np.zeros((len(kept), 1, self.width), np.float32)
        if real:
            size = self._at_once(max(len(tokens.ids) for tokens in real), len(real))
            batches = [real[start : start + size] for start in range(0, len(real), size)]
            found = np.concatenate([self._run(batch) for batch in batches])
            vectors[[bool(tokens.ids) for tokens in split], 0] = found
        rows = {text: row for row, text in enumerate(kept)}
        return vectors[[rows[text] for text in texts]]

    def _at_once(self, longest: int, texts: int) -> int:
        """Give how many of the `texts` of a batch run together."""
        if self._alone:
            return 1
        return texts if self._size_matters else max(ROWS // self.form(longest), 1)

    def _probe(self, texts: list[Tokens], *, alone: bool) -> None:
        """See how wide vectors are, and whether padding, neighbours or chance change them."""
        self.width = self._run(texts[:1], SECONDS).shape[1]
        bare, again = self._run_each(texts), self._run_each(texts)
        expect_same(bare, again, self._session.path)
        if not alone:
            self._alone = False
            apart = together = self._run_each(texts)
            try:
                together = self._run(texts)
                self._alone = not is_like(apart, bare, together)
            except BakeoffError:  # it takes one text at a time
                self._alone = True
            self._size_matters = together.tobytes() != apart.tobytes()

    def _run_each(self, texts: list[Tokens]) -> NDArray[np.float32]:
        return np.concatenate([self._run([text]) for text in texts])

    def _run(self, texts: list[Tokens], seconds: float | None = None) -> NDArray[np.float32]:
        """Encode texts that have tokens; a single one of the graphs that mix them is not padded."""
        lengths = np.array([len(tokens.ids) for tokens in texts])
        longest = int(lengths.max())
        shape = len(texts), self.form(longest) or longest
        ids, types = np.full(shape, self._padding), np.zeros(shape, np.int64)
        for row, tokens in enumerate(texts):
            ids[row, : len(tokens.ids)], types[row, : len(tokens.ids)] = tokens.ids, tokens.types
        places = np.tile(np.arange(shape[1]), (shape[0], 1))
        inputs = {
            "input_ids": ids,
            "attention_mask": (places < lengths[:, None]).astype(np.int64),
            "token_type_ids": types,
            "position_ids": places,
        }
        with np.errstate(over="ignore", invalid="ignore"):  # refused below
            vectors = pool(self._session.run(inputs, seconds), lengths, self._pool)
        if self.width not in (0, vectors.shape[1]) or not vectors.size:
            raise BakeoffError(
                f"{self._session.path}: expected vectors of {self.width or 'some'} numbers, as of "
                f"other texts, got {vectors.shape[1]}; set `output` of the entry of `encode`"
            )
        if not np.isfinite(vectors).all():
            raise BakeoffError(
                f"{self._session.path}: expected finite numbers, got NaN or infinity; take another "
                "export of the model, such as one in float32"
            )
        return normalize_rows(vectors) if self._normalize else vectors
