"""Addresses of articles: one form for all the ways in which the same address is written."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

#: Parameters that say how a reader came, never which article it is: those of campaign and social-media tools, by the removal
#: lists of Firefox and AdGuard. Words that some sites use for the article itself ("ref", "source", "from") are not among them.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|hsa|at|stm|vero|oly)_\w+|_hs(?:enc|mi)|_ga|_gl|_openstat|__twitter_impression|__tn__|"
    r"(?:fb|g|gb|dc|msc|tw|yc|ysc|wic|li_fat_|rdt_|ir|tt)clid|msclkid|yclid|li_fat_id|wbraid|gbraid|gclsrc|"
    r"fb_(?:action_ids|action_types|source|ref)|fbadid|mc_[ce]id|mkt_tok|igshid?|s_cid|s_kwcid|ncid|cmpid|icid|ito|ocid|ftag|"
    r"smid|smtyp|soc_(?:src|trk)|xtor|xtref|taid|guccounter|guce_referr(?:er|er_sig)|sr_share|sref|ref_(?:src|url)|referringsource|"
    r"unlocked_article_code|cx_(?:testid|testvariant|artpos)|traffic_source|echobox|zanpid",
    re.I,
)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000


def host_of(address: str | None) -> str:
    """The host of ``address`` in lower case, empty where it has none."""
    parts = _split(address or "")
    return (parts.hostname or "").lower() if parts else ""


def canonical(address: str) -> str | None:
    """``address`` in its one form: scheme and host in lower case, no usual port, no fragment, no parameters that track readers.

    ``None`` where it is no address of a page on the web. What tells articles apart stays: the path as it is written and all
    other parameters in their order. ``http`` and ``https`` stay apart, as do hosts with and without ``www.``: they
    need not be the same page.
    """
    address = re.sub(r"[\t\r\n]", "", address).strip()
    parts = _split(address)
    if (
        parts is None
        or parts.scheme.lower() not in _PORTS
        or not (parts.hostname or "").rstrip(".")
        or " " in address
        or not address.isprintable()
        or len(address) > _LONGEST
    ):
        return None
    scheme = parts.scheme.lower()
    port = parts.port
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name.lower().rstrip(".")
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    kept = [item for item in parts.query.split("&") if item and not _TRACKING.fullmatch(item.partition("=")[0])]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""  # the page of a site that is one script
    return urlunsplit((scheme, place, parts.path or "/", "&".join(kept), fragment))


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where the port is none
    except ValueError:
        return None
    return parts
