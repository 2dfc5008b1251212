"""The words that people write over a column, or give a record as a key, by what they mean.

Three levels of fit: 3 the words say so, 2 it is likely, 1 it may be if nothing better is there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Role: TypeAlias = Literal[
    "title",
    "start",
    "end",
    "when",
    "date",
    "end date",
    "duration",
    "all day",
    "zone",
    "year",
    "speakers",
    "first name",
    "last name",
    "affiliation",
    "room",
    "track",
    "session",
    "type",
    "abstract",
    "url",
    "video",
    "tags",
    "key",
    "status",
]

TIME_ROLES: frozenset[Role] = frozenset(
    ("start", "end", "when", "date", "end date", "duration", "all day", "zone", "year")
)

_VOCABULARY: dict[Role, dict[int, str]] = {
    "title": {
        3: (
            "title|talk title|paper title|presentation title|proposal title|lecture title|event title|"
            "event name|talk name|subject|titel|titre|título|titulo|titolo|otsikko|tytuł|название|标题|題名|"
            "题目|題目|演讲题目|報告題目|报告题目|演題|발표제목|강연제목|"
            "タイトル|제목|title of talk|title of paper|title of presentation|proposal|agenda item|vortragstitel|"
            "submission title|title en|en title|event titel|name of talk|"
            "tytuł wystąpienia|tytuł prelekcji|název|název přednášky|názov|cím|előadás címe|aihe|tittel|"
            "titel på foredrag|rubrik|föredrag|foredrag|başlık|konu|τίτλοσ|назва|titlu|naslov|onderwerp|namn"
        ),
        2: (
            "session title|session name|talk|name|event|summary|vortrag|workshop title|tutorial title|"
            "presentation name|contribution|contribution title|activity name|panel title|thema|headline|item|heading|"
            "session topic|class name|panel name|slot title|program item|programme item|vortragsthema|"
            "title de|caption|label|text"
        ),
        1: (
            "session|topic|presentation|paper|activity|what|description|desc|details|content|programme|"
            "program|agenda|lecture|long name|short title|workshop|tutorial|event description|en|what s on|"
            "schedule item|contents|block|活动安排|活動|议程|議程|内容|プログラム|프로그램|내용"
        ),
    },
    "start": {
        2: "session start|session start time|slot start|start session|block start|session starts|conference start",
        3: (
            "presentation start|paper start|presentation start time|start|start time|begin|"
            "begin time|beginning|starts|starts at|start at|from|time start|"
            "start date time|dtstart|start datetime|time from|event start|begins|begins at|"
            "start hour|starting time|start local|beginn|anfang|startzeit|von|début|debut|heure de début|"
            "inicio|hora inicio|hora de inicio|inizio|ora inizio|início|start timestamp|scheduled start|"
            "planned start|talk start|scheduled at|event start time|opens|"
            "time begin|starttid|начало|开始时间|開始|開始時間|시작|start utc|utc start|begintijd|"
            "aanvang|date start|date debut|start iso|starts on|begin at|local start|talk start time|"
            "start date and time|start date start time|event start date time|start ts|start unix|start epoch|"
            "godzina rozpoczęcia|czas rozpoczęcia|rozpoczęcie|początek|od|začátek|začiatok|kezdés|kezdete|alkaa|"
            "alkuaika|alkamisaika|starttidspunkt|början|başlangıç|başlama|έναρξη|початок|ora de început|început|"
            "početak|starter|klokkeslett start"
        ),
    },
    "end": {
        2: "session end|session end time|slot end|block end|session ends|conference end",
        3: (
            "presentation end|paper end|presentation end time|end|end time|ends|ends at|"
            "finish|finish time|to|until|till|stop|time end|end date time|dtend|"
            "end datetime|time to|event end|end hour|ending time|end local|ende|endzeit|bis|fin|"
            "heure de fin|hora fin|hora de fin|fine|ora fine|fim|end timestamp|scheduled end|planned end|"
            "talk end|end at|event end time|closes|time finish|конец|结束时间|終了|終了時間|종료|end utc|"
            "utc end|eindtijd|date end|end iso|finishes|local end|talk end time|"
            "end date and time|event end date time|time until|end ts|end unix|end epoch|"
            "godzina zakończenia|czas zakończenia|zakończenie|koniec|do|konec|vége|befejezés|päättyy|loppuaika|"
            "päättymisaika|slut|slutt|sluttid|sluttidspunkt|bitiş|λήξη|кінець|ora de sfârșit|sfârșit|kraj|slutter"
        ),
    },
    "when": {
        3: (
            "time|when|time slot|timeslot|date time|datetime|date and time|time range|start end|"
            "start end time|session time|event time|uhrzeit|zeit|heure|horaire|hora|horario|orario|ora|"
            "godzina|время|时间|時間|시간|time slots|talk time|presentation time|date time slot|time and date|"
            "time date|day and time|day time|tijd|tid|clock|hours|scheduled time|local time|time local|"
            "slot time|date time range|interval|from to|begin end|zeitraum|time interval|times|"
            "day date time|"
            "czas|čas|idő|időpont|aika|kello|klokken|tidspunkt|saat|ώρα|час|vrijeme|kl"
        ),
        1: "slot|schedule|scheduled|hour|block|period|at|order|position",
    },
    "date": {
        3: (
            "date|day|start date|startdate|date of talk|event date|session date|talk date|datum|tag|jour|"
            "fecha|dia|día|data|giorno|date of event|event day|session day|begin date|weekday|day date|"
            "day of week|date day|date of presentation|presentation date|conference day|дата|日期|日付|날짜|dag|"
            "from date|schedule day|scheduled date|program day|"
            "dzień|den|deň|dátum|nap|päivä|päivämäärä|dato|tarih|gün|ημερομηνία|день|ziua|dan|pvm"
        ),
        1: "on|calendar date",
    },
    "end date": {
        3: "end date|enddate|date to|to date|finish date|until date|event end date|last day|end day",
    },
    "duration": {
        3: (
            "duration|length|duration minutes|duration mins|duration min|dauer|durée|duree|duración|durata|"
            "length minutes|length min|length mins|talk length|talk duration|time allotted|"
            "duration in minutes|length in minutes|session length|session duration|slot length|minutes|mins|"
            "slot duration|duration hours|duration seconds|duur|длительность|runtime|duration m|"
            "time minutes|time mins"
        ),
        1: "min|len|durations|time min",
    },
    "all day": {
        3: "all day|all day event|allday|is all day|isallday|all day long|full day|ganztägig",
    },
    "zone": {
        3: (
            "tz|timezone|time zone|zone|zeitzone|fuseau horaire|zona horaria|tzid|event timezone|iana timezone|"
            "utc offset|gmt offset|timezone offset|offset"
        ),
    },
    "year": {
        2: "year|jahr|année|año",
    },
    "speakers": {
        3: (
            "speaker|speakers|speaker name|speaker names|speakers names|presenter|presenters|presenter name|"
            "author|authors|author names|author name|name of speaker|speaker full name|presenter s name|"
            "speaker s name|presented by|given by|referent|referenten|referentin|referent in|vortragende|"
            "vortragender|intervenant|intervenants|orateur|orateurs|conférencier|ponente|ponentes|orador|"
            "relatore|relatori|palestrante|palestrantes|докладчик|спикер|演讲者|講演者|発表者|登壇者|발표자|"
            "演讲嘉宾|嘉宾|讲者|講者|演讲人|报告人|報告人|主讲人|講師|연사|강연자|"
            "speaker list|persons|people|presenting author|speaking|lecturer|lecturers|"
            "invited speaker|speaker or host|"
            "spreker|sprekers|talk by|autor|autoren|auteur|auteurs|full name|owner|speaker presenter"
        ),
        2: (
            "coauthor|coauthors|copresenter|copresenters|cospeaker|cospeakers|"
            "your name|panelists|panelist|panellists|panellist|instructor|instructors|who|by|moderator|moderators|"
            "chair|chairs|session chair|host|hosts|facilitator|facilitators|organizer|organizers|organiser|"
            "organisers|teacher|teachers|trainer|trainers|leader|discussant|guests|performer|artist|"
            "contributors|creator|led by|lead|leads|person|participants|hosted by|staff|"
            "prelegent|prelegenci|přednášející|řečník|prednášajúci|előadó|előadók|puhuja|puhujat|esiintyjä|"
            "talare|föreläsare|foredragsholder|taler|konuşmacı|ομιλητήσ|доповідач|vorbitor|predavač"
        ),
        1: "name|names|contact",
    },
    "first name": {
        3: ("first name|firstname|given name|given names|vorname|prénom|speaker first name|presenter first name"),
    },
    "last name": {
        3: "last name|lastname|surname|family name|nachname|nom|speaker last name|presenter last name",
    },
    "affiliation": {
        3: (
            "affiliation|affiliations|institution|institutions|company|organization|organisation|employer|"
            "university|affil|speaker affiliation|presenter affiliation|speaker company|institute|org|firma|"
            "firm|speaker organization|company name|author affiliation|institut|établissement|organización|"
            "speaker institution|speaker organisation"
        ),
    },
    "room": {
        3: (
            "room|room name|stage|hall|raum|saal|salle|sala|venue room|location room|room location|"
            "room number|session room|event room|auditorium|aula|zaal|lokal|зал|комната|会议室|会場|部屋|장소|"
            "lieu salle|room venue|stage name|hall name|meeting room|room id|event location|"
            "session location|location name|talk room"
        ),
        2: (
            "location|venue|where|place|ort|lieu|lugar|luogo|local|locatie|место|地点|場所|building|locations|"
            "venue name|plats|"
            "místnost|miestnosť|sál|terem|helyszín|huone|paikka|lokale|rom|sted|salon|yer|αίθουσα|зала|dvorana|"
            "miejsce|sala nr"
        ),
    },
    "track": {
        3: (
            "track|tracks|track name|stream|strand|track title|session track|theme track|division|"
            "track theme|conference track|symposium|program track"
        ),
        2: "theme|area|topic area|subject area|subtrack|themes|domain|field|topics area|programme track",
        1: "category|categories|group|color|section|topic",
    },
    "session": {
        3: (
            "session title|session name|session topic|block|parent session|part of|panel|"
            "workshop name|section|chapter|sitzung|séance|sesión|sessione|sessão|session number|slot title|"
            "session theme|session no|session group|panel title|panel name"
        ),
        2: "session",
        1: "workshop|slot name|group|program|programme",
    },
    "type": {
        3: (
            "type|session or sub session|kind|format|session type|talk type|"
            "presentation type|event type|submission type|"
            "session format|talk format|contribution type|art|typ|tipo|tipo de sesión|item type|paper type|"
            "presentation format|type of session|type of talk|mode of presentation|activity type|"
            "session kind|presentation mode|format type"
        ),
        2: "category|categories|oral or poster|class|kategorie|catégorie|categoría|types|session category",
    },
    "abstract": {
        3: (
            "abstract|abstracts|description|talk description|session description|event description|"
            "summary text|talk abstract|paper abstract|abstract text|proposal abstract|zusammenfassung|"
            "beschreibung|résumé|resumen|descripción|descrizione|abs|long description|full description|"
            "presentation abstract|session abstract|descricao|descrição|resumo|概要|摘要|简介|초록|описание|"
            "аннотация|description of talk|beschrijving|blurb|sommario|synopsis|description text"
        ),
        2: (
            "desc|details|summary|content|notes|body|text|about|info|overview|outline|short description|"
            "short abstract|more info|detail|abstract short|information|excerpt|teaser|comments|remarks|"
            "subtitle|sub title|untertitel"
        ),
    },
    "url": {
        3: (
            "url|link|website|web page|webpage|href|permalink|session url|talk url|event url|page url|"
            "session link|talk link|event link|web link|event page|homepage|web|site|web site|public url|"
            "html link|paper url|uri|page|path|openreview|openreview url|forum|abstract url|"
            "more information url|paper link|detail url|event website|details url|pretalx url"
        ),
    },
    "video": {
        3: (
            "video|zoom|zoom link|stream|stream link|stream url|meeting link|recording|youtube|webinar link|"
            "join link|livestream|live stream|video url|video link|teams link|zoom url|youtube link|"
            "youtube url|livestream url|streaming link|meeting url|join url|webcast|virtual link|"
            "conference link|recording url|watch|video conference|online link|streaming url|live url|"
            "recording link|vimeo|presentation video|live video url"
        ),
    },
    "tags": {
        3: ("tags|tag|keywords|keyword|topics|labels|schlagworte|mots clés|palabras clave|level"),
    },
    "key": {
        3: (
            "id|uid|uuid|guid|code|paper id|submission id|session id|talk id|event id|proposal id|pid|key|"
            "slug|paper number|submission number|abstract id|contribution id|presentation id|session code|"
            "talk code|identifier|ident|paper no|submission|event uid|event code|proposal code|"
            "abstract number|ical uid|activity id|item id|friendly id|db id"
        ),
    },
    "status": {
        3: ("status|state|cancelled|canceled|is cancelled|event status|session status|acceptance status|confirmed"),
    },
}

MEANINGS: dict[str, list[tuple[Role, int]]] = {}
"""The words, as ``fields.plain_words`` gives them, to the roles they can mean, each with its fit."""
for _role, _by_fit in _VOCABULARY.items():
    for _fit, _row in _by_fit.items():
        for _words in filter(None, _row.split("|")):
            MEANINGS.setdefault(_words, []).append((_role, _fit))
