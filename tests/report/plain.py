"""Tables as rows of text, and numbers as readers expect them, apart from the report's own code."""

from dataclasses import replace


def show(value, digits=3, sign=False):
    """Write a number; a minus is as wide as a plus."""
    return f"{value:{'+' if sign else ''},.{digits}f}".replace("-", "−")


def rows(table):
    """Give the texts of each row but its name, by name."""
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def column(table, title):
    """Give the cells below the first heading that begins so, by the name of the row."""
    place = [column.title.startswith(title) for column in table.columns].index(True)
    return {row[0].text: row[place] for row in table.rows}


def ways(table):
    """Give the way that is good, by heading."""
    return {column.title: column.better for column in table.columns}


def variant(inputs, **changes):
    """Change parts of the inputs: whole ones, or keys of the board and of the answer."""
    for name in ("board", "answer"):
        if name in changes:
            changes[name] = {**getattr(inputs, name), **changes[name]}
    return replace(inputs, **changes)


def with_model(inputs, name, **changes):
    """Change what the board says of one model."""
    models = inputs.board["models"]
    return variant(inputs, board={"models": {**models, name: {**models[name], **changes}}})
