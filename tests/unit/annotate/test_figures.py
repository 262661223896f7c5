"""Figures in single sentences, then what surrounds them, then the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.figures import find_figures
from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.article import Article, Segment
from onrecord.model.passage import Passage
from onrecord.model.picture import Figure
from onrecord.model.statement import Mention, Speaker, Statement
from onrecord.model.when import UNKNOWN_TIME


def article_of(text: str) -> Article:
    segment = Segment("body", 0, len(text), None, None, "test")
    return Article("art_x", "cap_x", "x", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, (segment,))


def figures(
    text: str, mentions: tuple[Mention, ...] = (), statements: tuple[Statement, ...] = ()
) -> tuple[Figure, ...]:
    article = article_of(text)
    sentences = split(article)
    found = find_figures(article, sentences, mentions, find_times(article, sentences), statements)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.evidence[0].holds_in(text)
    return found


def short(figure: Figure) -> tuple[float | None, float | None, str, str, str]:
    return figure.low, figure.high, figure.bound, figure.unit, figure.counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has massed 90,000 Varnish troops there.", (90000, 90000, "exact", "troop", "Varnish troops")),
        ("It has moved as many as 7,000 troops.", (None, 7000, "at_most", "troop", "troops")),
        ("At least twenty people were killed.", (20, None, "at_least", "person", "people killed")),
        ("More than 30 civilians fled.", (30, None, "more_than", "civilian", "civilians")),
        ("Fewer than 12 guards stayed.", (None, 12, "less_than", "guard", "guards")),
        ("About 850 soldiers stayed.", (850, 850, "about", "soldier", "soldiers")),
        ("Between 20 and 30 ships sailed.", (20, 30, "range", "ship", "ships")),
        ("Some 20-30 ships sailed.", (20, 30, "range", "ship", "ships")),
        ("Tens of thousands of people fled.", (10000, 100000, "range", "person", "people")),
        ("Dozens of houses burned.", (12, 120, "range", "house", "houses")),
        ("A dozen houses burned.", (12, 12, "exact", "house", "houses")),
        ("The number was in the low hundreds at most.", (None, 400, "at_most", "", "")),
        ("It cost £1.4million to repair.", (1400000, 1400000, "exact", "GBP", "")),
        ("It cost $2bn in aid.", (2e9, 2e9, "exact", "USD", "aid")),
        ("It cost 3 million crellings a year.", (3e6, 3e6, "exact", "crelling/year", "crellings")),
        ("Turnout was 61.5 per cent of voters.", (61.5, 61.5, "exact", "%", "voters")),
        ("The crater is 12 metres wide.", (12, 12, "exact", "m", "")),
        ("Winds of 60mph were measured.", (60, 60, "exact", "mile/h", "")),
        ("One hundred and fifty thousand leaflets fell.", (150000, 150000, "exact", "leaflet", "leaflets")),
        ("Two and a half million people watched.", (2.5e6, 2.5e6, "exact", "person", "people")),
        ("The blast killed 45.", (45, 45, "exact", "person", "killed")),
        ("The number of burned farms in the valley rose to 58.", (58, 58, "exact", "farm", "burned farms")),
        ("The death toll reached 41.", (41, 41, "exact", "person", "killed")),
        ("The monitors would number fewer than 100.", (None, 100, "less_than", "monitor", "monitors")),
        ("The force would grow to 1,500.", (1500, 1500, "exact", "", "force")),
        ("One soldier was wounded.", (1, 1, "exact", "soldier", "soldier")),
        ("A total of 39 are confirmed dead.", (39, 39, "exact", "person", "killed")),
        ("At least seven, including some children, died.", (7, None, "at_least", "person", "killed")),
        ("Two Varnish police officers left.", (2, 2, "exact", "officer", "Varnish police officers")),
        ("They sold 4,300 printed and recorded books.", (4300, 4300, "exact", "book", "printed and recorded books")),
        ("They ordered two new 737 Gull jets.", (2, 2, "exact", "jet", "new 737 Gull jets")),
        ("The 12-member council met.", (12, 12, "exact", "member", "member")),
        ("Of the 2.8 million who voted, most agreed.", (2.8e6, 2.8e6, "exact", "person", "")),
        ("It has 18.9 deaths per 100,000 people.", (18.9, 18.9, "exact", "death/100000 person", "deaths")),
        ("It has spent PS21,700 on it.", (21700, 21700, "exact", "GBP", "")),
        ("It has spent Y=590 billion on it.", (5.9e11, 5.9e11, "exact", "JPY", "")),
        ("It has spent 1,200€ on it.", (1200, 1200, "exact", "EUR", "")),
        ("It has spent 300 million Kenyan shillings.", (3e8, 3e8, "exact", "KES", "")),
        ("It burned 3 terawatt-hours.", (3, 3, "exact", "TWh", "")),
        ("The area is .06 square km.", (0.06, 0.06, "exact", "km²", "")),
        ("The lamp draws 5 W.", (5, 5, "exact", "W", "")),
        ("The mass is 2×10^3 kilograms.", (2000, 2000, "exact", "kg", "")),
        ("One in four nurses left.", (0.25, 0.25, "exact", "nurse", "nurses")),
        ("He was aged 25 then.", (25, 25, "exact", "year of age", "")),
        ("The ministry put Varnish losses at between 20 and 30.", (20, 30, "range", "loss", "Varnish losses")),
        ("The guns fire 20,000 shells per day.", (20000, 20000, "exact", "shell/day", "shells")),
        ("About 1,200 people a day cross.", (1200, 1200, "about", "person/day", "people")),
        ("It has 12 cases of cholera.", (12, 12, "exact", "case", "cases of cholera")),
        ("The 1,500-strong garrison left.", (1500, 1500, "exact", "person", "garrison")),
        ("It reported Varnish casualties of at least 900.", (900, None, "at_least", "casualty", "Varnish casualties")),
        ("A crowd of up to 5,000 gathered.", (None, 5000, "at_most", "person", "crowd")),
        ("A third of the population lives in tents.", (1 / 3, 1 / 3, "exact", "population", "population")),
        ("Half the fleet was sunk.", (0.5, 0.5, "exact", "fleet", "fleet")),
        ("A quarter of a million people fled.", (250000, 250000, "exact", "person", "people")),
        ("They waited half an hour.", (0.5, 0.5, "exact", "hour", "")),
        ("Tens or hundreds of thousands marched.", (10000, 1e6, "range", "person", "")),
        ("About 150 US soldiers came.", (150, 150, "about", "soldier", "US soldiers")),
        ("All 25 of Varnia's ministers resigned.", (25, 25, "exact", "minister", "ministers")),
        ("The number of infections surpassed one million.", (1e6, None, "more_than", "infection", "infections")),
        ("Daily cases fell below 1,000.", (None, 1000, "less_than", "case", "Daily cases")),
        ("The quake had a magnitude of 6.8.", (6.8, 6.8, "exact", "magnitude", "")),
        ("Only children under 12 may come.", (None, 12, "less_than", "year of age", "")),
        ("The strike killed 40 soldiers.", (40, 40, "exact", "soldier", "soldiers killed")),
        ("At least one child died.", (1, None, "at_least", "child", "child")),
        ("Some 48 others were wounded.", (48, 48, "about", "person", "wounded")),
        ("It is a sub-7 nanometre chip.", (None, 7, "less_than", "nm", "")),
        ("It has a torque of 450 Nm.", (450, 450, "exact", "N m", "")),
        ("The sea rose by 2 to 3 degrees.", (2, 3, "range", "degree", "")),
        ("It fell within 3km of the plant.", (3, 3, "exact", "km", "")),
        ("The plant gives 20 percent of the country's power.", (20, 20, "exact", "%", "power")),
        ("They spent 900 million złotys.", (9e8, 9e8, "exact", "PLN", "")),
    ],
)
def test_figures_of_a_report(text: str, expected: tuple[float | None, float | None, str, str, str]) -> None:
    (figure,) = figures(text)
    assert short(figure) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 503rd battalion sailed on 7 February 2031.",
        "It is a Type 45 destroyer of the G7 and no one saw Covid-19.",
        "The Nord Line 2 pipeline is closed, a source at 10 Fenner Street said.",
        "John Ormund, 45, left at 9.30am.",
        "The side won 3-1 at home.",
        "One of the reasons is known, and one must ask who no one asked.",
        "Call +44 20 7946 0958 for help.",
        "Those with a tier one visa may stay.",
        "Many fled, and few came back.",
        "See Figure 2 of the report.",
        "The plan is 1) to win.",
        "They met at 36 Quai des Merles.",
        "The princess, 67, spoke.",
        "It was built for the 2018 games.",
        "She bought a PS5.",
        "She has a 4K screen.",
        "He spoke in 2008 and two weeks ago.",
        "The firm flew its own 787 Gullwing.",
        "The side slipped towards the bottom three.",
        "It is a 5G network under section 18C of the law [6].",
        "He took half a loaf.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("It sent 7,000 more troops.", "change", "up"),
        ("It sent an additional 500 guards.", "change", "up"),
        ("Its presence increased by 3,000 troops.", "change", "up"),
        ("Prices rose 3% at the market.", "change", "up"),
        ("The garrison was cut by 400 men.", "change", "down"),
        ("It has 200 fewer guards.", "change", "down"),
        ("The toll rose to 40 people.", "level", "up"),
        ("More than 7,000 troops are there.", "level", None),
        ("The army has lost 300 men.", "level", None),
        ("They shot down 20 drones.", "level", None),
        ("The party lost 12 seats.", "change", "down"),
        ("It was 144% greater than before.", "change", "up"),
        ("Daily cases fell below 1,000.", "level", "down"),
        ("The army admitted the loss of nine tanks.", "level", None),
    ],
)
def test_level_or_change(text: str, kind: str, direction: str | None) -> None:
    (figure,) = figures(text)
    assert (figure.kind, figure.direction) == (kind, direction)


def test_the_numbers_of_a_list_share_their_unit() -> None:
    assert [figure.unit for figure in figures("They carried 3, 4 and 5 kg.")] == ["kg"] * 3
    assert [figure.unit for figure in figures("It killed 3, 7 and 12 civilians in May.")] == ["civilian"] * 3
    assert [figure.unit for figure in figures("It rose to 40 and 12 houses burned.")] == ["", "house"]


def test_those_named_together_met_the_same() -> None:
    found = figures("Nine policemen and seven soldiers were killed.")
    assert [figure.counts for figure in found] == ["policemen killed", "soldiers killed"]
    found = figures("The strike killed two men, three women and six children in Orvik.")
    assert [figure.counts for figure in found] == ["men killed", "women killed", "children killed"]
    found = figures("The blast killed 12 people and 300 homes collapsed.")
    assert [figure.counts for figure in found] == ["people killed", "homes"]


def test_a_part_met_what_the_whole_did_not() -> None:
    part, whole = figures("More than 200 of the 350 passengers are missing.")
    assert (part.counts, whole.counts) == ("passengers missing", "passengers")
    part, whole = figures("Nearly half of the city's 400,000 residents have left.")
    assert part.unit == whole.unit == "resident"


def test_another_number_of_wounded_is_a_level() -> None:
    killed, wounded = figures("The blast left 17 dead and another 48 wounded.")
    assert (killed.kind, wounded.kind) == ("level", "level")
    assert figures("Another 48 soldiers came.")[0].kind == "change"


def test_an_age_is_no_noun_of_another_number() -> None:
    boy, women, age = figures("A 20-year-old boy and two 34-year-old women fled.")
    assert (boy.unit, women.unit, women.counts, age.unit) == (
        "year of age",
        "woman",
        "34-year-old women",
        "year of age",
    )


def test_a_rate_holds_for_the_level_before() -> None:
    before, now = figures("Rations were cut from 20 litres to 12 litres a week.")
    assert (before.unit, before.previous, now.unit) == ("L/week", True, "L/week")
    before, now = figures("Oil fell from $75 a barrel in May to $45.")
    assert (before.unit, before.previous, now.unit) == ("USD/barrel", True, "USD/barrel")


def test_an_amount_and_its_conversion_are_for_the_same_time() -> None:
    assert [figure.unit for figure in figures("It costs 9 million shekels ($2 million) a year.")] == [
        "ILS/year",
        "USD/year",
    ]


def test_from_to_are_two_levels() -> None:
    first, second = figures("The force grew from about 60,000 to 90,000 troops.")
    assert (first.low, first.bound, first.unit, first.previous, first.kind) == (60000, "about", "troop", True, "level")
    assert (second.low, second.unit, second.previous, second.kind) == (90000, "troop", False, "level")


def test_a_previous_estimate() -> None:
    now, before = figures("There were 90,000 Varnish troops, up from earlier estimates of about 60,000.")
    assert (now.previous, before.previous) == (False, True)
    assert before.counts == "Varnish troops"


def test_a_part_counts_what_the_whole_counts() -> None:
    part, whole = figures("The guild has 90 million of the 2.5 billion euros that it wants.")
    assert part.unit == whole.unit == "EUR"


def test_the_level_before_takes_no_unit_from_a_conversion_in_brackets() -> None:
    now, acres, before = figures("It burned 6 hectares (15 acres), up from 2.5 then.")
    assert (now.unit, acres.unit, before.unit, before.previous) == ("ha", "acre", "ha", True)


def test_what_came_from_somewhere_is_no_level_before() -> None:
    assert not figures("He has letters from 35 towns.")[0].previous


def test_people_rescued_are_not_people_killed() -> None:
    killed, rescued = figures("Nine miners died and 40 were rescued.")
    assert (killed.counts, rescued.counts) == ("miners killed", "rescued")


def test_a_time_belongs_to_the_level_that_it_stands_with() -> None:
    now, before = figures("It has 150,000 troops, up from about 100,000 last month.")
    assert now.as_of.known_from == "publication"
    assert before.as_of.relative is not None and before.as_of.relative.unit == "month"


def test_a_bare_number_counts_what_the_one_before_it_counts() -> None:
    first, second = figures("The country has 850 troops in the north and about 150 in the south.")
    assert first.counts == second.counts == "troops"


def test_the_figure_named_again_counts_the_same() -> None:
    first, again = figures("They sent as many as 7,000 troops. Nobody could confirm the 7,000 figure.")
    assert again.counts == first.counts == "troops"


def test_place_time_and_statement() -> None:
    text = 'On Tuesday he said: "There are 850 troops in Orvik now."'
    start = text.index("Orvik")
    place = Mention("Orvik", start, start + 5, "place", "Orvik", place="local:Orvik")
    inside = Passage.of(text, text.index("There"), text.index('"', text.index("There")))
    statement = Statement(
        "st_1", "art_x", Speaker("he", 11, 13, None, False), None, (inside,), "says", True, UNKNOWN_TIME, (), None, False,
        None, "body", 1.0, "", (),
    )  # fmt: skip
    (figure,) = figures(text, (place,), (statement,))
    assert figure.place == "Orvik"
    assert figure.place_key == "local:Orvik"
    assert figure.statement_id == "st_1"
    assert figure.as_of.relative is not None and figure.as_of.relative.unit == "weekday"  # his "now" is Tuesday


def test_without_a_time_it_is_as_of_publication() -> None:
    (figure,) = figures("There are 850 troops.")
    assert figure.as_of.known_from == "publication"
    assert figure.as_of.relative is not None and figure.as_of.relative.amount == 0


def test_the_same_words_in_two_places_are_two_figures() -> None:
    first, second = figures("There are 850 troops. There are 850 troops.")
    assert first.id != second.id


WORDS = st.sampled_from(
    [
        "1",
        "12",
        "1,000",
        "3.5m",
        "£",
        "$2bn",
        "20-30",
        "to",
        "between",
        "and",
        "from",
        "about",
        "up",
        "more",
        "than",
        "%",
        "per",
        "cent",
        "troops",
        "people",
        "killed",
        "of",
        "hundreds",
        "tens",
        "thousands",
        "one",
        "two",
        "hundred",
        "million",
        ".",
        ",",
        ";",
        "-",
        "–",
        "(",
        ")",
        '"',
        "Type",
        "G7",
        "503rd",
        "rose",
        "by",
        "half",
        "a",
        "dozen",
        "at",
        "least",
        "most",
        "years",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    for figure in figures(text):
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        assert figure.kind == "level" or figure.direction is not None


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1 to ",
        "a few ",
        "one hundred ",
        "$",
        "hundreds of ",
        "12-",
        "about ",
        "and ",
        "1 of ",
        "killed 1, ",
        "2 men, ",
        "of As’s 1 ",
    ],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    figures(unit * (4000 // len(unit)))


def test_another_count_of_the_same() -> None:
    text = "The army said four people had been wounded. At the infirmary the doctor said he had treated nine, among them a boy."
    four, nine = figures(text)[:2]
    assert (four.low, nine.low) == (4, 9)
    assert nine.unit == four.unit == "person"
    text = (
        "The agency counted 9,500 people in the camps. The ministry puts it at around 14,000, because it counts more."
    )
    agency, ministry = figures(text)
    assert (ministry.low, ministry.unit, ministry.counts) == (14000, agency.unit, agency.counts)


def test_a_bare_number_that_counts_something_else_stays_bare() -> None:
    text = "The army said four people had been wounded. The ministry has confirmed nine flights."
    assert [figure.unit for figure in figures(text)] == ["person", "flight"]
