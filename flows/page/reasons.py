"""The linker's reasons in the page's languages: it writes them in English, for the column `evidence`; pure."""

from flows.page.markup import Html, text
from flows.page.numbers import tongue
from flows.page.words import say

_KEY = "reasons."
_WORDS = "{words}"  # what of the articles stands in a reason, at its end


def reason(line: str) -> Html:
    """The line in every language; one of which the page knows nothing as it is."""
    for key, english in tongue("en").sentences.items():
        begins, words, _ = english.partition(_WORDS)
        if key.startswith(_KEY) and (line.startswith(begins) if words else line == english):
            return say(key, words=line.removeprefix(begins))
    return text(line)
