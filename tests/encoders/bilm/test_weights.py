"""The weights' file: written, read, and refused."""

import time

import h5py
import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import write_json
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.options import read_options
from bakeoff.encoders.bilm.weights import load_bilm, save_bilm
from tests.encoders.small import KINDS, options, randomize, write_small

CELL = "RNN_1/RNN/MultiRNNCell/Cell0/LSTMCell"
PREFIX = "elmo_2x4096_512_2048cnn_2xhighway_"


def refusal(folder, beginning="weights.hdf5"):
    """Load in vain; give the message, which is one line that names a file or the folder."""
    with pytest.raises(BakeoffError) as caught:
        load_bilm(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / beginning}: ") and "\n" not in message
    assert len(message) < 400 + len(str(folder))
    return message


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_is_loaded_exactly(tmp_path, kind):
    """Every weight and all options."""
    saved = write_small(tmp_path, **KINDS[kind])
    loaded = load_bilm(tmp_path)
    assert loaded.options == saved.options == read_options(tmp_path / "options.json")
    for variable, expected in zip(loaded.variables, saved.variables, strict=True):
        np.testing.assert_array_equal(variable.numpy(), expected.numpy())


def test_the_same_weights_give_the_same_bytes(tmp_path):
    """At another time, in another folder, and after loading; nothing else is left there."""
    bilm = write_small(tmp_path / "first")
    time.sleep(1.1)  # hdf5 can keep times, in seconds
    save_bilm(tmp_path / "second", bilm)
    save_bilm(tmp_path / "third", load_bilm(tmp_path / "second"))
    first, *others = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("first", "second", "third")
    )
    assert set(first) == {"options.json", "weights.hdf5"}
    assert others == [first, first]


def test_names_and_shapes_are_the_published_ones(tmp_path):
    """As bilm-tf writes them: 261 characters, filters with a first axis of one."""
    write_small(tmp_path, n_highway=1, n_layers=1)
    expected = {"char_embed": (261, 4), "CNN_proj/W_proj": (12, 5), "CNN_proj/b_proj": (5,)}
    for number, (width, count) in enumerate([(1, 3), (2, 4), (5, 5)]):
        expected[f"CNN/W_cnn_{number}"] = (1, width, 4, count)
        expected[f"CNN/b_cnn_{number}"] = (count,)
    for gate in ("carry", "transform"):
        expected |= {f"CNN_high_0/W_{gate}": (12, 12), f"CNN_high_0/b_{gate}": (12,)}
    for direction in range(2):
        cell = f"RNN_{direction}/RNN/MultiRNNCell/Cell0/LSTMCell"
        expected |= {f"{cell}/W_0": (10, 28), f"{cell}/B": (28,), f"{cell}/W_P_0": (7, 5)}
    found = {}
    with h5py.File(tmp_path / "weights.hdf5") as file:
        file.visititems(lambda name, item: found.update({name: getattr(item, "shape", None)}))
    assert {name: shape for name, shape in found.items() if shape} == expected


def test_files_may_have_a_prefix(tmp_path):
    """As the published ones have."""
    bilm = write_small(tmp_path)
    for name in ("options.json", "weights.hdf5"):
        (tmp_path / name).rename(tmp_path / f"{PREFIX}{name}")
    (tmp_path / "vocabulary.txt").write_text("free", encoding="utf-8")
    loaded = load_bilm(tmp_path)
    np.testing.assert_array_equal(loaded.characters.table.numpy(), bilm.characters.table.numpy())


def test_the_weights_may_be_called_as_nlpl_calls_them(tmp_path):
    """The other files of its archives do no harm, in the folder where they are unpacked."""
    bilm = write_small(tmp_path / "module", n_highway=0)
    (tmp_path / "module/weights.hdf5").rename(tmp_path / "module/model.hdf5")
    (tmp_path / "module/vocab.txt").write_text("<S>\n</S>\n<UNK>\n", encoding="utf-8")
    (tmp_path / "module/meta.json").write_text("{}", encoding="utf-8")
    loaded = load_bilm(tmp_path)
    np.testing.assert_array_equal(loaded.characters.table.numpy(), bilm.characters.table.numpy())


@pytest.mark.parametrize("name", ["options.json", "weights.hdf5"])
def test_a_folder_with_two_files_of_a_kind_is_refused(tmp_path, name):
    """Which one is meant cannot be known."""
    write_small(tmp_path)
    (tmp_path / f"{PREFIX}{name}").write_bytes(b"")
    message = refusal(tmp_path, "")
    assert f"expected one file *{name}" in message
    assert f"got ['{PREFIX}{name}', '{name}']" in message


@pytest.mark.parametrize("name", ["options.json", "weights.hdf5"])
def test_a_folder_without_one_of_the_files_is_refused(tmp_path, name):
    """A folder that does not exist is refused too."""
    write_small(tmp_path)
    (tmp_path / name).unlink()
    assert f"expected one file *{name}" in (message := refusal(tmp_path, ""))
    assert "got []" in message
    assert "expected one file *options.json, got []" in refusal(tmp_path / "absent", "")


@pytest.mark.parametrize("share", [0, 0.001, 0.02, 0.1, 0.3, 0.6, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_refused(tmp_path, share):
    """Wherever the download ended."""
    write_small(tmp_path)
    path = tmp_path / "weights.hdf5"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "expected an hdf5 file, got one that cannot be read" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"404: Not Found\n", b"<html>\n" * 9999])
def test_a_file_of_something_else_is_refused(tmp_path, content):
    """An HTML error page, for example."""
    write_small(tmp_path)
    (tmp_path / "weights.hdf5").write_bytes(content)
    assert "download it again" in refusal(tmp_path)


@pytest.mark.parametrize("start", [0, 8, 96, 600, 2000, 5000, 9000])
def test_a_damaged_file_is_refused_or_read_with_other_numbers(tmp_path, start):
    """There is no checksum within; but no damage ends in a traceback."""
    write_small(tmp_path)
    path = tmp_path / "weights.hdf5"
    content = path.read_bytes()
    path.write_bytes(content[:start] + b"\xa5" * 400 + content[start + 400 :])
    try:
        load_bilm(tmp_path)
    except BakeoffError as error:
        assert str(path) in str(error) and "\n" not in str(error)


@pytest.mark.parametrize(
    "name",
    [
        *("char_embed", "CNN/W_cnn_2", "CNN/b_cnn_0", "CNN_high_1/b_carry", "CNN_proj/W_proj"),
        *(f"{CELL}/W_0", f"{CELL}/B", f"{CELL}/W_P_0"),
    ],
)
def test_a_missing_tensor_is_named_with_its_shape(tmp_path, name):
    """That which the options ask for."""
    write_small(tmp_path)
    with h5py.File(tmp_path / "weights.hdf5", "a") as file:
        shape = file[name].shape
        del file[name]
    assert f"expected a tensor {name} of shape {shape}, as the options say, got none" in refusal(
        tmp_path
    )


def test_a_group_in_place_of_a_tensor_is_no_tensor(tmp_path):
    """It has no numbers."""
    write_small(tmp_path)
    with h5py.File(tmp_path / "weights.hdf5", "a") as file:
        del file["char_embed"]
        file.create_group("char_embed")
    assert "expected a tensor char_embed of shape (261, 4)" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("changes", "name", "expected", "got"),
    [
        ({"dim": 8}, "RNN_0/RNN/MultiRNNCell/Cell0/LSTMCell/W_0", (10, 32), (10, 28)),
        ({"projection_dim": 6}, "CNN_proj/W_proj", (12, 6), (12, 5)),
        ({"filters": [[1, 3], [3, 4], [5, 5]]}, "CNN/W_cnn_1", (1, 3, 4, 4), (1, 2, 4, 4)),
        ({"embedding": {"dim": 16}}, "char_embed", (261, 16), (261, 4)),
    ],
)
def test_options_of_another_model_are_refused(tmp_path, changes, name, expected, got):
    """The first tensor that does not fit is named, with both shapes."""
    write_small(tmp_path)
    write_json(tmp_path / "options.json", options(**changes).as_json())
    message = refusal(tmp_path)
    assert f"{name}: expected shape {expected}, as the options say, got {got}" in message


def test_a_matrix_that_lies_on_its_side_is_refused(tmp_path):
    """The size is right but the shape is not."""
    write_small(tmp_path)
    with h5py.File(tmp_path / "weights.hdf5", "a") as file:
        turned = file[f"{CELL}/W_P_0"][:].T
        del file[f"{CELL}/W_P_0"]
        file[f"{CELL}/W_P_0"] = turned
    assert f"{CELL}/W_P_0: expected shape (7, 5)" in refusal(tmp_path)


def test_weights_of_double_precision_are_read(tmp_path):
    """And are float32 afterwards."""
    bilm = write_small(tmp_path)
    with h5py.File(tmp_path / "weights.hdf5", "a") as file:
        values = file["char_embed"][:].astype(np.float64)
        del file["char_embed"]
        file["char_embed"] = values
    table = load_bilm(tmp_path).characters.table.numpy()
    np.testing.assert_array_equal(table, bilm.characters.table.numpy())


def test_saving_again_replaces_both_files(tmp_path):
    """Options and weights of one model stand there afterwards."""
    write_small(tmp_path)
    save_bilm(tmp_path, randomize(Bilm(options(dim=9)), seed=5))
    assert load_bilm(tmp_path).options.lstm.dim == 9


NAME = f"{CELL}/W_0"


@pytest.fixture
def weights(tmp_path):
    """Write a small biLM; give its file of weights, opened, without the tensor NAME."""
    write_small(tmp_path)
    with h5py.File(tmp_path / "weights.hdf5", "a") as file:
        del file[NAME]
        yield file


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300])
def test_a_number_that_is_not_finite_is_refused(tmp_path, weights, value):
    """Also one that float32 cannot hold; the tensor is named."""
    values = np.zeros((10, 28), np.float64)
    values[3, 4] = value
    weights[NAME] = values
    weights.close()
    assert f"{NAME}: expected finite numbers, got NaN or infinity in 1 of 280" in refusal(tmp_path)


def store_outside(weights, folder):
    """Store a tensor in another file."""
    (folder / "secret").write_bytes(bytes(10 * 28 * 4))
    stored = [(str(folder / "secret"), 0, 10 * 28 * 4)]
    weights.create_dataset(NAME, (10, 28), "f4", external=stored)


def map_outside(weights, folder):
    """Make a tensor of parts of another file."""
    layout = h5py.VirtualLayout((10, 28), "f4")
    layout[:] = h5py.VirtualSource(str(other_file(folder)), "W_0", (10, 28))
    weights.create_virtual_dataset(NAME, layout)


def link_outside(weights, folder):
    """Link to a tensor of another file."""
    weights[NAME] = h5py.ExternalLink(str(other_file(folder)), "W_0")


def link_a_group_outside(weights, folder):
    """Link a group on the way to a tensor."""
    del weights[CELL]
    weights[CELL] = h5py.ExternalLink(str(other_file(folder)), "/")


def other_file(folder):
    """Write a file with a tensor of the right shape; give its path."""
    with h5py.File(folder / "other.hdf5", "w") as file:
        file["W_0"] = np.zeros((10, 28), np.float32)
    return folder / "other.hdf5"


def link_to_itself(weights, folder):
    """Link in a circle."""
    weights[NAME] = h5py.SoftLink(f"/{NAME}")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        *((store_outside, "the content of another"), (map_outside, "the content of another")),
        *((link_outside, "a link"), (link_a_group_outside, "a link"), (link_to_itself, "a link")),
    ],
)
def test_a_tensor_that_is_elsewhere_is_refused(tmp_path, weights, change, found):
    """Bytes of other files of the machine do not become weights."""
    change(weights, tmp_path)
    weights.close()
    message = refusal(tmp_path)
    assert "expected floating-point numbers that the file itself stores, got " + found in message


@pytest.mark.parametrize("dtype", ["S4", "i4", "?", [("a", "f4")], h5py.string_dtype()])
def test_a_tensor_of_something_else_is_refused(tmp_path, weights, dtype):
    """Strings, integers, records."""
    weights.create_dataset(NAME, (10, 28), dtype)
    weights.close()
    assert f"{NAME}: expected floating-point numbers that the file" in refusal(tmp_path)


def test_sizes_for_which_the_file_stores_nothing_are_refused(tmp_path):
    """Before memory is taken for them: here 1.6 GB."""
    options_ = options(dim=10**7, projection_dim=1)
    write_json(tmp_path / "options.json", options_.as_json())
    with h5py.File(tmp_path / "weights.hdf5", "w") as file:
        for name, shape in options_.tensors().items():
            file.create_dataset(name, shape, "f4", chunks=True, compression="gzip")
    assert "expected weights of " in refusal(tmp_path)


def test_a_chunk_that_is_larger_than_its_tensor_is_refused(tmp_path, weights):
    """It would be read as a whole."""
    weights.create_dataset(NAME, (10, 28), "f4", maxshape=(None, None), chunks=(10**4, 10**4))
    weights.close()
    assert "got chunks of (10000, 10000)" in refusal(tmp_path)


def test_weights_may_be_compressed(tmp_path, weights):
    """As some tools write them again."""
    values = np.ones((10, 28), np.float16)
    weights.create_dataset(NAME, data=values, compression="gzip", shuffle=True, fletcher32=True)
    weights.close()
    kernel = load_bilm(tmp_path).lstms.backward[0].kernel.numpy()
    np.testing.assert_array_equal(kernel, values)
