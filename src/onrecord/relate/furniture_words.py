"""Words by which page furniture is told from news: data of ``relate.furniture``."""

from __future__ import annotations

#: Words of notices to the reader. One alone may stand in any report: several close together do not.
STRONG = frozenset(
    """
    ad ads advertisement advertisements advertiser advertisers affiliate app apps browser click commission contributor cookie
    cookies copyright disclaimer download email emailed faq inbox licensing login logout moderated moderators newsletter
    newsletters notifications paywall podcast podcasts privacy redistributed redistribution reprinted reprints reproduced
    reproduction republish republished rewritten subscribe subscribed subscriber subscribers subscribing subscription
    subscriptions trending unsubscribe whatsapp instagram
    """.split()
)

#: Words that notices are full of, and that opinion pieces and interviews have too.
WEAK = frozenset(
    """
    accept account advice agree article articles bookmark categories comment comments consent contact content contribution
    correction corrections devices edited editor editorial editors enjoy enjoying facebook flag follow form free gift here
    inaccuracies independent join journalism letters like link links listen log mailing material media member members message
    monthly newsdesk newsroom page pages permission photograph please policy prohibited published publication publisher purposes
    quiz read reader readers reading recipe recommended register registered related reply reserved rights send settings share sign
    signing site social stories story supporter supporters support terms tip tips topic topics trusted twitter updates us
    views visit we website your you our
    """.split()
)

#: Words of boxes about the writer.
WRITER = frozenset(
    """
    about author award awards based biography book books bureau columnist contributed contributor correspondent covered covers
    covering degree editor editorial fellow freelance graduate graduated joined journalism journalist lives named
    newsroom newspaper novelist photographer photographs previously prize producer reached reporter reporting reports served
    spent studied trainee university winner won worked writer writes writing written
    """.split()
)

#: Words of news: who said it, and on which day. Furniture and standing background have few.
NEWS = frozenset(
    """
    said says told added announced confirmed denied reported according statement spokesman spokeswoman spokesperson officials
    yesterday today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday week morning evening night
    """.split()
)

#: Words that introduce a text that others may print as well as this one.
STATEMENTS = frozenset("statement statements communique communiqué declaration release memo letter resolution text".split())
