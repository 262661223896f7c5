"""Month and weekday names, time zones: data for :mod:`onrecord.read.dates`.

Names are folded: lower case, without accents, full stops left out. Only languages whose dates read "day month year" or
"month day, year" with these names are listed.
"""

from __future__ import annotations

_LISTS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık",
)
MONTHS: dict[str, int] = {name: number for names in _LISTS for number, name in enumerate(names.split(), start=1)}

#: Offsets from UTC in minutes. Abbreviations that two zones share (IST, CST outside the Americas) are left out where it matters.
ZONES: dict[str, int] = {
    "z": 0, "gmt": 0, "utc": 0, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
