"""What `kabar add` says where a site cannot be added: one sentence, with the way out."""

from flows.errors import MisuseError, RunFailedError
from sources.types import Answer

_WAYS_OUT = {
    "dns": "there is no such host: check the spelling, and the connection (`kabar doctor`)",
    "private_address": "it is an address of this network: KABAR_ALLOW_PRIVATE_HOSTS=true lets kabar ask there",
    "bad_address": "it is no address that can be asked for",
    "robots": "its robots.txt does not let kabar ask there; if it has a feed elsewhere, give that address",
    "robots_unreachable": "its robots.txt cannot be had, so nothing else may be asked for: try again later",
    "connection": "it does not answer: try again later, or check the connection (`kabar doctor`)",
    "timeout": "it takes too long to answer: try again later",
    "tls": "its certificate is not to be trusted, or SSL_CERT_FILE is needed here",
    "blocked": "it shows a challenge to robots that say who they are: kabar does not get around that",
    "refused": "it refuses robots that say who they are: kabar does not get around that",
    "rate_limited": "it asks to be left alone for now: try again later",
    "budget": "the host has had its requests of this day",
}
# After these the site may still have feeds where they usually lie.
_GOES_ON = frozenset({"ok", "not_found", "gone", "client_error", "too_large", "bad_encoding", "blocked", "refused"})


def refuse_silence(url: str, answer: Answer) -> None:
    """Raises MisuseError or RunFailedError where asking for more of this host makes no sense."""
    outcome = answer.outcome
    if outcome == "bad_address":
        raise MisuseError(f"{url}: {_WAYS_OUT[outcome]}")
    if outcome not in _GOES_ON:
        way_out = _WAYS_OUT.get(outcome, f"it could not be had ({ended(answer)}): try again later")
        raise RunFailedError(f"{url}: {way_out}")


def no_feed(url: str, answer: Answer) -> str:
    """Why nothing can be proposed for the site, and what to do instead."""
    said = "" if answer.outcome == "ok" else f" ({_WAYS_OUT.get(answer.outcome, ended(answer))})"
    return (
        f"{url}: no feed and no news sitemap was found{said}; give the feed's own address, "
        'or write a file with kind = "index" for a page that lists the newest'
    )


def ended(answer: Answer) -> str:
    """How asking ended, in a word and the status."""
    last = answer.exchanges[-1]
    return f"{last.outcome}" + (f" {last.status}" if last.status and last.outcome != "ok" else "")
