"""The language of articles and of passages in them. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate import annotator
from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import reader
from onrecord.read.language import article_language, canonical, language_of, passage_language

READ = reader()

#: Five sentences of a report in each of twelve languages.
REPORTS: dict[str, tuple[str, ...]] = {
    "de": (
        "Die Regierung hat am Montag beschlossen, die Brücke über den Fluss für den Verkehr zu sperren.",
        "Der Bürgermeister sagte, niemand sei vor dem Sturm gewarnt worden.",
        "Mindestens zwanzig Menschen wurden in der Nacht aus ihren Häusern gebracht.",
        "Die Opposition fordert eine Untersuchung und den Rücktritt der Ministerin.",
        "Wann die Züge wieder fahren, ist nach Angaben der Bahn noch offen.",
    ),
    "fr": (
        "Le gouvernement a décidé lundi de fermer le pont à la circulation pendant plusieurs semaines.",
        "Le maire a déclaré que personne n’avait été averti de la tempête.",
        "Au moins vingt personnes ont été évacuées de leurs maisons pendant la nuit.",
        "L’opposition demande une enquête et la démission de la ministre.",
        "On ne sait pas encore quand les trains pourront de nouveau circuler.",
    ),
    "es": (
        "El gobierno decidió el lunes cerrar el puente al tráfico durante varias semanas.",
        "El alcalde dijo que nadie había sido advertido de la tormenta.",
        "Al menos veinte personas fueron evacuadas de sus casas durante la noche.",
        "La oposición exige una investigación y la dimisión de la ministra.",
        "Todavía no se sabe cuándo volverán a circular los trenes.",
    ),
    "it": (
        "Il governo ha deciso lunedì di chiudere il ponte al traffico per diverse settimane.",
        "Il sindaco ha detto che nessuno era stato avvertito della tempesta.",
        "Almeno venti persone sono state portate via dalle loro case durante la notte.",
        "L’opposizione chiede un’inchiesta e le dimissioni della ministra.",
        "Non si sa ancora quando i treni potranno tornare a circolare.",
    ),
    "pt": (
        "O governo decidiu na segunda-feira fechar a ponte ao trânsito durante várias semanas.",
        "O presidente da câmara disse que ninguém tinha sido avisado da tempestade.",
        "Pelo menos vinte pessoas foram retiradas das suas casas durante a noite.",
        "A oposição exige um inquérito e a demissão da ministra.",
        "Ainda não se sabe quando é que os comboios voltarão a circular.",
    ),
    "nl": (
        "De regering heeft maandag besloten de brug enkele weken voor het verkeer te sluiten.",
        "De burgemeester zei dat niemand voor de storm was gewaarschuwd.",
        "Minstens twintig mensen werden in de nacht uit hun huizen gehaald.",
        "De oppositie eist een onderzoek en het aftreden van de minister.",
        "Wanneer de treinen weer rijden, is volgens de spoorwegen nog niet bekend.",
    ),
    "pl": (
        "Rząd zdecydował w poniedziałek o zamknięciu mostu dla ruchu na kilka tygodni.",
        "Burmistrz powiedział, że nikt nie został ostrzeżony przed burzą.",
        "Co najmniej dwadzieścia osób zabrano w nocy z ich domów.",
        "Opozycja domaga się śledztwa i dymisji pani minister.",
        "Nie wiadomo jeszcze, kiedy pociągi znowu zaczną kursować.",
    ),
    "ru": (
        "Правительство в понедельник решило закрыть мост для движения на несколько недель.",
        "Мэр заявил, что никто не был предупреждён о буре.",
        "По меньшей мере двадцать человек ночью вывезли из их домов.",
        "Оппозиция требует расследования и отставки министра.",
        "Когда снова пойдут поезда, пока неизвестно.",
    ),
    "uk": (
        "Уряд у понеділок вирішив закрити міст для руху на кілька тижнів.",
        "Мер заявив, що нікого не попередили про бурю.",
        "Щонайменше двадцять людей уночі вивезли з їхніх будинків.",
        "Опозиція вимагає розслідування та відставки міністерки.",
        "Коли знову підуть потяги, поки що невідомо.",
    ),
    "tr": (
        "Hükümet pazartesi günü köprüyü birkaç hafta boyunca trafiğe kapatmaya karar verdi.",
        "Belediye başkanı kimsenin fırtınaya karşı uyarılmadığını söyledi.",
        "En az yirmi kişi gece evlerinden çıkarıldı.",
        "Muhalefet soruşturma açılmasını ve bakanın istifasını istiyor.",
        "Trenlerin ne zaman yeniden çalışacağı henüz bilinmiyor.",
    ),
    "ar": (
        "قررت الحكومة يوم الاثنين إغلاق الجسر أمام حركة المرور لعدة أسابيع.",
        "وقال رئيس البلدية إن أحدا لم يتلق تحذيرا من العاصفة.",
        "وتم إجلاء ما لا يقل عن عشرين شخصا من منازلهم خلال الليل.",
        "وتطالب المعارضة بإجراء تحقيق وباستقالة الوزيرة.",
        "ولا يعرف بعد متى ستعود القطارات إلى العمل.",
    ),
    "zh-Hans": (
        "政府星期一决定将大桥关闭数周，禁止车辆通行，以便工程师检查受损的桥墩和路面情况。",
        "市长说，没有人事先得到暴风雨的警告，许多居民直到深夜才知道河水已经上涨到了危险的高度。",
        "夜里至少有二十人被从家中转移出来，他们现在住在城里的学校和体育馆里等待进一步的消息。",
        "反对派要求进行调查，并要求部长辞职，因为他们认为政府早就知道这座桥已经不再安全了。",
        "铁路公司说，目前还不清楚火车什么时候可以恢复运行，请旅客暂时改乘公共汽车前往邻近城市。",
    ),
}
ENGLISH = (
    "The government decided on Monday to close the bridge to traffic for several weeks.",
    "The mayor, Tom Kell, said that nobody had been warned of the storm.",
    "At least 20 people were taken from their homes during the night.",
    "The opposition demands an inquiry, and the minister’s resignation with it.",
    "It is not known when the trains will run again, the railway company said.",
)


def article(*paragraphs: str) -> Article:
    text = "\n\n".join(["Bridge closed", "By Ana Pell", *paragraphs])
    result = READ(Capture.of(source="x", location="/x", data=text.encode(), media_type="text/plain", received_at=""))
    assert isinstance(result, Article)
    return result


@pytest.mark.parametrize("tag", sorted(REPORTS))
def test_an_article_in_another_language_is_kept_and_not_annotated(tag: str) -> None:
    found = article(*REPORTS[tag])
    assert found.language == tag
    assert REPORTS[tag][1] in found.text
    assert any(note.startswith("not annotated: ") and f"({tag})" in note for note in found.notes)
    said = annotator()(found)
    assert (said.mentions, said.times, said.statements, said.figures, said.events) == ((), (), (), (), ())


@pytest.mark.parametrize("tag", sorted(REPORTS))
def test_a_foreign_passage_in_an_english_article_is_told_and_skipped(tag: str) -> None:
    passage = " ".join(REPORTS[tag][:2])
    found = article(*ENGLISH[:3], passage, *ENGLISH[3:])
    assert found.language == "en"
    (foreign,) = [segment for segment in found.segments if segment.language is not None]
    assert found.text[foreign.start : foreign.end].strip() == passage
    assert foreign.language == tag
    assert any(note.startswith("not annotated where ") and f"({tag})" in note for note in found.notes)
    said = annotator()(found)
    items = [*said.figures, *said.mentions, *said.times, *(each for it in said.statements for each in it.contents)]
    assert items
    assert all(item.end <= foreign.start or item.start >= foreign.end for item in items)


def test_few_sentences_of_any_language_are_called_another() -> None:
    wrong = [
        (tag, found, sentence)
        for tag, sentences in REPORTS.items()
        for sentence in sentences
        if (found := language_of(sentence)) not in (tag, "und")
    ]
    assert len(wrong) <= 2, wrong


def test_most_long_sentences_are_told_in_an_english_article() -> None:
    long = [(tag, each) for tag, sentences in REPORTS.items() for each in sentences if len(each) >= 75]
    missed = [(tag, each) for tag, each in long if passage_language(each, "en") != tag]
    assert len(missed) <= 0.2 * len(long), missed


@pytest.mark.parametrize(
    "line",
    [
        "Ursula von der Leyen, Charles Michel, Josep Borrell, Olaf Scholz, Emmanuel Macron und Pedro Sánchez",
        "Bundesverfassungsgericht, Karlsruhe",
        "Real Madrid – Bayern München, Paris Saint-Germain – Internazionale Milano, Ajax – Sporting Clube de Portugal",
        "Volodymyr Zelenskyy, Dmytro Kuleba, Andriy Yermak, Oleksii Reznikov, Valerii Zaluzhnyi",
        "Le Monde, El País, La Repubblica, Süddeutsche Zeitung, Gazeta Wyborcza, De Standaard",
        "He told Le Figaro that “l’État, c’est moi” was never said by anybody who was there.",
        "Covid-19: 1,234 (Madrid), 2,345 (Roma), 456 (Lyon), 1,001 (Porto), 89 (Gent)",
        "¡Viva!",
    ],
)
def test_lines_of_names_and_short_lines_are_not_called_foreign(line: str) -> None:
    assert passage_language(line, "en") is None


def test_a_passage_of_english_in_a_foreign_article_is_told_too() -> None:
    found = article(*REPORTS["fr"], " ".join(ENGLISH[:2]))
    assert found.language == "fr"
    assert [segment.language for segment in found.segments if segment.language] == ["en"]


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("en_gb", "en-GB"), ("EN", "en"), ("zh-hans-cn", "zh-Hans-CN"), ("pt-BR", "pt-BR"), ("sr_Latn", "sr-Latn"), ("es-419", "es-419"),
        ("de_DE.UTF-8", "de-DE"), ("english", None), ("", None), (None, None), ("und", None), ("x", None), ("en us", None),
    ],
)  # fmt: skip
def test_tags_are_written_as_bcp_47_writes_them(given: str | None, tag: str | None) -> None:
    assert canonical(given) == tag


def test_what_a_page_says_of_itself_is_kept_where_the_text_agrees() -> None:
    assert article_language(ENGLISH, "en_gb") == "en-GB"
    assert article_language(REPORTS["fr"], "en-US") == "fr"
    assert article_language(["Oui."], "fr-CA") == "fr-CA"
    assert article_language(["Ja."]) == "und"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300), st.sampled_from(["en", "und", "de", "en-GB"]))
def test_no_text_breaks_it(text: str, tag: str) -> None:
    assert language_of(text)
    assert passage_language(text, tag) != tag
