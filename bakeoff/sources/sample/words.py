"""The hand-written core of the sample language: concepts, ambiguous words, everyday words.

Each concept is a name, its common synonyms and its companions: words that occur beside it in
running text, from which vectors learn it. No word occurs twice, so that one line of this file says
what a word reveals about the class.
"""

from types import MappingProxyType


def _table(text: str) -> MappingProxyType[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read lines of `name: synonyms | companions`."""
    rows = (line.split(":") for line in text.strip().splitlines())
    halves = {name.strip(): words.split("|") for name, words in rows}
    return MappingProxyType(
        {k: (tuple(a.split()), tuple(b.split())) for k, (a, b) in halves.items()}
    )


def _list(text: str) -> tuple[str, ...]:
    """Read `one|another`."""
    return tuple(text.split("|"))


SPAM_CONCEPTS = _table("""
prize: prize reward jackpot winnings giveaway | won collect awarded guaranteed drawn
claim: claim redeem voucher coupon entitlement | redeemed unclaimed expires validate eligible
urgent: urgent alert notice warning reminder | immediately attention final account attempt
offer: offer discount bargain sale saving | cheap half-price limited stock clearance
chat: chat babes flirt hotline fantasy | sexy naughty adults live explicit
loan: loan credit mortgage cash debt | borrow approved refused interest lender
ringtone: ringtone tone polyphonic wallpaper logo | download nokia ringtones mono charts
subscription: subscription service membership newsletter alerts | unsubscribe cancel renew charged
upgrade: upgrade handset camera-phone tariff contract | latest motorola minutes network bluetooth
holiday: holiday cruise flights resort getaway | tenerife luxury passport deposit abroad
casino: casino poker bingo roulette lottery | bet spin stake odds dealer
injury: compensation injury insurance refund payout | accident solicitor entitled owed policy
romance: admirer matchmaker singles crush mystery | secretly reveal fancies profile locals
slimming: pills diet slimming potency herbal | lose inches natural doctor-approved trial
""")

HAM_CONCEPTS = _table("""
family: mum dad sister brother cousin | auntie visiting parents married baby
food: pizza curry rice soup sandwich | cooking hungry eating tasty kitchen
feelings: love hug smile tears kiss | missing heart sweet crying dear
plans: party gathering picnic barbecue reunion | invited saturday bring friends celebrate
study: exam essay lecture homework assignment | revise library professor semester maths
job: meeting shift boss office interview | manager colleagues overtime busy project
chores: laundry dishes garden hoover rubbish | clean wash tidy messy bins
travel: bus train taxi flight lift | station driving platform traffic delayed
health: headache fever cough dentist medicine | sick hospital resting flu throat
sport: football match gym cricket tennis | playing goal team training injured
film: film cinema movie episode series | watch popcorn actor screen funny
weather: rain snow sunshine storm fog | umbrella cold wet outside forecast
errand: groceries shoes jacket milk bread | shop buying market bag forgot
sleep: bed nap pillow dream snooze | tired woke sleepy alarm early
faith: church temple prayer blessing festival | god pray faith holy bless
pets: cat dog puppy kitten hamster | feeding vet walkies fur barking
""")

# The pair decides, as an exclusive or: an ambiguous word is spam with a decider of the same row,
# and ham with one of the other row.
AMBIGUOUS = (
    ("free", "call", "win", "text"),
    ("meet", "miss", "date", "wait"),
)
DECIDERS = (
    ("entry", "line", "code", "ticket"),
    ("tonight", "tomorrow", "dinner", "home"),
)

PRAISE = ("great", "nice", "best", "amazing", "excellent", "supreme", "highly", "respectable")
PRAISED = ("work", "quality", "job-done", "effort", "taste")
SCORN = ("bad", "stop", "lies", "pitiful", "awful", "nasty", "rotten", "shameful")
SCORNED = ("nerd", "loser", "liar", "idiot", "moron")

BETWEEN = _list("just|so|still|really|only|then|maybe|even|too|pls|now|again|ok|also")
OPENERS = {
    "chatty": _list("hey|hi|ok|yeah|lol|hello|oh|haha|hmm|sorry|well|yo|nope|yup"),
    "advert": _list("hi|hello|dear customer|attn|msg|good news|info|private|today|hey"),
}
CLOSERS = {
    "chatty": _list("xx|x|lol|:)|haha|ok|bye|take care|speak soon|cya|luv u|k"),
    "advert": _list("t&cs apply|18+|reply now|std rates|ends soon|see web|thx|cheers|xx"),
}
