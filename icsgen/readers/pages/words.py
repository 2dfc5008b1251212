"""Words that tell names, places and schedules from each other, as the pages of conferences use them."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_NAMES = _words(
    """
    session sessions break breaks talk talks discussion discussions panel poster posters lunch opening closing
    remarks workshop workshops keynote introduction registration morning afternoon evening schedule program
    programme abstract video room hall learning networks network neural deep machine coffee welcome reception
    dinner breakfast tutorial tutorials oral orals spotlight spotlights invited contributed lightning question
    questions answers answer q&a award awards ceremony business meeting social event events break-out breakout
    plenary conclusion conclusions overview part day week models model data systems system methods theory
    analysis intelligence language vision robotics optimization research applications application science
    speaker speakers author authors organizers organisers committee chat paper papers track exhibit concurrent
    presentation presentations networking demo demos demonstration demonstrations competition challenge
    challenges refreshment tea snack snacks tba tbd tbc none live virtual online hybrid via zoom conference
    proceedings website link slides hackathon excursion tour mentoring lecture lectures seminar course new
    representation representations generative reinforcement graph graphs large towards toward beyond
    understanding time times end start free group groups table tables roundtable photo update general
    statistical computational mathematical the a-z for and with from how why what when where is are on in to by
    an at of or its your our fireside announcement announcements adjourn arrival check-in wrap-up wrap summary
    pause hour hours that this these those as be can not no all more less do does we you i us vs into over under
    without within between through about using everyone outlook farewell first second third last things thing
    ballroom auditorium theater theatre foyer level floor halle exhibition center centre lobby lounge institute
    university college labs lab inc school department google microsoft deepmind nvidia academy laboratory
    computing quantum theory practice engineering mathematics physics chemistry biology economics statistics
    software hardware programming algorithms geometry algebra topology
    corporation foundation restaurant hotel café cafe bistro brewery museum library campus building
    """
)
"""What no person is called: words of titles and programmes."""

PARTICLES = _words(
    """
    de van von der den del della la le di da do dos das du el al bin ibn ter ten zu zur af av y e i 't van't d'
    abu ben st
    """
)
"""Small words inside names."""

PLACES = _words(
    """
    college school lab labs research inc corp ltd gmbh google deepmind microsoft meta facebook apple amazon
    nvidia ibm intel openai anthropic mit eth epfl cmu ucl uc inria cnrs mila tech technion technology
    department dept faculty center centre academy hospital foundation ministry agency company group ai science
    sciences stanford harvard berkeley oxford cambridge princeton yale cornell caltech toronto nyu ucla usc tu
    eecs max planck national us usa uk germany france canada china japan switzerland austin
    """
)
"""Words of institutions."""

GENERIC = _words(
    """
    the our of and for full final tentative preliminary detailed workshop conference schedule program programme
    programm agenda timetable time times table event events session sessions overview morning afternoon evening
    day week main talk talks all at a glance speaker speakers location date dates home workshops tutorial
    tutorials important invited format in person virtual zeitplan zeit horaire one two three part info
    information monday tuesday wednesday thursday friday saturday sunday pst pdt est edt cet cest utc gmt pt et
    ct local zone timezone start end begin title to remember key deadlines
    """
)
"""Words that say nothing of what a page is about."""
