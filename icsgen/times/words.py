"""Names of months and weekdays in the languages that programmes' tables are written in."""

from __future__ import annotations

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia ledna января tammikuuta",
    "february feb februar février fevrier fevrier févr fév febrero febbraio fevereiro fev februari "
    "lutego února февраля helmikuuta",
    "march mar märz maerz mrz mär mars marzo março maart mrt marca března марта maaliskuuta",
    "april apr avril avr abril abr aprile kwietnia dubna апреля huhtikuuta",
    "may mai mayo maggio mag maio mei maja května мая toukokuuta maj",
    "june jun juni juin junio giugno giu junho czerwca června июня kesäkuuta",
    "july jul juli juillet juil julio luglio lug julho lipca července июля heinäkuuta",
    "august aug août aout agosto ago augustus sierpnia srpna августа elokuuta augusti",
    "september sept sep septembre septiembre settembre set setembro września září сентября syyskuuta",
    "october oct oktober okt octobre octubre ottobre ott outubro out października října октября lokakuuta",
    "november nov novembre noviembre novembro listopada listopadu ноября marraskuuta",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro "
    "grudnia prosince декабря joulukuuta desember",
)
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì lunedi maandag ma segunda "
    "poniedziałek pondělí понедельник maanantai mandag måndag",
    "tuesday tues tue tu dienstag di mardi martes martedì martedi dinsdag terça "
    "wtorek úterý вторник tiistai tirsdag tisdag",
    "wednesday wed weds we mittwoch mi mercredi mer miércoles miercoles mercoledì mercoledi woensdag wo quarta "
    "środa středa среда keskiviikko onsdag",
    "thursday thurs thur thu th donnerstag do jeudi jeu jueves giovedì giovedi donderdag quinta "
    "czwartek čtvrtek четверг torstai torsdag",
    "friday fri freitag fr vendredi ven viernes venerdì venerdi vrijdag vr sexta piątek pátek пятница perjantai fredag",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sabato zaterdag za "
    "sobota суббота lauantai lørdag lördag",
    "sunday sun sonntag so dimanche dim domingo domenica zondag zo "
    "niedziela neděle воскресенье sunnuntai søndag söndag",
)

MONTHS: dict[str, int] = {word: number for number, row in enumerate(_MONTHS, 1) for word in row.split()}
"""Casefolded name or abbreviation to 1 … 12."""
WEEKDAYS: dict[str, int] = {word: number for number, row in enumerate(_WEEKDAYS) for word in row.split()}
"""Casefolded name or abbreviation to 0 (Monday) … 6, as ``date.weekday`` counts."""
