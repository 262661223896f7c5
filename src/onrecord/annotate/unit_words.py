"""Units of measure and money, as data: each symbol or ISO 4217 code with the forms in which reports write it."""

from __future__ import annotations

from typing import Final

from onrecord.annotate.word_set import word_set

#: Signs and letters that stand before an amount, longest first. A bare ``$`` is taken for US dollars.
CURRENCY_SIGNS: Final[dict[str, str]] = {
    "US$": "USD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "CA$": "CAD", "SG$": "SGD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "NT$": "TWD", "MX$": "MXN", "J$": "JMD", "TT$": "TTD",
    "R$": "BRL", "$US": "USD", "$A": "AUD", "$NZ": "NZD", "$HK": "HKD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₩": "KRW",
    "₺": "TRY", "₦": "NGN", "฿": "THB", "₱": "PHP", "₫": "VND", "₸": "KZT", "₾": "GEL", "₼": "AZN", "Y=": "JPY",
}  # fmt: skip

#: "PS2.7m" is what transliteration to ASCII leaves of "£2.7m" (and "Y=" above of "¥"). A bare small number may be a name ("PS5"),
#: so it is money only where the amount has a comma, a decimal part or a magnitude.
TRANSLITERATED_POUND: Final = "PS"

#: Signs that stand behind an amount where that is the custom: "1,200€".
SIGNS_BEHIND: Final = "€£₽₴₪₺¥₹₩"

#: Letters that stand before an amount: ISO 4217 codes as they are, and two local ones.
CURRENCY_CODES: Final[dict[str, str]] = {
    code: code
    for code in sorted(word_set("""USD EUR GBP JPY CNY CHF CAD AUD NZD HKD SGD SEK NOK DKK PLN CZK HUF RON UAH RUB TRY ILS INR PKR KRW IDR MYR
    THB PHP VND ZAR NGN KES EGP SAR AED QAR IRR IQD BRL MXN ARS CLP COP BGN ISK RSD MKD BYN MDL GEL AZN KZT UZS KGS TJS
    TWD LKR BDT NPR AFN MMK KHR LAK MNT KWD BHD OMR JOD LBP SYP YER LYD TND DZD MAD SDG ETB UGX TZS RWF GHS XOF XAF ZMW MZN AOA BWP
    NAD UYU PYG VES CRC GTQ HNL NIO DOP JMD HTG TTD FJD PGK"""))
} | {"RM": "MYR", "Rs": "INR", "Rs.": "INR", "RMB": "CNY", "Fr": "CHF", "Tk": "BDT"}  # fmt: skip

#: Words for money. ``dollar``, ``pound``, ``peso`` and the like take their country from the word before them.
MONEY_WORDS: Final[dict[str, str]] = {
    form: code
    for code, forms in {
        "USD": "dollar dollars us-dollar us-dollars american-dollars u.s.-dollars usd bucks",
        "AUD": "australian-dollar australian-dollars", "CAD": "canadian-dollar canadian-dollars",
        "NZD": "new-zealand-dollars new-zealand-dollar", "HKD": "hong-kong-dollars hong-kong-dollar",
        "SGD": "singapore-dollar singapore-dollars singaporean-dollars singaporean-dollar", "EUR": "euro euros eur",
        "GBP": "pounds-sterling pound-sterling sterling british-pounds quid gbp", "JPY": "yen yens japanese-yen japanese-yens",
        "CNY": "yuan renminbi chinese-yuan rmb", "RUB": "rouble roubles ruble rubles russian-roubles russian-rubles russian-rouble russian-ruble", "UAH": "hryvnia hryvnias hryvnya hryvna ukrainian-hryvnia ukrainian-hryvnias",
        "ILS": "shekel shekels new-shekels israeli-shekel israeli-shekels israeli-new-shekel israeli-new-shekels", "INR": "rupee rupees indian-rupee indian-rupees", "KRW": "south-korean-won korean-won won", "MYR": "ringgit malaysian-ringgit",
        "CHF": "swiss-francs swiss-franc francs franc", "SEK": "kronor swedish-kronor swedish-crowns swedish-crown swedish-krona krona",
        "NOK": "norwegian-crown norwegian-krone norwegian-crowns norwegian-kroner", "DKK": "danish-crowns danish-kroner danish-krone", "PLN": "zloty zlotys zlotych złoty złotys złotych polish-zloty polish-zlotys",
        "CZK": "czech-crowns czech-crown czech-koruna czech-korunas koruna korunas", "HUF": "forint forints hungarian-forint hungarian-forints", "RON": "lei romanian-leu romanian-lei", "TRY": "lira liras turkish-lira turkish-liras",
        "ZAR": "rand south-african-rand", "HRK": "kuna croatian-kuna", "THB": "baht bahts thai-baht", "NGN": "naira nairas nigerian-naira", "BRL": "reais brazilian-real brazilian-reals brazilian-reais",
        "AED": "dirhams dirham uae-dirham uae-dirhams united-arab-emirates-dirham emirati-dirhams", "SAR": "riyals riyal saudi-riyal saudi-riyals", "IRR": "rials rial iranian-rial iranian-rials", "BGN": "leva bulgarian-lev bulgarian-leva", "KZT": "tenge tenges kazakhstani-tenge", "GEL": "lari georgian-lari",
        "VND": "dong vietnamese-dong", "IDR": "rupiah rupiahs indonesian-rupiah", "BDT": "taka takas bangladeshi-taka", "ETB": "birr ethiopian-birr", "GHS": "cedi cedis", "PYG": "guarani guaranies",
        "MXN": "mexican-peso mexican-pesos", "ARS": "argentine-peso argentine-pesos", "CLP": "chilean-peso chilean-pesos",
        "COP": "colombian-peso colombian-pesos", "PHP": "philippine-peso philippine-pesos filipino-pesos",
        "PKR": "pakistani-rupee pakistani-rupees", "LKR": "sri-lankan-rupee sri-lankan-rupees",
        "NPR": "nepalese-rupee nepalese-rupees", "KES": "kenyan-shilling kenyan-shillings",
        "UGX": "ugandan-shilling ugandan-shillings", "TZS": "tanzanian-shilling tanzanian-shillings",
        "EGP": "egyptian-pound egyptian-pounds", "SYP": "syrian-pound syrian-pounds", "LBP": "lebanese-pound lebanese-pounds",
        "SDG": "sudanese-pound sudanese-pounds", "TWD": "new-taiwan-dollar new-taiwan-dollars taiwan-dollar taiwan-dollars taiwanese-dollars",
        "JMD": "jamaican-dollar jamaican-dollars", "IQD": "iraqi-dinar iraqi-dinars", "KWD": "kuwaiti-dinar kuwaiti-dinars",
        "JOD": "jordanian-dinar jordanian-dinars", "LYD": "libyan-dinar libyan-dinars", "RSD": "serbian-dinar serbian-dinars",
        "DZD": "algerian-dinar algerian-dinars", "ISK": "icelandic-krona icelandic-kronur", "BYN": "belarusian-rouble belarusian-roubles",
        "XOF": "cfa-franc cfa-francs", "AFN": "afghani afghanis", "ALL": "albanian-lek lek leks", "AOA": "kwanza kwanzas angolan-kwanza angolan-kwanzas",
        "AMD": "armenian-dram armenian-drams drams", "AZN": "manat manats azerbaijani-manat azerbaijani-manats", "BOB": "boliviano bolivianos", "BWP": "pula pulas",
        "KHR": "riel riels cambodian-riel cambodian-riels", "CRC": "costa-rican-colon costa-rican-colones colones", "HTG": "gourde gourdes haitian-gourde haitian-gourdes",
        "HNL": "lempira lempiras", "GTQ": "quetzal quetzales quetzals", "LAK": "lao-kip kip", "MWK": "kwacha malawian-kwacha malawian-kwachas", "ZMW": "zambian-kwacha zambian-kwachas",
        "MGA": "ariary", "MMK": "kyat kyats", "MNT": "tugrik tugriks togrog", "UZS": "uzbek-som uzbek-soms", "KGS": "kyrgyz-som kyrgyz-soms", "TJS": "somoni somonis",
        "MAD": "moroccan-dirham moroccan-dirhams", "TND": "tunisian-dinar tunisian-dinars", "BHD": "bahraini-dinar bahraini-dinars", "OMR": "omani-rial omani-rials",
        "QAR": "qatari-riyal qatari-riyals", "YER": "yemeni-rial yemeni-rials", "MDL": "moldovan-leu moldovan-lei", "MKD": "macedonian-denar denar denars denari",
        "BAM": "convertible-mark convertible-marks", "SOS": "somali-shilling somali-shillings", "RWF": "rwandan-franc rwandan-francs", "CDF": "congolese-franc congolese-francs",
        "CUP": "cuban-peso cuban-pesos", "DOP": "dominican-peso dominican-pesos", "UYU": "uruguayan-peso uruguayan-pesos", "BTC": "bitcoin bitcoins btc",
        "ERN": "nakfa", "MZN": "metical meticais", "GMD": "dalasi dalasis", "SLE": "leone leones",
    }.items()
    for form in forms.split()
}  # fmt: skip

#: Units of measure. SI units have their symbol; the others the name in the singular.
MEASURES: Final[dict[str, str]] = {
    form: unit
    for unit, forms in {
        "%": "% percent per-cent pct percentage pc",
        "percentage point": "percentage-point percentage-points %-points",
        "basis point": "basis-point basis-points bps",
        "m": "metre metres meter meters m", "km": "kilometre kilometres kilometer kilometers km kms",
        "cm": "centimetre centimetres centimeter centimeters cm", "mm": "millimetre millimetres millimeter millimeters mm",
        "µm": "micrometre micrometres micrometer micrometers micron microns µm μm", "nm": "nanometre nanometres nanometer nanometers nm",
        "mile": "mile miles mi", "yard": "yard yards yd yds", "foot": "foot feet ft", "inch": "inch inches ″", "nautical mile": "nautical-mile nautical-miles",
        "m²": "square-m square-metre square-metres square-meter square-meters sq-m sqm m2 m²",
        "km²": "square-km square-kms square-kilometre square-kilometres square-kilometer square-kilometers sq-km km2 km²",
        "square mile": "square-mile square-miles sq-miles", "square foot": "square-foot square-feet sq-ft", "acre": "acre acres",
        "ha": "hectare hectares ha", "m³": "cubic-metre cubic-metres cubic-meters cubic-meter m3", "cubic foot": "cubic-foot cubic-feet",
        "kg": "kilogram kilograms kilogramme kilogrammes kg kgs kilo kilos", "g": "gram grams gramme grammes g", "mg": "milligram milligrams mg",
        "t": "tonne tonnes metric-ton metric-tons metric-tonnes", "ton": "ton tons", "kt": "kiloton kilotons", "gigaton": "gigaton gigatons gigatonne gigatonnes", "pound": "lb lbs pound-mass",
        "ounce": "ounce ounces oz", "L": "litre litres liter liters l", "mL": "millilitre millilitres milliliter milliliters ml", "µL": "µl μl microlitre microlitres microliter microliters",
        "gallon": "gallon gallons us-gallon us-gallons imperial-gallon imperial-gallons", "pint": "pint pints us-pint us-pints", "quart": "quart quarts us-quart us-quarts", "barrel": "barrel barrels bbl",
        "W": "watt watts w", "kW": "kilowatt kilowatts kw", "MW": "megawatt megawatts mw", "GW": "gigawatt gigawatts gw",
        "kWh": "kilowatt-hour kilowatt-hours kilowatt-hours kwh", "MWh": "megawatt-hours megawatt-hour mwh", "GWh": "gigawatt-hours gigawatt-hour gwh",
        "Hz": "hertz hz", "kHz": "kilohertz khz", "MHz": "megahertz mhz", "GHz": "gigahertz ghz", "V": "volt volts v", "kV": "kilovolt kilovolts kv",
        "EV": "exavolt", "A": "ampere amperes amps amp", "mAh": "mah milliampere-hour milliamp-hours", "dB": "decibel decibels db",
        "N m": "nm-of-torque newton-metre newton-metres newton-meters", "pound-foot": "lb-ft lb-ft-of-torque pound-feet pound-foot pound-feet-of-torque foot-pounds foot-pound-force lb.-ft",
        "Pa": "pascal pascals pa", "kPa": "kilopascal kpa", "MPa": "megapascal megapascals mpa", "GPa": "gigapascal gigapascals gpa", "psi": "psi pound-per-square-inch pounds-per-square-inch", "ksi": "ksi kilopound-per-square-inch",
        "horsepower": "horsepower hp", "brake horsepower": "bhp brake-horsepower", "rpm": "rpm revolutions-per-minute",
        "mile/h": "mph mile-per-hour miles-per-hour miles-an-hour mi/h", "km/h": "km-per-hour km-an-hour kph km/h km/hr kmh kilometres-per-hour kilometers-per-hour kilometre-per-hour",
        "m/s": "m/s metres-per-second meters-per-second metre-per-second", "mile/gallon": "mpg miles-per-gallon mile-per-gallon", "knot": "knot knots kn kts",
        "ppm": "ppm parts-per-million part-per-million", "ppb": "ppb parts-per-billion", "count/min": "bpm beats-per-minute count-per-minute",
        "°C": "degrees-celsius degree-celsius °c celsius degrees-c c degrees-centigrade ºc", "°F": "degrees-fahrenheit degree-fahrenheit °f fahrenheit degrees-f ºf f",
        "degree": "degree degrees ° º", "B": "byte bytes", "kB": "kilobyte kilobytes kb", "MB": "megabyte megabytes mb", "GB": "gigabyte gigabytes gb gigs",
        "TB": "terabyte terabytes tb", "Mbit/s": "mbps megabit-per-second megabits-per-second mb/s", "Gbit/s": "gbps", "calorie": "calorie calories cal", "kcal": "kcal kilocalories",
        "second": "second seconds sec secs s", "ms": "millisecond milliseconds ms", "minute": "minute minutes min mins", "hour": "hour hours hr hrs h", "day": "day days",
        "week": "week weeks", "month": "month months", "year": "year years yr yrs", "decade": "decade decades", "century": "century centuries",
        "fortnight": "fortnight fortnights", "night": "night nights",
        "year of age": "year-old year-olds years-old years-of-age year-of-age yo", "month of age": "month-old month-olds months-old month-of-age",
        "week of age": "week-old week-olds weeks-old week-of-age", "day of age": "day-old day-olds days-old day-of-age",
        "cubic inch": "cubic-inch cubic-inches cu-in", "cubic yard": "cubic-yard cubic-yards", "cubic mile": "cubic-mile cubic-miles",
        "square inch": "square-inch square-inches sq-in", "square yard": "square-yard square-yards sq-yd", "acre-foot": "acre-foot acre-feet",
        "short ton": "short-ton short-tons us-ton us-tons", "long ton": "long-ton long-tons", "stone": "stone", "troy pound": "troy-pound troy-pounds",
        "bar": "bar", "mbar": "millibar millibars mbar", "hPa": "hpa hectopascal hectopascals", "atmosphere": "atmosphere atmospheres atm",
        "lux": "lux", "cd": "candela candelas", "nit": "nit nits", "rad": "radian radians", "mol": "mol", "Mach": "mach", "parsec": "parsec parsecs",
        "therm": "therm therms", "kbit/s": "kilobit-per-second kilobits-per-second kbps", "millennium": "millennium millennia", "µg": "mcg ug",
        "VA": "volt-ampere volt-amperes", "horsepower-hour": "horsepower-hour", "quintal": "quintal quintals",
        "cent": "cent cents ¢", "penny": "penny pence p", "sen": "sen", "mmBTU": "mmbtu mega-british-thermal-unit million-british-thermal-units",
        "barrel/day": "bpd b/d barrels-per-day barrel-per-day barrels-a-day barrel-a-day", "point": "point points pts", "time": "times x", "gauge": "gauge",
        "mega-pixel": "megapixel megapixels mp", "lumen": "lumens lumen", "K": "kelvin kelvins", "pixel": "pixel pixels",
        "metric horsepower": "ps", "fluid ounce": "fluid-ounce fluid-ounces fl-oz", "troy ounce": "troy-ounce troy-ounces",
        "PB": "petabyte petabytes pb", "bit": "bit bits", "Mbit": "megabit megabits", "Gbit": "gigabit gigabits",
        "teaspoon": "teaspoon teaspoons tsp", "tablespoon": "tablespoon tablespoons tbsp",
        "BTU": "btu btus british-thermal-unit british-thermal-units", "light-year": "light-year light-years", "au": "astronomical-unit astronomical-units",
        "bushel": "bushel bushels", "furlong": "furlong furlongs", "carat": "carat carats karat", "mm Hg": "mmhg mm-hg",
        "m/s²": "m/s2 m/s²", "kWh/100 km": "kwh/100-km kwh/100km", "L/100 km": "l/100-km l/100km litres/100-km",
        "frame/second": "fps frames-per-second", "dot/inch": "dpi", "pixel/inch": "ppi",
        "ton of TNT": "tons-of-tnt", "megaton": "megaton megatons megatonne megatonnes",
    }.items()
    for form in forms.split()
}  # fmt: skip


def _with_prefixes() -> dict[str, str]:
    """SI units with their decimal prefixes, by name and by symbol, alone, squared and cubed (SI brochure, 9th edition, table 7).

    Symbols of two letters or fewer are left to :data:`MEASURES`, which knows which of them are words or ambiguous.
    """
    names = {
        "metre": "m", "meter": "m", "gram": "g", "gramme": "g", "litre": "L", "liter": "L", "watt": "W", "watt-hour": "Wh", "joule": "J", "newton": "N",
        "pascal": "Pa", "hertz": "Hz", "volt": "V", "ampere": "A", "amp": "A", "ohm": "Ω", "farad": "F", "coulomb": "C", "sievert": "Sv", "becquerel": "Bq",
        "second": "s", "electronvolt": "eV", "ampere-hour": "Ah", "calorie": "cal",
    }  # fmt: skip
    prefixes = {
        "": "", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
        "peta": "P", "exa": "E",
    }  # fmt: skip
    found: dict[str, str] = {}
    for name, symbol in names.items():
        for prefix, sign in prefixes.items():
            unit = f"{sign}{symbol}"
            for form in (f"{prefix}{name}", f"{prefix}{name}s"):
                found.setdefault(form, unit)
                if symbol == "m":
                    found.setdefault(f"square-{form}", f"{unit}²")
                    found.setdefault(f"cubic-{form}", f"{unit}³")
            if len(unit) > 2:
                found.setdefault(unit.lower(), unit)
            if symbol == "m" and prefix:
                for power, sign_of_power in (("2", "²"), ("3", "³"), ("²", "²"), ("³", "³")):
                    found.setdefault(f"{unit}{power}", f"{unit}{sign_of_power}")
    return found


MEASURES.update({form: unit for form, unit in _with_prefixes().items() if form not in MEASURES})

#: Forms that are one or two letters, or a word besides: they count as units only directly behind digits ("5m", "30C").
ONLY_ATTACHED: Final = word_set("l w v c f cal a pa j n k")
#: Symbols that count with a space too where they are written as SI writes them: "5 W", "12 C", "10 m", "68 p".
AS_WRITTEN: Final = frozenset(("W", "V", "C", "F", "m", "g", "s", "h", "p", "mi", "min", "sec", "ha"))

#: Forms that mean something else with capitals than :data:`MEASURES` says; ``None`` for no unit ("5G" is a network).
CASED: Final[dict[str, str | None]] = {"Nm": "N m", "mW": "mW", "Gb": "Gbit", "Mb": "Mbit", "G": None}

#: Nouns that are plural without an s, with their singular.
IRREGULAR_PLURALS: Final[dict[str, str]] = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman", "policewomen": "policewoman",
    "servicemen": "serviceman", "servicewomen": "servicewoman", "fishermen": "fisherman", "gunmen": "gunman", "lawmen": "lawman", "firemen": "fireman",
    "congressmen": "congressman", "personnel": "personnel", "police": "police", "staff": "staff", "aircraft": "aircraft",
    "spacecraft": "spacecraft", "hovercraft": "hovercraft", "cattle": "cattle", "sheep": "sheep", "dead": "dead", "wounded": "wounded",
    "injured": "injured", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "media": "medium", "data": "datum",
    "crises": "crisis", "infantry": "infantry", "crew": "crew", "horsepower": "horsepower", "wives": "wife", "lives": "life", "knives": "knife",
    "shelves": "shelf", "halves": "half", "leaves": "leaf", "wolves": "wolf", "thieves": "thief", "loaves": "loaf", "series": "series", "species": "species",
    "buses": "bus", "gases": "gas", "viruses": "virus", "bonuses": "bonus", "campuses": "campus", "fish": "fish", "others": "other",
}  # fmt: skip

#: Words in -s that are no plural.
NOT_PLURAL: Final = word_set("""is was has does his its this us as yes thus plus gas bus news politics economics athletics physics mathematics less across
    always perhaps towards afterwards besides unless whereas chess boss class glass mass pass press loss cross process success
    access business witness illness campus virus status bonus focus census consensus crisis analysis basis emphasis previous
    various serious famous dangerous numerous religious enormous continuous anonymous nervous gross express business princess
    paris texas kansas arkansas athens brussels damascus honduras cyprus laos wales naples barbados mauritius vilnius tunis caracas
    christmas dallas angeles vegas orleans jones williams hamas isis us
    address congress progress process tennis series species lens mrs ms vs says goes""") - {"series", "species"}

#: What happened to people that a number counts: "killed", "wounded" say what is counted as a noun would.
CASUALTIES: Final = word_set("""killed dead died injured wounded missing arrested detained rescued displaced evacuated hospitalised hospitalized infected captured
    homeless stranded""")

#: Nouns of things that have numbers for names: "Post 14", "ward 6". Those that are also verbs or count by themselves are here and not in
#: ``LABELS``: they name only where they are written as a name or where nothing is counted.
NUMBERED: Final = word_set("""point unit day week year level line group title block area option plan division post hill checkpoint corridor ward
    pump pier berth dock shaft reactor turbine camp battery brigade regiment battalion squadron company bulletin communique communiqué circular
    order decree directive edict law bill motion count exhibit schedule form school hospital station terminal tower well mine cell bay
    silo hangar runway lane pole sluice lock dyke dam bridge tunnel engine boiler court chamber floor seat site sheet map plate
    tape file document entry note footnote verse question answer lot train tram bus service ferry boat car lorry truck patient victim suspect
    witness defendant candidate case report update statement dispatch letter memorandum annexe barrage buoy mast depot warehouse barrack
    barracks kilometre kilometer milestone marker road trench outpost position sortie target launch rocket satellite substation transformer
    compressor""")

#: Verbs that look like a plural behind a number: "Post 14 remains in their hands".
VERBS_IN_S: Final = word_set("""remains holds says gives lists stays reads goes comes makes takes tells begins becomes contains includes requires provides
    belongs seems appears allows forbids obliges governs covers brings gets wants knows sees keeps lets puts means sits speaks stands
    lies mentions refers deals lays sets lost fell failed""")

#: Words before a number that make it a label: "tier one", "Section 427", "phase two".
LABELS: Final = word_set("""section row figure fig table page chapter article clause number no phase tier type level round game grade category channel
    route highway flight room gate part volume version size season episode model unit building apartment line stage group class
    platform paragraph point item step track area district sector zone block bus junction point lot exit interstate act appendix
    annex week day year title rule protocol resolution option plan division formula bbc radio covid world""") - {
    "point",
    "week",
    "day",
    "year",
    "unit",
    "world",
    "area",
    "option",
    "plan",
    "level",
    "line",
    "group",
    "title",
    "block",
}
