"""Names of months and weekdays in the languages that programmes' tables are written in."""

from __future__ import annotations

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février fevrier fevrier févr fév febrero febbraio fevereiro fev februari",
    "march mar märz maerz mrz mär mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto ago augustus",
    "september sept sep septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì lunedi maandag ma segunda",
    "tuesday tues tue tu dienstag di mardi martes martedì martedi dinsdag terça",
    "wednesday wed weds we mittwoch mi mercredi mer miércoles miercoles mercoledì mercoledi woensdag wo quarta",
    "thursday thurs thur thu th donnerstag do jeudi jeu jueves giovedì giovedi donderdag quinta",
    "friday fri freitag fr vendredi ven viernes venerdì venerdi vrijdag vr sexta",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sabato zaterdag za",
    "sunday sun sonntag so dimanche dim domingo domenica zondag zo",
)

MONTHS: dict[str, int] = {word: number for number, row in enumerate(_MONTHS, 1) for word in row.split()}
"""Casefolded name or abbreviation to 1 … 12."""
WEEKDAYS: dict[str, int] = {word: number for number, row in enumerate(_WEEKDAYS) for word in row.split()}
"""Casefolded name or abbreviation to 0 (Monday) … 6, as ``date.weekday`` counts."""
