"""Names of months and weekdays in the languages that programmes' tables are written in."""

from __future__ import annotations

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia ledna января tammikuuta "
    "ocak siječnja januarja",
    "february feb februar février fevrier fevrier févr fév febrero febbraio fevereiro fev februari "
    "lutego února февраля helmikuuta şubat veljače februarja",
    "march mar märz maerz mrz mär mars marzo março maart mrt marca března марта maaliskuuta mart ožujka marca",
    "april apr avril avr abril abr aprile kwietnia dubna апреля huhtikuuta nisan travnja aprila",
    "may mai mayo maggio mag maio mei maja května мая toukokuuta maj mayıs svibnja",
    "june jun juni juin junio giugno giu junho czerwca června июня kesäkuuta haziran lipnja junija",
    "july jul juli juillet juil julio luglio lug julho lipca července июля heinäkuuta temmuz srpnja julija",
    "august aug août aout agosto ago augustus sierpnia srpna августа elokuuta augusti ağustos kolovoza avgusta",
    "september sept sep septembre septiembre settembre set setembro września září сентября syyskuuta "
    "eylül rujna septembra",
    "october oct oktober okt octobre octubre ottobre ott outubro out października října октября lokakuuta ekim oktobra",
    "november nov novembre noviembre novembro listopada listopadu ноября marraskuuta kasım studenoga studenog novembra",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro "
    "grudnia prosince декабря joulukuuta desember aralık prosinca decembra",
)
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì lunedi maandag ma segunda "
    "poniedziałek pondělí понедельник maanantai mandag måndag "
    "pazartesi ponedjeljak ponedeljek",
    "tuesday tues tue tu dienstag di mardi martes martedì martedi dinsdag terça "
    "wtorek úterý вторник tiistai tirsdag tisdag salı utorak torek",
    "wednesday wed weds we mittwoch mi mercredi mer miércoles miercoles mercoledì mercoledi woensdag wo quarta "
    "środa středa среда keskiviikko onsdag çarşamba srijeda sreda",
    "thursday thurs thur thu th donnerstag do jeudi jeu jueves giovedì giovedi donderdag quinta "
    "czwartek čtvrtek четверг torstai torsdag perşembe četvrtak četrtek",
    "friday fri freitag fr vendredi ven viernes venerdì venerdi vrijdag vr sexta piątek pátek пятница perjantai fredag "
    "cuma petak petek",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sabato zaterdag za "
    "sobota суббота lauantai lørdag lördag cumartesi subota",
    "sunday sun sonntag so dimanche dim domingo domenica zondag zo "
    "niedziela neděle воскресенье sunnuntai søndag söndag pazar nedjelja nedelja",
)

MONTHS: dict[str, int] = {word: number for number, row in enumerate(_MONTHS, 1) for word in row.split()}
"""Casefolded name or abbreviation to 1 … 12."""
WEEKDAYS: dict[str, int] = {word: number for number, row in enumerate(_WEEKDAYS) for word in row.split()}
"""Casefolded name or abbreviation to 0 (Monday) … 6, as ``date.weekday`` counts."""

_MISTAKEN = frozenset(
    ("set", "out", "ago", "gen", "mag", "giu", "lug", "ott", "ene", "abr", "lun", "mer", "jeu", "ven", "sam", "dim")
)
"""Abbreviations that are words, or names, of another language."""
MONTHS_IN_TEXT = {word: number for word, number in MONTHS.items() if word not in _MISTAKEN}
"""Those that running text means as months."""
WEEKDAYS_IN_TEXT = {word: number for word, number in WEEKDAYS.items() if len(word) > 2 and word not in _MISTAKEN}
"""Those that running text means as weekdays."""
