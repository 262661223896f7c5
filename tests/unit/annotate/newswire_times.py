"""Invented newswire with its times marked as TimeML does: ``[expression|value]``. Each report has its day of publication.

Rules were tuned on the reports with an even number; the errors of the others were looked at once.
"""

from __future__ import annotations

import re
from typing import Final

REPORTS: Final[tuple[tuple[str, str], ...]] = (
    (
        "2031-03-21",  # a Friday
        """Rescuers in Varnia pulled two miners from a flooded shaft [late Thursday|2031-03-20], [six days|P6D] after the
wall gave way, officials said. The pair had survived on melt water since [last Friday|2031-03-14]. "We heard them
[this morning|2031-03-21TMO]," a rescuer said [Friday|2031-03-21].

The mine, opened in [1962|1962], was closed for [three months|P3M] [last year|2030] after an inspection. It employs 400 people and
was bought by Orvik Metals in [June 2029|2029-06]. The firm said on its site that it would publish a report
[next month|2031-04]. Miners had warned for [years|PXY] of water in the shaft.

A funeral for the four who died will be held [Sunday|2031-03-23]. Schools stay closed until [Tuesday|2031-03-25]. The president
is to visit [next week|2031-W13].""",
    ),
    (
        "2031-10-24",  # a Friday
        """Lasmin Foods said [Friday|2031-10-24] that its profit rose 12 percent in [the third quarter|2031-Q3], helped by sales
of frozen fish. Net income was $41 million, against $36.6 million [a year earlier|2030-Q3]. Sales in
[the quarter|2031-Q3] were little changed.

For [the first nine months|P9M] profit fell 3 percent. The firm expects sales of $900 million in [2031|2031] and said that it would
close two plants by [the end of the year|2031]. Its shares, which have doubled in [the past two years|P2Y], closed at $17.20 on
[Thursday|2031-10-23].

The firm [recently|PAST_REF] hired a new finance chief. It pays a dividend [every quarter|P3M] and [now|PRESENT_REF] has 2,100 workers, down from
2,600 in [December 2028|2028-12]. It was founded in [the 1950s|195].""",
    ),
    (
        "2031-01-08",  # a Wednesday
        """A court in Varsk on [Wednesday|2031-01-08] sentenced a former minister to [nine years|P9Y] in prison for taking bribes.
The trial, which began in [September|2030-09], lasted [four months|P4M]. The minister, who resigned [two years ago|2029], has
[10 days|P10D] to appeal.

He was arrested at [6 a.m. on Monday|2031-01-06T06:00] at his home and questioned for [several hours|PTXH]. His
lawyer told reporters [Tuesday night|2031-01-07TNI] that his client had been ill at the time. Prosecutors will decide
within [weeks|PXW] whether to charge his wife. A ruling in her case is expected in [February|2031-02].

Corruption has been an issue here for [decades|PXDE]. In [the spring of 2027|2027-SP] thousands marched through the capital
[every day|P1D] for [two weeks|P2W].""",
    ),
    (
        "2031-06-05",  # a Thursday
        """Heavy rain that began [Tuesday|2031-06-03] flooded parts of northern Lasmin [overnight|2031-06-04TNI], and forecasters
said that more would fall in [the coming days|FUTURE_REF]. At least 300 houses stood under water [early Thursday|2031-06-05].
The river is expected to crest [Friday afternoon|2031-06-06TAF].

"It has not been this high in [20 years|P20Y]," said the mayor, who spent [the night|2031-06-04TNI] in the town hall. In [May 2011|2011-05] a flood
killed 12 people. Schools will be closed [today|2031-06-05] and [tomorrow|2031-06-06].

The government sent troops on [Wednesday evening|2031-06-04TEV]. By [noon Thursday|2031-06-05T12:00] they had filled 40,000 sandbags. Aid of
$5 million will be paid [this month|2031-06], a spokesman said.""",
    ),
    (
        "2031-02-17",  # a Monday
        """The two sides will resume talks in Odrel on [Thursday|2031-02-20], mediators said [Monday|2031-02-17], [a week|P1W] after they broke off.
The last round, on [Feb. 9|2031-02-09] and [Feb. 10|2031-02-10], ended without a deal. A truce signed [last November|2030-11] runs out
[March 1|2031-03-01].

Fighting has killed 900 people since [October|2030-10] and driven 20,000 from their homes so far [this year|2031]. The rebels
[currently|PRESENT_REF] hold three towns. Shelling was heard over [the weekend|2031-W07-WE] and again [Monday morning|2031-02-17TMO].

"We will not wait for [months|PXM]," the minister said in an interview [last week|2031-W07]. He said a peace force could be sent
in [the future|FUTURE_REF]. A vote that was planned for [May|2031-05] may be put off until [early next year|2032]. The monitors report [daily|P1D].""",
    ),
    (
        "2031-08-12",  # a Tuesday
        """A fire in a hotel in Orvik killed five guests [Monday night|2031-08-11TNI]. It broke out at about [11:30 p.m.|2031-08-11T23:30] in the kitchen
and burned for [three hours|PT3H]. Some of the guests had arrived only [a few hours|PTXH] before. The hotel, built in
[the late 1980s|198], had been inspected in [April|2031-04].

The police said [Tuesday|2031-08-12] that the cook had been held since [midnight|2031-08-12T24:00]. [A year ago|2030] a fire in the same street
killed two. [The following day|2030-08-13] the council promised alarms; [today|2031-08-12] most houses have none. The mayor promised a report
in [two weeks|P2W]. Hotels must be checked [every two years|P2Y].""",
    ),
    (
        "2031-11-03",  # a Monday
        """Varnia's central bank on [Monday|2031-11-03] raised its key rate for the second time in [three months|P3M]. Prices rose 6.1 percent
in [the year|2031] to [September|2031-09], the most since [the second quarter of 2022|2022-Q2]. The bank had held the rate at 3 percent for
[more than a year|P1Y]. "We act [now|PRESENT_REF] so as not to act later," its governor said.

Economists had expected a rise in [December|2031-12]. The next meeting is [Jan. 14|2032-01-14]. The bank forecasts growth of 1 percent
[this year|2031] and 2 percent [next year|2032]. In [2030|2030] the economy shrank.

The koruna fell on [the day|2031-11-03] and has lost a tenth of its value in [the past six months|P6M]. In [recent weeks|PAST_REF] the bank has sold
dollars. Growth was weak in [the summer|2031-SU].""",
    ),
    (
        "2031-04-30",  # a Wednesday
        """Astronomers said [Wednesday|2031-04-30] that a comet last seen [75 years ago|1956] will return [this fall|2031-FA]. It will be brightest
in [mid-October|2031-10], shortly before dawn. The probe sent to meet it was launched on [Jan. 30, 2029|2029-01-30], and is
[currently|PRESENT_REF] [two months|P2M] from its goal.

Scientists get a signal from it [each week|P1W]. [Last month|2031-03] the link failed for [36 hours|PT36H]; it was restored [a day later|]. The
probe has [five years|P5Y] of fuel. In [the 21st century|20] only one such comet was seen, in [2007|2007].

The agency meets [Mondays|XXXX-WXX-1] to plan the flight. A second probe will follow in [2034|2034] or [2035|2035]. "[These days|PRESENT_REF] a probe costs
as much as a bridge," its head said [last Thursday|2031-04-24].""",
    ),
)

_MARK = re.compile(r"\[([^\]|]+)\|([^\]]*)\]")


def marked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A report without its marks, and where each expression with a value stood."""
    plain, gold, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        if mark[2]:
            gold.append((len(plain), len(plain) + len(mark[1]), mark[2]))
        plain += mark[1]
        at = mark.end()
    return re.sub(r"(?<!\n)\n(?!\n)", " ", plain + text[at:]), gold
