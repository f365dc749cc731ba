"""The hand-written phrases of the sample language, as tuples of tokens with slots in braces.

Slots: {name} {place} {brand} {word} (the long tail), {num} {price} {phone} {web},
{good} {bad} (praise and scorn), {s} a signal word, {c} a companion, {pair} an ambiguous pair.
No other word reveals the class; only the style of a phrase does, a little.
"""

Phrase = tuple[str, ...]


def _phrases(text: str) -> tuple[Phrase, ...]:
    """Split `one phrase | another` into tokens."""
    return tuple(tuple(phrase.split()) for phrase in text.replace("\n", " ").split("|"))


CHATTY = _phrases("""
i think so | i dont know yet | what are u doing | how r u | im with {name} | tell {name} i said hi
| {name} says the {word} is fine | did u see {name} | was in {place} | off to {place} with {name}
| i {word} it all day | its so {word} here | my {word} is gone | give me {num} mins | at {num} ish
| do u want some {word} | cant believe that | not sure abt {word} | u know what i mean | he told me
| can u ask {name} | where r u | in {place} till {num} | thats what {name} thought
| dont worry abt it | i was like {word} | let me know | im on my way | so what now
| got my {word} and {word} | {name} and {name} were there | she is at {place} | it cost {price}
| have u got the {word} | got some {word} from {name} | will do it {word}
""")

ADVERT = _phrases("""
from {brand} | only at {brand} | {brand} in {place} | for our {word} customers | only {price}
| just {price} per week | ring {phone} | sms {word} to {phone} | see {web} | visit {web}
| u have {num} days | ref {num} | pick {num} from {num} | this {word} week
| for all {place} users | the {brand} {word} crew | by {brand} and {brand} | valid {num} days
| over {num} to choose | with {word} and {word} | at {price} or less | min age {num}
| our {word} is here | box {num} {place} | we are open till {num}
""")

# Shared by both classes, so that the frame of a signal word reveals nothing.
SIGNAL = _phrases("""
the {s} is here | got a {s} for u | what abt the {s} | ur {s} is ready | its abt the {s}
| one more {s} | no {s} yet | that {s} in {place} | have a {s} | with the {s} | need ur {s}
| all the {s} u want | this {s} is for u | just the {s} | {s} from {name} | a {word} {s}
| {s} and {word} | see the {s} | more {s} pls | the {s} by {num}
""")

TOPICAL = _phrases("""
{c} the {s} | {c} ur {s} | the {c} {s} | {s} and {c} | a {c} {s} {c} | {s} is {c}
| {c} with {s} | no {s} no {c} | {c} {c} and {s} | this {s} {c} {s}
""")

PAIR = _phrases("""
so {pair} ok | its {pair} then | just {pair} pls | u {pair} | is it {pair} | and {pair} from {name}
| {pair} in {place} | for {pair} | got {pair} | {pair} at {num}
""")

STRAY = _phrases("so {stray} ok | its {stray} then | u {stray} | {stray} in {place} | got {stray}")

PRAISING = _phrases("""
{good} well done | thanks that was {good} | proud of u {good} | wow {good} | {name} is {good} thanks
| cheers its {good} | well done {name} {good}
""")

SCORNING = _phrases("""
hate that {bad} | shame on him {bad} | ugh {bad} | {name} is {bad} ugh | so angry {bad}
| he is a {bad} shame | angry at {name} {bad}
""")
