/* libical: build, then icalcomponent_as_ical_string.

   Reads a file of fields that end in NUL: zone, stamp, VTIMEZONE; then for each event uid, start, end, summary,
   description, location, and names and values of its X- properties up to an empty name. A second argument says how
   many times over the events are to be written. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *at;

static const char *next(void) {
    const char *field = at;
    at += strlen(at) + 1;
    return field;
}

static void add_x(icalcomponent *event, const char *name, const char *value) {
    icalproperty *property = icalproperty_new_x(value);
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(event, property);
}

static void add_time(icalcomponent *event, icalproperty *property, const char *zone) {
    icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
    icalcomponent_add_property(event, property);
}

static icalcomponent *next_event(const char *zone, struct icaltimetype stamp) {
    icalcomponent *event = icalcomponent_new_vevent();
    icalcomponent_add_property(event, icalproperty_new_uid(next()));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    add_time(event, icalproperty_new_dtstart(icaltime_from_string(next())), zone);
    add_time(event, icalproperty_new_dtend(icaltime_from_string(next())), zone);
    icalcomponent_add_property(event, icalproperty_new_sequence(0));
    icalcomponent_add_property(event, icalproperty_new_lastmodified(stamp));
    icalcomponent_add_property(event, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
    icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    add_x(event, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    icalcomponent_add_property(event, icalproperty_new_summary(next()));
    icalcomponent_add_property(event, icalproperty_new_description(next()));
    icalcomponent_add_property(event, icalproperty_new_location(next()));
    for (const char *name = next(); *name; name = next())
        add_x(event, name, next());
    return event;
}

int main(int count, char **arguments) {
    FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
    int times = count > 2 ? atoi(arguments[2]) : 1;
    if (!file)
        return 1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *content = malloc(size);
    if (!content || fread(content, 1, size, file) != (size_t)size)
        return 1;

    at = content;
    clock_t began = clock();
    const char *zone = next();
    struct icaltimetype stamp = icaltime_from_string(next());
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//benchmark//EN"));
    icalcomponent_add_component(calendar, icalcomponent_new_from_string(next()));
    for (char *first = at; times > 0; times--)
        for (at = first; at < content + size;)
            icalcomponent_add_component(calendar, next_event(zone, stamp));
    size_t octets = strlen(icalcomponent_as_ical_string_r(calendar));
    printf("%f %zu\n", (double)(clock() - began) / CLOCKS_PER_SEC, octets);
    return 0;
}
