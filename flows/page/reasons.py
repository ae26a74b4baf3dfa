"""The linker's reasons in the page's languages: it writes them in English, for the column `evidence`; pure."""

from flows.page.markup import Html, text
from flows.page.numbers import tongue
from flows.page.words import say

_KEY = "reasons."
_WORDS = "{words}"  # what of the articles stands in a reason, at its end


def reason(line: str) -> Html:
    """The line in every language; one of which the page knows nothing as it is."""
    for key, english in tongue("en").sentences.items():
        begins = english.removesuffix(_WORDS)
        if key.startswith(_KEY) and (line.startswith(begins) if begins != english else line == english):
            return say(key, words=line.removeprefix(begins)) if begins != english else say(key)
    return text(line)
